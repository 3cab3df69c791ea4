import type { Command } from "commander";
import { teamExamples } from "./team.ts";
import type { Text } from "../text/text.ts";

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

/** The examples at the head of a help text. */
export function examples(text: Text, command: Command): string {
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
