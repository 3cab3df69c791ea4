import { withoutClixml, withoutEntities, separated, withoutRecords } from "./powershell.ts";
import { withoutWraps } from "./wraps.ts";

/** A date and a time of day as programs write them: ISO 8601, Go's `log`, bracketed clocks. */
const clock = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?: ?[AP]M)?`;
const date = String.raw`\d{4}[-/.]\d\d[-/.]\d\d`;

/** What CI systems, build tools and editors put before a line. One blank behind it is theirs, the rest is go's. */
const known: readonly RegExp[] = [
  // GitHub Actions, Azure, Kubernetes, Go's log; in brackets too.
  new RegExp(String.raw`^[[(]?${date}(?:[T ]${clock}(?: ?(?:Z|[+-]\d\d:?\d\d))?)?[\])]?[:,]? ?`),
  new RegExp(String.raw`^[[(]?${clock}[\])][:,]? ?`),
  // Jenkins; TeamCity, act and Drone, kubectl; Google's Cloud Build, Terraform, Nix and Earthly.
  /^\d\d:\d\d:\d\d {1,2}/,
  /^[WE]:\s*\[Step \d+\/\d+\] ?/,
  /^\[\w[\w.-]*[:/][\w.:/-]{1,60}\](?: +\|)? ?/,
  /^(?:Step #\d+ - "[^"]{1,60}"|[\w.-]+ \((?:local|remote)-exec\)): /,
  /^ {3,}(?:>|\+[\w-]+ \|) /,
  // `gh run view --log`: job, step, time.
  new RegExp(String.raw`^[^\t\n]{1,120}\t[^\t\n]{1,200}\t(?=\ufeff?${date}T)`),
  // Workflow commands: GitHub, Azure, GitLab sections.
  /^##\[(?:error|warning|debug|command|section|group|info)\] ?/,
  /^::(?:error|warning|notice|debug)(?: [^:\n]{0,200})?:: ?/,
  // BuildKit: `#9 33.83 `, `0.094 `, ` > [build 7/7] …`.
  /^#\d+ (?:\d+\.\d+ )?(?:(?:ERROR|WARN)\w*: )?/,
  /^ {0,2}\d{1,6}\.\d{2,3} (?=\S|\t)/,
  // rpmbuild `[   47s] `, Jenkins `[Pipeline]`, systemd `[  3.2] `.
  /^\[ *\d+(?:\.\d+)?s?\] ?/,
  // Levels: `[ERROR] `, `ERROR: `, `[Error - 6:53:48 PM] `, `E! `.
  new RegExp(
    String.raw`^\[(?:error|err|warn(?:ing)?|info|debug|fatal|trace|stderr|stdout|trace)(?: *- *${clock})?\] ?`,
    "i",
  ),
  /^(?:ERROR|ERRO|WARN(?:ING)?|INFO|FATAL|DEBUG)(?:\[[^\]\n]{1,40}\])?:? (?=\S|\t)/,
  // Boxes, quotes of mail and Markdown, docker compose `app-1  | `.
  /^[│┃|>║▌] ?/,
  /^[\w.-]{1,60} +\| ?/,
  /^\*\*(?=\S)/,
  // A prompt's or a list's sign.
  /^[❯➜✗✘✖×•·*-] (?=go\b|\S+@v\d)/,
];

/** Where go's own words begin, behind words of whoever started it. */
const goBegins = /(?:^|[\s\])}:>|'"*(])go: (?=\S)/;

/** A line without the prefixes of programs that are known. What PowerShell frames its records with stays. */
export function withoutKnown(line: string): string {
  if (line.startsWith("Line |")) return line;
  let rest = line;
  for (let round = 0; round < 6; round++) {
    if (rest.startsWith("go: ")) return rest;
    const before = rest;
    for (const pattern of known) rest = rest.replace(pattern, "");
    if (rest === before) return rest;
  }
  return rest;
}

/**
 * Takes off what stands before `go: ` and is no word of go, and the same from the lines that follow, so that their
 * indentation is go's; digits may differ.
 */
export function learning(): (line: string) => string {
  let learnt: { shape: string; length: number } | null = null;
  return (line) => {
    if (learnt !== null && shapeOf(line.slice(0, learnt.length)) === learnt.shape) {
      const rest = line.slice(learnt.length);
      if (!goBegins.test(rest) || rest.startsWith("go: ")) return rest;
    }
    const begin = goBegins.exec(line.length > 4000 ? line.slice(0, 4000) : line);
    const at = begin === null ? 0 : begin.index + (begin[0].startsWith("go: ") ? 0 : 1);
    const before = line.slice(0, at);
    if (before.trim() === "" || isGoOwn(before)) return line;
    learnt = at <= 200 ? { shape: shapeOf(before), length: at } : null;
    return line.slice(at);
  };
}

/** A failure of go that quotes another go: `go: x@v1.0.0: … go: …`, `verifying …`, a go file's place. */
function isGoOwn(before: string): boolean {
  return (
    /^\s*(?:go: |go (?:get|mod|install|list|build|run|test|work)\b|verifying |\S+@v\d\S*: )/.test(
      before,
    ) && !/^\s*go(?:\.exe)? ?: $/.test(before)
  );
}

function shapeOf(prefix: string): string {
  return prefix.replace(/\d/g, "0");
}

/**
 * The lines of go in a log, as go wrote them: colours, wrappers (CLIXML, JSON, CSV), prefixes, PowerShell's frames and
 * the line ends of a console are taken off, in this order, so that the indentation is go's own again. Linear; a
 * line of more than 6,000 characters loses its middle.
 */
export function linesOf(log: string): string[] {
  const text = withoutMarkup(withoutColour(withoutClixml(log)));
  const plain: string[] = [];
  for (const line of text.split(/(?<!\r)\r*\n|\r/)) {
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

/** An address between the quotes of a chat or a word processor. */
const curly = /[“”„]((?:https?|file):\/\/[^“”"\n]{1,4000})[“”]/g;

/** What no person sees: BEL, BS and the like, soft marks, and the marks of byte order within a text. */
const invisible = /[\u0001-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f\u200b\u2060\ufeff]/g;

/** A text without colours and other orders to a terminal, wherever they stand. Linear. */
function withoutColour(text: string): string {
  return text.replace(escapes, "").replace(invisible, "").replace(curly, '"$1"');
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
