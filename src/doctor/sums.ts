import { type Context, pathsOf } from "../context.ts";
import type { OddSum } from "../findings.ts";
import { findModuleFile } from "../go/machine/gomod.ts";
import type { HashesOf } from "../mirrors/ask/ask.ts";
import { readTextIfRegular } from "../regular-file.ts";
import type { Facts } from "./facts.ts";

/** Bytes; that of a large workspace has a tenth of it. */
const largestSums = 16 * 1024 * 1024;

/** What differs between those who know the hash of a file of a module version (`h1:…`). */
export interface Difference {
  /** null: two that differ, and nobody else to say which is right. */
  odd: OddSum | null;
  /** The mirror whose content differs; with an odd go.sum or database one that agrees with the other. */
  url: string;
  /** Another mirror of the chain, which has what the rest agrees on. */
  agrees: string | null;
  /** Who has which hash: `go.sum`, the database's name, the mirrors' URLs. */
  sums: Record<string, string>;
}

/**
 * The lines of go.sum of a module version: of the user's folder, of the workspace, and what a log quotes. As go does
 * it, they are what a download is held against, before any database.
 */
export function recordedSums(
  ctx: Context,
  { project, asking }: Facts,
  module: string,
  version: string,
): string[] {
  const paths = pathsOf(ctx);
  const roots = [findModuleFile(ctx), project?.file ?? null].flatMap((file) =>
    file === null ? [] : [paths.dirname(file)],
  );
  const files = roots.flatMap((folder) =>
    ["go.sum", "go.work.sum"].map((name) => paths.join(folder, name)),
  );
  const lines = [...new Set(files)].flatMap((file) =>
    (readTextIfRegular(ctx, file, { limit: largestSums }) ?? "").split(/\r?\n/),
  );
  const quoted = (asking.log ?? []).flatMap(({ note }) =>
    note.code === "sumdb.mismatch" && note.args.recorded
      ? [`${note.args.module.replace("@", " ")} ${note.args.recorded}`]
      : [],
  );
  const own = [`${module} ${version} `, `${module} ${version}/go.mod `];
  const isIts = (line: string) => own.some((begin) => line.startsWith(begin));
  const found = lines.filter(isIts);
  return [...new Set(found.length > 0 ? found : quoted.filter(isIts))];
}

/**
 * Compares what go.sum, the checksum database and the mirrors of the chain have; null where those who know agree.
 * `served`: who would serve the module. The database is a public log, signed: it is believed over one mirror, and over
 * a go.sum that no mirror agrees with.
 */
export function differenceIn(
  hashes: HashesOf,
  recorded: string | null,
  database: string,
  served: string | null,
): Difference | null {
  const { mirrors, database: published } = hashes;
  const sums = {
    ...(recorded === null ? {} : { "go.sum": recorded }),
    ...(published === null ? {} : { [database]: published }),
    ...Object.fromEntries(mirrors),
  };
  const url = mirrors.has(served ?? "") ? served! : ([...mirrors.keys()][0] ?? "");
  const got = mirrors.get(url) ?? null;
  const having = (hash: string) => [...mirrors].find(([, one]) => one === hash)?.[0] ?? null;
  const told = (odd: OddSum | null, truth: string, at = url): Difference => {
    return { odd, url: at, agrees: having(truth), sums };
  };
  if (recorded !== null && published !== null && recorded !== published) {
    const behind = having(published);
    if (behind !== null || got === null) return told("go.sum", published, behind ?? "");
    return told(got === recorded ? "database" : "all", published);
  }
  const truth = published ?? recorded;
  if (truth === null || got === null || got === truth) return null;
  if (published !== null || having(truth) !== null) return told("mirror", truth);
  // Several mirrors that agree speak against the one record.
  const isUnanimous = mirrors.size > 1 && [...mirrors.values()].every((one) => one === got);
  return told(isUnanimous ? "go.sum" : null, truth);
}

/** The hash that lines of go.sum have for a file of a module version. */
export function recordedFor(lines: readonly string[], file: "mod" | "zip"): string | null {
  const line = lines.find((one) => one.includes("/go.mod ") === (file === "mod"));
  return line?.split(" ")[2] ?? null;
}
