import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commentOut,
  restoreCommented,
  withoutAssignments,
} from "../../../../src/shells/managed/comment.ts";
import { startupFile } from "../../../support/startup-files.ts";

const mark = "# commented out by goproxy-cfg: ";
const changed = "# changed by goproxy-cfg; before: ";

function out(text: string, line: number): string {
  const done = commentOut(Buffer.from(text), { line });
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

  it.each([
    ["export GOFLAGS=-mod=vendor", "GOFLAGS"],
    ["export GOTOOLCHAIN='go1.22.3+auto' # pinned", "GOTOOLCHAIN"],
    ["set -gx GOFLAGS -mod=mod", "GOFLAGS"],
    ["setenv GOTOOLCHAIN local", "GOTOOLCHAIN"],
    ["$env.GO111MODULE = 'off'", "GO111MODULE"],
    ["$env:GOFLAGS = '-mod=mod'", "GOFLAGS"],
    ["set E:GOINSECURE = '*'", "GOINSECURE"],
    ["$GOVCS = '*:all'", "GOVCS"],
  ])("a line of any setting of go, and back: %s", (line, key) => {
    const before = Buffer.from(`a\n${line}\nb\n`);
    const done = commentOut(before, { line: 2, keys: [key] });
    const now = "bytes" in done ? done.bytes : null;
    expect(now?.toString()).toBe(`a\n${mark}${line}\nb\n`);
    expect(restoreCommented(now!).bytes.toString()).toBe(before.toString());
  });

  it("a line that sets other variables of go too keeps them, and comes back", () => {
    const line = "export GOPATH=/go GOFLAGS=-mod=mod GOTOOLCHAIN=local";
    const done = commentOut(Buffer.from(line), { line: 1, keys: ["GOFLAGS"] });
    const now = "bytes" in done ? done.bytes : null;
    expect(now?.toString()).toBe(`export GOPATH=/go GOTOOLCHAIN=local ${changed}${line}`);
    expect(restoreCommented(now!).bytes.toString()).toBe(line);
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
    ["export GOPROXY=a PATH=b", "export PATH=b"],
    ["  export GO111MODULE=on GOPROXY='a b' GOSUMDB=off # mine", "  export GO111MODULE=on"],
    ["GOPROXY=a; export GOPROXY", ":; export GOPROXY"],
    ["export GOPROXY=a; alias x=y", ":; alias x=y"],
    ["[ -n x ] && export GOPROXY=a", "[ -n x ] && :"],
    ["if x; then export GOPROXY=a", "if x; then :"],
    ["linux) export GOPROXY=a ;;", "linux) : ;;"],
    [
      "proxy() { export GOPROXY=a; echo 'export GOPROXY=b'; }",
      "proxy() { :; echo 'export GOPROXY=b'; }",
    ],
    ["test -d x; and set -gx GOPROXY a", "test -d x; and :"],
    ["if ( -d x ) setenv GOPROXY a; echo b", "if ( -d x ) :; echo b"],
  ])("takes the assignment out of a line that does more: %s", (line, left) => {
    const now = `${left} ${changed}${line.trimStart()}`;
    expect(out(`a\n${line}\nb\n`, 2)).toBe(`a\n${now}\nb\n`);
    const restored = restoreCommented(Buffer.from(`a\n${now}\r\nb`)).bytes.toString();
    expect(restored).toBe(`a\n${line}\r\nb`);
  });

  it("leaves other keys of a line alone", () => {
    const line = "export GOPROXY=a GOSUMDB=off";
    const done = commentOut(Buffer.from(line), { line: 1, keys: ["GOPROXY"] });
    expect("bytes" in done && done.bytes.toString()).toBe(`export GOSUMDB=off ${changed}${line}`);
  });

  it.each([
    ["GOPROXY=a go build"],
    ["export GOPROXY=a \\"],
    ["export GOPROXY='a"],
    ["export GOPROXY=$(cat x)"],
    ["export GOPATH=a"],
    ["alias a=b"],
    ["alias go='export GOPROXY=a'"],
    [""],
  ])("refuses a line that it cannot change safely: %s", (line) => {
    expect(out(`a\n${line}\nb\n`, 2)).toBe("not-alone");
  });

  it("refuses a line that is part of another one, and one that is not there", () => {
    expect(out("env \\\nGOPROXY=a\n", 2)).toBe("not-alone");
    expect(out("env \\\r\nGOPROXY=a\r\n", 2)).toBe("not-alone");
    expect(out("GOPROXY=a\n", 2)).toBe("no-line");
    expect(out("GOPROXY=a\n", 0)).toBe("no-line");
    expect(commentOut(Buffer.from("\uFEFFG", "utf16le"), { line: 1 })).toEqual({
      refused: "utf-16",
    });
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
          const done = commentOut(before, { line });
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

  it("a line that no person wrote is not taken apart, nor gone through again and again", () => {
    const line = (size: number) => `export GOPROXY=a; ${"x".repeat(size)}`;
    const left = (size: number) => withoutAssignments(line(size), new Set(["GOPROXY"]));
    expect(left(100)).toBe(`:; ${"x".repeat(100)}`);
    expect(left(1_000_000)).toBeNull();
    const blank = `${" ".repeat(200_000)}x\n`;
    const bytes = Buffer.from(`${blank}${mark}export GOPROXY=a\n`);
    expect(restoreCommented(bytes).bytes.toString()).toBe(`${blank}export GOPROXY=a\n`);
  });

  it("touches no line that only speaks of the mark", () => {
    const other = "x # changed by goproxy-cfg; before: export GOPROXY=a\n";
    const text = `echo '${mark}x'\nx ${mark}y\n${other}`;
    expect(restoreCommented(Buffer.from(text)).bytes.toString()).toBe(text);
  });
});
