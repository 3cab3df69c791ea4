import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type At, parseGoproxy, readGoproxy } from "../../../../src/go/values/goproxy.ts";
import { newest, oldest, parseGoVersion } from "../../../../src/go/version.ts";
import { goproxyValue } from "../../../support/go-values.ts";

const at: At = { version: newest, platform: "linux" };
const go = (version: string, platform: NodeJS.Platform = "linux"): At => ({
  version: parseGoVersion(`go${version}`)!,
  platform,
});

describe("the list", () => {
  it("has entries as go uses them, and what lets go move on", () => {
    const { entries, ignored, error } = parseGoproxy(
      "https://a.cn|b.cn/x , |http://c.cn,direct",
      at,
    );
    expect(entries).toEqual([
      { kind: "url", url: "https://a.cn", raw: "https://a.cn", onFailure: "any" },
      { kind: "url", url: "https://b.cn/x", raw: "b.cn/x", onFailure: "missing" },
      { kind: "url", url: "http://c.cn", raw: "http://c.cn", onFailure: "missing" },
      { kind: "direct", url: "", raw: "direct", onFailure: "stop" },
    ]);
    expect([ignored, error]).toEqual([[], null]);
  });

  it("ends at direct and off; what follows is not even parsed", () => {
    for (const end of ["direct", "off"]) {
      const { entries, ignored, error } = parseGoproxy(`a.b|${end}| ::bad ,,x,`, at);
      expect(entries.map(({ kind, onFailure }) => [kind, onFailure])).toEqual([
        ["url", "any"],
        [end, "stop"],
      ]);
      expect([ignored, error]).toEqual([["::bad", "x"], null]);
    }
  });

  it("keeps a byte order mark and takes U+0085, as Go's TrimSpace does", () => {
    expect(parseGoproxy("\u0085off\u3000", at).entries[0]?.kind).toBe("off");
    expect(parseGoproxy("\ufeffoff", at).error).toBe(
      "invalid proxy URL missing scheme: %EF%BB%BFoff",
    );
  });

  it("has no `|` before go 1.15", () => {
    expect(parseGoproxy("https://a.cn/x|direct", go("1.14.15")).entries).toMatchObject([
      { url: "https://a.cn/x|direct", onFailure: "stop" },
    ]);
  });

  it("stored as empty is the default before go 1.21, and an error since", () => {
    expect(parseGoproxy("", go("1.20.14")).entries.map(({ raw }) => raw)).toEqual([
      "https://proxy.golang.org",
      "direct",
    ]);
    expect(parseGoproxy("", go("1.21.0")).error).toBe(
      "GOPROXY list is not the empty string, but contains no entries",
    );
  });

  it("adds no scheme to an absolute path, on Windows neither to one with a drive", () => {
    const value = "C:\\proxy.d";
    expect(parseGoproxy(value, at).error).toBe(
      'parse "https://C:\\\\proxy.d": invalid port ":\\\\proxy.d" after host',
    );
    expect(parseGoproxy(value, go("1.27.4", "win32")).error).toBe(
      "invalid proxy URL scheme (must be https, http, file): c:\\proxy.d",
    );
    expect(parseGoproxy("\\\\srv.x\\share", go("1.27.4", "win32")).error).toBe(
      "invalid proxy URL missing scheme: %5C%5Csrv.x%5Cshare",
    );
    expect(parseGoproxy("/srv.d", at).error).toBe("invalid proxy URL missing scheme: /srv.d");
  });
});

describe("errors show no password", () => {
  it.each([
    ["https://u:secret/x@h.com", 'parse "https://u:xxxxx@h.com": invalid port ":xxxxx" after host'],
    ["https://u:secret#x@h.com", 'parse "https://u:xxxxx@h.com": invalid port ":xxxxx" after host'],
    ["https://u:sec,ret@h.com", 'parse "https://u:xxxxx": invalid port ":xxxxx" after host'],
    ["u:sec ret@h.com", 'parse "https://u:xxxxx@h.com": net/url: invalid userinfo'],
    ["https://u:sec%zzret@h.com", 'parse "https://u:xxxxx@h.com": invalid URL escape "xxxxx"'],
    ['https://u:sec"ret@h.com', 'parse "https://u:xxxxx@h.com": net/url: invalid userinfo'],
    [
      "ftp://u:secret@h.com",
      "invalid proxy URL scheme (must be https, http, file): ftp://u:xxxxx@h.com",
    ],
    ["c:/u:secret@h.com", "invalid proxy URL scheme (must be https, http, file): c:/u:xxxxx@h.com"],
    ["off1,https://u:secret@h.com", "invalid proxy URL missing scheme: off1"],
  ])("%s", (value, message) => {
    expect(parseGoproxy(value, at).error).toBe(message);
  });

  it("and are go's own where there is none", () => {
    fc.assert(
      fc.property(goproxyValue, (value) => {
        fc.pre(!value.includes("@"));
        const error = readGoproxy(value, at).error;
        expect(error?.shown).toBe(error?.exact);
      }),
    );
  });

  it.each(["<Kq7z://", '"Kq7z://', "<Kq7z://x", "=Kq7z://x"])("the password %s", (password) => {
    const { error } = parseGoproxy(`https://user:${password}@h.example.com`, at);
    expect(error).not.toContain("Kq7z");
  });

  it("whatever the password is made of", () => {
    const password = fc
      .array(
        fc.constantFrom("Kq7z", "/", "#", "?", " ", "%zz", '"', "'", "\\", "|", ",", "é", ":", "<"),
        {
          minLength: 1,
          maxLength: 5,
        },
      )
      .map((parts) => parts.join(""))
      .filter((text) => /^[^/?#]*[^/?#\d]/.test(text) && text.includes("Kq7z"));
    const prefix = fc.constantFrom("https://", "http://", "", "ftp://");
    fc.assert(
      fc.property(
        prefix,
        password,
        fc.constantFrom("", ",direct", "|a b"),
        (scheme, secret, end) => {
          const { error } = parseGoproxy(`${scheme}user:${secret}@h.example.com${end}`, at);
          expect(error ?? "").not.toContain("Kq7z");
        },
      ),
      { numRuns: 500 },
    );
  });
});

it("never throws, and takes long lists", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(newest, oldest),
      (value, version) => {
        parseGoproxy(value, { version, platform: "win32" });
      },
    ),
  );
  const many = Array.from({ length: 20_000 }, (_, index) => `u:p@h${index}.cn`).join("|");
  expect(parseGoproxy(many, at).entries).toHaveLength(20_000);
  expect(parseGoproxy(`${many}|x y`, at).error).toBe("invalid proxy URL missing scheme: x%20y");
});
