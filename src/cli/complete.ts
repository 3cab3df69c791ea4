import type { Option } from "commander";
import type { App, Outcome } from "../app.ts";
import { variable, type Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { program } from "./program.ts";
import type { VerbCommand } from "./verb-command.ts";
import { inspectGo } from "../go/machine/command.ts";
import { readMachine } from "../go/machine/layers.ts";
import { splitPatterns } from "../go/patterns/patterns.ts";
import { catalog, type OwnMirror } from "../catalog/catalog.ts";
import { readOwnMirrors } from "../mirrors/own.ts";
import { redactUrl } from "../go/text/redact.ts";
import { settingKeys, storedSettings } from "../settings/effective.ts";
import { shellNames } from "../shells/detect.ts";
import { formatNames } from "../shells/formats.ts";
import { scripts } from "./scripts.ts";

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

export interface Suggestion {
  value: string;
  about: string;
}

/** What stands in the place of an operand of a verb, or of the value of a flag; nothing where that is open. */
export interface Values {
  operand(verb: string): readonly Suggestion[];
  option(long: string): readonly Suggestion[];
}

/** Values of which there is nothing to say. */
export const bare = (values: readonly string[]): Suggestion[] =>
  values.map((value) => ({ value, about: "" }));

/** Reads only what the words at hand can need; a file that cannot be read has nothing to suggest. */
export async function valuesOf(
  ctx: Context,
  lang: "en" | "zh",
  words: readonly string[],
): Promise<Values> {
  const own = await quietly(() => readOwnMirrors(ctx), []);
  const mirrors = [
    ...own.map(ownValue),
    ...catalog.map(({ id, name }) => ({ value: id, about: name[lang] })),
  ];
  const patterns = words[0] === "private" ? await storedPatterns(ctx) : [];
  const changes = words[0] === "undo" ? await undoable(ctx) : [];
  const environments = /^(?:check|apply)$/.test(words[0] ?? "") ? await teamEnvironments(ctx) : [];
  const prints = words[0] === "watch" ? await printedNames() : [];
  const [checks, codes] = words[0] === "doctor" ? await doctorNames() : [[], []];
  const operands: Record<string, readonly Suggestion[]> = {
    use: [...mirrors, ...bare(["direct", "off", "auto"])],
    env: [...mirrors, ...bare(["direct", "off"])],
    test: mirrors,
    watch: mirrors,
    "watch install": mirrors,
    run: [...mirrors, ...bare(["direct", "off", "auto"])],
    "gateway init": [...bare(["nginx", "athens", "goproxy"]), ...mirrors],
    "mirror remove": own.map(ownValue),
    "mirror rename": own.map(ownValue),
    "private remove": bare(patterns),
    validate: bare(settingKeys.map((key) => `${key}=`)),
    undo: changes,
    completion: bare([...Object.keys(scripts), "install"]),
  };
  const options: Record<string, readonly Suggestion[]> = {
    "--sumdb": bare(["default", "cn", "off"]),
    "--serves": bare(["modules", "sumdb", "toolchain"]),
    "--as": bare(formatNames),
    "--for": bare(["systemd", "compose", "kubernetes"]),
    "--shell": bare(shellNames),
    "--compare": bare(["go"]),
    "--print": bare(prints),
    "--unit": bare(["systemd"]),
    "--conformance": mirrors,
    "--environment": bare(environments),
    "--only": bare(checks),
    "--skip": bare(checks),
    "--explain": bare(codes),
  };
  return {
    operand: (verb) => operands[verb] ?? [],
    option: (long) => options[long] ?? [],
  };
}

const ownValue = ({ name, url }: OwnMirror): Suggestion => ({ value: name, about: redactUrl(url) });

async function storedPatterns(ctx: Context): Promise<string[]> {
  const machine = readMachine(ctx, await inspectGo(ctx));
  return quietly(() => splitPatterns(storedSettings(ctx, machine)["GOPRIVATE"] ?? ""), []);
}

async function printedNames(): Promise<string[]> {
  return Object.keys((await import("../watch/print/print.ts")).printed);
}

async function undoable(ctx: Context): Promise<Suggestion[]> {
  const { readHistory } = await import("../changes/history.ts");
  const past = await quietly(() => readHistory(ctx), []);
  return past
    .filter(({ undone }) => !undone)
    .map(({ id, verb, at }) => ({ value: id, about: `${verb} ${at}` }));
}

async function teamEnvironments(ctx: Context): Promise<string[]> {
  const { findTeamFile } = await import("../config/find.ts");
  const file = findTeamFile(ctx);
  if (file === null) return [];
  const { loadTeamFile } = await import("../team/load.ts");
  const { newest } = await import("../go/version.ts");
  try {
    const team = await loadTeamFile(ctx, file, { version: newest, platform: ctx.platform });
    // Nobody may have consented to the file: what a shell could take for more than a word is not offered.
    return Object.keys(team.environments).filter((name) => /^[\w.-]+$/.test(name));
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

async function doctorNames(): Promise<[string[], string[]]> {
  const [{ checks }, { groupOf }] = await Promise.all([
    import("../doctor/checks/all.ts"),
    import("../doctor/check.ts"),
  ]);
  const { findingTable } = await import("../findings.ts");
  return [
    [...new Set(checks.flatMap((check) => [groupOf(check), check.id]))],
    Object.keys(findingTable),
  ];
}

async function quietly<T>(read: () => T | Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure) return otherwise;
    throw error;
  }
}
