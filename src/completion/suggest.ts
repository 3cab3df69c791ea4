import {
  type Flag,
  type VerbName,
  globalFlags,
  isGroup,
  verbNamed,
  verbsOf,
} from "../cli/verbs.ts";
import { verbOf } from "../cli/parse.ts";
import type { App, Outcome } from "../commands/app.ts";
import { variable } from "../context.ts";
import { Failure } from "../errors.ts";
import { bare, type Value, valuesOf } from "./values.ts";

/** `complete -- WORDS…`, which the scripts call: what the last word could become. */
export async function complete(app: App, words: readonly string[]): Promise<Outcome> {
  const { ctx } = app;
  const isBash = variable(ctx, "GOPROXY_CFG_COMPLETE") === "bash";
  const apart = variable(ctx, "GOPROXY_CFG_WORD");
  const typed = apart === undefined ? words : [...words, apart.slice(1)];
  const quote = (value: string) =>
    isBash ? value.replace(/[^\w.,:/@%+=~\u{80}-\u{10FFFF}-]/gu, "\\$&") : value;
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
  return { exit: 0, document: { schemaVersion: 1, lines }, whole: true, render: () => lines };
}

/** What may stand after these words; only what `last` begins is wanted of it. */
async function suggestions(
  app: App,
  before: readonly string[],
  last: string,
): Promise<readonly Value[] | "files"> {
  const verb = verbAt(before);
  const flags: Readonly<Record<string, Flag>> = {
    ...(verb === null ? {} : verbNamed(verb).flags),
    ...globalFlags,
  };
  const values = await valuesOf(app.ctx, app.text.lang, before);
  const ofFlag = (name: string): readonly Value[] | "files" => {
    const { value = "" } = flags[name] ?? {};
    if (/^(?:file|path)$/.test(value)) return "files";
    return value.includes("|") ? bare(value.split("|")) : values.option(name);
  };
  const awaited = before.includes("--") ? null : flagBefore(before, flags);
  if (awaited !== null) return ofFlag(awaited);
  const [inline] = /^--[a-z-]+(?==)/.exec(last) ?? [];
  if (inline !== undefined) {
    const offered = ofFlag(inline);
    if (offered === "files") return offered;
    return offered.map(({ value, about }) => ({ value: `${inline}=${value}`, about }));
  }
  const help = await app.text.help();
  if (last.startsWith("-")) {
    const words: Record<string, string> = { ...help.flags, ...aboutOf(help.verbs, verb) };
    return Object.keys(flags).map((value) => ({ value, about: words[value] ?? "" }));
  }
  // Behind `help` stands the name of a verb, of one word or two.
  const named = verb === "help" ? verbAt(before.slice(before.indexOf("help") + 1)) : verb;
  const below = named === null || isGroup(named) ? verbsOf(named ?? "") : [];
  const verbs = below.map((name) => ({
    value: name.slice(name.indexOf(" ") + 1),
    about: aboutOf(help.verbs, name)["about"] ?? "",
  }));
  if (verb !== "help") return [...verbs, ...values.operand(verb ?? "")];
  const topics = named === null ? Object.keys(await app.text.topics()) : [];
  return [...verbs, ...bare(topics)];
}

const aboutOf = (texts: object, verb: VerbName | null): Readonly<Record<string, string>> =>
  (texts as Record<string, Record<string, string>>)[verb ?? ""] ?? {};

/** The verb that stands there; null where none does, or where the line is wrong already. */
function verbAt(words: readonly string[]): VerbName | null {
  try {
    return verbOf(words).verb;
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** The flag whose value comes next, by its long name. */
function flagBefore(
  before: readonly string[],
  flags: Readonly<Record<string, Flag>>,
): string | null {
  const greedy = before.findLastIndex((word) => word.startsWith("-"));
  const word = before[greedy] ?? "";
  const found = Object.entries(flags).find(([name, { short }]) => name === word || short === word);
  if (found === undefined) return null;
  const [name, { value, many }] = found;
  const isNext = greedy === before.length - 1 || many === "words";
  return value !== undefined && isNext ? name : null;
}
