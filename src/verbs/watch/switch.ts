import { readHistory } from "../../changes/history.ts";
import type { Context } from "../../context.ts";
import type { Watch } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { redactValue } from "../../go/text/redact.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { privatePatterns } from "../../retry/begin.ts";
import { storedSettings } from "../../settings/stored.ts";
import { decideSwitch, type Decision } from "../../watch/fail-over.ts";
import { recall, remember } from "../../watch/memory.ts";
import type { Switched, Watched } from "../../watch/health.ts";
import type { App } from "../../app.ts";
import { writeSettings } from "../write/settings.ts";

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
