import { type Context, type Env, pathsOf, variable } from "../../context.ts";
import { configFolder, withTemporaryFolder } from "../../folders.ts";
import { updateEnvFile } from "../../go/machine/envfile.ts";
import type { FileEdit } from "../../plan.ts";
import { readRegular } from "../../regular-file.ts";
import { readFile } from "../place.ts";

/**
 * The home folder as it would be after changes that are not made, for a dry run: shells that are asked there answer what
 * they would answer then. It is a folder of links to what is in the real one, with the changed files in their places.
 */
export interface Rehearsal {
  /** The context in which it is the home folder. */
  ctx: Context;
  /** Makes changes in it; files are named as in either folder. */
  take(edits: readonly FileEdit[]): void;
  /** Go's env file with these values in it (null: unset), as another file. */
  envFile(file: string, wanted: Readonly<Record<string, string | null>>): string;
  /** Where a file of the real home folder is found in it. */
  placeOf(file: string): string;
  /** A text of its shells, with the names of the real folders. */
  told(text: string): string;
}

/** Runs `use` with a rehearsal, which goes away afterwards. Throws what the system says where none can be made. */
export function withRehearsal<T>(
  ctx: Context,
  home: string,
  use: (rehearsal: Rehearsal) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder(ctx, (folder) => use(rehearsal(ctx, home, folder)));
}

/** What names folders of startup files, which may lie outside of the home folder. */
const named = ["XDG_CONFIG_HOME", "ZDOTDIR", "USER_ZDOTDIR"];

function rehearsal(ctx: Context, home: string, within: string): Rehearsal {
  const paths = pathsOf(ctx);
  const root = ctx.fs.realpathSync(within);
  const isBelow = (file: string, folder: string) =>
    file === folder || file.startsWith(`${folder}/`);
  const others = named.flatMap((name) => variable(ctx, name) ?? []);
  const bases = [home, ...others.filter((one) => paths.isAbsolute(one) && !isBelow(one, home))];
  const moved = bases.map((one, at) => ({
    real: paths.resolve(one),
    place: paths.join(root, `home${at || ""}`),
  }));

  const placeOf = (file: string): string => {
    const base = moved.find(({ real }) => isBelow(file, real));
    return base === undefined ? file : base.place + file.slice(base.real.length);
  };
  const told = (text: string): string =>
    moved.toReversed().reduce((now, { real, place }) => now.replaceAll(place, () => real), text);

  const env = Object.entries(ctx.env).map(([key, value]) => [key, value && placeOf(value)]);
  const there: Context = { ...ctx, home: placeOf(home), env: Object.fromEntries(env) as Env };

  const opened = new Set<string>();
  /** Makes a folder of links out of what is a link to a folder, or not there. */
  const open = (folder: string): void => {
    if (opened.has(folder)) return;
    opened.add(folder);
    const place = placeOf(folder);
    if (!moved.some(({ real }) => real === folder)) open(paths.dirname(folder));
    unlink(ctx, place);
    ctx.fs.mkdirSync(place, { recursive: true });
    for (const { name } of entries(ctx, folder)) {
      ctx.fs.symlinkSync(paths.join(folder, name), paths.join(place, name));
    }
  };
  const replace = (file: string, make: (place: string) => void): void => {
    const place = placeOf(file);
    // Nothing is changed outside of the rehearsal.
    if (place === file) return;
    open(paths.dirname(file));
    unlink(ctx, place);
    make(place);
  };
  /** The changed files by what they are behind all links. */
  const changed = new Map<string, string>();
  const envFiles = [`${configFolder(ctx)}/env.`, `${configFolder(there)}/env.`] as const;
  for (const { real } of moved) open(real);
  return {
    ctx: there,
    placeOf,
    told,
    envFile(file, wanted) {
      const set = Object.entries(wanted).filter((one): one is [string, string] => one[1] !== null);
      const unset = Object.keys(wanted).filter((key) => wanted[key] === null);
      const copy = paths.join(root, "goenv");
      const bytes = updateEnvFile(readRegular(ctx, file), new Map(set), new Set(unset));
      ctx.fs.writeFileSync(copy, bytes, { mode: 0o600 });
      return copy;
    },
    take(edits) {
      for (const { file: given, after } of edits) {
        const file = told(given);
        const present = readFile(ctx, file);
        const real = "refused" in present ? file : present.real;
        const target = placeOf(real) === real ? file : real;
        changed.set(real, placeOf(target));
        replace(target, (place) => {
          if (after === null) return;
          // A block may name our env file by its whole path.
          const [name, other] = envFiles.map((one) => Buffer.from(one).toString("latin1"));
          const text = after.toString("latin1").replaceAll(name!, () => other!);
          ctx.fs.writeFileSync(place, text, { encoding: "latin1", mode: 0o600 });
        });
      }
      for (const folder of opened) {
        for (const entry of entries(ctx, folder).filter((one) => one.isSymbolicLink())) {
          const file = paths.join(folder, entry.name);
          const present = readFile(ctx, file);
          const target = "refused" in present ? undefined : changed.get(present.real);
          if (target !== undefined && target !== placeOf(file)) {
            replace(file, (place) => ctx.fs.symlinkSync(target, place));
          }
        }
      }
    },
  };
}

function entries(ctx: Context, folder: string) {
  try {
    return ctx.fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function unlink(ctx: Context, place: string): void {
  try {
    ctx.fs.unlinkSync(place);
  } catch {
    // There is nothing, or the folder itself.
  }
}
