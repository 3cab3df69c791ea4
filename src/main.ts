import { setMaxListeners } from "node:events";
import type { Call } from "./cli/program.ts";
import { isGroup, seemsToAskGo, verbNamed } from "./verb-table.ts";
import type { App, Flags, Outcome } from "./app.ts";
import { type Context, realContext, variable, whenWritten } from "./context.ts";
import { Failure } from "./failure.ts";
import { expectOwnHome } from "./folders.ts";
import { asFailure, programVersion } from "./internal-error.ts";
import { type GoState, inspectGo } from "./go/machine/command.ts";
import { readMachine } from "./go/machine/layers.ts";
import { redactSetting, redactText } from "./go/text/redact.ts";
import { oneOf } from "./nearest.ts";
import { visible } from "./term/paint.ts";
import { languages, loadText, pickLanguage } from "./text/load.ts";
import type { Text } from "./text/shape.ts";

/** The process: its streams, its signals, its exit code. */
export async function main(): Promise<void> {
  // Node ends with this where nothing is left to wait for, though no verb has ended.
  process.exitCode = 1;
  const abort = new AbortController();
  // Every request listens to it, and there may be many at once: node takes more than ten for a leak.
  setMaxListeners(0, abort.signal);
  // Never remove this listener: a library that restores the terminal (ora's signal-exit) sends the signal again, and
  // so ends the process, where it finds its own listener to be the only one. A second Ctrl-C exits at once.
  process.on("SIGINT", () => {
    // oxlint-disable-next-line unicorn/no-process-exit
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
  });
  let lost: Failure | null = null;
  const ctx = realContext(abort.signal, (stream, error) => {
    lost ??= new Failure("output-failed", { stream, reason: error.message });
  });
  const argv = process.argv.slice(2);
  let died: NodeJS.Signals | null = null;
  const exit = await run(ctx, argv, (signal) => (died = signal));
  // A stream tells of its failure only after the write has come back.
  await new Promise((resolve) => setImmediate(resolve));
  process.exitCode = lost === null ? exit : await report(ctx, await flagsAmong(argv), lost);
  if (died !== null && ctx.platform !== "win32") endBy(died);
  // What is still under way (a go, a request) must not keep an interrupted process alive.
  if (exit === 130) await ctx.stopPrograms();
  await whenWritten();
  // Left to itself, node would first take all its memory apart, piece by piece: a twentieth of `list`.
  // oxlint-disable-next-line unicorn/no-process-exit
  process.exit();
}

/** Ends this process as the command ended which it stood for, so that whoever waits for it learns the same. */
function endBy(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/**
 * argv → exit code; the only place where errors are caught. `endsBy` is told the signal that ended the command which
 * this process stood for.
 */
export async function run(
  ctx: Context,
  argv: readonly string[],
  endsBy: (signal: NodeJS.Signals) => void = () => {},
): Promise<number> {
  // null as long as the command line is not understood.
  let flags = null as Flags | null;
  let exit = 0;
  const early = seemsToAskGo(argv) ? startedEarly(ctx) : null;
  // What starts it is done within this turn of node's loop.
  if (early !== null) await new Promise((resolve) => setImmediate(resolve));
  const perform = async (call: Call): Promise<void> => {
    flags = checked(call.flags);
    const interruption = interruptionOf(ctx);
    const outer = flags.debug ? traced(ctx) : ctx;
    if (call.asks === null && call.verb !== null && !verbNamed(call.verb).raw) {
      await expectOwnHome(ctx);
    }
    const go = askedOnce(async () =>
      readMachine(outer, await (early ?? inspectGo(outer, call.flags))),
    );
    if (call.asks === null && call.verb !== null && verbNamed(call.verb).go) go().catch(() => {});
    const [text, { printOutcome }] = await Promise.all([
      textFor(ctx, flags),
      import("./term/print.ts"),
    ]);
    const app: App = {
      ctx: outer,
      flags,
      text,
      go,
      tell: (lines) => void ctx.stderr.write(`${visible(lines)}\n`),
      handlesInterrupt: interruption.dismiss,
    };
    if (call.joined.length > 0 && !flags.quiet && !flags.json) {
      app.tell(text.output.joined(call.joined));
    }
    const outcome = await Promise.race([outcomeOf(app, call), interruption.failure]);
    await printOutcome(app, outcome);
    exit = outcome.exit;
    if (outcome.signal !== undefined) endsBy(outcome.signal);
  };
  try {
    const { program } = await import("./cli/program.ts");
    await program(perform).parseAsync(argv, { from: "user" });
    return exit;
  } catch (error) {
    const given = flags ?? (await flagsAmong(argv));
    return report(ctx, given, await asFailure(ctx, error, given.go));
  }
}

async function report(ctx: Context, flags: Flags, failure: Failure): Promise<number> {
  const text = await textFor(ctx, flags);
  const told = await inTerminal(ctx, failure);
  await (await import("./term/print.ts")).printFailure({ ctx, flags, text }, told);
  return failure.exit;
}

/** A word that is missing may have been typed, and the shell of this terminal have dropped it. */
async function inTerminal(ctx: Context, failure: Failure): Promise<Failure> {
  if (failure.kind !== "missing-operand") return failure;
  const { args } = failure as Failure<"missing-operand">;
  const { terminalShell } = await import("./shells/detect.ts");
  const shell = (await terminalShell(ctx))?.name;
  return shell === undefined ? failure : new Failure("missing-operand", { ...args, shell });
}

const textFor = (ctx: Context, flags: Flags): Promise<Text> =>
  loadText(pickLanguage(ctx, flags.lang));

/** What the command line asks for: a verb, its help, the version; nothing named, the picker or the help. */
async function outcomeOf(app: App, { verb, words, options, asks }: Call): Promise<Outcome> {
  if (asks === "version") return versionOutcome();
  const named = verb ?? "pick";
  const { alone, raw } = verbNamed(named);
  const isHelp = asks === "help" || (isGroup(named) && alone === undefined);
  if (isHelp || (named === "pick" && !isAtTerminal(app))) {
    return (await import("./cli/help.ts")).helpOf(app, isHelp ? (verb?.split(" ") ?? []) : []);
  }
  // Whoever names a go is told that it cannot be used, also by a verb that needs none.
  if (app.flags.go !== undefined && raw !== true) await app.go();
  const { actions } = await import("./cli/actions.ts");
  // Nothing named on a terminal is a question.
  if (named === "use" && words.length === 0 && isAtTerminal(app)) return actions.pick(app, [], {});
  const meant = alone === undefined ? named : `${named} ${alone}`;
  return actions[meant as keyof typeof actions](app, words, options);
}

/** The flags that decide how a failure is told, of a command line that need not be right. */
async function flagsAmong(argv: readonly string[]): Promise<Flags> {
  return (await import("./cli/program.ts")).earlyFlags(argv);
}

function versionOutcome(): Outcome {
  const version = programVersion;
  const document = { schemaVersion: 1, version };
  return { exit: 0, document, unredacted: true, render: () => `${version}\n` };
}

/**
 * The answer of a go that runs already, while the rest of the program is loaded: that takes as long as go does. What
 * fails is told where the answer is used.
 */
function startedEarly(ctx: Context): Promise<GoState> {
  const answer = expectOwnHome(ctx).then(() => inspectGo(ctx));
  answer.catch(() => {});
  return answer;
}

function askedOnce<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}

/** Whether a person can be asked: all three streams are theirs, and the terminal can be drawn on. */
function isAtTerminal({ ctx, flags }: App): boolean {
  const { stdin, stdout, stderr } = ctx;
  if (flags.json) return false;
  const drawable = stderr.columns > 0 && variable(ctx, "TERM") !== "dumb";
  return stdin.isTTY && stdout.isTTY && stderr.isTTY && drawable;
}

function checked(flags: Flags): Flags {
  if (flags.lang !== undefined) oneOf("--lang", flags.lang, languages);
  return flags;
}

/** Ctrl-C ends a verb at once, unless it has said that it ends itself. */
function interruptionOf({ signal }: Context): { failure: Promise<never>; dismiss(): void } {
  let stop = () => {};
  const failure = new Promise<never>((_resolve, reject) => {
    stop = () => reject(new Failure("interrupted", {}));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  return { failure, dismiss: () => signal.removeEventListener("abort", stop) };
}

/** `--debug`: every process that is started, with its time. */
function traced(ctx: Context): Context {
  return {
    ...ctx,
    exec: async (file, options) => {
      const start = ctx.elapsed();
      const result = await ctx.exec(file, options);
      const words = options.args.map((word) => {
        // A script of ours, encoded, would fill the screen.
        if (/^[\w+/=]{300,}$/.test(word)) return `${word.slice(0, 20)}…`;
        const setting = /^(GO[A-Z]+)=(.*)$/s.exec(word);
        return setting === null ? word : `${setting[1]}=${redactSetting(setting[1]!, setting[2]!)}`;
      });
      const command = visible(redactText([file, ...words].join(" ")));
      const ended = result.failure ?? (result.timedOut ? "timeout" : `exit ${result.code}`);
      ctx.stderr.write(`+ ${command} (${ended}, ${Math.round(ctx.elapsed() - start)} ms)\n`);
      return result;
    },
  };
}
