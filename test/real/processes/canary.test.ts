import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../../src/main.ts";
import { brokenLists, canary, filesWith, leaked, logLines, urls } from "../../support/canary.ts";
import { nothingLeaves } from "../../support/go.ts";
import { sandbox } from "../../support/sandbox.ts";

/** A mirror whose every answer repeats the secret: in a redirect, a header, the body, the status line. */
const server = http.createServer((request, response) => {
  const kind = request.url?.split("/")[1] ?? "";
  response.setHeader("WWW-Authenticate", `Bearer realm="https://u:${canary}@h.test"`);
  response.setHeader("Set-Cookie", `token=${canary}`);
  if (kind === "redirect") {
    response.writeHead(302, { Location: `https://u:${canary}@h.test/x?token=${canary}` }).end();
  } else if (kind === "html") {
    response.end(`<html><form action="https://u:${canary}@h.test">login</form>`);
  } else if (kind === "json") {
    response.end(`{"Version":"https://u:${canary}@h.test"}`);
  } else {
    const said = `upstream said: Authorization: Bearer ${canary}, get https://u:${canary}@h.test`;
    response.writeHead(Number(kind) || 500, `no https://u:${canary}@h.test`).end(said);
  }
});
let mirror = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const way = `http://u:${canary}@127.0.0.1:9`;

/** Somebody whose machine is full of the secret, who asks for nothing of it to be seen. */
function someone(chain: string, env: Record<string, string> = {}) {
  const box = sandbox({ env: { ...nothingLeaves, HTTP_PROXY: way, HTTPS_PROXY: way, ...env } });
  const files = filesWith(chain);
  for (const [name, content] of Object.entries(files)) box.write(name, content);
  fs.mkdirSync(path.join(box.home, "repo/.git"));
  const stdin = { isTTY: false };
  return {
    ...box,
    /** What a run shows of the secret. */
    async shows(...argv: string[]): Promise<string[]> {
      const [out, err] = [box.stdout().length, box.stderr().length];
      const cwd = path.join(box.home, "repo");
      await run({ ...box.ctx, cwd, stdin }, argv);
      const text = box.stdout().slice(out) + box.stderr().slice(err);
      expect(text).not.toMatch(/inside goproxy-cfg|内部出错|ENOENT/);
      return leaked(text).map((line) => `${argv.join(" ").replaceAll(canary, "…")}: ${line}`);
    },
  };
}

const modes: readonly (readonly string[])[] = [
  [],
  ["--json"],
  ["--debug"],
  ["--lang", "zh"],
  ["--lang", "zh", "--json"],
];

const url = urls[0]!;

/** Every verb but `env`, whose values are to be evaluated. */
const verbs: readonly (readonly string[])[] = [
  ["list"],
  ["current"],
  ["mirror", "list"],
  ["mirror", "add", "m0", url],
  ["mirror", "add", "x y", url],
  ["mirror", "add", url, "m0"],
  ["mirror", "add", "broken", brokenLists[0]!],
  ["mirror", "remove", url],
  ["private", "list"],
  ["private", "add", `https://u:${canary}@git.new.test/x.git`, "-n"],
  ["private", "add", "git.corp.test", "--git", "ssh", "-n"],
  ["private", "add", "gitea.test", "--git", "ssh", "-n", "--force"],
  ["private", "add", "git.corp.test", "--git", "https", "--netrc", "-n"],
  ["private", "remove", `https://u:${canary}@git.two.test/x`, "-n"],
  ["why"],
  ["why", "git.corp.test/a"],
  ["why", url],
  ["why", "rsc.io/quote@v1.5.2", "--probe"],
  ["shell", "status"],
  ["shell", "install", "--shell", "bash", "--shell", "fish", "--shell", "zsh", "-n"],
  ["shell", "install", "--shell", "pwsh", "--shell", "tcsh", "-n"],
  ["shell", "uninstall", "-n"],
  ["validate", ...urls.map((one) => `GOPROXY=${one}`)],
  ["validate", ...brokenLists.map((one) => `GOPROXY=${one}`)],
  ["validate", `GOSUMDB=x ${url}`, `GOAUTH=x --token ${canary}`, `GOAUTH=; x ${canary}`],
  ["validate", `GOPRIVATE=${url}`, `GOVCS=${url}`, `GOTOOLCHAIN=${url}`, `GOINSECURE=${url}`],
  ["validate", `$env:GOPROXY = 'https://u:a''${canary}@h.test'`, `export GOPROXY="${url}"`],
  ["validate", `GITHUB_TOKEN=${canary}`],
  ["doctor"],
  ["doctor", "--offline"],
  ["doctor", "--offline", "--fix", "-n"],
  ["doctor", "--log", "build.log"],
  ["doctor", "--only", url],
  ["reset", "--all", "-n"],
  ["undo", url],
  ["undo", "-n"],
  ["test", "m0", "m6", "m11", "--samples", "1", "--timeout", "2"],
  ["history"],
  ["check"],
  ["check", "--environment", url],
  ["apply", "-n"],
  ["use", "m1", "m11", "--no-verify", "-n"],
  ["test", url, "--timeout", url],
  ["use", "auto", url],
  ["use", "cn", "--sumdb", `x ${url}`, "-n"],
  ["completion", url],
  ["help", url],
  [url],
];

describe("a secret of the machine is in nothing that is shown", () => {
  const chain = [...urls.slice(0, 9), "direct"].join("|");
  it.each(modes)("by any verb, %s %s %s", async (...mode) => {
    const one = someone(chain);
    const found: string[] = [];
    found.push(...(await one.shows("use", "m2", "m11", "--no-verify", ...mode)));
    for (const verb of verbs) found.push(...(await one.shows(...verb, ...mode)));
    expect(found).toEqual([]);
  });

  it("whichever shell the hints are for", async () => {
    const found: string[] = [];
    for (const env of [{ SHELL: "/usr/bin/pwsh" }, { SHELL: "/usr/bin/fish" }]) {
      const one = someone(chain, {
        ...env,
        PSModulePath: "/x",
        GOPROXY: `https://u:a'${canary}@os.test`,
      });
      for (const verb of ["current", "doctor --offline", "use cn --no-verify -n", "shell status"]) {
        found.push(...(await one.shows(...verb.split(" "))));
      }
    }
    expect(found).toEqual([]);
  });

  it.each(["file", "environment"])("whatever is wrong with GOPROXY in the %s", async (layer) => {
    const found: string[] = [];
    for (const list of brokenLists) {
      const one =
        layer === "file"
          ? someone(list)
          : someone("direct", { GOPROXY: list, GOSUMDB: `x ${url}` });
      for (const verb of [
        "current",
        "doctor --offline --json",
        "list",
        "why rsc.io/quote",
        "use -n cn --no-verify",
      ]) {
        found.push(...(await one.shows(...verb.split(" "))));
      }
      for (const words of [
        ["use", list, "--no-verify", "-n"],
        ["use", list, "--json", "-n"],
      ]) {
        found.push(...(await one.shows(...words)));
      }
    }
    expect(found).toEqual([]);
  });

  it("in answers of a mirror, over whatever way", async () => {
    const found: string[] = [];
    for (const kind of ["401", "403", "404", "407", "500", "redirect", "html", "json"]) {
      const to = `${mirror}/${kind}`;
      const one = someone(`${to},https://u:${canary}@127.0.0.1:9`, { NO_PROXY: "127.0.0.1" });
      for (const verb of [
        ["use", to],
        ["use", to, "--json"],
        ["test", to, "--samples", "1", "--timeout", "2", "--html", "report.html"],
        ["test", to, "--samples", "1", "--timeout", "2", "--json"],
        ["doctor", "--module", "rsc.io/quote@v1.5.2", "--timeout", "2"],
        ["why", "rsc.io/quote@v1.5.2", "--probe", "--json"],
      ]) {
        found.push(...(await one.shows(...verb)));
      }
      const page = path.join(one.home, "repo/report.html");
      if (fs.existsSync(page)) found.push(...leaked(fs.readFileSync(page, "utf8")));
    }
    expect(found).toEqual([]);
  });

  it("in each line of a log by itself", async () => {
    const one = someone("direct");
    const found: string[] = [];
    for (const line of logLines) {
      one.write("repo/one.log", `${line}\n`);
      found.push(...(await one.shows("doctor", "--log", "one.log", "--offline")));
    }
    expect(found).toEqual([]);
  });
});

it("a secret is in no file that is not the user's or for the user alone", async () => {
  const one = someone([urls[0], urls[6], "direct"].join(","));
  const before = new Set(Object.keys(filesWith("")));
  for (const line of [
    ["use", urls[1]!, urls[11]!, "--no-verify"],
    ["mirror", "add", "other", urls[2]!],
    ["private", "add", "git.corp.test", "--git", "https", "--yes"],
    ["shell", "install", "--shell", "bash", "--yes"],
    ["apply", "--yes", "--no-verify"],
    ["test", urls[17]!, "--samples", "1", "--timeout", "2", "--html", "report.html"],
    ["use", "auto", urls[17]!],
    ["undo"],
    ["history"],
  ]) {
    expect(await one.shows(...line)).toEqual([]);
  }
  const others: string[] = [];
  for (const entry of fs.readdirSync(one.root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || before.has(path.relative(one.home, file))) continue;
    const isOpen = (fs.statSync(file).mode & 0o077) !== 0;
    if (leaked(fs.readFileSync(file, "utf8")).length > 0 && isOpen) {
      others.push(path.relative(one.home, file));
    }
  }
  expect(others).toEqual([]);
});
