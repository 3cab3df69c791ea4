import { withoutClixml, withoutEntities } from "./clixml.ts";
import { endOf, literalsOf } from "./literals.ts";
import { separated, withoutRecords } from "./powershell.ts";
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
