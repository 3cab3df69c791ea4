import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import { makeCertificates, noCertificates } from "./lab/certificates.ts";
import { type Found, found, missing, onPath } from "./found.ts";
import { tunnel } from "./tunnel.ts";

export interface GitServer {
  /** The name that the certificate has; known to nobody but this server's HTTP proxy. */
  host: string;
  /** `host/team/app`, with a version v1.0.0. */
  module: string;
  /** For go and git: the way to the host, the certificate that signs it, ssh that ends at the repositories. */
  env: Env;
  /** Requests as `METHOD path`, those without the login too. */
  requests: string[];
  /** Command lines that ssh was started with. */
  ssh(): string[];
  stop(): void;
}

/**
 * A private module in a real repository: git-http-backend behind https on loopback, and the `?go-get=1` page
 * that go asks for. `login` (`user:password`) is demanded for everything, but for that page where it is `open`. ssh is stood in for by a script that
 * runs the real git-upload-pack, as sshd would. `folder` is the caller's to remove.
 */
export async function startGitServer(
  folder: string,
  options: { login?: string; open?: boolean } = {},
): Promise<Found<GitServer>> {
  const program = onPath("git");
  if (program === null) return missing("git is not installed");
  const noKeys = noCertificates();
  if (noKeys !== null) return missing(noKeys);
  const host = "git.lab.example";
  const module = `${host}/team/app`;
  makeRepository(folder, module);
  const { caFile, pairs, remove } = makeCertificates();
  const requests: string[] = [];
  const server = https.createServer(pairs.valid, (request, response) => {
    const url = new URL(request.url ?? "/", `https://${host}`);
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const wanted = options.login && `Basic ${Buffer.from(options.login).toString("base64")}`;
    const isPage = url.searchParams.get("go-get") === "1";
    if (wanted && request.headers.authorization !== wanted && !(isPage && options.open)) {
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="git"' }).end();
    } else if (isPage) {
      response.end(`<meta name="go-import" content="${module} git https://${module}.git">`);
    } else {
      backend(program, path.join(folder, "repositories"), url, request, response);
    }
  });
  await listening(server);
  const proxy = http.createServer((_request, response) => response.writeHead(502).end());
  proxy.on("connect", (request, socket: net.Socket, head: Buffer) => {
    if (request.url !== `${host}:443`) return void socket.destroy();
    tunnel(socket, head, (server.address() as AddressInfo).port);
  });
  await listening(proxy);
  const log = path.join(folder, "ssh.log");
  const way = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return found({
    host,
    module,
    requests,
    env: {
      HTTPS_PROXY: way,
      HTTP_PROXY: way,
      SSL_CERT_FILE: caFile,
      GIT_SSL_CAINFO: caFile,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_TERMINAL_PROMPT: "0",
      GIT_SSH_COMMAND: writeSsh(folder, log),
    },
    ssh: () => (fs.existsSync(log) ? fs.readFileSync(log, "utf8").trim().split("\n") : []),
    stop() {
      for (const one of [server, proxy]) {
        one.closeAllConnections();
        one.close();
      }
      remove();
    },
  });
}

function listening(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}

function makeRepository(folder: string, module: string): void {
  const work = path.join(folder, "work");
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@b.c",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@b.c",
  };
  const git = (cwd: string, ...args: string[]) =>
    execFileSync("git", args, { cwd, env: env as NodeJS.ProcessEnv, stdio: "pipe" });
  fs.mkdirSync(work, { recursive: true });
  fs.mkdirSync(path.join(folder, "repositories", "team"), { recursive: true });
  fs.writeFileSync(path.join(work, "go.mod"), `module ${module}\n\ngo 1.15\n`);
  fs.writeFileSync(path.join(work, "app.go"), "package app\n");
  git(work, "init", "--quiet");
  git(work, "add", ".");
  git(work, "commit", "--quiet", "--message", "first");
  git(work, "tag", "v1.0.0");
  git(folder, "clone", "--quiet", "--bare", work, path.join("repositories", "team", "app.git"));
}

/** CGI as RFC 3875 has it, as far as git http-backend needs it. */
function backend(
  git: string,
  root: string,
  url: URL,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  const { headers } = request;
  const child = spawn(git, ["http-backend"], {
    env: {
      PATH: process.env["PATH"],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: headers["content-type"],
      HTTP_CONTENT_ENCODING: headers["content-encoding"],
      GIT_PROTOCOL: headers["git-protocol"] as string | undefined,
      REMOTE_ADDR: "127.0.0.1",
      // The repository may be another user's: tests run as root, too.
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "safe.directory",
      GIT_CONFIG_VALUE_0: "*",
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  request.pipe(child.stdin.on("error", () => {}));
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.once("close", () => {
    const answer = Buffer.concat(parts);
    const end = answer.indexOf("\r\n\r\n");
    let status = 200;
    for (const line of answer.subarray(0, end).toString().split("\r\n")) {
      const [, name = "", value = ""] = /^([^:]+): (.*)$/.exec(line) ?? [];
      if (name === "Status") status = Number.parseInt(value, 10);
      else if (name !== "") response.setHeader(name, value);
    }
    response.writeHead(status).end(answer.subarray(end + 4));
  });
}

/** `ssh [-o …] git@host "git-upload-pack '/team/app.git'"`: what sshd would start, with the log of the line. */
function writeSsh(folder: string, log: string): string {
  const script = path.join(folder, "ssh");
  const root = path.join(folder, "repositories");
  const lines = [
    "#!/bin/sh",
    `echo "$*" >> '${log}'`,
    "for last; do :; done",
    `file=$(printf %s "$last" | sed "s/^git-upload-pack '//; s/'\\$//")`,
    `exec git -c safe.directory='*' upload-pack '${root}'"$file"`,
  ];
  fs.writeFileSync(script, `${lines.join("\n")}\n`, { mode: 0o755 });
  return script;
}
