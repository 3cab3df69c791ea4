import type { HelpText } from "../text/en/help.ts";
import { displayWidth, padEnd } from "./table.ts";
import type { View } from "./view.ts";
import { wrap } from "./wrap.ts";

/** A term, and what is said of it. */
type Row = readonly [term: string, about: string];

/** The help of a verb, or of the program; what is empty is left out. */
export interface HelpPage {
  headings: HelpText;
  examples: readonly string[];
  usage: string;
  about: string;
  operands: readonly Row[];
  options: readonly Row[];
  globalOptions: readonly Row[];
  commands: readonly Row[];
  after: string;
}

/** Columns where no terminal tells them, and the most that are read with ease. */
const [usual, most] = [80, 100];

/** The page as lines: what a newcomer types comes first. */
export function renderHelp(page: HelpPage, { paint, columns }: View): string {
  const { headings, usage, about, after } = page;
  const width = Math.min(columns > 0 ? columns : usual, most);
  const lists = [page.operands, page.options, page.globalOptions, page.commands];
  const term = Math.max(...lists.flat().map(([name]) => displayWidth(name)));
  const list = (heading: string, rows: readonly Row[]): string[] =>
    rows.length === 0
      ? []
      : [[paint.bold(heading), ...rows.flatMap((row) => lines(row, term, width))].join("\n")];
  const examples = page.examples.map((line) => `  ${line}`);
  return [
    ...(examples.length === 0 ? [] : [[paint.bold(headings.examples), ...examples].join("\n")]),
    `${paint.bold(headings.usage)}\n  ${usage}`,
    wrap(about, width).join("\n"),
    ...list(headings.operands, page.operands),
    ...list(headings.options, page.options),
    ...list(headings.globalOptions, page.globalOptions),
    ...list(headings.commands, page.commands),
    ...(after === "" ? [] : [after]),
  ].join("\n\n");
}

/** A row in two columns; in a narrow terminal what is said stands below its term. */
function lines([name, about]: Row, term: number, width: number): string[] {
  const indent = term + 4;
  if (width - indent < 24)
    return [`  ${name}`, ...wrap(about, width - 6).map((line) => `      ${line}`)];
  return wrap(about, width - indent).map((line, at) =>
    at === 0 ? `  ${padEnd(name, term)}  ${line}` : `${" ".repeat(indent)}${line}`,
  );
}
