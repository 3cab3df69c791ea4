import { apply } from "../changes/apply.ts";
import { goEnvPlan } from "../changes/go-env.ts";
import { inspectGo } from "../go/command.ts";
import type { App, Outcome } from "./app.ts";
import { changedOutcome } from "./changed.ts";

/** `reset`: go's defaults for GOPROXY and GOSUMDB; with `--all` also for the private settings. */
export async function reset(app: App, options: { all?: boolean }): Promise<Outcome> {
  const { ctx, flags } = app;
  const keys = [
    "GOPROXY",
    "GOSUMDB",
    ...(options.all ? ["GOPRIVATE", "GONOPROXY", "GONOSUMDB"] : []),
  ];
  const wanted = Object.fromEntries(keys.map((key) => [key, null]));
  const state = await inspectGo(ctx, flags);
  const applied = await apply(ctx, state, "reset", () => goEnvPlan(ctx, state, wanted), {
    dryRun: flags.dryRun === true,
  });
  return changedOutcome(app, state, applied, { wanted });
}
