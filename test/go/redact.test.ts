import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactText, redactUrl, redactValue } from "../../src/go/text/redact.ts";

describe("a URL", () => {
  it.each([
    ["https://u:p@h/x@v1", "https://u:xxxxx@h/x@v1"],
    ["u:p@h", "u:xxxxx@h"],
    ["//u:p@h", "//u:xxxxx@h"],
    ["https://u:p@q@h", "https://u:xxxxx@h"],
    ["https://u:p/q?r@h", "https://u:xxxxx@h"],
    ["https://u:12/x@h.cn", "https://u:xxxxx@h.cn"],
    ["https://:@h", "https://:xxxxx@h"],
    ["https://u@h", "https://u@h"],
    ["https://ghp_abc@h", "https://xxxxx@h"],
    ["https://glpat-abc:x@h", "https://xxxxx:xxxxx@h"],
    ["https://h:8080/m/@v/list", "https://h:8080/m/@v/list"],
    ["https://h", "https://h"],
    ["", ""],
  ])("%s", (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });
});

describe("a value", () => {
  it.each([
    ["https://a:1|https://u:p@b.cn,direct", "https://a:1|https://u:xxxxx@b.cn,direct"],
    ["u:p@a.cn,v:q@b.cn", "u:xxxxx@a.cn,v:xxxxx@b.cn"],
    ["https://u:pa,ss@h", "https://u:xxxxx@h"],
    ["https://u:12,34@h.cn", "https://u:xxxxx@h.cn"],
    ['https://u:"p@h', "https://u:xxxxx@h"],
    ["https://u:/p@h", "https://u:xxxxx@h"],
    ["https://u:pa ss@h|direct", "https://u:xxxxx@h|direct"],
    ["https://athens.corp:3000,direct", "https://athens.corp:3000,direct"],
    ["sum.golang.org https://u:p@h/sumdb", "sum.golang.org https://u:xxxxx@h/sumdb"],
    ["git /srv; helper https://u:p@h", "git /srv; helper https://u:xxxxx@h"],
    ["C:\\Users\\me@corp", "C:\\Users\\me@corp"],
    ["git@corp.com", "git@corp.com"],
  ])("%s", (value, shown) => {
    expect(redactValue(value)).toBe(shown);
  });

  it("whatever the password is made of", () => {
    const piece = fc.constantFrom(
      "Kq7z",
      "/",
      "#",
      "?",
      " ",
      "%zz",
      '"',
      "'",
      "\\",
      "|",
      ",",
      ";",
      "1",
      "<",
      "=",
    );
    const password = fc
      .array(piece, { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(""))
      .filter((text) => text.includes("Kq7z"));
    const before = fc.constantFrom("", "https://a.cn:8080/x,", "direct|", "sum.golang.org ");
    const after = fc.constantFrom("", ",direct", "/p?q", " x");
    fc.assert(
      fc.property(before, password, after, (first, secret, last) => {
        const shown = redactValue(`${first}https://user:${secret}@h.example.com${last}`);
        expect(shown).not.toContain("Kq7z");
      }),
      { numRuns: 2000 },
    );
  });
});

describe("running text", () => {
  it.each([
    [
      'go: m@v1.0.0: parse "https://u:p/q@127.0.0.1:1": invalid port ":p" after host',
      'go: m@v1.0.0: parse "https://u:xxxxx@127.0.0.1:1": invalid port ":xxxxx" after host',
    ],
    [
      'parse "https://u:p": invalid port ":p" after host',
      'parse "https://u:xxxxx": invalid port ":xxxxx" after host',
    ],
    [
      String.raw`parse "https://u:a\"b c@h": net/url: invalid userinfo`,
      'parse "https://u:xxxxx@h": net/url: invalid userinfo',
    ],
    ["go env -w GOPROXY=u:p@h,direct", "go env -w GOPROXY=u:xxxxx@h,direct"],
    ["export GOPROXY='https://u:p@h'", "export GOPROXY='https://u:xxxxx@h'"],
    [
      "\u001B[1mhttp://u:s3cret@h.x|direct\u001B[22m",
      "\u001B[1mhttp://u:xxxxx@h.x|direct\u001B[22m",
    ],
  ])("%s", (text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  it.each([
    'parse "https://a.invalid:x": invalid port ":x" after host',
    "2026-11-21 12:30:45 user@host git@corp.com:team/x golang.org/x/mod@v0.12.0: verifying",
    'Get "https://athens:3000/github.com/a/@v/list": dial tcp 127.0.0.1:3000: connect: m@v1.0.0',
    "https://athens:3000/sumdb/sum.golang.org/lookup/rsc.io/quote@v1.5.2",
    "go:github.com/foo/bar@v1.2.3",
    "~/.zshrc:12: mail me@corp.com",
    '{"user":"me@corp.com"}',
  ])("without a password stays: %s", (text) => {
    expect(redactText(text)).toBe(text);
  });

  it("keeps what it does not know", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!text.includes("@"));
        expect(redactText(text)).toBe(text);
        expect(redactValue(text)).toBe(text);
      }),
    );
  });

  it("is not slow on long texts", () => {
    for (const piece of [
      "@",
      "a@",
      "[,",
      "https://",
      "u:p@h\n",
      "x:1,",
      'parse "',
      "/a@h.b ",
      ":@",
    ]) {
      const text = piece.repeat(200_000 / piece.length);
      redactText(text);
      redactValue(`https://${text}`);
      redactUrl(text);
    }
  });
});
