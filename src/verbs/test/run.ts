import type { Finding, Measured, Test } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { type Note, note } from "../../findings.ts";
import { cleanEnv } from "../../go/machine/start.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { redactDocument, redactValue } from "../../go/text/redact.ts";
import { optIn, targetsOf, measure, measureModule } from "../../mirrors/measure/measure.ts";
import { type ChainOptions, resolveOperands, usualOptions } from "../../mirrors/chain.ts";
import { type Measurement, served, throughput, timeNames } from "../../mirrors/measure/measured.ts";
import { mirrorAt } from "../../catalog/lookup.ts";
import type { OwnMirror } from "../../catalog/catalog.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { isOffline, type ModuleVersion } from "../../mirrors/probe-result.ts";
import {
  cost,
  isBehind,
  newestOf,
  percentiles,
  rank,
  type Ranking,
} from "../../mirrors/measure/rank.ts";
import { programVersion } from "../../internal-error.ts";
import { oneOf } from "../../nearest.ts";
import { type App, type Outcome, worded, wording } from "../../app.ts";
import { numberFlag } from "../operands.ts";
import { withProgress } from "../progress.ts";
import { renderTest } from "./view.ts";

export interface TestOptions {
  samples?: string;
  module?: string;
  timeout?: string;
  html?: string;
  compare?: string;
  conformance?: string;
}

/** `test`: measures mirrors side by side and recommends a chain. Ctrl-C ends it with what there is. */
export async function test(app: App, operands: string[], options: TestOptions): Promise<Outcome> {
  const { ctx, text } = app;
  const { samples: count = "20", timeout = "5", compare } = options;
  const samples = numberFlag("--samples", count, { least: 1, most: 200, whole: true });
  const seconds = numberFlag("--timeout", timeout, { least: 0.1, most: 120 });
  const module = moduleFlag(options.module);
  if (compare !== undefined) oneOf("--compare", compare, ["go"]);
  const state = await app.go();
  if (compare !== undefined && state.go === null) {
    throw new Failure("go-not-found", { hint: state.hint });
  }
  const own = await readOwnMirrors(ctx);
  const chain = usualOptions(state, own);
  if (options.conformance !== undefined) {
    if (operands.length > 0) throw new Failure("flags-exclude", { flags: "--conformance, mirror" });
    const { conformance } = await import("./conformance.ts");
    const named = options.module === undefined ? null : module;
    return conformance(app, options.conformance, {
      module: named,
      timeoutMs: seconds * 1000,
      chain,
    });
  }
  const targets = targetsOf(operands, chain);
  if (targets.length === 0) throw new Failure("missing-operand", { what: "mirror", verb: "test" });
  const { saveFile, trySaving } = await import("../../changes/save.ts");
  if (options.html !== undefined) {
    trySaving(ctx, options.html, (await import("./report/page.ts")).reportMark);
  }

  app.handlesInterrupt?.();
  const words = await text.measure();
  const timeoutMs = seconds * 1000;
  const { measurements, stopped } = await withProgress(app, samples, (watch) =>
    measure(ctx, targets, { samples, timeoutMs, module, watch }),
  );

  const ranking = rank(measurements, { own, optIn: operands.length > 0 ? [] : optIn(targets) });
  const document = documentOf(await wording(text), measurements, ranking, { module, chain });
  document.partial = stopped !== null;
  // Who looked best until then need not be the best.
  if (document.partial) Object.assign(document, { best: null, recommended: null });
  if (compare !== undefined && stopped === null) {
    await compareGo(app, state, { document, measurements, module });
  }
  const command = document.partial ? null : commandOf(ranking, own);
  const left = ranking.left.map(({ seen, why }) => ({ id: seen.target.id, why }));
  const report = options.html === undefined ? null : await saveReport(options.html);
  const probes = measurements.flatMap(({ probed }) => probed ?? []);
  const mirrors = targets.map(({ id }) => id).join(", ");
  const offline =
    stopped === null && isOffline(probes, targets)
      ? [note("net.offline", "warning", { mirrors, written: false })]
      : [];
  return {
    exit: document.partial ? 130 : measurements.some(hasServed) || ranking.order.length > 0 ? 0 : 1,
    document,
    remarks: await worded(text, offline),
    render: (view) => renderTest({ document, left, command, report, words }, view),
  };

  async function saveReport(file: string): Promise<string> {
    const { reportPage } = await import("./report/page.ts");
    const raw = measurements.map((seen) => ({
      total: seen.times.total,
      cold: seen.times.cold,
      cost: hasServed(seen) ? cost(seen) : Infinity,
      name: mirrorAt(seen.target.url)?.name[text.lang] ?? null,
    }));
    const when = ctx.now().toISOString();
    const shown = redactDocument({ document, left, command });
    const setup = [
      words.report.asked(samples, seconds),
      `goproxy-cfg ${programVersion}`,
      ...(state.go === null ? [] : [state.version.text]),
      `${ctx.platform}/${ctx.arch}`,
    ];
    const page = reportPage({ ...shown, raw, when, setup, lang: text.lang, words });
    return saveFile(ctx, file, page);
  }
}

/** It has given what was asked for; by a 404 alone nobody is served. */
const hasServed = (seen: Measurement): boolean => served(seen) && !seen.lacksModule;

function documentOf(
  say: (note: Note) => Finding,
  measurements: readonly Measurement[],
  { order }: Ranking,
  { module, chain }: { module: ModuleVersion; chain: ChainOptions },
): Test {
  const newest = newestOf(measurements);
  const urls = order.map(({ seen }) => seen.target.url);
  const fastest = order.find(({ because }) => because === "measured") ?? order[0];
  return {
    schemaVersion: 1,
    module: `${module.module}@${module.version}`,
    mirrors: measurements.map((seen) => {
      const measured: Measured = {
        id: seen.target.id,
        url: seen.url,
        ok: served(seen),
        samples: seen.samples,
        failures: seen.failures,
        failuresByCode: seen.failuresByCode,
        ms: Object.fromEntries(
          timeNames.map((name) => [name, percentiles(seen.times[name])]),
        ) as Measured["ms"],
        throughput: throughput(seen),
        serves: seen.serves,
        freshness:
          seen.latest === null ? null : { latest: seen.latest, behind: isBehind(seen, newest) },
      };
      if (seen.error === null) return measured;
      const { code, message } = say(seen.error);
      return { ...measured, error: { code, message } };
    }),
    best: fastest?.seen.target.id ?? null,
    recommended: urls.length === 0 ? null : redactValue(resolveOperands(urls, chain).value),
    partial: false,
  };
}

/** What is recommended, by the names that `use` understands. */
function commandOf({ order }: Ranking, own: readonly OwnMirror[]): string | null {
  if (order.length === 0) return null;
  const known = (id: string) => own.some(({ name }) => name === id) || !id.includes("://");
  const names = order.map(({ seen }) => (known(seen.target.id) ? seen.target.id : seen.url));
  return [
    "goproxy-cfg use",
    ...names.map((name) => (/^[\w.:/-]+$/.test(name) ? name : `'${name}'`)),
  ].join(" ");
}

async function compareGo(
  { ctx }: App,
  state: Machine,
  seen: { document: Test; measurements: readonly Measurement[]; module: ModuleVersion },
): Promise<void> {
  const { download } = await import("../../go/machine/command.ts");
  const { module, version } = seen.module;
  for (const [at, measured] of seen.document.mirrors.entries()) {
    const url = seen.measurements[at]?.target.url;
    if (!measured.ok || url === undefined || state.go === null) continue;
    if (ctx.signal.aborted) {
      seen.document.partial = true;
      return;
    }
    // The checksum database is left out: what is compared is the mirror.
    const env = cleanEnv(ctx, { GOPROXY: url, GOSUMDB: "off" });
    const { ok, ms, error } = await download(ctx, state.go, `${module}@${version}`, env);
    measured.go = { ok, ms, ...(ok ? {} : { error: error ?? "timeout" }) };
  }
}

function moduleFlag(value: string | undefined): ModuleVersion {
  if (value === undefined) return measureModule;
  const [, module, version] = /^([^\s@:]+)@(v\d[^\s@]*)$/.exec(value) ?? [];
  if (module !== undefined && version !== undefined) return { module, version };
  throw new Failure("bad-flag-value", {
    flag: "--module",
    value,
    allowed: `module@version (${measureModule.module}@${measureModule.version})`,
  });
}
