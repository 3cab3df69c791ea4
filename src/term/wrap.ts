import { displayWidth } from "./width.ts";

/**
 * A text in lines of that many columns at most, broken at spaces and between Chinese characters. What has no
 * such place (a URL, a command) stays whole, so that it can be copied.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text)) {
    if (line !== "" && displayWidth(line + piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  }
  if (line.trimEnd() !== "") lines.push(line.trimEnd());
  return lines;
}

const wide = String.raw`[\u2e80-\u9fff\uf900-\ufaff]`;
/** Punctuation that must not begin a line, and such as must not end one. */
const closing = "[，。、；：！？）》」』”’]*";
const opening = "[（《「『“‘]*";

function pieces(text: string): string[] {
  const piece = new RegExp(
    `${opening}${wide}${closing}|(?:(?!${wide})\\S)+${closing}\\s*|\\s+`,
    "gu",
  );
  return text.match(piece) ?? [];
}
