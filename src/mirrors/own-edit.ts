import { type Spot, spotsOf, withMember, withoutMember, withValue } from "../config/json-edit.ts";
import type { OwnMirror } from "./own.ts";

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
