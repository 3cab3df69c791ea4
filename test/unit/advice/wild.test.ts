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
    const { remark, corrected, reason, unfilled, webProxy } = error.args as {
      remark?: Note;
      corrected?: string | null;
      reason?: string;
      unfilled?: string | null;
      webProxy?: string | null;
    };
    const offered = [
      ...((corrected ?? null) === null ? [] : ["go.value-corrected"]),
      ...((unfilled ?? null) === null ? [] : ["unfilled"]),
      ...((webProxy ?? null) === null ? [] : [webProxy!]),
    ];
    const why = remark === undefined ? [reason ?? ""] : [remark.code];
    return { value: null, codes: [...why, ...offered] };
  }
}

const isSaid = (kind: string, codes: readonly string[]) =>
  kind.split("+").every((one) => kinds[one]!.some((code) => codes.includes(code)));

/** What `use` says of a value that it refuses: why it can never work, or the form that was meant. */
const refusals: Record<string, readonly string[]> = {
  A: ["retired", "page"],
  G: ["keyword"],
  I: ["web-proxy", "ALL_PROXY"],
  U: ["variable", "placeholder", "unfilled"],
  W: ["retired", "page"],
};

const isRefusedAs = (kind: string, written: string | null, codes: readonly string[]) =>
  written === null &&
  kind
    .split("+")
    .every((one) => (refusals[one] ?? kinds[one]!).some((code) => codes.includes(code)));

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
      expect(isSaid(kind, codes) || isRefusedAs(kind, written, codes)).toBe(true);
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
      expect(isSaid(kind, codes) || codes.includes("go.value-corrected")).toBe(true);
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
    const isMended = found.slipped || (!found.accepted && correct(key, value) !== null);
    expect(isSaid(kind, codesOf(found.judged.warnings)) || isMended).toBe(true);
  });
});

/** What may surround a value in a page, a script or a chat; `KEY` is the setting. */
const wrappers: readonly ((text: string) => string)[] = [
  (text) => `"${text}"`,
  (text) => `'${text}'`,
  (text) => `“${text}”`,
  (text) => `‘${text}’`,
  (text) => `\`${text}\``,
  (text) => ` ${text} `,
  (text) => `<${text}>`,
  (text) => `${text};`,
  (text) => `${text} # ours`,
  (text) => `export KEY=${text}`,
  (text) => `export KEY="${text}"`,
  (text) => `go env -w KEY=${text}`,
  (text) => `$env:KEY = "${text}"`,
  (text) => `ENV KEY ${text}`,
  (text) => `KEY: ${text}`,
  (text) => `KEY=${text}`,
  (text) => text.replaceAll(",", "，").replaceAll(":", "："),
  (text) => text.replaceAll(".", "。"),
  (text) => text.replace(/https?:\/\/[^,|"'\s]+/g, "[$&]($&)"),
  (text) => text.replaceAll("/", "\\/"),
  (text) => `\ufeff${text}\u200b`,
  (text) => `《${text}》`,
  (text) => `«${text}»`,
  (text) => `„${text}“`,
  (text) => `KEY := ${text}`,
  (text) => `--build-arg KEY=${text}`,
  (text) => `"go.toolsEnvVars": { "KEY": "${text}" },`,
  (text) => `echo 'export KEY=${text}' >> ~/.bashrc`,
  (text) => `&quot;${text}&quot;`,
];

const bases: Record<string, readonly string[]> = {
  GOPROXY: ["https://goproxy.cn,direct", "https://go.corp.example/x|https://goproxy.cn|direct"],
  GOPRIVATE: ["git.corp.example/team", "*.corp.example,git.other.example/x"],
  GOSUMDB: ["sum.golang.google.cn", "off"],
};

/** A value in up to three of them, one in the other. */
const nested = fc
  .tuple(
    fc.constantFrom(...Object.entries(bases).flatMap(([key, all]) => all.map((one) => [key, one]))),
    fc.array(fc.constantFrom(...wrappers), { minLength: 1, maxLength: 3 }),
  )
  .map(([[key = "", base = ""], around]) =>
    around.reduce((text, wrap) => wrap(text).replaceAll("KEY", key), base),
  );

const value = fc.oneof(
  nested,
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

it.each([
  "[https://goproxy.cn,direct]",
  "{https://goproxy.cn,direct}",
  "['https://goproxy.cn', 'direct']",
  "https://goproxy.cn or direct",
  "https://goproxy.cn 或 direct",
  "https://goproxy.cn 和 direct",
  "https://goproxy.cn,direct。",
  "https ://goproxy.cn,direct",
  "https:// goproxy.cn,direct",
  "https%3A%2F%2Fgoproxy.cn%2Cdirect",
  "https:&#x2F;&#x2F;goproxy.cn,direct",
  "https.//goproxy.cn,direct",
])("%s is https://goproxy.cn,direct to use and to validate", (text) => {
  expect(used(text).value).toBe("https://goproxy.cn,direct");
  expect(correct("GOPROXY", text)).toBe("https://goproxy.cn,direct");
});

it("a slip of a known mirror's address is written, with a question", () => {
  const { value: written, codes } = used("https://goprxy.cn,direct");
  expect(written).toBe("https://goprxy.cn,direct");
  expect(codes).toContain("proxy.near-miss");
  const [near] = advise("GOPROXY", "https://a.example|https://goprxy.cn,direct", at).warnings;
  expect(near).toMatchObject({
    code: "proxy.near-miss",
    corrected: { key: "GOPROXY", value: "https://a.example|https://goproxy.cn,direct" },
  });
});

it.each([
  // A quote that is left over, behind a host that only this network knows.
  ["mac-dev:8081/`", "https://mac-dev:8081/|direct"],
  // Go never comes to what stands behind `direct`.
  [
    "https://goproxy.io,direct,https://gocenter.io",
    "https://goproxy.io,direct,https://gocenter.io",
  ],
])("use %s writes %s", (text, written) => {
  expect(used(text).value).toBe(written);
});

describe("in anything that surrounds a value", () => {
  const all = Object.entries(bases).flatMap(([key, of]) => of.map((base) => ({ key, base })));
  it.each(all)("$base is found: $key", ({ key, base }) => {
    for (const wrap of wrappers) {
      const text = wrap(base).replaceAll("KEY", key);
      // To go `\\/` is a slash in a pattern.
      if (key === "GOPRIVATE" && text.includes("\\/")) continue;
      const meant = correct(key as JudgedKey, text) ?? text;
      expect.soft([text, meant.trim().replaceAll(", ", ",")]).toEqual([text, base]);
    }
  });
});

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
