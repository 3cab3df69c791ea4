import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import { lastLines, readEnvLines, updateEnvFile } from "./envfile.ts";
import { redactText } from "../text/redact.ts";
import { unwritableWords } from "../values/judge.ts";
import { cleanEnv, problemOf, runGo, type Go, type GoState } from "./start.ts";
import { readRegular } from "../../regular-file.ts";

/** Values over this many bytes: `go env -w` could not take them, and go could not start its tools. */
function valueLimit(ctx: Context): number {
  return ctx.platform === "win32" ? 30_000 : 100_000;
}

export interface EnvChange {
  key: string;
  /** null: to be unset. */
  value: string | null;
}

/**
 * Brings the changes into `copy`, a copy of Go's env file, with `GOENV=<copy> go env -w` and `-u`; a key that
 * is not in the copy needs no `-u`. Without go the file is written as go would write it. Fails with
 * `value-too-long`, with `invalid-value` and go's own words, with `write-failed`.
 */
export async function writeEnvCopy(
  ctx: Context,
  state: GoState,
  copy: string,
  changes: readonly EnvChange[],
): Promise<void> {
  for (const { key, value } of changes) if (value !== null) refuse(ctx, key, value);
  const bytes = attempt(copy, () => readRegular(ctx, copy));
  const present = lastLines(readEnvLines(bytes ?? Buffer.alloc(0)));
  const set = changes.flatMap(({ key, value }) => (value === null ? [] : [[key, value] as const]));
  const unset = changes.filter(({ key, value }) => value === null && present.has(key));
  if (set.length === 0 && unset.length === 0) return;
  if (state.go === null) {
    // In two passes, as go would in two processes: dropping a line joins the runs that are sorted.
    const written = set.length === 0 ? bytes : updateEnvFile(bytes, new Map(set), new Set());
    const keys = new Set(unset.map(({ key }) => key));
    const updated = keys.size === 0 ? written! : updateEnvFile(written, new Map(), keys);
    attempt(copy, () => ctx.fs.writeFileSync(copy, updated, { mode: 0o666 }));
    return;
  }
  const lists = [
    ...chunks(
      ctx,
      set.map(([key, value]) => `${key}=${value}`),
    ).map((list) => ["-w", ...list]),
    ...(unset.length === 0 ? [] : [["-u", ...unset.map(({ key }) => key)]]),
  ];
  for (const list of lists) await writeWithGo(ctx, state.go, copy, changes, list);
}

async function writeWithGo(
  ctx: Context,
  go: Go,
  copy: string,
  changes: readonly EnvChange[],
  list: string[],
): Promise<void> {
  // What would stop go if the file had a bad one; none of it is written.
  const folder = pathsOf(ctx).dirname(copy);
  const sound = { GOPATH: folder, GOTMPDIR: folder, GOOS: "linux", GOARCH: "amd64" };
  const env = cleanEnv(ctx, { GOENV: copy, GOROOT: go.goroot, ...sound });
  const found = { path: go.path, shim: go.path === go.shim };
  const ended = await runGo(ctx, found, ["env", ...list], env);
  if (ended.code === 0) return;
  const { problem, said } = problemOf(go.path, ended);
  if (problem !== "said" || said === null) {
    throw new Failure("go-unusable", { path: go.path, problem });
  }
  if (/^(?:reading|writing) go env config/.test(said)) {
    throw new Failure("write-failed", { file: copy, reason: said });
  }
  const blamed = changes.find(({ key }) => new RegExp(`\\b${key}\\b`).test(said)) ?? changes[0]!;
  throw invalid(blamed.key, blamed.value ?? "", said);
}

/** What go refuses in every value, and what no argument of a program can carry. */
function refuse(ctx: Context, key: string, value: string): void {
  const bytes = Buffer.byteLength(value);
  const limit = valueLimit(ctx);
  if (bytes > limit) throw new Failure("value-too-long", { key, bytes, limit });
  const words = unwritableWords(key, value);
  if (words !== null) throw invalid(key, value, words);
}

function invalid(key: string, value: string, reason: string): Failure {
  return new Failure("invalid-value", { key, value: redactText(value), reason, corrected: null });
}

/** Windows takes a command line of 32,767 characters at most. */
function chunks(ctx: Context, list: string[]): string[][] {
  if (ctx.platform !== "win32") return list.length === 0 ? [] : [list];
  const made: string[][] = [];
  let length = Infinity;
  for (const one of list) {
    length += one.length + 3;
    if (length > 31_000) {
      made.push([]);
      length = one.length;
    }
    made.at(-1)!.push(one);
  }
  return made;
}

function attempt<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Failure("write-failed", { file, reason });
  }
}
