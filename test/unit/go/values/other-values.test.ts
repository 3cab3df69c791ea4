import { describe, expect, it } from "vitest";
import { goauthError, govcsError } from "../../../../src/go/values/programs.ts";
import { parseGotoolchain } from "../../../../src/go/values/toolchain.ts";
import { fields, trimSpace } from "../../../../src/go/text/strings.ts";
import { newest, parseGoVersion } from "../../../../src/go/version.ts";

const go = (release: string) => parseGoVersion(`go${release}`)!;

describe("GOTOOLCHAIN", () => {
  it.each([
    ["bad", "1.20.14", null],
    ["bad", "1.21.0", 'invalid GOTOOLCHAIN "bad"'],
    ["go1.22.0-a/b", "1.21.0", null],
    ["go1.22.0-a/b", "1.21.1", 'invalid GOTOOLCHAIN "go1.22.0-a/b"'],
    ["go2.0", "1.27.4", 'invalid GOTOOLCHAIN "go2.0"'],
    ["go2.0", "2.0", null],
    ["", "1.27.4", null],
  ])("%s in go %s", (value, release, error) => {
    const version = release === "2.0" ? { minor: 99, patch: 0, text: "go2.0" } : go(release);
    expect(parseGotoolchain(value, version).error).toBe(error);
  });

  it.each([
    ["auto", null, false],
    ["local+path", null, false],
    ["go1.27.4", null, false],
    ["go1.27.3+auto", "go1.27.3", false],
    ["go1.27", "go1.27", true],
    ["go1.20", "go1.20", false],
    ["go1.27rc1", "go1.27rc1", false],
    ["go1.27-x", "go1.27-x", true],
    // No version of a module can be called so, of which go tells first.
    ["go1.27-x%", "go1.27-x%", false],
    ["go1.27-x..y", "go1.27-x..y", false],
    ["go1.27-x.01", "go1.27-x.01", false],
  ])("%s names %s", (value, named, isLanguage) => {
    expect(parseGotoolchain(value, newest)).toEqual({ error: null, named, isLanguage });
  });
});

it("GOVCS means nothing before go 1.16", () => {
  expect(govcsError("bad", go("1.15.15"))).toBeNull();
  expect(govcsError("bad", go("1.16"))).toContain("missing colon");
  expect(govcsError("a:git , b : hg|", go("1.16"))).toBe('empty VCS name in GOVCS: "b : hg|"');
});

describe("GOAUTH", () => {
  const at = { version: newest, platform: "linux" as const };
  const folders = (path: string) => (path === "/srv" ? true : path === "/file" ? false : null);

  it.each([
    [
      "off;netrc",
      "GOAUTH=off cannot be combined with other authentication commands (GOAUTH=off;netrc)",
    ],
    ["netrc;", "GOAUTH encountered an empty command (GOAUTH=netrc;)"],
    ["git /srv", null],
    ["git /srv /x", "GOAUTH=git dir method requires an absolute path to the git working directory"],
    [
      "git /file",
      "GOAUTH=git dir method requires an absolute path to the git working directory, dir is not a directory",
    ],
    [
      "git /none",
      "GOAUTH=git encountered an error; cannot stat /none: stat /none: no such file or directory",
    ],
    // The last command counts first.
    [
      "git;git rel",
      "GOAUTH=git dir method requires an absolute path to the git working directory, dir is not absolute",
    ],
    ["some command 'x", null],
    ["", null],
  ])("%s", (value, error) => {
    expect(goauthError(value, { ...at, isFolder: folders })?.exact ?? null).toBe(error);
  });

  it("means nothing before go 1.24, and paths are the platform's", () => {
    expect(goauthError("off;", { ...at, version: go("1.23.12") })).toBeNull();
    expect(goauthError("git C:\\x", { ...at, platform: "win32" })).toBeNull();
    expect(goauthError("git \\x", { ...at, platform: "win32" })?.exact).toContain("not absolute");
    expect(goauthError("git C:\\x", at)?.exact).toContain("not absolute");
  });

  it("shows no password", () => {
    expect(goauthError("helper https://u:p@h;", at)?.shown).toBe(
      "GOAUTH encountered an empty command (GOAUTH=helper xxxxx;)",
    );
  });
});

it("white space is Go's", () => {
  expect(trimSpace("\u0085\u3000 a\ufeff\u00a0")).toBe("a\ufeff");
  expect(fields(" a\u2028b\u200bc\t")).toEqual(["a", "b\u200bc"]);
  expect(fields("\u3000")).toEqual([]);
});
