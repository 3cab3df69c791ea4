import { nearest } from "../nearest.ts";
import { catalog, type CatalogMirror, type OwnMirror } from "./catalog.ts";
import { type Retired, restricted, retired } from "./retired.ts";
import type { ProxyEntry } from "../go/values/goproxy.ts";
import { looksPrivate } from "../go/patterns/hosts.ts";
import { strippedEnd } from "../go/text/pasted.ts";
import { hostOf } from "../go/url/proxy-host.ts";
import { webUrl } from "../go/url/url.ts";

/** What the lookup needs of an entry of a GOPROXY list (src/go/values/goproxy.ts). */
export interface ListedProxy {
  kind: "url" | "direct" | "off";
  url?: string;
}

/** The catalog's mirror of that id, alias, name that `list` shows in either language, URL or host; null: none. */
export function findMirror(name: string): CatalogMirror | null {
  const wanted = name.trim().toLowerCase();
  const named = catalog.find(
    ({ id, aliases, name: shown }) =>
      id === wanted ||
      aliases.includes(wanted) ||
      Object.values(shown).some((each) => each.toLowerCase() === wanted),
  );
  return named ?? mirrorAt(name) ?? mirrorOfHost(wanted);
}

/** The catalog's mirror that this URL is the base of; a missing scheme means https, as it does to go. */
export function mirrorAt(url: string): CatalogMirror | null {
  const wanted = canonicalUrl(url);
  return wanted === null ? null : (byAddress().get(wanted) ?? null);
}

/** The catalog's mirror that sends go on to this host; null where none does. */
export function redirectingTo(host: string): CatalogMirror | null {
  return (
    catalog.find(({ redirectsTo }) => redirectsTo?.some((url) => hostOf(url) === host) === true) ??
    null
  );
}

/** The user's own mirror that this URL is the base of. */
export function ownAt(url: string, own: readonly OwnMirror[]): OwnMirror | undefined {
  const wanted = canonicalUrl(url);
  let index = ownIndexes.get(own);
  if (index === undefined) ownIndexes.set(own, (index = { read: 0, at: new Map() }));
  for (; index.read < own.length; index.read++) {
    const mirror = own[index.read]!;
    const base = baseOf(mirror);
    // The first of two counts.
    if (base !== null && !index.at.has(base)) index.at.set(base, mirror);
  }
  return wanted === null ? undefined : index.at.get(wanted);
}

/** Kept, for each of thousands may be looked up. */
const ownIndexes = new WeakMap<
  readonly OwnMirror[],
  { read: number; at: Map<string, OwnMirror> }
>();

/** Kept, for each mirror of a list may be compared with each of another. */
const bases = new WeakMap<OwnMirror, string | null>();

function baseOf(mirror: OwnMirror): string | null {
  if (!bases.has(mirror)) bases.set(mirror, canonicalUrl(mirror.url));
  return bases.get(mirror) ?? null;
}

/** Made once, for `list` compares every own mirror with it. */
let addressBook: Map<string, CatalogMirror> | undefined;

function byAddress(): Map<string, CatalogMirror> {
  addressBook ??= new Map(
    catalog.flatMap((known) => addresses(known).map((at) => [canonicalUrl(at) ?? at, known])),
  );
  return addressBook;
}

/** What is known of this name or URL if it is no mirror (any more); null for all else. */
export function findRetired(name: string): Retired | null {
  const wanted = name.trim().toLowerCase();
  const named = retired.find(({ names }) => names.includes(wanted));
  if (named) return named;
  const url = canonicalUrl(name);
  if (url === null) return null;
  const place = url.replace(/^[a-z]+:\/\//, "");
  return retired.find(({ at }) => at.some((known) => isBelow(place, known))) ?? rootOf(place);
}

/** The front page of a site on which a mirror of the catalog has a path of its own. */
function rootOf(place: string): Retired | null {
  if (place.includes("/")) return null;
  const all = catalog.flatMap((one) => addresses(one).map((url) => ({ id: one.id, url })));
  const found = all.find(
    ({ url }) =>
      hostOf(url) === place && (canonicalUrl(url) ?? "").endsWith(`://${place}`) === false,
  );
  return found === undefined ? null : { kind: "page", at: [place], names: [], instead: found.id };
}

/** Whether this URL is of a proxy that answers in one network alone, and what to use elsewhere. */
export function restrictedAt(url: string): (typeof restricted)[number] | null {
  const place = canonicalUrl(url)?.replace(/^[a-z]+:\/\//, "");
  if (place === undefined) return null;
  return restricted.find(({ at }) => at.some((known) => isBelow(place, known))) ?? null;
}

/** Whether a proxy looks like a company's, which may have private modules: marked so, or by its name or engine. */
export function isCompanys(url: string, own: readonly OwnMirror[]): boolean {
  if (mirrorAt(url) !== null || findRetired(url) !== null || restrictedAt(url) !== null)
    return false;
  if (ownAt(url, own)?.private === true) return true;
  const host = hostOf(url);
  if (host === null || /^(?:localhost|127\.|\[::1\])/.test(host)) return false;
  return (
    looksPrivate(`${host}/x`) !== null ||
    /\.jfrog\.io(?:[/:]|$)|\/artifactory\/|\bnexus\b|\bathens\b/i.test(url)
  );
}

/**
 * The name that a mistyped one probably meant: ids, aliases and hosts of the catalog, what replaces a retired
 * one, and `extra` (names of own mirrors). What looks like a host must be closer, so that a company's own is
 * not taken for a slip.
 */
export function suggestMirror(name: string, extra: readonly string[] = []): string | null {
  const known = findRetired(name);
  if (known !== null) return known.instead;
  const host = strippedEnd(name.trim().toLowerCase(), "/");
  const word = host.replace(/^[^/]*@/, "");
  const names = catalog.flatMap(({ id, aliases }) => [id, ...aliases]);
  const hosts = [...byAddress().keys()].map(hostPart);
  const close = nearest(word, [...names, ...hosts, ...extra], /[.:/]/.test(word) ? 2 : 3);
  return findMirror(close ?? "")?.id ?? close;
}

/** The proxies of the GOPROXY list in effect, in its order, each as `proxyOf` has it. */
export const proxiesOf = (entries: readonly ListedProxy[]): string[] =>
  entries.flatMap(({ kind, url }) => (kind === "url" && url !== undefined ? [proxyOf(url)] : []));

/** Tells whether a mirror's URL, or every URL of a chain in its order, is in the GOPROXY list in effect. */
export function inEffect(entries: readonly ListedProxy[]): (urlOrChain: string) => boolean {
  const present = proxiesOf(entries);
  return (urlOrChain) => {
    const wanted = chainUrls(urlOrChain).map(proxyOf);
    if (wanted.length === 0) return false;
    return present.some((_, at) => wanted.every((url, next) => present[at + next] === url));
  };
}

/** The id of the mirror that go asks first: a chain that begins there, else an own or a known mirror. */
export function mirrorInEffect(
  entries: readonly ListedProxy[],
  own: readonly OwnMirror[],
): string | null {
  const first = entries[0];
  if (first?.kind !== "url" || first.url === undefined) return null;
  const urls = entries.filter(({ kind }) => kind === "url");
  const chain = catalog.find(
    ({ chain: list }) => list !== null && inEffect(urls.slice(0, chainUrls(list).length))(list),
  );
  const mine = own.find(({ url }) => proxyOf(url) === proxyOf(first.url ?? ""));
  return mine?.name ?? chain?.id ?? mirrorAt(first.url)?.id ?? null;
}

/** The URLs of a GOPROXY value that names nothing but URLs, `direct` and `off`. */
export function chainUrls(value: string): string[] {
  return value
    .split(/[,|]/)
    .filter((entry) => entry !== "" && entry !== "direct" && entry !== "off");
}

/**
 * A URL in the one form in which two of the same proxy are equal: lower-case scheme and host, no default port,
 * no trailing slash, no credentials. Null for what is no URL and no host.
 */
export function canonicalUrl(text: string): string | null {
  const trimmed = text.trim();
  const [, plain] = plainUrl.exec(trimmed) ?? [];
  if (plain !== undefined) return plain;
  if (!/[.:/]/.test(trimmed)) return null;
  const absolute = /^[a-z][a-z0-9+.-]*:\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = webUrl(absolute);
  if (url === null) return null;
  const { protocol, host, pathname, search } = url;
  return `${protocol}//${host}${strippedEnd(pathname, "/")}${search}`;
}

/** What needs no parser, which takes its time for a thousand of them. */
const plainUrl = /^(https?:\/\/(?:(?!xn--)[a-z0-9-]+\.)+[a-z]+(?:\/[\w-]+(?:[.~][\w-]+)*)*)\/*$/;

const addresses = ({ url, alsoAt, redirectsTo = [] }: CatalogMirror): readonly string[] =>
  url === null ? [] : [url, ...alsoAt, ...redirectsTo];

/** Two spellings of one catalog mirror are the same; all other URLs are compared as they are. */
export const proxyOf = (url: string): string => {
  const canonical = canonicalUrl(url);
  return canonical === null ? url : (byAddress().get(canonical)?.id ?? canonical);
};

const hostPart = (canonical: string): string => canonical.split("/")[2] ?? "";

function mirrorOfHost(name: string): CatalogMirror | null {
  const host = name.replace(/\/$/, "");
  for (const [url, known] of byAddress()) if (hostPart(url) === host) return known;
  return null;
}

/** Whether `place` (host and path) is `known` or lies below it. */
function isBelow(place: string, known: string): boolean {
  const wanted = known.toLowerCase();
  const given = place.toLowerCase();
  return given === wanted || given.startsWith(`${wanted}/`) || given.startsWith(`${wanted}:`);
}

/**
 * Whether all of a GOPROXY list is the user's own, so that private modules may well come from there: at least
 * one URL, none of the catalog, no `direct`. undefined where it asks nobody.
 */
export function ownProxies(goproxy: string): boolean | undefined {
  const urls = chainUrls(goproxy);
  if (urls.length === 0) return undefined;
  return (
    urls.every((url) => mirrorAt(url) === null) && !/(?:^|[,|])\s*direct\s*(?:$|[,|])/.test(goproxy)
  );
}

/** Whether GOSUMDB names a checksum database other than Go's own, which may know private modules. */
export function ownSumdb(gosumdb: string): boolean {
  return !/^(?:|off|sum\.golang\.(?:org|google\.cn)(?:\s.*)?)$/.test(gosumdb.trim());
}

/** Whether an entry is a proxy of strangers: not Google's own, not the user's, not on this machine or network. */
export function isThirdParty(entry: ProxyEntry, own: readonly OwnMirror[]): boolean {
  return isPublic(entry, own) && mirrorAt(entry.url)?.id !== "official";
}

/** Whether a module's name that is sent there leaves the user's own machines. */
export function isPublic({ kind, url }: ProxyEntry, own: readonly OwnMirror[]): boolean {
  if (kind !== "url") return false;
  const host = hostOf(url);
  if (host === null || host === "localhost" || !/[.:]/.test(host)) return false;
  if (mirrorAt(url) !== null) return true;
  if (ownAt(url, own) !== undefined) return false;
  return !/^(?:127\.|\[::1\])/.test(host) && looksPrivate(`${host}/x`) === null;
}
