import type { Context } from "../../context.ts";
import { note } from "../../findings/findings.ts";
import { findBlock } from "../../shells/block.ts";
import { readFile } from "../../shells/file.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
import type { Facts } from "../facts.ts";

/** What stands in the startup files, as bytes. */
export const shell: Check = {
  id: "shell",
  group: "shell",
  codes: ["shell.block-damaged", "shell.crlf"],
  offline: true,
  run: (facts, ctx) => [...damaged(facts, ctx), ...carriageReturns(facts, ctx)],
};

function damaged({ blockFiles }: Facts, ctx: Context): Diagnosis[] {
  const seen = new Set<string>();
  return blockFiles.flatMap((file) => {
    const present = readFile(ctx, file);
    if ("refused" in present || present.bytes === null || seen.has(present.real)) return [];
    seen.add(present.real);
    const found = findBlock(present.bytes);
    if (!("refused" in found) || found.refused !== "damaged") return [];
    const where = { file, line: null };
    return [diagnosis(note("shell.block-damaged", "warning", { file }), { where })];
  });
}

/** Shells that take a carriage return for a part of the value. */
const posix = new Set(["sh", "bash", "zsh", "ksh", "session"]);

function carriageReturns({ startup }: Facts, ctx: Context): Diagnosis[] {
  const files = new Map<string, string[]>();
  return startup.flatMap(({ file, line, key, order }) => {
    if (!Object.keys(order).some((name) => posix.has(name) && name !== "session")) return [];
    const lines = files.get(file) ?? linesOf(ctx, file);
    files.set(file, lines);
    if (lines[line - 1]?.endsWith("\r") !== true) return [];
    const found = note("shell.crlf", "warning", { file, line, key });
    const repair = { what: "carriage-return" as const, file, line };
    return [diagnosis(found, { where: { file, line }, repair })];
  });
}

function linesOf(ctx: Context, file: string): string[] {
  const present = readFile(ctx, file);
  const bytes = "refused" in present ? null : present.bytes;
  return bytes === null ? [] : bytes.toString("latin1").split("\n");
}
