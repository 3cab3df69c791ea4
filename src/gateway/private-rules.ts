import { parseGlob, star } from "../go/patterns/glob.ts";

/**
 * The regular expressions of nginx for modules that no mirror may be asked for: a pattern of GOPRIVATE in the escaped
 * form that paths have (`Acme` as `!acme`), for module files and for lookups of the checksum database alike. nginx reads
 * them without regard to case, so that no other spelling of a name gets through.
 */
export function privateRules(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    const glob = parseGlob(pattern);
    if (glob === null) return [];
    const path = glob.map(({ tokens }) => tokens.map(oneOf).join("")).join("/");
    return [String.raw`^/(sumdb/[^/]+/lookup/)?${path}(/|@|$)`];
  });
}

/** A token of a pattern; a letter may stand behind the `!` that escapes a capital one. */
function oneOf(token: string): string {
  if (token === star) return "[^/@]*";
  const characters = [...token].map((one) => (/[a-z0-9]/i.test(one) ? one : `\\${one}`));
  const set = characters.length === 1 ? characters[0]! : `[${characters.join("")}]`;
  return /[a-z]/i.test(token) ? `!?${set}` : set;
}

/** Whether go keeps a pattern at all: one that it drops would protect nothing. */
export const isPatternKept = (pattern: string): boolean => parseGlob(pattern) !== null;
