import type { Layers } from "../../go/machine/layers.ts";
import { redactValue } from "../../go/text/redact.ts";
import { currentSettings } from "../../settings/effective.ts";
import { driftOf } from "../../team/drift.ts";
import { machineViolations, ownViolations } from "../../team/policy.ts";
import type { App, Outcome } from "../../app.ts";
import { type TeamCheck, teamHere, type TeamOptions, wishHere } from "../team-here.ts";

/** `check`: where this machine is not as the team file says, and what violates its policy. */
export async function check(app: App, options: TeamOptions): Promise<Outcome> {
  const { ctx, text } = app;
  const here = await teamHere(app, options);
  const { team, state } = here;
  const trusted = here.remembered || here.named;
  const { environment, wish } = await wishHere(ctx, here, options, trusted);
  const read = state.layers;
  const drift = driftOf(read, wish);
  const differs = drift.length > 0;
  const settings = differs ? await currentSettings(ctx, state) : [];
  const canApply = differs && driftOf(beneath(read), wish).length > 0;
  const violations = [
    ...ownViolations(team, wish, state),
    ...machineViolations(team, wish, state, read),
  ];
  const document: TeamCheck = {
    schemaVersion: 1,
    ok: !differs && violations.length === 0,
    file: team.file,
    sha256: team.sha256,
    trusted,
    environment,
    drift: drift.map((one) => ({
      ...one,
      origin: settings.find(({ key }) => key === one.key)?.origin ?? one.origin,
      expected: redactValue(one.expected),
      actual: redactValue(one.actual),
    })),
    violations: violations.map(({ policy, key, field, value, wanted }) => ({
      policy,
      key,
      file: team.file,
      line: team.at(field).line,
      message: text.team.violation[policy]({
        value: redactValue(value),
        wanted: redactValue(wanted),
      }),
    })),
  };
  return {
    exit: document.ok ? 0 : 1,
    document,
    render: async (view) => (await import("./view.ts")).renderCheck(document, view, canApply),
  };
}

/** What go would see without the environment, which no `apply` changes. */
function beneath({ resolve, below }: Layers): Pick<Layers, "resolve"> {
  return {
    resolve(key) {
      const setting = resolve(key);
      const { origin, shadows } = setting;
      return origin.kind === "os" ? { ...setting, ...(shadows[0] ?? below(key)) } : setting;
    },
  };
}
