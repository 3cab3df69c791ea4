import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  it,
  onTestFinished,
  type TestContext,
  vi,
} from "vitest";
import type { Watch } from "../../../src/contract.ts";
import { type Lab, startLab } from "../../support/lab/lab.ts";
import { bin, binFile, run } from "../../support/bin.ts";
import { expectDocument } from "../../support/contract.ts";
import { found, missing, onPath } from "../../support/found.ts";
import { type Gate, startGate } from "../../support/gate.ts";
import { goDownload, nothingLeaves, realGo } from "../../support/go.ts";
import { need } from "../../support/machine.ts";
import { type Sandbox, sandbox } from "../../support/sandbox.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab?.stop());

const program = (test: TestContext, name: string): string => {
  const file = onPath(name);
  return need(test, file === null ? missing(`no ${name}`) : found(file));
};

const machine = () => sandbox({ env: nothingLeaves });

async function round(
  box: Sandbox,
  words: readonly string[],
): Promise<{ code: number | null; doc: Watch }> {
  const options = { env: box.env, cwd: box.home };
  // A mirror that is well is not late, however busy the machine is.
  const line = ["watch", "--once", "--json", "--timeout", "30", ...words];
  const { code, stdout } = await bin(line, options);
  return { code, doc: expectDocument<Watch>("Watch", stdout) };
}

const states = ({ mirrors }: Watch) => mirrors.map(({ state }) => state);

describe("watch --once", () => {
  it("down after three failed rounds, exit code 1 from then on; a good mirror stays up", async () => {
    const box = machine();
    const mirrors = [lab.url(), lab.url("portal")];
    for (const [state, code] of [
      ["degraded", 0],
      ["degraded", 0],
      ["down", 1],
    ] as const) {
      const seen = await round(box, mirrors);
      expect({ code: seen.code, states: states(seen.doc) }).toEqual({
        code,
        states: ["up", state],
      });
    }
    const { doc } = await round(box, mirrors);
    expect(doc.mirrors.map(({ changed }) => changed)).toEqual([false, false]);
    expect(doc.mirrors[1]?.probe.code).toBe("net.captive-portal");
  });

  it("--down 1/1, and the way back after two good rounds", async () => {
    const box = machine();
    const flaky = lab.url("dies=3");
    const rule = ["--down", "1/1"];
    await round(box, [flaky, ...rule]);
    const later = await round(box, [flaky, ...rule]);
    expect(later).toMatchObject({ code: 1 });
    expect(later.doc.mirrors).toMatchObject([{ state: "down", changed: true }]);
  });

  it("offline is no evidence against a mirror", async () => {
    const box = sandbox();
    const options = { env: box.env, cwd: box.home };
    const words = ["watch", "--once", "--json", "goproxy.cn"];
    const prefix = ["unshare", "-rn"];
    const ended = await bin(words, { ...options, prefix }).catch(() => null);
    if (ended === null || ended.code === null) return;
    const doc = JSON.parse(ended.stdout) as Watch;
    expect(states(doc)).toEqual(["unknown"]);
    expect(ended.code).toBe(0);
  });

  it("--deep tells a right zip from another one", async () => {
    const { doc } = await round(machine(), [lab.url(), lab.url("404"), "--deep"]);
    // The lab makes its modules up: none has the published hash.
    expect(doc.mirrors.map(({ deep }) => deep?.zip)).toEqual([false, null]);
  });

  /** A gate that answers nothing, in front of a mirror that is well. */
  async function closed(): Promise<{ gate: Gate; mirror: string; reached: () => Promise<void> }> {
    const gate = await startGate(Number(new URL(lab.url()).port));
    onTestFinished(() => gate.stop());
    await gate.set("hang");
    const reached = () => vi.waitUntil(() => gate.connections() > 0, { timeout: 100_000 });
    return {
      gate,
      mirror: `http://127.0.0.1:${gate.port}/ok`,
      reached: async () => void (await reached()),
    };
  }

  it("two at once: one says so, and neither fails", async () => {
    const box = machine();
    const { gate, mirror, reached } = await closed();
    const one = round(box, [mirror, "--timeout", "60"]);
    await reached();
    const other = await round(box, [mirror]);
    await gate.set("open");
    const both = [await one, other];
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.map(({ doc }) => doc.busy)).toEqual([false, true]);
  });

  it("a killed round leaves nothing that stops the next one", async () => {
    const box = machine();
    const { mirror, reached } = await closed();
    const child = spawn(process.execPath, [binFile(), "watch", "--once", mirror], {
      env: box.env as NodeJS.ProcessEnv,
      cwd: box.home,
      stdio: "ignore",
    });
    const ended = once(child, "exit");
    await reached();
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
    expect((await round(box, [lab.url()])).doc).toMatchObject({ busy: false });
  });

  it("--textfile is whole at each read, and what promtool takes", async (test) => {
    const promtool = program(test, "promtool");
    const box = machine();
    const file = path.join(box.home, "goproxy.prom");
    let reads = 0;
    const over = new AbortController();
    const reader = (async () => {
      while (!over.signal.aborted) {
        if (fs.existsSync(file)) {
          const text = fs.readFileSync(file, "utf8");
          expect(text).toMatch(/^# HELP [^]*timestamp_seconds \d+\n$/);
          reads++;
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    for (let at = 0; at < 5; at++) await round(box, [lab.url(), lab.refused, "--textfile", file]);
    over.abort();
    await reader;
    expect(reads).toBeGreaterThan(50);
    execFileSync(promtool, ["check", "metrics"], { input: fs.readFileSync(file) });
  });
});

describe("watch --print", () => {
  const print = async (box: Sandbox, what: string) => {
    const options = { env: box.env, cwd: box.home };
    const { code, stdout } = await bin(["watch", "cn", lab.url(), "--print", what], options);
    expect(code).toBe(0);
    return stdout;
  };

  it("prometheus, rules, alertmanager, blackbox: their own checkers take them", async (test) => {
    const promtool = program(test, "promtool");
    const box = machine();
    for (const [what, file] of [
      ["prometheus", "prometheus.yml"],
      ["rules", "goproxy-cfg.rules.yml"],
      ["alertmanager", "alertmanager.yml"],
      ["blackbox", "blackbox.yml"],
    ] as const) {
      box.write(file, await print(box, what));
    }
    const cwd = box.home;
    execFileSync(promtool, ["check", "config", "prometheus.yml"], { cwd, stdio: "pipe" });
    const amtool = program(test, "amtool");
    execFileSync(amtool, ["check-config", "alertmanager.yml"], { cwd, stdio: "pipe" });
    const blackbox = program(test, "prometheus-blackbox-exporter");
    execFileSync(blackbox, ["--config.check", "--config.file=blackbox.yml"], {
      cwd,
      stdio: "pipe",
    });
  });

  it("in a repository: the mirrors of its team file", async () => {
    const box = machine();
    box.write(".goproxyrc", "use: [https://goproxy.corp.example, goproxy.cn]\n");
    const options = { env: box.env, cwd: box.home };
    const { code, stdout } = await bin(["watch", "--print", "prometheus"], options);
    expect(code).toBe(0);
    const targets = [...stdout.matchAll(/targets: \["(https:[^"]+)\/golang\.org/g)];
    expect(targets.map(([, url]) => url)).toEqual([
      "https://goproxy.corp.example",
      "https://goproxy.cn",
    ]);
  });

  it("each alert fires, and none where all is well", async (test) => {
    const promtool = program(test, "promtool");
    const box = machine();
    box.write("goproxy-cfg.rules.yml", await print(box, "rules"));
    box.write("alerts.test.yml", alertsTest);
    execFileSync(promtool, ["test", "rules", "alerts.test.yml"], { cwd: box.home, stdio: "pipe" });
  });

  it("systemd: units that systemd takes", async (test) => {
    const analyze = program(test, "systemd-analyze");
    const box = machine();
    const text = await print(box, "systemd");
    const [service = "", timer = ""] = text.split(/(?=^# ~\/.*timer$)/m);
    const files = [
      box.write("goproxy-cfg-watch.service", service),
      box.write("goproxy-cfg-watch.timer", timer),
    ];
    const runtime = path.join(box.root, "runtime");
    fs.mkdirSync(runtime, { mode: 0o700 });
    const env = { ...box.env, XDG_RUNTIME_DIR: runtime };
    const verified = await run([analyze, "verify", "--user", ...files], { env, cwd: box.home });
    expect(verified).toMatchObject({ code: 0, stderr: "" });
  });

  it("grafana: a dashboard whose queries promtool can read", async (test) => {
    const promtool = program(test, "promtool");
    const dashboard = JSON.parse(await print(machine(), "grafana")) as {
      panels: { targets: { expr: string }[] }[];
    };
    const box = machine();
    const queries = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(queries.length).toBeGreaterThan(6);
    const rules = queries.map(
      (expr, at) => `      - record: q${at}\n        expr: ${JSON.stringify(expr)}\n`,
    );
    box.write("queries.yml", `groups:\n  - name: q\n    rules:\n${rules.join("")}`);
    execFileSync(promtool, ["check", "rules", "queries.yml"], { cwd: box.home, stdio: "pipe" });
  });

  it("launchd, schtasks and cron start one round", async () => {
    const box = machine();
    expect(await print(box, "launchd")).toContain("<string>--once</string>");
    expect(await print(box, "schtasks")).toMatch(/<Interval>PT1M<.*watch --once"</s);
    expect(await print(box, "cron")).toMatch(/^\*\/1 \* \* \* \* .*watch --once .*\n$/);
  });
});

const go = realGo();
describe.skipIf(!go.ok)("watch --fail-over", () => {
  const stored = (box: Sandbox) => fs.readFileSync(path.join(box.home, ".config/go/env"), "utf8");

  it("a first mirror that dies moves behind, go works throughout, and it comes back", async () => {
    const box = machine();
    const options = { env: box.env, cwd: box.home };
    const sick = lab.url("dies=4");
    const chain = `${sick}|${lab.url()}`;
    expect(await bin(["use", chain, "--no-verify"], options)).toMatchObject({ code: 0 });
    const watch = ["--fail-over", "--down", "1/1"];
    const first = await round(box, watch);
    expect(first.doc.switched).toBeNull();
    const second = await round(box, watch);
    expect(second.doc.switched).toMatchObject({ from: chain, to: `${lab.url()}|${sick}` });
    expect(stored(box)).toBe(`GOPROXY=${lab.url()}|${sick}\n`);
    const third = await round(box, watch);
    expect(third.doc.switched).toBeNull();
    const env = { GOPROXY: `${lab.url()}|${sick}`, GOSUMDB: "off" };
    expect(await goDownload(env, "example.com/hello@v1.0.0")).toMatchObject({ ok: true });
    const history = await bin(["history", "--json"], options);
    const { entries } = JSON.parse(history.stdout) as { entries: { verb: string }[] };
    expect(entries.map(({ verb }) => verb)).toEqual(["watch", "use"]);
    const [undo = ""] = /undo \S+$/.exec(second.doc.switched?.undo ?? "") ?? [];
    expect(await bin(undo.split(" "), options)).toMatchObject({ code: 0 });
    expect(stored(box)).toBe(`GOPROXY=${chain}\n`);
  });

  /** A machine whose first mirror has a login page and was moved behind the next. */
  async function switched() {
    const box = machine();
    const options = { env: box.env, cwd: box.home };
    const chain = `${lab.url("portal")}|${lab.url()}`;
    await bin(["use", chain, "--no-verify"], options);
    const watch = ["--fail-over", "--down", "1/1"];
    expect((await round(box, watch)).doc.switched).not.toBeNull();
    return { box, options, chain, watch };
  }

  it("a chain that somebody else changed is left alone", async () => {
    const { box, options, watch } = await switched();
    const theirs = `${lab.url("portal")},${lab.url()},direct`;
    await bin(["use", theirs, "--no-verify"], options);
    for (let at = 0; at < 3; at++) {
      const { doc } = await round(box, watch);
      expect(doc.switched).toBeNull();
      expect(stored(box)).toBe(`GOPROXY=${theirs}\n`);
    }
  });

  it("a switch that was undone is not made again for the same illness", async () => {
    const { box, options, chain, watch } = await switched();
    await bin(["undo"], options);
    for (let at = 0; at < 3; at++) expect((await round(box, watch)).doc.switched).toBeNull();
    expect(stored(box)).toBe(`GOPROXY=${chain}\n`);
  });

  it("a private mirror stays before a public one", async () => {
    const box = machine();
    const options = { env: box.env, cwd: box.home };
    await bin(["mirror", "add", "corp", lab.refused, "--private"], options);
    await bin(["use", "corp", "goproxy.cn", "--no-verify"], options);
    const before = stored(box);
    for (let at = 0; at < 3; at++) await round(box, ["--fail-over", "--down", "1/1"]);
    expect(stored(box)).toBe(before);
  });
});

/** promtool's own form: series, and the alerts that they make. */
const alertsTest = `rule_files: [goproxy-cfg.rules.yml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - series: 'probe_success{job="goproxy",mirror="a"}'
        values: '0x20'
      - series: 'probe_success{job="goproxy",mirror="b"}'
        values: '1x20'
    alert_rule_test:
      - eval_time: 10m
        alertname: GoMirrorDown
        exp_alerts:
          - exp_labels: { severity: warning, job: goproxy, mirror: a }
            exp_annotations: { summary: 'a does not answer as a Go module proxy' }
      - eval_time: 10m
        alertname: GoMirrorsAllDown
        exp_alerts: []
  - interval: 1m
    input_series:
      - series: 'probe_success{job="goproxy",mirror="a"}'
        values: '0x20'
    alert_rule_test:
      - eval_time: 10m
        alertname: GoMirrorsAllDown
        exp_alerts:
          - exp_labels: { severity: critical }
            exp_annotations: { summary: 'no Go module proxy of the chain answers' }
  - interval: 1m
    input_series:
      - series: 'probe_success{job="goproxy",mirror="a"}'
        values: '0x4 1x20'
    alert_rule_test:
      - eval_time: 4m
        alertname: GoMirrorDown
        exp_alerts:
          - exp_labels: { severity: warning, job: goproxy, mirror: a }
            exp_annotations: { summary: 'a does not answer as a Go module proxy' }
      - eval_time: 10m
        alertname: GoMirrorDown
        exp_alerts: []
  - interval: 1m
    input_series:
      - series: 'probe_duration_seconds{job="goproxy",mirror="a"}'
        values: '0.1x600 2x60'
    alert_rule_test:
      - eval_time: 640m
        alertname: GoMirrorSlow
        exp_alerts:
          - exp_labels: { severity: warning, job: goproxy, mirror: a }
            exp_annotations: { summary: 'a is three times as slow as usual' }
      - eval_time: 500m
        alertname: GoMirrorSlow
        exp_alerts: []
  - interval: 1m
    input_series:
      - series: 'probe_ssl_earliest_cert_expiry{job="goproxy",mirror="a"}'
        values: '604800x100'
      - series: 'probe_ssl_earliest_cert_expiry{job="goproxy",mirror="b"}'
        values: '6048000x100'
    alert_rule_test:
      - eval_time: 90m
        alertname: GoMirrorCertificate
        exp_alerts:
          - exp_labels: { severity: warning, job: goproxy, mirror: a }
            exp_annotations: { summary: 'the certificate of a ends within 14 days' }
  - interval: 1m
    input_series:
      - series: 'goproxy_cfg_last_round_timestamp_seconds'
        values: '60x60'
    alert_rule_test:
      - eval_time: 30m
        alertname: GoMirrorWatchStale
        exp_alerts:
          - exp_labels: { severity: warning }
            exp_annotations: { summary: 'goproxy-cfg watch has not run for 15 minutes' }
      - eval_time: 10m
        alertname: GoMirrorWatchStale
        exp_alerts: []
  - interval: 1m
    input_series:
      - series: 'goproxy_cfg_chain_position{mirror="a"}'
        values: '0x10 1x100'
    alert_rule_test:
      - eval_time: 20m
        alertname: GoMirrorSwitched
        exp_alerts:
          - exp_labels: { severity: info, mirror: a }
            exp_annotations: { summary: 'a has another place in the chain' }
      - eval_time: 100m
        alertname: GoMirrorSwitched
        exp_alerts: []
`;
