import type { Context } from "../context.ts";
import type { GoState } from "../go/machine/command.ts";
import { type EnvLine, lastLines, readEnvLines } from "../go/machine/envfile.ts";
import { readRegular } from "../regular-file.ts";
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
    const bytes = readRegular(ctx, path);
    const refusal = writeRefusal(ctx, path);
    const problem = refusal === "not-a-folder" ? "ENOTDIR" : refusal;
    if (bytes === null) return { ...nothing, problem };
    const lines = lastLines(readEnvLines(bytes));
    return { path, bytes, lines, ignored: ignoredLines(bytes), problem };
  } catch (error) {
    return { ...nothing, problem: (error as NodeJS.ErrnoException).code ?? "EIO" };
  }
}
