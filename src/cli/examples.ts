import type { VerbName } from "./verbs.ts";

/** What a newcomer types, by verb. */
const lines: Partial<Record<VerbName, readonly string[]>> = {
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

/** The examples at the head of a help page; null: of the program's. */
export const examples = (verb: VerbName | null): readonly string[] =>
  verb === null ? ["use cn", "current", "undo"] : (lines[verb] ?? []);
