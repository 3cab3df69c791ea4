import http from "node:http";
import https from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { type BlackHole, openBlackHole } from "./blackhole.ts";
import { type Certificate, certificateKinds, makeCertificates } from "./certificates.ts";
import { type Answer, type Exchange, portalPage } from "./faults.ts";
import { findFault, mirrorName } from "./names.ts";
import { type Asked, infoOf, modOf, parseRequest, versionsOf, zipOf } from "./modules.ts";

/** A request as a mirror of the lab saw it. */
export interface Seen extends Asked {
  method: string;
  /** As it came over the wire, `%21` and all. */
  url: string;
  headers: http.IncomingHttpHeaders;
  /** The faults of the mirror that was asked: `zip-404+sumdb-500`. */
  mirror: string;
  tls: Certificate | null;
  /** Milliseconds on performance.now(), and for how long the mirror was busy with it (NaN: still is). */
  at: number;
  took: number;
}

export interface Lab {
  /**
   * Base URL of a mirror with these faults; each is a name of `faults`, `scope-name` (`zip-404`), and may
   * carry a parameter (`delay=50`). Combined faults act in order, the first that touches a request wins.
   */
  url(...names: string[]): string;
  /** The same over TLS. `plain` speaks http on an https URL. */
  tls(certificate: Certificate | "plain", ...names: string[]): string;
  /** CA of the `valid` certificate, for SSL_CERT_FILE. */
  caFile: string;
  /** A port on which nobody listens. */
  refused: string;
  /** Where a connection is never established; throws where this machine cannot have that. */
  blackHole: string;
  /** Every request so far, in the order of arrival. */
  requests: Seen[];
  /** Removes and returns what was logged so far. */
  takeRequests(): Seen[];
  /** Base URL of the checksum database that answers below `sumdb/`; see startSumdb. */
  sumdb: string | null;
  stop(): Promise<void>;
}

export interface LabOptions {
  /** Also listen with TLS, one port for each certificate; needs openssl. */
  tls?: boolean;
  /** Also open a black hole. */
  blackHole?: boolean;
  /** Versions of modules that should not have the usual three. */
  versions?: Record<string, string[]>;
}

/** Starts mirrors on loopback that serve any module, well or with faults. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  const ports: Partial<Record<Certificate, number>> = {};
  const certificates = options.tls ? makeCertificates() : null;
  const hole: BlackHole | null = options.blackHole ? await openBlackHole() : null;
  let plainPort = 0;

  const lab: Lab = {
    url: (...names) => `http://127.0.0.1:${plainPort}/${mirrorName(names)}`,
    tls(certificate, ...names) {
      const port = certificate === "plain" ? plainPort : ports[certificate];
      if (port === undefined) throw new Error("start the lab with { tls: true }");
      return `https://127.0.0.1:${port}/${mirrorName(names)}`;
    },
    get caFile() {
      if (!certificates) throw new Error("start the lab with { tls: true }");
      return certificates.caFile;
    },
    refused: "http://127.0.0.1:9/refused",
    get blackHole() {
      if (!hole) throw new Error("no black hole: ask for it, on a machine that can have one");
      return `http://127.0.0.1:${hole.port}/black-hole`;
    },
    requests: [],
    takeRequests: () => lab.requests.splice(0),
    sumdb: null,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
      await hole?.stop();
      certificates?.remove();
    },
  };

  const listener =
    (tls: Certificate | null) => (request: http.IncomingMessage, response: http.ServerResponse) =>
      void serve(request, response, tls).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain" });
        response.end(`lab: ${String(error)}\n`);
      });

  async function serve(
    request: http.IncomingMessage,
    response: http.ServerResponse,
    tls: Certificate | null,
  ) {
    const [, mirror = "", rest = "/"] = /^\/([^/?]*)(.*)$/.exec(request.url ?? "/") ?? [];
    const asked = parseRequest(rest);
    const seen: Seen = {
      ...asked,
      method: request.method ?? "",
      url: request.url ?? "",
      headers: request.headers,
      mirror,
      tls,
      at: performance.now(),
      took: Number.NaN,
    };
    lab.requests.push(seen);
    response.once("close", () => (seen.took = performance.now() - seen.at));
    const count = (counts.get(mirror) ?? 0) + 1;
    counts.set(mirror, count);
    const answer = () => rightAnswer(lab, options, asked);
    const send: Exchange["send"] = async (change = {}, headers = {}) => {
      const { status, type, body } = {
        ...(change.body === undefined ? await answer() : ok),
        ...change,
      };
      const length = { "Content-Length": Buffer.byteLength(body) };
      response.writeHead(status, {
        "Content-Type": type,
        ...(status === 204 ? {} : length),
        ...headers,
      });
      response.end(status === 204 ? undefined : body);
    };
    if (mirror === "login") return send(portalPage);
    const active = mirror
      .split("+")
      .map(findFault)
      .filter(({ touches }) => touches(asked));
    const run = async (index: number): Promise<void> => {
      const current = active[index];
      if (!current) return send();
      await current.fault.act({
        asked,
        request,
        response,
        param: current.param,
        count,
        rest,
        healthy: lab.url("ok"),
        answer,
        send,
        next: () => run(index + 1),
      });
    };
    await run(0);
  }

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    });
    return portOf(server);
  }

  plainPort = await listen(http.createServer(listener(null)));
  for (const kind of certificates ? certificateKinds : []) {
    ports[kind] = await listen(https.createServer(certificates!.pairs[kind], listener(kind)));
  }
  return lab;
}

/** Listens on loopback, at the port that it returns; a client that does not trust the server is no error of it. */
export async function portOf(server: Server): Promise<number> {
  server.on("tlsClientError", () => {});
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

const ok: Answer = { status: 200, type: "text/plain; charset=utf-8", body: "" };

/** What even a mirror of everything has not: what the points of the protocol ask for in vain. */
const isNobodys = ({ module, version }: Asked): boolean =>
  /-nobody-has-this$|\/no\/such\/path$/.test(module) || version.startsWith("v9.9.9");

/** What a healthy mirror answers. */
async function rightAnswer(lab: Lab, options: LabOptions, asked: Asked): Promise<Answer> {
  const { kind, module, version } = asked;
  const known = options.versions?.[module] ?? versionsOf(module);
  if (isNobodys(asked)) return { ...ok, status: 404, body: "not found\n" };
  switch (kind) {
    case "list":
      return { ...ok, body: known.map((line) => `${line}\n`).join("") };
    case "latest":
      return { ...ok, type: "application/json", body: infoOf(known.at(-1) ?? "v0.0.0") };
    case "info":
      return { ...ok, type: "application/json", body: infoOf(version) };
    case "mod":
      return { ...ok, body: modOf(module) };
    case "zip":
      return { ...ok, type: "application/zip", body: zipOf(module, version) };
    case "supported":
      return ok;
    case "sumdb":
      return lab.sumdb === null ? missing : fromSumdb(lab.sumdb, version);
    case "other":
      return missing;
  }
}

const missing: Answer = { ...ok, status: 404, body: "not found\n" };

/** Passes a request on to the checksum database, as a mirror does. */
async function fromSumdb(base: string, nameAndPath: string): Promise<Answer> {
  const path = nameAndPath.replace(/^.*?\/(?=lookup\/|tile\/|latest$)/, "");
  const response = await fetch(`${base}/${path}`);
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? ok.type,
    body: Buffer.from(await response.arrayBuffer()),
  };
}
