import { Command, Option } from "commander";
import type { Flags } from "../app.ts";
import type { HelpText } from "../text/shape.ts";
import { type Flag, type VerbName, globalFlags, verbNamed, verbs } from "../verb-table.ts";
import { checkWords, type Asks, VerbCommand } from "./verb-command.ts";

/** A command line, understood. */
export interface Call {
  /** null: none is named. */
  verb: VerbName | null;
  words: string[];
  /** By name, in camel case; switches are true, or false where their name begins with `no`. */
  options: Record<string, unknown>;
  flags: Flags;
  asks: Asks;
  /** Words in which a shell has joined several names. */
  joined: readonly string[];
}

/** The heading of the options that every verb takes, as commander has it; the help translates it. */
export const globalHeading = "Global Options:";

/**
 * The command line as commander's commands, made from the table of the verbs; with `text` they are described.
 * `perform` gets what was understood. Throws Failure (`usage`) where commander would print and exit.
 */
export function program(
  perform: (call: Call) => Promise<void> | void,
  text: HelpText | null = null,
): VerbCommand {
  const root = new VerbCommand("goproxy-cfg");
  root
    .description(text?.description ?? "")
    .helpOption(false)
    .allowExcessArguments()
    .enablePositionalOptions()
    .exitOverride()
    .hook("preSubcommand", declareNamed)
    .action(() => perform(callOf(root)));
  addOptions(root, globalFlags, text?.flags);
  for (const name of Object.keys(verbs) as VerbName[]) {
    const command = addVerb(root, name, text);
    command.hook("preSubcommand", declareNamed).action(() => perform(callOf(command)));
    if (text !== null) addOptionsOf(command, text);
  }
  return root;
}

/** The flags that decide how a failure is told, of a command line that need not be right. */
export function earlyFlags(argv: readonly string[]): Flags {
  const early = new Command()
    .option("--json")
    .option("--debug")
    .option("--no-color")
    .option("--lang [language]");
  early.parseOptions([...argv]);
  const { lang, ...flags } = early.opts();
  return typeof lang === "string" ? { ...flags, lang } : flags;
}

function addVerb(root: VerbCommand, name: VerbName, text: HelpText | null): VerbCommand {
  const { alias, operands = {}, raw = false, hidden = false } = verbNamed(name);
  const [group = "", own] = name.split(" ");
  const above = own === undefined ? root : (root.below(group) ?? root);
  const words = text === null ? {} : wordsOf(text, name);
  const command = above
    .command(own ?? group, { hidden })
    .description(words["about"] ?? text?.description ?? "");
  if (alias !== undefined) command.alias(alias);
  for (const [operand, count] of Object.entries(operands)) {
    command.argument(operandShapes[count].replace(/^./, `$&${operand}`), words[operand]);
  }
  // A verb that has operands and verbs of its own: behind the name of one, options are that one's.
  if (Object.keys(operands).length > 0) command.enablePositionalOptions();
  return raw ? command.passThroughOptions().allowUnknownOption() : command;
}

const operandShapes = { "1": "<>", "+": "<...>", "?": "[]", "*": "[...]" };

/** Most of a start would go to the options of all the verbs that are not named. */
function declareNamed(_above: Command, named: Command): void {
  if (named.options.length === 0) addOptionsOf(named as VerbCommand, null);
}

function addOptionsOf(command: VerbCommand, text: HelpText | null): void {
  const { verb } = command;
  if (verb === null || verbNamed(verb).raw) return;
  addOptions(command, verbNamed(verb).flags ?? {}, text === null ? {} : wordsOf(text, verb));
  addOptions(command, globalFlags, text?.flags, globalHeading);
}

function addOptions(
  command: VerbCommand,
  flags: Readonly<Record<string, Flag>>,
  words: Readonly<Record<string, string>> = {},
  heading?: string,
): void {
  for (const [name, { short, value, many }] of Object.entries(flags)) {
    const placeholder = value === undefined ? "" : ` <${value}${many === "words" ? "..." : ""}>`;
    const flag = `${short === undefined ? "" : `${short}, `}${name}${placeholder}`;
    const option = new Option(flag, words[name]);
    if (heading !== undefined) option.helpGroup(heading);
    if (value !== undefined) {
      option.argParser<string | string[]>((given, before) => {
        // What looks like an option is no value, unless it came as one word with its own; `-` is standard input.
        if (/^-./s.test(given) && command.given.includes(given))
          command.optionMissingArgument(option);
        if (value === "list") return command.namesIn(given).join(",");
        if (many === undefined) return given;
        const names = /^(?:check|name)$/.test(value) ? command.namesIn(given) : [given];
        return [...(Array.isArray(before) ? before : []), ...names];
      });
    }
    command.addOption(option);
  }
}

/** What the help says of a verb and of its operands and options, by their names. */
const wordsOf = (text: HelpText, verb: VerbName): Readonly<Record<string, string>> =>
  Object.hasOwn(text.verbs, verb) ? text.verbs[verb as keyof HelpText["verbs"]] : {};

/** What the words mean. Throws Failure (`usage`) where there are too many, or a verb is missing. */
function callOf(command: VerbCommand): Call {
  const { json, dryRun, yes, quiet, debug, color, lang, go, ...options } = command.chosen();
  const flags = defined({ json, dryRun, yes, quiet, debug, color, lang, go }) as Flags;
  const asks = command.asks();
  checkWords(command, asks !== null);
  const { verb, args, joined } = command;
  const named = verb === null ? {} : verbNamed(verb);
  const tells =
    named.names === true || (named.operands?.["mirror"] !== undefined && verb !== "use");
  const apart = tells ? args.flatMap((word) => command.namesIn(word)) : args;
  // What mirrors were joined, and how, is read by who knows them.
  const words = named.names === true ? apart : args;
  const call = { verb, words, options, flags, asks, joined };
  if (named.command !== true) return call;
  const started = command.started === null || command.started.length === 0 ? null : command.started;
  return { ...call, options: { ...options, command: started } };
}

function defined(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
