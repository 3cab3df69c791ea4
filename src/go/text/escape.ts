/** A module path or version as it stands in file names: capitals are `!a` for `A` (x/mod/module EscapePath). */
export function escapeName(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** The same as it stands in the URL that go sends: its net/url writes `!` as `%21`. */
export function escapePath(text: string): string {
  return escapeName(text).replaceAll("!", "%21");
}
