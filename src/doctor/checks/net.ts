import type { Context } from "../../context.ts";
import { type Code, note, type Note } from "../../findings/findings.ts";
import { hostOf } from "../../go/url/proxy-host.ts";
import { looksPrivate } from "../../go/patterns/hosts.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { canonicalUrl, mirrorAt } from "../../mirrors/lookup.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
import { requestCodes } from "../codes.ts";
import type { Facts } from "../facts.ts";
import { type Network, networkOf, repliesOf } from "../network.ts";

/** A probe also knows a login page and a wrong clock, which go does not name. */
const probeCodes = [...requestCodes, "net.captive-portal", "net.clock"] as const;

/** Whether the entries of GOPROXY serve a module, as go asks them. */
export const mirrors: Check = {
  id: "net.mirrors",
  group: "net",
  codes: [
    "net.offline",
    ...probeCodes,
    "mirror.lacks-probe-module",
    "proxy.off",
    "proxy.credentials-refused",
  ],
  offline: false,
  async run(facts, ctx) {
    const network = await networkOf(facts, ctx);
    return network === null ? [] : entryFindings(network, facts);
  },
};

/** Whether a module can be verified: who serves the checksum database, and what it says. */
export const database: Check = {
  id: "net.sumdb",
  group: "net",
  codes: ["sumdb.unreachable", "sumdb.mismatch", ...probeCodes],
  offline: false,
  async run(facts, ctx) {
    const network = await networkOf(facts, ctx);
    return network === null ? [] : databaseFindings(network);
  },
};

/** Whether a module can be fetched past every proxy, where its way leads there. */
export const direct: Check = {
  id: "net.direct",
  group: "net",
  codes: [...probeCodes, "private.no-credentials", "git.missing"],
  offline: false,
  async run(facts, ctx) {
    const network = await networkOf(facts, ctx);
    return network === null ? [] : directFindings(network);
  },
};

/** Whether this machine's clock is that of the servers. */
export const clock: Check = {
  id: "net.clock",
  group: "net",
  codes: ["net.clock"],
  offline: false,
  async run(facts, ctx) {
    const network = await networkOf(facts, ctx);
    return network === null ? [] : clockFindings(network, ctx);
  },
};

/** What ends the download, as a finding with its place; one alone is an error. */
function isFatal({ outcome }: Network, place: string, code: Code): boolean {
  return !outcome.ok && outcome.failedAt === place && outcome.error === code;
}

function entryFindings(network: Network, facts: Facts): Diagnosis[] {
  const { route, outcome } = network;
  const urls = urlsOf(network);
  const offline = offlineFinding(network);
  if (offline !== null) return [offline];
  const found = urls.flatMap((url) => oneEntry(url, network, facts));
  const first = route.route[0];
  if (outcome.error === "proxy.off" && first?.kind !== "off") {
    found.push(diagnosis(note("proxy.off", "error", {})));
  }
  return found;
}

function urlsOf({ route }: Network): string[] {
  return [...new Set(route.route.flatMap(({ kind, url }) => (kind === "url" ? [url] : [])))];
}

function oneEntry(url: string, network: Network, facts: Facts): Diagnosis[] {
  const bad = repliesOf(network.places, url).filter(
    ([file, { note: problem }]) => problem !== null && file !== "supported" && file !== "lookup",
  );
  const fatal = bad.find(([, reply]) => isFatal(network, url, reply.note!.code));
  const [, shown] = fatal ?? bad[0] ?? [];
  if (shown === undefined) return [];
  const problem = shown.note!;
  if (problem.code === "proxy.credentials-refused") {
    // Said of the value itself, where go asks it first and does not move on.
    const first = network.route.route[0];
    if (first?.url === url && first.onFailure !== "any") return [];
    return [diagnosis({ ...problem, severity: fatal ? "error" : "warning" })];
  }
  const missing = bad.every(([, { answer }]) => answer.kind === "missing");
  if (missing && (!fatal || isExcused(url, network, facts))) return [lacks(url, network)];
  const command = fatal ? remedy(problem, url) : null;
  return [diagnosis({ ...problem, severity: fatal ? "error" : "warning" }, { command })];
}

/** A company's own mirror need not have the catalog's probe module. */
function isExcused(url: string, { wanted }: Network, { own }: Facts): boolean {
  if (wanted || mirrorAt(url) !== null) return false;
  const canonical = canonicalUrl(url);
  const host = hostOf(url) ?? "";
  const isOwn = own.some((mirror) => canonicalUrl(mirror.url) === canonical);
  return isOwn || (looksPrivate(`${host}/x`) !== null && !host.startsWith("127."));
}

function lacks(url: string, { module, version }: Network): Diagnosis {
  const shown = redactUrl(url);
  const args = { mirror: mirrorAt(url)?.id ?? shown, url: shown, module: `${module}@${version}` };
  return diagnosis(note("mirror.lacks-probe-module", "info", args));
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
  const { places, outcome } = network;
  const urls = urlsOf(network);
  if (outcome.ok || !urls.some((url) => mirrorAt(url) !== null)) return null;
  const all = [...places.keys()].flatMap((place) => repliesOf(places, place));
  const isOffline = all.every(
    ([, { note: problem, attempt }]) =>
      problem?.code === "net.dns" && !attempt.connected && !attempt.proxied,
  );
  if (!isOffline || all.length === 0) return null;
  const hosts = urls.map((url) => hostOf(url) ?? redactUrl(url)).join(", ");
  return diagnosis(note("net.offline", "error", { mirrors: hosts, written: false }));
}

function databaseFindings(network: Network): Diagnosis[] {
  const { route, outcome, places, module, version } = network;
  const name = route.checksum.by;
  if (outcome.ok || name === null) return [];
  const at = outcome.failedAt ?? "";
  const url = redactUrl(at);
  if (outcome.error === "sumdb.mismatch") {
    const args = { database: name, url, module: `${module}@${version}` };
    return [diagnosis(note("sumdb.mismatch", "error", args))];
  }
  const replies = repliesOf(places, at).filter(
    ([file]) => file === "supported" || file === "lookup",
  );
  const bad = replies.find(([, reply]) => reply.note !== null)?.[1];
  if (outcome.error === "sumdb.unreachable") {
    const problem = bad?.note ?? null;
    const status = problem?.code === "net.status" ? problem.args.status : null;
    const args = { database: name, url, cause: problem?.code ?? null, status };
    const china = at === `https://${name}` && name === "sum.golang.org";
    const command = china ? "goproxy-cfg use cn" : null;
    return [diagnosis(note("sumdb.unreachable", "error", args), { command })];
  }
  // A hanging one hangs go.
  const isEntry = repliesOf(places, at).some(
    ([file, reply]) =>
      file !== "supported" && file !== "lookup" && reply.note?.code === outcome.error,
  );
  const problem = bad?.note ?? null;
  if (isEntry || problem === null || problem.code !== outcome.error) return [];
  return [diagnosis({ ...problem, severity: "error" })];
}

/** Only where the download ends there: as the last resort of a chain it is out of reach for many, and not needed. */
function directFindings(network: Network): Diagnosis[] {
  if (offlineFinding(network) !== null) return [];
  const problems = repliesOf(network.places, "direct").map(([, reply]) => reply.note);
  const fatal = problems.find((found) => found !== null && isFatal(network, "direct", found.code));
  if (fatal === undefined || fatal === null) return [];
  const unreachable = /^net\.(?:dns|refused|timeout|reset)$/.test(fatal.code);
  const helps = unreachable && !network.route.private.matched;
  const command = helps ? "goproxy-cfg use auto" : null;
  return [diagnosis({ ...fatal, severity: "error" }, { command })];
}

/** So much may the clocks differ, in milliseconds. */
const tolerance = 10 * 60_000;

function clockFindings({ places, outcome }: Network, ctx: Context): Diagnosis[] {
  const replies = [...places.values()].flatMap((each) => Object.values(each));
  const dated = replies.find(({ date }) => date !== null)?.date ?? null;
  const now = ctx.now();
  if (dated === null || Math.abs(now.getTime() - dated.getTime()) < tolerance) return [];
  const args = { now: now.toISOString(), actual: dated.toISOString() };
  const severity = outcome.error === "net.tls-expired" ? "error" : "warning";
  return [diagnosis(note("net.clock", severity, args))];
}
