import { type Context, type Env, pathsOf } from "../context.ts";
import type { Machine } from "../go/machine/layers.ts";
import { findModuleFile } from "../go/machine/gomod.ts";
import { parseJson } from "../go/machine/start.ts";
import { findProgram, startOf, startProgram } from "../programs.ts";

/** A program by its absolute path, and the words that it gets. */
export interface FoundCommand {
  program: string;
  args: readonly string[];
}

/**
 * The command that the words name: `go` is the one of this tool (`--go`, else the one on PATH), a name is looked for on
 * PATH, and a path is taken as it is. null where there is none, or none that these words can be given to.
 */
export function commandNamed(
  ctx: Context,
  { go }: Machine,
  [name = "", ...args]: readonly string[],
): FoundCommand | null {
  const program = programNamed(ctx, name, go?.shim ?? go?.path ?? null);
  const start = program === null ? null : startOf(ctx, program, args);
  return start === null ? null : { program: start.file, args: start.args };
}

function programNamed(ctx: Context, name: string, go: string | null): string | null {
  if (name === "go" && go !== null) return go;
  if (!/[\\/]/.test(name)) return findProgram(ctx, name);
  return pathsOf(ctx).resolve(ctx.cwd, name);
}

/** Commands of go that write to stderr themselves, and start nobody who would like it to be a terminal. */
const writingAlone = new Set("build clean fix fmt get install list mod vendor vet work".split(" "));

/** Whether stderr may be read on its way to the user: a terminal stays a terminal for all but go itself. */
export function readsStderr(
  { stderr }: Context,
  [name = "", verb = ""]: readonly string[],
): boolean {
  if (!stderr.isTTY) return true;
  return /(?:^|[\\/])go(?:\.exe)?$/i.test(name) && writingAlone.has(verb);
}

/** Milliseconds for `go mod download`. */
const time = 120_000;

/**
 * Go's own words on each module of this folder that cannot be had with this environment, one line each. null where
 * there is none, or no go or no module. Source: modcmd/download.go moduleJSON.
 */
export async function goWordsOf(ctx: Context, machine: Machine, env: Env): Promise<string | null> {
  const { go } = machine;
  if (go === null || findModuleFile(ctx) === null) return null;
  const options = { args: ["mod", "download", "-json"], env, cwd: ctx.cwd, timeout: time };
  const { code, stdout, stderr } = await startProgram(ctx, go.shim ?? go.path, options);
  if (code === 0) return null;
  const documents = stdout.split(/^(?=\{)/m).flatMap((text) => {
    const { Path, Version, Error: error } = parseJson(text) ?? {};
    return error === undefined
      ? []
      : [`go: ${Path}@${Version}: ${error.replace(/^(?:go: )?(?:\S+@\S+: )?/, "")}`];
  });
  return [...documents, stderr].join("\n");
}
