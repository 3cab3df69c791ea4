import type { Entry } from "../go/values/goproxy.ts";
import { looksPrivate } from "../go/patterns/hosts.ts";
import { hostOf } from "../go/url/proxy-host.ts";
import { mirrorAt, ownAt } from "../mirrors/lookup.ts";
import type { OwnMirror } from "../mirrors/own.ts";

/** Whether an entry is a proxy of strangers: not Google's own, not the user's, not on this machine or network. */
export function isThirdParty(entry: Entry, own: readonly OwnMirror[]): boolean {
  return isPublic(entry, own) && mirrorAt(entry.url)?.id !== "official";
}

/** Whether a module's name that is sent there leaves the user's own machines. */
export function isPublic({ kind, url }: Entry, own: readonly OwnMirror[]): boolean {
  if (kind !== "url") return false;
  const host = hostOf(url);
  if (host === null || host === "localhost" || !/[.:]/.test(host)) return false;
  if (mirrorAt(url) !== null) return true;
  if (ownAt(url, own) !== undefined) return false;
  return !/^(?:127\.|\[::1\])/.test(host) && looksPrivate(`${host}/x`) === null;
}
