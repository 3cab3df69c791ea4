import type { Context } from "../../context.ts";
import { redactValue } from "../../go/text/redact.ts";
import { managedKeys, settingKeys } from "../../settings/keys.ts";
import { family, type Found } from "../../shells/scan.ts";
import type { DoctorCheck } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import { unsetCommand } from "../commands.ts";
import { setByInstall } from "../../shells/managed/text.ts";
import type { Facts } from "../facts.ts";

/** What the environment does to what is stored. */
export const env: DoctorCheck = {
  id: "env",
  codes: ["env.shadowed", "env.stale-terminal", "env.rc-conflict", "env.editor"],
  run: (facts, ctx) => [...overrides(facts, ctx), ...conflicts(facts), ...editors(facts)],
};

function editors({ editor }: Facts): Diagnosis[] {
  return editor.map(({ file, line, ...rest }) => {
    const args = { ...rest, file, line };
    return finding("env.editor", "warning", args, { where: { file, line } });
  });
}

function overrides(facts: Facts, ctx: Context): Diagnosis[] {
  const { envFile, settings, startup, state } = facts;
  if (state.envFile.kind === "off") return [];
  const ours = setByInstall(ctx);
  return settingKeys.flatMap((key) => {
    const setting = settings.get(key)!;
    const line = envFile.lines.get(key);
    if (setting.origin.kind !== "os" || key === "GOENV" || line?.value === setting.value) return [];
    const { value, origin } = setting;
    const shown = { key, value: redactValue(value) };
    const stored = line === undefined ? null : redactValue(line.value);
    const by = origin.setBy ?? null;
    const isOurs = by !== null && startup.some((one) => one.ours && isAt(one, by));
    if (isOurs) {
      const args = { ...shown, stored, by, outdated: true };
      const repair = { what: "refresh" as const };
      return [finding("env.shadowed", "warning", args, { where: by, repair })];
    }
    if (ours.has(key) && by === null) {
      const command = stored === null ? unsetCommand(facts, key) : 'eval "$(goproxy-cfg env)"';
      const args = { ...shown, stored };
      return [finding("env.stale-terminal", "warning", args, { where: "environment", command })];
    }
    if (stored === null) return [];
    const args = { ...shown, stored, by, outdated: false };
    const more = { where: by ?? "environment", command: unsetCommand(facts, key) } as const;
    return [finding("env.shadowed", "warning", args, more)];
  });
}

function isAt(one: Found, place: { file: string; line: number }): boolean {
  return one.file === place.file && one.line === place.line;
}

/** Two files that the user's shell reads, or any shell where that is not known. */
function conflicts({ startup, shell }: Facts): Diagnosis[] {
  const shells = new Set(startup.flatMap(({ order }) => Object.keys(order)));
  const told = new Set<string>();
  return [...shells].flatMap((name) => {
    if (name === "session" || (shell !== null && family(shell) !== name)) return [];
    return managedKeys.flatMap((key) => {
      const lines = startup
        .filter((one) => one.key === key && one.order[name] !== undefined && isPlain(one))
        .toSorted((a, b) => a.order[name]! - b.order[name]!);
      const second = lines.at(-1);
      const first = lines.findLast(
        ({ file, value }) => file !== second?.file && value !== second?.value,
      );
      if (first === undefined || second === undefined) return [];
      const id = `${key} ${first.file} ${second.file}`;
      if (told.has(id)) return [];
      told.add(id);
      const args = { key, shell: name, first: sets(first), second: sets(second) };
      const where = { file: first.file, line: first.line };
      return [finding("env.rc-conflict", "warning", args, { where })];
    });
  });
}

function isPlain({ value, conditional }: Found): boolean {
  return value !== null && conditional !== true;
}

function sets({ file, line, value }: Found) {
  return { file, line, value: redactValue(value ?? "") };
}
