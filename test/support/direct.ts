import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Env } from "../../src/context.ts";

export interface Direct {
  /** With these, `direct` finds a module; without a mirror for it, nothing is there. */
  env: Env;
  stop(): Promise<void>;
}

/**
 * The Internet as `direct` sees it: an HTTP proxy that answers `?go-get=1` for every host with a pointer to a
 * module server (go-import's `mod`), so that no repository is needed. https is refused, GOINSECURE allows http.
 */
export async function startDirect(mirror: string): Promise<Direct> {
  const server = http.createServer((request, response) => {
    const { host, pathname } = new URL(request.url ?? "/", "http://unknown");
    const page = `<meta name="go-import" content="${host}${pathname} mod ${mirror}">`;
    response.writeHead(200, { "Content-Type": "text/html" }).end(page);
  });
  server.on("connect", (_request, socket) => socket.destroy());
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, GOINSECURE: "*" },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
