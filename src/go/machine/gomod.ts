import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import type { GoState } from "./command.ts";
import { userEnv } from "./start.ts";

/** What go.mod and go.work say, as far as downloads depend on it. */
export interface ModuleText {
  module: string | null;
  /** The `go` line: `1.22` or `1.22.3`. */
  go: string | null;
  /** The `toolchain` line: `go1.22.3`, or `default`. */
  toolchain: string | null;
  requires: { module: string; version: string }[];
  /** `version` null: every version. `byVersion` null: a folder, which is not downloaded. */
  replaces: { module: string; version: string | null; by: string; byVersion: string | null }[];
  /** go.work: folders. */
  uses: string[];
}

/**
 * Reads a go.mod or go.work so that it can be done without go, and where go refuses the file: lines that make
 * no sense are passed over. Source: golang.org/x/mod/modfile (read.go, rule.go parseToFile).
 */
export function parseModuleText(text: string): ModuleText {
  const found: ModuleText = {
    module: null,
    go: null,
    toolchain: null,
    requires: [],
    replaces: [],
    uses: [],
  };
  let block: string | null = null;
  for (const line of text.replace(/^\uFEFF/, "").split("\n")) {
    const words = wordsOf(line);
    const [first] = words;
    if (first === undefined) continue;
    if (block !== null) {
      if (first === ")") block = null;
      else take(found, block, words);
    } else if (words[1] === "(") {
      block = words.includes(")") ? null : first;
    } else {
      take(found, first, words.slice(1));
    }
  }
  return found;
}

function take(found: ModuleText, verb: string, words: readonly string[]): void {
  const [first, second] = words;
  if (first === undefined) return;
  if (verb === "module" || verb === "go" || verb === "toolchain") found[verb] = first;
  else if (verb === "use") found.uses.push(first);
  else if (verb === "require" && second !== undefined) {
    found.requires.push({ module: first, version: second });
  } else if (verb === "replace") {
    const arrow = words.indexOf("=>");
    const by = arrow < 1 ? undefined : words[arrow + 1];
    if (by === undefined) return;
    const version = arrow === 1 ? null : (second ?? null);
    found.replaces.push({ module: first, version, by, byVersion: words[arrow + 2] ?? null });
  }
}

/** The words of a line without its comment; quotes in Go's two forms group and go away. One that stays open takes the rest. */
function wordsOf(line: string): string[] {
  const words = line.match(/\/\/.*|"(?:[^"\\]|\\.)*"?|`[^`]*`|[()]|(?:(?!\/\/)[^\s()"`])+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith("//"));
  return words
    .slice(0, comment === -1 ? words.length : comment)
    .map((word) => (/^["`]/.test(word) ? word.slice(1, -1) : word));
}

/**
 * Tells what is really downloaded for a requirement; null where a folder stands for it. The first of two
 * replacements for the same version counts.
 */
export function replacer({
  replaces,
}: Pick<ModuleText, "replaces">): (required: Wanted) => Wanted | null {
  const known = new Map<string, Wanted | null>();
  for (const { module, version, by, byVersion } of replaces) {
    const key = `${module}@${version ?? ""}`;
    if (known.has(key)) continue;
    known.set(key, byVersion === null ? null : { module: by, version: byVersion });
  }
  return (required) => {
    for (const key of [`${required.module}@${required.version}`, `${required.module}@`]) {
      const by = known.get(key);
      if (by !== undefined) return by;
    }
    return required;
  };
}

interface Wanted {
  module: string;
  version: string;
}

/**
 * Whether release `a` (`1.22`, `1.22rc1`, `1.22.3`) is newer than `b`. Source: internal/gover Compare: a language version comes before
 * its release candidates, those before the release.
 */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [a, b].map(parts);
  const at = left!.findIndex((part, index) => part !== right![index]);
  return at !== -1 && left![at]! > right![at]!;
}

function parts(text: string): number[] {
  const match = /^(\d+)\.(\d+)(?:\.(\d+)|(beta|rc)(\d+))?/.exec(text);
  if (match === null) return [0, 0, 0, 0, 0];
  const [, major, minor, patch, kind, candidate] = match;
  // Since 1.21 the first release is 1.21.0, and 1.21 alone is the language.
  const rank =
    kind === "beta" ? 1 : kind === "rc" ? 2 : patch !== undefined || Number(minor) < 21 ? 3 : 0;
  return [Number(major), Number(minor), rank, Number(candidate ?? 0), Number(patch ?? 0)];
}

/** Bytes; go refuses a larger one from a repository, too (codehost.MaxGoMod). */
export const largestModuleFile = 16 * 1024 * 1024;

/** Milliseconds. */
const deadline = 10_000;

/**
 * Has go itself read a go.mod or go.work, as `go mod edit -json` does: no network is used and a newer `go` line is no
 * hindrance. Fails with `go-not-found` without a go, with `bad-module-file` where go refuses the file.
 */
export async function checkModuleFile(ctx: Context, state: GoState, file: string): Promise<void> {
  if (state.go === null) throw new Failure("go-not-found", { hint: state.hint });
  // It would have no requirements.
  if (ctx.fs.statSync(file).size > largestModuleFile)
    throw new Failure("bad-module-file", { file, reason: "too large" });
  const isWork = pathsOf(ctx).basename(file).endsWith(".work");
  const { code, stderr } = await ctx.exec(state.go.path, {
    args: [isWork ? "work" : "mod", "edit", "-json", file],
    env: userEnv(ctx),
    cwd: pathsOf(ctx).dirname(file),
    timeout: deadline,
  });
  if (code !== 0) throw new Failure("bad-module-file", { file, reason: stderr.trim() });
}

/** The go.mod of this folder or the nearest one above (modload findModuleRoot). */
export function findModuleFile(ctx: Context): string | null {
  const paths = pathsOf(ctx);
  for (let folder = ctx.cwd; ; folder = paths.dirname(folder)) {
    const file = paths.join(folder, "go.mod");
    if (ctx.fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true) return file;
    if (folder === paths.dirname(folder)) return null;
  }
}
