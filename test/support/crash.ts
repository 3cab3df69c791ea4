import fs from "node:fs";
import type { Context, Fs } from "../../src/context.ts";

/** The calls by which a file system changes. */
const steps = new Set([
  "chmodSync",
  "chownSync",
  "fchmodSync",
  "fchownSync",
  "lchownSync",
  "fsyncSync",
  "ftruncateSync",
  "mkdirSync",
  "openSync",
  "renameSync",
  "rmdirSync",
  "unlinkSync",
  "writeFileSync",
  "writeSync",
]);

/** Thrown in the place of a call that a killed process did not come to make any more. */
export class Killed extends Error {}

/** Above Linux' greatest pid_max: no process has it. */
const nobody = 4_999_999;

/**
 * A process that is killed in its `at`th step (from 1), of writes when half of the bytes are out. From then
 * on every call fails, as none would be made. Its number is nobody's, so that it counts as dead to others.
 */
export function killedAt(ctx: Context, at: number): { ctx: Context; survived(): boolean } {
  let count = 0;
  const dead = () => count >= at;
  const dying = new Proxy(ctx.fs, {
    get(target, name: keyof Fs) {
      const call = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      if (typeof call !== "function") return call;
      return (...args: unknown[]) => {
        if (name === "closeSync") return call(...args);
        if (dead()) throw new Killed();
        if (steps.has(name) && !(name === "openSync" && args[1] === "r") && ++count >= at) {
          half(name, args);
          throw new Killed();
        }
        return call(...args);
      };
    },
  });
  return { ctx: { ...ctx, fs: dying, pid: nobody }, survived: () => !dead() };
}

/**
 * A system that refuses the `at`th step (from 1), and with `stays` every later one, for the reason that is given; of a
 * write half of the bytes are out. `reached`: whether there was such a step. The process counts as dead to others.
 */
export function failingAt(
  ctx: Context,
  at: number,
  { code, stays }: { code: string; stays: boolean },
): { ctx: Context; reached(): boolean } {
  let count = 0;
  const failing = new Proxy(ctx.fs, {
    get(target, name: keyof Fs) {
      const call = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      if (typeof call !== "function" || !steps.has(name)) return call;
      return (...args: unknown[]) => {
        if (name === "openSync" && args[1] === "r") return call(...args);
        count++;
        if (count < at || (count > at && !stays)) return call(...args);
        if (code === "ENOSPC") half(name, args);
        const syscall = name.replace("Sync", "");
        throw Object.assign(new Error(`${code}: refused by the test, ${syscall}`), {
          code,
          syscall,
        });
      };
    },
  });
  return { ctx: { ...ctx, fs: failing, pid: nobody }, reached: () => count >= at };
}

/** The call, with half of its bytes. */
function half(name: string, args: unknown[]): void {
  if (name === "writeSync") {
    const [fd, bytes, from = 0, , place] = args as [number, Buffer, number?, number?, number?];
    fs.writeSync(fd, bytes, from, Math.floor((bytes.length - from) / 2), place ?? null);
  } else if (name === "writeFileSync" && args[1] !== "") {
    const [file, data, options] = args as [string, string | Buffer, object];
    fs.writeFileSync(file, data.slice(0, Math.floor(data.length / 2)), options);
  }
}
