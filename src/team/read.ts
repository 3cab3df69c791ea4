import { type Context, pathsOf } from "../context.ts";
import { type ConfigProblem, Failure } from "../errors.ts";

/** A team file is written by hand; nobody has ever seen one a tenth of this size (bytes). */
export const largest = 64 * 1024;

/**
 * The text of a team file. A link could point at anything, a pipe would never end, a large file never either:
 * all are refused before a byte is read. Throws Failure `config-invalid`.
 */
export async function readTeamFile(ctx: Context, file: string): Promise<string> {
  const stat = ctx.fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw refused(file, { what: "unreadable", reason: "ENOENT" });
  if (stat.isSymbolicLink()) throw refused(file, { what: "link" });
  if (!stat.isFile()) throw refused(file, { what: "no-file" });
  if (stat.size > largest) throw refused(file, { what: "too-large", limit: largest });
  const explorer = await dataExplorer(ctx, file);
  let text: string;
  try {
    const found = (await explorer.load(file)) as { config?: { text: string } } | null;
    text = found?.config?.text ?? "";
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? "EIO";
    throw refused(file, { what: "unreadable", reason });
  }
  if (text === "") throw refused(file, { what: "empty" });
  // What is no UTF-8 would have another hash than the file.
  if (text.includes("\uFFFD")) throw refused(file, { what: "encoding" });
  return text;
}

/**
 * A cosmiconfig that reads this one file and never runs anything. Three things in it would: a search place or
 * a meta configuration that is a program (it looks for `.config/config.js` and the like in the working folder
 * at the moment at which it is made, so it is made while that is our own folder), and the key `$import` of a
 * loaded document (our loader hands it none, but the text).
 */
async function dataExplorer(ctx: Context, file: string) {
  const { cosmiconfig } = await import("cosmiconfig");
  const asText = (_file: string, text: string) => ({ text });
  const options = {
    searchPlaces: [pathsOf(ctx).basename(file)],
    searchStrategy: "none" as const,
    cache: false,
    loaders: { noExt: asText, ".json": asText, ".yaml": asText },
  };
  return inOwnFolder(() => cosmiconfig("goproxy-cfg", options));
}

/** cosmiconfig takes the working folder from the process, not from an option. */
function inOwnFolder<T>(action: () => T): T {
  const { process } = globalThis;
  const back = process.cwd();
  process.chdir(import.meta.dirname);
  try {
    return action();
  } finally {
    process.chdir(back);
  }
}

export function refused(
  file: string,
  problem: ConfigProblem,
  place: { line: number; column: number } | null = null,
): Failure {
  const { line, column } = place ?? { line: null, column: null };
  return new Failure("config-invalid", { file, line, column, problem });
}
