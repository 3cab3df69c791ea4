import fs from "node:fs";
import path from "node:path";
import type { Context, ExecOptions } from "../../src/context.ts";
import { sandbox, type Sandbox } from "./sandbox.ts";

export interface OwnGo {
  goroot: string;
  bin: string;
}

/**
 * A go of its own in `folder`: the real program beside just enough of a GOROOT for `go env`, with the go.env
 * that is given (null: none; undefined: the real one).
 */
export function ownGo(realRoot: string, folder: string, goEnv?: string | null): OwnGo {
  const bin = path.join(folder, "bin");
  fs.mkdirSync(path.join(folder, "pkg", "tool"), { recursive: true });
  fs.mkdirSync(bin);
  fs.copyFileSync(path.join(realRoot, "bin", "go"), path.join(bin, "go"));
  fs.chmodSync(path.join(bin, "go"), 0o755);
  for (const name of ["VERSION", "go.env"]) {
    const from = path.join(realRoot, name);
    if (fs.existsSync(from)) fs.copyFileSync(from, path.join(folder, name));
  }
  if (goEnv === null) fs.rmSync(path.join(folder, "go.env"), { force: true });
  else if (goEnv !== undefined) fs.writeFileSync(path.join(folder, "go.env"), goEnv);
  return { goroot: folder, bin };
}

/** A sandbox that notes every process started through its context. */
export function watched(change: Parameters<typeof sandbox>[0] = {}): Sandbox & {
  started: { file: string; options: ExecOptions }[];
} {
  const box = sandbox(change);
  const started: { file: string; options: ExecOptions }[] = [];
  const exec: Context["exec"] = (file, options) => {
    started.push({ file, options });
    return box.ctx.exec(file, options);
  };
  return { ...box, ctx: { ...box.ctx, exec }, started };
}
