import type { Context } from "../context.ts";
import type { SetBy, Setting } from "../contract.ts";
import { type GoState, inspectGo } from "../go/machine/command.ts";
import { findProgram, programOfFolder } from "../programs.ts";
import { type ProxyEntry, parseGoproxy } from "../go/values/goproxy.ts";
import { type JudgedKey, judgedKeys } from "../go/values/judge.ts";
import { type Machine, readMachine } from "../go/machine/layers.ts";
import { startAsUser, type UserStart } from "../go/machine/start.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { readOwnMirrors } from "../mirrors/own.ts";
import { editorOverrides, type EditorOverride } from "../settings/editor.ts";
import { settingKeys } from "../settings/effective.ts";
import { shells, terminalShell, userShell } from "../shells/detect.ts";
import { likelyLine, settingLines } from "../shells/ask/perhaps.ts";
import type { Line } from "../shells/ask/lines.ts";
import type { Shell } from "../shells/language.ts";
import { isFolder } from "../regular-file.ts";
import type { Known } from "../advice/advise.ts";
import { type Cache, inspectCache } from "./cache.ts";
import { type EnvFileFacts, readEnvFile } from "./env-file.ts";
import type { Cause } from "./log.ts";
import { proxyVariable } from "../net/environment-proxy.ts";
import { modFlag, type Project, readProject, type Required } from "./project.ts";
import { type SettingValue, settingValueOf } from "./values.ts";

/** Everything that the checks look at, gathered once; not changed by them. */
export interface Facts {
  state: Machine;
  /** The go that judges: the version at hand, the platform, the effective GOPROXY. */
  at: Known & { goproxy: string; arch: string };
  /** Each setting in effect, with the startup file's line that sets it. */
  settings: ReadonlyMap<string, Setting>;
  values: Readonly<Record<JudgedKey, SettingValue>>;
  /** The entries of GOPROXY that go walks; none where go refuses it. */
  entries: readonly ProxyEntry[];
  envFile: EnvFileFacts;
  /** Lines of startup files that may set a variable of go, and the shell that reads them. */
  startup: readonly (Line & { shell: Shell })[];
  /** What an editor gives to its go instead of what is in effect. */
  editor: readonly EditorOverride[];
  /** The user's shell by name. */
  shell: string | null;
  /** The shell in whose terminal the user types: every command that is shown is in its language. */
  terminal: Shell | null;
  /** Startup files in which a block of ours may stand. */
  blockFiles: readonly string[];
  start: UserStart | null;
  project: Project | null;
  /** Requirements that are not vendored, and those of them that are not in the module cache. */
  downloads: readonly Required[];
  missing: readonly Required[];
  cache: Cache;
  git: string | null;
  /** The variable of the environment that names the HTTP proxy of go's requests; null where none does. */
  proxyVariable: string | null;
  /** One that is never started: only the working folder has it. */
  gitOfFolder: string | null;
  own: readonly OwnMirror[];
  asking: AskingFor;
}

/** Beside the settings that concern downloads: what can stop go, and where it keeps things. */
const others = ["GOROOT", "GOPATH", "GOMODCACHE", "GOWORK", "GOEXPERIMENT"];

/** What the network checks ask for. */
export interface AskingFor {
  /** Named by the user; null: a requirement that is missing, or the catalog's probe module. */
  module: { module: string; version: string | null; isPath?: boolean } | null;
  /** For one request. */
  timeoutMs: number;
  /** What go said in the log that was given; null where none was. */
  log: readonly Cause[] | null;
  /** The module is to be downloaded for real. */
  reproduces: boolean;
}

/** Looks at this machine once: two starts of go, a few files, no network. Fails with `go-unusable` for `--go`. */
export async function gatherFacts(
  ctx: Context,
  { asking, ...options }: { go?: string; asking?: AskingFor } = {},
): Promise<Facts> {
  const state = await inspectGo(ctx, options);
  const own = await readOwnMirrors(ctx).catch(() => []);
  const places = ctx.platform === "win32" ? await registryFacts(ctx, state) : null;
  const terminal = await terminalShell(ctx);
  return factsOf(ctx, state, await startAsUser(ctx, state), asking, own, { places, terminal });
}

/** The rest, which starts nothing. */
export function factsOf(
  ctx: Context,
  found: GoState,
  start: UserStart | null,
  asking: AskingFor = { module: null, timeoutMs: 5000, log: null, reproduces: false },
  own: readonly OwnMirror[] = [],
  { places = null, terminal = userShell(ctx) }: Around = {},
): Facts {
  const state = readMachine(ctx, found);
  const scan = attempt(() =>
    shells.flatMap((shell) =>
      settingLines(ctx, shell, settingKeys).map((line) => ({ ...line, shell })),
    ),
  );
  const shell = userShell(ctx);
  const settings = new Map(
    [...settingKeys, ...others, "GOCACHE"].map((key) => [
      key,
      withPlace(ctx, state.layers.resolve(key), shell, places),
    ]),
  );
  const goproxy = settings.get("GOPROXY")!.value;
  const at = {
    version: state.version,
    platform: ctx.platform,
    arch: ctx.arch,
    goproxy,
    own,
    isFolder: (path: string) => isFolder(ctx, path),
  };
  const values = Object.fromEntries(
    judgedKeys.map((key) => [key, settingValueOf(key, settings.get(key)!, at)]),
  ) as Record<JudgedKey, SettingValue>;
  const project = readProject(ctx);
  const cache = inspectCache(ctx, state, settings);
  const chosen = modFlag(settings.get("GOFLAGS")!.value);
  const vendored = chosen === "vendor" || (chosen === null && project?.vendored === true);
  const downloads = vendored ? [] : (project?.requires ?? []);
  const git = findProgram(ctx, "git");
  return {
    state,
    at,
    settings,
    values,
    entries: parseGoproxy(goproxy, at).entries,
    envFile: readEnvFile(ctx, state),
    get startup() {
      // What fails is the checks that need it, and no others.
      if (scan.error !== null) throw scan.error;
      return scan.found;
    },
    editor: editorOverrides(ctx, (key) => settings.get(key)?.value ?? ""),
    shell: shell?.name ?? null,
    terminal,
    blockFiles: blockFiles(ctx),
    start,
    project,
    downloads,
    missing: downloads.filter((one) => !cache.has(one.module, one.version)),
    cache,
    git,
    proxyVariable: proxyVariable(ctx),
    gitOfFolder: git === null ? programOfFolder(ctx, "git") : null,
    own,
    asking,
  };
}

/** What it takes programs to find out. */
interface Around {
  places?: PlaceOf | null;
  terminal?: Shell | null;
}

/** The key of Windows' registry that a variable of this terminal comes from. */
type PlaceOf = (key: string) => SetBy | undefined;

async function registryFacts(ctx: Context, found: GoState): Promise<PlaceOf> {
  const { registryPlaces } = await import("../shells/windows.ts");
  const { layers } = readMachine(ctx, found);
  const settings = [...settingKeys, ...others].map((key) => layers.resolve(key));
  return registryPlaces(
    ctx,
    settings.filter(({ origin }) => origin.kind === "os"),
  );
}

function withPlace(
  ctx: Context,
  setting: Setting,
  shell: Shell | null,
  places: PlaceOf | null,
): Setting {
  if (setting.origin.kind !== "os") return setting;
  const setBy = places?.(setting.key);
  if (setBy !== undefined) return { ...setting, origin: { ...setting.origin, setBy } };
  const { found: by } = attempt(() => likelyLine(ctx, shell, setting.key, setting.value));
  return by === null ? setting : { ...setting, origin: { ...setting.origin, setBy: by } };
}

function blockFiles(ctx: Context): string[] {
  const places = shells.flatMap((shell) => shell.allPlaces(ctx));
  const files = places.flatMap((place) => (place.kind === "block" ? [place.file] : []));
  return [...new Set(files)];
}

type Attempt<T> = { found: T; error: null } | { found: null; error: Error };

/** What cannot be looked at must not stop the diagnosis of everything else. */
function attempt<T>(look: () => T): Attempt<T> {
  try {
    return { found: look(), error: null };
  } catch (error) {
    return { found: null, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Work that the checks of a run share: done once, by the first that wants it. */
export interface Shared<T> {
  of(facts: Facts, ctx: Context): Promise<T>;
  /** What came of it, where it was done; else null. Why it failed is told by the check that wanted it. */
  known(facts: Facts): Promise<T | null>;
}

export function shared<T>(work: (facts: Facts, ctx: Context) => Promise<T>): Shared<T> {
  const begun = new WeakMap<Facts, Promise<T>>();
  return {
    of(facts, ctx) {
      const done = begun.get(facts) ?? work(facts, ctx);
      begun.set(facts, done);
      return done;
    },
    known: async (facts) => (await begun.get(facts)?.catch(() => null)) ?? null,
  };
}
