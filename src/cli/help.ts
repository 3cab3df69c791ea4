import type { App, Outcome } from "../commands/app.ts";
import type { HelpText } from "../text/en/help.ts";
import { type HelpPage, renderHelp } from "../ui/help.ts";
import { renderTopic } from "../ui/topic.ts";
import { noPaint } from "../ui/paint.ts";
import { examples } from "./examples.ts";
import { unknownVerb, verbNamedBy } from "./parse.ts";
import { type Flag, type Verb, type VerbName, globalFlags, verbNamed, verbsOf } from "./verbs.ts";

/** `help`: of the program, of a verb, or a topic. Throws Failure `unknown-verb`. */
export async function help(app: App, names: readonly string[]): Promise<Outcome> {
  const topics = await app.text.topics();
  const [first = ""] = names;
  if (names.length === 1 && Object.hasOwn(topics, first)) {
    const text = topics[first as keyof typeof topics];
    return {
      exit: 0,
      document: { schemaVersion: 1, topic: first, text },
      whole: true,
      render: (view) => `${renderTopic(text, view)}\n`,
    };
  }
  let verb: VerbName | null = null;
  for (const word of names) {
    const group: string = verb ?? "";
    verb = verbNamedBy(word, group);
    if (verb === null) throw unknownVerb(word, group, group === "" ? Object.keys(topics) : []);
  }
  return helpOf(app, verb);
}

/** The help of a verb; null: of the program. */
export async function helpOf({ text }: App, verb: VerbName | null): Promise<Outcome> {
  const page = pageOf(await text.help(), verb);
  const plain = renderHelp(page, { text, paint: noPaint, columns: 80, home: null });
  return {
    exit: 0,
    document: { schemaVersion: 1, topic: verb ?? "goproxy-cfg", text: plain },
    whole: true,
    render: (view) => `${renderHelp(page, view)}\n`,
  };
}

function pageOf(text: HelpText, verb: VerbName | null): HelpPage {
  const { operands = {}, flags = {} } = verb === null ? {} : verbNamed(verb);
  const words = verb === null ? {} : wordsOf(text, verb);
  const below = verbsOf(verb ?? "").map((name): [string, string] => [
    usageOf(name, name.slice((verb ?? "").length).trim()),
    wordsOf(text, name)["about"] ?? "",
  ]);
  const ofProgram: [string, string][] = flagRows(globalFlags, text.flags);
  const own = flagRows(flags, words);
  const command = below.length > 0 ? " <command>" : "";
  return {
    headings: text,
    examples: examples(verb).map((line) => `goproxy-cfg ${line}`),
    usage: `goproxy-cfg ${usageOf(verb, verb ?? "")}${command}`.replace("  ", " "),
    about: words["about"] ?? text.description,
    operands: Object.keys(operands).map((name) => [name, words[name] ?? ""]),
    options: verb === null ? ofProgram : own,
    globalOptions: verb === null ? [] : ofProgram,
    commands: below,
    after: verb === null ? text.learnMore : verb === "test" ? text.rules : "",
  };
}

const wordsOf = (text: HelpText, verb: VerbName): Readonly<Record<string, string>> =>
  Object.hasOwn(text.verbs, verb) ? text.verbs[verb as keyof HelpText["verbs"]] : {};

/** `name|alias [options] <operand...>` */
function usageOf(verb: VerbName | null, name: string): string {
  const { alias, operands = {}, flags }: Verb = verb === null ? { flags: {} } : verbNamed(verb);
  const shapes = { "1": "<>", "+": "<...>", "?": "[]", "*": "[...]" };
  return [
    alias === undefined ? name : `${name}|${alias}`,
    ...(flags === undefined ? [] : ["[options]"]),
    ...Object.entries(operands).map(([operand, count]) =>
      shapes[count].replace(/^./, `$&${operand}`),
    ),
  ].join(" ");
}

function flagRows(
  flags: Readonly<Record<string, Flag>>,
  words: Readonly<Record<string, string>>,
): [string, string][] {
  return Object.entries(flags).map(([name, { short, value, many }]) => [
    `${short === undefined ? "" : `${short}, `}${name}${value === undefined ? "" : ` <${value}${many === "words" ? "..." : ""}>`}`,
    words[name] ?? "",
  ]);
}
