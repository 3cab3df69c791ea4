import { type Context, pathsOf } from "../../context.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { expand, type Line, linesNaming, valueIn } from "./lines.ts";
import type { Shell } from "../language.ts";
import { blockLine } from "../managed/block.ts";
import { isOurs } from "../managed/files.ts";

/** A line that sets a variable as far as its text tells; the shell itself has not said so where `perhaps` is set. */
export interface Likely {
  file: string;
  line: number;
  perhaps?: true;
  /** Its file is read at the login, before any shell. */
  login?: true;
}

/** How far files that are read by a path which stands there are followed, and how many there may be. */
const limits = { depth: 4, files: 200 };

/**
 * The line that gave a variable this value, by simple patterns: certain where exactly one line of a file that this shell
 * reads names the variable, has the value, and stands at the start of a line, so that it is no function's.
 */
export function likelyLine(
  ctx: Context,
  shell: Shell | null,
  key: string,
  value: string,
): Likely | null {
  const lines = shell === null ? [] : settingLines(ctx, shell, [key]);
  const has = ({ text }: Line) => value !== "" && text.includes(value);
  const withValue = lines.filter(has);
  const alone = lines.filter(({ text }) => standsAlone(text));
  const [only, second] = lines.length === 1 ? withValue.filter((one) => alone.includes(one)) : [];
  if (only !== undefined && second === undefined) return { file: only.file, line: only.line };
  const session = sessionLines(ctx, [key]).filter(has);
  const tools = toolLines(ctx, [key]).filter(has);
  const [one] = session;
  if (one !== undefined && session.length === 1 && withValue.length + tools.length === 0) {
    return { file: one.file, line: one.line, login: true };
  }
  const untold = lines.findLast((line) => /^$|[$`(]/.test(valueIn(line)));
  const best = withValue.at(-1) ?? tools.at(-1) ?? session.at(-1) ?? untold;
  return best === undefined ? null : { file: best.file, line: best.line, perhaps: true };
}

/** Whether a line is neither within a branch or a function nor behind a condition, as far as a pattern tells. */
export const standsAlone = (text: string): boolean => !mayBePassed.test(text);

const mayBePassed = /^\s|^[^'"]*(?:[{(]|&&|\|\||\bif\b|\bfor\b|\bfunction\b)/;

/** The lines that may set these variables in the files that a shell reads, ours apart, in the order of reading. */
export function settingLines(ctx: Context, shell: Shell, keys: readonly string[]): Line[] {
  const forms = new Map(keys.map((key) => [key, shell.language.setsIn?.(key)]));
  return filesOf(ctx, shell).flatMap(({ file, text }) => {
    if (isOurs(ctx, file)) return [];
    const isUniversal = file.endsWith("fish_variables");
    return linesNaming(file, text, keys).filter(({ key, text: line }) =>
      isUniversal ? line.includes("--export") : forms.get(key)?.test(line) !== false,
    );
  });
}

/** Whether a startup file of a shell has a line that runs `go env -w` or `go env -u` for one of these variables. */
export function mayRewrite(ctx: Context, shell: Shell, keys: readonly string[]): boolean {
  return filesOf(ctx, shell).some(
    ({ file, text }) =>
      /\bgo\b.*\benv\b.*-[wu]/.test(text) &&
      linesNaming(file, text, keys).some((one) => rewrites.test(one.text)),
  );
}

/** A command that changes Go's env file. */
export const rewrites = /(?:^|[\s/'"])go(?:\.exe)?['"]?\s+env\s+(?:\S+\s+)*-[wu]\b/;

/** The startup files of a shell with what they read by a path that stands there. */
function filesOf(ctx: Context, shell: Shell): { file: string; text: string }[] {
  const found = new Map<string, string>();
  const visit = (file: string, depth: number) => {
    if (found.has(file) || found.size >= limits.files || depth > limits.depth) return;
    const text = readTextIfRegular(ctx, file);
    if (text === null) return;
    found.set(file, file.endsWith("fish_variables") ? unescaped(text) : text);
    for (const [, path = ""] of text.matchAll(reading)) {
      const target = resolved(ctx, path);
      if (target !== null) visit(target, depth + 1);
    }
  };
  for (const file of shell.startupFiles(ctx)) visit(file, 0);
  return [...found].map(([file, text]) => ({ file, text }));
}

/** fish writes its universal variables with escapes (escape_string_var). */
function unescaped(text: string): string {
  return text.replaceAll(/\\x([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** A path that begins at the home folder or the root, read as a startup file. */
const reading = /(?:^|[\s;&|{])(?:source|\.)\s+["']?((?:~|\$HOME|\$\{HOME\}|\/)[^\s"';&|)]*)/gm;

function resolved(ctx: Context, path: string): string | null {
  const file = path.replace(/^(?:~|\$HOME|\$\{HOME\})(?=\/)/, () => ctx.home ?? "~");
  return pathsOf(ctx).isAbsolute(file) && !file.includes("$") ? file : null;
}

/**
 * What a startup file does otherwise where there is no terminal, or where it is asked: it looks for one, waits for an
 * answer, or steps aside. What stands behind that, a question without a terminal does not see.
 */
const guard =
  /GOPROXY_CFG_ASKING|\[\s+!?\s*-t\s+\d|\btest\s+-t\s+\d|\btty\s+-s\b|\bisatty\b|\bRead-Host\b|Is(?:Input|Output|Error)Redirected|\bKeyAvailable\b|\$\+?\{?TTY\b/;

/** A guard with which a file ends where there is no terminal: at a terminal, what stands behind it is read. */
const ends = /\b(?:return|exit|throw|break)\b|\bKeyAvailable\b/;

/** A line that a shell without a terminal does not come to. */
interface TerminalLine extends Line {
  /** Whether one at a terminal comes to it for certain. */
  certain: boolean;
}

/** The lines that may set a variable in a terminal alone, where that is read after what is ours. */
export function terminalOnlyLines(ctx: Context, shell: Shell, key: string): TerminalLine[] {
  const order = shell.startupFiles(ctx);
  const places = order.map((file, at) => ({ file, at, line: lineOfOurs(ctx, file) }));
  const ours = places.findLast(({ line }) => line !== null);
  const all = settingLines(ctx, shell, [key]);
  return all.flatMap((one) => {
    const { file, line, text } = one;
    const at = order.indexOf(file);
    const isBefore =
      ours !== undefined && at !== -1 && (at < ours.at || (at === ours.at && line < ours.line!));
    const guards = isBefore ? [] : guardsAbove(ctx, file, line);
    if (guards.length === 0) return [];
    const stands = all.length === 1 && standsAlone(text) && /^[^$`(]+$/.test(valueIn(one));
    return [{ ...one, certain: stands && guards.every((found) => ends.test(found)) }];
  });
}

/** The lines of a file with which it looks for a terminal, down to this one. */
function guardsAbove(ctx: Context, file: string, line: number): string[] {
  const text = readTextIfRegular(ctx, file) ?? "";
  const above = text.split("\n").slice(0, line);
  return above.filter((one) => !/^\s*#/.test(one) && guard.test(one));
}

function lineOfOurs(ctx: Context, file: string): number | null {
  if (isOurs(ctx, file)) return readTextIfRegular(ctx, file) === null ? null : 1;
  const text = readTextIfRegular(ctx, file, { encoding: "latin1" });
  return text === null ? null : blockLine(Buffer.from(text, "latin1"));
}

/** What is read when somebody logs in, before any shell: it takes a new login to change what it sets. */
const files = [
  "/etc/environment",
  "/etc/environment.d/*.conf",
  "/usr/lib/environment.d/*.conf",
  "~/.pam_environment",
  "/etc/security/pam_env.conf",
  "~/.config/environment.d/*.conf",
  "~/.xprofile",
  "~/.xsessionrc",
  "~/.xsession",
  "~/.xinitrc",
  "~/.config/plasma-workspace/env/*.sh",
  "~/.kde/env/*.sh",
  "~/.tmux.conf",
  "~/.config/tmux/tmux.conf",
  "/Library/LaunchAgents/*.plist",
  "~/Library/LaunchAgents/*.plist",
];

/** Lines of the session's files that name one of these variables. */
export function sessionLines(ctx: Context, keys: readonly string[]): Line[] {
  if (keys.length === 0 || ctx.platform === "win32") return [];
  return expand(ctx, files).flatMap((file) => {
    const text = readTextIfRegular(ctx, file);
    return text === null ? [] : linesNaming(file, text, keys);
  });
}

/** What sets variables by the folder or at each prompt, and is no startup file of a shell: mise and direnv. */
export function toolLines(ctx: Context, keys: readonly string[]): Line[] {
  const found: string[] = expand(ctx, [
    "~/.config/mise/config.toml",
    "~/.config/mise/conf.d/*.toml",
  ]);
  const paths = pathsOf(ctx);
  for (let folder = ctx.cwd; ; folder = paths.dirname(folder)) {
    for (const name of [".envrc", "mise.toml", ".mise.toml"]) found.push(paths.join(folder, name));
    if (paths.dirname(folder) === folder) break;
  }
  return found.flatMap((file) => {
    const text = readTextIfRegular(ctx, file);
    return text === null ? [] : linesNaming(file, text, keys);
  });
}
