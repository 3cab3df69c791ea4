import type { Context } from "../../context.ts";
import { type FindingCode, findingTable, type Note } from "../../findings.ts";
import { hostOf } from "../../go/url/proxy-host.ts";
import { type Places, type Reply, urlsOf } from "../../mirrors/ask/ask.ts";
import { looksPrivate } from "../../go/patterns/hosts.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { mirrorAt, ownAt } from "../../catalog/lookup.ts";
import { lacksModule, reachedNobody } from "../../mirrors/probe-result.ts";
import type { DoctorCheck } from "../check.ts";
import { type Diagnosis, diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { use } from "./proxy.ts";
import {
  asked,
  databaseFiles,
  moduleFiles,
  type Network,
  problemsOf,
  reproduced,
} from "../network.ts";
import { causesIn } from "../log.ts";

/** How a request can fail. */
const probeCodes = (Object.keys(findingTable) as FindingCode[]).filter((code) =>
  /^net\.(?!offline)/.test(code),
);

/** A check of what came of the requests that all of these checks share. */
function ofNetwork(
  id: string,
  told: readonly FindingCode[],
  judge: (network: Network, facts: Facts, ctx: Context) => Diagnosis[] | null,
): DoctorCheck {
  return {
    id,
    codes: told,
    async run(facts, ctx) {
      const network = await asked.of(facts, ctx);
      return network === null ? null : judge(network, facts, ctx);
    },
  };
}

/** Whether the entries of GOPROXY serve a module, as go asks them. */
export const mirrors = ofNetwork(
  "net.mirrors",
  [
    "net.offline",
    ...probeCodes,
    "mirror.lacks-probe-module",
    "proxy.off",
    "proxy.credentials-refused",
  ],
  entryFindings,
);

/** Whether a module can be verified: who serves the checksum database, and what it says. */
export const database = ofNetwork(
  "net.sumdb",
  ["sumdb.unreachable", "sumdb.mismatch", ...probeCodes],
  databaseFindings,
);

/** Whether a module can be fetched past every proxy, where its way leads there. */
export const direct = ofNetwork(
  "net.direct",
  [...probeCodes, "private.no-credentials", "git.missing", "govcs.invalid"],
  directFindings,
);

/** Whether this machine's clock is that of the servers. */
export const clock = ofNetwork("net.clock", ["net.clock"], clockFindings);

/** What ends the download, as a finding with its place; one alone is an error. */
function isFatal({ outcome }: Network, place: string, code: FindingCode): boolean {
  return !outcome.ok && outcome.failedAt === place && outcome.error === code;
}

function entryFindings(network: Network, facts: Facts): Diagnosis[] {
  const { route, outcome } = network;
  const offline = offlineFinding(network);
  if (offline !== null) return [offline];
  const found = urlsOf(route.route).flatMap((url) => oneEntry(url, network, facts));
  const isOff = outcome.error === "proxy.off" && route.route[0]?.kind !== "off";
  return isOff ? [...found, finding("proxy.off", "error", {})] : found;
}

function oneEntry(url: string, network: Network, facts: Facts): Diagnosis[] {
  const bad = problemsOf(network.places, url, moduleFiles);
  const fatal = bad.find(({ note }) => isFatal(network, url, note.code));
  const problem = (fatal ?? bad[0])?.note;
  if (problem === undefined) return [];
  const severity = fatal ? "error" : "warning";
  if (problem.code === "proxy.credentials-refused") {
    // Said of the value itself, where go asks it first and does not move on.
    const first = network.route.route[0];
    const isSaid = first?.url === url && first.onFailure !== "any";
    return isSaid ? [] : [diagnosis({ ...problem, severity })];
  }
  const missing = bad.every(({ answer }) => answer.kind === "missing");
  if (missing && (!fatal || isExcused(url, network, facts))) {
    const id = mirrorAt(url)?.id ?? url;
    return [diagnosis({ ...lacksModule({ id, url }, network), severity: "info" })];
  }
  if (fatal === undefined) return [diagnosis({ ...problem, severity })];
  const command = pastIt(url, fatal, network, facts) ?? remedy(problem, url);
  return [diagnosis({ ...problem, severity }, { command })];
}

/** The user's own list with `|`, where an entry behind this one serves the module and a comma keeps go from it. */
function pastIt(url: string, { answer }: Reply, network: Network, facts: Facts): string | null {
  const { route, places } = network;
  const entries = route.route;
  const at = entries.findIndex((entry) => entry.url === url);
  const isServing = ({ kind, url: other }: (typeof entries)[number]) =>
    kind === "url" && places.has(other) && problemsOf(places, other, moduleFiles).length === 0;
  if (answer.kind !== "failed" || !entries.slice(at + 1).some(isServing)) return null;
  const value = facts.values.GOPROXY;
  return use(value.meant.replaceAll(",", "|"), value);
}

/** A company's own mirror need not have the catalog's probe module. */
function isExcused(url: string, { wanted }: Network, { own }: Facts): boolean {
  if (wanted || mirrorAt(url) !== null) return false;
  const host = hostOf(url) ?? "";
  return (
    ownAt(url, own) !== undefined ||
    (looksPrivate(`${host}/x`) !== null && !host.startsWith("127."))
  );
}

/** A command that helps whatever is behind it; none where only a person can help. */
function remedy({ code }: Note, url: string): string | null {
  const mute =
    /^(?:net\.(?:captive-portal|http-proxy|clock|tls-untrusted|auth)|private\.no-credentials)$/;
  if (mute.test(code)) return null;
  return mirrorAt(url)?.id === "official" ? "goproxy-cfg use cn" : "goproxy-cfg use auto";
}

/** Names that surely exist cannot be looked up, and nothing else was reached: that is this machine. */
function offlineFinding(network: Network): Diagnosis | null {
  const { places, outcome, route } = network;
  const urls = urlsOf(route.route);
  if (outcome.ok || !urls.some((url) => mirrorAt(url) !== null)) return null;
  const all = repliesOf(places);
  if (all.length === 0 || !all.every(reachedNobody)) return null;
  const hosts = urls.map((url) => hostOf(url) ?? redactUrl(url)).join(", ");
  return finding("net.offline", "error", { mirrors: hosts, written: false });
}

function databaseFindings(network: Network): Diagnosis[] | null {
  if (offlineFinding(network) !== null) return null;
  const { route, outcome, places, module, version, difference } = network;
  const name = route.checksum.by;
  if (!outcome.ok && outcome.error === "sumdb.mismatch" && difference !== null) {
    const { url, agrees, ...more } = difference;
    const by = difference.odd === "go.sum" || name === null ? "go.sum" : name;
    const shown = agrees === null ? null : redactUrl(agrees);
    const sums = Object.fromEntries(
      Object.entries(more.sums).map(([who, hash]) => [redactUrl(who), hash]),
    );
    const args = { database: by, url: redactUrl(url), module: `${module}@${version}` };
    return [finding("sumdb.mismatch", "error", { ...args, ...more, sums, agrees: shown })];
  }
  if (outcome.ok || name === null) return [];
  const at = outcome.failedAt ?? "";
  const url = redactUrl(at);
  if (outcome.error === "sumdb.mismatch") {
    const args = { database: name, url, module: `${module}@${version}` };
    return [finding("sumdb.mismatch", "error", args)];
  }
  const problem = problemsOf(places, at, databaseFiles)[0]?.note ?? null;
  if (outcome.error === "sumdb.unreachable") {
    const status = problem?.code === "net.status" ? problem.args.status : null;
    const args = { database: name, url, cause: problem?.code ?? null, status };
    const china = at === `https://${name}` && name === "sum.golang.org";
    const command = china ? "goproxy-cfg use cn" : null;
    return [finding("sumdb.unreachable", "error", args, { command })];
  }
  // A hanging one hangs go.
  const replies = problemsOf(places, at, moduleFiles);
  const isEntry = replies.some(({ note }) => note.code === outcome.error);
  if (isEntry || problem === null || problem.code !== outcome.error) return [];
  return [diagnosis({ ...problem, severity: "error" })];
}

/** Only where the download ends there: as the last resort of a chain it is out of reach for many, and not needed. */
function directFindings(network: Network): Diagnosis[] | null {
  if (offlineFinding(network) !== null) return null;
  const problems = problemsOf(network.places, "direct", moduleFiles).map(({ note }) => note);
  const fatal = problems.find(({ code }) => isFatal(network, "direct", code));
  if (fatal === undefined) return [];
  const unreachable = /^net\.(?:dns|refused|timeout|reset)$/.test(fatal.code);
  const helps = unreachable && !network.route.private.matched;
  const command = helps ? "goproxy-cfg use auto" : null;
  return [diagnosis({ ...fatal, severity: "error" }, { command })];
}

function repliesOf(places: Places): Reply[] {
  return [...places.values()].flatMap((replies) => Object.values(replies));
}

/** So much may the clocks differ, in milliseconds. */
const tolerance = 10 * 60_000;

function clockFindings(
  { places, outcome }: Network,
  _facts: Facts,
  ctx: Context,
): Diagnosis[] | null {
  const dated = repliesOf(places).find(({ date }) => date !== null)?.date ?? null;
  const now = ctx.now();
  // Nobody has said what time it is.
  if (dated === null) return null;
  if (Math.abs(now.getTime() - dated.getTime()) < tolerance) return [];
  const args = { now: now.toISOString(), actual: dated.toISOString() };
  const severity = outcome.error === "net.tls-expired" ? "error" : "warning";
  return [finding("net.clock", severity, args)];
}

/** The real download of the module that the user named; what the other checks cannot explain is told in go's words. */
export const download: DoctorCheck = {
  id: "net.download",
  codes: ["download.failed", "net.timeout"],
  async run(facts, ctx) {
    const { module: wanted } = facts.asking;
    if (wanted === null) return [];
    const done = await reproduced.of(facts, ctx);
    if (done === null || done.ok) return [];
    const foretold = await asked.of(facts, ctx);
    // Foreseen: the finding is there already.
    if (foretold === null || !foretold.outcome.ok) return [];
    const module = `${wanted.module}${wanted.version === null ? "" : `@${wanted.version}`}`;
    if (done.timedOut) {
      const args = { host: module, phase: "answer", ms: 30_000 } as const;
      return [finding("net.timeout", "error", args)];
    }
    const [{ note: known }] = causesIn(done.error ?? "");
    const isKnown = !known.code.startsWith("log.");
    if (isKnown) return [diagnosis({ ...known, severity: "error" })];
    return [finding("download.failed", "error", { module, said: done.error ?? "" })];
  },
};
