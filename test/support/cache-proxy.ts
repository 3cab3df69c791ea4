import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { type Found, found, missing } from "./found.ts";
import { realGo, runGo } from "./go.ts";
import { machineEnv, toolsFolder } from "./machine.ts";

export interface CacheProxy {
  /** Base URL on loopback, without a trailing slash. */
  url: string;
  /** The same folder as a `file://` proxy. */
  fileUrl: string;
  stop(): Promise<void>;
}

/** Real modules, small, and one with capital letters; all are known to be on any module proxy. */
export const realModules = [
  "rsc.io/quote@v1.5.2",
  "github.com/google/uuid@v1.6.0",
  "github.com/BurntSushi/toml@v1.3.2",
];

/**
 * `$GOMODCACHE/cache/download` is laid out as a module proxy: fills one with real modules, through the
 * machine's own module proxy, and serves it. It has no checksum database.
 */
export async function startCacheProxy(
  modules: readonly string[] = realModules,
): Promise<Found<CacheProxy>> {
  const go = realGo();
  if (!go.ok) return go;
  const cache = path.join(toolsFolder(), "modcache");
  const run = await runGo(go.value, ["mod", "download", "-json", ...modules], {
    cwd: path.parse(cache).root,
    env: {
      ...process.env,
      ...machineEnv(),
      GOMODCACHE: cache,
      GOFLAGS: "-modcacherw",
      GOTOOLCHAIN: "local",
    },
  });
  if (run.code !== 0)
    return missing(`no real modules to fill a cache with: ${run.stdout || run.stderr}`);
  const folder = path.join(cache, "cache", "download");
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? "/").replace(/\?.*$/, ""));
    const file = path.join(folder, path.posix.normalize(name));
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404, { "Content-Type": "text/plain" }).end("not found\n");
      return;
    }
    response.writeHead(200);
    fs.createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return found({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fileUrl: `file://${folder}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
