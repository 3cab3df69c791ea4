import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { type Found, found, missing, onPath } from "./found.ts";
import { freePort } from "./ports.ts";

/** A company's HTTP proxy on loopback. */
export interface CompanyProxy {
  /** `127.0.0.1:PORT`. */
  at: string;
  /** The folder of its files: mitmproxy's certificate authority lies there. */
  folder: string;
  stop(): Promise<void>;
}

/** Name on the lab's valid certificate; go sends requests for it through a proxy, which sends them to loopback. */
export const companyHost = "git.lab.example";

/** squid, which resolves `companyHost` to loopback; with a password: for the user `joe`. */
export async function startSquid(password: string | null): Promise<Found<CompanyProxy>> {
  const squid = onPath("squid") ?? ["/usr/sbin/squid"].find((file) => fs.existsSync(file));
  if (squid === undefined) return missing("squid is not installed");
  const helper = "/usr/lib/squid/basic_ncsa_auth";
  if (password !== null && !fs.existsSync(helper)) return missing(`there is no ${helper}`);
  const folder = newFolder();
  const port = await freePort();
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text, { mode: 0o644 });
    return file;
  };
  const hosts = write("hosts", `127.0.0.1 ${companyHost}\n`);
  const lines = [
    `http_port 127.0.0.1:${port}`,
    `hosts_file ${hosts}`,
    `pid_filename ${folder}/pid`,
    `cache_log ${folder}/cache.log`,
    "access_log none",
    "cache_store_log none",
    "cache deny all",
    `coredump_dir ${folder}`,
    "shutdown_lifetime 0 seconds",
  ];
  if (password === null) {
    lines.push("http_access allow all");
  } else {
    const hash = execFileSync("openssl", ["passwd", "-apr1", password], { encoding: "utf8" });
    const users = write("users", `joe:${hash}`);
    lines.push(
      `auth_param basic program ${helper} ${users}`,
      "auth_param basic realm company",
      "auth_param basic children 1",
      "acl known proxy_auth REQUIRED",
      "http_access allow known",
      "http_access deny all",
    );
  }
  const file = write("squid.conf", `${lines.join("\n")}\n`);
  const child = spawn(squid, ["-N", "-f", file], { stdio: "ignore" });
  return opened(child, { folder, port, name: "squid" });
}

/** mitmproxy as a TLS interceptor in front of the lab, whose own certificates it does not check. */
export async function startMitmproxy(): Promise<Found<CompanyProxy>> {
  const program = onPath("mitmdump");
  if (program === null) return missing("mitmproxy is not installed");
  const folder = newFolder();
  const port = await freePort();
  const script = path.join(folder, "loopback.py");
  fs.writeFileSync(
    script,
    `def server_connect(data):\n    if data.server.address[0] == "${companyHost}":\n        data.server.address = ("127.0.0.1", data.server.address[1])\n`,
  );
  const options = ["--set", `confdir=${folder}`, "--set", "connection_strategy=lazy"];
  const line = [
    "-q",
    "--listen-host",
    "127.0.0.1",
    "-p",
    `${port}`,
    "--ssl-insecure",
    "-s",
    script,
  ];
  const child = spawn(program, [...line, ...options], { stdio: "ignore" });
  return opened(child, { folder, port, name: "mitmproxy" });
}

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "goproxy-cfg-company-"));
  // squid gives up its rights before it writes.
  fs.chmodSync(folder, 0o777);
  return folder;
}

async function opened(
  child: ChildProcess,
  { folder, port, name }: { folder: string; port: number; name: string },
): Promise<Found<CompanyProxy>> {
  const state = { ended: false };
  const end = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("close", () => resolve());
  }).then(() => void (state.ended = true));
  const stop = async () => {
    child.kill("SIGKILL");
    await end;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  // mitmproxy takes its time on a busy machine; one that cannot start ends.
  while (!state.ended) {
    if (await listens(port)) return found({ at: `127.0.0.1:${port}`, folder, stop });
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  await stop();
  return missing(`${name} does not start`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
