import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { inspectGo } from "../go/machine/command.ts";
import { readMachine } from "../go/machine/layers.ts";
import { splitPatterns } from "../go/patterns/patterns.ts";
import { catalog } from "../catalog/catalog.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { readOwnMirrors } from "../mirrors/own.ts";
import { redactUrl } from "../go/text/redact.ts";
import { settingKeys } from "../settings/keys.ts";
import { storedSettings } from "../settings/stored.ts";
import { shellNames } from "../shells/shells.ts";
import { formatNames } from "../shells/formats.ts";
import { printed } from "../watch/print/print.ts";
import { scripts } from "./scripts.ts";

export interface Suggestion {
  value: string;
  about: string;
}

/** What stands in the place of an operand of a verb, or of the value of a flag; nothing where that is open. */
export interface Values {
  operand(verb: string): readonly Suggestion[];
  option(long: string): readonly Suggestion[];
}

/** Values of which there is nothing to say. */
export const bare = (values: readonly string[]): Suggestion[] =>
  values.map((value) => ({ value, about: "" }));

/** Reads only what the words at hand can need; a file that cannot be read has nothing to suggest. */
export async function valuesOf(
  ctx: Context,
  lang: "en" | "zh",
  words: readonly string[],
): Promise<Values> {
  const own = await quietly(() => readOwnMirrors(ctx), []);
  const mirrors = [
    ...own.map(ownValue),
    ...catalog.map(({ id, name }) => ({ value: id, about: name[lang] })),
  ];
  const patterns = words[0] === "private" ? await storedPatterns(ctx) : [];
  const changes = words[0] === "undo" ? await undoable(ctx) : [];
  const environments = /^(?:check|apply)$/.test(words[0] ?? "") ? await teamEnvironments(ctx) : [];
  const [checks, codes] = words[0] === "doctor" ? await doctorNames() : [[], []];
  const operands: Record<string, readonly Suggestion[]> = {
    use: [...mirrors, ...bare(["direct", "off", "auto"])],
    env: [...mirrors, ...bare(["direct", "off"])],
    test: mirrors,
    watch: mirrors,
    "watch install": mirrors,
    run: [...mirrors, ...bare(["direct", "off", "auto"])],
    "gateway init": [...bare(["nginx", "athens", "goproxy"]), ...mirrors],
    "mirror remove": own.map(ownValue),
    "mirror rename": own.map(ownValue),
    "private remove": bare(patterns),
    validate: bare(settingKeys.map((key) => `${key}=`)),
    undo: changes,
    completion: bare([...Object.keys(scripts), "install"]),
  };
  const options: Record<string, readonly Suggestion[]> = {
    "--sumdb": bare(["default", "cn", "off"]),
    "--serves": bare(["modules", "sumdb", "toolchain"]),
    "--as": bare(formatNames),
    "--for": bare(["systemd", "compose", "kubernetes"]),
    "--shell": bare(shellNames),
    "--compare": bare(["go"]),
    "--print": bare(Object.keys(printed)),
    "--unit": bare(["systemd"]),
    "--conformance": mirrors,
    "--environment": bare(environments),
    "--only": bare(checks),
    "--skip": bare(checks),
    "--explain": bare(codes),
  };
  return {
    operand: (verb) => operands[verb] ?? [],
    option: (long) => options[long] ?? [],
  };
}

const ownValue = ({ name, url }: OwnMirror): Suggestion => ({ value: name, about: redactUrl(url) });

async function storedPatterns(ctx: Context): Promise<string[]> {
  const machine = readMachine(ctx, await inspectGo(ctx));
  return quietly(() => splitPatterns(storedSettings(ctx, machine)["GOPRIVATE"] ?? ""), []);
}

async function undoable(ctx: Context): Promise<Suggestion[]> {
  const { readHistory } = await import("../changes/history.ts");
  const past = await quietly(() => readHistory(ctx), []);
  return past
    .filter(({ undone }) => !undone)
    .map(({ id, verb, at }) => ({ value: id, about: `${verb} ${at}` }));
}

async function teamEnvironments(ctx: Context): Promise<string[]> {
  const { findTeamFile } = await import("../config/find.ts");
  const file = findTeamFile(ctx);
  if (file === null) return [];
  const { loadTeamFile } = await import("../team/load.ts");
  const { newest } = await import("../go/version.ts");
  try {
    const team = await loadTeamFile(ctx, file, { version: newest, platform: ctx.platform });
    // Nobody may have consented to the file: what a shell could take for more than a word is not offered.
    return Object.keys(team.environments).filter((name) => /^[\w.-]+$/.test(name));
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

async function doctorNames(): Promise<[string[], string[]]> {
  const [{ checks }, { groupOf }] = await Promise.all([
    import("../doctor/checks/all.ts"),
    import("../doctor/check.ts"),
  ]);
  const { findingTable } = await import("../findings.ts");
  return [
    [...new Set(checks.flatMap((check) => [groupOf(check), check.id]))],
    Object.keys(findingTable),
  ];
}

async function quietly<T>(read: () => T | Promise<T>, otherwise: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure) return otherwise;
    throw error;
  }
}
