import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastLines, readEnvLines, updateEnvFile } from "../../../src/go/machine/envfile.ts";
import { sandbox } from "../../support/sandbox.ts";
import { allGos } from "../../support/toolchain.ts";

const keys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GOINSECURE", "GOFLAGS"];
const known = fc.constantFrom(...keys);
const other = fc.constantFrom(
  "GO",
  "Z",
  "GO386X",
  " GOPROXY",
  "goproxy",
  "GO#X",
  "",
  "export GOSUMDB",
);
const anyValue = fc.string({
  unit: fc.constantFrom("a", "Z", "=", "#", " ", "\t", ",", "|", '"', "é", "镜", "\u2028"),
  maxLength: 8,
});
const line = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(known, anyValue).map((pair) => pair.join("=")) },
  { weight: 2, arbitrary: fc.tuple(other, anyValue).map((pair) => pair.join("=")) },
  { weight: 1, arbitrary: fc.constantFrom("", "# c", "#GOPROXY=x", "JUNK", "// x", "\r", "=") },
);
/** Bytes, so that a file may hold what is no UTF-8. */
const anyFile = fc
  .record({
    lines: fc.array(line, { maxLength: 12 }),
    bom: fc.boolean(),
    crlf: fc.boolean(),
    end: fc.boolean(),
    raw: fc.boolean(),
  })
  .map(({ lines, bom, crlf, end, raw }) => {
    const newline = crlf ? "\r\n" : "\n";
    const text = (bom ? "\uFEFF" : "") + lines.join(newline) + (end ? newline : "");
    return Buffer.concat([
      Buffer.from(text),
      raw ? Buffer.from([0xff, 0x3d, 0xe9]) : Buffer.alloc(0),
    ]);
  });
const command = fc.oneof(
  fc.uniqueArray(fc.tuple(known, anyValue), {
    minLength: 1,
    maxLength: 4,
    selector: ([key]) => key,
  }),
  fc.uniqueArray(known, { minLength: 1, maxLength: 3 }),
);

const gos = allGos();
const chosen = [...new Set([gos[0], gos.at(-1), ...gos.filter(({ minor }) => minor === 21)])];

describe.skipIf(gos.length === 0).each(chosen)("go $version", (go) => {
  it(
    "leaves what updateEnvFile leaves, and reads what readEnvLines reads",
    { timeout: 120_000 },
    () => {
      const box = sandbox();
      const file = path.join(box.root, "env");
      const env = {
        HOME: box.home,
        GOENV: file,
        GOTOOLCHAIN: "local",
        GO111MODULE: "off",
        GOFLAGS: " ",
      };
      const run = (...args: string[]) =>
        execFileSync(path.join(go!.root, "bin", "go"), ["env", ...args], {
          env,
          encoding: "utf8",
          stdio: "pipe",
        });
      const asked = keys.filter((key) => key !== "GOFLAGS");

      fc.assert(
        fc.property(
          anyFile,
          fc.array(command, { minLength: 1, maxLength: 2 }),
          (start, commands) => {
            fs.writeFileSync(file, start);
            let ours: Buffer = start;
            for (const list of commands) {
              const set = list.filter((one) => typeof one !== "string") as [string, string][];
              const unset = list.filter((one) => typeof one === "string");
              run(
                ...(unset.length > 0
                  ? ["-u", ...unset]
                  : ["-w", ...set.map((pair) => pair.join("="))]),
              );
              ours = updateEnvFile(ours, new Map(set), new Set(unset));
              expect(ours.toString("latin1")).toBe(fs.readFileSync(file, "latin1"));
            }
            const seen = JSON.parse(run("-json", ...asked)) as Record<string, string>;
            const stored = lastLines(readEnvLines(ours));
            for (const key of ["GOPRIVATE", "GOINSECURE"]) {
              expect(stored.get(key)?.value ?? "").toBe(seen[key]);
            }
            const filled = asked.filter((key) => stored.get(key)?.value);
            for (const key of filled) expect(stored.get(key)?.value).toBe(seen[key]);
          },
        ),
        { numRuns: 150 },
      );
    },
  );
});
