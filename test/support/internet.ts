import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import type { Env } from "../../src/context.ts";
import { makeCertificates, publicNames } from "./lab/certificates.ts";
import { type Lab, portOf } from "./lab/lab.ts";
import { tunnel } from "./tunnel.ts";

export interface Internet {
  /** For go and the tool: the way to the public mirrors, and the certificate that signs them. */
  env: Env;
  stop(): Promise<void>;
}

/**
 * The public mirrors as they are seen behind an HTTP proxy on loopback: the lab's healthy mirror answers under their
 * names, over TLS. Other hosts cannot be reached.
 */
export async function startInternet(lab: Lab): Promise<Internet> {
  const { caFile, pairs, remove } = makeCertificates();
  const server = https.createServer(pairs.valid, (request, response) => {
    const path = (request.url ?? "/").replace(/^\/goproxy(?=\/)/, "");
    const way = http.get(lab.url("ok") + path, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    way.on("error", () => response.destroy());
  });
  const proxy = http.createServer((_request, response) => response.writeHead(502).end());
  const port = await portOf(server);
  const sockets = new Set<net.Socket>();
  proxy.on("connect", (request: http.IncomingMessage, socket: net.Socket, head: Buffer) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
    const [host = "", at] = (request.url ?? "").split(":");
    if (at !== "443" || !publicNames.includes(host)) return void socket.destroy();
    tunnel(socket, head, port);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const way = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  return {
    env: { HTTPS_PROXY: way, HTTP_PROXY: way, SSL_CERT_FILE: caFile },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await Promise.all([server, proxy].map((one) => new Promise((done) => void one.close(done))));
      remove();
    },
  };
}
