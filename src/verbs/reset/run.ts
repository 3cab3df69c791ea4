import type { App, Outcome } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";
import { writeSettings } from "../write/settings.ts";

/** `reset`: go's defaults for GOPROXY and GOSUMDB; with `--all` also for the private settings. */
export async function reset(app: App, options: { all?: boolean }): Promise<Outcome> {
  const keys = [
    "GOPROXY",
    "GOSUMDB",
    ...(options.all ? ["GOPRIVATE", "GONOPROXY", "GONOSUMDB"] : []),
  ];
  const state = await app.go();
  const unset = Object.fromEntries(keys.map((key) => [key, null]));
  return changedOutcome(app, state, await writeSettings(app, state, "reset", () => unset));
}
