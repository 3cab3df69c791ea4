import { Command, Option } from "commander";
import { examples } from "./examples.ts";
import { teamVerbs } from "./team.ts";
import type { Action } from "../commands/app.ts";
import type { Text } from "../text/text.ts";

/** Runs a verb: its module is imported only when it is asked for. */
export type Perform = <A extends unknown[]>(
  load: () => Promise<Action<A>>,
  ...input: A
) => Promise<void>;

/** The command line in the language of `text`: every flag, and every verb unless `only` names the one that is asked for. */
export function program(
  text: Text,
  version: string,
  print: (help: string) => void,
  perform: Perform,
  only: string | null = null,
): Command {
  const { cli } = text;
  const root = new Command("goproxy-cfg");
  root
    .description(cli.description)
    .version(version, "-V, --version", cli.flags.version)
    .helpOption("-h, --help", cli.flags.help)
    .helpCommand("help [command]", cli.flags.help)
    .option("--json", cli.flags.json)
    .option("-n, --dry-run", cli.flags.dryRun)
    .option("-y, --yes", cli.flags.yes)
    .option("-q, --quiet", cli.flags.quiet)
    .option("--debug", cli.flags.debug)
    .option("--no-color", cli.flags.noColor)
    .addOption(new Option("--lang <en|zh>", cli.flags.lang))
    .option("--go <path>", cli.flags.go)
    .addHelpText("beforeAll", ({ command }) => examples(text, command))
    .addHelpText("after", `\n${cli.learnMore}\n${text.team.topics}`)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: () => {}, outputError: () => {} });
  root.configureHelp(headings(text));

  const descriptions = { ...cli.verbs, ...text.team.verbs };
  const verb = (usage: string, name: keyof typeof descriptions, parent = root) =>
    parent
      .command(usage)
      .description(descriptions[name])
      .helpOption("-h, --help", cli.flags.help)
      .configureHelp({ ...headings(text), showGlobalOptions: true });

  const verbs: Record<string, () => void> = {
    use: () => {
      verb("use", "use")
        .argument("<mirror...>", cli.operands.mirror)
        .option("--fallback <any|missing>", cli.use.fallback)
        .option("--no-direct", cli.use.noDirect)
        .option("--sumdb <value>", cli.use.sumdb)
        .option("--verify", cli.use.verify)
        .option("--no-verify", cli.use.noVerify)
        .option("-f, --force", cli.use.force)
        .option("--shell", cli.use.shell)
        .action((mirrors, options) =>
          perform(async () => (await import("../commands/use.ts")).use, mirrors, options),
        );
    },
    list: () => {
      verb("list", "list")
        .alias("ls")
        .action(() => perform(async () => (await import("../commands/list.ts")).list));
    },
    current: () => {
      verb("current", "current").action(() =>
        perform(async () => (await import("../commands/current.ts")).current),
      );
    },
    private: () => {
      const secret = verb("private", "private").helpCommand(false);
      verb("add", "privateAdd", secret)
        .argument("<pattern...>", cli.operands.pattern)
        .option("-f, --force", cli.private.force)
        .option("--git <ssh|https|none>", text.private.flags.git)
        .option("--netrc", text.private.flags.netrc)
        .action((patterns, options) =>
          perform(
            async () => (await import("../commands/private.ts")).addPrivate,
            patterns,
            options,
          ),
        );
      verb("remove", "privateRemove", secret)
        .alias("rm")
        .argument("<pattern...>", cli.operands.pattern)
        .action((patterns) =>
          perform(
            async () => (await import("../commands/private-remove.ts")).removePrivate,
            patterns,
          ),
        );
      verb("list", "privateList", secret)
        .alias("ls")
        .action(() =>
          perform(async () => (await import("../commands/private-lists.ts")).listPrivate),
        );
    },
    why: () => {
      verb("why", "why")
        .argument("[module]", cli.operands.module)
        .option("--probe", cli.whyProbe)
        .action((module, options) =>
          perform(async () => (await import("../commands/why.ts")).why, module, options),
        );
    },
    shell: () => {
      const shells = verb("shell", "shell").helpCommand(false);
      const several = (value: string, previous: string[] = []) => [...previous, value];
      verb("install", "shellInstall", shells)
        .option("--shell <name>", cli.shell.shell, several)
        .option("--gui", cli.shell.gui)
        .action((options) =>
          perform(async () => (await import("../commands/shell.ts")).installShell, options),
        );
      verb("uninstall", "shellUninstall", shells)
        .option("--shell <name>", cli.shell.shell, several)
        .option("--gui", cli.shell.gui)
        .action((options) =>
          perform(async () => (await import("../commands/shell.ts")).uninstallShell, options),
        );
      verb("status", "shellStatus", shells).action(() =>
        perform(async () => (await import("../commands/shell.ts")).statusShell),
      );
    },
    test: () => {
      verb("test", "test")
        .argument("[mirror...]", cli.operands.measured)
        .option("--samples <n>", cli.test.samples)
        .option("--module <module@version>", cli.test.module)
        .option("--timeout <seconds>", cli.test.timeout)
        .option("--html <file>", cli.test.html)
        .option("--compare <go>", cli.test.compare)
        .addHelpText("after", `\n${cli.test.rules}`)
        .action((mirrors, options) =>
          perform(async () => (await import("../commands/test.ts")).test, mirrors, options),
        );
    },
    validate: () => {
      verb("validate", "validate")
        .argument("<KEY=VALUE...>", cli.operands.assignment)
        .action((assignments) =>
          perform(async () => (await import("../commands/validate.ts")).validate, assignments),
        );
    },
    env: () => {
      verb("env", "env")
        .argument("[mirror...]", cli.operands.envMirror)
        .option("--as <syntax>", cli.env.as)
        .action((mirrors, options) =>
          perform(async () => (await import("../commands/env.ts")).env, mirrors, options),
        );
    },
    doctor: () => {
      verb("doctor", "doctor")
        .option("--fix", cli.doctor.fix)
        .option("--offline", cli.doctor.offline)
        .option("--only <check...>", cli.doctor.only)
        .option("--skip <check...>", cli.doctor.skip)
        .option("--strict", cli.doctor.strict)
        .option("--list", cli.doctor.list)
        .option("--explain <code>", cli.doctor.explain)
        .option("--module <module@version>", cli.doctor.module)
        .option("--log <file>", cli.doctor.log)
        .option("--timeout <seconds>", cli.doctor.timeout)
        .action((options) =>
          perform(async () => (await import("../commands/doctor.ts")).doctor, options),
        );
    },
    reset: () => {
      verb("reset", "reset")
        .option("--all", cli.reset.all)
        .action((options) =>
          perform(async () => (await import("../commands/reset.ts")).reset, options),
        );
    },
    undo: () => {
      verb("undo", "undo")
        .argument("[id]", cli.operands.undoId)
        .option("-f, --force", cli.undo.force)
        .action((id, options) =>
          perform(async () => (await import("../commands/undo.ts")).undo, id, options),
        );
    },
    history: () => {
      verb("history", "history").action(() =>
        perform(async () => (await import("../commands/history.ts")).history),
      );
    },
    ...teamVerbs(root, verb, perform, text),
  };
  const name = only === null ? "" : (aliases[only] ?? only);
  const all = !Object.hasOwn(verbs, name) || aboutAll.includes(name);
  for (const [each, declare] of Object.entries(verbs)) if (all || each === name) declare();

  return root;
}

/** Other names of verbs. */
const aliases: Readonly<Record<string, string>> = { ls: "list" };

/** Verbs that look at all the others. */
const aboutAll: readonly string[] = ["help", "complete"];

/** The verb that a command line names first; null where it has none, or asks for help before it. */
export function verbOf(argv: readonly string[]): string | null {
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (!word.startsWith("-")) return word;
    if (word === "--lang" || word === "--go") at++;
    else if (!/^(?:--(?:json|dry-run|yes|quiet|debug|no-color|lang=.*|go=.*)|-[nyq])$/.test(word))
      return null;
  }
  return null;
}

/** commander has its headings in English; this is its hook for them. */
function headings({ cli }: Text): { styleTitle(title: string): string } {
  const translated: Record<string, string> = {
    "Usage:": cli.usage,
    "Arguments:": cli.arguments,
    "Options:": cli.options,
    "Global Options:": cli.globalOptions,
    "Commands:": cli.commands,
  };
  return { styleTitle: (title) => translated[title] ?? title };
}
