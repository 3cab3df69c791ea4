import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Found, found, missing, onPath } from "./found.ts";
import { freePort } from "./ports.ts";

export interface Nginx {
  /** Base URL, on loopback, without a trailing slash. */
  url: string;
  stop(): Promise<void>;
}

/**
 * nginx as a caching mirror in front of the module proxy that `go env GOPROXY` names: real modules and the
 * real checksum database, from loopback. `env` is the machine's own; `cache` keeps what was fetched.
 */
export async function startNginx(env: NodeJS.ProcessEnv, cache: string): Promise<Found<Nginx>> {
  const nginx = onPath("nginx") ?? ["/usr/sbin/nginx"].find((file) => fs.existsSync(file));
  if (!nginx) return missing("nginx is not installed");
  const upstream = moduleProxy(env);
  if (!upstream.ok) return upstream;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-nginx-"));
  fs.mkdirSync(cache, { recursive: true });
  const port = await freePort();
  const file = path.join(folder, "nginx.conf");
  fs.writeFileSync(file, configuration(upstream.value, { port, folder, cache }), { mode: 0o600 });
  const child = spawn(nginx, ["-c", file, "-p", folder, "-e", path.join(folder, "error.log")], {
    stdio: "ignore",
  });
  const state = { ended: false };
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve()).once("close", () => resolve());
  }).then(() => void (state.ended = true));
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const answers = await probe(`${url}/rsc.io/quote/@v/v1.5.2.info`, state);
  if (answers === null) return found({ url, stop });
  await stop();
  return missing(`no real modules through nginx: ${answers}`);
}

/** The first URL of the machine's GOPROXY. */
export function moduleProxy(env: NodeJS.ProcessEnv): Found<URL> {
  const go = onPath("go");
  if (go === null) return missing("no go on PATH to name the module proxy");
  const list = execFileSync(go, ["env", "GOPROXY"], {
    env: { ...env, GOTOOLCHAIN: "local" },
    cwd: os.tmpdir(),
  });
  const first = String(list)
    .trim()
    .split(/[,|]/)
    .find((entry) => /^https?:/.test(entry));
  return first ? found(new URL(first)) : missing("the machine's GOPROXY names no module proxy");
}

function configuration(upstream: URL, at: { port: number; folder: string; cache: string }): string {
  const base = `${upstream.protocol}//${upstream.host}${upstream.pathname.replace(/\/*$/, "/")}`;
  const login = [upstream.username, upstream.password].map(decodeURIComponent).join(":");
  const authorization =
    login === ":" ? "" : `proxy_set_header Authorization "Basic ${btoa(login)}";`;
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${at.folder}/${name};`)
    .join("\n  ");
  return `
daemon off;
master_process off;
pid ${at.folder}/pid;
events { worker_connections 256; }
http {
  access_log ${at.folder}/access.log;
  ${temporary}
  proxy_cache_path ${at.cache} levels=1:2 keys_zone=modules:4m inactive=60d use_temp_path=off;
  # What changes from day to day is asked for each time.
  map $uri $moving { default 0; "~/(list|@latest|latest)$" 1; }
  server {
    listen 127.0.0.1:${at.port};
    location / {
      proxy_pass ${base};
      proxy_http_version 1.1;
      proxy_ssl_server_name on;
      proxy_set_header Host ${upstream.host};
      proxy_set_header Connection "";
      ${authorization}
      proxy_connect_timeout 10s;
      proxy_read_timeout 60s;
      proxy_cache modules;
      proxy_cache_lock on;
      proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
      proxy_cache_valid 200 60d;
      proxy_cache_bypass $moving;
      proxy_no_cache $moving;
    }
  }
}
`;
}

/** Why there are no modules; null: there are. nginx has as long to start as it lives. */
async function probe(url: string, nginx: { ended: boolean }): Promise<string | null> {
  let problem = "nginx did not start";
  while (!nginx.ended) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
      return response.status === 200 ? null : `status ${response.status}`;
    } catch (error) {
      problem = String(error);
      if (/timeout/i.test(problem)) return problem;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return problem;
}
