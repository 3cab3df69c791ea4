import { type Context, type Env, pathsOf } from "../context.ts";
import type { Machine } from "../go/machine/layers.ts";
import { findModuleFile } from "../go/machine/gomod.ts";
import { parseJson } from "../go/machine/start.ts";
import { findProgram, startOf, startProgram } from "../programs.ts";
import { Failure } from "../failure.ts";
import { parseGoproxy } from "../go/values/goproxy.ts";
import {
  type ChainOptions,
  type Resolved,
  resolveOperands,
  resolveOrInEffect,
} from "../mirrors/chain.ts";
import { chooseAuto } from "../mirrors/measure/measure.ts";
import { isOffline, type Probed, probeAll } from "../mirrors/probe.ts";
import { chooseSumdb } from "../mirrors/sumdb.ts";
import { guards, type Link, linksOf, nobody, ordered, targetsOf, without } from "./chain.ts";

/** A program by its absolute path, and the words that it gets. */
export interface FoundCommand {
  program: string;
  args: readonly string[];
}

/**
 * The command that the words name: `go` is the one of this tool (`--go`, else the one on PATH), a name is looked for on
 * PATH, and a path is taken as it is. null where there is none, or none that these words can be given to.
 */
export function commandNamed(
  ctx: Context,
  { go }: Machine,
  [name = "", ...args]: readonly string[],
): FoundCommand | null {
  const program = programNamed(ctx, name, go?.shim ?? go?.path ?? null);
  const start = program === null ? null : startOf(ctx, program, args);
  return start === null ? null : { program: start.file, args: start.args };
}

function programNamed(ctx: Context, name: string, go: string | null): string | null {
  if (name === "go" && go !== null) return go;
  if (!/[\\/]/.test(name)) return findProgram(ctx, name);
  return pathsOf(ctx).resolve(ctx.cwd, name);
}

/** Commands of go that write to stderr themselves, and start nobody who would like it to be a terminal. */
const writingAlone = new Set("build clean fix fmt get install list mod vendor vet work".split(" "));

/** Whether stderr may be read on its way to the user: a terminal stays a terminal for all but go itself. */
export function readsStderr(
  { stderr }: Context,
  [name = "", verb = ""]: readonly string[],
): boolean {
  if (!stderr.isTTY) return true;
  return /(?:^|[\\/])go(?:\.exe)?$/i.test(name) && writingAlone.has(verb);
}

/** Milliseconds for `go mod download`. */
const time = 120_000;

/**
 * Go's own words on each module of this folder that cannot be had with this environment, one line each. null where
 * there is none, or no go or no module. Source: modcmd/download.go moduleJSON.
 */
export async function goWordsOf(ctx: Context, machine: Machine, env: Env): Promise<string | null> {
  const { go } = machine;
  if (go === null || findModuleFile(ctx) === null) return null;
  const options = { args: ["mod", "download", "-json"], env, cwd: ctx.cwd, timeout: time };
  const { code, stdout, stderr } = await startProgram(ctx, go.shim ?? go.path, options);
  if (code === 0) return null;
  const documents = stdout.split(/^(?=\{)/m).flatMap((text) => {
    const { Path, Version, Error: error } = parseJson(text) ?? {};
    return error === undefined
      ? []
      : [`go: ${Path}@${Version}: ${error.replace(/^(?:go: )?(?:\S+@\S+: )?/, "")}`];
  });
  return [...documents, stderr].join("\n");
}

/** What a command is started with first. */
export interface Beginning {
  links: Link[];
  /** GOSUMDB for the command; null where the one in effect is right. */
  gosumdb: string | null;
  /** The mirrors that were left out, as they answered. */
  dropped: Probed[];
  /** Those that do not answer and stay, because nobody else may be asked for what they have. */
  kept: Probed[];
  /** The catalog's chain, because nothing is set and go's default does not answer. */
  isFallback: boolean;
}

/** Milliseconds for one mirror. */
const probeMs = 4000;

/** What is used where nothing is set and go's own default does not answer. */
const fallback = "cn";

/**
 * The chain for a command: the named mirrors, or what is in effect. Asks the mirrors, leaves out those that do not
 * answer, and puts the quicker first. Throws Failure `no-mirror-answers`, and what resolveOperands throws.
 */
export async function begin(
  ctx: Context,
  machine: Machine,
  operands: readonly string[],
  options: ChainOptions,
): Promise<Beginning> {
  const { value, origin } = machine.layers.resolve("GOPROXY");
  const isDefault = origin.kind === "default" || origin.kind === "goroot";
  if (operands.includes("auto")) return beginMeasured(ctx, machine, operands, options);
  const asked = await ask(ctx, machine, resolveOrInEffect(operands, value, options), options);
  if (asked.answers) return asked.beginning;
  if (operands.length === 0 && isDefault && !asked.offline) {
    const cn = await ask(ctx, machine, resolveOperands([fallback], options), options);
    const dropped = [...asked.beginning.dropped, ...cn.beginning.dropped];
    if (cn.answers) return { ...cn.beginning, dropped, isFallback: true };
  }
  // Without a connection to anybody the module cache may well have all that is wanted.
  if (asked.offline) return { ...asked.beginning, links: asked.all, dropped: [] };
  // What is in the module cache is to be had all the same.
  if (operands.length === 0) return { ...asked.beginning, links: orNobody(asked.beginning.links) };
  const { dropped, kept } = asked.beginning;
  throw new Failure("no-mirror-answers", {
    count: dropped.length + kept.length,
    auto: false,
    starts: true,
  });
}

/** A list that is empty would be another one to go. */
function orNobody(links: readonly Link[]): Link[] {
  return links.length > 0 ? [...links] : [nobody];
}

/** The mirrors of a chain were asked side by side. */
async function ask(ctx: Context, machine: Machine, resolved: Resolved, options: ChainOptions) {
  const all = linksOf(parseGoproxy(resolved.value, options), options.own);
  const targets = targetsOf(all);
  const probes = await probeAll(ctx, targets, { timeoutMs: probeMs });
  const failed = probes.filter(({ ok }) => !ok);
  const isBad = ({ id }: Link) => failed.some((probe) => probe.id === id);
  const stays = (link: Link) => guards(link, all, privatePatterns(machine));
  const left = new Set(all.filter((link) => isBad(link) && !stays(link)));
  const links = ordered(without(all, left), probes);
  const isLeft = ({ id }: Probed) => [...left].some((link) => link.id === id);
  const beginning: Beginning = {
    links,
    gosumdb: sumdbFor(machine, resolved, options, probes),
    dropped: failed.filter(isLeft),
    kept: failed.filter((probe) => !isLeft(probe)),
    isFallback: false,
  };
  // A chain that asks no mirror (`direct`, `off`) has nothing to fail.
  const answers = failed.length < probes.length || probes.length === 0;
  return { beginning, all, answers, offline: isOffline(probes, targets) };
}

async function beginMeasured(
  ctx: Context,
  machine: Machine,
  operands: readonly string[],
  options: ChainOptions,
): Promise<Beginning> {
  const { operands: chosen, asked, probed } = await chooseAuto(ctx, operands, options);
  const dropped = asked.filter(({ id, ok }) => !ok && !probed.some((probe) => probe.id === id));
  if (probed.length === 0) {
    throw new Failure("no-mirror-answers", { count: asked.length, auto: true, starts: true });
  }
  const resolved = resolveOperands(chosen, options);
  return {
    links: linksOf(parseGoproxy(resolved.value, options), options.own),
    gosumdb: sumdbFor(machine, resolved, options, probed),
    dropped,
    kept: [],
    isFallback: false,
  };
}

/** What the user set stays, in the environment as in go's file. */
function sumdbFor(
  machine: Machine,
  resolved: Resolved,
  at: ChainOptions,
  probes: readonly Probed[],
): string | null {
  const { value, origin } = machine.layers.resolve("GOSUMDB");
  const isSet = origin.kind === "os" || origin.kind === "file";
  const { change } = chooseSumdb({ stored: isSet ? value : null, resolved, probes, at });
  return change?.value ?? null;
}

/** The patterns that keep modules off every mirror; "" where there are none. */
export function privatePatterns(machine: Machine): string {
  const value = (key: string) => machine.layers.resolve(key).value;
  return value("GONOPROXY") || value("GOPRIVATE");
}
