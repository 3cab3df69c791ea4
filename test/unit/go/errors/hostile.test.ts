import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readErrors } from "../../../../src/go/errors/failures.ts";
import { decodeLog } from "../../../../src/go/errors/input/decode.ts";

const base =
  "go: rsc.io/quote@v1.5.2: reading https://goproxy.cn/rsc.io/quote/@v/v1.5.2.info: 502 Bad Gateway\n";

function codesOf(bytes: Buffer): (string | null)[] {
  return readErrors(decodeLog(bytes)).failures.map(({ note }) => note?.code ?? null);
}

/** Pieces of which logs are made, and those of which attackers make them. */
const pieces = fc.constantFrom(
  "go: ",
  "rsc.io/quote@v1.5.2: ",
  'Get "https://goproxy.cn/a.b/c/@v/v1.0.0.info": ',
  "reading https://goproxy.cn/a.b/c/@v/list: ",
  " requires\n\t",
  " imports ",
  "\n\tserver response: ",
  "exit status 128:\n",
  "\u001b[31m",
  "\\u001b[",
  '{"a":"',
  '\\"',
  '"',
  "\\",
  '#< CLIXML\r\n<Objs><S S="Error">',
  "</S></Objs>",
  "_x000A_",
  "Line |\n",
  "     | ",
  "go : ",
  "At line:1 char:1\n+ x\n",
  "\r",
  "\n",
  "\t",
  "(",
  ")",
  "dial tcp ",
  "connectex: 鐢变簬鐩",
  "x".repeat(90),
  ": ",
  "@v1.0.0",
  "(replaced by ",
);

describe("any bytes become an answer", () => {
  test("text made of the pieces of logs", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const { failures } = readErrors(parts.join(""));
        expect(failures.length).toBeLessThanOrEqual(60);
      }),
    );
  });

  test("a failure at the end is seen, whatever bytes come before it", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const before = parts.join("").replace(/["{\\<]/g, "");
        const codes = codesOf(Buffer.from(`${before}\n\n${base}`));
        expect(codes.length).toBeGreaterThan(0);
      }),
    );
  });
});

/** Times the work on a text and on one eight times as long, in units of the shorter one. */
function growth(line: (at: number) => string, count: number): number {
  const time = (lines: number) => {
    const bytes = Buffer.from(Array.from({ length: lines }, (_, at) => line(at)).join("") + base);
    const began = process.cpuUsage();
    codesOf(bytes);
    const used = process.cpuUsage(began);
    return used.user + used.system;
  };
  time(count);
  return time(count * 8) / Math.max(time(count), 1000);
}

describe("the work grows with the log, and no faster", () => {
  const shapes: [name: string, line: (at: number) => string][] = [
    [
      "different failures",
      (at) => `go: a.com/m${at}@v1.0.0: Get "https://goproxy.cn/a.com/m${at}/@v/v1.0.0.mod": EOF\n`,
    ],
    ["a line without a space", (at) => `${at}Get https://${"a".repeat(3000)}\n`],
    ["quotes that do not end", (at) => `${at} "${'\\"'.repeat(1000)}\n`],
    ["requirers", (at) => `go: ${"a.b/c@v1 requires ".repeat(150)}${at}: x\n`],
    ["brackets", (at) => `go: a.b/c@v1.0.${at}: ${"(".repeat(2000)}\n`],
    ["names", (at) => `go: ${"a.".repeat(1500)}@v1.0.${at}: https: x\n`],
    ["paths", (at) => `go: open ${"/a".repeat(1000)}${at}: x: denied\n`],
    ["words", (at) => `fatal: ${"no such ".repeat(300)}${at}\n`],
    ["line ends without lines", () => "\r".repeat(500)],
    ["addresses", (at) => `go: x${at}: ${"reading https://a/b: ".repeat(120)}\n`],
  ];

  // Of times, not in milliseconds: quadratic work would be sixty times as much, whenever it is measured.
  test.each(shapes)("%s", (_name, line) => {
    let least = Infinity;
    for (let at = 0; at < 5 && least >= 32; at++) least = Math.min(least, growth(line, 25));
    expect(least).toBeLessThan(32);
  });

  test("in one line of twenty megabytes, and at the end of it", () => {
    const lines = "go: downloading github.com/foo/bar v1.2.3\n".repeat(450_000);
    expect(codesOf(Buffer.from(JSON.stringify({ log: lines + base })))).toEqual(["net.status"]);
  });
});

describe("the same line in other forms", () => {
  const forms: [name: string, log: string | Buffer][] = [
    ["CRLF", base.replaceAll("\n", "\r\n")],
    ["CR alone", base.replaceAll("\n", "\r")],
    ["a mark", `\ufeff${base}`],
    ["UTF-16 without a mark", Buffer.from(base, "utf16le")],
    ["UTF-16 BE", Buffer.from(`\ufeff${base}`, "utf16le").swap16()],
    ["NUL around", `\0\0\0${base}\0\0`],
    [
      "bytes of GBK before",
      Buffer.concat([Buffer.from([0xb4, 0xed, 0xce, 0xf3, 10]), Buffer.from(base)]),
    ],
    ["colour inside", base.replace("502 Bad Gateway", "\u001b[1m502 Bad Gateway\u001b[0m")],
    [
      "an address in colour",
      base.replace("https", "\u001b[34mhttps").replace(": 502", "\u001b[0m: 502"),
    ],
    ["indented as a whole", `    go: downloading a.b/c v1.0.0\n    ${base}`],
    ["BuildKit", `#9 33.83 ${base}`],
    ["rpmbuild", `[   47s] ${base}`],
    ["a box", `│ ${base}`],
    ["bold", `**${base.trim()}**`],
    ["JSON", JSON.stringify({ stream: base })],
    ["JSON in JSON", JSON.stringify({ stream: JSON.stringify({ log: base }) })],
    ["golangci-lint", `level=error msg="Running error: go: x\\n${base.trim()}\\n"\n`],
    ["twice in a row", base + base],
  ];

  test.each(forms)("%s", (_name, log) => {
    expect([...new Set(codesOf(Buffer.from(log as string)))]).toEqual(["net.status"]);
  });
});
