import { catalog, type CatalogMirror, type OwnMirror } from "../catalog/catalog.ts";
import { canonicalUrl, findMirror, findRetired, mirrorAt, ownAt } from "../catalog/lookup.ts";
import { looksPrivate } from "../go/patterns/hosts.ts";
import { invisible, narrow } from "../go/text/pasted.ts";
import { hostOf } from "../go/url/proxy-host.ts";
import { nearest } from "../nearest.ts";

/** Words that switch something in another setting, and are patterns or names in this one. */
export const isSwitch = (word: string): boolean =>
  /^(?:on|off|none|true|false|direct|auto|default|yes|no|all|0|1|enabled?|disabled?)$/i.test(word);

/** Those of them that switch off. */
export const isOffWord = (word: string): boolean =>
  /^(?:off|none|false|no|0|disabled?|never)$/i.test(word);

/** `~/.netrc`, `_netrc`, `C:\\x\\_netrc`. */
export const isNetrcFile = (word: string): boolean => /(?:^|[\\/])[._]netrc$/i.test(word);

/** The word of GOAUTH that was meant by one in capitals or quotes, a switch, or the file that it reads; else null. */
export function meantGoauthWord(word: string): string | null {
  const plain = typed(word)
    .replace(/^["'`]|["'`]$/g, "")
    .toLowerCase();
  if (/^(?:netrc|git|off)$/.test(plain)) return plain;
  if (isNetrcFile(plain)) return "netrc";
  return isSwitch(plain) && plain !== "direct" ? (isOffWord(plain) ? "off" : "netrc") : null;
}

/** `https://goproxy.cn/direct`: a mirror of the catalog and the word that was to end the list, as a list; else null. */
export function keywordBehind(entry: string): string | null {
  const [, base, keyword] = /^(.+)\/(direct|off)\/?$/i.exec(entry) ?? [];
  return base === undefined || keyword === undefined || mirrorAt(base) === null
    ? null
    : `${base},${keyword.toLowerCase()}`;
}

/** Where the usual proxies for web traffic listen on a machine, or on one of its network. */
const webProxyPorts = new Set(
  "1080 1081 1086 1087 2080 7890 7891 7893 7897 8118 10808 10809 20170 20171".split(" "),
);

/** The variable into which a proxy for web traffic belongs that stands in the place of a module proxy; else null. */
export function webProxyVariable(url: string): string | null {
  if (/^socks[45]?[ah]?:/i.test(url)) return "ALL_PROXY";
  const [, port = ""] =
    /^https?:\/\/(?:(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d+)+|localhost|host\.docker\.internal|\[::1\]):(\d+)\/?$/i.exec(
      url,
    ) ?? [];
  return webProxyPorts.has(port) ? "HTTPS_PROXY" : null;
}

/** The mirror of the catalog that a pattern names, as a host or an address; null for every other pattern. */
export function mirrorNamed(pattern: string): CatalogMirror | null {
  const plain = pattern.replace(/^https?:\/\//i, "").replace(/\/(?:\*|\.\.\.)?$/, "");
  if (!/^[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(plain)) return null;
  const known = findMirror(plain);
  if (known !== null) return known;
  const gone = findRetired(plain);
  return gone?.kind === "retired" ? findMirror(gone.instead) : null;
}

/**
 * The address of the catalog that one with a scheme was probably meant to be: one letter of its host is another, its
 * host has another ending or a word more in front, or another path. null for a port, and for a host of somebody's own.
 */
export function nearMirror(url: string, own: readonly OwnMirror[]): string | null {
  const [, host = "", path = ""] =
    /^https?:\/\/([\w.-]+)(\/.*)?$/.exec(canonicalUrl(url) ?? "") ?? [];
  if (host === "" || mirrorAt(url) !== null || ownAt(url, own) !== undefined) return null;
  if (findRetired(url) !== null || looksPrivate(`${host}/x`) === "internal-name") return null;
  const hosts = catalog.flatMap(({ url: base, alsoAt }) =>
    base === null ? [] : [base, ...alsoAt].map((address) => ({ address, known: hostOf(address)! })),
  );
  const found =
    hosts.find(({ known }) => known === host) ?? hosts.find(({ known }) => isNear(host, known));
  // One host has a path for modules and others beside it; the rest serve what they like below their names.
  const isKnown = found?.known === host;
  return found === undefined || (isKnown && (path === "" || /^[^/]+\/\/[^/]+$/.test(found.address)))
    ? null
    : found.address;
}

const ending = /\.(?:edu\.|com\.|net\.|org\.)?(?:cn|com|net|org|io|dev|co|me|cc|ch|top|app|xyz)$/;

function isNear(host: string, known: string): boolean {
  const [given, wanted] = [host.split("."), known.split(".")];
  if (host.replace(ending, "") === known.replace(ending, "") && ending.test(host)) return true;
  if (wanted.length === 2 && host.endsWith(`.${known}`)) return true;
  if (given.length !== wanted.length) return false;
  // A short word is many people's: `repo.nju.edu.cn`, `repo.hnu.edu.cn`.
  const [at = -1, ...more] = wanted.flatMap((one, index) => (one === given[index] ? [] : [index]));
  if (more.length > 0 || at === -1 || at === wanted.length - 1 || wanted[at]!.length < 5)
    return false;
  return nearest(given[at]!, [wanted[at]!], 1) !== null;
}

/** Settings that are said to exist, and what was meant. */
const neverWere: Readonly<Record<string, string>> = {
  GONOSUMCHECK: "GONOSUMDB or GOSUMDB",
  GONOSUM: "GONOSUMDB",
  GONOCHECKSUM: "GONOSUMDB",
  GOSUMCHECK: "GOSUMDB",
  GOSUM: "GOSUMDB",
  GOCHECKSUM: "GOSUMDB",
  GONOVERIFY: "GONOSUMDB",
  GONOCHECK: "GONOSUMDB",
  GOPRIVATEPROXY: "GOPRIVATE",
  GOMODPROXY: "GOPROXY",
  GOPROXYURL: "GOPROXY",
  GOINSECURESKIPVERIFY: "GOINSECURE",
};

/** The setting that was meant by one that no go ever had; null for all others. */
export const insteadOf = (key: string): string | null =>
  neverWere[key.toUpperCase().replace(/(?<=^GO.*)_/g, "")] ?? null;

/** Every name of that kind, for a look at an environment. */
export const neverSettings: readonly string[] = Object.keys(neverWere);

/** A text as an English keyboard types it, without what nobody sees. */
export const typed = (text: string): string => narrow(text.replace(invisible, ""));

/** The host of a mirror's URL; the text itself where it has none. */
export const shownHost = (url: string): string => hostOf(url) ?? url;

/** `goproxy,cn`: a comma that slipped into the address of a mirror, in the place of its dot. */
export function withDots(list: string): string {
  return list.replace(
    /(?<![\w.-])([\w.-]+),([a-z]{2,3})(?=$|[/,|\s])/g,
    (text, name: string, end: string) => {
      const address = `${name}.${end}`;
      return findMirror(name) === null && findMirror(address) !== null ? address : text;
    },
  );
}
