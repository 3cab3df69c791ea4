import type { Context } from "../../context.ts";
import { findBlock } from "../../shells/managed/block.ts";
import { readFile } from "../../shells/place.ts";
import type { DoctorCheck } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";

/** What stands in the startup files, as bytes. */
export const shell: DoctorCheck = {
  id: "shell",
  codes: ["shell.block-damaged", "shell.crlf"],
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
    return [finding("shell.block-damaged", "warning", { file }, { where: { file, line: null } })];
  });
}

/** Shells that take a carriage return for a part of the value. */
const posix = ["sh", "bash", "zsh", "ksh"];

function carriageReturns({ startup }: Facts, ctx: Context): Diagnosis[] {
  const files = new Map<string, string[]>();
  const seen = new Set<string>();
  return startup.flatMap(({ file, line, key, shell: { name } }) => {
    const id = `${file}:${line}:${key}`;
    if (!posix.includes(name) || seen.has(id)) return [];
    seen.add(id);
    const lines = files.get(file) ?? linesOf(ctx, file);
    files.set(file, lines);
    if (lines[line - 1]?.endsWith("\r") !== true) return [];
    const repair = { what: "carriage-return" as const, file, line };
    const where = { file, line };
    return [finding("shell.crlf", "warning", { ...where, key }, { where, repair })];
  });
}

function linesOf(ctx: Context, file: string): string[] {
  const present = readFile(ctx, file);
  const bytes = "refused" in present ? null : present.bytes;
  return bytes === null ? [] : bytes.toString("latin1").split("\n");
}
