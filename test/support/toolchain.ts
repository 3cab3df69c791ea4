import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import type { Context, ExecOptions } from "../../src/context.ts";
import { otherGos, realGo } from "./go.ts";
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
  linkOrCopy(path.join(realRoot, "bin", "go"), path.join(bin, "go"));
  for (const name of ["VERSION", "go.env"]) {
    const from = path.join(realRoot, name);
    if (fs.existsSync(from)) fs.copyFileSync(from, path.join(folder, name));
  }
  if (goEnv === null) fs.rmSync(path.join(folder, "go.env"), { force: true });
  else if (goEnv !== undefined) fs.writeFileSync(path.join(folder, "go.env"), goEnv);
  return { goroot: folder, bin };
}

/** Go finds its GOROOT by the name it was started under, so that a hard link does. */
function linkOrCopy(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch {
    fs.copyFileSync(from, to);
  }
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

export interface Toolchain {
  root: string;
  version: string;
  minor: number;
}

/** The go on PATH and the other versions, oldest first, one of each. */
export function allGos(): Toolchain[] {
  const real = realGo();
  const gos = [...otherGos(), ...(real.ok ? [real.value] : [])].map((go) => ({
    root: go.root ?? rootOf(go.path),
    version: go.version,
    minor: Number(go.version.split(".")[1]),
  }));
  const byVersion = new Map(gos.map((go) => [go.version, go]));
  return [...byVersion.values()]
    .filter(({ root }) => fs.existsSync(path.join(root, "bin", "go")))
    .toSorted((a, b) => a.minor - b.minor);
}

/** GOROOT of this go program. */
export function rootOf(go: string): string {
  const env = { HOME: "/", GOENV: "off", GOTOOLCHAIN: "local", GO111MODULE: "off" };
  return execFileSync(go, ["env", "GOROOT"], { env, encoding: "utf8" }).trim();
}
