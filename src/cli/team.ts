import type { Command } from "commander";
import type { Perform } from "./cli.ts";
import type { Text } from "../text/text.ts";

/** Declares a verb below another one, or below the program itself. */
type Declare = (usage: string, name: keyof Text["team"]["verbs"], parent?: Command) => Command;

/** The verbs of teams and of the daily hand: what declares each. */
export function teamVerbs(
  root: Command,
  verb: Declare,
  perform: Perform,
  { team }: Text,
): Record<string, () => void> {
  const { operands, flags } = team;
  return {
    mirror: () => {
      const mirror = verb("mirror", "mirror").helpCommand(false);
      verb("add", "mirrorAdd", mirror)
        .argument("<name>", operands.mirrorName)
        .argument("<url>", operands.mirrorUrl)
        .option("--serves <list>", flags.serves)
        .option("--private", flags.private)
        .option("--pinned", flags.pinned)
        .option("--fallback <any|missing>", flags.fallback)
        .option("-f, --force", flags.force)
        .action((name, url, options) =>
          perform(
            async () => (await import("../commands/mirror.ts")).addMirror,
            name,
            url,
            options,
          ),
        );
      verb("remove", "mirrorRemove", mirror)
        .alias("rm")
        .argument("<name...>", operands.mirrorNames)
        .action((names) =>
          perform(async () => (await import("../commands/mirror.ts")).removeMirrors, names),
        );
      verb("list", "mirrorList", mirror)
        .alias("ls")
        .action(() => perform(async () => (await import("../commands/mirror.ts")).listMirrors));
    },
    check: () => {
      verb("check", "check")
        .option("-e, --environment <name>", flags.environment)
        .option("--trust <sha256>", flags.trustOnly)
        .action((options) =>
          perform(async () => (await import("../commands/check.ts")).check, options),
        );
    },
    apply: () => {
      verb("apply", "apply")
        .option("-e, --environment <name>", flags.environment)
        .option("--trust <sha256>", flags.trust)
        .action((options) =>
          perform(async () => (await import("../commands/apply.ts")).applyTeam, options),
        );
    },
    completion: () => {
      verb("completion", "completion")
        .argument("<shell>", operands.completionShell)
        .action((shell) =>
          perform(async () => (await import("../commands/completion.ts")).completion, shell),
        );
    },
    help: () => {
      verb("help", "help")
        .argument("[name...]", operands.helpName)
        .action((names) =>
          perform(async () => (await import("../commands/help.ts")).help, names, root),
        );
    },
    // The bare call on a terminal.
    pick: () => {
      root
        .command("pick", { hidden: true })
        .action(() => perform(async () => (await import("../commands/pick.ts")).pick));
    },
    // What the scripts of `completion` call: `complete -- WORDS…`.
    complete: () => {
      root
        .command("complete", { hidden: true })
        .argument("[word...]")
        .action((words) =>
          perform(async () => (await import("../commands/completion.ts")).complete, words, root),
        );
    },
  };
}

/** What a newcomer types, by verb. */
export const teamExamples: Record<string, readonly string[]> = {
  mirror: [
    "mirror add corp https://goproxy.corp.example --private",
    "mirror list",
    "use corp cn",
    "mirror remove corp",
  ],
  "mirror add": [
    "mirror add corp https://goproxy.corp.example",
    "mirror add disk file:///srv/modules --serves modules",
    "mirror add athens http://athens.corp.example:3000 --fallback missing --pinned",
  ],
  "mirror remove": ["mirror remove corp"],
  "mirror list": ["mirror list", "mirror list --json"],
  check: ["check", "check --environment ci --json"],
  help: ["help fallback", "help use"],
  completion: [
    "completion bash >> ~/.bashrc",
    "completion zsh >> ~/.zshrc",
    "completion fish > ~/.config/fish/completions/goproxy-cfg.fish",
    "completion pwsh >> $PROFILE",
  ],
  apply: ["apply --dry-run", "apply", "apply --yes --trust SHA256"],
};
