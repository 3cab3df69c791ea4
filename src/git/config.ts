import { type Context, pathsOf, variable } from "../context.ts";
import { Failure } from "../failure.ts";
import { findProgram, startProgram } from "../programs.ts";
import { withTemporaryFolder } from "../folders.ts";

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

const wanted = /^(?:url\..*\.insteadof|credential\.(?:.*\.)?helper|http\.(?:.*\.)?extraheader)$/s;

/** What the user's git is set to; null where there is no git. Throws Failure `write-failed` with git's words. */
export async function readGit(ctx: Context): Promise<Git | null> {
  const program = findProgram(ctx, "git");
  if (program === null) return null;
  const { file, read } = globalFiles(ctx);
  for (const one of read) expectReadable(ctx, one);
  // All of it: the regular expression that git could be given is no word for a git.cmd.
  const args = ["config", "--includes", "--null", "--show-origin", "--list"];
  const { code, stdout, stderr, timedOut } = await git(ctx, program, args);
  if (timedOut) throw new Failure("read-failed", { file, reason: "git does not answer" });
  if (code !== 0) throw failed(file, stderr);
  const words = stdout.split("\0");
  const found = words.flatMap((origin, at) => {
    const [name = "", ...value] = at % 2 === 0 ? (words[at + 1] ?? "").split("\n") : [];
    return !wanted.test(name) ? [] : [{ origin, name, value: value.join("\n") }];
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
 * The bytes of git's global file with rules put in and others taken out. They are git's own: it edits a copy that
 * nobody else can read, in a dry run too. Throws Failure `write-failed`.
 */
export async function editedConfig(
  ctx: Context,
  { program, file }: Pick<Git, "program" | "file">,
  before: Buffer | null,
  { added = [], removed = [] }: { added?: readonly Rule[]; removed?: readonly Rule[] },
): Promise<Buffer> {
  const edits = [
    ...removed.map((rule) => ["--unset-all", ruleName(rule), `^${literally(rule.prefix)}$`]),
    ...added.map((rule) => ["--add", ruleName(rule), rule.prefix]),
  ];
  try {
    return await withTemporaryFolder(ctx, async (folder) => {
      const copy = pathsOf(ctx).join(folder, "config");
      ctx.fs.writeFileSync(copy, before ?? "", { mode: 0o600 });
      for (const edit of edits) {
        const { code, stderr } = await git(ctx, program, ["config", "--file", copy, ...edit]);
        if (code !== 0) throw failed(file, stderr.replaceAll(copy, file));
      }
      return ctx.fs.readFileSync(copy);
    });
  } catch (error) {
    throw error instanceof Failure ? error : failed(file, (error as Error).message);
  }
}

/** What git calls a rule. */
export function ruleName({ base }: Pick<Rule, "base">): string {
  return `url.${base}.insteadOf`;
}

/**
 * The file that git writes, and those that it reads. builtin/config.c, path.c: $GIT_CONFIG_GLOBAL, else
 * ~/.gitconfig, else the XDG file where that alone can be read.
 */
function globalFiles(ctx: Context): { file: string; read: string[] } {
  const paths = pathsOf(ctx);
  const named = variable(ctx, "GIT_CONFIG_GLOBAL");
  if (named) {
    const file = paths.resolve(ctx.cwd, named);
    // The usual word for "none".
    return { file, read: file === "/dev/null" ? [] : [file] };
  }
  const home = variable(ctx, "HOME") || ctx.home;
  if (!home) throw failed(".gitconfig", "$HOME not set");
  const own = paths.join(home, ".gitconfig");
  const folder = variable(ctx, "XDG_CONFIG_HOME") || paths.join(home, ".config");
  const xdg = paths.join(folder, "git", "config");
  const alone = !isReadable(ctx, own) && isReadable(ctx, xdg);
  return { file: alone ? xdg : own, read: [own, xdg] };
}

/** git itself would wait for a pipe, and read a device for ever. What it may not open, it tells. */
function expectReadable(ctx: Context, file: string): void {
  const stat = statOf(ctx, file);
  if (stat === null || stat.isFile() || stat.isDirectory()) return;
  throw new Failure("read-failed", { file, reason: "not a regular file" });
}

function statOf(ctx: Context, file: string) {
  try {
    return ctx.fs.statSync(file);
  } catch {
    return null;
  }
}

function isReadable(ctx: Context, file: string): boolean {
  try {
    ctx.fs.accessSync(file, 4);
    return true;
  } catch {
    return false;
  }
}

/** git outside of any repository: what names one to it is left out of its environment. */
function git(ctx: Context, program: string, args: readonly string[]) {
  const local = /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|CONFIG|INDEX_FILE|NAMESPACE)$/i;
  const env = Object.fromEntries(Object.entries(ctx.env).filter(([name]) => !local.test(name)));
  const cwd = pathsOf(ctx).parse(ctx.home ?? ctx.cwd).root;
  const options = { args, env: { ...env, LC_ALL: "C" }, cwd, timeout: 10_000 };
  return startProgram(ctx, program, options);
}

function failed(file: string, words: string): Failure {
  return new Failure("write-failed", { file, reason: words.trim().replace(/^fatal: /, "") });
}

/** As an extended regular expression. */
function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
