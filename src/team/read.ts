import type { Context } from "../context.ts";
import { type ConfigProblem, Failure } from "../errors.ts";

/** A team file is written by hand; nobody has ever seen one a tenth of this size (bytes). */
export const largest = 64 * 1024;

/**
 * The text of a team file. A link could point at anything, a pipe would never end, a large file never either:
 * all are refused before a byte is read. Throws Failure `config-invalid`.
 */
export function readTeamFile(ctx: Context, file: string): string {
  let text: string;
  try {
    const stat = ctx.fs.lstatSync(file);
    if (stat.isSymbolicLink()) throw refused(file, { what: "link" });
    if (!stat.isFile()) throw refused(file, { what: "no-file" });
    if (stat.size > largest) throw refused(file, { what: "too-large", limit: largest });
    text = ctx.fs.readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Failure) throw error;
    const reason = (error as NodeJS.ErrnoException).code ?? "EIO";
    throw refused(file, { what: "unreadable", reason });
  }
  if (text.trim() === "") throw refused(file, { what: "empty" });
  // What is no UTF-8 would have another hash than the file.
  if (text.includes("\uFFFD")) throw refused(file, { what: "encoding" });
  return text;
}

export function refused(
  file: string,
  problem: ConfigProblem,
  place: { line: number; column: number } | null = null,
): Failure {
  const { line, column } = place ?? { line: null, column: null };
  return new Failure("config-invalid", { file, line, column, problem });
}
