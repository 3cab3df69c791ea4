import { withoutClixml, withoutEntities, separated, withoutRecords } from "./powershell.ts";
import { learning, withoutKnown } from "./prefixes.ts";
import { withoutWraps } from "./wraps.ts";

/**
 * The lines of go in a log, as go wrote them: colours, wrappers (CLIXML, JSON, CSV), prefixes, PowerShell's frames and
 * the line ends of a console are taken off, in this order, so that the indentation is go's own again. Linear; a
 * line of more than 6,000 characters loses its middle.
 */
export function linesOf(log: string): string[] {
  const text = withoutMarkup(withoutColour(withoutClixml(log)));
  const plain: string[] = [];
  for (const line of text.split(/\r*\n|\r/)) {
    if (isQuiet(line)) plain.push(line);
    else for (const one of unwrapped(line, 0)) plain.push(withoutKnown(one));
  }
  const learnt = learning();
  const lines = withoutWraps(withoutDoubles(withoutRecords(plain)));
  return lines.map((line) => (isQuiet(line) ? line : learnt(cut(line))));
}

/** Reports in HTML and XML, and annotations of GitHub, in which a line's end is `%0A`. */
function withoutMarkup(text: string): string {
  const lines = text.includes("%0A") ? text.replace(/%0D%0A|%0A/g, "\n") : text;
  if (!/&(?:quot|#x?[0-9a-fA-F]{1,4});/.test(lines)) return lines;
  return withoutEntities(lines.replace(/<\/?[a-z][^<>\n]{0,100}>/g, "\n"));
}

/** A transcript of PowerShell has each line twice. */
function withoutDoubles(lines: readonly string[]): string[] {
  return lines.filter((line, at) => at === 0 || line !== lines[at - 1] || line.trim() === "");
}

/** go's progress: most of a log. */
function isQuiet(line: string): boolean {
  return line.startsWith("go: downloading ");
}

/** What stands in the string literals of a line of JSON or CSV, and in literals within them. */
function unwrapped(line: string, depth: number): string[] {
  if (depth === 3 || !isWrapper(line)) return isLong(line) ? separatedLong(line) : [line];
  const found = literalsOf(line);
  if (found.length === 0) return [line];
  // Keys, levels and times stand beside what go said.
  const said = found.length === 1 ? found : found.filter((literal) => /\s/.test(literal));
  return said.flatMap((literal) => literal.split("\n")).flatMap((one) => unwrapped(one, depth + 1));
}

/** JSON, a line of CSV, or a literal with escapes behind `=`, `:` or a comma. */
function isWrapper(line: string): boolean {
  if (!line.includes('"')) return false;
  if (/^\s*(?:\{\s*(?:"|$)|\[\s*(?:["{[]|$))/.test(line.slice(0, 200))) return true;
  if (/^(?:time=\S+ )?level=\w+ (?:\S+ )?msg="/.test(line.slice(0, 300))) return true;
  if (/^\s*"/.test(line.slice(0, 200))) return isLiteral(line);
  return line.includes('{"') || hasEscapes(line);
}

/** `"key": value`, `"text",`, `"a","b"`: not a line that a console broke before an address in quotes. */
function isLiteral(line: string): boolean {
  const from = line.indexOf('"') + 1;
  const rest = line.slice(endOf(line, from) + 1);
  return /^\s*(?:,?\s*\]?\s*$|,\s*["\d]|:\s*(?:["{[\d]|true|false|null))/.test(rest.slice(0, 200));
}

/** `msg="go: x@v1.0.0: Get \"https://…\": EOF\n"`: a quote that is escaped, or a line's end in a literal. */
function hasEscapes(line: string): boolean {
  const quote = line.indexOf('"');
  const escaped = line.indexOf('\\"', quote);
  if (quote !== -1 && escaped > quote) return true;
  return (
    /[=:,([]\s?"/.test(line.slice(Math.max(0, quote - 2), quote + 1)) && line.includes("\\n", quote)
  );
}

const longest = 6000;

function isLong(line: string): boolean {
  return line.length > longest;
}

/** Line ends were lost: go's failures are told apart by their beginning. */
function separatedLong(line: string): string[] {
  return line.includes(" go: ") ? separated(line) : [line];
}

function cut(line: string): string {
  if (!isLong(line)) return line;
  return `${line.slice(0, 4000)} … ${line.slice(-2000)}`;
}

const escapes =
  // CSI, OSC and the two-character ones; also the caret and the picture form of a terminal's escape.
  /(?:\u001b|\u009b|\u241b|\\u001b|\\x1b|\\033|\\e(?=\[))(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\)|[()][0-9A-Za-z]|[=>78cDEHMNOZ])?/g;

/** What no person sees: BEL, BS and the like, soft marks, and the marks of byte order within a text. */
const invisible = /[\u0001-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f\u200b\u2060\ufeff]/g;

/** A text without colours and other orders to a terminal, wherever they stand. Linear. */
function withoutColour(text: string): string {
  return text.replace(escapes, "").replace(invisible, "");
}

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
