import { type Context, pathsOf } from "../context.ts";
import type { Setting } from "../contract.ts";
import type { GoState } from "../go/machine/command.ts";
import { escapeName } from "../go/text/strings.ts";

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
  const places: [key: string, folders: string[]][] = [
    [
      "GOMODCACHE",
      modules === null
        ? []
        : ["", "cache", "cache/download"].map((below) => paths.join(modules, below)),
    ],
    ["GOCACHE", builds === null || builds === "off" ? [] : [builds]],
  ];
  const unwritable = places.flatMap(([key, folders]) => {
    for (const folder of folders.filter(paths.isAbsolute)) {
      const reason = whyUnwritable(ctx, folder);
      if (reason !== null) return [{ key, folder, reason }];
    }
    return [];
  });
  if (modules === null) {
    const [folder, reason] = ["$GOPATH/pkg/mod", "no GOPATH, no $HOME"];
    unwritable.unshift({ key: "GOMODCACHE", folder, reason });
  }
  return {
    modules,
    unwritable,
    free: modules === null ? null : freeBytes(ctx, modules),
    has(module, version) {
      const zip = `cache/download/${escapeName(module)}/@v/${escapeName(version)}.zip`;
      return modules !== null && ctx.fs.existsSync(paths.join(modules, zip));
    },
  };
}

/** The folder itself, or the nearest one above that there is. */
function nearestTo(ctx: Context, folder: string): string {
  const above = pathsOf(ctx).dirname(folder);
  const isThere = ctx.fs.statSync(folder, { throwIfNoEntry: false }) !== undefined;
  return isThere || above === folder ? folder : nearestTo(ctx, above);
}

/** Why no new file can be made there. */
function whyUnwritable(ctx: Context, folder: string): string | null {
  try {
    const at = nearestTo(ctx, folder);
    if (!ctx.fs.statSync(at).isDirectory()) return "ENOTDIR";
    ctx.fs.accessSync(at, 2 | 1); // W_OK, X_OK
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "EIO";
  }
}

function freeBytes(ctx: Context, folder: string): number | null {
  try {
    const { bavail, bsize, files, ffree } = ctx.fs.statfsSync(nearestTo(ctx, folder));
    // Some file systems have no inodes to count.
    return files > 0 && ffree === 0 ? 0 : bavail * bsize;
  } catch {
    return null;
  }
}
