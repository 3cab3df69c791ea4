import { setMaxListeners } from "node:events";
import type { CommanderError } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { type Perform, program, verbOf } from "./cli/cli.ts";
import type { App, Flags } from "./commands/app.ts";
import { type Context, realContext, variable } from "./context.ts";
import { Failure } from "./errors.ts";
import { languages, loadText, pickLanguage } from "./text/load.ts";

/** The process: its streams, its signals, its exit code. */
export async function main(): Promise<void> {
  const abort = new AbortController();
  // Every request listens to it, and there may be many at once: node takes more than ten for a leak.
  setMaxListeners(0, abort.signal);
  // It stays, or the one that gives the terminal its cursor back would end the process. The second one is final.
  process.on("SIGINT", () => {
    // oxlint-disable-next-line unicorn/no-process-exit
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
  });
  const exit = await run(realContext(abort.signal), process.argv.slice(2));
  process.exitCode = exit;
  // What is still under way (a go, a request) must not keep an interrupted process alive.
  // oxlint-disable-next-line unicorn/no-process-exit
  if (exit === 130) process.exit();
}

/** argv → exit code; the only place where errors are caught. */
export async function run(ctx: Context, argv: readonly string[]): Promise<number> {
  const early = glance(argv);
  const text = await loadText(pickLanguage(ctx, early.lang));
  let exit = 0;
  let flags: Flags = early;
  try {
    const words = argv.length === 0 && isAtTerminal(ctx) ? ["pick"] : argv;
    const perform: Perform = async (load, ...input) => {
      flags = checked(cli.opts<Flags>());
      const interruption = interruptionOf(ctx);
      const endsItself = interruption.dismiss;
      const app: App = { ctx: flags.debug ? traced(ctx) : ctx, flags, text, endsItself };
      const action = await load();
      const outcome = await Promise.race([action(app, ...input), interruption.failure]);
      await (await import("./ui/print.ts")).printOutcome(app, outcome);
      exit = outcome.exit;
    };
    const cli = program(text, packageJson.version, ctx.stdout.write, perform, verbOf(words));
    if (words.length === 0) cli.outputHelp();
    else await cli.parseAsync([...words], { from: "user" });
    return exit;
  } catch (error) {
    const failure = asFailure(error);
    if (failure === null) return 0;
    await (await import("./ui/print.ts")).printFailure({ ctx, flags, text }, failure);
    return failure.exit;
  }
}

/** Whether a person can be asked: all three streams are theirs, and the terminal can be drawn on. */
function isAtTerminal(ctx: Context): boolean {
  const { stdin, stdout, stderr } = ctx;
  const drawable = stderr.columns > 0 && variable(ctx, "TERM") !== "dumb";
  return stdin.isTTY && stdout.isTTY && stderr.isTTY && drawable;
}

/** The flags that matter before the command line is understood, and when it cannot be. */
function glance(argv: readonly string[]): Flags {
  const flags: Flags = {};
  argv.forEach((word, at) => {
    if (word === "--json") flags.json = true;
    if (word === "--debug") flags.debug = true;
    if (word === "--no-color") flags.color = false;
    const lang = word === "--lang" ? argv[at + 1] : /^--lang=(.*)$/.exec(word)?.[1];
    if (lang !== undefined) flags.lang = lang;
  });
  return flags;
}

function checked(flags: Flags): Flags {
  const { lang } = flags;
  if (lang !== undefined && !languages.some((known) => known === lang)) {
    throw new Failure("bad-flag-value", {
      flag: "--lang",
      value: lang,
      allowed: languages.join(", "),
    });
  }
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
      const { redactText } = await import("./go/text/redact.ts");
      const command = redactText([file, ...options.args].join(" "));
      const ended = result.failure ?? (result.timedOut ? "timeout" : `exit ${result.code}`);
      ctx.stderr.write(`+ ${command} (${ended}, ${Math.round(ctx.elapsed() - start)} ms)\n`);
      return result;
    },
  };
}

/** null: help or version was printed, which is no failure. */
function asFailure(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  if (isCommanderError(error)) return error.exitCode === 0 ? null : usageFailure(error);
  const failure = new Failure("internal", {
    problem: error instanceof Error ? error.message : String(error),
  });
  if (error instanceof Error && error.stack !== undefined) failure.stack = error.stack;
  return failure;
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && "code" in error && String(error.code).startsWith("commander.");
}

/** commander says what is wrong in English sentences; the quoted word and the suggestion are taken out of them. */
function usageFailure(error: CommanderError): Failure {
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const suggestion = /Did you mean (?:one of )?([^?,]+)/.exec(error.message)?.[1] ?? null;
  const name = word.split(/[ ,=]/)[0] ?? word;
  switch (error.code) {
    case "commander.unknownCommand":
      return new Failure("unknown-verb", { verb: word, suggestion });
    case "commander.unknownOption":
      return new Failure("unknown-option", { option: word, suggestion });
    case "commander.missingArgument":
      return new Failure("missing-operand", { what: word });
    // A verb that has verbs of its own, alone.
    case "commander.help":
      return new Failure("missing-operand", { what: "<command>" });
    case "commander.optionMissingArgument":
      return new Failure("missing-flag-value", { flag: /--[a-z-]+/.exec(word)?.[0] ?? name });
    case "commander.excessArguments":
      return new Failure("excess-operand", { verb: word });
    default:
      return new Failure("usage", { problem: error.message.replace(/^error: /, "") });
  }
}
