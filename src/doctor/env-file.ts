import type { Context } from "../context.ts";
import type { GoState } from "../go/machine/command.ts";
import { type EnvLine, lastLines, readEnvLines } from "../go/machine/envfile.ts";
import { writeRefusal } from "../shells/file.ts";
import { type Ignored, ignoredLines } from "./env-lines.ts";

/** Go's env file, byte for byte. With GOENV=off it is the file that go reads without it. */
export interface EnvFileFacts {
  /** null: go finds no place for it. */
  path: string | null;
  /** null: there is none, or it cannot be read. */
  bytes: Buffer | null;
  /** The line that counts for each key. */
  lines: ReadonlyMap<string, EnvLine>;
  ignored: readonly Ignored[];
  /** Why it cannot be read or written: an errno or a word; null where it can. */
  problem: string | null;
}

export function readEnvFile(ctx: Context, { envFile }: GoState): EnvFileFacts {
  const path = envFile.kind === "none" ? null : envFile.path;
  const nothing = { path, bytes: null, lines: new Map(), ignored: [] };
  if (path === null) {
    return { ...nothing, problem: envFile.kind === "none" ? envFile.reason : null };
  }
  try {
    const stat = ctx.fs.statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isFile()) {
      return { ...nothing, problem: stat.isDirectory() ? "EISDIR" : "EINVAL" };
    }
    const refusal = writeRefusal(ctx, path);
    // A file in the place of a folder: statSync throws that on Node 20, and finds nothing since.
    const problem = refusal === "not-a-folder" ? "ENOTDIR" : refusal;
    if (stat === undefined) return { ...nothing, problem };
    const bytes = ctx.fs.readFileSync(path);
    const lines = lastLines(readEnvLines(bytes));
    return { path, bytes, lines, ignored: ignoredLines(bytes), problem };
  } catch (error) {
    return { ...nothing, problem: (error as NodeJS.ErrnoException).code ?? "EIO" };
  }
}
