import type { UnusableProxy } from "../../findings.ts";
import { unexpandedIn, oddities } from "../text/pasted.ts";
import { fromBytes, toBytes } from "../text/strings.ts";
import { parseUrl } from "./url.ts";
import { newest } from "../version.ts";

/** Words that become a host where a scheme or a separator is mistyped (`https:`, `https//goproxy.cn`). */
const words = /^(?:h?t?tps?|file|ftp|direct|off|auto|none|true|false|goproxy)\.?$/i;

/** Why a proxy that go accepts can never serve anything, or null. */
export function unusableProxy(url: string): UnusableProxy | null {
  const unfilled = unfilledIn(url);
  if (unfilled !== null) return unfilled;
  if (/[^.,|:]\.(?:direct|off)\/?$/i.test(url) && !/^file:/i.test(url)) return "keyword";
  const host = webHost(url);
  if (host === null) return null;
  if (host.startsWith("[")) return badPort(host.slice(host.indexOf("]") + 1)) ? "port" : null;
  const [name = "", port] = host.split(":", 2);
  if (name === "") return "no-host";
  if (!isHostName(name)) return "host";
  return port !== undefined && badPort(`:${port}`) ? "port" : null;
}

/** A variable that nobody expanded, or a part of an example that nobody filled in; a password may look like either. */
export function unfilledIn(url: string): "variable" | "placeholder" | null {
  const text = url.replace(/(?<=:\/\/)[^/?#]*@/, (login) =>
    /^[^:]*:?(?:\$\{?[A-Z_][A-Z0-9_]*\}?|<[^>]*>)@$/.test(login) ? login : "",
  );
  if (/\$[\w{(]/.test(text)) return "variable";
  return unexpandedIn(text)?.what ?? (/[<>]/.test(text) ? "placeholder" : null);
}

/** The host of a URL as go reads it, with its port; null for another scheme than http and https. */
function webHost(url: string): string | null {
  const parsed = parseUrl(toBytes(url), newest);
  if ("reason" in parsed) return null;
  const { scheme, opaque, host } = parsed;
  return (scheme === "http" || scheme === "https") && opaque === "" ? fromBytes(host) : null;
}

/** Generous: what a name server or a hosts file may know, in any script. */
function isHostName(name: string): boolean {
  // Nearly all are; node takes milliseconds to make the pattern of every script's letters.
  if (/^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+\.?$/i.test(name)) return true;
  const { invisible, wide } = oddities(name);
  if (invisible.length > 0 || wide.length > 0 || words.test(name)) return false;
  return /^[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)*\.?$/u.test(name);
}

function badPort(port: string): boolean {
  const number = Number(port.slice(1));
  return port.length > 1 && (number < 1 || number > 65535);
}

/** The host of a proxy, without its port; null for `file:`. */
export function hostOf(url: string): string | null {
  const host = webHost(url);
  if (host === null) return null;
  return host.startsWith("[") ? host.slice(0, host.indexOf("]") + 1) : host.split(":", 1)[0]!;
}
