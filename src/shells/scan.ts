import { type Context, pathsOf, variable } from "../context.ts";
import { startupFiles } from "./scan/places.ts";
import { walkFiles } from "./scan/walk.ts";

/** A line of a startup file that sets one of the wanted variables. */
export interface Found {
  file: string;
  line: number;
  key: string;
  /** null: cannot be told without running the file (command substitution, unknown variables). */
  value: string | null;
  /** The first shell that reads the line; `session` (before any shell), `direnv`. */
  shell: string;
  /** Every shell that reads the line, with its place in that shell's reading order: the larger wins. */
  order: Readonly<Record<string, number>>;
  /** `+=` and the like; `value` is the whole value all the same. */
  append?: boolean;
  /** Within if, case, a loop, a function, or after `&&`: may not be run. */
  conditional?: boolean;
  /** Our own block or file. */
  ours?: boolean;
}

export interface ScanOptions {
  /** Where /etc is looked for; null: nowhere. Default `/`, on Windows null. */
  systemRoot?: string | null;
}

/**
 * Every line of every startup file on this machine that sets one of `keys`, as far as it can be told without
 * running anything. Never throws, reads regular files only.
 */
export function scanStartupFiles(
  ctx: Context,
  keys: readonly string[],
  { systemRoot = ctx.platform === "win32" ? null : "/" }: ScanOptions = {},
): Found[] {
  const wanted = new Set(keys);
  const exported = new Set<string>();
  const found = new Map<string, Found & { order: Record<string, number> }>();
  for (const [shell, entries] of Object.entries(startupFiles(ctx, systemRoot))) {
    let place = 0;
    for (const one of walkFiles(ctx, wanted, entries, exported)) {
      const { file, line, key, value, append, conditional, ours } = one;
      place += 1;
      if (shell === "session") exported.add(key);
      const id = JSON.stringify([file, line, key, value]);
      const known = found.get(id);
      if (known) known.order[shell] = place;
      else {
        found.set(id, {
          file,
          line,
          key,
          value,
          shell,
          order: { [shell]: place },
          ...(append && { append }),
          ...(conditional && { conditional }),
          ...(ours && { ours }),
        });
      }
    }
  }
  return [...found.values()];
}

/**
 * The place which most probably gave the value that is in the environment: the last one of the user's shell
 * that sets it, else an equal value anywhere, else the last one of that shell that cannot be told.
 */
export function whoSets(
  found: readonly Found[],
  key: string,
  value: string,
  shell?: string,
): Found | null {
  const mine = found.filter((one) => one.key === key);
  const equal = mine.filter((one) => one.value === value);
  const untold = mine.filter((one) => one.value === null);
  const reads = shell === undefined ? [] : [family(shell), "session"];
  const inReads = (among: readonly Found[]) => last(among, reads[0]) ?? last(among, reads[1]);
  const anywhere = shell === undefined ? untold.at(-1) : undefined;
  return inReads(equal) ?? equal.at(-1) ?? inReads(untold) ?? anywhere ?? null;
}

/** The user's shell by name, from $SHELL; undefined where it does not tell. */
export function loginShell(ctx: Context): string | undefined {
  const file = variable(ctx, "SHELL") ?? "";
  return (
    pathsOf(ctx)
      .basename(file)
      .replace(/\.exe$/i, "") || undefined
  );
}

/** The name under which {@link Found.order} lists a shell. */
export function family(shell: string): string {
  const name = /([^/\\]*?)(?:\.exe)?$/i.exec(shell)![1]!.toLowerCase();
  if (/^(?:sh|dash|ash|busybox|ksh|ksh93|mksh|yash|oksh)$/.test(name)) return "sh";
  if (name === "tcsh") return "csh";
  if (name === "nushell") return "nu";
  return name === "powershell" ? "pwsh" : name;
}

/** The line that this shell reads last. */
function last(found: readonly Found[], shell = ""): Found | undefined {
  const place = ({ order }: Found) => order[shell] ?? 0;
  return found.filter((one) => place(one) > 0).toSorted((a, b) => place(b) - place(a))[0];
}
