import fs from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastLines, readEnvLines, updateEnvFile } from "../../../../src/go/machine/envfile.ts";

interface Vector {
  initialFile: string;
  args: string[];
  rc: number;
  file: string;
  differs?: Record<string, { rc: number; file: string }>;
}

const vectors = JSON.parse(
  fs.readFileSync(
    path.resolve(import.meta.dirname, "../../../support/vectors/env-write.json"),
    "utf8",
  ),
) as Vector[];

/** What the real go wrote, for every version that took the command. */
const written = vectors.filter(({ args, rc }) => rc === 0 && /^-[wu]$/.test(args[0]!));

function update(file: Buffer | null, args: readonly string[]): Buffer {
  const [flag, ...rest] = args;
  if (flag === "-u") return updateEnvFile(file, new Map(), new Set(rest));
  const set = rest.map((arg) => {
    const cut = arg.indexOf("=");
    return [arg.slice(0, cut), arg.slice(cut + 1)] as const;
  });
  return updateEnvFile(file, new Map(set), new Set());
}

describe("updateEnvFile leaves the bytes that go leaves", () => {
  it("has vectors", () => expect(written.length).toBeGreaterThan(20));

  for (const { initialFile, args, file, differs = {} } of written) {
    it(`${JSON.stringify(initialFile)} ${args.join(" ")}`, () => {
      expect(update(Buffer.from(initialFile), args).toString()).toBe(file);
      const older = Object.values(differs).filter((one) => one.rc === 0);
      for (const one of older) expect(one.file).toBe(file);
    });
  }

  it("starts a file that is missing", () => {
    expect(update(null, ["-w", "GOSUMDB=off", "GOPROXY=direct"]).toString()).toBe(
      "GOPROXY=direct\nGOSUMDB=off\n",
    );
  });

  it("keeps bytes that are no UTF-8, and sorts by bytes", () => {
    const file = Buffer.from("\xff=1\nGOPROXY=\xe9\x80\nGO=2\nZ\xc3\xa9=3\nZz=4", "latin1");
    expect(update(file, ["-w", "GOSUMDB=é"]).toString("latin1")).toBe(
      "GO=2\nGOPROXY=\xe9\x80\nGOSUMDB=\xc3\xa9\nZz=4\nZ\xc3\xa9=3\n\xff=1\n",
    );
  });
});

function read(text: string): string[] {
  return readEnvLines(Buffer.from(text)).map(({ key, value, line }) => `${line} ${key}=${value}`);
}

describe("readEnvLines takes what go takes", () => {
  it("is literal about quotes, comments, spaces and CR", () => {
    expect(read('GOPROXY="x" # c \r\n\nGOSUMDB = off\n#GOVCS=\nGOAUTH=a=b')).toEqual([
      '1 GOPROXY="x" # c \r',
      "3 GOSUMDB = off",
      "5 GOAUTH=a=b",
    ]);
  });

  it("passes over BOM, indent, export, lower case and lines without `=`", () => {
    expect(read("\uFEFFGOPROXY=a\n GOPROXY=b\nexport GOPROXY=c\ngoproxy=d\nGOPROXY\n=e\n")).toEqual(
      [],
    );
  });

  it("lets the last line of a key count, an empty one too", () => {
    const lines = lastLines(readEnvLines(Buffer.from("GOPROXY=a\nGOSUMDB=b\nGOPROXY=\n")));
    expect(lines.get("GOPROXY")).toEqual({ key: "GOPROXY", value: "", line: 3 });
  });

  it("reads a long file without `=` in linear time", () => {
    const file = Buffer.from("JUNK\n".repeat(400_000));
    expect(readEnvLines(file)).toEqual([]);
  });
});

const line = fc.oneof(
  fc.constantFrom(
    "",
    "# c",
    "JUNK",
    " GOPROXY=i",
    "export GOPROXY=x",
    "GOPROXY#=1",
    "=n",
    "goproxy=l",
  ),
  fc
    .tuple(
      fc.constantFrom("GOPROXY", "GOSUMDB", "GOPRIVATE", "GO", "GOVCS"),
      fc.string({ unit: fc.constantFrom("a", "=", "#", " ", "\r", "é", '"') }),
    )
    .map((pair) => pair.join("=")),
);
const oneLine = fc.string({ unit: "binary" }).filter((text) => !/[\r\n\v\0]/.test(text));
const anyFile = fc
  .tuple(fc.array(line), fc.boolean(), fc.boolean())
  .map(([lines, bom, end]) =>
    Buffer.from((bom ? "\uFEFF" : "") + lines.join("\n") + (end ? "\n" : "")),
  );

describe("properties", () => {
  it("what is written is read back, and nothing else that go reads changes", () => {
    fc.assert(
      fc.property(anyFile, oneLine, (file, value) => {
        const before = lastLines(readEnvLines(file));
        const after = lastLines(readEnvLines(update(file, ["-w", `GOPROXY=${value}`])));
        expect(after.get("GOPROXY")?.value).toBe(value);
        const others = [...before.keys()].filter((key) => key !== "GOPROXY");
        for (const key of others) expect(after.get(key)?.value).toBe(before.get(key)?.value);
      }),
    );
  });

  it("setting and unsetting twice is the same as once", () => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const once = update(file, ["-w", "GOSUMDB=off"]);
        const twice = update(once, ["-w", "GOSUMDB=off"]);
        expect(update(twice, ["-w", "GOSUMDB=off"])).toEqual(twice);
        expect(readEnvLines(update(twice, ["-u", "GOSUMDB"])).map(({ key }) => key)).not.toContain(
          "GOSUMDB",
        );
      }),
    );
  });
});
