import { type Context, pathsOf } from "../context.ts";

/** The names of a team file, the first of them first. */
export const teamFileNames = [".goproxyrc", ".goproxyrc.json", ".goproxyrc.yaml"] as const;

/** What people call one that is none. */
export const almostTeamFile = [".goproxyrc.yml"] as const;

/**
 * The team file of the repository that the user is in: the nearest one between the working folder and the
 * folder with `.git`; outside of any repository only one in the working folder itself, so that a file that
 * somebody left in /tmp is nobody's. Nothing is read; what lies there is judged when it is loaded.
 */
export function findTeamFile(
  ctx: Context,
  names: readonly string[] = teamFileNames,
): string | null {
  const paths = pathsOf(ctx);
  let found: string | null = null;
  for (let folder = paths.resolve(ctx.cwd); ; folder = paths.dirname(folder)) {
    found ??= nameIn(ctx, folder, names);
    if (exists(ctx, paths.join(folder, ".git"))) return found;
    if (paths.dirname(folder) === folder) {
      return found !== null && paths.dirname(found) === paths.resolve(ctx.cwd) ? found : null;
    }
  }
}

function nameIn(ctx: Context, folder: string, names: readonly string[]): string | null {
  const files = names.map((name) => pathsOf(ctx).join(folder, name));
  return files.find((file) => exists(ctx, file)) ?? null;
}

/** Where a new team file belongs: beside `.git` of the repository that the user is in, else into the working folder. */
export function placeOfTeamFile(ctx: Context): string {
  const paths = pathsOf(ctx);
  const here = paths.resolve(ctx.cwd);
  let folder = here;
  while (!exists(ctx, paths.join(folder, ".git"))) {
    const above = paths.dirname(folder);
    if (above === folder) return paths.join(here, ".goproxyrc.yaml");
    folder = above;
  }
  return paths.join(folder, ".goproxyrc.yaml");
}

/** A team file in the folder of this one that does not count, because this one does. */
export function besideTeamFile(ctx: Context, file: string): string | null {
  const { basename, dirname } = pathsOf(ctx);
  const others = teamFileNames.filter((name) => name !== basename(file));
  return nameIn(ctx, dirname(file), others);
}

/** A link that leads nowhere exists, too. */
function exists(ctx: Context, path: string): boolean {
  try {
    return ctx.fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
