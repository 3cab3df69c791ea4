import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Env } from "../../../src/context.ts";
import type { Doctor } from "../../../src/contract.ts";
import { run } from "../../../src/main.ts";
import { onPath } from "../../support/found.ts";
import { goDownload, realGo } from "../../support/go.ts";
import { removeFolder } from "../../support/remove.ts";
import { sandbox } from "../../support/sandbox.ts";

const go = realGo();
const host = "git.lab.example";
const module = `${host}/team/app`;
let folder = "";
let server: http.Server;
let answer: "repository" | 401 | 404 | 500 = "repository";
/** What the page of `?go-get=1` is. */
let page: "go-import" | "plain" | 404 = "go-import";

/**
 * A company's git server behind an HTTP proxy on loopback: a real repository, served as files. Only http is
 * spoken, which GOINSECURE allows.
 */
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-git-"));
  const work = path.join(folder, "work");
  const git = (...args: string[]) =>
    execFileSync("git", args, {
      cwd: work,
      stdio: "ignore",
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    });
  fs.mkdirSync(work);
  if (onPath("git") !== null) {
    fs.writeFileSync(path.join(work, "go.mod"), `module ${module}\n`);
    git("init", "-q");
    git("add", ".");
    git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "-qm", "first");
    git("tag", "v1.0.0");
    git("update-server-info");
  }
  server = http.createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://unknown");
    if (searchParams.has("go-get")) {
      const meta = `<meta name="go-import" content="${module} git http://${host}/team/app">`;
      const body = page === "go-import" ? meta : "<p>hello</p>";
      return response
        .writeHead(page === 404 ? 404 : 200, { "Content-Type": "text/html" })
        .end(body);
    }
    if (answer !== "repository") {
      return response.writeHead(answer, { "WWW-Authenticate": 'Basic realm="git"' }).end();
    }
    const file = path.join(work, ".git", pathname.replace("/team/app/", ""));
    const found = fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    return found
      ? response.writeHead(200).end(fs.readFileSync(file))
      : response.writeHead(404).end();
  });
  server.on("connect", (_request, socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
  removeFolder(folder);
});

async function both(version: string, more: Env = {}) {
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env: Env = {
    GOPRIVATE: host,
    GOINSECURE: host,
    GOPROXY: "http://127.0.0.1:9",
    HTTP_PROXY: proxy,
    HTTPS_PROXY: proxy,
    http_proxy: proxy,
    https_proxy: proxy,
    GIT_TERMINAL_PROMPT: "0",
    ...more,
  };
  const box = sandbox({ env });
  box.write("go.mod", `module work.example\n\ngo 1.20\n\nrequire ${module} ${version}\n`);
  const [exit, real] = await Promise.all([
    run(box.ctx, ["doctor", "--only", "net", "--json"]),
    goDownload(env, `${module}@${version}`),
  ]);
  const { checks, outcome } = JSON.parse(box.stdout()) as Doctor;
  const errors = checks
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === "error");
  expect(outcome?.ok, `go: ${real.error}`).toBe(real.ok);
  expect(exit).toBe(real.ok ? 0 : 1);
  return { codes: errors.map(({ code }) => code), ok: real.ok };
}

describe.skipIf(!go.ok || onPath("git") === null)("a private module, fetched directly", () => {
  test.for([
    ["repository", "go-import", "v1.0.0", []],
    ["repository", "go-import", "v1.9.9", ["net.status"]],
    [401, "go-import", "v1.0.0", ["private.no-credentials"]],
    [404, "go-import", "v1.0.0", ["net.status"]],
    [500, "go-import", "v1.0.0", ["net.status"]],
    ["repository", "plain", "v1.0.0", ["net.bad-response"]],
    ["repository", 404, "v1.0.0", ["net.status"]],
  ] as const)(
    "the repository answers %s, the page is %s, %s",
    async ([served, shown, version, codes]) => {
      [answer, page] = [served, shown];
      const seen = await both(version);
      expect(seen.codes).toEqual(codes);
      expect(seen.ok).toBe(codes.length === 0);
    },
  );
});
