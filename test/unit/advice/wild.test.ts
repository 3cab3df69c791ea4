import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advise, whyImpossible } from "../../../src/advice/advise.ts";
import { correct } from "../../../src/advice/correct.ts";
import { addPatterns } from "../../../src/advice/private-list.ts";
import { Failure } from "../../../src/failure.ts";
import type { Note } from "../../../src/findings.ts";
import { judgedKeys, type JudgedKey } from "../../../src/go/values/judge.ts";
import { newest } from "../../../src/go/version.ts";
import { resolveOperands } from "../../../src/mirrors/chain.ts";
import { expectPossible } from "../../../src/mirrors/possible.ts";
import { chooseSumdb } from "../../../src/mirrors/sumdb.ts";
import { settingValueOf } from "../../../src/doctor/values.ts";

interface Wild {
  set: string;
  go: string;
  kind: string | null;
}

const file = new URL("../../support/vectors/values-in-the-wild.json", import.meta.url);
const wild = JSON.parse(readFileSync(file, "utf8")) as Wild[];
const at = {
  version: newest,
  platform: "linux" as const,
  goproxy: "https://goproxy.cn,direct",
  isFolder: (path: string) => (path.startsWith("/root") ? true : null),
};

const settings = wild.map(({ set, go, kind }) => {
  const cut = set.indexOf("=");
  return { key: set.slice(0, cut) as JudgedKey, value: set.slice(cut + 1), go, kind };
});

/** What is to be said of each kind of mistake: one of these. */
const kinds: Record<string, readonly string[]> = {
  A: ["proxy.retired", "proxy.not-a-proxy", "mirror.unverified"],
  C: ["go.value-corrected", "go.value-read"],
  D: ["go.value-corrected", "go.value-read"],
  E: ["go.value-corrected", "go.value-read"],
  F: ["go.value-corrected", "go.value-read"],
  G: ["proxy.unusable"],
  H: ["go.value-corrected", "go.value-read"],
  I: ["proxy.is-http-proxy"],
  K: ["sumdb.misplaced", "go.value-read"],
  L: ["sumdb.retired"],
  M: ["govcs.ineffective"],
  N: ["goauth.not-a-command", "go.unexpanded"],
  O: ["go.value-corrected"],
  U: ["go.unexpanded", "proxy.unusable", "go.value-corrected"],
  V: ["proxy.insecure-http", "proxy.public-first", "go.value-corrected"],
  W: ["proxy.retired", "proxy.restricted", "proxy.not-a-proxy"],
  X: ["sumdb.bypasses-proxy"],
};

/** A remark as it is compared between verbs. */
const codesOf = (notes: readonly Note[]) => notes.map(({ code }) => code);

const cn = resolveOperands(["cn"], { ...at, own: [], fallback: null, direct: true });

/** What `use` makes of a value, or what it is refused with. */
function used(value: string, force = false): { value: string | null; codes: string[] } {
  const options = { ...at, own: [], fallback: null, direct: true };
  try {
    const { value: written, notes } = resolveOperands([value], options);
    if (!force) expectPossible(written, notes, at);
    return { value: written, codes: codesOf(notes) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { remark, corrected, reason } = error.args as {
      remark?: Note;
      corrected?: string | null;
      reason?: string;
    };
    const offered = (corrected ?? null) === null ? [] : ["go.value-corrected"];
    const why = remark === undefined ? [reason ?? ""] : [remark.code];
    return { value: null, codes: [...why, ...offered] };
  }
}

const isSaid = (kind: string, codes: readonly string[]) =>
  kind.split("+").every((one) => kinds[one]!.some((code) => codes.includes(code)));

const mistakes = settings.flatMap(({ kind, ...one }) => (kind === null ? [] : [{ ...one, kind }]));

describe("a value that somebody really set", () => {
  it.each(settings)("$key=$value: go's verdict", ({ key, value, go }) => {
    expect(advise(key, value, at).valid).toBe(go === "valid");
  });

  it.each(mistakes)("$kind: $key=$value is told of by validate", ({ key, value, kind }) => {
    const codes = codesOf(advise(key, value, at).warnings);
    expect(isSaid(kind, codes)).toBe(true);
  });

  it.each(mistakes.filter(({ key }) => key === "GOPROXY"))(
    "$kind: $value is told of by use",
    ({ value, kind }) => {
      const { value: written, codes } = used(value);
      expect(isSaid(kind, codes) || (written === null && codes.length > 0)).toBe(true);
    },
  );

  it.each(mistakes.filter(({ key }) => key === "GOSUMDB"))(
    "$kind: GOSUMDB=$value is told of by use --sumdb",
    ({ value, kind }) => {
      const codes = ((): string[] => {
        try {
          const stored = { stored: null, resolved: { ...cn, chinese: false }, at };
          return codesOf(chooseSumdb({ ...stored, flag: value }).notes);
        } catch (error) {
          const { remark, corrected } = (error as Failure).args as {
            remark?: Note;
            corrected?: string | null;
          };
          return [remark?.code ?? "", (corrected ?? null) === null ? "" : "go.value-corrected"];
        }
      })();
      expect(
        isSaid(kind, codes) || codes.includes("go.value-corrected") || value.startsWith("https"),
      ).toBe(true);
    },
  );

  it.each(mistakes)("$kind: $key=$value is told of by doctor", ({ key, value, kind }) => {
    const setting = {
      key,
      value,
      origin: { kind: "file" as const, file: "/go/env", line: 1 },
      shadows: [],
    };
    const found = settingValueOf(key, setting, at);
    const isToldOf =
      isSaid(kind, codesOf(found.judged.warnings)) || found.slipped || !found.accepted;
    expect(isToldOf).toBe(true);
  });
});

const value = fc.oneof(
  fc.constantFrom(...settings.map((one) => one.value)),
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        ...'https:// goproxy.cn , direct | off ; " “ ” ， ： .direct https// [ ]( ) ( $X %GOPROXY% <name> \\* / corp.com * . none on GOPROXY= export # \u00a0'.split(
          " ",
        ),
        " ",
      ),
      { maxLength: 6 },
    )
    .map((pieces) => pieces.join("")),
);

describe("for any value", () => {
  it("what is offered as the corrected form is valid and stays as it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...judgedKeys), value, (key, text) => {
        const meant = correct(key, text);
        if (meant === null) return;
        expect(advise(key, meant, at).valid).toBe(true);
        expect(correct(key, meant)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it("use writes nothing that validate calls impossible, and takes what it wrote", () => {
    fc.assert(
      fc.property(value, (text) => {
        const { value: written } = used(text);
        if (written === null) return;
        expect(whyImpossible(advise("GOPROXY", written, at).warnings)).toBeNull();
        expect(used(written).value).toBe(
          written.includes("|") || written.includes(",") ? written : used(written).value,
        );
      }),
      { numRuns: 300 },
    );
  });

  it("private add takes the corrected form that it offers", () => {
    fc.assert(
      fc.property(value, (text) => {
        for (const { args } of addPatterns("", [text]).refused) {
          const offered = "corrected" in args ? args.corrected : null;
          if (offered === null || offered === undefined) continue;
          expect(addPatterns("", [offered], { force: true }).refused).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
