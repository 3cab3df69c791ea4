import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  redactGoWords,
  redactSetting,
  redactText,
  redactUrl,
  redactValue,
} from "../../../../src/go/text/redact.ts";

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

describe("secrets that are no password", () => {
  it.each([
    ["https://0123456789abcdef0123@proxy.test/x", "https://xxxxx@proxy.test/x"],
    ["https://f00dfeedf00dfeed:x-oauth-basic@gitea.test/", "https://xxxxx:xxxxx@gitea.test/"],
    ["https://first.lastname2026@corp.test/", "https://first.lastname2026@corp.test/"],
    ["https://p.test/go?token=Kq7z&v=1", "https://p.test/go?token=xxxxx&v=1"],
    ["https://p.test/go?v=1&access_token=Kq7z#x", "https://p.test/go?v=1&access_token=xxxxx#x"],
    ["https://p.test/?X-Amz-Signature=Kq7z,direct", "https://p.test/?X-Amz-Signature=xxxxx,direct"],
    ["https://u:p@p.test/go?sig=Kq7z", "https://u:xxxxx@p.test/go?sig=xxxxx"],
    ["https://p.test/?%74oken=Kq7z&sign=Kq7z", "https://p.test/?%74oken=xxxxx&sign=xxxxx"],
    ["https://p.test/?token[]=Kq7z&code=Kq7z", "https://p.test/?token[]=xxxxx&code=xxxxx"],
    ["https://p.test/?pass='Kq7z#jwt=Kq7z", "https://p.test/?pass=xxxxx#jwt=xxxxx"],
    ["https://p.test/?x=Kq7z0123456789abcdef0123", "https://p.test/?x=xxxxx"],
    ["https://p.test/?author=bob", "https://p.test/?author=bob"],
    ["github-com-org-module1@v1.2.3", "github-com-org-module1@v1.2.3"],
    ["https://p.test/go?go-get=1", "https://p.test/go?go-get=1"],
  ])("%s", (url, shown) => {
    expect(redactUrl(url.replace(",direct", ""))).toBe(shown.replace(",direct", ""));
    expect(redactValue(url)).toBe(shown);
    expect(redactText(`+ go env -w 'GOPROXY=${url}' (exit 0)`)).toBe(
      `+ go env -w 'GOPROXY=${shown}' (exit 0)`,
    );
  });

  it.each([
    ["netrc", "netrc"],
    ["git /srv/work; netrc", "git /srv/work; netrc"],
    ["netrc; helper --token Kq7z", "netrc; helper xxxxx"],
    ["helper", "helper"],
  ])("GOAUTH=%s", (value, shown) => {
    expect(redactSetting("GOAUTH", value)).toBe(shown);
  });
});

describe("secrets that a word names", () => {
  it.each([
    ["GOAUTH=netrc; helper --token Kq7z", "GOAUTH=netrc; helper --token xxxxx"],
    ["go env -w GOAUTH='helper -token Kq7z'", "go env -w GOAUTH='helper -token xxxxx'"],
    ["helper --password 'Kq 7z' -v", "helper --password 'xxxxx' -v"],
    ["helper --api-key=Kq7z; netrc", "helper --api-key=xxxxx; netrc"],
    ["curl -u me:Kq7z https://h.cn", "curl -u me:xxxxx https://h.cn"],
    ["GITHUB_TOKEN=Kq7z go build", "GITHUB_TOKEN=xxxxx go build"],
    ["Authorization: Bearer Kq7z", "Authorization: Bearer xxxxx"],
    ["> proxy-authorization: Basic dTpLcTd6", "> proxy-authorization: Basic xxxxx"],
    ['{"Authorization":"Bearer Kq7z"}', '{"Authorization":"Bearer xxxxx"}'],
    ["http.extraHeader=AUTHORIZATION: basic Kq7z", "http.extraHeader=AUTHORIZATION: basic xxxxx"],
    ["PRIVATE-TOKEN: Kq7z", "PRIVATE-TOKEN: xxxxx"],
    ["Set-Cookie: sid=Kq7z; path=/", "Set-Cookie: xxxxx"],
    ["machine h login u password Kq7z", "machine h login u password xxxxx"],
    ["machine h\nlogin u\npassword Kq7z\n", "machine h\nlogin u\npassword xxxxx\n"],
    ["machine h password Kq7z login u", "machine h password xxxxx login u"],
    ["https://eyJhbGciOi.eyJzdWIi.Kq7z@h.cn/x", "https://xxxxx@h.cn/x"],
    ["https://h.cn/eyJhbGciOi.eyJzdWIi.Kq7z/go", "https://h.cn/xxxxx/go"],
    ["https://xoxb-12Kq7z@h.cn/x", "https://xxxxx@h.cn/x"],
    ["https://h.cn/x?token=a,Kq7z", "https://h.cn/x?token=xxxxx"],
    ["https://h.cn/x?token=a,Kq7z,direct", "https://h.cn/x?token=xxxxx,direct"],
    ["https://h.cn/x?token=a|Kq7z|https://b.cn", "https://h.cn/x?token=xxxxx|https://b.cn"],
    // As PowerShell and sh quote a quote.
    ["$env:GOPROXY = 'https://h.cn/?token=a''Kq7z'", "$env:GOPROXY = 'https://h.cn/?token=xxxxx'"],
    ["$env:GOPROXY = 'https://u:a''Kq7z@h.cn'", "$env:GOPROXY = 'https://u:xxxxx@h.cn'"],
    ["$env:NPM_TOKEN = 'a''Kq7z'", "$env:NPM_TOKEN = 'xxxxx'"],
    ['helper --token "a`"Kq7z"', 'helper --token "xxxxx"'],
    ["'https://h.cn/?token=a'\\''Kq7z'", "'https://h.cn/?token=xxxxx'"],
  ])("%s", (text, shown) => {
    expect(redactText(text)).toBe(shown);
    expect(redactValue(text)).toBe(shown);
    expect(redactText(shown)).toBe(shown);
  });

  it.each([
    "author=bob",
    "rsc.io/quote@v1.5.2",
    "C:\\proxy",
    "a:b",
    "a line `machine h.cn login USER password TOKEN` in ~/.netrc",
    "go asks for no password while it runs",
    "give it --token TOKEN, or --token=<token>",
    "--author bob --auth-type x --key-file=y",
    "GOAUTH='netrc; git /home/you'",
    "https://h.cn/?x=1,https://b.cn,direct",
    "invalid character in token: U+00A0",
    "reading https://h.cn/secret/@v/list of golang-jwt/jwt: 404",
  ])("none in: %s", (text) => {
    expect(redactText(text)).toBe(text);
    expect(redactValue(text)).toBe(text);
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

  it("whoever the user is, and whatever the password begins with", () => {
    const user = fc.constantFrom(
      "u",
      "first.last",
      "me@corp.com",
      "localhost",
      "10.0.0.1",
      "a_b-c",
    );
    const first = fc.constantFrom(..."'();=!$&*+-_.~aZ9%", "%40", "4'", "8080=", "8080(", "80)");
    const host = fc.constantFrom("h", "proxy.corp.com", "localhost:8080", "[::1]:80", "10.1.2.3");
    const context = fc.constantFrom<(url: string) => string>(
      (url) => redactValue(url),
      (url) => redactValue(`https://a.cn,${url}|direct`),
      (url) => redactUrl(url),
      (url) => redactText(`Get "${url}/m/@v/list": EOF`),
      (url) => redactText(`+ go env -w GOPROXY=${url},direct`),
      (url) => redactText(JSON.stringify({ value: url })),
      (url) => redactText(`go: reading ${url}/x: 404 Not Found`),
    );
    fc.assert(
      fc.property(user, first, host, context, (name, sign, where, shownIn) => {
        const shown = shownIn(`https://${name}:${sign}Kq7z@${where}`);
        expect(shown).not.toContain("Kq7z");
        expect(shown).toContain(where);
      }),
      { numRuns: 4000 },
    );
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

  it("of go about a value with a password: what looks like a port may be one", () => {
    const cut = 'parse "https://u:p": invalid port ":p" after host';
    expect(redactGoWords(cut)).toBe('parse "https://u:xxxxx": invalid port ":xxxxx" after host');
    // Without an `@` in the value there is none.
    expect(redactText(cut)).toBe(cut);
  });

  it.each([
    [
      'parse ""https://u:p@h"": invalid port ":p"',
      'parse ""https://u:xxxxx@h"": invalid port ":xxxxx"',
    ],
    [
      'parse "https://h/?token=a,p": invalid port ":p"',
      'parse "https://h/?token=xxxxx": invalid port ":xxxxx"',
    ],
  ])("of go, whatever else of the value is hidden: %s", (text, shown) => {
    expect(redactGoWords(text)).toBe(shown);
  });

  it.each([
    'parse "https://C:\\\\proxy": invalid port ":\\\\proxy" after host',
    "https://proxy.golang.org/?go-get=1&v=1.2.3",
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
      "password ",
      "machine h ",
      "--token ",
      "-token",
      "token",
      "?token=a,",
      "Bearer ",
      "authorization:",
      "x-token-",
      "eyJaaaaaaaa.",
      "--token '",
      "''",
      "\\`",
    ]) {
      const text = piece.repeat(200_000 / piece.length);
      redactText(text);
      redactValue(`https://${text}`);
      redactUrl(text);
    }
  });
});
