import { type Note, note } from "../../findings.ts";
import { isTooBroad } from "./breadth.ts";
import { matchPrefixPatterns } from "./patterns.ts";

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
