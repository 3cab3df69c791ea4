import { choseItself, readHistory, standing } from "../../changes/history.ts";
import type { InstallWish } from "../../changes/settings.ts";
import type { Probe } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { type Note, note } from "../../findings.ts";
import { readMachine, shippedDefaults } from "../../go/machine/layers.ts";
import { type ChainOptions, type Resolved, resolveOperands } from "../../mirrors/chain.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { expectPossible } from "../../mirrors/possible.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import type { Probed } from "../../mirrors/probe.ts";
import { chooseSumdb } from "../../mirrors/sumdb.ts";
import { oneOf } from "../../nearest.ts";
import { shellNames } from "../../shells/detect.ts";
import { storedSettings } from "../../settings/effective.ts";
import { teamNotes } from "../../team/notes.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";
import { wordedProbes } from "../progress.ts";
import { writeSettings } from "../write/settings.ts";
import type { Context } from "../../context.ts";

export interface UseOptions {
  fallback?: string;
  direct: boolean;
  sumdb?: string;
  /** undefined: neither --verify nor --no-verify was given. */
  verify?: boolean;
  force?: boolean;
  /** Also into the startup files of the shells in use. */
  shell?: boolean;
  /** The picker's: what it has seen is not asked again. */
  probed?: readonly Probed[];
}

/** `use`: where modules come from. Asks the mirrors first, then writes GOPROXY (and GOSUMDB where needed). */
export async function use(app: App, operands: string[], options: UseOptions): Promise<Outcome> {
  const { ctx, flags } = app;
  const state = await app.go();
  const own = await readOwnMirrors(ctx);
  const { version, platform } = state;
  const back = operands.length === 1 && operands[0] === "-" ? previousChain(ctx) : null;
  const given = back === null ? operands : [back.value];
  const chain = {
    own,
    fallback:
      options.fallback === undefined
        ? null
        : oneOf("--fallback", options.fallback, ["any", "missing"]),
    // What was before is taken as it was.
    direct: back === null ? options.direct : /[,|]|^direct$/.test(back.value),
    version,
    platform,
  };
  const auto = given.includes("auto") ? await measured(app, given, chain, options) : null;
  const resolved = resolveOperands(auto?.operands ?? given, chain);
  if (options.force !== true) expectPossible(resolved.value, resolved.notes, chain);
  const notes = [...resolved.notes];
  const probed =
    auto?.probed ?? (options.verify === false ? [] : await ask(app, resolved, options.probed));
  const probes = await wordedProbes(app.text, auto?.asked ?? probed);
  if (auto === null)
    notes.push(...(await verdict(resolved, probed, probes, options, flags.dryRun === true)));
  else notes.push(auto.note);

  const stored = storedSettings(ctx, state)["GOSUMDB"] ?? null;
  const sumdb = chooseSumdb({
    flag: options.sumdb,
    stored,
    ours: stored !== null && choseItself(ctx, "GOSUMDB", stored),
    resolved,
    probes: probed,
    at: state,
  });
  notes.push(...sumdb.notes);

  const wanted: Record<string, string | null> = {
    GOPROXY: back?.isDefault ? null : resolved.value,
  };
  if (sumdb.change !== null) wanted["GOSUMDB"] = sumdb.change.value;
  const chosen = options.sumdb === undefined && wanted["GOSUMDB"] ? ["GOSUMDB"] : [];
  const install = options.shell === true ? await installation(app) : undefined;
  const written = await writeSettings(app, state, "use", () => wanted, { install, chosen });
  notes.push(...written.notes);
  if (flags.dryRun !== true) auto?.remember();
  notes.push(...(await teamNotes(ctx, readMachine(ctx, state))));
  const installs = options.shell === true;
  return changedOutcome(app, state, {
    ...written,
    probes,
    notes,
    installs,
    incomplete: installs && (written.refused || isNowhere(app, install)),
  });
}

/** The way to new terminals, for --shell alone. */
async function installation(app: App) {
  const { installWish } = await import("../write/settings.ts");
  const wish = await installWish(app, {});
  if (!isNowhere(app, wish)) return wish;
  // The setting is written all the same.
  const args = { known: shellNames.join(", "), command: "shell install --shell" };
  const { message, hint } = (await app.text.errors())["no-shell-found"](args);
  if (!app.flags.json) app.tell(`${message} ${hint}`);
  return wish;
}

/** No shell was found; on Windows the registry serves them all. */
const isNowhere = ({ ctx }: App, wish: InstallWish | undefined): boolean =>
  wish?.shells.length === 0 && ctx.platform !== "win32";

/** `auto` among the operands: what was measured, in order, and the note that says why. */
async function measured(
  app: App,
  operands: readonly string[],
  chain: ChainOptions,
  options: UseOptions,
) {
  const { ctx } = app;
  if (options.verify === false) throw new Failure("flags-exclude", { flags: "auto, --no-verify" });
  const { autoSamples, chooseAuto } = await import("../../mirrors/measure/measure.ts");
  const { withProgress } = await import("../progress.ts");
  const chosen = await withProgress(app, autoSamples, (watch) =>
    chooseAuto(ctx, operands, chain, watch),
  );
  const { asked, ranking } = chosen;
  if (ranking.order.length === 0) {
    const details = await wordedProbes(app.text, asked);
    throw new Failure("no-mirror-answers", { count: details.length, auto: true }, details);
  }
  const { lastMeasured, rememberMeasured } = await import("../../changes/save.ts");
  const at = ctx.now().toISOString();
  const order = ranking.order.map(({ seen: { target }, because }, place) => ({
    id: target.id,
    ms: chosen.probed[place]?.ms ?? null,
    pinned: because === "pinned",
  }));
  const left = ranking.left.map(({ seen, why }) => ({ id: seen.target.id, why }));
  return {
    ...chosen,
    note: note("mirror.measured", "info", { at, order, left, before: lastMeasured(ctx) }),
    remember: () => rememberMeasured(ctx, { at, order }),
  };
}

async function ask(
  app: App,
  { targets }: Resolved,
  known: readonly Probed[] = [],
): Promise<Probed[]> {
  const seen = targets.map(({ url }) => known.find((one) => one.url === redactUrl(url)));
  if (seen.every((one) => one !== undefined)) return seen;
  const { whileShown } = await import("../progress.ts");
  const line = app.text.output.asking(targets.map(({ id }) => id));
  const probing = import("../../mirrors/probe.ts").then(({ probeAll }) =>
    probeAll(app.ctx, targets, { timeoutMs: 4000 }),
  );
  return whileShown(app, () => [line], probing);
}

/** Refuses when no mirror answers; says which ones do not. */
async function verdict(
  { targets }: Resolved,
  probed: Probed[],
  probes: Probe[],
  options: UseOptions,
  dryRun: boolean,
): Promise<Note[]> {
  const failed = probed.filter(({ ok }) => !ok);
  const remarks = probed.flatMap(({ note: found }) => (found === undefined ? [] : [found]));
  if (probed.length === 0 || failed.length < probed.length) return remarks;
  const { isOffline } = await import("../../mirrors/probe.ts");
  if (options.verify !== true && isOffline(probed, targets)) {
    const mirrors = targets.map(({ id }) => id).join(", ");
    return [note("net.offline", "warning", dryRun ? { mirrors, written: false } : { mirrors })];
  }
  // Go asks Windows itself, and may trust what we could not judge.
  const untold = failed.every(
    ({ note: found }) =>
      found?.code === "net.tls-untrusted" && found.args.reason === "store-unread",
  );
  if (untold) return remarks.map((one) => ({ ...one, severity: "warning" }));
  if (options.force) return remarks;
  throw new Failure("no-mirror-answers", { count: probes.length, auto: false }, probes);
}

/** What `use -` goes back to. */
export interface Previous {
  /** One GOPROXY value. */
  value: string;
  /** It was go's default: GOPROXY goes out of the file. */
  isDefault: boolean;
}

/** The chain before the newest change of GOPROXY that stands. Throws Failure `no-previous`. */
export function previousChain(ctx: Context): Previous {
  for (const { changes } of standing(readHistory(ctx))) {
    const change = changes.find(({ target, key }) => target === "go-env" && key === "GOPROXY");
    if (change === undefined) continue;
    const { before } = change;
    return before === null
      ? { value: shippedDefaults["GOPROXY"] ?? "", isDefault: true }
      : { value: before, isDefault: false };
  }
  throw new Failure("no-previous", {});
}
