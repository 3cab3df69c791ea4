import { isDeepStrictEqual } from "node:util";
import { type Spot, spotsOf, withMembersAt, withoutMember, type Written } from "./json-edit.ts";
import { mirrorsOf, withList, withoutMirrors } from "./own-edit.ts";
import { entriesIn } from "./own.ts";

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
  const here = mirrorsIn(file, now);
  const old = mirrorsIn(file, before);
  const made = mirrorsIn(file, after);
  const [wanted, changed] = [new Set<string>(), []] as [Set<string>, string[]];
  for (const key of new Set([...old.entries.keys(), ...made.entries.keys()])) {
    const [is, was, ours] = [here, old, made].map(({ entries }) => entries.get(key)?.value);
    if (isDeepStrictEqual(was, ours) || isDeepStrictEqual(is, was)) continue;
    wanted.add(key);
    if (!isDeepStrictEqual(is, ours)) changed.push(key.trimEnd());
  }
  let { text } = here;
  const own = [...here.entries.keys()].map((name) => ({ name }));
  const gone = [...wanted].filter((key) => !old.entries.has(key));
  if (gone.length > 0) {
    text = withoutMirrors(text, gone, own);
    if (old.list === undefined) text = withoutEmptyList(text);
  }
  if (gone.length < wanted.size) text = withEntries(file, text, old, wanted);
  const isEmpty = /^\s*\{\s*(?:"mirrors"\s*:\s*\[\s*\]\s*)?\}\s*$/.test(text);
  return { bytes: text === here.text ? now : Buffer.from(text), changed, isEmpty };
}

function mirrorsIn(file: string, bytes: Buffer | null): Mirrors {
  const text = bytes?.toString() ?? "";
  const entries: Mirrors["entries"] = new Map();
  const values = entriesIn(file, bytes ?? Buffer.alloc(0));
  const list = mirrorsOf(spotsOf(text));
  let last = (list?.from ?? 0) + 1;
  for (const [at, { from, to }] of (list?.members ?? []).entries()) {
    const value = values[at];
    let key = String((value as { name?: unknown } | null)?.name);
    while (entries.has(key)) key += " ";
    const ahead = text.slice(last, from).trimEnd();
    entries.set(key, { at, value, ahead, written: text.slice(last + ahead.length, to) });
    last = to;
  }
  return { text, list, entries };
}

/** The text with those of the old mirrors that are wanted, in the place of the one that has the name, else behind the same one as then. */
function withEntries(file: string, now: string, old: Mirrors, wanted: ReadonlySet<string>): string {
  let text = withList(now);
  const { list, entries } = mirrorsIn(file, Buffer.from(text));
  if (list === undefined || old.list === undefined) return now;
  const [behind, instead] = [new Map<number, Written>(), new Map<number, string>()];
  let last = -1;
  for (const [key, { ahead, written }] of old.entries) {
    last = entries.get(key)?.at ?? last;
    if (!wanted.has(key)) continue;
    if (entries.has(key)) instead.set(last, written.trimStart());
    else if (!behind.get(last)?.members.push(written)) {
      behind.set(last, { ahead, members: [written] });
    }
  }
  const end = /\s*$/.exec(old.text.slice(old.list.members.at(-1)?.to, old.list.to - 1))?.[0] ?? "";
  // From the last one on: what stands before it stays where it is.
  for (let at = list.members.length - 1; at >= -1; at--) {
    const back = behind.get(at);
    if (back !== undefined) text = withMembersAt(text, list, at, back, end);
    const spot = list.members[at];
    const other = instead.get(at);
    if (spot && other) text = text.slice(0, spot.from) + other + text.slice(spot.to);
  }
  return text;
}

function withoutEmptyList(text: string): string {
  const document = spotsOf(text);
  const list = mirrorsOf(document);
  if (list === undefined || text.slice(list.from + 1, list.to - 1).trim() !== "") return text;
  return withoutMember(text, document, document.members.indexOf(list));
}
