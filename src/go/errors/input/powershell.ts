import { isStart } from "./starts.ts";
import { joinWrapped, standardWidths } from "./wraps.ts";

/**
 * A log without the frames of PowerShell's error records, each of which carries a line of go or all of them: the view
 * of PowerShell 7 (`Line |`, `     | text`, wrapped by words) and that of 5.1 (`go : text` wrapped at the
 * console's width, `At line:1 char:1`, `+ …`, `+ CategoryInfo`). Linear.
 */
export function withoutRecords(lines: readonly string[]): string[] {
  return withoutNormalView(withoutConciseView(lines));
}

const conciseHead = /^Line \|\s*$/;
const conciseCode = /^\s{0,8}\d+ \| /;
const conciseText = /^ {2,9}\| ?(.*)$/;
const underline = /^\s*~+\s*$/;

function withoutConciseView(lines: readonly string[]): string[] {
  if (!lines.some((line) => conciseHead.test(line))) return [...lines];
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (!conciseHead.test(lines[at]!)) {
      kept.push(lines[at]!);
      continue;
    }
    // Above it: `Invoke-Go: /home/dev/build.ps1:6`.
    if (kept.length > 0 && /^[\w.-]+: \S/.test(kept.at(-1)!)) kept.pop();
    let next = at + 1;
    while (next < lines.length && conciseCode.test(lines[next]!)) next += 1;
    const said: string[] = [];
    for (; next < lines.length; next++) {
      const text = conciseText.exec(lines[next]!)?.[1];
      if (text === undefined) break;
      if (!underline.test(text)) said.push(text);
    }
    if (said.length > 0) kept.push(...separated(said.map((one) => one.trimEnd()).join(" ")));
    at = next - 1;
  }
  return kept;
}

/** The record of a whole output is one text, in which line ends became blanks: each failure of go is a line again. */
export function separated(text: string): string[] {
  return text.replace(progress, "$1\n").split(next);
}

const progress =
  /(\bgo: (?:finding(?: module for package)?|downloading|extracting) \S+(?: v\d\S*)?) +(?=\S)/g;
const next =
  /\n|(?<=[^\s:"'(]) +(?=go: (?:\S+@v\d|module |downloading |finding |extracting |updates to |warning))/;

const place =
  /^(?:At line:\d+ char:\d+|At \S.*:\d+ char:\d+|\S{1,12} ?\S{0,12}[:：]\d+ \S{1,12}[:：] ?\d+|所在位置 .*|発生場所 .*|위치 .*|In .*:\d+ \S+:\d+|Au caractère .*|En línea: .*|строка:.*)\s*$/;
const detail = /^\s*\+ /;

/** `go : `, `go.exe : `, ` go mod tidy 2>&1 | ForEach-Object { … }  : ` before the text of a record. */
const speaker = /^(?:[\w.-]{1,60}|\s?.{1,400}?) : (?=\s*\S)/;

function withoutNormalView(lines: readonly string[]): string[] {
  const places = lines.flatMap((line, at) => {
    return place.test(line) && detail.test(lines[at + 1] ?? "") ? [at] : [];
  });
  if (places.length === 0) return [...lines];
  const kept: string[] = [];
  let at = 0;
  for (const where of places) {
    if (where < at) continue;
    const begin = beginOfRecord(lines, at, where);
    kept.push(...lines.slice(at, begin));
    const [first = "", ...more] = joinWrapped(lines.slice(begin, where), standardWidths);
    kept.push(first.replace(speaker, ""), ...more);
    at = endOfRecord(lines, where);
  }
  kept.push(...lines.slice(at));
  return kept;
}

/** The nearest line above with a speaker; a record is short. */
function beginOfRecord(lines: readonly string[], least: number, where: number): number {
  for (let at = where - 1; at >= Math.max(least, where - 40); at--) {
    const line = lines[at]!;
    if (speaker.test(line) && (!isStart(line) || /^go(?:\.exe)? : /.test(line))) return at;
  }
  return where;
}

/** Behind the last of its details, and the blank line there. */
function endOfRecord(lines: readonly string[], where: number): number {
  let at = where + 1;
  let last = at;
  for (; at < lines.length && at < where + 24; at++) {
    const line = lines[at]!;
    if (detail.test(line)) last = at + 1;
    else if (!/^ {3}\S/.test(line) && !/^\s*$/.test(line)) break;
    else if (/^ {3}\S/.test(line)) last = at + 1;
    else break;
  }
  return /^\s*$/.test(lines[last] ?? "x") ? last + 1 : last;
}
