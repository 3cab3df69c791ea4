import type { Context } from "../context.ts";
import type { Serves } from "../contract.ts";
import { escapePath } from "../go/text/strings.ts";
import { redactUrl } from "../go/text/redact.ts";
import { newestEvidence, probeModule, probeToolchain } from "../catalog/catalog.ts";
import { below, type Endpoint, parseEndpoint } from "../net/endpoint.ts";
import { filePath } from "../net/exchange.ts";
import { openClient, type HttpOutcome } from "../net/client.ts";
import { lacksModule, type ModuleVersion, type Probed, type ProbeTarget } from "./probe-result.ts";
import { trustOf } from "../net/trust.ts";
import { infoNote } from "../net/verdict.ts";

export { isOffline, type Probed, type ProbeTarget } from "./probe-result.ts";

export interface ProbeOptions {
  timeoutMs: number;
  signal?: AbortSignal;
  /** What to ask for in place of the catalog's probe module. */
  module?: ModuleVersion;
}

/** How long what a mirror serves besides may take longer than the module itself, in milliseconds. */
const patience = 1000;

/** Asks all mirrors side by side, each within the deadline; the order is kept. */
export async function probeAll(
  ctx: Context,
  targets: readonly ProbeTarget[],
  options: ProbeOptions,
): Promise<Probed[]> {
  await readyToProbe(ctx, targets);
  return Promise.all(targets.map((target) => probe(ctx, target, options)));
}

/**
 * Has whom to trust loaded before any clock starts: that keeps the whole process busy, and would be charged to whoever
 * is asked meanwhile.
 */
export async function readyToProbe(ctx: Context, targets: readonly ProbeTarget[]): Promise<void> {
  if (targets.some(({ url }) => parseEndpoint(url)?.scheme === "https")) await trustOf(ctx);
}

/**
 * Asks a mirror for the `.info` of one version, and beside it whether it serves the checksum database and
 * toolchains. Right is an answer; 404 and 410 of an own mirror or a URL are one too, with a note.
 */
export async function probe(
  ctx: Context,
  target: ProbeTarget,
  options: ProbeOptions,
): Promise<Probed> {
  const wanted = options.module ?? probeModule;
  const base = parseEndpoint(target.url);
  const isFile = base?.scheme === "file";
  const isThere = (url: string) => ctx.fs.existsSync(filePath(ctx, url));
  const extras = new AbortController();
  const stop = () => extras.abort();
  options.signal?.addEventListener("abort", stop);
  const client = openClient(ctx, { keepAlive: false, notBefore: newestEvidence() });
  const get = (url: string, signal: AbortSignal | undefined): Promise<HttpOutcome> =>
    client.get(url, { timeoutMs: options.timeoutMs, signal, maxBytes: 64 * 1024 });
  const side = base === null ? [] : [supportedUrl(base), infoUrl(base, probeToolchain)];
  const others = side.map((url) => get(url, extras.signal).catch(() => null));
  const outcome = await get(base === null ? target.url : infoUrl(base, wanted), options.signal);
  const verdict = judge(target, outcome, wanted, !isFile || isThere(target.url));
  const timer = verdict.ok ? setTimeout(stop, patience) : stop();
  const [sumdb, tools] = await Promise.all(others);
  clearTimeout(timer ?? undefined);
  options.signal?.removeEventListener("abort", stop);
  const ms = Math.round(outcome.phases.total);
  const { connected, proxy } = outcome;
  const attempt = { connected, proxied: proxy !== null };
  const result = { id: target.id, url: redactUrl(target.url), ms, attempt };
  if (!verdict.ok) return { ...result, ...verdict };
  const serves: Serves = {
    modules: verdict.note === undefined ? true : null,
    sumdb: answeredWith200(sumdb),
    toolchain: isFile
      ? isThere(below(base, "golang.org/toolchain/@v", "plain"))
      : tools?.response
        ? infoNote(tools, probeToolchain.version) === null
        : null,
  };
  return { ...result, ...verdict, serves };
}

export function infoUrl(base: Endpoint, { module, version }: ModuleVersion): string {
  return below(base, `${escapePath(module)}/@v/${escapePath(version)}.info`, "cleaned");
}

/** Where go asks whether a proxy serves the checksum database (modfetch/sumdb.go initBase). */
export function supportedUrl(base: Endpoint, database = "sum.golang.org"): string {
  return below(base, `sumdb/${database}/supported`, "plain");
}

/** Of a folder that is not there itself nothing can be lacking. */
function judge(target: ProbeTarget, outcome: HttpOutcome, wanted: ModuleVersion, isThere: boolean) {
  const problem = infoNote(outcome, wanted.version);
  if (problem === null) return { ok: true };
  const status = outcome.response?.status;
  const lacks = target.own && isThere && (status === 404 || status === 410);
  return lacks ? { ok: true, note: lacksModule(target, wanted) } : { ok: false, note: problem };
}

/** Exactly 200, as go demands; null where there was no answer. */
function answeredWith200(outcome: HttpOutcome | null | undefined): boolean | null {
  return outcome?.response ? outcome.response.status === 200 : null;
}
