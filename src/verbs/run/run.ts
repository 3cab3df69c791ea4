import type { Env } from "../../context.ts";
import type { Run } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { redactText, redactValue } from "../../go/text/redact.ts";
import { type ChainOptions, resolveOperands, usualOptions } from "../../mirrors/chain.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { expectPossible } from "../../mirrors/possible.ts";
import {
  begin,
  type Beginning,
  privatePatterns,
  commandNamed,
  goWordsOf,
  readsStderr,
} from "../../retry/begin.ts";
import { valueOf } from "../../retry/chain.ts";
import { type Attempt, type News, startWithRetries } from "../../retry/retry.ts";
import { type App, type Outcome, wording } from "../../app.ts";
import type { RunText } from "../../text/shape.ts";
import { whileShown, wordedProbes } from "../progress.ts";
import { numberFlag } from "../operands.ts";

export interface RunFlags {
  /** The command and its words; null where none is named. */
  command: readonly string[] | null;
  stall?: string;
  /** false: `--no-retry`. */
  retry?: boolean;
}

/**
 * `run`: starts a command with a chain of mirrors that answer, and again without one that fails it. Nothing is written.
 * Ends as the command ends; 127 where it cannot be started. `--dry-run` asks the mirrors, and starts nothing.
 */
export async function run(app: App, mirrors: string[], options: RunFlags): Promise<Outcome> {
  const { ctx, text } = app;
  const { command: words, stall = "60", retry = true } = options;
  const seconds = numberFlag("--stall", stall, { least: 1, most: 86_400 });
  const machine = await app.go();
  const chain = usualOptions(machine, await readOwnMirrors(ctx));
  if (words === null) throw noCommand(mirrors, chain);
  expectMirrors(mirrors, chain);
  const say = speaker(app, await text.run());
  const command = commandNamed(ctx, machine, words);
  if (command === null) return notStarted(words, say);

  const { checking } = text.output;
  const beginning = await whileShown(app, () => [checking], begin(ctx, machine, mirrors, chain));
  say.begins(beginning, mirrors, machine);
  if (app.flags.dryRun === true) {
    say.wouldStart(valueOf(beginning.links), words);
    const document = await documentOf(app, words, beginning, []);
    return { exit: 0, document, toStderr: true, render: () => "" };
  }
  app.handlesInterrupt?.();
  const gosumdb = beginning.gosumdb === null ? {} : { GOSUMDB: beginning.gosumdb };
  const env: Env = { ...ctx.env, ...gosumdb };
  const attempts = await startWithRetries(
    ctx,
    machine,
    { ...command, env, isRead: readsStderr(ctx, words) },
    beginning.links,
    {
      stallMs: seconds * 1000,
      retries: retry,
      privatePatterns: privatePatterns(machine),
      reproduce: (goproxy) => goWordsOf(ctx, machine, { ...env, GOPROXY: goproxy }),
      tell: (news) => void say.news(news),
    },
  );
  const last = attempts.at(-1)!;
  if (last.failure !== null) return notStarted(words, say, last.failure);
  const document = await documentOf(app, words, beginning, attempts);
  return { ...ended(last), document, toStderr: true, render: () => "" };
}

/** Throws what resolveOperands throws, before anybody is asked or anything is started. */
function expectMirrors(operands: readonly string[], chain: ChainOptions): void {
  const named = operands.filter((operand) => operand !== "auto");
  if (named.length === 0) return;
  const { value, notes } = resolveOperands(named, chain);
  expectPossible(value, notes, chain);
}

/** The corrected form has `--` before the first word that is no mirror. */
function noCommand(operands: readonly string[], chain: ChainOptions): Failure<"no-command"> {
  const isMirror = (operand: string) => {
    try {
      expectMirrors([operand], chain);
      return true;
    } catch {
      return false;
    }
  };
  const at = operands.findIndex((operand) => !isMirror(operand));
  const mirrors = at === -1 ? operands : operands.slice(0, at);
  return new Failure("no-command", { mirrors, command: at === -1 ? [] : operands.slice(at) });
}

/** The command's own end: its exit code, or the signal that ended it. */
function ended({ code, signal }: Attempt): Pick<Outcome, "exit" | "signal"> {
  return signal === null ? { exit: code ?? 1 } : { exit: 1, signal };
}

function notStarted(words: readonly string[], say: Speaker, failure = "ENOENT"): Outcome {
  say.notStarted(words[0] ?? "", failure);
  const attempts: Run["attempts"] = [];
  const document: Run = { schemaVersion: 1, command: [...words], dropped: [], attempts };
  return { exit: 127, document, toStderr: true, render: () => "" };
}

async function documentOf(
  { text }: App,
  words: readonly string[],
  { dropped }: Beginning,
  attempts: readonly Attempt[],
): Promise<Run> {
  const say = await wording(text);
  return {
    schemaVersion: 1,
    command: words.map(redactText),
    dropped: await wordedProbes(text, dropped),
    attempts: attempts.map(({ goproxy, code, signal, ms, stalled, cause, without }) => ({
      goproxy: redactValue(goproxy),
      exit: code,
      signal,
      ms,
      stalled,
      cause: cause === null ? null : say(cause),
      without,
    })),
  };
}

interface Speaker {
  begins(beginning: Beginning, mirrors: readonly string[], machine: Machine): void;
  wouldStart(goproxy: string, command: readonly string[]): void;
  news(news: News): Promise<void>;
  notStarted(command: string, reason: string): void;
}

/** What is said on stderr, beside what the command says; nothing with --quiet and with --json. */
function speaker({ tell, flags, text }: App, words: RunText): Speaker {
  const line = (said: string) => {
    if (flags.quiet !== true && flags.json !== true) tell(`goproxy-cfg: ${said}`);
  };
  return {
    begins({ dropped, kept, isFallback, links }, mirrors, machine) {
      const { value, origin } = machine.layers.resolve("GOPROXY");
      if (origin.kind === "os") line(words.environment(redactValue(value), mirrors.length === 0));
      for (const { id } of dropped) line(words.leftOut(id));
      for (const { id } of kept) line(words.kept(id));
      if (isFallback) line(words.fallback(links.map(({ id }) => id).join(" → ")));
    },
    wouldStart: (goproxy, command) =>
      line(words.wouldStart(redactValue(goproxy), command.map(redactText).join(" "))),
    async news({ kind, mirrors, stalledMs, cause }) {
      const names = mirrors.join(", ");
      if (stalledMs !== null) line(words.stalled(names, Math.round(stalledMs / 1000)));
      else if (cause !== null) line(words.failed(names, (await wording(text))(cause).message));
      line(words[kind](names));
    },
    notStarted: (command, reason) => line(words.notStarted(command, reason)),
  };
}
