import { type Note, note } from "../../findings.ts";
import { toBytes } from "../text/strings.ts";
import { type At, defaultGoproxy, type ProxyEntry, type Goproxy } from "./goproxy.ts";
import { unusableProxy } from "../url/proxy-host.ts";
import { redactUrl } from "../text/redact.ts";
import { type GoUrl, parseUrl } from "../url/url.ts";

/** What go accepts in a list of proxies and the user surely did not mean, or should know. */
export function proxyNotes(value: string, { entries, ignored }: Goproxy, at: At): Note[] {
  const notes: Note[] = [];
  const last = entries.at(-1);
  if (last === undefined) return notes;
  if (entries[0]!.kind === "off") notes.push(note("proxy.off", "warning", {}));
  if (ignored.length > 0) {
    const args = { after: last.kind, entries: ignored.map(redactUrl).join(", ") };
    notes.push(note("proxy.ignored-entries", "warning", args));
  }
  for (const entry of entries) if (entry.kind === "url") notes.push(...entryNotes(entry, at));
  const fragile = entries.find((entry, index) => isFragile(entry, entries.slice(index + 1)));
  if (fragile !== undefined && value !== "" && value !== defaultGoproxy) {
    notes.push(note("proxy.comma-fragile", "warning", { entry: redactUrl(fragile.raw) }));
  }
  if (entries.length === 1 && last.kind === "url" && !isFile(last)) {
    notes.push(note("proxy.no-fallback", "warning", {}));
  }
  return notes;
}

function entryNotes(entry: ProxyEntry, { version }: At): Note[] {
  const url = redactUrl(entry.url);
  const notes: Note[] = [];
  const parsed = parseUrl(toBytes(entry.url), version);
  if (!("reason" in parsed) && parsed.scheme === "http") {
    if (parsed.user !== null) notes.push(note("proxy.credentials-refused", "warning", { url }));
    else if (!isLoopback(parsed)) notes.push(note("proxy.insecure-http", "warning", { url }));
  }
  const reason = unusableProxy(entry.url);
  if (reason !== null) {
    notes.push(note("proxy.unusable", "warning", { entry: redactUrl(entry.raw), reason }));
  }
  return notes;
}

/** A comma behind a proxy that can fail, and something behind it that could have helped. */
function isFragile(entry: ProxyEntry, after: readonly ProxyEntry[]): boolean {
  const helps = after.some(({ kind }) => kind !== "off");
  return entry.onFailure === "missing" && helps && !isFile(entry);
}

function isFile({ url }: ProxyEntry): boolean {
  return /^file:/i.test(url);
}

function isLoopback({ host }: GoUrl): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d*)?$/i.test(host) || host === "";
}
