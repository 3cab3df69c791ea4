import { fromBytes, isSpace, toBytes } from "../text/strings.ts";
import { hide, redactValue } from "../text/redact.ts";
import { type Says, says, urlErrorSays } from "../url/url-error.ts";
import { secretSpans } from "../text/secrets.ts";
import type { Span } from "../text/named-secrets.ts";
import { type GoUrl, parseUrl, redactedUrl } from "../url/url.ts";
import { atLeast, type GoVersion } from "../version.ts";

export interface ProxyEntry {
  kind: "url" | "direct" | "off";
  /** As go uses it, with the scheme that go adds; not redacted. Empty for direct and off. */
  url: string;
  /** As it was written, without white space around it. */
  raw: string;
  /** What lets go move on to the next entry: 404 and 410, any failure, or nothing because it is the last. */
  onFailure: "missing" | "any" | "stop";
}

export interface Goproxy {
  entries: ProxyEntry[];
  /** What stands after `direct` or `off`; go does not even parse it. */
  ignored: string[];
  /** Go's own text where it refuses the list, without `go: ` and module, passwords hidden. */
  error: string | null;
}

/** A go of a version on a platform. */
export interface At {
  version: GoVersion;
  platform: NodeJS.Platform;
}

/** Go's own value where none is set (before 1.21 in the program, since then in GOROOT/go.env). */
export const defaultGoproxy = "https://proxy.golang.org,direct";

/**
 * The list that go makes of a value of GOPROXY. An empty value is one that is stored as empty: the built-in
 * default before go 1.21, an error since. Source: cmd/go/internal/modfetch/proxy.go proxyList, newProxyRepo.
 */
export function parseGoproxy(value: string, at: At): Goproxy {
  const { error, ...list } = readGoproxy(value, at);
  return { ...list, error: error?.shown ?? null };
}

/** As parseGoproxy, with the exact text of an error, which may contain a password. */
export function readGoproxy(
  value: string,
  at: At,
): Omit<Goproxy, "error"> & { error: Says | null } {
  const list = value === "" && !atLeast(at.version, 21) ? defaultGoproxy : value;
  const separators = atLeast(at.version, 15) ? /[,|]/g : /,/g;
  const secrets = secretSpans(list, false);
  const entries: ProxyEntry[] = [];
  const ignored: string[] = [];
  for (let from = 0; from <= list.length;) {
    separators.lastIndex = from;
    const to = separators.exec(list)?.index ?? list.length;
    const [start, end] = trimmed(list, from, to);
    const raw = list.slice(start, end);
    const onFailure = list[to] === "|" ? "any" : "missing";
    from = to + 1;
    const last = entries.at(-1);
    if (raw === "") continue;
    if (last !== undefined && last.kind !== "url") {
      ignored.push(raw);
    } else if (raw === "off" || raw === "direct") {
      entries.push({ kind: raw, url: "", raw, onFailure });
    } else {
      const url = needsScheme(raw, at.platform) ? `https://${raw}` : raw;
      const error = entryError(url, at.version, shownEntry(list, secrets, start, end));
      if (error !== null) return { entries: [], ignored: [], error };
      entries.push({ kind: "url", url, raw, onFailure });
    }
  }
  const last = entries.at(-1);
  if (last !== undefined) last.onFailure = "stop";
  const error =
    last === undefined
      ? says("GOPROXY list is not the empty string, but contains no entries")
      : null;
  return { entries, ignored, error };
}

function trimmed(list: string, from: number, to: number): [number, number] {
  let [start, end] = [from, to];
  while (start < end && isSpace(list[start])) start++;
  while (end > start && isSpace(list[end - 1])) end--;
  return [start, end];
}

/** The entry with its password hidden, or null where it has none. */
function shownEntry(list: string, secrets: readonly Span[], start: number, end: number) {
  const shown = hide(list, secrets, start, end);
  return shown === list.slice(start, end) ? null : shown;
}

function needsScheme(entry: string, platform: NodeJS.Platform): boolean {
  if (!/[.:/]/.test(entry) || entry.includes(":/") || entry.startsWith("/")) return false;
  return platform !== "win32" || !isWindowsAbsolute(entry);
}

/** path/filepath IsAbs on Windows. */
function isWindowsAbsolute(path: string): boolean {
  return /^(?:[a-zA-Z]:)?[\\/]/.test(path) && /^(?:[a-zA-Z]:|[\\/]{2})/.test(path);
}

function entryError(url: string, version: GoVersion, shown: string | null): Says | null {
  const parsed = parseUrl(toBytes(url), version);
  if ("reason" in parsed) return urlErrorSays(parsed, version, hiddenUrl(url, shown));
  const problem = schemeProblem(parsed);
  if (problem === null) return null;
  const printed = fromBytes(redactedUrl(parsed, version));
  return says(`${problem}: ${printed}`, `${problem}: ${shown ?? redactValue(printed)}`);
}

/** The entry with a scheme where go adds one. */
function hiddenUrl(url: string, shown: string | null): string | null {
  if (shown === null) return null;
  return url.startsWith("https://") && !shown.startsWith("https://") ? `https://${shown}` : shown;
}

function schemeProblem(url: GoUrl): string | null {
  if (url.scheme === "http" || url.scheme === "https") return null;
  if (url.scheme === "") return "invalid proxy URL missing scheme";
  if (url.scheme !== "file") return "invalid proxy URL scheme (must be https, http, file)";
  const isPath =
    url.opaque === "" &&
    url.user === null &&
    url.host === "" &&
    !url.omitHost &&
    !url.forceQuery &&
    url.rawQuery === "" &&
    url.fragment === "" &&
    url.rawFragment === "";
  return isPath ? null : "invalid file:// proxy URL with non-path elements";
}
