import { pauseOrAbort, type Context } from "../../context.ts";
import { findTeamFile } from "../../config/find.ts";
import type { Probe, Watch } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { resolveOrInEffect, usualOptions } from "../../mirrors/chain.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import type { ProbeTarget } from "../../mirrors/probe.ts";
import { oneOf } from "../../nearest.ts";
import {
  type DownRule,
  parseRule,
  usualRule,
  type Watched,
  type Switched,
  alone,
  recall,
  remember,
} from "../../watch/health.ts";
import { printed } from "../../watch/print/print.ts";
import { sourceOf } from "../../watch/print/prometheus.ts";
import { watchRound, decideSwitch, type Decision } from "../../watch/round.ts";
import { textfileOf } from "../../watch/textfile.ts";
import type { App, Outcome } from "../../app.ts";
import { numberFlag } from "../operands.ts";
import { wordedProbes, whileShown, withSignOfLife } from "../progress.ts";
import { changeLine, renderWatch } from "./view.ts";
import { readHistory } from "../../changes/history.ts";
import { redactValue } from "../../go/text/redact.ts";
import { privatePatterns } from "../../retry/begin.ts";
import { storedSettings } from "../../settings/effective.ts";
import { writeSettings } from "../write/settings.ts";

export interface WatchFlags {
  once?: boolean;
  deep?: boolean;
  textfile?: string;
  down?: string;
  every?: string;
  print?: string;
  failOver?: boolean;
  timeout?: string;
}

/** `watch`: rounds over the mirrors in effect or the named ones. Exit code 1 where one is down by the rule. */
export async function watch(app: App, operands: string[], flags: WatchFlags): Promise<Outcome> {
  const { timeout = "5", every = "60" } = flags;
  const timeoutMs = numberFlag("--timeout", timeout, { least: 0.1, most: 60 }) * 1000;
  const seconds = numberFlag("--every", every, { least: 1, most: 86_400 });
  const rule = ruleOf(flags.down);
  const what =
    flags.print === undefined ? null : oneOf("--print", flags.print, Object.keys(printed));
  if (what !== null) {
    return printing(printed[what]!(sourceOf(await teamTargets(app, operands)), seconds));
  }
  const targets = await targetsOf(app, operands);
  const options = { rule, deep: flags.deep === true, timeoutMs };
  const line = app.text.output.asking(targets.map(({ id }) => id));
  const once = () => whileShown(app, () => [line], oneRound(app, targets, options, flags));
  // A document is one: with --json there is one round.
  if (flags.once === true || app.flags.json === true) return outcomeOf(await once());
  return loop(app, targets, seconds, once);
}

/** The mirrors that are named, or those of the GOPROXY in effect. */
export async function targetsOf({ ctx, go }: App, operands: string[]): Promise<ProbeTarget[]> {
  const machine = await go();
  const { value } = machine.layers.resolve("GOPROXY");
  const options = usualOptions(machine, await readOwnMirrors(ctx));
  return resolveOrInEffect(operands, value, options).targets;
}

/** The same, but in a repository with a team file its mirrors in the place of those in effect; nobody is asked. */
async function teamTargets(app: App, operands: string[]): Promise<readonly ProbeTarget[]> {
  const { ctx } = app;
  if (operands.length === 0 && findTeamFile(ctx) !== null) {
    const { teamHere, wishHere } = await import("../team-here.ts");
    const { wish } = await wishHere(app, await teamHere(app, {}), {}, false);
    if (wish.use !== undefined) return wish.use.resolved.targets;
  }
  return targetsOf(app, operands);
}

/** What `--down` says. Throws Failure `bad-flag-value`. */
export function ruleOf(given: string | undefined): DownRule {
  if (given === undefined) return usualRule;
  const rule = parseRule(given);
  if (rule !== null) return rule;
  throw new Failure("bad-flag-value", {
    flag: "--down",
    value: given,
    allowed: "N/M, 1 ≤ N ≤ M ≤ 99",
  });
}

/** A public mirror is asked twice a minute at most. */
export function leastSeconds(targets: readonly ProbeTarget[]): number {
  return targets.some(({ own }) => !own) ? 30 : 1;
}

/** A file for another program: as it is, on stdout. */
function printing(text: string): Outcome {
  return {
    exit: 0,
    document: { schemaVersion: 1, text },
    unredacted: true,
    render: () => text,
  };
}

async function oneRound(
  app: App,
  targets: readonly ProbeTarget[],
  options: Parameters<typeof watchRound>[2],
  { textfile, failOver: mayChange = false }: WatchFlags,
): Promise<Watch> {
  const { ctx, text } = app;
  const done = await alone(ctx, async () => {
    const watched = await watchRound(ctx, targets, options);
    return { watched, switched: mayChange ? await failOver(app, watched) : null };
  });
  const at = ctx.now().toISOString();
  if (done === null) return { schemaVersion: 1, at, mirrors: [], switched: null, busy: true };
  const { watched, switched } = done;
  const probes = await wordedProbes(
    text,
    watched.map(({ probed }) => probed),
  );
  const mirrors = watched.map((one, place) => mirrorOf(one, probes[place]!));
  if (textfile !== undefined && app.flags.dryRun !== true) {
    const { saveWhole } = await import("../../changes/save.ts");
    saveWhole(ctx, textfile, textfileOf({ at, mirrors }));
  }
  return { schemaVersion: 1, at, mirrors, switched, busy: false };
}

function mirrorOf({ record, changed, deep }: Watched, probe: Probe): Watch["mirrors"][number] {
  const { state, since } = record;
  const { id, url } = probe;
  const seen = { id, url, state, since, changed, probe };
  return deep === undefined ? seen : { ...seen, deep };
}

function outcomeOf(document: Watch): Outcome {
  return {
    exit: document.mirrors.some(({ state }) => state === "down") ? 1 : 0,
    document,
    render: (view) => renderWatch(document, view),
  };
}

/** Round after round until Ctrl-C: all mirrors first, then what has changed. */
async function loop(
  app: App,
  targets: readonly ProbeTarget[],
  seconds: number,
  once: () => Promise<Watch>,
): Promise<Outcome> {
  const { ctx, text } = app;
  const words = (await text.measure()).watch;
  app.handlesInterrupt?.();
  const least = leastSeconds(targets);
  for (let first = true; !ctx.signal.aborted; first = false) {
    const { mirrors, busy, switched } = await once();
    const told = mirrors.filter(({ changed }) => first || changed);
    for (const mirror of told) app.tell(changeLine(mirror, words));
    if (busy) app.tell(words.busy);
    if (switched !== null) app.tell(words.switched(switched.to, switched.undo));
    const pause = Math.max(least, seconds) * 1000 * (0.9 + Math.random() * 0.2);
    await withSignOfLife(app, words.watching(targets.length), () => pauseOrAbort(ctx, pause));
  }
  throw new Failure("interrupted", {});
}

/**
 * `--fail-over`: the first mirror of the stored chain moves behind the next one while it is ill, by the one plan that
 * undo takes back. The verdict is made anew under the lock, so that a chain changed meanwhile is left alone. null where
 * nothing was changed. Throws Failure `flags-exclude` where the chain is not stored, but in the environment.
 */
export async function failOver(app: App, watched: readonly Watched[]): Promise<Watch["switched"]> {
  const { ctx } = app;
  const machine = await app.go();
  if (machine.layers.inEnvironment("GOPROXY") !== undefined) {
    throw new Failure("flags-exclude", { flags: "--fail-over, GOPROXY" });
  }
  const own = await readOwnMirrors(ctx);
  const { switched: before } = recall(ctx);
  const note = (switched: Switched | null) => {
    if (app.flags.dryRun !== true) remember(ctx, { ...recall(ctx), switched });
  };
  let decision = null as Decision | null;
  let from = "";
  const { applied } = await writeSettings(app, machine, "watch", (now) => {
    from = storedSettings(ctx, now)["GOPROXY"] ?? "";
    const { version, platform } = now;
    const chain = { value: from, own, version, platform, privatePatterns: privatePatterns(now) };
    const isUndone = before !== null && before.from === from && wasUndone(ctx, before);
    decision = from === "" ? null : decideSwitch(chain, watched, before, isUndone);
    if (decision === null || ["leave", "forget"].includes(decision.kind)) return {};
    const { kind, value: to, mirror } = decision;
    // Noted before it is written: a round that is killed in between would leave a chain that nobody moves back.
    if (kind === "switch") note({ from, to, mirror });
    return { GOPROXY: to };
  });
  if (decision === null) return null;
  const { kind, value: to, mirror } = decision as Decision;
  if (kind !== "switch") note(kind === "leave" ? { from: to, to, mirror } : null);
  if (applied.undo === null) return null;
  return { from: redactValue(from), to: redactValue(to), undo: applied.undo };
}

/** Whether the newest switch of this kind was taken back: one that was never written has no entry. */
function wasUndone(ctx: Context, { from, to }: Switched): boolean {
  const made = readHistory(ctx).find(
    ({ verb, changes }) =>
      verb === "watch" && changes.some(({ before, after }) => before === from && after === to),
  );
  return made?.undone === true;
}
