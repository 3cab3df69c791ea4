import { type Context, pathsOf, variable } from "../context.ts";
import type { Change } from "../contract.ts";
import { Failure } from "../errors.ts";
import { findOnPath } from "../go/machine/find.ts";
import { readBytes, removeFile, removeFolders } from "./files.ts";
import { readHistory } from "./history.ts";
import type { Plan } from "./plan.ts";
import { foldersIfOurs } from "./undo.ts";
import { writing } from "./reason.ts";

/** `url.<base>.insteadOf = <prefix>`: URLs that begin with `prefix` are fetched from `base`. */
export interface Rule {
  base: string;
  prefix: string;
}

export interface Git {
  program: string;
  /** The file that `git config --global` writes. */
  file: string;
  /** All rules that are in effect outside of a repository, with the file that has each, in git's order. */
  rules: readonly (Rule & { file: string })[];
  /** Names, in git's form, of settings that log in: `credential.helper`, `http.https://h/.extraheader`. */
  logins: readonly string[];
}

/** What the user's git is set to; null where there is no git. Throws Failure `write-failed` with git's words. */
export async function readGit(ctx: Context): Promise<Git | null> {
  const program = findOnPath(ctx, "git")?.path;
  if (program === undefined) return null;
  const wanted = "^(url\\..*\\.insteadof|credential\\.(.*\\.)?helper|http\\.(.*\\.)?extraheader)$";
  const file = globalFile(ctx);
  const args = ["config", "--includes", "--null", "--show-origin", "--get-regexp", wanted];
  const { code, stdout, stderr } = await git(ctx, program, args);
  if (code !== 0 && code !== 1) throw failed(file, stderr);
  const words = stdout.split("\0");
  const found = words.flatMap((origin, at) => {
    const [name = "", ...value] = at % 2 === 0 ? (words[at + 1] ?? "").split("\n") : [];
    return name === "" ? [] : [{ origin, name, value: value.join("\n") }];
  });
  const rules = found.flatMap(({ origin, name, value }) => {
    const base = /^url\.(.*)\.insteadof$/s.exec(name)?.[1];
    return base === undefined ? [] : [{ base, prefix: value, file: origin.replace(/^file:/, "") }];
  });
  // git keeps the rules of one base together, where the first of them stands.
  const bases = [...new Set(rules.map(({ base }) => base))];
  rules.sort((a, b) => bases.indexOf(a.base) - bases.indexOf(b.base));
  const logins = found.filter(({ name, value }) => !name.startsWith("url.") && value !== "");
  return { program, file, rules, logins: logins.map(({ name }) => name) };
}

/** What git makes of a URL: the longest prefix wins, of equal ones the first. git's remote.c alias_url. */
export function ruleFor<R extends Rule>(rules: readonly R[], url: string): R | null {
  let longest: R | null = null;
  for (const rule of rules) {
    const longer = longest === null || rule.prefix.length > longest.prefix.length;
    if (longer && url.startsWith(rule.prefix)) longest = rule;
  }
  return longest;
}

/**
 * The plan that puts rules into git's global file and takes others out of it. The bytes are git's own: it edits
 * a copy. Throws Failure `write-failed`.
 */
export async function gitConfigPlan(
  ctx: Context,
  { program, file }: Git,
  added: readonly Rule[],
  removed: readonly Rule[],
): Promise<Plan> {
  if (added.length + removed.length === 0) return { changes: [] };
  const before = readBytes(ctx, file);
  const name = ({ base }: Rule) => `url.${base}.insteadOf`;
  const edits = [
    ...removed.map((rule) => ["--unset-all", name(rule), `^${literally(rule.prefix)}$`]),
    ...added.map((rule) => ["--add", name(rule), rule.prefix]),
  ];
  const after = await edited(ctx, program, { file, before }, edits);
  const change = (rule: Rule, from: string | null, to: string | null): Change => {
    return { target: "git-config", file, key: name(rule), before: from, after: to };
  };
  const gone = after.length === 0 ? foldersIfOurs(readHistory(ctx), file) : null;
  const edit = { target: "git-config", file, before } as const;
  return {
    changes: [
      ...removed.map((rule) => change(rule, rule.prefix, null)),
      ...added.map((rule) => change(rule, null, rule.prefix)),
    ],
    edits: [gone === null ? { ...edit, after } : { ...edit, after: null, folders: gone }],
  };
}

/** The rules that this tool has put into a file, as its history tells. */
export function ownRules(ctx: Context, file: string): Rule[] {
  const latest = new Map<string, Rule | null>();
  const changes = readHistory(ctx).flatMap((entry) => (entry.undone ? [] : entry.changes));
  for (const { target, file: where, key, before, after } of changes) {
    const prefix = after ?? before;
    const base = /^url\.(.*)\.insteadOf$/s.exec(key ?? "")?.[1];
    if (target !== "git-config" || where !== file || prefix === null || !base) continue;
    const id = `${base}\n${prefix}`;
    if (!latest.has(id)) latest.set(id, after === null ? null : { base, prefix });
  }
  return [...latest.values()].filter((rule) => rule !== null);
}

/** builtin/config.c, path.c: $GIT_CONFIG_GLOBAL, else ~/.gitconfig, else the XDG file where that alone can be read. */
function globalFile(ctx: Context): string {
  const paths = pathsOf(ctx);
  const named = variable(ctx, "GIT_CONFIG_GLOBAL");
  if (named) return paths.resolve(ctx.cwd, named);
  const home = variable(ctx, "HOME") || ctx.home;
  if (!home) throw failed(".gitconfig", "$HOME not set");
  const own = paths.join(home, ".gitconfig");
  const xdg = paths.join(variable(ctx, "XDG_CONFIG_HOME") || paths.join(home, ".config"), "git");
  const alone = !isReadable(ctx, own) && isReadable(ctx, paths.join(xdg, "config"));
  return alone ? paths.join(xdg, "config") : own;
}

function isReadable(ctx: Context, file: string): boolean {
  try {
    ctx.fs.accessSync(file, 4);
    return true;
  } catch {
    return false;
  }
}

/** Runs git on a copy that nobody else can read, in a folder that is gone afterwards; a dry run does that too. */
async function edited(
  ctx: Context,
  program: string,
  { file, before }: { file: string; before: Buffer | null },
  edits: readonly (readonly string[])[],
): Promise<Buffer> {
  const paths = pathsOf(ctx);
  const temporary =
    ctx.platform === "win32"
      ? (variable(ctx, "TEMP") ?? variable(ctx, "TMP") ?? paths.join(ctx.home ?? "", "AppData"))
      : variable(ctx, "TMPDIR") || "/tmp";
  const unique = Math.random().toString(36).slice(2, 10);
  const folder = paths.join(temporary, `goproxy-cfg-${ctx.pid}-${unique}`);
  const copy = paths.join(folder, "config");
  try {
    writing(folder, () => {
      ctx.fs.mkdirSync(folder, { mode: 0o700 });
      ctx.fs.writeFileSync(copy, before ?? "", { mode: 0o600 });
    });
    for (const edit of edits) {
      const { code, stderr } = await git(ctx, program, ["config", "--file", copy, ...edit]);
      if (code !== 0) throw failed(file, stderr.replaceAll(copy, file));
    }
    return writing(folder, () => ctx.fs.readFileSync(copy));
  } finally {
    removeFile(ctx, copy);
    removeFolders(ctx, [folder]);
  }
}

/** git outside of any repository: what names one to it is left out of its environment. */
function git(ctx: Context, program: string, args: readonly string[]) {
  const local = /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|CONFIG|INDEX_FILE|NAMESPACE)$/i;
  const env = Object.fromEntries(Object.entries(ctx.env).filter(([name]) => !local.test(name)));
  const cwd = pathsOf(ctx).parse(ctx.home ?? ctx.cwd).root;
  return ctx.exec(program, { args, env: { ...env, LC_ALL: "C" }, cwd, timeout: 10_000 });
}

function failed(file: string, words: string): Failure {
  return new Failure("write-failed", { file, reason: words.trim().replace(/^fatal: /, "") });
}

/** As an extended regular expression. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
