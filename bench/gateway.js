import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { median } from "./compare.js";
import { bin, makeMachine } from "./machine.js";

const rounds = 7;
/** What an engine that does more than hand out files may cost: 0.3 of the requests. */
const most = 3.33;

/** Requests a second that plain nginx answers from files, against those of the gateway from its cache, in turn. */
export async function* benchGateway() {
  const [nginx, wrk] = ["nginx", "wrk"].map(found);
  if (nginx === null || wrk === null) {
    yield { name: "gateway: load", value: 0, unit: "", note: "not measured: no nginx, or no wrk" };
    return;
  }
  const machine = makeMachine();
  const { HOME: home } = machine.env;
  const modules = {
    info: '{"Version":"v1.0.0","Time":"2024-01-02T03:04:05Z"}',
    zip: "x".repeat(32_000),
  };
  const folder = path.join(home, "files/example.com/m/@v");
  fs.mkdirSync(folder, { recursive: true });
  for (const [ending, text] of Object.entries(modules)) {
    fs.writeFileSync(path.join(folder, `v1.0.0.${ending}`), text);
  }
  const [plain, own] = [await freePort(), await freePort()];
  const server = spawn(nginx, ["-p", home, "-e", "stderr", "-c", plainConf(home, plain)]);
  const cfg = (...words) => run(process.execPath, [bin, "gateway", ...words], machine.env);
  try {
    await answers(plain);
    const listen = ["--listen", `127.0.0.1:${own}`];
    cfg("init", "nginx", `http://127.0.0.1:${plain}`, ...listen);
    cfg("up");
    for (const ending of Object.keys(modules)) {
      const load = (port) =>
        rateOf(run(wrk, ["-t1", "-c16", "-d1s", urlOf(port, ending)], machine.env));
      await fetch(urlOf(own, ending));
      const pairs = Array.from({ length: rounds }, () => [load(plain), load(own)]);
      // Neighbours are slowed alike by whatever else the machine does.
      const ratio = median(pairs.map(([plainly, by]) => plainly / by));
      const [byFiles, gateway] = [0, 1].map((at) =>
        Math.round(median(pairs.map((one) => one[at]))),
      );
      yield {
        name: `gateway: plain files against it, ${ending}`,
        value: ratio,
        bar: most,
        unit: "times",
        note: `${gateway} of ${byFiles} requests a second`,
      };
    }
  } finally {
    cfg("down");
    server.kill("SIGTERM");
    await once(server, "exit");
    machine.remove();
  }
}

const urlOf = (port, ending) => `http://127.0.0.1:${port}/example.com/m/@v/v1.0.0.${ending}`;

function found(name) {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin"];
  return folders.map((at) => path.join(at, name)).find((file) => fs.existsSync(file)) ?? null;
}

function run(program, args, env) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    env,
    cwd: env.HOME,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stderr}${stdout}`);
  return stdout;
}

function rateOf(printed) {
  if (/Non-2xx|Socket errors/.test(printed)) throw new Error(printed);
  return Number(/Requests\/sec:\s*([\d.]+)/.exec(printed)?.[1]);
}

/** As the gateway has it: a worker for each core. */
function plainConf(home, port) {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const file = path.join(home, "plain.conf");
  fs.writeFileSync(
    file,
    `${process.getuid?.() === 0 ? "user root;" : ""} daemon off; worker_processes auto; pid ${home}/plain.pid;
events { worker_connections 1024; }
http {
  access_log ${home}/plain.log; sendfile on; tcp_nopush on; keepalive_requests 10000;
  ${temporary.map((name) => `${name}_temp_path ${home}/plain-${name};`).join(" ")}
  server { listen 127.0.0.1:${port}; root ${home}/files; }
}
`,
  );
  return file;
}

async function answers(port) {
  for (let attempt = 0; attempt < 50; attempt++) {
    if (
      await fetch(urlOf(port, "info")).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("plain nginx does not answer");
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
