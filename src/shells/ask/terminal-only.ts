import type { Context } from "../../context.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import type { Shell } from "../language.ts";
import { blockLine } from "../managed/block.ts";
import { isOurs } from "../managed/files.ts";
import type { Line } from "./lines.ts";
import { settingLines } from "./perhaps.ts";

/**
 * What a startup file does otherwise where there is no terminal, or where it is asked: it looks for one, waits for an
 * answer, or steps aside. What stands behind that, a question without a terminal does not see.
 */
const guard =
  /GOPROXY_CFG_ASKING|\[\s+!?\s*-t\s+\d|\btest\s+-t\s+\d|\btty\s+-s\b|\bisatty\b|\bRead-Host\b|Is(?:Input|Output|Error)Redirected|\bKeyAvailable\b|\$\+?\{?TTY\b/;

/** The lines that may set a variable in a terminal alone, where that is read after what is ours. */
export function terminalOnlyLines(ctx: Context, shell: Shell, key: string): Line[] {
  const order = shell.startupFiles(ctx);
  const places = order.map((file, at) => ({ file, at, line: lineOfOurs(ctx, file) }));
  const ours = places.findLast(({ line }) => line !== null);
  return settingLines(ctx, shell, [key]).filter(({ file, line }) => {
    const at = order.indexOf(file);
    const isBefore =
      ours !== undefined && at !== -1 && (at < ours.at || (at === ours.at && line < ours.line!));
    return !isBefore && isGuarded(ctx, file, line);
  });
}

/** Whether a file looks for a terminal above a line, or in it. */
function isGuarded(ctx: Context, file: string, line: number): boolean {
  const text = readTextIfRegular(ctx, file) ?? "";
  return text
    .split("\n")
    .slice(0, line)
    .some((one) => !/^\s*#/.test(one) && guard.test(one));
}

function lineOfOurs(ctx: Context, file: string): number | null {
  if (isOurs(ctx, file)) return readTextIfRegular(ctx, file) === null ? null : 1;
  const text = readTextIfRegular(ctx, file, { encoding: "latin1" });
  return text === null ? null : blockLine(Buffer.from(text, "latin1"));
}
