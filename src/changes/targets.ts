import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import type { Note } from "../findings.ts";
import { type GoState, writeEnvCopy } from "../go/machine/command.ts";
import { lastLines, readEnvLines, updateEnvFile } from "../go/machine/envfile.ts";
import { keyed, type KeyChange, type Target, type PlannedChange } from "../plan.ts";
import { crontabLines } from "./crontab.ts";
import { registry } from "./registry.ts";

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
