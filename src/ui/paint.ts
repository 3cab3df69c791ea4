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

/**
 * Whether a stream gets colour: `--no-color` first, then FORCE_COLOR, NO_COLOR (non-empty) and TERM=dumb,
 * then whether it is a terminal (no-color.org, force-color.org, Node's own order).
 */
export function wantsColour(ctx: Context, stream: Output, flag: boolean | undefined): boolean {
  if (flag === false) return false;
  const force = variable(ctx, "FORCE_COLOR");
  if (force !== undefined) return force !== "0" && force !== "false";
  if (variable(ctx, "NO_COLOR")) return false;
  return variable(ctx, "TERM") !== "dumb" && stream.isTTY;
}

/** Styles for one stream; chalk is loaded only where there is something to colour. */
export async function paintFor(ctx: Context, stream: Output, flag?: boolean): Promise<Paint> {
  if (!wantsColour(ctx, stream, flag)) return noPaint;
  const { Chalk } = await import("chalk");
  const { bold, dim, green, yellow, red, cyan } = new Chalk({ level: 1 });
  return { bold, dim, green, yellow, red, cyan };
}
