import { isCertainStart, isContinuation } from "./starts.ts";

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
