import { spotsOf, withMember, withoutMember, withValue } from "./json-edit.ts";
import type { OwnMirror } from "./own.ts";

/**
 * The text of the configuration file, which `own` was read from, with this mirror in it, in the place of its
 * namesake or at the end; all else, comments included, stays as the user wrote it.
 */
export function withMirror(text: string, mirror: OwnMirror, own: readonly OwnMirror[]): string {
  const entry = entryOf(mirror);
  if (text.trim() === "") return `${JSON.stringify({ mirrors: [entry] }, null, 2)}\n`;
  const { document, list } = mirrorsIn(text);
  if (list === undefined) return withMember(text, document, [entry], 1, "mirrors");
  const namesake = list.members[own.findIndex(({ name }) => name === mirror.name)];
  if (namesake !== undefined) return withValue(text, namesake, entry, 2);
  const isList = text[list.from] === "[";
  return isList ? withMember(text, list, entry, 2) : withValue(text, list, [entry], 1);
}

/** The text without the mirrors of these names. */
export function withoutMirrors(
  text: string,
  names: readonly string[],
  own: readonly OwnMirror[],
): string {
  const gone = new Set(names);
  const { list } = mirrorsIn(text);
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

/** Of two lists of this name JSON.parse takes the last one. */
function mirrorsIn(text: string) {
  const document = spotsOf(text);
  return { document, list: document.members.findLast(({ key }) => key === "mirrors") };
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
