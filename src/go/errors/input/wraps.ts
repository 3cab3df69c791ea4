/** Columns of consoles; Windows PowerShell wraps its records one column earlier. */
export const standardWidths: ReadonlySet<number> = new Set([
  79, 80, 99, 100, 119, 120, 131, 132, 159, 160,
]);

/**
 * Properties as PowerShell lists them (`Message : text`), whose text goes on below itself where the console's width cut
 * it, put together again. Linear.
 */
function withoutLists(lines: readonly string[]): string[] {
  const joined: string[] = [];
  let column = 0;
  let isCut = false;
  for (const line of lines) {
    const label = /^\s{0,12}[A-Za-z]\w{2,40} *: (?=\S)/.exec(line);
    if (label !== null) column = label[0].length;
    const text = line.slice(column);
    const goesBelow =
      column > 0 && label === null && line.startsWith(" ".repeat(column)) && /^ ?\S/.test(text);
    if (goesBelow && isCut) joined[joined.length - 1] += text;
    else joined.push(line);
    if (label === null && !goesBelow) column = 0;
    isCut = column > 0 && standardWidths.has(width(line));
  }
  return joined;
}

/** Lines that a console cut in the middle of words, put together again. Linear. */
export function withoutWraps(broken: readonly string[]): string[] {
  const lines = withoutLists(broken);
  const cells = lines.map(width);
  const counts = new Map<number, number>();
  let longest = 0;
  let unwrapped = 0;
  for (const [index, size] of cells.entries()) {
    if (size < 60) continue;
    counts.set(size, (counts.get(size) ?? 0) + 1);
    longest = Math.max(longest, size);
    if (size > unwrapped && /^(?:go: |\s)/.test(lines[index]!)) unwrapped = size;
  }
  const fits = (one: number) =>
    unwrapped <= one || (unwrapped === one + 1 && standardWidths.has(unwrapped));
  const widths = new Set([...standardWidths].filter((one) => counts.has(one) && fits(one)));
  if ((counts.get(longest) ?? 0) > 1 && longest <= 400) widths.add(longest);
  // A console drops a blank at the end of a line that it cut.
  const trimmed = new Set([...widths].filter((one) => widths.has(one + 1)));
  const isCut = (line: string) => isOpen(line) && width(line) === longest;
  return joinWrapped(lines, widths, { isCut, trimmed });
}

interface Cuts {
  /** Whether a line of another width was cut for certain. */
  isCut?: (line: string) => boolean;
  /** Widths of lines that lost a blank at their end. */
  trimmed?: ReadonlySet<number>;
}

/** Joins each line of one of these widths, or that is cut for certain, with the next one. */
export function joinWrapped(
  lines: readonly string[],
  widths: ReadonlySet<number>,
  { isCut, trimmed }: Cuts = {},
): string[] {
  const joined: string[] = [];
  let joint: string | null = null;
  for (const line of lines) {
    if (joint !== null && goesOn(line)) joined[joined.length - 1] += joint + line;
    else joined.push(line);
    const columns = width(line);
    joint = widths.has(columns) || isCut?.(line) ? (trimmed?.has(columns) ? " " : "") : null;
  }
  return joined;
}

/** At most one blank of the text stands at the beginning of what a console broke. */
function goesOn(line: string): boolean {
  return /^ ?\S/.test(line) && !isCertainStart(line) && !isContinuation(line);
}

/** A quote begins in it and does not end: the address in `Get "https://…` was cut. */
function isOpen(line: string): boolean {
  return line.length < 2000 && / "[^"]*$/.test(line);
}

/** Columns that a line takes: Chinese characters and their punctuation take two. */
function width(line: string): number {
  if (line.length > 1000) return line.length;
  const wide =
    /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;
  return line.length + (line.match(wide)?.length ?? 0);
}

/** A line with which go, or another program, begins something of its own; the indentation is off. */
const starts =
  /^(?:go(?:\.exe)?: |go (?:get|mod|install|list|build|run|test|env|work|vet|generate|tool|clean|fmt)\b|verifying \S+@v|cmd\/go: |warning: GO|build \S+: |package \S+: |\S+\.go:\d+(?::\d+)?: |(?:Get|read|reading|Head) "?(?:https?|file):|(?:https|http) fetch|PS [^\n]{0,200}>|At line:|At \S.*:\d+ char:\d+|\+ |make(?:\[\d+\])?: |The command |Error: |ERROR|exit status \d|Exception|NativeCommandExitException|FAIL\b|ok\s|Step \d|-{3,}|={3,}|\*{5,}|#\d+ |\$ |```|<\/|[}╵]|Process (?:finished|completed)|Job failed|Target \/\/|ninja: |Script done)/;

/** Words that belong to what go said before, also where nothing indents them. */
const continues =
  /^(?:server response:|fatal: |remote: |error: |ssh: |git@|Host key |Permission denied|Please make sure|and the repository exists|Confirm the import path|If this is a private repo|SECURITY ERROR|This download does NOT|The bits may|have intercepted|For more information|note: module requires|to create a module|module declares its path|but was required as|downloaded: |go\.sum: |(?:[\w.-]+): +h1:|\.\s*$)/;

/** How a line ends that go goes on with in the next one. */
const wantsMore =
  /(?:\b(?:requires|imports|tested by|updating to)|exit status \d+:|parsing go\.mod:|server response:)\s*$/;

/** The same, of a line whose beginning a console may have cut off: it could be the rest of a module's name. */
const startsWithModule =
  /^(?:[\w-]+(?:\.[\w-]+)+(?:\/[\w.~+-]+)*@v\d[\w.+-]*(?:\/go\.mod)?(?: \([^)\n]*\))?: |[\w.~/@+-]+ (?:imports|requires|tested by)$)/;

export function isStart(line: string): boolean {
  return starts.test(line) || startsWithModule.test(line);
}

/** Whether a line certainly begins something, whatever stands above it. */
export function isCertainStart(line: string): boolean {
  return starts.test(line);
}

export function isContinuation(line: string): boolean {
  return continues.test(line);
}

export function wantsNext(line: string): boolean {
  return wantsMore.test(line);
}
