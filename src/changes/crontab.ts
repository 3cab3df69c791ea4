import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { KeyChange, Plan } from "../plan.ts";
import { findProgram } from "../programs.ts";

/** The user's crontab with this line; null: without. A line of ours ends with its name in a comment. */
export async function crontabPlan(
  ctx: Context,
  name: string,
  after: string | null,
): Promise<Plan & { changes: KeyChange[] }> {
  const before = await readCrontab(ctx, name);
  return { changes: [{ target: "crontab", file: null, key: name, before, after }] };
}

/** The line of this name; null where there is none. Throws Failure `write-failed` where cron does not tell. */
export async function readCrontab(ctx: Context, name: string): Promise<string | null> {
  return linesOf(await whole(ctx)).find(isNamed(name)) ?? null;
}

const isNamed = (name: string) => (line: string) => line.endsWith(` # ${name}`);

const linesOf = (text: string): string[] => text.split("\n");

async function read(
  ctx: Context,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const lines = linesOf(await whole(ctx));
  return new Map(keys.map((key) => [key, lines.find(isNamed(key)) ?? null]));
}

async function write(ctx: Context, changes: readonly KeyChange[]): Promise<[]> {
  const before = await whole(ctx);
  let lines = linesOf(before);
  for (const { key, after } of changes) {
    const at = lines.findIndex(isNamed(key));
    if (at === -1 && after !== null) {
      const rest = lines.at(-1) === "" ? lines.slice(0, -1) : lines;
      lines = [...rest, after, ""];
    } else if (at !== -1) {
      lines = [...lines.slice(0, at), ...(after === null ? [] : [after]), ...lines.slice(at + 1)];
    }
  }
  const now = lines.join("\n");
  const removes = now === "" && before !== "";
  const { code, stderr } = await crontab(ctx, removes ? ["-r"] : ["-"], removes ? undefined : now);
  if (code !== 0) throw refused(stderr);
  return [];
}

/** crontab(1): a user without one is told so, and that is no failure. */
async function whole(ctx: Context): Promise<string> {
  const { code, stdout, stderr } = await crontab(ctx, ["-l"]);
  if (code === 0) return stdout;
  if (code === 1 && /no crontab|no such file/i.test(stderr)) return "";
  throw refused(stderr);
}

const refused = (said: string) =>
  new Failure("write-failed", { file: "crontab", reason: said.trim() || "crontab" });

function crontab(ctx: Context, args: readonly string[], input?: string) {
  return ctx.exec(findProgram(ctx, "crontab") ?? "", {
    args,
    env: { ...ctx.env, LC_ALL: "C" },
    cwd: ctx.home ?? "/",
    timeout: 20_000,
    ...(input !== undefined && { input }),
  });
}

/** How the change target `crontab` is read and written. */
export const crontabLines = { kind: "values", read, write } as const;
