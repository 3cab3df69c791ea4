import { awayFromHere, type Context, pathsOf } from "../context.ts";
import { Failure } from "../failure.ts";
import { refused, type Parsed, checked } from "./document.ts";
import { parseLooseJson } from "./json.ts";
import { mirrorListSchema, type UserDocument, userSchema } from "./schema.ts";

/** A team file is written by hand; nobody has ever seen one a tenth of this size (bytes). */
export const largest = 64 * 1024;

/** The text of a team file. Throws Failure `config-invalid`. */
export async function readTeamFile(ctx: Context, file: string): Promise<string> {
  expectPlainFile(ctx, file);
  const text = await textIn(ctx, file);
  if (text.trim() === "") throw refused(file, { what: "empty" });
  // What is no UTF-8 would have another hash than the file.
  if (text.includes("\uFFFD")) throw refused(file, { what: "encoding" });
  return text;
}

/**
 * What is to be read, or overwritten, as a team file. A link could point at anything, a pipe would never end, a large
 * file never either: all are refused before a byte is read. Throws Failure `config-invalid`.
 */
export function expectPlainFile(ctx: Context, file: string): void {
  try {
    const stat = ctx.fs.lstatSync(file);
    if (stat.isSymbolicLink()) throw refused(file, { what: "link" });
    if (!stat.isFile()) throw refused(file, { what: "no-file" });
    if (stat.size > largest) throw refused(file, { what: "too-large", limit: largest });
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(file, error);
  }
}

/** Own mirrors by the ten thousand (bytes). */
const largestOfUser = 4 * 1024 * 1024;

/** The text of the user's own configuration file, which may be a link. Throws Failure `config-invalid`. */
export async function readUserFile(ctx: Context, file: string): Promise<string> {
  try {
    const stat = ctx.fs.statSync(file);
    if (!stat.isFile()) throw refused(file, { what: "no-file" });
    if (stat.size > largestOfUser) throw refused(file, { what: "too-large", limit: largestOfUser });
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(file, error);
  }
  return textIn(ctx, file);
}

/** The text of a regular file, by cosmiconfig. Throws Failure `config-invalid`. */
async function textIn(ctx: Context, file: string): Promise<string> {
  const { basename, dirname } = pathsOf(ctx);
  const explorer = await explorerOf(basename(file));
  try {
    const found = explorer.search(dirname(file)) as { config?: { text: string } } | null;
    if (found !== null) return found.config?.text ?? "";
  } catch (error) {
    throw unreadable(file, error);
  }
  // cosmiconfig passes over what it may not read.
  throw refused(file, { what: "unreadable", reason: "EACCES" });
}

const unreadable = (file: string, error: unknown) =>
  refused(file, {
    what: "unreadable",
    reason: (error as NodeJS.ErrnoException).code ?? "EIO",
  });

/**
 * A cosmiconfig that reads one file of the folder that it is asked for, and never runs anything. Three things in it
 * would: a search place that is a program, the key `$import` of a loaded document (our loader hands it none, but
 * the text), and the meta configuration, which it looks for in the working folder at the moment at which it is
 * made (`.config/config.js` and the like): it is made while that is the program's own folder.
 */
async function explorerOf(name: string) {
  const { cosmiconfigSync } = await import("cosmiconfig");
  const asText = (_file: string, text: string) => ({ text });
  return awayFromHere(() =>
    cosmiconfigSync("goproxy-cfg", {
      searchPlaces: [name],
      searchStrategy: "none",
      cache: false,
      ignoreEmptySearchPlaces: false,
      loaders: { noExt: asText, ".json": asText, ".yaml": asText },
    }),
  );
}

/** The user's own configuration in the text of this file. Throws Failure `config-invalid` with the line of the mistake. */
export function userDocument(file: string, text: string): UserDocument {
  const { value, at } = parsed(file, text);
  const result = checked(userSchema, value);
  if (result.mistake !== null)
    throw refused(file, result.mistake.problem, at(result.mistake.field));
  return result.value;
}

/** Throws Failure `config-invalid` where the text has no list of mirrors to speak of, whatever stands in it. */
export function expectMirrorList(file: string, text: string): void {
  const { value, at } = parsed(file, text);
  const { mistake } = checked(mirrorListSchema, value);
  if (mistake !== null) throw refused(file, mistake.problem, at(mistake.field));
}

function parsed(file: string, text: string): Parsed {
  if (text.includes("\uFFFD")) throw refused(file, { what: "encoding" });
  const body = text.replace(/^\uFEFF/, "");
  return parseLooseJson(file, body.trim() === "" ? "{}" : body);
}
