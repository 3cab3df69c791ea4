import type { Context } from "../../context.ts";
import type { Setting } from "../../contract.ts";
import { redactValue } from "../../go/text/redact.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { managedKeys, settingKeys } from "../../settings/effective.ts";
import { type Line, linesNaming, valueIn } from "../../shells/ask/lines.ts";
import { managedFilesThere, setByInstall } from "../../shells/managed/files.ts";
import { standsAlone, sessionLines, toolLines } from "../../shells/ask/perhaps.ts";
import { typedReload } from "../../shells/formats.ts";
import type { Losing } from "../../shells/new-terminal.ts";
import { type DoctorCheck, lastingFix, unsetCommand } from "../check.ts";
import { type Diagnosis, finding, type Repair } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { newTerminals, type Opened } from "../new-terminals.ts";

/** What the environment does to what is stored, here and in a new terminal. */
export const env: DoctorCheck = {
  id: "env",
  codes: [
    "env.shadowed",
    "env.stale-terminal",
    "env.rc-conflict",
    "env.rewritten",
    "shell.not-asked",
    "env.editor",
    "env.not-exported",
  ],
  async run(facts, ctx) {
    const opened = await newTerminals.of(facts, ctx);
    return [
      ...overrides(facts, ctx, opened),
      ...rewritten(opened),
      ...conflicts(facts, opened),
      ...unasked(opened),
      ...editors(facts),
      ...unexported(facts, opened),
    ];
  },
};

function editors({ editor }: Facts): Diagnosis[] {
  return editor.map(({ file, line, ...rest }) => {
    const args = { ...rest, file, line };
    return finding("env.editor", "warning", args, { where: { file, line } });
  });
}

/** Plain assignments: the user's shell has read them, and a program that it starts has no such variable. */
function unexported({ startup, shell, settings, envFile }: Facts, opened: Opened): Diagnosis[] {
  return managedKeys.flatMap((key) => {
    const lines = startup.filter((one) => one.key === key && one.shell.name === shell);
    const last = lines.at(-1);
    const isPlain = lines.every(({ text }) => new RegExp(`^${key}=[^\\s;&|$\`(]+\\s*$`).test(text));
    if (last === undefined || !isPlain || !/^(?:ba|z|k)?sh$/.test(shell ?? "")) return [];
    const value = valueIn(last);
    const isKnown =
      settings.get(key)?.origin.kind === "os" || envFile.lines.get(key)?.value === value;
    if (isKnown || opened.has(key, value) !== false) return [];
    const { file, line } = last;
    const args = { key, value: redactValue(value), file, line };
    const isShown = args.value === value && /^[\w:/.,|@*-]+$/.test(value);
    const command = isShown ? `go env -w ${key}="${value}"` : null;
    return [finding("env.not-exported", "warning", args, { where: { file, line }, command })];
  });
}

function overrides(facts: Facts, ctx: Context, opened: Opened): Diagnosis[] {
  if (facts.state.envFile.kind === "off") return [];
  return settingKeys.flatMap((key) => {
    if (key === "GOENV") return [];
    const setting = facts.settings.get(key)!;
    const line = facts.envFile.lines.get(key);
    const isOver = setting.origin.kind === "os" && line?.value !== setting.value;
    if (isOver) return [override(facts, ctx, opened, setting, line?.value ?? null)].flat();
    const there = opened.losing.find((one) => one.key === key && !one.rewrites);
    return line === undefined || there === undefined ? [] : [shadowed(there, line.value)];
  });
}

/** A variable of this terminal that has another value than the stored one. */
function override(
  facts: Facts,
  ctx: Context,
  opened: Opened,
  { key, value, origin }: Setting,
  storedValue: string | null,
): Diagnosis[] {
  const shown = { key, value: redactValue(value) };
  const stored = storedValue === null ? null : redactValue(storedValue);
  const likely = origin.setBy ?? null;
  const stays = opened.has(key, value);
  const around = [...sessionLines(ctx, [key]), ...toolLines(ctx, [key])].findLast(({ text }) =>
    text.includes(value),
  );
  // A shell that was asked and has another value speaks against its own files.
  const login = stays !== true && around !== undefined;
  const told = stays === true ? opened.by(key) : null;
  const ours = stays === true && setByInstall(ctx).has(key) ? lineOfOurs(ctx, key, value) : null;
  if (ours !== null) {
    const args = { ...shown, stored, by: ours, outdated: true, login: false, here: true };
    return [finding("env.shadowed", "warning", args, { where: ours, repair: { what: "refresh" } })];
  }
  const by =
    told ?? (login ? { file: around.file, line: around.line } : stays === false ? null : likely);
  if (stays !== true && by === null && setByInstall(ctx).has(key)) {
    const command = stored === null ? unsetCommand(facts, key) : typedReload(facts.terminal);
    const args = { ...shown, stored };
    return [finding("env.stale-terminal", "warning", args, { where: "environment", command })];
  }
  if (stored === null) return [];
  const isLogin = login || (told?.login ?? false);
  const args = { ...shown, stored, by, outdated: false, login: isLogin, here: true };
  const where = by === null ? "environment" : { file: by.file, line: by.line || null };
  const command = lastingFix(by, key, true) ?? unsetCommand(facts, key);
  const repair = told === null ? null : outOfEffect(key);
  const more = { where, command, repair } as const;
  return [finding("env.shadowed", "warning", args, more)];
}

/** The line of an installed file of ours that has this value. */
function lineOfOurs(ctx: Context, key: string, value: string) {
  const lines = managedFilesThere(ctx).flatMap(({ file }) =>
    linesNaming(file, readTextIfRegular(ctx, file) ?? "", [key]),
  );
  const found = lines.find((line) => valueIn(line) === value);
  return found === undefined ? null : { file: found.file, line: found.line };
}

/** What this terminal does not have yet and a new one will. */
function shadowed({ key, value, by }: Losing, stored: string): Diagnosis {
  const args = {
    key,
    value: redactValue(value),
    stored: redactValue(stored),
    by,
    outdated: false,
    login: false,
    here: false,
  };
  const where = by === null ? null : { file: by.file, line: by.line };
  return finding("env.shadowed", "warning", args, { where, repair: outOfEffect(key) });
}

/** The line that sets a variable is commented out, with consent. */
function outOfEffect(key: string): Repair {
  return { what: "settings", values: {}, variables: [key], lines: [] };
}

/** Startup files that change Go's env file. */
function rewritten({ losing }: Opened): Diagnosis[] {
  return losing.flatMap(({ key, value, by, rewrites, shell }) => {
    if (!rewrites) return [];
    const args = { key, value: value === "" ? null : redactValue(value), shell: shell.name, by };
    return [finding("env.rewritten", "warning", args, by === null ? {} : { where: by })];
  });
}

function unasked({ silent }: Opened): Diagnosis[] {
  return silent
    .slice(0, 1)
    .map(({ shell, why }) => finding("shell.not-asked", "warning", { shell: shell.name, why }));
}

/** Two files that the user's shell reads, where what is stored is not what comes of it. */
function conflicts({ startup, shell, envFile }: Facts, opened: Opened): Diagnosis[] {
  return managedKeys.flatMap((key) => {
    const stored = envFile.lines.get(key)?.value;
    if (stored !== undefined && opened.has(key, stored) === true) return [];
    const lines = startup.filter(
      (one) => one.key === key && one.shell.name === shell && standsAlone(one.text),
    );
    const second = lines.at(-1);
    const first = lines.findLast(
      (one) => one.file !== second?.file && valueIn(one) !== valueIn(second ?? one),
    );
    if (first === undefined || second === undefined) return [];
    const args = { key, shell: shell ?? "", first: sets(first), second: sets(second) };
    return [
      finding("env.rc-conflict", "warning", args, {
        where: { file: first.file, line: first.line },
      }),
    ];
  });
}

function sets(line: Line) {
  return { file: line.file, line: line.line, value: redactValue(valueIn(line)) };
}
