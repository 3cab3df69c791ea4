import { parseGlob, star } from "../go/patterns/glob.ts";

/**
 * The regular expressions of nginx for paths of modules that no mirror may be asked for: a pattern of GOPRIVATE in the
 * escaped form that paths have (`Acme` as `!acme`), without what begins and follows it. To be read without regard to
 * case, so that no other spelling of a name gets through.
 */
export function privatePaths(patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => {
    const glob = parseGlob(pattern);
    return glob === null ? [] : [glob.map(({ tokens }) => tokens.map(oneOf).join("")).join("/")];
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
