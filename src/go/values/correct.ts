import { readGoproxy } from "./goproxy.ts";
import { unusableProxy } from "../url/proxy-host.ts";
import { fields, trimSpace } from "../text/strings.ts";
import { invisible, narrow, stripped, withoutComment } from "../text/typing.ts";
import { newest, oldest } from "../version.ts";
import { chinaGosumdb, defaultGosumdb, readGosumdb } from "./gosumdb.ts";

/**
 * The value of GOPROXY that was surely meant by one that go refuses, or takes for something that can never
 * work; null where the value is fine or what was meant is not obvious. What is returned is valid for every go.
 */
export function correctGoproxy(value: string): string | null {
  if (value === "" || isFine(value)) return null;
  const text = withoutComment(trimSpace(narrow(value.replace(invisible, ""))));
  const list = stripped(unassigned(text), "\"'`; \t").replace(/(https?);\/\//gi, "$1://");
  const entries: string[] = [];
  let joined = "";
  // Separators stand at odd places; a run of them counts as one.
  for (const [at, piece] of list.split(/([,|;\s]+)/).entries()) {
    if (at % 2 === 1) {
      joined += piece.includes("|") ? "|" : ",";
      continue;
    }
    const entry = piece === "" ? "" : correctEntry(piece);
    if (entry === null) return null;
    entries.push(entry);
    joined += entry;
  }
  const corrected = stripped(joined, ",|");
  return corrected !== value && isFine(corrected) ? corrected : null;
}

/** What a line of a script begins with. */
function unassigned(text: string): string {
  return text.replace(/^["'`]?(?:(?:export|set|setx|\$env:)\s*)?GOPROXY\s*[=:]\s*(?=\S)/i, "");
}

/** Accepted by every go, and no entry that can never serve a module. */
function isFine(value: string): boolean {
  return [newest, oldest].every((version) => {
    const { entries, error } = readGoproxy(value, { version, platform: "linux" });
    return (
      error === null &&
      entries.every(({ kind, url }) => kind !== "url" || unusableProxy(url) === null)
    );
  });
}

/** `https`, `http` and what becomes of them in a hurry. */
const webScheme = /^(?:h{0,2}t{1,3}p{1,2}s{0,2}|ht+s|hp+t*s?|httsp|ftps?)$/i;

function correctEntry(piece: string, depth = 0): string | null {
  // A scheme may be there twice, hardly more often.
  if (depth > 2) return null;
  const entry = stripped(piece, "\"'`<>()");
  if (/^(?:off|direct)$/i.test(entry)) return entry.toLowerCase();
  if (/^file:/i.test(entry)) return correctFile(entry.slice("file:".length));
  if (/^[a-z]:[\\/]/i.test(entry)) return correctFile(`///${entry}`);
  if (/^\/\/[^/]/.test(entry)) return correctEntry(`https:${entry}`, depth + 1);
  if (entry.startsWith("/")) return correctFile(`//${entry}`);
  const [, scheme, rest] = /^([a-z]+)(?:[:;.]?[\\/]{1,3}:?|:)(.+)$/i.exec(entry) ?? [];
  if (scheme === undefined || rest === undefined || !webScheme.test(scheme)) {
    return isProxyAddress(entry) ? entry : null;
  }
  const below = rest.replace(/^[:\\/]+/, "").replaceAll("\\", "/");
  if (/^[a-z]+:?\/\//i.test(below)) return correctEntry(below, depth + 1);
  const right = /^https?$/i.test(scheme)
    ? scheme.toLowerCase()
    : /s|ftp/i.test(scheme)
      ? "https"
      : "http";
  const named =
    isProxyAddress(below) || (/:\/\/[\w-]+(?:$|\/)/.test(entry) && !webScheme.test(below));
  return named ? `${right}://${below}` : null;
}

/** `file:/x` and `C:\x` for `file:///x`; a host in a file URL is none but localhost. */
function correctFile(rest: string): string | null {
  const path = rest.replaceAll("\\", "/").replace(/^\/\/localhost\//i, "///");
  const absolute =
    /^(?:\/\/)?\/?([a-z]:\/.*)$/i.exec(path)?.[1] ?? /^(?:\/\/)?\/([^/].*)$/.exec(path)?.[1];
  return absolute === undefined || /[?#]/.test(absolute) ? null : `file:///${absolute}`;
}

/** Something with a host that is recognisable as one: a dot, a port, or localhost. */
function isProxyAddress(text: string): boolean {
  const host = /^(?:[^@/]*@)?(\[[^\]/]*\]|[^/:?#]*)(:\d{1,5})?(?:$|[/?#])/.exec(text);
  if (host === null) return false;
  const [, name = "", port] = host;
  if (name.startsWith("[")) return true;
  return /^[^.].*\.[^.]/.test(name) || name === "localhost" || (port !== undefined && name !== "");
}

/**
 * The value of GOSUMDB that was surely meant by one that go refuses, or null where that is not obvious. What
 * is returned is valid for every go. Never `off` unless the value says so.
 */
export function correctGosumdb(value: string): string | null {
  if (isValidGosumdb(value)) return null;
  const text = withoutComment(narrow(value.replace(invisible, "")).trim());
  const list = text.replace(/^["'`]?(?:(?:export|set)\s+)?GOSUMDB\s*=\s*/i, "");
  const words = fields(list).map((word) => stripped(word, "\"'`<>,;"));
  const corrected = meantGosumdb(words.filter((word) => word !== ""));
  return corrected !== null && corrected !== value && isValidGosumdb(corrected) ? corrected : null;
}

function isValidGosumdb(value: string): boolean {
  return [newest, oldest].every((version) => {
    const { error, makesGoPanic: panics } = readGosumdb(value, version);
    return error === null && !panics;
  });
}

function meantGosumdb(words: readonly string[]): string | null {
  const [first, second, ...more] = words;
  if (first === undefined || more.length > 0) return null;
  const [name, address] = [bare(first), second === undefined ? null : bare(second)];
  if (address !== null) {
    // sum.golang.google.cn is an address of that database, not its name.
    const known = name === defaultGosumdb || name === chinaGosumdb;
    return known && isDatabaseAddress(address) ? `${defaultGosumdb} https://${address}` : null;
  }
  if (name === "off" || name === defaultGosumdb || name === chinaGosumdb) return name;
  const served = `/sumdb/${defaultGosumdb}`;
  const isServed = name.endsWith(served) && isDatabaseAddress(name);
  return isServed ? `${defaultGosumdb} https://${name}` : first.includes("+") ? first : null;
}

/** Without a scheme and a slash at the end, and not in capitals. */
function bare(word: string): string {
  const text = stripped(word.replace(/^https?:?[\\/]{2}/i, ""), "/");
  return /^[A-Z.]+$/.test(text) ? text.toLowerCase() : text;
}

function isDatabaseAddress(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[^\s?#]*)?$/i.test(text);
}
