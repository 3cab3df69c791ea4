import type { Context } from "../context.ts";
import { Failure } from "../errors.ts";
import type { Note } from "../findings/findings.ts";
import { type GoState, writeEnvCopy } from "../go/machine/command.ts";
import { lastLines, readEnvLines, updateEnvFile } from "../go/machine/envfile.ts";
import type { KeyChange, Target } from "./plan.ts";
import { registry } from "./registry.ts";
import { revertLines } from "./revert.ts";

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

/** A file of which the plan gives the bytes. */
interface WholeFile {
  kind: "file";
  /**
   * Takes back the change from `before` to `after` in a file that others have changed since. null: it cannot
   * be told what to take back.
   */
  revert(current: Buffer, before: Buffer | null, after: Buffer | null): Buffer | null;
}

/** Values that lie in no file. */
interface Values {
  kind: "values";
  /** null for a key that is not there. */
  read(ctx: Context, keys: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** What there is to tell of it. */
  write(ctx: Context, changes: readonly KeyChange[]): Promise<readonly Note[]>;
}

export type TargetHandler = ValuesInFile | WholeFile | Values;
export type Targets = Readonly<Record<Target, TargetHandler>>;

const goEnv: ValuesInFile = {
  kind: "values-in-file",
  read: (bytes) =>
    new Map(
      [...lastLines(readEnvLines(bytes ?? Buffer.alloc(0)))].map(([key, { value }]) => [
        key,
        value,
      ]),
    ),
  async edit(ctx, state, copy, changes, restores) {
    const values = changes.map(({ key, after }) => ({ key, value: after }));
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

const lines: WholeFile = { kind: "file", revert: revertLines };
/** A file of one syntax as a whole, which lines of another time could break. */
const indivisible: WholeFile = { kind: "file", revert: () => null };

/** How each target is read, written and taken back. */
export const targets: Targets = {
  "go-env": goEnv,
  "env-file": lines,
  "startup-file": lines,
  "git-config": lines,
  gui: lines,
  "user-config": indivisible,
  registry,
};
