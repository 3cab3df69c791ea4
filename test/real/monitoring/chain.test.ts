import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { afterEach, expect, it, type TestContext } from "vitest";
import { probeModule } from "../../../src/catalog/catalog.ts";
import { bin } from "../../support/bin.ts";
import { found, missing, onPath } from "../../support/found.ts";
import { type Gate, startGate } from "../../support/gate.ts";
import { nothingLeaves } from "../../support/go.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { need } from "../../support/machine.ts";
import { freePort } from "../../support/ports.ts";
import { sandbox } from "../../support/sandbox.ts";

/** What was started, to be ended in the order in which it was not. */
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const program = (test: TestContext, name: string): string =>
  need(test, onPath(name) === null ? missing(`no ${name}`) : found(onPath(name)!));

/** Starts a server of Prometheus' family and waits until it answers. */
async function start(file: string, args: string[], cwd: string, url: string): Promise<void> {
  const log = fs.openSync(path.join(cwd, `${path.basename(file)}.log`), "w");
  const env = { PATH: process.env["PATH"], SSL_CERT_FILE: path.join(cwd, "ca.pem") };
  const child: ChildProcess = spawn(file, args, { cwd, env, stdio: ["ignore", log, log] });
  const ended = new Promise((done) => child.once("exit", done));
  ends.push(async () => {
    child.kill("SIGKILL");
    await ended;
    fs.closeSync(log);
  });
  await until(`${path.basename(file)} answers`, async () => {
    const response = await fetch(url).catch(() => null);
    return response?.ok === true;
  });
}

/** Waits for what is to come; the time ends only a test that would wait for ever. */
async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const began = performance.now(); performance.now() - began < 100_000;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`it has not come to be: ${what}`);
}

interface Alert {
  status: "firing" | "resolved";
  labels: Record<string, string>;
}

/** Where Alertmanager sends what it has to tell. */
async function webhook(): Promise<{ url: string; alerts: Alert[] }> {
  const alerts: Alert[] = [];
  const server = http.createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      alerts.push(...(JSON.parse(body) as { alerts: Alert[] }).alerts);
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ends.push(() => server.close());
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/`, alerts };
}

it("a mirror that dies reaches the webhook of Alertmanager, and so does its return; the dashboard has data", async (test) => {
  const programs = {
    prometheus: program(test, "prometheus"),
    alertmanager: program(test, "prometheus-alertmanager"),
    blackbox: program(test, "prometheus-blackbox-exporter"),
    node: program(test, "prometheus-node-exporter"),
  };
  const lab: Lab = await startLab({ tls: true });
  ends.push(() => lab.stop());
  const gate: Gate = await startGate(Number(new URL(lab.url()).port));
  ends.push(() => gate.stop());
  const { url, alerts } = await webhook();
  const box = sandbox({ env: { ...nothingLeaves, SSL_CERT_FILE: lab.caFile } });
  const cwd = box.home;
  fs.copyFileSync(lab.caFile, path.join(cwd, "ca.pem"));

  const mirrors = [`http://127.0.0.1:${gate.port}/ok`, lab.tls("valid"), lab.url("delay=20")];
  const watch = async (...words: string[]) => {
    const { code, stdout, stderr } = await bin(["watch", ...mirrors, ...words], {
      env: box.env,
      cwd,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  const [am, bb, node, prom] = await Promise.all([1, 2, 3, 4].map(freePort));
  // The files as they are printed, but for where things listen, and how long a person would wait. Prometheus gives up
  // a scrape after its interval, blackbox half a second before: so long a mirror that is well may take on a busy machine.
  const printed = async (what: string, file: string, changes: readonly [RegExp, string][]) => {
    let text = await watch("--print", what);
    for (const [old, now] of changes) {
      expect(text).toMatch(old);
      text = text.replaceAll(new RegExp(old, "g"), now);
    }
    box.write(file, text);
  };
  await printed("blackbox", "blackbox.yml", []);
  await printed("prometheus", "prometheus.yml", [
    [/scrape_interval: 60s/, "scrape_interval: 5s\n  evaluation_interval: 1s"],
    [/127\.0\.0\.1:9093/, `127.0.0.1:${am}`],
    [/127\.0\.0\.1:9115/, `127.0.0.1:${bb}`],
    [/127\.0\.0\.1:9100/, `127.0.0.1:${node}`],
  ]);
  await printed("rules", "goproxy-cfg.rules.yml", [[/for: [1-9]\w+/, "for: 1s"]]);
  await printed("alertmanager", "alertmanager.yml", [
    [/group_wait: \w+/, "group_wait: 1s"],
    [/group_interval: \w+/, "group_interval: 1s"],
    [/http:\/\/127\.0\.0\.1:5001\//, url],
  ]);
  fs.mkdirSync(path.join(cwd, "textfiles"));
  await watch("--once", "--textfile", path.join(cwd, "textfiles", "goproxy.prom"));

  const at = (port: number | undefined) => `127.0.0.1:${port}`;
  const listen = (port: number | undefined) => `--web.listen-address=${at(port)}`;
  await Promise.all([
    start(
      programs.blackbox,
      ["--config.file=blackbox.yml", listen(bb)],
      cwd,
      `http://${at(bb)}/-/healthy`,
    ),
    start(
      programs.node,
      [
        "--collector.disable-defaults",
        "--collector.textfile",
        "--collector.textfile.directory=textfiles",
        listen(node),
      ],
      cwd,
      `http://${at(node)}/metrics`,
    ),
    start(
      programs.alertmanager,
      [
        "--config.file=alertmanager.yml",
        "--storage.path=am",
        "--cluster.listen-address=",
        listen(am),
      ],
      cwd,
      `http://${at(am)}/-/ready`,
    ),
  ]);
  await start(
    programs.prometheus,
    ["--config.file=prometheus.yml", "--storage.tsdb.path=data", listen(prom)],
    cwd,
    `http://${at(prom)}/-/ready`,
  );
  const query = async (expr: string) => {
    const asked = `http://${at(prom)}/api/v1/query?query=${encodeURIComponent(expr)}`;
    const answer = (await (await fetch(asked)).json()) as {
      status: string;
      data: { result: { metric: Record<string, string>; value: [number, string] }[] };
    };
    expect(answer.status).toBe("success");
    return answer.data.result;
  };
  await until("all three mirrors are up", async () => {
    const up = await query('probe_success{job="goproxy"} == 1');
    return up.length === mirrors.length;
  });

  // Every query of the dashboard, as Grafana would ask it.
  const { panels } = JSON.parse(await watch("--print", "grafana")) as {
    panels: { title: string; targets: { expr: string }[] }[];
  };
  const queries = panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({ title, expr })),
  );
  expect(queries.length).toBeGreaterThan(6);
  for (const { title, expr } of queries) {
    await until(`the panel ${title} has data: ${expr}`, async () => (await query(expr)).length > 0);
  }
  expect(await query("node_textfile_scrape_error == 0")).toHaveLength(1);
  const { module, version } = probeModule;
  // What blackbox_exporter makes of mirrors that are ill.
  const probed = async (mirror: string, seconds = 60) => {
    const target = encodeURIComponent(`${mirror}/${module}/@v/${version}.info`);
    const response = await fetch(`http://${at(bb)}/probe?module=gomod_info&target=${target}`, {
      headers: { "X-Prometheus-Scrape-Timeout-Seconds": String(seconds) },
    });
    const text = await response.text();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    return [
      value("probe_success"),
      value("probe_http_status_code"),
      value("probe_failed_due_to_regex"),
    ];
  };
  expect({
    well: await probed(lab.url()),
    redirect: await probed(lab.url("redirect")),
    missing: await probed(lab.url("404")),
    broken: await probed(lab.url("500")),
    login: await probed(lab.url("portal")),
    hang: await probed(lab.url("hang"), 1),
    dead: await probed(lab.refused),
  }).toEqual({
    well: [1, 200, 0],
    redirect: [1, 200, 0],
    missing: [0, 404, 0],
    broken: [0, 500, 0],
    login: [0, 200, 1],
    hang: [0, 0, 0],
    dead: [0, 0, 0],
  });
  expect(alerts).toEqual([]);

  const of = (status: Alert["status"]) => alerts.filter((alert) => alert.status === status);
  await gate.set("dead");
  await until("the webhook is told of the dead mirror", () => of("firing").length > 0);
  await gate.set("open");
  await until("the webhook is told that it is back", () => of("resolved").length > 0);
  const told = new Set(
    alerts.map(({ labels }) => `${labels["alertname"]} ${labels["mirror"] ?? ""}`),
  );
  // One mirror, one alert: the others neither fired nor were resolved.
  expect([...told]).toEqual([
    `GoMirrorDown ${JSON.parse(await watch("--once", "--json")).mirrors[0].id}`,
  ]);
}, 600_000);
