import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commentOut, restoreCommented } from "../../../../src/shells/managed/comment.ts";
import { startupFile } from "../../../support/startup-files.ts";

const mark = "# commented out by goproxy-cfg: ";

function out(text: string, line: number): string {
  const done = commentOut(Buffer.from(text), line);
  return "refused" in done ? done.refused : done.bytes.toString();
}

describe("commentOut", () => {
  it.each([
    ["export GOPROXY=https://a.example,direct"],
    ["export GOPROXY='https://a.example|direct' # mine"],
    ['export GOPROXY="$MIRROR,direct" GOSUMDB=off;'],
    ["GOPRIVATE=corp.com/*"],
    ["declare -gx GOPRIVATE=a"],
    ["setenv GOPROXY 'a|b'"],
    ["set -gx GOPROXY https://a.example direct"],
    ["set --global --export GOPROXY a"],
    ['$env.GOPROXY = "a"'],
    ["$env:GOPROXY='a'"],
    ["set E:GOPROXY = 'a'"],
    ["$GOPROXY = 'a'"],
  ])("%s", (line) => {
    expect(out(`a\n${line}\nb\n`, 2)).toBe(`a\n${mark}${line}\nb\n`);
    expect(out(`a\r\n${line}\r\nb`, 2)).toBe(`a\r\n${mark}${line}\r\nb`);
    expect(out(line, 1)).toBe(mark + line);
  });

  it("leaves no empty branch behind", () => {
    expect(out("if x; then\n  export GOPROXY=a\nfi\n", 2)).toBe(
      `if x; then\n  : ${mark}export GOPROXY=a\nfi\n`,
    );
    expect(out("if x\nthen\n\n# mine\nexport GOPROXY=a\nfi\n", 5)).toContain(`\n: ${mark}export`);
    expect(out("go() {\nexport GOPROXY=a\n}\n", 2)).toContain(`\n: ${mark}export`);
    expect(out("if x:\n    $GOPROXY = 'a'\n", 2)).toBe(`if x:\n    pass ${mark}$GOPROXY = 'a'\n`);
  });

  it.each([
    ["export GOPROXY=a PATH=b"],
    ["export GOPROXY=a; alias x=y"],
    ["[ -n x ] && export GOPROXY=a"],
    ["if x; then export GOPROXY=a"],
    ["GOPROXY=a go build"],
    ["export GOPROXY=a \\"],
    ["export GOPROXY='a"],
    ["export GOPROXY=$(cat x)"],
    ["linux) export GOPROXY=a ;;"],
    ["export GOPATH=a"],
    ["alias a=b"],
    [""],
  ])("refuses a line that does more: %s", (line) => {
    expect(out(`a\n${line}\nb\n`, 2)).toBe("not-alone");
  });

  it("refuses a line that is part of another one, and one that is not there", () => {
    expect(out("env \\\nGOPROXY=a\n", 2)).toBe("not-alone");
    expect(out("env \\\r\nGOPROXY=a\r\n", 2)).toBe("not-alone");
    expect(out("GOPROXY=a\n", 2)).toBe("no-line");
    expect(out("GOPROXY=a\n", 0)).toBe("no-line");
    expect(commentOut(Buffer.from("\uFEFFG", "utf16le"), 1)).toEqual({ refused: "utf-16" });
  });
});

describe("restoreCommented", () => {
  it("brings back every byte, in any startup file", () => {
    fc.assert(
      fc.property(
        startupFile,
        startupFile,
        fc.constantFrom("", "  ", "\t"),
        (head, tail, indent) => {
          const before = Buffer.concat([head, Buffer.from(`\n${indent}export GOPROXY=a\n`), tail]);
          const line = head.filter((byte) => byte === 0x0a).length + 2;
          const done = commentOut(before, line);
          const continued = /\\\r?$/.test(head.toString("latin1"));
          expect("refused" in done).toBe(continued);
          const now = "refused" in done ? before : done.bytes;
          expect(now.length > before.length).toBe(!continued);
          expect(restoreCommented(now).bytes.equals(before)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("touches no line that only speaks of the mark", () => {
    const text = `echo '${mark}x'\nx ${mark}y\n`;
    expect(restoreCommented(Buffer.from(text)).bytes.toString()).toBe(text);
  });
});
