import { type Context, pathsOf } from "../../context.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import type { ShellAnswer } from "./ask.ts";
import { isOurs } from "../managed/files.ts";
import { type Line, linesNaming, names } from "./lines.ts";
import { rewrites } from "./perhaps.ts";
import type { Step } from "./traces.ts";

/** The line of a startup file that a shell has named. */
export interface NamedLine {
  file: string;
  line: number;
  /** The last line of its statement, where the shell tells. */
  end?: number;
}

/** A change of a variable, as a trace shows it: the steps that may have made it, the likeliest first. */
interface Turn {
  steps: Step[];
  value: string | null;
}

/**
 * The line that gave a variable the value which the shell has, or took it away, by its own trace; null where the trace
 * does not show it. What set it for a moment only (in a subshell) is passed over.
 */
export function lineThatSets(ctx: Context, answer: ShellAnswer, key: string): NamedLine | null {
  const value = answer.values[key] ?? "";
  const files = filesRead(ctx, answer);
  const turns = turnsOf(answer, key).filter((turn) => turn.value === null || turn.value === value);
  for (const turn of turns.toReversed()) {
    for (const step of turn.steps) {
      const place = placeOf(ctx, step, key, value, files);
      // What our own file has set is not what the shell has in its place.
      if (place !== null && !isOurs(ctx, place.file)) return place;
    }
  }
  return null;
}

/** The lines that run `go env -w` or `go env -u` for a key that they have changed. */
export function linesThatRewrite(ctx: Context, answer: ShellAnswer, key: string): NamedLine[] {
  const files = filesRead(ctx, answer);
  const found = answer.steps.flatMap((step) =>
    rewrites.test(step.command) ? (placeOf(ctx, step, key, "go env", files) ?? []) : [],
  );
  return found.filter(
    (one, at) => found.findIndex(({ file, line }) => file === one.file && line === one.line) === at,
  );
}

function turnsOf({ steps, shell, values }: ShellAnswer, key: string): Turn[] {
  const told = steps.filter(({ set }) => set?.key === key);
  if (told.length > 0) return told.map((step) => ({ steps: [step], value: step.set!.value }));
  const at = Object.keys(values).indexOf(key);
  const watched = steps.filter(({ values: seen }) => seen !== undefined);
  if (watched.length === 0) {
    const sets = values[key] ? shell.language.setsIn?.(key) : erasing(key);
    return steps.flatMap((step, index) => {
      if (sets?.test(step.command) !== true) return [];
      return [
        { steps: [step, ...steps.slice(Math.max(0, index - 12), index).toReversed()], value: null },
      ];
    });
  }
  const turns: Turn[] = [];
  for (let index = 1; index < watched.length; index++) {
    const [before, after] = [watched[index - 1]!, watched[index]!];
    const value = after.values![at]!;
    if (before.values![at] === value) continue;
    // `: "${KEY:=value}"` has done it by the time that it is shown.
    const own =
      /\$\{\w+:{0,2}=/.test(after.command) || after.command.startsWith(": ") ? [after] : [];
    const earlier = watched.slice(Math.max(0, index - 8), index - 1).toReversed();
    const callers = [before, ...own, ...earlier.filter(({ command }) => leadsOn.test(command))];
    turns.push({ steps: callers, value });
  }
  return turns;
}

/** What takes a variable away, or its value, in the languages whose trace tells no values. */
const erasing = (key: string) =>
  new RegExp(`^(?:.*[\\s;(])?(?:set|setenv|unset|unsetenv)\\s(?:.*\\s)?${key}\\b`);

/** What runs other text than its own line: the line to be named where that text is no file. */
const leadsOn = /^(?:eval|source|\.|builtin|command|export|typeset|declare|setenv)\b|^\./;

/** The startup files of a shell and those that it was seen to read. */
function filesRead(ctx: Context, { shell, steps }: ShellAnswer): string[] {
  const told = steps.flatMap(({ file, command }) => {
    const read =
      /^\+?\s*(?:builtin |command )?(?:source|\.)\s+(?:-\S+\s+)*(?:'([^']+)'|"([^"]+)"|(\S+))/.exec(
        command,
      );
    return [file, read?.[1] ?? read?.[2] ?? read?.[3] ?? null];
  });
  const all = [...shell.startupFiles(ctx), ...new Set(told)].flatMap(
    (one) => resolve(ctx, one) ?? [],
  );
  return [...new Set(all)];
}

function resolve(ctx: Context, file: string | null): string | null {
  if (file === null || ctx.home === null) return null;
  const paths = pathsOf(ctx);
  const whole = paths.resolve(
    ctx.home,
    file.replace(/^~(?=\/)/, () => ctx.home!),
  );
  return whole.startsWith("/dev/") || whole.startsWith("/proc/") ? null : whole;
}

/** The line of a step: as the shell says it where that line names the variable, else the one that names it in the file. */
function placeOf(
  ctx: Context,
  step: Step,
  key: string,
  value: string,
  files: readonly string[],
): NamedLine | null {
  const own = resolve(ctx, step.file);
  const { end } = step;
  if (own !== null && end !== undefined) return { file: own, line: step.line!, end };
  const text = own === null ? null : readTextIfRegular(ctx, own);
  if (own !== null && text === null) return null;
  if (own !== null && text !== null) {
    const naming = linesNaming(own, text, [key]);
    const said = text.split("\n")[(step.line ?? 0) - 1];
    if (said !== undefined && (names(said, key) || has(said, value)))
      return { file: own, line: step.line! };
    const one = choose(naming, step, value);
    if (one !== null) return one;
    return said === undefined ? computed(own, text, step) : { file: own, line: step.line! };
  }
  const everywhere = files.flatMap((file) => {
    const content = readTextIfRegular(ctx, file);
    return content === null ? [] : linesNaming(file, content, [key]);
  });
  const atLine = step.line === null ? [] : everywhere.filter(({ line }) => line === step.line);
  return choose(atLine.length > 0 ? atLine : everywhere, step, value);
}

/** fish: the only line of the file that sets a variable whose name it works out (`set -gx (string split -m1 = $line)`). */
function computed(file: string, text: string, { command }: Step): NamedLine | null {
  if (!/^set\s/.test(command)) return null;
  const [line, ...more] = text
    .split("\n")
    .flatMap((one, at) => (/^\s*set(?:\s+-\S+)+\s+[($]/.test(one) ? [at + 1] : []));
  return line === undefined || more.length > 0 ? null : { file, line };
}

/** The nearest one before the line that the shell says; else the only one, or the last one that has the value. */
function choose(lines: readonly Line[], { line, command }: Step, value: string): NamedLine | null {
  const isIt = ({ text }: Line) => has(text, value) || squeezed(text).includes(squeezed(command));
  const near =
    line === null ? undefined : lines.findLast((one) => one.line <= line && line - one.line < 6);
  const found = near ?? (lines.length === 1 ? lines[0] : lines.findLast(isIt));
  return found === undefined ? null : { file: found.file, line: found.line };
}

const has = (text: string, value: string) => value !== "" && text.includes(value);

/** A command without what a shell may print otherwise than it was written. */
function squeezed(text: string): string {
  return text.replaceAll(/[\s'"\\;]+/g, "");
}
