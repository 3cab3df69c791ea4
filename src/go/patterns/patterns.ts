import { pathMatch } from "./pathmatch.ts";
import { atLeast, type GoVersion, newest } from "../version.ts";

export { pathMatch } from "./pathmatch.ts";

/**
 * The patterns of a list as go reads it: separated by commas alone, spaces kept, empty ones dropped.
 * Source: golang.org/x/mod/module MatchPrefixPatterns.
 */
export function splitPatterns(list: string): string[] {
  return list.split(",").filter((pattern) => pattern !== "");
}

/**
 * The first pattern of a comma-separated list that matches a module path or the beginning of it, as written,
 * or null. Malformed patterns match nothing, silently. Source: golang.org/x/mod/module MatchPrefixPatterns;
 * one trailing slash is dropped since go 1.18.
 */
export function matchPrefixPatterns(
  patterns: string,
  target: string,
  version: GoVersion = newest,
): string | null {
  const dropsSlash = atLeast(version, 18);
  const slashes = slashesOf(target);
  for (let from = 0; from < patterns.length;) {
    const comma = patterns.indexOf(",", from);
    const to = comma === -1 ? patterns.length : comma;
    const pattern = patterns.slice(from, to);
    from = to + 1;
    const glob = dropsSlash && pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
    if (glob !== "" && matchesPrefix(glob, target, slashes)) return pattern;
  }
  return null;
}

/** A pattern with n slashes is compared with the first n + 1 elements of the path. */
function matchesPrefix(glob: string, target: string, slashes: readonly number[]): boolean {
  const count = slashesOf(glob).length;
  if (count > slashes.length) return false;
  const end = slashes[count] ?? target.length;
  if (!/[*?[\\]/.test(glob)) return glob.length === end && target.startsWith(glob);
  return pathMatch(glob, target.slice(0, end)) === true;
}

function slashesOf(text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf("/"); at !== -1; at = text.indexOf("/", at + 1)) places.push(at);
  return places;
}
