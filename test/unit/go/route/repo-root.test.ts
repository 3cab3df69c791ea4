import { describe, expect, test } from "vitest";
import { judgeRepoRoot, rootOnPage } from "../../../../src/go/route/repo-root.ts";
import { vcsRefusal } from "../../../../src/go/values/programs.ts";
import { newest, parseGoVersion } from "../../../../src/go/version.ts";

const old = parseGoVersion("go1.15")!;
const settings = { GOINSECURE: "", GOPRIVATE: "", GOVCS: "" };
const meta = (content: string) => `<meta name="go-import" content="${content}">`;

describe("judgeRepoRoot", () => {
  const judge = (vcs: string, url: string, folder = "") =>
    judgeRepoRoot({ prefix: "a.com/x", vcs, url, folder }, settings, newest)?.by ?? null;

  test.for([
    ["git", "https://a.com/x", null],
    ["git", "ssh://git@a.com/x", null],
    ["git", "http://a.com/x", null],
    ["hg", "https://a.com/x", null],
    ["mod", "https://a.com", null],
    ["mod", "http://a.com", null],
    ["git", "--upload-pack=touch x", "address"],
    ["git", "-u", "address"],
    ["git", "", "address"],
    ["git", "a.com/x", "address"],
    ["git", "git@a.com:x", "address"],
    ["git", "https:a.com", "address"],
    ["git", "ext::sh", "address"],
    ["git", "file:///x", "address"],
    ["git", "File:///x", "address"],
    ["git", "https://a.com/\u0001", "address"],
    ["cvs", "https://a.com/x", "address"],
    ["--help", "https://a.com/x", "address"],
    ["mod", "file:///x", "address"],
    ["mod", "ftp://a.com", "address"],
    ["svn", "https://a.com/x", "GOVCS"],
  ] as const)("%s %s: %s", ([vcs, url, by]) => {
    expect(judge(vcs, url)).toBe(by);
  });

  test("a folder of a repository is a relative path", () => {
    expect(judge("git", "https://a.com/x", "sub/folder")).toBeNull();
    expect(judge("git", "https://a.com/x", "/etc")).toBe("address");
    expect(judge("git", "https://a.com/x", "-x")).toBe("address");
  });
});

describe("rootOnPage", () => {
  test.for([
    [meta("a.com/x git https://h/x"), "https://h/x"],
    ["<META content='a.com/x git https://h/x' NAME=go-import />", "https://h/x"],
    [meta("a.com/x git https://h/x?a=1&amp;b=2"), "https://h/x?a=1&b=2"],
    [meta("a.com git https://h/x") + meta("a.com/x mod https://m"), "https://m"],
    [meta("b.com git https://h/x"), null],
    [meta("a.com/x git"), null],
    [meta("a.com git https://h/1") + meta("a.com/x git https://h/2"), null],
    [`<body>${meta("a.com/x git https://h/x")}`, null],
    [`<p data-name="go-import" content="a.com/x git https://h/x">`, null],
  ] as const)("%s", ([page, url]) => {
    expect(rootOnPage(page, "a.com/x/y", newest)?.url ?? null).toBe(url);
  });

  test("the fourth field came with go 1.25", () => {
    const page = meta("a.com/x git https://h/x sub");
    expect(rootOnPage(page, "a.com/x", newest)?.folder).toBe("sub");
    expect(rootOnPage(page, "a.com/x", old)).toBeNull();
  });
});

describe("vcsRefusal", () => {
  test.for([
    ["git", "", "", null],
    ["hg", "", "", null],
    ["svn", "", "", "GOVCS disallows using svn for public a.com/x; see 'go help vcs'"],
    ["svn", "", "a.com", null],
    ["git", "*:off", "", "GOVCS disallows using git for public a.com/x; see 'go help vcs'"],
    [
      "git",
      "private:off",
      "a.com",
      "GOVCS disallows using git for private a.com/x; see 'go help vcs'",
    ],
    ["git", "a.com : hg | git ,*:off", "", null],
    ["svn", "public:all", "", null],
    ["git", "bad", "", 'malformed entry in GOVCS (missing colon): "bad"'],
  ] as const)("%s, GOVCS=%s, GOPRIVATE=%s", ([system, GOVCS, GOPRIVATE, said]) => {
    const asked = { system, root: "a.com/x" };
    expect(vcsRefusal(asked, { GOVCS, GOPRIVATE }, newest)).toBe(said);
    expect(vcsRefusal(asked, { GOVCS, GOPRIVATE }, old)).toBeNull();
  });
});
