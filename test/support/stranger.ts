import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import { makeCertificates } from "./lab/certificates.ts";
import { onPath } from "./found.ts";
import { removeFolder } from "./remove.ts";

/** A web site of somebody that nobody trusts, and a git that writes down how it is called. */
export interface Stranger {
  env: Env;
  /** A folder that the payloads may write to, and no one else does. */
  folder: string;
  /** The page that is served for `?go-get=1`, whatever the path is. */
  page: string;
  /** Pages of paths that have one of their own. */
  pages: Record<string, string>;
  /** The arguments of every git since the last call, one a line. */
  calls(): string[];
  /** Paths asked for since the last call, but for the page. */
  asked(): string[];
  stop(): Promise<void>;
}

/** The host of the site: the name on the lab's certificate. */
export const strangerHost = "git.lab.example";

/** Serves the site over https (and http), behind an HTTP proxy on loopback that leads every host there. */
export async function startStranger(): Promise<Stranger> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-stranger-"));
  const { caFile, pairs, remove } = makeCertificates();
  const log = path.join(folder, "git.log");
  fs.mkdirSync(path.join(folder, "bin"));
  fs.writeFileSync(
    path.join(folder, "bin", "git"),
    `#!/bin/sh\nprintf '%s\\n' "$*" >>'${log}'\nexec '${onPath("git")}' "$@"\n`,
    { mode: 0o755 },
  );
  let asked: string[] = [];
  const answer: http.RequestListener = (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://unknown");
    if (searchParams.has("go-get")) {
      const page = stranger.pages[pathname] ?? stranger.page;
      return response.writeHead(200, { "Content-Type": "text/html" }).end(page);
    }
    asked.push(pathname);
    return response.writeHead(404).end();
  };
  const site = https.createServer(pairs.valid, answer);
  const proxy = http.createServer(answer);
  const sockets = new Set<net.Socket>();
  for (const server of [site, proxy]) {
    server.on("connection", (socket: net.Socket) => {
      sockets.add(socket);
      socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  }
  proxy.on("connect", (_request, socket) => {
    const { port } = site.address() as AddressInfo;
    const onward = net.connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  const at = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const stranger: Stranger = {
    env: {
      PATH: `${path.join(folder, "bin")}:${process.env["PATH"]}`,
      SSL_CERT_FILE: caFile,
      GIT_SSL_CAINFO: caFile,
      HTTP_PROXY: at,
      HTTPS_PROXY: at,
      http_proxy: at,
      https_proxy: at,
      GIT_TERMINAL_PROMPT: "0",
      GIT_SSH_COMMAND: "false",
    },
    folder,
    page: "",
    pages: {},
    calls() {
      const text = fs.existsSync(log) ? fs.readFileSync(log, "utf8") : "";
      fs.rmSync(log, { force: true });
      return text.split("\n").filter((line) => line !== "");
    },
    asked() {
      const seen = asked;
      asked = [];
      return seen;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all([site, proxy].map((server) => new Promise((done) => server.close(done))));
      remove();
      removeFolder(folder);
    },
  };
  return stranger;
}
