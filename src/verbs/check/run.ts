import { advise } from "../../advice/advise.ts";
import { type Note, note } from "../../findings.ts";
import type { Layers } from "../../go/machine/layers.ts";
import { redactSetting, redactValue } from "../../go/text/redact.ts";
import { judgedKeys, type JudgedKey } from "../../go/values/judge.ts";
import { resolveOperands, usualOptions } from "../../mirrors/chain.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { isFolder } from "../../regular-file.ts";
import { currentSettings } from "../../settings/effective.ts";
import { driftOf } from "../../team/drift.ts";
import { machineViolations, ownViolations } from "../../team/policy.ts";
import type { Wish } from "../../team/wish.ts";
import { type App, type Outcome, wording, type View } from "../../app.ts";
import {
  type TeamCheck,
  teamHere,
  type TeamHere,
  type TeamOptions,
  type ValueRemark,
  wishHere,
} from "../team-here.ts";
import {
  correctedLine,
  originText,
  removal,
  placeOf,
  shortPath,
  signOf,
  withShortPaths,
} from "../../term/document.ts";
import { padEnd } from "../../term/layout.ts";

/**
 * `check`: where this machine is not as the team file says, what violates its policy, and what `validate` knows of the
 * values of both.
 */
export async function check(app: App, options: TeamOptions): Promise<Outcome> {
  const { ctx, text } = app;
  const here = await teamHere(app, options);
  const { team, state } = here;
  const trusted = here.remembered || here.named;
  const { environment, wish } = await wishHere(app, here, options, trusted);
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
    notes: await inWords(app, [...ofFile(here, wish), ...(await ofMachine(app, here, wish))]),
  };
  return {
    exit: document.ok ? 0 : 1,
    document,
    render: (view) => renderCheck(document, view, canApply),
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

type Told = Pick<ValueRemark, "key" | "file" | "line"> & { note: Note };

/** Of the values that the file gives, and of its mirrors that no chain of it uses. */
function ofFile({ team, state }: TeamHere, { use, sumdb, private: secret }: Wish): Told[] {
  const at = (field: string) => ({ file: team.file, line: team.at(field).line });
  const tell = (key: string, field: string | undefined, notes: readonly Note[] = []) =>
    field === undefined ? [] : notes.map((one) => ({ key, ...at(field), note: one }));
  const used = new Set(use?.resolved.targets.map(({ url }) => url));
  return [
    ...tell("GOPROXY", use?.fields[0], use?.resolved.notes),
    ...tell("GOSUMDB", sumdb?.field, sumdb?.notes),
    ...tell("GOPRIVATE", secret?.field, secret?.notes),
    ...team.mirrors.flatMap(({ url }, index) =>
      used.has(url)
        ? []
        : tell(
            "GOPROXY",
            `mirrors[${index}]`,
            resolveOperands([url], usualOptions(state, [])).notes,
          ),
    ),
  ];
}

/** What go says of a value that it refuses. */
const refusals = {
  GOPROXY: "proxy.invalid",
  GOSUMDB: "sumdb.invalid",
  GOVCS: "govcs.invalid",
  GOAUTH: "goauth.invalid",
} as const;

/** Of what is set on this machine and is not as the file has it. */
async function ofMachine({ ctx }: App, { state, team }: TeamHere, wish: Wish): Promise<Told[]> {
  const { version, platform, layers } = state;
  const own = await readOwnMirrors(ctx).catch(() => []);
  const known = {
    version,
    platform,
    isFolder: (path: string) => isFolder(ctx, path),
    goproxy: layers.resolve("GOPROXY").value,
    own: [...team.mirrors, ...own],
  };
  const wanted: Record<string, string | null | undefined> = {
    GOPROXY: wish.use?.resolved.value,
    GOSUMDB: wish.sumdb?.value,
    GOPRIVATE: wish.private?.patterns.join(","),
  };
  return judgedKeys.flatMap((key) => {
    const { value, origin } = layers.resolve(key);
    if (origin.kind === "default" || value === wanted[key]) return [];
    const { valid, message, warnings } = advise(key, value, known);
    const place = { key, file: origin.file ?? null, line: origin.line ?? null };
    const refused = valid ? [] : [refusal(key, value, message ?? "")];
    return [...refused, ...warnings].map((one) => ({ ...place, note: one }));
  });
}

function refusal(key: JudgedKey, value: string, said: string): Note {
  const shown = redactSetting(key, value);
  return key in refusals
    ? note(refusals[key as keyof typeof refusals], "error", { value: shown, said })
    : note("go.bricked", "error", { said, key, value: shown });
}

async function inWords({ text }: App, told: readonly Told[]): Promise<ValueRemark[]> {
  if (told.length === 0) return [];
  const say = await wording(text);
  return told.map(({ note: found, ...place }) => {
    const { corrected } = found;
    const shown = corrected && {
      key: corrected.key,
      value: redactSetting(corrected.key, corrected.value),
    };
    return { ...say(found), ...place, ...(shown === undefined ? {} : { corrected: shown }) };
  });
}

/**
 * `check` for a person: what differs, what is not allowed and where that is said, what is known of the values, the next
 * command; without `canApply` the environment alone is in the way.
 */
export function renderCheck(document: TeamCheck, view: View, canApply: boolean): string {
  const { paint, text } = view;
  const { team, output } = text;
  const { file, sha256, trusted, environment, drift, violations, notes } = document;
  const name = shortPath(view, file);
  const about = [
    ...(environment ? [team.environment(environment)] : []),
    team.hash(sha256),
    trusted ? team.trusted : team.untrusted,
  ];
  const width = Math.max(0, ...drift.map(({ key }) => key.length));
  const lines = [`${paint.bold(name)}  ${paint.dim(about.join(" · "))}`];
  for (const { key, expected, actual, origin } of drift) {
    const shown = actual === "" ? output.empty : actual;
    lines.push(
      `${paint.red("✖")} ${paint.bold(padEnd(key, width))}  ${shown}  ${paint.dim(originText(origin, view))}`,
      `  ${" ".repeat(width)}  ${team.expected(expected)}`,
    );
    if (!canApply) {
      const { setBy } = origin;
      lines.push(`  ${setBy === undefined ? output.overriddenUnknown : removal(setBy, key, view)}`);
    }
  }
  for (const { key, file: where, line, message } of violations) {
    lines.push(
      `${paint.red("✖")} ${placeOf(view, { file: where, line })}: ${paint.bold(key)}: ${message}`,
    );
  }
  for (const remark of notes) {
    const { key, severity, message, file: where, line } = remark;
    const place =
      where === null ? originText({ kind: "os" }, view) : placeOf(view, { file: where, line });
    const said = withShortPaths(view, message);
    lines.push(
      `${signOf(view, severity)} ${place}: ${paint.bold(key)}: ${said}`,
      ...correctedLine(remark),
    );
  }
  if (document.ok) lines.push(`${paint.green("✔")} ${team.asItShould(name)}`);
  if (canApply) lines.push(team.applyWith(environment ? ` --environment ${environment}` : ""));
  return lines.join("\n");
}
