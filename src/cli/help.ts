import { type Command, Help, type HelpConfiguration } from "commander";
import type { View, App, Outcome } from "../app.ts";
import type { HelpText } from "../text/shape.ts";
import { noPaint } from "../term/paint.ts";
import { displayWidth, withWidths, wrap } from "../term/layout.ts";
import { programExamples, type VerbName, verbNamed, verbs } from "../verb-table.ts";
import { pathOf, unknownVerb, type VerbCommand } from "./verb-command.ts";
import { globalHeading, program } from "./program.ts";

/** `help`: of the program, of a verb, or a topic. Throws Failure `unknown-verb`. */
export async function help(app: App, names: readonly string[]): Promise<Outcome> {
  const topics = await app.text.topics();
  const [first = ""] = names;
  if (names.length === 1 && Object.hasOwn(topics, first)) {
    const text = topics[first as keyof typeof topics];
    return outcome(first, text, (view) => topicFor(view, text));
  }
  return helpOf(app, names, Object.keys(topics));
}

/** The help of the verb of these names; of the program for none. Throws Failure `unknown-verb`. */
export async function helpOf(
  { text }: App,
  names: readonly string[],
  topics: readonly string[] = [],
): Promise<Outcome> {
  const words = await text.help();
  let command = program(() => {}, words);
  for (const name of names) {
    const below = command.below(name);
    if (below === undefined) throw unknownVerb(name, command, command.verb === null ? topics : []);
    command = below;
  }
  const page = (view: View) => pageFor(view, command, words);
  const usual = { text, paint: noPaint, columns: usualColumns, home: null };
  const plain = await withWidths(() => page(usual));
  return outcome(command.verb ?? "goproxy-cfg", plain, page);
}

function outcome(topic: string, text: string, page: (view: View) => string): Outcome {
  return {
    exit: 0,
    document: { schemaVersion: 1, topic, text },
    unredacted: true,
    render: (view) => `${page(view)}\n`,
  };
}

/** Columns where no terminal tells them, the most that are read with ease, and the fewest beside a term. */
const usualColumns = 80;
const mostColumns = 100;
const fewestBeside = 24;

/** commander's help of a command in the language of `words`, what a newcomer types first. */
function pageFor({ paint, columns }: View, command: VerbCommand, words: HelpText): string {
  const width = Math.min(columns > 0 ? columns : usualColumns, mostColumns);
  const { verb } = command;
  const lines = verb === null ? programExamples : (verbNamed(verb).examples ?? []);
  const examples = lines.map((line) => `\n  goproxy-cfg ${line}`).join("");
  const after = verb === null ? words.learnMore : verb === "test" ? words.rules : "";
  // commander would ask the process of its colours and columns.
  command
    .configureHelp(layout(words, paint.bold))
    .configureOutput({ getOutHelpWidth: () => width, getOutHasColors: () => true });
  return [
    examples === "" ? "" : `${paint.bold(words.examples)}${examples}`,
    command.helpInformation().trimEnd(),
    after,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** What commander leaves to its hooks: headings, widths of Chinese, and what a narrow terminal gets. */
function layout(words: HelpText, bold: (text: string) => string): HelpConfiguration {
  const titles: Readonly<Record<string, string>> = {
    "Arguments:": words.operands,
    "Options:": words.options,
    [globalHeading]: words.globalOptions,
    "Commands:": words.commands,
  };
  return {
    // The usage stands in a line of its own, as all that is below a heading.
    styleTitle: (title) =>
      title === "Usage:" ? `${bold(words.usage)}\n ` : bold(titles[title] ?? title),
    commandUsage: (command) => {
      const usage = usageOf(command, `goproxy-cfg ${pathOf(command)}`.trimEnd());
      if (startsCommand(command)) return `${usage} -- <command...>`;
      return command.commands.length > 0 && command.registeredArguments.length === 0
        ? `${usage} <command>`
        : usage;
    },
    subcommandTerm: (command) => usageOf(command, command.name()),
    displayWidth,
    boxWrap: (text, width) => wrap(text, width).join("\n"),
    minWidthToWrap: fewestBeside,
    formatItem(term, termWidth, about, helper) {
      const { helpWidth = usualColumns } = helper;
      if (helpWidth - termWidth - 4 >= fewestBeside) {
        return Help.prototype.formatItem.call(helper, term, termWidth, about, helper);
      }
      return [`  ${term}`, ...wrap(about, helpWidth - 6).map((line) => `      ${line}`)].join("\n");
    },
  };
}

/** `name|alias [options] <operand...>`; the options that every command has are not worth a word there. */
function usageOf(command: Command, name: string): string {
  const alias = command.alias();
  const hasOwn = command.options.some(({ helpGroupHeading }) => helpGroupHeading === undefined);
  return [
    alias === undefined ? name : `${name}|${alias}`,
    ...(hasOwn ? ["[options]"] : []),
    ...command.registeredArguments.map((operand) => {
      const term = operand.variadic ? `${operand.name()}...` : operand.name();
      return operand.required ? `<${term}>` : `[${term}]`;
    }),
  ].join(" ");
}

function startsCommand(command: Command): boolean {
  const verb = pathOf(command);
  return Object.hasOwn(verbs, verb) && verbNamed(verb as VerbName).command === true;
}

/** A topic for a person: its title, and the commands to see it with, stand out. */
function topicFor({ paint, columns }: View, text: string): string {
  return (columns > 0 ? reflowed(text, Math.min(columns, mostColumns)) : text)
    .split("\n")
    .map((line, at) => {
      if (at === 0) return paint.bold(line);
      return line.startsWith("$ ") ? `  ${paint.cyan(line)}` : line;
    })
    .join("\n");
}

/** The paragraphs of a topic in lines of that many columns; between two Chinese characters a line break is no blank. */
function reflowed(text: string, columns: number): string {
  const joined = text.replaceAll(/(?<=(.))\n(?=([^\n$]))/gu, (_, before: string, after: string) =>
    isWide.test(before) && isWide.test(after) ? "" : " ",
  );
  return joined
    .split("\n")
    .map((line) => (line.startsWith("$ ") || line === "" ? line : wrap(line, columns).join("\n")))
    .join("\n");
}

const isWide = /[\u2e80-\u9fff\uff00-\uffef]/;
