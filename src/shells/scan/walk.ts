import { type Context, pathsOf, variable } from "../../context.ts";
import { plus } from "./cursor.ts";
import { isOurs, ownLines } from "./ours.ts";
import { folderEntries, readStartupFile } from "./read.ts";

/** One assignment of a wanted variable, as one shell meets it. */
export interface Met {
  file: string;
  line: number;
  key: string;
  value: string | null;
  append: boolean;
  conditional: boolean;
  ours: boolean;
  exported: boolean;
}

export interface ScannedAssignment {
  name: string;
  /** null: cannot be told without running the file. */
  value: string | null;
  line: number;
  /** false: only reaches child processes where the variable is exported elsewhere. */
  exported?: boolean;
  /** It is added to what the variable holds, at its end or `before` that. */
  append?: boolean | "before";
  conditional?: boolean;
  /** Within a function: nothing happens where it stands. */
  uncalled?: boolean;
  /** Within a loop, where the next round may give another value. */
  repeated?: boolean;
}

/** What a reader of one syntax is given: it reports what it sees, in the order of execution. */
export interface Walk {
  readonly keys: ReadonlySet<string>;
  /** The value of a variable at this point: undefined where it is not set, null where it cannot be told. */
  lookup: Lookup;
  assign(assignment: ScannedAssignment): void;
  unset(name: string, conditional: boolean): void;
  /** The variable is exported from here on. */
  mark(name: string): void;
  /** Another file is read here, by the same syntax; `uncalled`: only if somebody calls the function. */
  follow(path: string | null | undefined, uncalled?: boolean): void;
  /** Files that a glob in the last element of an absolute path stands for. */
  glob(pattern: string): string[];
  /** A path as this shell would find it from the home folder; null for a bare name. */
  resolve(path: string): string | null;
}

/** Where a statement stands. */
export interface Flow {
  /** It may be passed over. */
  conditional: boolean;
  /** It runs only if somebody calls the function around it. */
  uncalled: boolean;
}

export type Reader = (text: string, walk: Walk) => void;

export type Lookup = (name: string) => string | null | undefined;

export interface ScanEntry {
  /** A path, or how it follows from the variables that the files before have set. */
  file: string | ((lookup: Lookup) => string | null);
  reader: Reader;
}

/** How far files that are sourced by files are followed. */
const limits = { depth: 8, files: 400, metPerFile: 1000 };
/** No program can be started with a longer variable (Linux: MAX_ARG_STRLEN); a file that adds to one again and again makes it. */
const longest = 128 * 1024;

const volatileNames = new Set([
  "PWD",
  "OLDPWD",
  "SHLVL",
  "RANDOM",
  "SECONDS",
  "LINENO",
  "_",
  "IFS",
]);

/** Reads the files of one shell in the order in which it does, and returns what they set, in that order. */
export function walkFiles(
  ctx: Context,
  keys: ReadonlySet<string>,
  entries: readonly ScanEntry[],
  already: ReadonlySet<string>,
): Met[] {
  const paths = pathsOf(ctx);
  const home = ctx.home ?? "";
  const met: Met[] = [];
  const variables = new Map<string, string | null>([["HOME", home || null]]);
  const marked = new Set<string>(already);
  const open: string[] = [];
  let files = 0;
  /** How many functions that are not called stand around what is read. */
  let within = 0;

  const resolve = (path: string) => {
    const native =
      ctx.platform === "win32"
        ? path.replace(/^\/([a-z])(?=\/)/i, (_, drive) => `${String(drive).toUpperCase()}:`)
        : path;
    if (paths.isAbsolute(native)) return paths.normalize(native);
    return home !== "" && /[/\\]/.test(native) ? paths.join(home, native) : null;
  };

  const lookup: Lookup = (name) => {
    if (variables.has(name)) return variables.get(name);
    if (keys.has(name)) return undefined;
    return volatileNames.has(name) ? null : variable(ctx, name);
  };

  const visit = (file: string, reader: Reader) => {
    if (open.includes(file) || open.length > limits.depth || files >= limits.files) return;
    const text = readStartupFile(ctx, file);
    if (text === null) return;
    files += 1;
    open.push(file);
    const own = isOurs(ctx, file) ? { first: 0, last: Infinity } : ownLines(text);
    let before = met.length;
    reader(text, {
      keys,
      resolve,
      lookup,
      assign(assignment) {
        const { name, line, append = false, exported = true } = assignment;
        const old = append ? lookup(name) : "";
        const value =
          append === "before" ? plus(assignment.value, old) : plus(old, assignment.value);
        const uncalled = within > 0 || assignment.uncalled === true;
        const conditional = uncalled || assignment.conditional === true;
        const unsure = assignment.repeated || (conditional && variables.get(name) !== value);
        variables.set(name, unsure || (value ?? "").length > longest ? null : value);
        if (exported) marked.add(name);
        if (!keys.has(name)) return;
        const ours = own !== null && line > own.first && line < own.last;
        met.push({
          file,
          line,
          key: name,
          value,
          append: append !== false,
          conditional,
          ours,
          exported,
        });
        if (met.length - before > 2 * limits.metPerFile) met.splice(before, limits.metPerFile);
      },
      unset(name, conditional) {
        if (conditional) variables.set(name, null);
        else variables.delete(name);
      },
      mark: (name) => void marked.add(name),
      follow(path, uncalled = false) {
        const target = typeof path === "string" ? resolve(path) : null;
        if (target === null) return;
        if (uncalled) within += 1;
        visit(target, reader);
        if (uncalled) within -= 1;
        before = met.length;
      },
      glob: (pattern) => glob(ctx, pattern),
    });
    open.pop();
  };

  for (const { file, reader } of entries) {
    const path = typeof file === "string" ? file : file(lookup);
    if (path !== null) visit(path, reader);
  }
  const reaches = (one: Met) => one.exported || marked.has(one.key) || variable(ctx, one.key);
  return met.filter(reaches);
}

function glob(ctx: Context, pattern: string): string[] {
  const paths = pathsOf(ctx);
  const name = paths.basename(pattern);
  const folder = paths.dirname(pattern);
  if (!paths.isAbsolute(pattern) || /[*?[]/.test(folder)) return [];
  if (!/[*?[]/.test(name)) return [pattern];
  const source = name
    .replace(/[.+^${}()|\\]/g, "\\$&")
    .replace(/\*/g, "[^/]*")
    .replace(/\?/g, "[^/]");
  let wanted: RegExp;
  try {
    wanted = new RegExp(`^${source}$`, "u");
  } catch {
    return [];
  }
  return folderEntries(ctx, folder)
    .filter((entry) => (name.startsWith(".") || !entry.startsWith(".")) && wanted.test(entry))
    .map((entry) => paths.join(folder, entry));
}
