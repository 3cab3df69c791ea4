import { type Context, type Output, variable } from "../context.ts";

/** The few styles that the output uses; each returns its text unchanged where colour is off. */
export type Paint = Record<
  "bold" | "dim" | "green" | "yellow" | "red" | "cyan",
  (text: string) => string
>;

const plain = (text: string) => text;
export const noPaint: Paint = {
  bold: plain,
  dim: plain,
  green: plain,
  yellow: plain,
  red: plain,
  cyan: plain,
};

/** A style by the codes that begin and end it (ECMA-48, SGR). */
const style = (begin: number, end: number) => (text: string) =>
  text === "" ? "" : `\u001B[${begin}m${text}\u001B[${end}m`;
const colours: Paint = {
  bold: style(1, 22),
  dim: style(2, 22),
  green: style(32, 39),
  yellow: style(33, 39),
  red: style(31, 39),
  cyan: style(36, 39),
};

/**
 * Whether a stream gets colour: `--no-color` first, then FORCE_COLOR, NO_COLOR (non-empty) and TERM=dumb,
 * then whether it is a terminal (no-color.org, force-color.org, Node's own order).
 */
function wantsColour(ctx: Context, stream: Output, flag: boolean | undefined): boolean {
  if (flag === false) return false;
  const force = variable(ctx, "FORCE_COLOR");
  if (force !== undefined) return force !== "0" && force !== "false";
  if (variable(ctx, "NO_COLOR")) return false;
  return variable(ctx, "TERM") !== "dumb" && stream.isTTY;
}

/** Styles for one stream. */
export function paintFor(ctx: Context, stream: Output, flag?: boolean): Paint {
  return wantsColour(ctx, stream, flag) ? colours : noPaint;
}
