/**
 * A module path or version as it stands in the URL that go sends: capitals are `!a` for `A` (x/mod/module
 * EscapePath), and go's net/url writes `!` as `%21`.
 */
export function escapePath(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `%21${letter.toLowerCase()}`);
}
