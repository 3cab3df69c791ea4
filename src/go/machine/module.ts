import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import type { GoState } from "./command.ts";
import { userEnv } from "./start.ts";

export interface Requirement {
  module: string;
  version: string | null;
}

/** Milliseconds. */
const deadline = 10_000;

/**
 * What the go.mod of the user's folder requires, as `go mod edit -json` reads it: no network is used and a
 * newer `go` line is no hindrance. Fails with `go-not-found` without a go, with `no-module` outside a module.
 */
export async function requirements(ctx: Context, state: GoState): Promise<Requirement[]> {
  if (state.go === null) throw new Failure("go-not-found", { hint: state.hint });
  const file = findModuleFile(ctx);
  if (file === null) throw new Failure("no-module", { folder: ctx.cwd });
  const { code, stdout, stderr } = await ctx.exec(state.go.path, {
    args: ["mod", "edit", "-json", file],
    env: userEnv(ctx),
    cwd: pathsOf(ctx).dirname(file),
    timeout: deadline,
  });
  if (code !== 0) throw new Failure("bad-module-file", { file, reason: stderr.trim() });
  const parsed = JSON.parse(stdout) as { Require?: { Path: string; Version: string }[] | null };
  return (parsed.Require ?? []).map(({ Path, Version }) => ({ module: Path, version: Version }));
}

/** The go.mod of this folder or the nearest one above (modload findModuleRoot). */
export function findModuleFile(ctx: Context): string | null {
  const paths = pathsOf(ctx);
  for (let folder = ctx.cwd; ; folder = paths.dirname(folder)) {
    const file = paths.join(folder, "go.mod");
    if (ctx.fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
    if (folder === paths.dirname(folder)) return null;
  }
}
