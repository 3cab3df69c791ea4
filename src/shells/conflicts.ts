import { type Context, pathsOf } from "../context.ts";
import { type Found, scanStartupFiles } from "./scan.ts";

/**
 * Lines that win over the stored values in a new terminal: for each shell that reads startup files here, the
 * last line that sets a variable, where it is not ours and says otherwise. Lines that lose anyway are no
 * conflict, nor are variables of which nothing is stored.
 */
export function conflicts(ctx: Context, stored: ReadonlyMap<string, string>): Found[] {
  const found = scanStartupFiles(ctx, [...stored.keys()]);
  const winning = new Set<Found>();
  for (const key of stored.keys()) {
    const lines = found.filter((one) => one.key === key);
    const shells = new Set(lines.flatMap(({ order }) => Object.keys(order)));
    for (const shell of shells) {
      const inOrder = lines
        .filter(({ order }) => order[shell] !== undefined)
        .toSorted((a, b) => b.order[shell]! - a.order[shell]!);
      for (const line of inOrder) {
        if (line.ours) break;
        if (line.value !== stored.get(key)) winning.add(line);
        if (!line.conditional) break;
      }
    }
  }
  return [...winning];
}

/** Whether a line is the user's own, and so may be commented out with consent. */
export function isUsersOwn(ctx: Context, { file, shell }: Found): boolean {
  const { home } = ctx;
  return home !== null && shell !== "direnv" && file.startsWith(home + pathsOf(ctx).sep);
}
