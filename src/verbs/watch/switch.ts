import type { Watch } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { redactValue } from "../../go/text/redact.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { privatePatterns } from "../../retry/begin.ts";
import { storedSettings } from "../../settings/stored.ts";
import { decideSwitch, type Decision } from "../../watch/fail-over.ts";
import { recall, remember } from "../../watch/memory.ts";
import type { Watched } from "../../watch/health.ts";
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
  let decision = null as Decision | null;
  let from = "";
  const { applied } = await writeSettings(app, machine, "watch", (now) => {
    from = storedSettings(ctx, now)["GOPROXY"] ?? "";
    const { version, platform } = now;
    const chain = { value: from, own, version, platform, privatePatterns: privatePatterns(now) };
    decision = from === "" ? null : decideSwitch(chain, watched, before);
    return decision === null || decision.kind === "forget" ? {} : { GOPROXY: decision.value };
  });
  if (decision === null) return null;
  const { kind, value: to, mirror } = decision as Decision;
  if (app.flags.dryRun === true) return null;
  remember(ctx, { ...recall(ctx), switched: kind === "switch" ? { from, to, mirror } : null });
  if (applied.undo === null) return null;
  return { from: redactValue(from), to: redactValue(to), undo: applied.undo };
}
