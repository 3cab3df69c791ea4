import { type Context, pathsOf, variable } from "../../context.ts";
import { extensionsFor, findProgram, isProgram } from "../../programs.ts";

/** A file called go. `shim`: it starts another program that is the go (asdf, mise, goenv, snap …). */
export interface FoundGo {
  path: string;
  shim: boolean;
}

/** The go that the user's shell would start, the working folder apart. */
export function findOnPath(ctx: Context, name = "go"): FoundGo | null {
  const path = findProgram(ctx, name);
  return path === null ? null : { path, shim: isShim(ctx, path) };
}

/** What `--go` names: a path, taken from the user's folder, or a bare name on PATH. */
export function findGiven(ctx: Context, given: string): FoundGo | "not-found" | "not-executable" {
  const paths = pathsOf(ctx);
  if (paths.basename(given) === given) return findOnPath(ctx, given) ?? "not-found";
  const file = paths.resolve(ctx.cwd, given);
  const extensions = new Set(["", ...extensionsFor(ctx, given)]);
  const program = [...extensions].map((ext) => file + ext).find((path) => isProgram(ctx, path));
  if (program !== undefined) return { path: program, shim: isShim(ctx, program) };
  return isThere(ctx, file) ? "not-executable" : "not-found";
}

function isThere(ctx: Context, file: string): boolean {
  try {
    return ctx.fs.statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** A script, or a link to a program of another name. A go that cannot be looked into is taken as go. */
function isShim(ctx: Context, file: string): boolean {
  if (ctx.platform === "win32") return /\.(bat|cmd)$/i.test(file);
  try {
    const real = ctx.fs.realpathSync(file);
    if (real !== file && !/^go(-?[0-9.]+)?$/.test(pathsOf(ctx).basename(real))) return true;
    const descriptor = ctx.fs.openSync(real, "r");
    try {
      const head = Buffer.alloc(1);
      ctx.fs.readSync(descriptor, head, 0, 1, 0);
      return head[0]! < 0x7f; // text; ELF and Mach-O begin with other bytes
    } finally {
      ctx.fs.closeSync(descriptor);
    }
  } catch {
    return false;
  }
}

/** A go that lies in a usual folder and is not on PATH: to be named in a hint, never to be used. */
export function usualGo(ctx: Context): string | null {
  const paths = pathsOf(ctx);
  const home = ctx.home;
  const at = (...parts: string[]) => paths.join(...parts);
  const candidates =
    ctx.platform === "win32"
      ? [
          at(variable(ctx, "ProgramFiles") || "C:\\Program Files", "Go", "bin", "go.exe"),
          "C:\\Program Files (x86)\\Go\\bin\\go.exe",
          "C:\\Go\\bin\\go.exe",
          ...(home === null ? [] : [at(home, "scoop", "apps", "go", "current", "bin", "go.exe")]),
        ]
      : [
          "/usr/local/go/bin/go",
          "/opt/homebrew/bin/go",
          "/home/linuxbrew/.linuxbrew/bin/go",
          "/usr/local/bin/go",
          "/usr/lib/go/bin/go",
          "/snap/bin/go",
          "/opt/go/bin/go",
          "/opt/local/bin/go",
        ];
  const name = ctx.platform === "win32" ? "go.exe" : "go";
  if (home !== null) {
    candidates.push(
      at(home, "go", "bin", name),
      at(home, ".local", "go", "bin", name),
      at(home, ".go", "bin", name),
    );
    candidates.push(...sdks(ctx, at(home, "sdk")).map((sdk) => at(sdk, "bin", name)));
  }
  return candidates.find((candidate) => isProgram(ctx, candidate)) ?? null;
}

/** Where golang.org/dl puts toolchains; the newest first. */
function sdks(ctx: Context, folder: string): string[] {
  try {
    const names = ctx.fs.readdirSync(folder).filter((name) => /^go\d/.test(name));
    names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
    return names.map((name) => pathsOf(ctx).join(folder, name));
  } catch {
    return [];
  }
}
