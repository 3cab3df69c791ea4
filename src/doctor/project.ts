import { type Context, pathsOf, variable } from "../context.ts";
import {
  findModuleFile,
  isNewer,
  type ModuleText,
  parseModuleText,
  replacer,
  largestModuleFile,
} from "../go/machine/gomod.ts";
import { isFile, readTextIfRegular } from "../regular-file.ts";

export interface Required {
  module: string;
  version: string;
}

/** The module or workspace of the user's folder. */
export interface Project {
  /** go.work, else go.mod. */
  file: string;
  /** The newest `go` line and the newest `toolchain` line (`go1.22.3`); null where there is none. */
  go: string | null;
  toolchain: string | null;
  /** What is downloaded for the requirements: replacements in their place, folders left out. */
  requires: readonly Required[];
  /** There is a vendor folder that go uses by default. */
  vendored: boolean;
}

/**
 * Reads go.mod and go.work themselves, since go may be missing, broken or busy with a toolchain. null outside a
 * module. Source: modload Init, findWorkspaceFile, setDefaultBuildMod.
 */
export function readProject(ctx: Context): Project | null {
  const mod = findModuleFile(ctx);
  const work = findWorkFile(ctx);
  const root = work ?? mod;
  if (root === null) return null;
  const paths = pathsOf(ctx);
  const own = read(ctx, root);
  const members =
    work === null
      ? []
      : own.uses.map((folder) =>
          read(ctx, paths.join(paths.resolve(paths.dirname(work), folder), "go.mod")),
        );
  const texts = [own, ...members];
  // The replacements of go.work come before those of its members.
  const replaced = replacer({ replaces: texts.flatMap((text) => text.replaces) });
  const mine = new Set(texts.map(({ module }) => module));
  const requires = new Map<string, Required>();
  for (const required of texts.flatMap((text) => text.requires)) {
    const real = replaced(required);
    if (real !== null && !mine.has(real.module)) {
      requires.set(`${real.module}@${real.version}`, real);
    }
  }
  const go = newestOf(texts.map((text) => text.go));
  const folder = paths.dirname(root);
  return {
    file: root,
    go,
    toolchain: newestOf(texts.map((text) => text.toolchain?.replace(/^go/, "") ?? null)),
    requires: [...requires.values()],
    vendored:
      isFile(ctx, paths.join(folder, "vendor", "modules.txt")) &&
      !isNewer(work === null ? "1.14" : "1.22", go ?? "1.11"),
  };
}

/** Of releases; null where there is none. */
export function newestOf(versions: readonly (string | null)[]): string | null {
  let newest: string | null = null;
  for (const version of versions) {
    if (version === null || !/^\d/.test(version)) continue;
    if (newest === null || isNewer(version, newest)) newest = version;
  }
  return newest;
}

/** GOWORK, else the nearest go.work; `off` and an unreadable one stand for none. */
function findWorkFile(ctx: Context): string | null {
  const named = variable(ctx, "GOWORK");
  if (named === "off") return null;
  const paths = pathsOf(ctx);
  if (named) return isFile(ctx, paths.resolve(ctx.cwd, named)) ? named : null;
  for (let folder = ctx.cwd; ; folder = paths.dirname(folder)) {
    const file = paths.join(folder, "go.work");
    if (isFile(ctx, file)) return file;
    if (folder === paths.dirname(folder)) return null;
  }
}

function read(ctx: Context, file: string): ModuleText {
  return parseModuleText(readTextIfRegular(ctx, file, { limit: largestModuleFile }) ?? "");
}

/** -mod where GOFLAGS has it. */
export function modFlag(goflags: string): string | null {
  return /(?:^|\s)["']?--?mod=([^\s"']*)/.exec(goflags)?.[1] ?? null;
}
