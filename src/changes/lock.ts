import { type Context, pathsOf, pauseOrAbort } from "../context.ts";
import { Failure } from "../failure.ts";
import { stateFolder } from "../folders.ts";
import { isHolder, lifeOf, newHolder } from "./holder.ts";
import { makePrivate, namesIn, removeFile, removeFolders, codeOf, writing } from "./files.ts";
import { readTextIfRegular } from "../regular-file.ts";

/** Held by one run at a time; what that run leaves lying about is told beforehand, so that it is cleared after a crash too. */
export interface Lock {
  /** The run's name. */
  holder: string;
  /** Announces a temporary file, whose name must contain `holder`, or a folder that goes away if it is empty in the end. */
  announce(path: string): void;
  /** Removes what was announced: temporary files, and folders that are empty. */
  clear(): void;
  /** Throws Failure `interrupted` after Ctrl-C, `locked` where somebody removed the lock. */
  assertHeld(): void;
}

/** Milliseconds. */
const heartbeat = 2_000;
const silence = 30_000;

interface LockOptions {
  /** A folder of the state folder. */
  name?: string;
  /** How long to wait for a run that goes on, in milliseconds. */
  patience?: number;
}

/**
 * Runs `fn` while no other run of the tool does, whichever its process; not reentrant. Waits up to a minute, or as long
 * as `patience` says.
 *
 * Whoever wants the lock looks whether anybody is there, puts a file of its own into the lock folder, and
 * looks again: of two that did so at the same time, the one whose file came later sees the other's, so that
 * at most one goes on; who sees another takes its own file back and tries again a random while later. The
 * files' names are unique and say everything about their owner: a dead owner's file is seen through at once
 * and can be removed by anybody, as its name never comes back. Where the name does not tell (another
 * container), a file that nobody has touched for 30 seconds is a dead one's.
 *
 * Throws Failure `locked`, `interrupted`, or `write-failed` where the lock folder cannot be written.
 */
export async function withLock<T>(
  ctx: Context,
  fn: (lock: Lock) => Promise<T>,
  { name = "lock.d", patience = 60_000 }: LockOptions = {},
): Promise<T> {
  const paths = pathsOf(ctx);
  const folder = paths.join(stateFolder(ctx), name);
  const holder = newHolder(ctx);
  const file = paths.join(folder, holder);
  const announced: string[] = [];
  const cleared = () => clear(ctx, holder, announced);
  const release = () => {
    cleared();
    removeFile(ctx, file);
  };
  // Before there is a file: a signal that nobody listens for ends the process at once.
  const forget = ctx.atExit(release);
  const beat = setInterval(() => touch(ctx, file), heartbeat);
  beat.unref();
  // Ctrl-C may end the process before `fn` has come back.
  ctx.signal.addEventListener("abort", cleared, { once: true });
  try {
    await take(ctx, folder, holder, patience);
    return await fn({
      holder,
      announce(path) {
        announced.push(path);
        write(ctx, file, announced);
      },
      clear: cleared,
      assertHeld() {
        assertNotInterrupted(ctx);
        if (!holdersIn(ctx, folder).includes(holder)) throw new Failure("locked", { file });
      },
    });
  } finally {
    clearInterval(beat);
    ctx.signal.removeEventListener("abort", cleared);
    release();
    forget();
  }
}

async function take(ctx: Context, folder: string, holder: string, patience: number): Promise<void> {
  const file = pathsOf(ctx).join(folder, holder);
  const isDead = judge(ctx, folder, holder);
  const start = ctx.elapsed();
  for (let pause = 4; ; pause = Math.min(pause * 1.5, 80)) {
    assertNotInterrupted(ctx);
    let rival = holdersIn(ctx, folder).find((name) => !isDead(name));
    if (rival === undefined) {
      create(ctx, folder, file);
      const names = holdersIn(ctx, folder);
      const others = names.filter((name) => name !== holder);
      rival = others.find((name) => !isDead(name));
      // Without our own file in it, this is not the folder that others look into: it was removed meanwhile.
      if (rival === undefined && names.includes(holder)) {
        for (const dead of others) bury(ctx, folder, dead);
        return;
      }
      removeFile(ctx, file);
    }
    // Whether one goes on that its name does not tell of is seen by its heartbeat alone.
    const isAlive = rival !== undefined && lifeOf(ctx, rival, holder) === "alive";
    if (ctx.elapsed() - start > (isAlive ? patience : Math.max(patience, 3 * heartbeat))) {
      throw new Failure("locked", { file: pathsOf(ctx).join(folder, rival ?? holder) });
    }
    await pauseOrAbort(ctx, pause * (0.5 + Math.random()));
  }
}

/** Judges a lock file by its name, else by its heartbeat, which must be seen to have stopped: the wall clock alone may have jumped. */
function judge(ctx: Context, folder: string, self: string): (name: string) => boolean {
  const seen = new Map<string, { touched: number; since: number }>();
  return (name) => {
    const life = lifeOf(ctx, name, self);
    if (life !== "unknown") return life === "gone";
    const touched = touchedAt(ctx, pathsOf(ctx).join(folder, name));
    if (touched === null) return true;
    const before = seen.get(name);
    if (before?.touched !== touched) {
      seen.set(name, { touched, since: ctx.elapsed() });
      return false;
    }
    const age = Math.abs(ctx.now().getTime() - touched);
    return age > silence && ctx.elapsed() - before.since > 2 * heartbeat;
  };
}

function create(ctx: Context, folder: string, file: string): void {
  writing(file, () => {
    try {
      // What lies beside it, the history, holds real values: nobody else may look into the folder.
      makePrivate(ctx, folder);
      ctx.fs.writeFileSync(file, "", { flag: "wx", mode: 0o600 });
    } catch (error) {
      // The folder was removed in between: whoever lists it next sees so, and tries again.
      if (codeOf(error) !== "ENOENT") throw error;
    }
  });
}

/** Never makes the file anew: where it is gone, the lock is lost. */
function write(ctx: Context, file: string, announced: readonly string[]): void {
  const text = announced.map((path) => `${JSON.stringify(path)}\n`).join("");
  writing(file, () => {
    try {
      ctx.fs.writeFileSync(file, text, { flag: "r+" });
    } catch (error) {
      throw codeOf(error) === "ENOENT" ? new Failure("locked", { file }) : error;
    }
  });
}

function bury(ctx: Context, folder: string, dead: string): void {
  const file = pathsOf(ctx).join(folder, dead);
  // None where its owner has removed it.
  const text = readTextIfRegular(ctx, file) ?? "";
  clear(ctx, dead, text.split("\n").flatMap(parsed));
  removeFile(ctx, file);
}

/** A torn line announced what was not made any more. */
function parsed(line: string): string[] {
  try {
    const path: unknown = JSON.parse(line);
    return typeof path === "string" ? [path] : [];
  } catch {
    return [];
  }
}

/** Temporary files are known by their holder's name in theirs; everything else is a folder, and goes if it is empty then. */
function clear(ctx: Context, holder: string, announced: readonly string[]): void {
  const isTemp = (path: string) => pathsOf(ctx).basename(path).includes(holder);
  for (const path of announced.filter(isTemp)) removeFile(ctx, path);
  removeFolders(
    ctx,
    announced.filter((path) => !isTemp(path)),
  );
}

function touch(ctx: Context, file: string): void {
  try {
    ctx.fs.utimesSync(file, ctx.now(), ctx.now());
  } catch {
    // Noticed by assertHeld.
  }
}

function touchedAt(ctx: Context, file: string): number | null {
  try {
    return ctx.fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
  } catch {
    return 0;
  }
}

/** None where the folder cannot be read, so that nobody finds himself in it. */
function holdersIn(ctx: Context, folder: string): string[] {
  return namesIn(ctx, folder).filter(isHolder);
}

function assertNotInterrupted(ctx: Context): void {
  if (ctx.signal.aborted) throw new Failure("interrupted", {});
}
