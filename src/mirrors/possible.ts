import { Failure } from "../failure.ts";
import type { Note } from "../findings.ts";
import { secured } from "../advice/correct.ts";
import { meantGoproxy, upToEnd, withInstead } from "../advice/correct-goproxy.ts";
import { type At, parseGoproxy, type ProxyEntry } from "../go/values/goproxy.ts";
import { redactValue } from "../go/text/redact.ts";
import { findRetired } from "../catalog/lookup.ts";

/** An entry of a list that serves no modules (any more), and the catalog's id of what to use in its place. */
export interface Gone {
  entry: ProxyEntry;
  about: { kind: "retired" | "page"; instead: string };
}

/** The entries of a list that are known to serve no modules. */
export function goneIn(entries: readonly ProxyEntry[]): Gone[] {
  return entries.flatMap((entry) => {
    const about = entry.kind === "url" ? findRetired(entry.url) : null;
    return about === null ? [] : [{ entry, about }];
  });
}

/** The list with each of them replaced, unless what replaces it is there already. */
export function successors(
  list: string,
  entries: readonly ProxyEntry[],
  known: readonly Gone[],
): string {
  return withInstead(
    list,
    entries,
    (raw) => known.find(({ entry }) => entry.raw === raw)?.about.instead,
  );
}

/**
 * The value of GOPROXY to use in the place of one with entries that can never serve a module; null where that is
 * not known. What is returned has none of them and is valid for every go.
 */
export function possibleInstead(value: string, at: At): string | null {
  const list = secured(meantGoproxy(value)?.value ?? value);
  const { entries, error } = parseGoproxy(list, at);
  if (error !== null) return null;
  const instead = successors(list, entries, goneIn(entries));
  const better = (meantGoproxy(instead)?.value ?? instead).replace(/[^,|]+/g, completed);
  const known = better !== value && goneIn(parseGoproxy(better, at).entries).length === 0;
  return known && meantGoproxy(`${better};`)?.value === better ? upToEnd(better) : null;
}

/** With the scheme that go adds: a bare name may be taken for a slip of a known one. */
const completed = (entry: string): string =>
  /^(?:direct|off)$|^[a-z]+:\//i.test(entry) ? entry : `https://${entry}`;

/**
 * Refuses a list with an entry that go takes and that can never serve a module. Throws Failure `never-works`, with
 * the corrected form. `notes`: what was found of the list; `single`: one mirror is wanted, and no list.
 */
export function expectPossible(
  value: string,
  notes: readonly Note[],
  at: At,
  { single = false } = {},
): void {
  for (const found of notes) {
    // Of an entry that go never comes to, a word is enough.
    const reason = found.severity === "info" ? null : impossible(found);
    if (reason === null) continue;
    const list = possibleInstead(value, at);
    const corrected = single ? (list?.split(/[,|]/, 1)[0] ?? null) : list;
    throw new Failure("never-works", {
      ...reason,
      corrected: corrected === null ? null : redactValue(corrected),
    });
  }
}

/** Why nothing will ever come from an entry, where a remark says so; else null. */
function impossible(found: Note) {
  switch (found.code) {
    case "proxy.unusable":
      return { entry: found.args.entry, reason: found.args.reason };
    case "proxy.retired":
      return { entry: found.args.url, reason: "retired" as const };
    case "proxy.not-a-proxy":
      return { entry: found.args.url, reason: "page" as const };
    case "proxy.is-http-proxy":
      return { entry: found.args.url, reason: "web-proxy" as const };
    case "proxy.credentials-refused":
      return { entry: found.args.url, reason: "login" as const };
    default:
      return null;
  }
}
