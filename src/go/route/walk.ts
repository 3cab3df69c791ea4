import type { Code } from "../../contract.ts";
import type { ProxyEntry, At } from "../values/goproxy.ts";
import { escapePath } from "../text/strings.ts";
import type { Route } from "./route.ts";
import { atLeast } from "../version.ts";

/** The files of one module version, and what a mirror may serve of the checksum database. */
export type ModuleFile = "info" | "mod" | "zip";
export type Asked = ModuleFile | "supported" | "lookup";

/**
 * How one request ended.
 * - right: with the bytes that belong there
 * - other: well-formed, but not what was published (another version in .info, a changed .mod or .zip, a
 *   record of the database that says otherwise)
 * - garbage: with status 200 and something else altogether (a web page)
 * - missing: 404 or 410, or a file that is not there; for `direct`, no repository behind the path
 * - failed: any other status, or no complete answer
 * - hangs: not at all
 */
export interface Answer {
  kind: "right" | "other" | "garbage" | "missing" | "failed" | "hangs";
  /** What is wrong with it, in the codes of design §5. */
  code?: Code;
  status?: number;
}

/** What an answer means to go. `missing`: go takes it for fs.ErrNotExist and moves on after a comma too. */
export type EntryResult =
  | { kind: "done"; by: ProxyEntry | null; answer: Answer }
  | { kind: "failed"; code: Code; at: string | null; missing: boolean }
  | { kind: "hangs"; at: string };

/** Source: modfetch/proxy.go Stat, GoMod and Zip, web/api.go HTTPError.Is. */
export function judgeAnswer(
  answer: Answer,
  file: Asked,
  at: string,
  by: ProxyEntry | null,
): EntryResult {
  const { kind, code } = answer;
  if (kind === "hangs") return { kind, at };
  if (kind === "missing" || kind === "failed") {
    return { kind: "failed", code: code ?? "net.status", at, missing: kind === "missing" };
  }
  if (file === "info" && kind !== "right") {
    const usual = kind === "other" ? "net.wrong-version" : "net.bad-response";
    return { kind: "failed", code: code ?? usual, at, missing: false };
  }
  return { kind: "done", by, answer };
}

/**
 * Asks one entry after the other until one does not fail, or fails in a way that does not lead on. Returns
 * the error that go shows: of `direct` before that of a proxy, before a 404; among equals the last one.
 * Source: modfetch/proxy.go TryProxies.
 */
export function tryEntries(
  entries: readonly ProxyEntry[],
  ask: (entry: ProxyEntry) => EntryResult,
): EntryResult {
  let shown: EntryResult = { kind: "failed", code: "proxy.empty", at: null, missing: true };
  let shownRank = 0;
  for (const entry of entries) {
    const result = ask(entry);
    if (result.kind !== "failed") return result;
    const rank = entry.kind === "direct" ? 2 : result.missing ? 0 : 1;
    if (rank >= shownRank) [shown, shownRank] = [result, rank];
    if (entry.onFailure !== "any" && !result.missing) break;
  }
  return shown;
}

export interface Request {
  file: Asked;
  /** The entry of GOPROXY that is asked; null for the checksum database itself. */
  entry: ProxyEntry | null;
  /** Base URL, and the path below it, escaped as go sends it. */
  base: string;
  path: string;
  /** go 1.24 and later repeat every request that https answers with 4xx (web/http.go get). */
  times: 1 | 2;
}

export interface RouteOutcome {
  ok: boolean;
  /** URL of the entry that served the zip, or `direct`. */
  servedBy: string | null;
  /** What the error that go shows is about; `net.timeout` where go waits for ever. */
  error: Code | null;
  /** Where that error comes from: a URL, `direct`, `off`; null where nothing was asked. */
  failedAt: string | null;
  /** In the order in which go asks; tiles of the checksum database are left out. */
  requests: Request[];
}

export interface WalkOptions {
  version: string;
  /** The go that asks. */
  at: At;
  /** How each URL of GOPROXY answers, `direct`, and the checksum database by its URL. Not given: rightly. */
  answers: Readonly<Record<string, Partial<Record<Asked, Answer>>>>;
  /** What go wants: all three for `go mod download`, the zip alone for a toolchain switch. */
  files?: readonly ModuleFile[];
}

/**
 * What `go mod download MODULE@VERSION` asks, in order, with an empty module cache and no go.sum, and how it
 * ends. Source: modfetch/proxy.go TryProxies; cache.go, where GoMod verifies inside the fallback and the .info
 * and .mod of one URL are remembered; fetch.go DownloadZip, which opens and verifies behind it.
 */
export function walk(route: Route, options: WalkOptions): RouteOutcome {
  const requests: Request[] = [];
  const end = (change: Partial<RouteOutcome>): RouteOutcome => ({
    ok: false,
    servedBy: null,
    error: null,
    failedAt: null,
    requests,
    ...change,
  });
  if (route.error !== null) return end({ error: "proxy.invalid" });
  const ask = asker(route, options, requests);
  const verify = verifier(route, ask);

  let last: EntryResult | null = null;
  let spoilt = false;
  for (const file of options.files ?? (["info", "mod", "zip"] as const)) {
    const remembered = new Map<string, EntryResult>();
    last = tryEntries(route.route, (entry) => {
      if (file === "zip") {
        const zip = ask(entry, file);
        // Go 1.15 leaves the half that came in the file; 1.19 begins it anew.
        const half = zip.kind === "failed" && zip.code === "net.truncated";
        if (half && !atLeast(options.at.version, 19)) spoilt = true;
        return zip;
      }
      const known = remembered.get(placeOf(entry));
      if (known !== undefined) return known;
      const answered = ask(entry, file);
      const result = file === "mod" && answered.kind === "done" ? verify(answered) : answered;
      remembered.set(placeOf(entry), result);
      return result;
    });
    if (file === "zip" && last.kind === "done") last = open(last, spoilt) ?? verify(last);
    if (last.kind === "hangs") return end({ error: "net.timeout", failedAt: last.at });
    if (last.kind === "failed") return end({ error: last.code, failedAt: last.at });
  }
  return end({ ok: true, servedBy: last?.kind === "done" && last.by ? placeOf(last.by) : null });
}

type Done = EntryResult & { kind: "done" };
type Ask = (entry: ProxyEntry | { kind: "database"; url: string }, file: Asked) => EntryResult;

function placeOf(entry: ProxyEntry): string {
  return entry.kind === "url" ? entry.url : entry.kind;
}

/** Looks up the answer to a request, and writes down those that leave the machine. */
function asker(route: Route, { version, at, answers }: WalkOptions, requests: Request[]): Ask {
  const record = `lookup/${escapePath(route.module)}@${escapePath(version)}`;
  const sumdb = `/sumdb/${route.checksum.by}`;
  const paths: Record<Asked, string> = {
    info: `/${escapePath(route.module)}/@v/${escapePath(version)}.info`,
    mod: `/${escapePath(route.module)}/@v/${escapePath(version)}.mod`,
    zip: `/${escapePath(route.module)}/@v/${escapePath(version)}.zip`,
    supported: `${sumdb}/supported`,
    lookup: `${sumdb}/${record}`,
  };
  return (entry, file) => {
    if (entry.kind === "off") {
      return { kind: "failed", code: "proxy.off", at: "off", missing: true };
    }
    const by = entry.kind === "database" ? null : entry;
    if (entry.kind === "direct") {
      return judgeAnswer(answers["direct"]?.[file] ?? { kind: "right" }, file, "direct", by);
    }
    // web/http.go get: a password never goes over plain http.
    if (/^http:\/\/[^/?#]*@/i.test(entry.url)) {
      const code = "proxy.credentials-refused";
      return { kind: "failed", code, at: entry.url, missing: false };
    }
    const isFile = /^file:/i.test(entry.url);
    const usual: Answer = { kind: isFile && file === "supported" ? "missing" : "right" };
    const answer = answers[entry.url]?.[file] ?? usual;
    const status = answer.status ?? (answer.kind === "missing" ? 404 : 0);
    const repeated =
      atLeast(at.version, 24) && /^https:/i.test(entry.url) && status >= 400 && status < 500;
    const path = entry.kind === "database" ? `/${record}` : paths[file];
    if (!isFile) {
      requests.push({ file, entry: by, base: entry.url, path, times: repeated ? 2 : 1 });
    }
    return judgeAnswer(answer, file, entry.url, by);
  };
}

/** Compares what was downloaded with the checksum database, which is found and asked once. */
function verifier(route: Route, ask: Ask): (downloaded: Done) => EntryResult {
  const { verified, refused, over } = route.checksum;
  let record: EntryResult | undefined;
  return (downloaded) => {
    if (refused !== null) return { kind: "failed", code: refused, at: null, missing: false };
    if (!verified || over === null) return downloaded;
    record ??= lookUp(route, over, ask);
    if (record.kind === "hangs") return record;
    if (record.kind === "failed" || record.answer.kind === "garbage") {
      const at = record.kind === "failed" ? record.at : record.by && placeOf(record.by);
      return { kind: "failed", code: "sumdb.unreachable", at, missing: false };
    }
    if (record.answer.kind === "right" && downloaded.answer.kind === "right") return downloaded;
    const at = downloaded.by && placeOf(downloaded.by);
    return { kind: "failed", code: "sumdb.mismatch", at, missing: false };
  };
}

/**
 * The first proxy that answers `supported` with 200 is the way to the database, for good; where all of them
 * say 404, or the list ends in direct, go asks the database itself. Source: modfetch/sumdb.go initBase.
 */
function lookUp(route: Route, over: NonNullable<Route["checksum"]["over"]>, ask: Ask): EntryResult {
  const database = { kind: "database", url: over.url } as const;
  if (over.kind === "url") return ask(database, "lookup");
  const found = tryEntries(route.entries, (entry) =>
    entry.kind === "url"
      ? ask(entry, "supported")
      : { kind: "failed", code: "proxy.off", at: null, missing: true },
  );
  if (found.kind === "done" && found.by !== null) return ask(found.by, "lookup");
  return found.kind === "failed" && found.missing ? ask(database, "lookup") : found;
}

/** A zip that is none ends the download, whatever the separators say (fetch.go downloadZip). */
function open({ answer, by }: Done, spoilt: boolean): EntryResult | null {
  if (answer.kind !== "garbage" && !spoilt) return null;
  const at = by && placeOf(by);
  return { kind: "failed", code: answer.code ?? "net.bad-response", at, missing: false };
}
