import { describe, expect, test } from "vitest";
import { remoteOf, sshLogins } from "../../../src/git/logins.ts";

describe("the remote of a pattern", () => {
  test.for([
    ["git.corp.example", "https://git.corp.example/", "ssh://git@git.corp.example/"],
    ["git.corp.example/*", "https://git.corp.example/", "ssh://git@git.corp.example/"],
    ["git.corp.example/team/app", "https://git.corp.example/", "ssh://git@git.corp.example/"],
    ["git.corp.example/", "https://git.corp.example/", "ssh://git@git.corp.example/"],
    [String.raw`git\.corp.example`, "https://git.corp.example/", "ssh://git@git.corp.example/"],
    ["github.com/corp", "https://github.com/corp/", "ssh://git@github.com/corp/"],
    ["github.com/corp/app*", "https://github.com/corp/", "ssh://git@github.com/corp/"],
    ["github.com/*", "https://github.com/", "ssh://git@github.com/"],
    ["github.com", "https://github.com/", "ssh://git@github.com/"],
  ] as const)("%s", ([pattern, https, ssh]) => {
    expect(remoteOf(pattern, new Map())).toMatchObject({ https, ssh });
  });

  test.for([
    "*.corp.example",
    "git?.corp.example",
    "*",
    "corp",
    "github.com/corp-*",
    "[",
    "a b.c/d",
  ])("%s has none", (pattern) => {
    expect(remoteOf(pattern, new Map())).toBeNull();
  });
});

describe("ssh logins of pasted addresses", () => {
  test.for([
    ["ssh://gerrit@git.corp.example:29418/a", "gerrit@git.corp.example:29418"],
    ["ssh://git.corp.example/a", "git@git.corp.example"],
    ["git+ssh://me@GIT.corp.example:22/a", "me@git.corp.example"],
    ["ssh://me:s3cret@git.corp.example/a", "me@git.corp.example"],
    ["gitea@git.corp.example:team/app.git", "gitea@git.corp.example"],
    ["https://me@git.corp.example/a", undefined],
    ["git.corp.example:8080/a", undefined],
    ["git.corp.example/a", undefined],
  ] as const)("%s", ([input, login]) => {
    expect(sshLogins([input]).get("git.corp.example")).toBe(login);
  });

  test("are taken for the remote", () => {
    const logins = sshLogins(["ssh://gerrit@git.corp.example:29418/team"]);
    expect(remoteOf("git.corp.example/*", logins)?.ssh).toBe(
      "ssh://gerrit@git.corp.example:29418/",
    );
  });
});
