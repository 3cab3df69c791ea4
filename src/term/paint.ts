import type { Paint } from "../app.ts";
import { type Context, type Output, variable } from "../context.ts";

const plain = (text: string) => text;
export const noPaint: Paint = {
  bold: plain,
  dim: plain,
  green: plain,
  yellow: plain,
  red: plain,
  cyan: plain,
};

/** Until it is written, a style begins with this in the place of the escape: what comes from outside cannot know it. */
const ours = `\u001B[${Math.floor(Math.random() * 1e15)};`;

/** The styles of chalk in our own codes. Whether there is colour at all is decided below, for each stream. */
async function coloured(): Promise<Paint> {
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level: 1 });
  const style = (name: keyof Paint) => {
    const [begin = "", end = ""] = chalk[name]("\0").replaceAll("\u001B[", ours).split("\0");
    return (text: string) => (text === "" ? "" : begin + text + end);
  };
  return {
    bold: style("bold"),
    dim: style("dim"),
    green: style("green"),
    yellow: style("yellow"),
    red: style("red"),
    cyan: style("cyan"),
  };
}

/**
 * Whether a stream gets colour: `--no-color` first, then FORCE_COLOR, NO_COLOR (non-empty) and TERM=dumb,
 * then whether it is a terminal (no-color.org, force-color.org, Node's own order).
 */
export function wantsColour(ctx: Context, stream: Output, flag?: boolean): boolean {
  if (flag === false) return false;
  const force = variable(ctx, "FORCE_COLOR");
  if (force !== undefined) return force !== "0" && force !== "false";
  if (variable(ctx, "NO_COLOR")) return false;
  return variable(ctx, "TERM") !== "dumb" && stream.isTTY;
}

/** Styles for one stream; `flag` is false with `--no-color`. */
export async function paintFor(ctx: Context, stream: Output, flag?: boolean): Promise<Paint> {
  return wantsColour(ctx, stream, flag) ? coloured() : noPaint;
}

/** The text with our own codes as a terminal knows them. */
export const painted = (text: string): string => text.replaceAll(ours, "\u001B[");

/** What a terminal obeys, newlines and tabs apart, or shows nothing of: controls, directions, tags. */
const unseen =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\udb40[\udc00-\udc7f]/g;

/** The same with all of that which is not our own as `\u001b`: so written it means the same in JSON. */
export function visible(text: string): string {
  const shown = text.replace(unseen, (found, at: number) =>
    text.startsWith(ours, at) || text.startsWith("\r\n", at)
      ? found
      : found.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
  return painted(shown);
}
