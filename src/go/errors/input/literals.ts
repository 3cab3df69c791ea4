/**
 * The texts of the string literals of a line (JSON, CSV, Go's `%q`), decoded; a quote within one is written `\"` or
 * `""`. What stands between literals is left out. Linear.
 */
export function literalsOf(line: string): string[] {
  const found: string[] = [];
  for (let at = line.indexOf('"'); at !== -1;) {
    const end = endOf(line, at + 1);
    found.push(unescaped(line.slice(at + 1, end)));
    at = line.indexOf('"', end + 1);
  }
  return found;
}

/** Where the literal ends that begins here: its quote, or the end of a line that was cut. */
export function endOf(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    const character = line[at];
    if (character === "\\") at += 1;
    else if (character === '"') {
      if (line[at + 1] !== '"' || at === from) return at;
      at += 1;
    }
  }
  return line.length;
}

const named: Readonly<Record<string, string>> = { n: "\n", r: "\n", t: "\t", b: "", f: "" };

/** Without the escapes that JSON and Go have; a backslash of a path of Windows stays where it escapes nothing. */
export function unescaped(text: string): string {
  if (!text.includes("\\") && !text.includes('""')) return text;
  return text.replace(
    /""|\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))/gs,
    (whole, wide?: string, byte?: string, other?: string) => {
      if (whole === '""') return '"';
      const code = wide ?? byte;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return named[other ?? ""] ?? (/["'\\/`]/.test(other ?? "") ? other! : whole);
    },
  );
}
