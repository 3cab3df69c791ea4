import { type Note, note } from "../../findings.ts";
import { isPublicSuffix, publicForges } from "./hosts.ts";
import { matchPrefixPatterns } from "./patterns.ts";
import { strippedEnd } from "../text/typing.ts";

/** Two unrelated names: what matches both, matches everybody's. */
const strangers = ["aaaaaaa", "zz9-q"];

/**
 * Whether a pattern makes far more private than anybody's own modules: everything, a whole top-level domain,
 * or a whole forge.
 */
export function isTooBroad(pattern: string): boolean {
  if (!/[*?[\\]/.test(pattern)) return publicForges.includes(strippedEnd(pattern, "/"));
  const catches = (hosts: string[]) =>
    hosts.every((host) => matchPrefixPatterns(pattern, `${host}/x/y/z`) !== null);
  if (catches(["aaaaaaa.com", "zz9-q.org"])) return true;
  if (publicForges.some((forge) => catches(strangers.map((name) => `${forge}/${name}`)))) {
    return true;
  }
  const host = pattern.split("/", 1)[0]!;
  const tail = host.slice(host.lastIndexOf("*") + 1);
  return (
    tail.startsWith(".") &&
    isPublicSuffix(tail.slice(1)) &&
    catches(strangers.map((name) => name + tail))
  );
}

/**
 * Why a pattern makes private what belongs to strangers (all of a forge, a whole top-level domain) or to go
 * itself. Empty for a pattern that is narrow enough.
 */
export function tooBroad(pattern: string): Note[] {
  const notes: Note[] = [];
  if (isTooBroad(pattern)) notes.push(note("private.too-broad", "warning", { pattern }));
  if (matchPrefixPatterns(pattern, "golang.org/toolchain") !== null) {
    notes.push(note("private.catches-toolchain", "warning", { pattern }));
  }
  return notes;
}
