import { type Context, pathsOf, variable } from "../../context.ts";

/** One line of Go's env file or of GOROOT/go.env that go takes as a setting. */
export interface EnvLine {
  key: string;
  value: string;
  /** From 1. */
  line: number;
}

const newline = 0x0a;
const equals = 0x3d;

/**
 * What go reads from an env file: lines with `=` whose first byte is A to Z, values verbatim with quotes,
 * spaces, comments and `\r`. Source: cmd/go/internal/cfg readEnvFile.
 */
export function readEnvLines(bytes: Buffer): EnvLine[] {
  const lines: EnvLine[] = [];
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    let end = bytes.indexOf(newline, start);
    if (end < 0) end = bytes.length;
    const first = bytes[start] ?? 0;
    const text = bytes.subarray(start, end);
    const cut = first >= 0x41 && first <= 0x5a ? text.indexOf(equals) : -1;
    if (cut >= 0) {
      lines.push({
        key: text.toString("utf8", 0, cut),
        value: text.toString("utf8", cut + 1),
        line,
      });
    }
    start = end + 1;
  }
  return lines;
}

/** The line that counts for each key: the last one. */
export function lastLines(lines: readonly EnvLine[]): Map<string, EnvLine> {
  return new Map(lines.map((line) => [line.key, line]));
}

/**
 * The bytes that `go env -w` (for `set`) and `go env -u` (for `unset`) would leave behind; null stands for a
 * missing file. Source: cmd/go/internal/envcmd updateEnvFile. Other than go it keeps nothing back: whether
 * go knows the key or takes the value is not judged here.
 */
export function updateEnvFile(
  bytes: Buffer | null,
  set: ReadonlyMap<string, string>,
  unset: ReadonlySet<string>,
): Buffer {
  // One character for each byte: bytes that are no UTF-8 survive, and strings compare as Go's do.
  const text = (bytes ?? Buffer.alloc(0)).toString("latin1");
  const lines: string[] = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const final = lines.at(-1);
  if (final !== undefined && !final.endsWith("\n")) lines[lines.length - 1] = `${final}\n`;

  const places = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const key = keyOf(line);
    if (key === "") continue;
    const earlier = places.get(key);
    if (earlier !== undefined) lines[earlier] = "";
    places.set(key, index);
  }
  for (const [key, value] of set) {
    const line = Buffer.from(`${key}=${value}\n`).toString("latin1");
    const place = places.get(key);
    if (place === undefined) lines.push(line);
    else lines[place] = line;
  }
  for (const key of unset) {
    const place = places.get(key);
    if (place !== undefined) lines[place] = "";
  }
  return Buffer.from(sortRuns(lines).join(""), "latin1");
}

/** Sorts each run of KEY=VALUE lines; comments, blank, invalid and dropped lines part the runs. */
function sortRuns(lines: readonly string[]): string[] {
  const sorted: string[] = [];
  let run: string[] = [];
  const flush = () => {
    run.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    sorted.push(...run);
    run = [];
  };
  for (const line of lines) {
    if (keyOf(line) !== "") {
      run.push(line);
      continue;
    }
    flush();
    sorted.push(line);
  }
  flush();
  return sorted;
}

/** The key that the writer sees, which the reader may not (` GOPROXY`, lower case). Source: lineToKey. */
function keyOf(line: string): string {
  const cut = line.indexOf("=");
  const key = cut < 0 ? "" : line.slice(0, cut);
  return key.includes("#") ? "" : key;
}

/**
 * Go's env file: `off` by GOENV=off (`path`: where go reads and writes once that is gone), `none` where go
 * finds no folder for it (`reason` in go's words).
 */
export type EnvFile =
  | { kind: "file"; path: string }
  | { kind: "off"; path: string | null }
  | { kind: "none"; reason: string };

/**
 * Go's env file by Go's own rule, for a machine without a go; relative names are taken from the user's folder.
 * `relativeXdg`: go up to 1.23 took a relative XDG_CONFIG_HOME. Source: cmd/go/internal/cfg EnvFile,
 * os.UserConfigDir.
 */
export function envFileByRule(ctx: Context, relativeXdg = false): EnvFile {
  const goenv = variable(ctx, "GOENV");
  const paths = pathsOf(ctx);
  if (goenv && goenv !== "off") return { kind: "file", path: paths.resolve(ctx.cwd, goenv) };
  const folder = userConfigDir(ctx, relativeXdg);
  const path = folder.path === null ? null : paths.resolve(ctx.cwd, folder.path, "go", "env");
  if (goenv === "off") return { kind: "off", path };
  return path === null ? { kind: "none", reason: folder.reason ?? "" } : { kind: "file", path };
}

const missing = (reason: string) => ({ path: null, reason });

function userConfigDir(
  ctx: Context,
  relativeXdg: boolean,
): { path: string; reason?: never } | { path: null; reason: string } {
  if (ctx.platform === "win32") {
    const path = variable(ctx, "AppData");
    return path ? { path } : missing("%AppData% is not defined");
  }
  const home = ctx.env["HOME"];
  if (ctx.platform === "darwin") {
    return home ? { path: `${home}/Library/Application Support` } : missing("$HOME is not defined");
  }
  const xdg = ctx.env["XDG_CONFIG_HOME"];
  if (xdg) {
    return relativeXdg || xdg.startsWith("/")
      ? { path: xdg }
      : missing("path in $XDG_CONFIG_HOME is relative");
  }
  if (home) return { path: `${home}/.config` };
  return missing("neither $XDG_CONFIG_HOME nor $HOME are defined");
}

/** Whether the place of the env file depends on the folder that go is started in. */
export function dependsOnCwd(ctx: Context): boolean {
  if (ctx.platform === "win32") return !pathsOf(ctx).isAbsolute(variable(ctx, "AppData") || "C:\\");
  const folders = [ctx.env["XDG_CONFIG_HOME"], ctx.env["HOME"]];
  return folders.some((folder) => folder && !folder.startsWith("/"));
}
