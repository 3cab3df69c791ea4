import { type Context, pathsOf, variable } from "../../context.ts";

/** Paths below `~`, `~/.config` (or where that is named to be) and `/`; `*.ending` stands for what is there. */
export function expand(ctx: Context, patterns: readonly string[]): string[] {
  const paths = pathsOf(ctx);
  const config = variable(ctx, "XDG_CONFIG_HOME");
  return patterns.flatMap((pattern) => {
    if (pattern.startsWith("~") && ctx.home === null) return [];
    const moved =
      config && paths.isAbsolute(config)
        ? pattern.replace(/^~\/\.config(?=\/)/, () => config)
        : pattern;
    const file = moved.replace(/^~/, () => ctx.home ?? "");
    const name = paths.basename(file);
    if (!name.startsWith("*")) return [file];
    const folder = paths.dirname(file);
    return namesIn(ctx, folder)
      .filter((one) => one.endsWith(name.slice(1)) && !one.startsWith("."))
      .map((one) => paths.join(folder, one));
  });
}

function namesIn(ctx: Context, folder: string): string[] {
  try {
    return ctx.fs.readdirSync(folder).toSorted();
  } catch {
    return [];
  }
}
