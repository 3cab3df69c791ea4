import { assignmentsIn, withoutLinks } from "../text/pasted.ts";
import { fields } from "../text/strings.ts";
import { invisible, narrow, stripped, withoutComment } from "../text/typing.ts";
import { newest, oldest } from "../version.ts";
import { chinaGosumdb, defaultGosumdb, readGosumdb } from "./gosumdb.ts";

/**
 * The value of GOSUMDB that was surely meant by one that go refuses, or null where that is not obvious. What
 * is returned is valid for every go. Never `off` unless the value says so.
 */
export function correctGosumdb(value: string): string | null {
  if (isValidGosumdb(value)) return null;
  const text = narrow(value.replace(invisible, ""));
  const set = assignmentsIn(text).find(({ key }) => key === "GOSUMDB");
  const list = withoutComment(withoutLinks(set?.value ?? text).trim());
  const words = fields(withoutProxyWords(list)).map((word) => stripped(word, "\"'`<>,;"));
  const corrected = meantGosumdb(words.filter((word) => word !== ""));
  return corrected !== null && corrected !== value && isValidGosumdb(corrected) ? corrected : null;
}

/** `sum.golang.org,direct`: what ends a list of proxies ends nothing here; a comma there is a blank here. */
function withoutProxyWords(text: string): string {
  const parts = text.split(/\s*[,|;]\s*/).filter((part) => !/^(?:direct|)$/i.test(part));
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
