import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { type KeyChange, type Plan, keyed, type Target, type PlannedChange } from "../plan.ts";
import { findProgram } from "../programs.ts";
import type { Note } from "../findings.ts";
import { type GoState, writeEnvCopy } from "../go/machine/command.ts";
import { lastLines, readEnvLines, updateEnvFile } from "../go/machine/envfile.ts";
import { registry } from "./registry.ts";

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
  const rows = linesOf(await whole(ctx));
  return new Map(keys.map((key) => [key, rows.find(isNamed(key)) ?? null]));
}

async function write(ctx: Context, changes: readonly KeyChange[]): Promise<[]> {
  const before = await whole(ctx);
  let rows = linesOf(before);
  for (const { key, after } of changes) {
    const at = rows.findIndex(isNamed(key));
    if (at === -1 && after !== null) {
      const rest = rows.at(-1) === "" ? rows.slice(0, -1) : rows;
      rows = [...rest, after, ""];
    } else if (at !== -1) {
      rows = [...rows.slice(0, at), ...(after === null ? [] : [after]), ...rows.slice(at + 1)];
    }
  }
  const now = rows.join("\n");
  const removes = now === "" && before !== "";
  const { code, stderr } = await crontab(ctx, removes ? ["-r"] : ["-"], removes ? undefined : now);
  if (code !== 0) throw crontabFailure(stderr);
  return [];
}

/** crontab(1): a user without one is told so, and that is no failure. */
async function whole(ctx: Context): Promise<string> {
  const { code, stdout, stderr } = await crontab(ctx, ["-l"]);
  if (code === 0) return stdout;
  if (code === 1 && /no crontab|no such file/i.test(stderr)) return "";
  throw crontabFailure(stderr);
}

const crontabFailure = (said: string) =>
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

/** A file whose values are written one by one, by a program that is given a copy of it. */
interface ValuesInFile {
  kind: "values-in-file";
  /** The values that count, by key. */
  read(bytes: Buffer | null): ReadonlyMap<string, string>;
  /** `restores`: write also what the program would refuse, as it was there before. */
  edit(
    ctx: Context,
    state: GoState,
    copy: string,
    changes: readonly KeyChange[],
    restores: boolean,
  ): Promise<void>;
}

/** A file of which the plan gives the bytes: what is ours in it can be told from what others did since. */
interface File {
  kind: "lines" | "mirrors";
}

/** Values that lie in no file. */
interface Values {
  kind: "values";
  /** null for a key that is not there. */
  read(ctx: Context, keys: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** What there is to tell of it. */
  write(ctx: Context, changes: readonly KeyChange[]): Promise<readonly Note[]>;
}

export type TargetHandler = ValuesInFile | File | Values;
export type Targets = Readonly<Record<Target, TargetHandler>>;

const goEnv: ValuesInFile = {
  kind: "values-in-file",
  read(bytes) {
    const lines = lastLines(readEnvLines(bytes ?? Buffer.alloc(0)));
    return new Map([...lines].map(([key, { value }]) => [key, value]));
  },
  async edit(ctx, state, copy, changes, restores) {
    const values = changes.map(({ key, after: value }) => ({ key, value }));
    try {
      await writeEnvCopy(ctx, state, copy, values);
    } catch (error) {
      const refused =
        error instanceof Failure && ["invalid-value", "value-too-long"].includes(error.kind);
      if (!refused || !restores) throw error;
      const set = values.flatMap(({ key, value }) =>
        value === null ? [] : ([[key, value]] as const),
      );
      const unset = values.filter(({ value }) => value === null).map(({ key }) => key);
      const bytes = updateEnvFile(ctx.fs.readFileSync(copy), new Map(set), new Set(unset));
      ctx.fs.writeFileSync(copy, bytes);
    }
  },
};

const lines: File = { kind: "lines" };

/** How each target is read, written and taken back. */
export const targets: Targets = {
  "go-env": goEnv,
  "env-file": lines,
  "startup-file": lines,
  "git-config": lines,
  gui: lines,
  timer: lines,
  "user-config": { kind: "mirrors" },
  registry,
  crontab: crontabLines,
};

/** The changes of values that lie in no file, for each target that has any. */
export function valuesIn(changes: readonly PlannedChange[], handlers: Targets) {
  return Object.entries(handlers).flatMap(([target, handler]) => {
    const ours = keyed(changes, (change) => change.target === target);
    return handler.kind === "values" && ours.length > 0 ? [{ handler, ours }] : [];
  });
}
