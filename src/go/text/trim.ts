/**
 * White space as Go sees it (unicode.IsSpace). JavaScript's trim() takes U+FEFF too, which go keeps, and leaves
 * U+0085, which go takes.
 */
const space =
  "\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

const one = new RegExp(`[${space}]`);
const run = new RegExp(`[${space}]+`);

export function isSpace(char: string | undefined): boolean {
  return char !== undefined && one.test(char);
}

/** strings.TrimSpace */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start])) start++;
  while (end > start && isSpace(text[end - 1])) end--;
  return text.slice(start, end);
}

/** strings.Fields */
export function fields(text: string): string[] {
  const trimmed = trimSpace(text);
  return trimmed === "" ? [] : trimmed.split(run);
}
