import { chinaGosumdb, defaultGosumdb, readGosumdb } from "./gosumdb.ts";
import { fields } from "../text/trim.ts";
import { invisible, narrow, stripped, withoutComment } from "../text/typing.ts";
import { newest, oldest } from "../version.ts";

/**
 * The value of GOSUMDB that was surely meant by one that go refuses, or null where that is not obvious. What
 * is returned is valid for every go. Never `off` unless the value says so.
 */
export function correctGosumdb(value: string): string | null {
  if (isValid(value)) return null;
  const text = withoutComment(narrow(value.replace(invisible, "")).trim());
  const list = text.replace(/^["'`]?(?:(?:export|set)\s+)?GOSUMDB\s*=\s*/i, "");
  const words = fields(list).map((word) => stripped(word, "\"'`<>,;"));
  const corrected = meant(words.filter((word) => word !== ""));
  return corrected !== null && corrected !== value && isValid(corrected) ? corrected : null;
}

function isValid(value: string): boolean {
  return [newest, oldest].every((version) => {
    const { error, panics } = readGosumdb(value, version);
    return error === null && !panics;
  });
}

function meant(words: readonly string[]): string | null {
  const [first, second, ...more] = words;
  if (first === undefined || more.length > 0) return null;
  const [name, address] = [bare(first), second === undefined ? null : bare(second)];
  if (address !== null) {
    // sum.golang.google.cn is an address of that database, not its name.
    const known = name === defaultGosumdb || name === chinaGosumdb;
    return known && isAddress(address) ? `${defaultGosumdb} https://${address}` : null;
  }
  if (name === "off" || name === defaultGosumdb || name === chinaGosumdb) return name;
  const served = `/sumdb/${defaultGosumdb}`;
  const isServed = name.endsWith(served) && isAddress(name);
  return isServed ? `${defaultGosumdb} https://${name}` : first.includes("+") ? first : null;
}

/** Without a scheme and a slash at the end, and not in capitals. */
function bare(word: string): string {
  const text = stripped(word.replace(/^https?:?[\\/]{2}/i, ""), "/");
  return /^[A-Z.]+$/.test(text) ? text.toLowerCase() : text;
}

function isAddress(text: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:\/[^\s?#]*)?$/i.test(text);
}
