import { type Context, pathsOf } from "../context.ts";
import type { Setting } from "../contract.ts";
import type { GoState } from "../go/machine/command.ts";

/** The folders into which go downloads and builds. */
export interface Cache {
  /** GOMODCACHE; null where there is no place for it. */
  modules: string | null;
  /** Folders that cannot be written, with an errno. */
  unwritable: readonly { key: string; folder: string; reason: string }[];
  /** Bytes left for this user on the module cache's disk; null where it cannot be told. */
  free: number | null;
  /** Whether the zip of a module is there already. */
  has(module: string, version: string): boolean;
}

/** Source: cmd/go/internal/cfg GOMODCACHE, modfetch/cache.go CachePath; internal/cfg GOCACHE. */
export function inspectCache(
  ctx: Context,
  state: GoState,
  settings: ReadonlyMap<string, Setting>,
): Cache {
  const paths = pathsOf(ctx);
  const told = (key: string) => state.reported?.[key] || settings.get(key)?.value || null;
  const gopath = told("GOPATH") ?? (ctx.home === null ? null : paths.join(ctx.home, "go"));
  const first = gopath?.split(paths.delimiter)[0];
  const ruled = told("GOMODCACHE") ?? (first ? paths.join(first, "pkg", "mod") : null);
  // Go looks at $HOME alone, where the system may know another home folder.
  const modules = state.reported?.["GOMODCACHE"] === "" ? null : ruled;
  const builds = told("GOCACHE");
  const folders: [string, string][] = [
    ...(modules === null
      ? []
      : ["", "cache", "cache/download"].map((below): [string, string] => [
          "GOMODCACHE",
          paths.join(modules, below),
        ])),
    ...(builds === null || builds === "off" ? [] : [["GOCACHE", builds] as [string, string]]),
  ];
  const unwritable: { key: string; folder: string; reason: string }[] =
    modules === null
      ? [{ key: "GOMODCACHE", folder: "$GOPATH/pkg/mod", reason: "no GOPATH, no $HOME" }]
      : [];
  for (const [key, folder] of folders) {
    if (!paths.isAbsolute(folder) || unwritable.some((known) => known.key === key)) continue;
    const reason = whyUnwritable(ctx, folder);
    if (reason !== null) unwritable.push({ key, folder, reason });
  }
  return {
    modules,
    unwritable,
    free: modules === null ? null : freeBytes(ctx, modules),
    has: (module, version) =>
      modules !== null &&
      statOf(
        ctx,
        paths.join(modules, "cache", "download", escaped(module), "@v", `${escaped(version)}.zip`),
      ) !== null,
  };
}

/** x/mod/module EscapePath: `!a` for `A`. */
function escaped(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** Why this folder, or the nearest one above that there is, takes no new file. */
function whyUnwritable(ctx: Context, folder: string): string | null {
  const paths = pathsOf(ctx);
  try {
    for (let at = folder; ; at = paths.dirname(at)) {
      const stat = ctx.fs.statSync(at, { throwIfNoEntry: false });
      if (stat === undefined && paths.dirname(at) !== at) continue;
      if (stat?.isDirectory() !== true) return "ENOTDIR";
      ctx.fs.accessSync(at, 2 | 1); // W_OK, X_OK
      return null;
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "EIO";
  }
}

function freeBytes(ctx: Context, folder: string): number | null {
  const paths = pathsOf(ctx);
  for (let at = folder; ; at = paths.dirname(at)) {
    try {
      const { bavail, bsize, files, ffree } = ctx.fs.statfsSync(at);
      // Some file systems have no inodes to count.
      return files > 0 && ffree === 0 ? 0 : bavail * bsize;
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
      if (!missing || paths.dirname(at) === at) return null;
    }
  }
}

function statOf(ctx: Context, file: string) {
  try {
    return ctx.fs.statSync(file, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}
