import type { Option } from "commander";
import type { App, Outcome } from "../app.ts";
import { variable } from "../context.ts";
import { Failure } from "../failure.ts";
import { program } from "./program.ts";
import { bare, type Suggestion, valuesOf } from "./values.ts";
import type { VerbCommand } from "./verb-command.ts";

/** `complete -- WORDS…`, which the scripts call: what the last word could become. */
export async function complete(app: App, words: readonly string[]): Promise<Outcome> {
  const { ctx } = app;
  const quote = escapes[variable(ctx, "GOPROXY_CFG_COMPLETE") ?? ""] ?? ((value) => value);
  const apart = variable(ctx, "GOPROXY_CFG_WORD");
  const typed = apart === undefined ? words : [...words, apart.slice(1)];
  const before = typed.slice(0, -1);
  const last = typed.at(-1) ?? "";
  const found = await suggestions(app, before, last);
  const lines =
    found === "files"
      ? ":files\n"
      : found
          .map(({ value, about }) => ({ value: quote(value), about: about.replace(/\s+/g, " ") }))
          .filter(({ value }) => value.startsWith(last))
          .map(({ value, about }) => `${value}\t${about}\n`)
          .join("");
  return { exit: 0, document: { schemaVersion: 1, lines }, unredacted: true, render: () => lines };
}

/** How bash takes a value literally, by the quote in which it stands: it inserts what it is given as it is. */
const escapes: Readonly<Record<string, (value: string) => string>> = {
  bash: (value) => value.replace(/[^\w.,:/@%+=~\u{80}-\u{10FFFF}-]/gu, "\\$&"),
  // Bash closes the quote itself, but not behind a sign that looks like its end: that one stands outside.
  "bash-double": (value) =>
    value
      .replace(/[$`"\\]/g, "\\$&")
      .replaceAll("!", `"'!'"`)
      .replace(/\\"$/, String.raw`"\"`),
  "bash-single": (value) =>
    value.replaceAll("'", String.raw`'\''`).replace(/'\\''$/, String.raw`'\'`),
};

/** What may stand after these words; only what `last` begins is wanted of it. */
async function suggestions(
  app: App,
  before: readonly string[],
  last: string,
): Promise<readonly Suggestion[] | "files"> {
  const root = program(() => {}, await app.text.help());
  const command = commandAt(root, before);
  const values = await valuesOf(app.ctx, app.text.lang, before);
  const ofOption = ({ flags, long = "" }: Option): readonly Suggestion[] | "files" => {
    const [, value = ""] = /<([^>]+)>/.exec(flags) ?? [];
    if (/^(?:file|path)$/.test(value)) return "files";
    return value.includes("|") ? bare(value.split("|")) : values.option(long);
  };
  const awaiting = before.includes("--") ? undefined : optionBefore(before, command.options);
  if (awaiting !== undefined) return ofOption(awaiting);
  const [inline] = /^--[a-z-]+(?==)/.exec(last) ?? [];
  if (inline !== undefined) {
    const option = command.options.find(({ long }) => long === inline);
    const offered = option === undefined ? [] : ofOption(option);
    if (offered === "files") return offered;
    return offered.map(({ value, about }) => ({ value: `${inline}=${value}`, about }));
  }
  if (last.startsWith("-")) {
    return command.options.map(({ long = "", description }) => ({
      value: long,
      about: description,
    }));
  }
  if (command.verb !== "help") return [...verbsOf(command), ...values.operand(command.verb ?? "")];
  // Behind `help` stands the name of a verb, of one word or two, or a topic.
  const named = commandAt(root, before.slice(before.indexOf("help") + 1));
  const topics = named === root ? Object.keys(await app.text.topics()) : [];
  return [...verbsOf(named), ...bare(topics)];
}

const verbsOf = (command: VerbCommand): Suggestion[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((each) => ({ value: each.name(), about: each.description() }));

/** The command that the words lead to; the program itself where they are wrong already. */
function commandAt(root: VerbCommand, words: readonly string[]): VerbCommand {
  let command = root;
  let rest = [...words];
  try {
    while (command.commands.length > 0) {
      const { operands, unknown } = command.parseOptions(rest);
      const [name, ...further] = operands;
      if (name === undefined) return command;
      const below = command.below(name);
      if (below === undefined) return command.registeredArguments.length > 0 ? command : root;
      command = below;
      rest = [...further, ...unknown];
    }
  } catch (error) {
    if (error instanceof Failure) return root;
    throw error;
  }
  return command;
}

/** The option whose value comes next. */
function optionBefore(before: readonly string[], options: readonly Option[]): Option | undefined {
  const at = before.findLastIndex((word) => word.startsWith("-"));
  const word = before[at] ?? "";
  return options.find(
    ({ long, short, required, variadic }) =>
      (long === word || short === word) && required && (variadic || at === before.length - 1),
  );
}
