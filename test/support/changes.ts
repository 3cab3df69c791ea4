import fs from "node:fs";
import path from "node:path";
import { apply } from "../../src/changes/apply.ts";
import { planUndo } from "../../src/changes/undo.ts";
import type { Context, Fs } from "../../src/context.ts";
import type { Change } from "../../src/contract.ts";
import { readBytes } from "../../src/changes/files.ts";
import type { Plan, Planner } from "../../src/plan.ts";
import { type Targets, targets } from "../../src/changes/targets.ts";
import { tree } from "./apply-plan.ts";
import { sandbox } from "./sandbox.ts";
import { stateOf } from "./state.ts";

/** A machine without go on which changes are made; `content` is Go's env file. */
export function changesBox(
  options: { content?: string | null; targets?: Targets; ctx?: Partial<Context> } = {},
) {
  const box = sandbox(options.ctx === undefined ? {} : { ctx: options.ctx });
  // Waiting for the disk would be most of the tests' time.
  const ctx = { ...box.ctx, fs: withFs(box.ctx.fs, { fsyncSync: () => {} }) };
  const file = path.join(box.home, ".config", "go", "env");
  const folder = path.dirname(file);
  const handlers = options.targets ?? targets;
  const state = stateOf(box);
  const run = (verb: string, planner: Planner, as: Context = ctx, dryRun = false) =>
    apply(as, state, verb, planner, { dryRun, targets: handlers });
  const writeEnv = (content: string | Buffer, mode = 0o644) => {
    box.write(".config/go/env", content);
    fs.chmodSync(file, mode);
  };
  if (options.content !== undefined && options.content !== null) writeEnv(options.content);
  return {
    ...box,
    ctx,
    file,
    folder,
    stateFolder: path.join(box.home, ".local", "state", "goproxy-cfg"),
    run,
    writeEnv,
    /** Brings Go's env file to these values. */
    set: (wanted: Readonly<Record<string, string | null>>, as: Context = ctx) =>
      run("use", () => envPlan(as, file, wanted), as),
    undo: (id?: string, force = false, as: Context = ctx) =>
      run("undo", () => planUndo(as, id, force, handlers), as),
    /** Go's env file, one character for each byte. */
    text: () => textOf(file),
    /** All of the home folder but our own. */
    rest() {
      const seen = Object.entries(tree(box.home));
      return Object.fromEntries(seen.filter(([name]) => !name.startsWith(".local")));
    },
  };
}

export function textOf(file: string): string | null {
  return fs.existsSync(file) ? fs.readFileSync(file, "latin1") : null;
}

/** What is in a folder; nothing where there is none. */
export function namesIn(folder: string): string[] {
  return fs.existsSync(folder) ? fs.readdirSync(folder).toSorted() : [];
}

/** Go's env file, to be brought to these values. */
export function envPlan(
  ctx: Context,
  file: string,
  wanted: Readonly<Record<string, string | null>>,
): Plan {
  const handler = targets["go-env"];
  if (handler.kind !== "values-in-file") throw new Error("go-env has values");
  const values = handler.read(readBytes(ctx, file));
  const changes = Object.entries(wanted).map(([key, after]): Change => ({
    target: "go-env",
    file,
    key,
    before: values.get(key) ?? null,
    after,
  }));
  return { changes };
}

/** A whole file, to be brought to these bytes. */
export function filePlan(
  ctx: Context,
  file: string,
  text: string | null,
  target: "env-file" | "startup-file" = "startup-file",
): Plan {
  const before = readBytes(ctx, file);
  const after = text === null ? null : Buffer.from(text);
  const old = before?.toString("latin1") ?? null;
  return {
    changes: [{ target, file, key: null, before: old, after: text }],
    edits: [{ target, file, before, after }],
  };
}

/** node:fs in which some functions are others. */
export function withFs(base: Fs, change: Partial<Record<keyof Fs, unknown>>): Fs {
  return new Proxy(base, {
    get: (target, name) => Reflect.get(change, name) ?? (Reflect.get(target, name) as unknown),
  });
}

export function refusal(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: refused by the test, open 'x'`), { code });
}
