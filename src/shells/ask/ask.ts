import { type Context, type Env, type ExecResult, pathsOf, variable } from "../../context.ts";
import type { Silence } from "../../findings.ts";
import { findProgram, isProgram } from "../../programs.ts";
import { readRegular, readTextIfRegular } from "../../regular-file.ts";
import { withTemporaryFolder, inHome } from "../../folders.ts";
import { lastLines, readEnvLines } from "../../go/machine/envfile.ts";
import type { Shell } from "../language.ts";
import type { Start, Step, TraceAt } from "./traces.ts";
import { sessionLines } from "./perhaps.ts";

/** Milliseconds that a shell has to read its startup files, where it says nothing else. */
const patience = 5_000;

export interface Question {
  /** The variables that are asked for. */
  keys: readonly string[];
  /** Go's env file; null: there is none. A startup file that runs `go env -w` gets a copy of it. */
  envFile: string | null;
}

/** What a shell that was started as a terminal starts it has. */
export interface ShellAnswer {
  shell: Shell;
  start: Start;
  values: Readonly<Record<string, string | undefined>>;
  /** Values of Go's env file that its startup files have changed; null: unset. */
  rewritten: ReadonlyMap<string, string | null>;
  /** What it did, where it was asked to tell. */
  steps: readonly Step[];
}

export interface ShellSilence {
  shell: Shell;
  start: Start;
  why: Silence;
}

export type ShellSaid = ShellAnswer | ShellSilence;

export const hasAnswered = (asked: ShellSaid): asked is ShellAnswer => "values" in asked;

/** Asks a shell once for each way in which a terminal starts it, side by side; nothing for one that cannot be asked. */
export function askShell(ctx: Context, shell: Shell, question: Question): Promise<ShellSaid[]> {
  const starts = ctx.platform === "win32" || ctx.home === null ? [] : shell.starts;
  return Promise.all(starts.map((start) => askOnce(ctx, shell, start, question)));
}

/**
 * Starts the user's real shell as a terminal does, away from the user's terminal, and reads what it has. With `traced`
 * it also tells what it does meanwhile. Whatever it starts ends with it; nothing that it prints is shown.
 */
export async function askOnce(
  ctx: Context,
  shell: Shell,
  start: Start,
  { keys, envFile }: Question,
  traced = false,
): Promise<ShellSaid> {
  const program = programOf(ctx, shell);
  if (program === null) return { shell, start, why: "absent" };
  const silence: ShellSilence = { shell, start, why: "not-started" };
  // Without a folder for the copy, a startup file that runs `go env -w` would change the user's own file.
  return withFolder<ShellSaid>(ctx, silence, async (folder) => {
    const run = random();
    const mark = random();
    const copy = envFile === null ? null : pathsOf(ctx).join(folder, "env");
    const before = envFile === null ? null : contents(ctx, envFile);
    if (copy !== null && before !== null) ctx.fs.writeFileSync(copy, before, { mode: 0o600 });
    const at: TraceAt = { keys, program, start, root: ctx.user === 0, folder };
    const write = (name: string, text: string) => {
      const file = pathsOf(ctx).join(folder, name);
      ctx.fs.writeFileSync(file, text, { mode: 0o600 });
      return file;
    };
    const told = traced ? shell.tracing?.prepare(at, write) : undefined;
    const asked = shell.language.run?.(answer(keys, mark)) ?? `/bin/sh -c '${answer(keys, mark)}'`;
    // What is called before a prompt may fail, or never end: the last answer counts.
    const hooks = shell.beforePrompt;
    const command = hooks === undefined ? asked : `${asked}; ${hooks}; ${asked}`;
    const env: Env = {
      ...freshEnv(ctx, shell),
      ...(copy !== null && { GOENV: copy }),
      ...told?.env,
      GOPROXY_CFG_ASKING: "1",
      GOPROXY_CFG_RUN: run,
    };
    const args = told?.instead?.(command) ?? [...(told?.args ?? []), ...start.args(command)];
    const ended = await ctx.exec(program, {
      args,
      ...(start.argv0 !== undefined && { argv0: start.argv0 }),
      env,
      cwd: ctx.home ?? "/",
      // Whoever is traced has answered before, and is slower now.
      timeout: (shell.patience ?? patience) * (traced ? 2 : 1),
      ...(start.typed && { input: `${command}\n` }),
      apart: `GOPROXY_CFG_RUN=${run}`,
    });
    const { beside = "", stdout, stderr } = ended;
    const values = read(beside, keys, mark) ?? read(stdout, keys, mark);
    if (values === null) {
      return { shell, start, why: whyNot(ended) };
    }
    if (copy !== null && values["GOENV"] === copy) values["GOENV"] = undefined;
    return {
      shell,
      start,
      values,
      rewritten: differences(before, copy === null ? before : contents(ctx, copy)),
      steps: told === undefined ? [] : shell.tracing!.read(`${beside}\n${stderr}`, at),
    };
  });
}

function withFolder<T>(
  ctx: Context,
  otherwise: T,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  let made = false;
  return withTemporaryFolder(ctx, (folder) => {
    made = true;
    return use(folder);
  }).catch((error: unknown) => {
    if (made) throw error;
    return otherwise;
  });
}

function whyNot({ timedOut, failure }: ExecResult): Silence {
  if (timedOut) return "late";
  if (failure === null) return "silent";
  return failure === "ENOENT" ? "absent" : "not-started";
}

/** The program of a shell: what $SHELL names, else the first of its names that PATH has. */
export function programOf(ctx: Context, shell: Shell): string | null {
  const paths = pathsOf(ctx);
  const named = variable(ctx, "SHELL") ?? "";
  const isIt = paths.isAbsolute(named) && shell.programs.includes(paths.basename(named));
  const found = isIt && isProgram(ctx, named) ? named : firstOnPath(ctx, shell.programs);
  return found;
}

function firstOnPath(ctx: Context, programs: readonly string[]): string | null {
  for (const name of programs) {
    const file = findProgram(ctx, name);
    if (file !== null) return file;
  }
  return null;
}

/**
 * A command of sh that prints these variables between marks that no startup file can know. It has no quote and no
 * backslash, so that every shell takes it between single quotes.
 */
function answer(keys: readonly string[], mark: string): string {
  const values = keys.map((key) => `${mark} \${${key}+${key}=$${key}}`);
  return `IFS=;set -f;exec 2>/dev/null;(:>&8)&&exec >&8;printf %s ${values.join(" ")} ${mark}.`;
}

/** The last whole answer in a text; null where there is none. */
function read(
  text: string,
  keys: readonly string[],
  mark: string,
): Record<string, string | undefined> | null {
  const end = text.lastIndexOf(`${mark}.`);
  const parts = end === -1 ? [] : text.slice(0, end).split(mark).slice(-keys.length);
  if (parts.length < keys.length) return null;
  const given = (key: string, part: string) =>
    part.startsWith(`${key}=`) ? part.slice(key.length + 1) : undefined;
  return Object.fromEntries(keys.map((key, at) => [key, given(key, parts[at]!)]));
}

function random(): string {
  return crypto.randomUUID().replaceAll("-", "");
}

function contents(ctx: Context, file: string): Buffer | null {
  try {
    return readRegular(ctx, file);
  } catch {
    return null;
  }
}

/** What stands otherwise in two versions of Go's env file; null: not there any more. */
function differences(before: Buffer | null, after: Buffer | null): Map<string, string | null> {
  const values = (bytes: Buffer | null) => lastLines(readEnvLines(bytes ?? Buffer.alloc(0)));
  const [old, now] = [values(before), values(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
    (key) => old.get(key)?.value !== now.get(key)?.value,
  );
  return new Map(changed.map((key) => [key, now.get(key)?.value ?? null]));
}

/** Go's own variables, not those of others that begin like them (GOOGLE_…), and what this tool has set. */
const ofGo = /^(?:GO[A-Z0-9]+|GOPROXY_CFG_\w+)$/;

/**
 * What the shell around us has left behind, which a new terminal does not have: its depth, its folder, and the names by
 * which scripts tell that they have run already (`__ETC_PROFILE_DONE`), with which they would not run again.
 */
const leftBehind = /^(?:SHLVL|PWD|OLDPWD|_|__\w+|.*_(?:SOURCED|LOADED|INITIALIZED))$/;

/** The environment in which a new terminal starts this shell: this one's without what a shell has put there. */
export function freshEnv(ctx: Context, shell: Shell): Env {
  const kept = Object.entries(ctx.env).filter(
    ([name]) => !ofGo.test(name) && !leftBehind.test(name),
  );
  const session = sessionLines(
    ctx,
    Object.keys(ctx.env).filter((name) => ofGo.test(name)),
  )
    .filter(({ key, text }) => ctx.env[key] !== "" && text.includes(ctx.env[key] ?? "\0"))
    .map(({ key }) => [key, ctx.env[key]] as const);
  const env: Record<string, string | undefined> = {
    TERM: "xterm-256color",
    ...Object.fromEntries([...kept, ...session]),
    ...shell.quietly,
  };
  if (shell.name === "zsh" && setsZdotdir(ctx)) delete env["ZDOTDIR"];
  return env;
}

/** Then the folder that this terminal has is what the file of the home folder has made of it. */
function setsZdotdir(ctx: Context): boolean {
  return /^[^#\n]*\bZDOTDIR\b/m.test(readTextIfRegular(ctx, inHome(ctx, ".zshenv")) ?? "");
}
