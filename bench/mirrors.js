import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { median } from "./compare.js";
import { bin, makeMachine } from "./machine.js";

const module = "golang.org/x/mod@v0.25.0";
const info = "golang.org/x/mod/@v/v0.25.0.info";

/** `test` and `use auto` against mirrors on loopback whose latency is known. */
export async function* benchMirrors() {
  const server = await startServer();
  const machine = makeMachine();
  try {
    yield* latency(server, machine);
    yield* conditions(server, machine);
    yield* ranking(server, machine);
    yield* deadline(server, machine);
    yield* crowd(server, machine);
  } finally {
    server.stop();
    machine.remove();
  }
}

/** p50 and p90 against what the server held, and against curl, in shares of what is allowed: 5 % and 2 ms. */
async function* latency(server, machine) {
  const names = ["5", "20", "50", "120", "20-60"];
  await server.log();
  const { mirrors } = run(machine, ["test", ...names.map(server.url), "--samples", "80", "--json"]);
  const { held } = await server.log();
  for (const [at, name] of names.entries()) {
    // The first of a connection is a cold one.
    const warm = held.filter((one) => one.name === name && one.nth > 1 && one.path.endsWith(info));
    const curl = curlTimes(server.url(name), 60);
    for (const share of [0.5, 0.9]) {
      const { label, ours, injected } = seen(mirrors[at], warm, share);
      const note = `${ours.toFixed(1)} ms`;
      yield off(`test ${name} ms: ${label} : injected`, ours, injected, note);
      // Of an even spread two samples differ by more than that.
      if (!name.includes("-")) {
        yield off(`test ${name} ms: ${label} : curl -w`, ours, quantile(curl, share), note);
      }
    }
  }
}

/** What was measured of a mirror at p50 or p90, and what its server held. */
function seen(mirror, held, share) {
  const label = `p${share * 100}`;
  const times = held.map(({ ms }) => ms);
  return { label, ours: mirror.ms.total[label], injected: quantile(times, share) };
}

const off = (name, ours, theirs, note) => ({
  name,
  value: Math.abs(ours - theirs) / (0.05 * theirs + 2),
  bar: 1,
  unit: "of 5 % + 2 ms",
  note: `${note} : ${theirs.toFixed(1)} ms`,
});

/** A throttled mirror and one that fails every fourth time: both told, and the latency still right. */
async function* conditions(server, machine) {
  const [slow, failing] = ["20~rate400", "20~fail4"];
  await server.log();
  const urls = [slow, failing].map(server.url);
  const { mirrors } = run(machine, ["test", ...urls, "--samples", "80", "--json"]);
  const { held } = await server.log();
  const rate = mirrors[0].throughput / 1000;
  yield {
    name: "test of 400 kB/s: throughput off by",
    value: Math.abs(rate - 400) / 400,
    bar: 0.1,
    unit: "of it",
    note: `${rate.toFixed(0)} kB/s`,
  };
  const failed = mirrors[1].failures / mirrors[1].samples;
  yield {
    name: "test of one failure in four: share off by",
    value: Math.abs(failed - 0.25),
    bar: 0.05,
    unit: "",
    note: `${mirrors[1].failures} of ${mirrors[1].samples}`,
  };
  for (const [at, name] of [slow, failing].entries()) {
    const warm = held.filter(
      (one) => one.name === name && one.nth > 1 && !one.fails && one.path.endsWith(info),
    );
    for (const share of [0.5, 0.9]) {
      const { label, ours, injected } = seen(mirrors[at], warm, share);
      yield off(`test ${name}: ${label} : injected`, ours, injected, `${ours.toFixed(1)} ms`);
    }
  }
}

/** Two mirrors that differ by 10 %, 50 times. */
async function* ranking(server, machine) {
  for (const [fast, slow] of [
    ["20", "22"],
    ["100", "110"],
  ]) {
    let wrong = 0;
    for (let round = 0; round < 50; round++) {
      const pair = [server.url(fast), server.url(slow)];
      if (round % 2 === 1) pair.reverse();
      const { best } = run(machine, ["test", ...pair, "--samples", "20", "--json"]);
      if (best !== server.url(fast)) wrong++;
    }
    yield { name: `test ${fast} and ${slow} ms: wrong of 50`, value: wrong, bar: 0, unit: "" };
  }
}

/** A dead mirror and one that never answers cost one deadline, once. */
async function* deadline(server, machine) {
  const good = [server.url("20"), server.url("40")];
  const time = (mirrors) => {
    const start = performance.now();
    const document = run(machine, ["test", ...mirrors, "--timeout", "2", "--json"]);
    return { ms: performance.now() - start, document };
  };
  const alone = time(good);
  const all = time([server.url("hang"), "http://127.0.0.1:9/x", ...good]);
  yield {
    name: "test with one dead and one black hole",
    value: all.ms / (alone.ms + 2000),
    bar: 1.2,
    unit: "× deadline + measuring",
    note: `${all.ms.toFixed(0)} ms : 2000 + ${alone.ms.toFixed(0)} ms`,
  };
}

/** 200 own mirrors: all of them measured, connections and memory bounded. */
async function* crowd(server, machine) {
  const names = Array.from({ length: 200 }, (_, at) => `m${at}`);
  const folder = path.join(machine.env.HOME, ".config", "goproxy-cfg");
  fs.mkdirSync(folder, { recursive: true });
  const mirrors = names.map((name) => ({ name, url: `${server.url("20")}?${name}` }));
  fs.writeFileSync(path.join(folder, "config.json"), JSON.stringify({ mirrors }));
  await server.log();
  const peak = path.join(machine.env.HOME, "peak");
  const hook = path.join(import.meta.dirname, "peak-memory.cjs");
  const args = ["test", ...names, "--samples", "8", "--json"];
  const document = run(machine, args, { hook, env: { PEAK_LOG: peak } });
  const { most } = await server.log();
  const complete = document.mirrors.filter(({ ok, samples }) => ok && samples === 8).length;
  yield { name: "test of 200: not measured", value: 200 - complete, bar: 0, unit: "" };
  yield { name: "test of 200: connections at once", value: most, bar: 256, unit: "" };
  const bytes = Number(fs.readFileSync(peak, "utf8"));
  yield { name: "test of 200: memory", value: Math.round(bytes / 1e6), bar: 200, unit: "MB" };
}

const modules = [
  "rsc.io/quote@v1.5.2",
  "rsc.io/sampler@v1.3.0",
  "github.com/google/uuid@v1.6.0",
  module,
];

/** After `use auto` a real download takes as long as through the best other order of the same mirrors. */
export async function* benchAuto() {
  const upstream = execFileSync("go", ["env", "GOPROXY"], { encoding: "utf8" }).split(/[,|\n]/)[0];
  const reached = await fetch(`${upstream.replace(/\/$/, "")}/${info}`).catch(() => null);
  if (!reached?.ok) {
    console.log(
      "skip  go mod download after use auto: the module proxy of this machine cannot be reached",
    );
    return;
  }
  const server = await startServer(upstream.replace(/\/$/, ""));
  const machine = makeMachine();
  try {
    const [a, b, c] = ["5", "40", "80"].map(server.url);
    const download = (chain) => goDownload(machine, chain);
    download(`${a}|${b}`); // What the server has to fetch itself is not measured.
    run(machine, ["use", "auto", b, c, a, "--json"]);
    const env = fs.readFileSync(path.join(machine.env.HOME, ".config", "go", "env"), "utf8");
    const chosen = /^GOPROXY=(.*)$/m.exec(env)[1];
    const orders = [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ].map((order) => [...order, "direct"].join("|"));
    const times = new Map([chosen, ...orders].map((chain) => [chain, []]));
    const all = [...times.keys()];
    for (let round = 0; round < 9; round++) {
      // Each has its turn at every place of a round.
      all.push(all.shift());
      for (const chain of all) times.get(chain).push(download(chain));
    }
    const ours = median(times.get(chosen));
    const best = Math.min(
      ...orders.filter((one) => one !== chosen).map((one) => median(times.get(one))),
    );
    yield {
      name: "go mod download after use auto",
      value: ours / best,
      bar: 1.1,
      unit: "× best other order",
      note: `${ours.toFixed(0)} ms : ${best.toFixed(0)} ms`,
    };
  } finally {
    server.stop();
    machine.remove();
  }
}

function goDownload(machine, chain) {
  const folder = fs.mkdtempSync(path.join(machine.env.HOME, "go-"));
  const env = {
    ...machine.env,
    GOENV: "off",
    GOFLAGS: "-modcacherw",
    GOPATH: folder,
    GOPROXY: chain,
    GOSUMDB: "off",
    GOTOOLCHAIN: "local",
  };
  const start = performance.now();
  execFileSync("go", ["mod", "download", ...modules], { env, cwd: folder, stdio: "ignore" });
  const took = performance.now() - start;
  fs.rmSync(folder, { recursive: true, force: true });
  return took;
}

/** The document that the tool prints; it may end with any code that comes with one. */
function run(machine, args, { hook, env = {} } = {}) {
  const words = [...(hook === undefined ? [] : ["--require", hook]), bin, ...args];
  const output = execFileSync(process.execPath, words, {
    env: { ...machine.env, ...env },
    cwd: machine.env.HOME,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(output);
}

/** Milliseconds of so many requests that curl makes on one connection, the first left out. */
function curlTimes(base, count) {
  const url = `${base}/${info}`;
  const all = Array.from({ length: count + 1 }, () => ["-o", "/dev/null", url]).flat();
  const args = ["-s", "-w", "%{time_total}\n", "--noproxy", "*", ...all];
  const lines = execFileSync("curl", args, { encoding: "utf8" }).trim().split("\n");
  return lines.slice(1).map((seconds) => Number(seconds) * 1000);
}

function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)];
}

async function startServer(upstream) {
  const file = path.join(import.meta.dirname, "mirror-server.js");
  const child = spawn(process.execPath, [file, ...(upstream === undefined ? [] : [upstream])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise((resolve) =>
    child.stdout.once("data", (text) => resolve(Number(text))),
  );
  const url = (name) => `http://127.0.0.1:${port}/${name}`;
  return {
    url,
    log: async () =>
      JSON.parse(execFileSync("curl", ["-s", "--noproxy", "*", url("log")], { encoding: "utf8" })),
    stop: () => child.kill(),
  };
}
