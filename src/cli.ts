import { Command, Option } from "commander";
import { declareTeamVerbs, teamExamples } from "./cli-team.ts";
import type { Action } from "./commands/app.ts";
import type { Text } from "./text/text.ts";

/** Runs a verb: its module is imported only when it is asked for. */
export type Perform = <A extends unknown[]>(
  load: () => Promise<Action<A>>,
  ...input: A
) => Promise<void>;

/** The whole command line: every verb and flag, in the language of `text`. */
export function program(
  text: Text,
  version: string,
  print: (help: string) => void,
  perform: Perform,
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
      perform(async () => (await import("./commands/use.ts")).use, mirrors, options),
    );

  verb("list", "list")
    .alias("ls")
    .action(() => perform(async () => (await import("./commands/list.ts")).list));

  verb("current", "current").action(() =>
    perform(async () => (await import("./commands/current.ts")).current),
  );

  const secret = verb("private", "private").helpCommand(false);
  verb("add", "privateAdd", secret)
    .argument("<pattern...>", cli.operands.pattern)
    .option("-f, --force", cli.private.force)
    .option("--git <ssh|https|none>", text.private.flags.git)
    .option("--netrc", text.private.flags.netrc)
    .action((patterns, options) =>
      perform(async () => (await import("./commands/private.ts")).addPrivate, patterns, options),
    );
  verb("remove", "privateRemove", secret)
    .alias("rm")
    .argument("<pattern...>", cli.operands.pattern)
    .action((patterns) =>
      perform(async () => (await import("./commands/private-remove.ts")).removePrivate, patterns),
    );
  verb("list", "privateList", secret)
    .alias("ls")
    .action(() => perform(async () => (await import("./commands/private-lists.ts")).listPrivate));

  verb("why", "why")
    .argument("[module]", cli.operands.module)
    .option("--probe", cli.whyProbe)
    .action((module, options) =>
      perform(async () => (await import("./commands/why.ts")).why, module, options),
    );

  const shells = verb("shell", "shell").helpCommand(false);
  const several = (value: string, previous: string[] = []) => [...previous, value];
  verb("install", "shellInstall", shells)
    .option("--shell <name>", cli.shell.shell, several)
    .option("--gui", cli.shell.gui)
    .action((options) =>
      perform(async () => (await import("./commands/shell.ts")).installShell, options),
    );
  verb("uninstall", "shellUninstall", shells)
    .option("--shell <name>", cli.shell.shell, several)
    .option("--gui", cli.shell.gui)
    .action((options) =>
      perform(async () => (await import("./commands/shell.ts")).uninstallShell, options),
    );
  verb("status", "shellStatus", shells).action(() =>
    perform(async () => (await import("./commands/shell.ts")).statusShell),
  );

  verb("test", "test")
    .argument("[mirror...]", cli.operands.measured)
    .option("--samples <n>", cli.test.samples)
    .option("--module <module@version>", cli.test.module)
    .option("--timeout <seconds>", cli.test.timeout)
    .option("--html <file>", cli.test.html)
    .option("--compare <go>", cli.test.compare)
    .addHelpText("after", `\n${cli.test.rules}`)
    .action((mirrors, options) =>
      perform(async () => (await import("./commands/test.ts")).test, mirrors, options),
    );

  verb("validate", "validate")
    .argument("<KEY=VALUE...>", cli.operands.assignment)
    .action((assignments) =>
      perform(async () => (await import("./commands/validate.ts")).validate, assignments),
    );

  verb("env", "env")
    .argument("[mirror...]", cli.operands.envMirror)
    .option("--as <syntax>", cli.env.as)
    .action((mirrors, options) =>
      perform(async () => (await import("./commands/env.ts")).env, mirrors, options),
    );

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
      perform(async () => (await import("./commands/doctor.ts")).doctor, options),
    );

  verb("reset", "reset")
    .option("--all", cli.reset.all)
    .action((options) => perform(async () => (await import("./commands/reset.ts")).reset, options));

  verb("undo", "undo")
    .argument("[id]", cli.operands.undoId)
    .option("-f, --force", cli.undo.force)
    .action((id, options) =>
      perform(async () => (await import("./commands/undo.ts")).undo, id, options),
    );

  verb("history", "history").action(() =>
    perform(async () => (await import("./commands/history.ts")).history),
  );

  declareTeamVerbs(root, verb, perform, text);

  return root;
}

/** What a newcomer types, by verb; the bare name is the program's own help. */
const exampleLines: Record<string, readonly string[]> = {
  "goproxy-cfg": ["use cn", "current", "undo"],
  use: [
    "use cn",
    "use auto",
    "use aliyun goproxy.cn",
    "use https://proxy.corp.example cn",
    "use 'https://goproxy.cn,direct'",
    "use off",
  ],
  list: ["list", "list --json"],
  current: ["current", "current --json"],
  "private add": [
    "private add corp.com 'corp.com/*'",
    "private add https://git.corp.com/team",
    "private add git@git.corp.com:team/app.git --git ssh",
  ],
  "private remove": ["private remove corp.com"],
  "private list": ["private list", "private list --json"],
  private: ["private add 'corp.com/*'", "private list", "private remove 'corp.com/*'"],
  shell: ["shell install", "shell status", "shell uninstall"],
  "shell install": [
    "shell install",
    "shell install --shell fish --shell zsh",
    "shell install --dry-run",
  ],
  "shell uninstall": ["shell uninstall", "shell uninstall --shell fish"],
  "shell status": ["shell status"],
  why: ["why git.corp.com/team/app", "why --probe rsc.io/quote@v1.5.2", "why"],
  test: ["test", "test goproxy.cn aliyun https://proxy.corp.example", "test --html report.html"],
  validate: ["validate 'GOPROXY=https://goproxy.cn,direct'", "validate GOPRIVATE='*.corp.com'"],
  env: ["env --as fish | source", "env cn --as dockerfile", 'env --as github >> "$GITHUB_ENV"'],
  doctor: [
    "doctor",
    "doctor --fix --dry-run",
    "doctor --module rsc.io/quote@v1.5.2",
    "doctor --explain proxy.comma-fragile",
  ],
  reset: ["reset", "reset --all --dry-run"],
  undo: ["undo", "undo --dry-run"],
  history: ["history", "history --json"],
  ...teamExamples,
};

function examples(text: Text, command: Command): string {
  const path = command.parent === null ? "goproxy-cfg" : pathOf(command);
  const lines = exampleLines[path] ?? [];
  if (lines.length === 0) return "";
  return [text.cli.examples, ...lines.map((line) => `  goproxy-cfg ${line}`), ""].join("\n");
}

function pathOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null
    ? command.name()
    : `${pathOf(parent)} ${command.name()}`;
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
