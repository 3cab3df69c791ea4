/** The text with what JSON does not have blanked out, comments and commas behind the last value, all else where it was. */
export function plainJson(text: string): string {
  return withoutComments(text).replace(
    /"(?:[^"\\\n]|\\.)*"|(?<=["\]}\w]\s*),(?=\s*[\]}])/g,
    (found) => (found === "," ? " " : found),
  );
}

function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (found) =>
    found.startsWith("/") ? found.replace(/[^\r\n]/g, " ") : found,
  );
}

/**
 * The line (from 1) on which a text stops being JSON, or null where it is JSON. JSON.parse tells a position in
 * some messages and versions of node only.
 */
export function jsonErrorLine(text: string): number | null {
  const at = jsonErrorAt(text);
  return at === null ? null : text.slice(0, at).split("\n").length;
}

const space = /[ \t\n\r]*/y;
const scalar =
  /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Where the first token stands that cannot stand there; null where the text is JSON. */
export function jsonErrorAt(text: string): number | null {
  let at = 0;
  const matches = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const token = (char: string): boolean => {
    matches(space);
    if (text[at] !== char) return false;
    at++;
    return true;
  };
  /** What closes each open bracket. */
  const open: string[] = [];
  for (;;) {
    // A value, or the end of an empty list or object.
    matches(space);
    const first = text[at];
    if (first === "{" || first === "[") {
      at++;
      open.push(first === "{" ? "}" : "]");
      if (!token(open.at(-1) ?? "")) {
        if (first === "{" && !key()) return at;
        continue;
      }
      open.pop();
    } else if (matches(scalar) === null) return at;
    // What follows a value.
    while (open.length > 0 && token(open.at(-1) ?? "")) open.pop();
    if (open.length === 0) {
      matches(space);
      return at === text.length ? null : at;
    }
    if (!token(",")) return at;
    if (open.at(-1) === "}" && !key()) return at;
  }

  function key(): boolean {
    matches(space);
    return text[at] === '"' && matches(scalar) !== null && token(":");
  }
}
