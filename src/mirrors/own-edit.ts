import {
  applyEdits,
  findNodeAtLocation,
  modify,
  type ModificationOptions,
  parseTree,
} from "jsonc-parser";
import type { OwnMirror } from "./own.ts";

/** The text of the configuration file with this mirror in it, in the place of its namesake or at the end. */
export function withMirror(text: string, mirror: OwnMirror, own: readonly OwnMirror[]): string {
  const at = own.findIndex(({ name }) => name === mirror.name);
  const entry = entryOf(mirror);
  if (text.trim() === "") return `${JSON.stringify({ mirrors: [entry] }, null, 2)}\n`;
  return edited(text, (body, options) => {
    if (at !== -1) return applyEdits(body, modify(body, ["mirrors", at], entry, options));
    const tree = parseTree(body);
    const list = tree && findNodeAtLocation(tree, ["mirrors"]);
    // An insertion at a place of a list that is not there would make an object of it.
    if (list?.type !== "array")
      return applyEdits(body, modify(body, ["mirrors"], [entry], options));
    const insertion = { ...options, isArrayInsertion: true };
    return applyEdits(body, modify(body, ["mirrors", own.length], entry, insertion));
  });
}

/** The text without the mirrors of these names; all else, comments included, stays as the user wrote it. */
export function withoutMirrors(
  text: string,
  names: readonly string[],
  own: readonly OwnMirror[],
): string {
  return edited(text, (body, options) =>
    own.reduceRight(
      (rest, { name }, at) =>
        names.includes(name)
          ? applyEdits(rest, modify(rest, ["mirrors", at], undefined, options))
          : rest,
      body,
    ),
  );
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

/** In the file's own style: its indentation, its line ends, its byte order mark. */
function edited(
  text: string,
  edit: (body: string, options: ModificationOptions) => string,
): string {
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return mark + edit(text.slice(mark.length), { formattingOptions });
}
