import type { FileRefusal } from "../../findings.ts";
import { languages } from "../formats.ts";
import { managedName } from "../language.ts";
import { type BlockRefusal, findBlock } from "./block.ts";

/**
 * Somebody's own line that sets a variable of ours, put out of effect with their consent: it stays where it is,
 * as a comment with our mark, and comes back to the byte.
 */

/** no-line: there is no such line. not-alone: it does more than set our variables, or goes on in the next line. */
export type CommentRefusal = BlockRefusal | Extract<FileRefusal, "no-line" | "not-alone">;

const mark = "# commented out by goproxy-cfg: ";

/** Lines that do nothing but set variables of ours, in every language. */
const forms = languages.flatMap(({ assignments = [] }) => assignments);

/** Puts one line (counted from 1; its text is handed back) out of effect. All other bytes stay. */
export function commentOut(
  bytes: Buffer,
  line: number,
): { bytes: Buffer; line: string } | { refused: CommentRefusal } {
  const found = findBlock(bytes);
  if ("refused" in found) return found;
  const lines = bytes.toString("latin1").split("\n");
  const at = line - 1;
  const source = lines[at];
  if (source === undefined || (source === "" && line === lines.length))
    return { refused: "no-line" };
  const indent = /^[ \t]*/.exec(source)![0];
  const statement = source.slice(indent.length);
  const form = forms.find((one) => one.line.test(statement.replace(/\r$/, "")));
  const continued = [lines[at - 1] ?? "", source].some((one) => /\\\r?$/.test(one));
  if (form === undefined || continued) return { refused: "not-alone" };
  const instead = indent !== "" || opensBlock(lines.slice(0, at)) ? form.instead : "";
  lines[at] = indent + instead + mark + statement;
  return { bytes: Buffer.from(lines.join("\n"), "latin1"), line: shown(statement) };
}

/** Whether the last line that is neither empty nor a comment begins a branch or a body. */
function opensBlock(lines: readonly string[]): boolean {
  const last = lines.findLast((line) => /^\s*[^\s#]/.test(line)) ?? "";
  return /(?:^|[\s;&|])(?:then|do|else)(?:\s+#.*)?\s*$|[{()](?:\s+#.*)?\s*$/.test(last);
}

/** Brings back every line that commentOut put out of effect; `lines` tells which. */
export function restoreCommented(bytes: Buffer): { bytes: Buffer; lines: string[] } {
  const lines: string[] = [];
  if (!bytes.includes(mark)) return { bytes, lines };
  const restored = bytes.toString("latin1").replace(marked, (_, indent: string, line: string) => {
    lines.push(shown(line));
    return indent + line;
  });
  return { bytes: Buffer.from(restored, "latin1"), lines };
}

const marked = new RegExp(`(?<![^\\n])([ \\t]*)(?:: |pass )?${mark}([^\\n]*)`, "g");

/** A line as its writer sees it. */
function shown(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString().trimEnd();
}

/** The first of our variables that such a line sets. */
export function assignedIn(line: string): string | null {
  return new RegExp(managedName).exec(line)?.[0] ?? null;
}
