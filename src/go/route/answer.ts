import type { Code } from "../../contract.ts";
import type { ProxyEntry } from "../values/goproxy.ts";

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
