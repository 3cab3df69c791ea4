import { isStart, joinWrapped, standardWidths } from "./wraps.ts";

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

/** PowerShell's objects as XML, which `powershell` writes to stderr when another program reads it. */
const objects = /(?:#<\s*CLIXML\s*)?<Objs\b[^>]*>/g;

/** What an element says that is text of a stream, an error in words, or the message of one. */
const spoken = /<(S|ToString|TS)\b([^>]*)>([^<]*)<\/\1>/g;

/** A log with what its CLIXML says in the place of it. Linear. */
export function withoutClixml(text: string): string {
  if (!text.includes("<Objs")) return text;
  const parts: string[] = [];
  let at = 0;
  for (const { index, 0: opening } of text.matchAll(objects)) {
    if (index < at) continue;
    const found = text.indexOf("</Objs>", index);
    const end = found === -1 ? text.length : found;
    parts.push(text.slice(at, index), saidIn(text.slice(index + opening.length, end)));
    at = end + "</Objs>".length;
  }
  parts.push(text.slice(at));
  return parts.join("\n");
}

/** `S S="…"` is a line of a stream (its last characters say so); a named string is a property, whose value counts too. */
function saidIn(xml: string): string {
  let said = "";
  for (const [, , attributes = "", text = ""] of xml.matchAll(spoken)) {
    const words = decoded(text);
    const isStream = /\bS="/.test(attributes);
    said += isStream ? words : `\n${words}\n`;
  }
  return said;
}

const entities: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  amp: "&",
};

/** `&quot;`, `&#xA;` and the like as the characters that they stand for. */
export function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|quot|apos|amp));/g,
    (whole, hex, dec, name) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : "";
    },
  );
}

function decoded(text: string): string {
  return withoutEntities(text).replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
