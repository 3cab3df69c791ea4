import { type Element, type Glob, parseGlob } from "./glob.ts";
import { neverMatches } from "./refused.ts";
import { matchPrefixPatterns } from "./patterns.ts";

export interface Example {
  /** A module path that the pattern matches; empty where it matches none. */
  matches: string;
  /** A path close to it that the pattern does not match; empty where it matches all. */
  doesNotMatch: string;
}

/** Shows what a pattern of GOPRIVATE means; both paths are checked with the matcher itself. */
export function example(pattern: string): Example {
  const glob = parseGlob(pattern);
  const never = neverMatches(pattern) !== null;
  const hit = (path: string) => !never && matchPrefixPatterns(pattern, path) !== null;
  const path = glob === null ? "" : glob.map(sample).join("/");
  const matches = (glob?.length === 1 ? [`${path}/lib`, path] : [path]).find(hit) ?? "";
  const misses = nearMisses(matches === "" ? "example.com" : path, glob);
  return { matches, doesNotMatch: misses.find((miss) => !hit(miss)) ?? "" };
}

/** Text that reads well in the place of an element's wildcards. */
function sample({ tokens }: Element, index: number): string {
  const host = index === 0;
  const texts = tokens.map((token, at) => {
    if (token !== "*") return token.includes("a") ? "a" : (token[0] ?? "");
    if (tokens.length === 1) return host ? "example.com" : "lib";
    return at > 0 ? "x" : host ? "git" : "my";
  });
  return texts.join("");
}

/** Paths that people expect to be matched too, and at last some that have nothing in common with it. */
function nearMisses(path: string, glob: Glob | null): string[] {
  const [host = "", ...rest] = path.split("/");
  const parent = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
  const domain = host.slice(host.indexOf(".") + 1);
  const anything = glob?.at(-1)?.tokens.join() === "*";
  const misses = [
    anything ? parent : "",
    glob?.[0]!.tokens[0] === "*" ? [domain, ...rest, "lib"].join("/") : "",
    rest.length > 0 ? `${parent}/other` : "",
    parent,
    [`git.${host}`, ...rest, "lib"].join("/"),
    "example.org/lib",
    "other.example/lib",
  ];
  return misses.filter((miss) => miss !== "");
}
