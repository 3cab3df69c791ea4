import type { NoSumdb } from "../findings.ts";
import { nearest } from "../nearest.ts";
import { isOffWord, isSwitch, mirrorNamed, typed } from "./words.ts";
import { findMirror } from "../catalog/lookup.ts";
import { publicForges } from "../go/patterns/hosts.ts";
import {
  assignmentsIn,
  unexpandedIn,
  withoutLinks,
  invisible,
  isByHand,
  narrow,
  stripped,
  tightened,
  withoutComment,
} from "../go/text/pasted.ts";
import { fields } from "../go/text/strings.ts";
import { newest, oldest } from "../go/version.ts";
import { chinaGosumdb, defaultGosumdb, readGosumdb } from "../go/values/gosumdb.ts";

/**
 * The value of GOSUMDB that was surely meant by one that go refuses, or null where that is not obvious. What
 * is returned is valid for every go. Never `off` unless the value says so.
 */
export function correctGosumdb(value: string): string | null {
  if (!isByHand(value) || isValidGosumdb(value)) return null;
  const text = narrow(value.replace(invisible, ""));
  const set = assignmentsIn(text).find(({ key }) => key === "GOSUMDB");
  const list = withoutComment(withoutLinks(set?.value ?? text).trim()).replace(/=(?=https?:)/, " ");
  const words = fields(withoutProxyWords(list)).map((word) => stripped(word, "\"'`<>,;"));
  const corrected = meantGosumdb(words.filter((word) => word !== ""));
  return corrected !== null && corrected !== value && isValidGosumdb(corrected) ? corrected : null;
}

/** `sum.golang.org,direct`: what ends a list of proxies ends nothing here; a comma there is a blank here. */
function withoutProxyWords(text: string): string {
  const parts = tightened(text, ",|;")
    .split(/[,|;]/)
    .filter((part, _, all) => part !== "" && (all.length === 1 || !/^direct$/i.test(part)));
  const isServed = parts.length === 2 && parts[1] === defaultGosumdb && /\/sumdb\//.test(parts[0]!);
  return isServed ? parts[0]! : parts.join(",");
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
  // A repository of a company's Artifactory or Nexus for this database.
  if (
    /^https?:\/\/[^\s,]+\/[\w./-]*(?:sumdb|gosum)[\w./-]*$/i.test(first) &&
    !name.endsWith(served)
  ) {
    return `${defaultGosumdb} ${stripped(first, "/")}`;
  }
  const isServed = name.endsWith(served) && isDatabaseAddress(name);
  if (isServed) return `${defaultGosumdb} https://${name}`;
  if (first.includes("+")) return first;
  // Never off, unless it says so.
  if (isOffWord(name)) return null;
  if (isSwitch(name) || mirrorNamed(name) !== null || findMirror(name) !== null) {
    return defaultGosumdb;
  }
  // In other domains than its own.
  if (
    /^(?:sum\.golang\.(?:org\.)?cn|(?:sum\.)?google\.golang\.cn|golang\.google\.cn)$/.test(name)
  ) {
    return chinaGosumdb;
  }
  if (/^sum\.golang\.(?:com|net|io|dev)$/.test(name)) return defaultGosumdb;
  if (/^(?:gosum\.io|sum\.goproxy\.(?:cn|io))$/.test(name)) return defaultGosumdb;
  return nearest(name, [defaultGosumdb, chinaGosumdb], 2);
}

/** What is wrong with a value of GOSUMDB that names no database. */
export function misplacedInGosumdb(value: string): { word: string; what: NoSumdb } | null {
  const word = typed(value).trim();
  if (word === "" || word.includes("+")) return null;
  if (isSwitch(word)) return { word, what: "switch" };
  if (unexpandedIn(word) !== null) return null;
  if (/[,|;]/.test(word)) return { word, what: "list" };
  if (word.includes("*") || publicForges.includes(word)) return { word, what: "pattern" };
  if (mirrorNamed(word) !== null || findMirror(word) !== null) return { word, what: "proxy" };
  if (/^https?:|\//i.test(word)) return { word, what: "url" };
  if (/\s/.test(word)) return null;
  const near = nearest(word, [defaultGosumdb, chinaGosumdb], 3) !== null;
  return { word, what: near || /^(?:go)?sum\.go/.test(word) ? "near-miss" : "other" };
}

/** Without a scheme and a slash at the end, and not in capitals. */
function bare(word: string): string {
  const text = stripped(word.replace(/^https?:?[\\/]{2}/i, ""), "/");
  return /^[A-Z.]+$/.test(text) ? text.toLowerCase() : text;
}

function isDatabaseAddress(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[^\s?#]*)?$/i.test(text);
}
