import { type Context, pathsOf } from "../context.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { configFolder, hasConfigFolder } from "../folders.ts";

/** Where the own mirrors are kept, as `mirrors` in a JSON document, which may have comments and trailing commas. */
export function configFile(ctx: Context): string {
  return pathsOf(ctx).join(configFolder(ctx), "config.json");
}

/** Whether this is the file of the own mirrors, be it by a link. */
export function isConfigFile(ctx: Context, path: string): boolean {
  if (!hasConfigFolder(ctx)) return false;
  const file = configFile(ctx);
  try {
    return path === file || ctx.fs.realpathSync(file) === path;
  } catch {
    return false;
  }
}

/** The own mirrors, in the order of the file; none where there is no file. Throws Failure `config-invalid`. */
export async function readOwnMirrors(ctx: Context): Promise<OwnMirror[]> {
  if (!hasConfigFolder(ctx)) return [];
  const file = configFile(ctx);
  if (!isThere(ctx, file)) return [];
  const { readUserFile } = await import("../config/read.ts");
  const { userDocument } = await import("../config/read.ts");
  return userDocument(file, await readUserFile(ctx, file)).mirrors;
}

/** What cannot be looked at is there: reading it tells why. */
function isThere(ctx: Context, file: string): boolean {
  try {
    return ctx.fs.statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOTDIR";
  }
}
