import {
  type Spot,
  spotsOf,
  withMember,
  withMembersAt,
  withoutMember,
  withValue,
  type MembersElsewhere,
  jsonTree,
  valueOf,
} from "../config/json.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { isDeepStrictEqual } from "node:util";
import { expectMirrorList } from "../config/read.ts";

/**
 * The text of the configuration file, which `own` was read from, with this mirror in it, in the place of its
 * namesake or at the end; all else, comments included, stays as the user wrote it.
 */
export function withMirror(text: string, mirror: OwnMirror, own: readonly OwnMirror[]): string {
  const entry = entryOf(mirror);
  const whole = withList(text);
  const list = mirrorsOf(spotsOf(whole))!;
  const namesake = list.members[own.findIndex(({ name }) => name === mirror.name)];
  return namesake === undefined
    ? withMember(whole, list, entry, 2)
    : withValue(whole, namesake, entry, 2);
}

/** The text with a list of mirrors, be it an empty one. */
export function withList(text: string): string {
  if (text.trim() === "") return `${JSON.stringify({ mirrors: [] }, null, 2)}\n`;
  const document = spotsOf(text);
  const list = mirrorsOf(document);
  if (list === undefined) return withMember(text, document, [], 1, "mirrors");
  return text[list.from] === "[" ? text : withValue(text, list, [], 1);
}

/** The text with another name for one of the mirrors; whatever else is said of it stays as it is written. */
export function renamedMirror(
  text: string,
  name: string,
  newName: string,
  own: readonly { name: string }[],
): string {
  const list = mirrorsOf(spotsOf(text));
  const entry = list?.members[own.findIndex((mirror) => mirror.name === name)];
  const at = entry?.members.findLast(({ key }) => key === "name");
  return at === undefined ? text : withValue(text, at, newName, 3);
}

/** The text without the mirrors of these names. */
export function withoutMirrors(
  text: string,
  names: readonly string[],
  own: readonly { name: string }[],
): string {
  const gone = new Set(names);
  const list = mirrorsOf(spotsOf(text));
  if (list === undefined) return text;
  // From the last one on: what stands before it stays where it is.
  return own.reduceRight((rest, { name }, at) => {
    if (!gone.has(name)) return rest;
    const left = withoutMember(rest, list, at);
    list.to += left.length - rest.length;
    list.members.splice(at, 1);
    return left;
  }, text);
}

/** Where the list of mirrors stands in a document; of two of this name JSON.parse takes the last one. */
export function mirrorsOf({ members }: Spot): Spot | undefined {
  return members.findLast(({ key }) => key === "mirrors");
}

/** As it stands in the file: nothing that says what would be taken for granted anyway. */
export function entryOf({
  name,
  url,
  serves,
  private: secret,
  pinned,
  fallback,
}: OwnMirror): object {
  const known = Object.fromEntries(Object.entries(serves).filter(([, value]) => value !== null));
  return {
    name,
    url,
    ...(Object.keys(known).length === 0 ? {} : { serves: known }),
    ...(secret ? { private: true } : {}),
    ...(pinned ? { pinned: true } : {}),
    ...(fallback === undefined ? {} : { fallback }),
  };
}

interface Entry {
  /** Its place in the list. */
  at: number;
  value: unknown;
  /** What stands between it and the one before, but for blanks. */
  ahead: string;
  /** Those blanks, and it. */
  written: string;
}

/** The mirrors in a text, whatever else is said of each; a further namesake of one has a blank behind its name. */
interface Mirrors {
  text: string;
  list: Spot | undefined;
  entries: Map<string, Entry>;
}

/**
 * Takes back, in the configuration file as it is now, what turned `before` into `after`: mirrors that came go,
 * those that went or became others are what and where they were; all else stays as it is written. `changed`
 * are those that somebody has changed since, and that this would overwrite; `isEmpty`: nothing is left.
 *
 * Throws Failure `config-invalid` where the file cannot be understood any more.
 */
export function revertMirrors(
  now: Buffer | null,
  before: Buffer | null,
  after: Buffer | null,
  file: string,
): { bytes: Buffer | null; changed: string[]; isEmpty: boolean } {
  if (now !== null) expectMirrorList(file, now.toString());
  const [here, old, made] = [now, before, after].map((bytes) =>
    mirrorsIn(bytes?.toString() ?? ""),
  ) as [Mirrors, Mirrors, Mirrors];
  const wanted = new Set<string>();
  const changed: string[] = [];
  for (const key of new Set([...old.entries.keys(), ...made.entries.keys()])) {
    const [is, was, ours] = [here, old, made].map(({ entries }) => entries.get(key)?.value);
    if (isDeepStrictEqual(was, ours) || isDeepStrictEqual(is, was)) continue;
    wanted.add(key);
    if (!isDeepStrictEqual(is, ours)) changed.push(key.trimEnd());
  }
  const own = [...here.entries.keys()].map((name) => ({ name }));
  let text = withoutMirrors(here.text, [...wanted], own);
  if ([...wanted].some((key) => old.entries.has(key))) text = withEntries(text, old, wanted);
  else if (wanted.size > 0 && old.list === undefined) text = withoutEmptyList(text);
  const isEmpty = /^\s*\{\s*(?:"mirrors"\s*:\s*\[\s*\]\s*)?\}\s*$/.test(text);
  return { bytes: text === here.text ? now : Buffer.from(text), changed, isEmpty };
}

function mirrorsIn(text: string): Mirrors {
  const list = mirrorsOf(spotsOf(text));
  const entries: Mirrors["entries"] = new Map();
  let last = (list?.from ?? 0) + 1;
  for (const [at, { from, to }] of (list?.members ?? []).entries()) {
    const value = valueOf(jsonTree(text.slice(from, to))!);
    let key = String((value as { name?: unknown } | null)?.name);
    while (entries.has(key)) key += " ";
    const ahead = text.slice(last, from).trimEnd();
    entries.set(key, { at, value, ahead, written: text.slice(last + ahead.length, to) });
    last = to;
  }
  return { text, list, entries };
}

/** The text with those of the old mirrors that are wanted, behind the same ones as then. */
function withEntries(now: string, old: Mirrors, wanted: ReadonlySet<string>): string {
  let text = withList(now);
  const { list, entries } = mirrorsIn(text);
  const behind = new Map<number, MembersElsewhere>();
  let last = -1;
  for (const [key, { ahead, written }] of old.entries) {
    last = entries.get(key)?.at ?? last;
    if (wanted.has(key) && !behind.get(last)?.members.push(written)) {
      behind.set(last, { ahead, members: [written] });
    }
  }
  const end = /\s*$/.exec(old.text.slice(0, old.list!.to - 1))?.[0] ?? "";
  // From the last one on: what stands before it stays where it is.
  for (let at = list!.members.length - 1; at >= -1; at--) {
    const back = behind.get(at);
    if (back !== undefined) text = withMembersAt(text, list!, at, back, end);
  }
  return text;
}

function withoutEmptyList(text: string): string {
  const document = spotsOf(text);
  const list = mirrorsOf(document);
  if (list === undefined || text.slice(list.from + 1, list.to - 1).trim() !== "") return text;
  return withoutMember(text, document, document.members.indexOf(list));
}
