import type { Context } from "../context.ts";
import type { Note } from "../findings.ts";
import type { Asked, RouteOutcome } from "../go/route/walk.ts";
import { looksPrivate } from "../go/patterns/hosts.ts";
import { type DirectSettings, repositorySettings } from "../go/route/repo-root.ts";
import { type Route, route, type RouteSettings, routeSettings } from "../go/route/route.ts";
import {
  type AskedRoute,
  askRoute,
  type Places,
  type Reply,
  resolveVersion,
} from "../mirrors/ask/ask.ts";
import { probeModule } from "../catalog/catalog.ts";
import { type Facts, shared } from "./facts.ts";
import { type Difference, differenceIn, recordedFor, recordedSums } from "./sums.ts";
import { type Download, download } from "../go/machine/command.ts";
import { userEnv } from "../go/machine/start.ts";

/** What the network checks look at: everybody on the way of one module was asked once. */
export interface Network {
  module: string;
  version: string;
  /** The user named it, or this project needs it: it is not just the catalog's probe module. */
  wanted: boolean;
  route: Route;
  places: Places;
  /** What `go mod download` would end with. */
  outcome: RouteOutcome;
  /** The lines of go.sum for the module version, and what differs between them, the database and the mirrors. */
  recorded: readonly string[];
  difference: Difference | null;
}

/** For all requests of a run together, in milliseconds; a bit less than what the checks are given. */
const deadlineMs = 9_000;

/** null where go asks nobody, because it refuses GOPROXY. */
export const asked = shared<Network | null>(ask);

async function ask(facts: Facts, ctx: Context): Promise<Network | null> {
  const { at, asking } = facts;
  const began = ctx.elapsed();
  const target = asking.module ?? missingHere(facts);
  const { module: wanted, version: query } = target ?? probeModule;
  const settings = settingsOf(facts);
  const { timeoutMs } = asking;
  const paths = asking.module?.isPath ? prefixesOf(wanted) : [wanted];
  const candidates = await Promise.all(
    paths.map(async (module) => {
      const way = route({ module, settings, at });
      if (way.error !== null) return { way, version: "" };
      const version = await resolveVersion(ctx, way, query, Math.min(timeoutMs, 4000));
      return { way, version };
    }),
  );
  // go takes the longest path that is a module; the whole one where none is.
  const { way, version } = candidates.find((one) => /^v\d/.test(one.version)) ?? candidates[0]!;
  if (way.error !== null) return null;
  const { places, outcome, hashes } = await askRoute(ctx, {
    route: way,
    version,
    at,
    timeoutMs,
    deadlineMs: Math.max(1000, deadlineMs - (ctx.elapsed() - began)),
    settings: directSettings(facts),
  });
  const { module } = way;
  const recorded = recordedSums(ctx, facts, module, version);
  const compared = { hashes, recorded, database: way.checksum.by ?? "", outcome };
  const { difference, ends } = verdictOn(compared);
  const known = { module, version, wanted: target !== null, route: way, places, recorded };
  return { ...known, difference, outcome: ends ?? outcome };
}

/** go holds what it downloads against go.sum before it asks any database: what differs there ends the download. */
function verdictOn(compared: {
  hashes: AskedRoute["hashes"];
  recorded: readonly string[];
  database: string;
  outcome: RouteOutcome;
}): { difference: Difference | null; ends: RouteOutcome | null } {
  const { hashes, recorded, database, outcome } = compared;
  const served = outcome.servedBy ?? outcome.failedAt;
  for (const file of ["mod", "zip"] as const) {
    const line = recordedFor(recorded, file);
    const difference = differenceIn(hashes[file], line, database, served);
    if (difference === null) continue;
    const got = hashes[file].mirrors.get(served ?? "");
    const isRefused = outcome.ok && line !== null && got !== undefined && got !== line;
    const end = { ok: false, servedBy: null, error: "sumdb.mismatch", failedAt: served } as const;
    return { difference, ends: isRefused ? { ...outcome, ...end } : null };
  }
  return { difference: null, ends: null };
}

/** A package's path and the paths above it that could be its module, the longest first, as go asks for them. */
function prefixesOf(path: string): string[] {
  const elements = path.split("/");
  const least = /^(?:github\.com|gitlab\.com|bitbucket\.org|gitee\.com)$/.test(elements[0]!)
    ? 3
    : 2;
  const counts = elements.map((_, at) => elements.length - at).filter((count) => count >= least);
  const paths = counts.slice(0, 6).map((count) => elements.slice(0, count).join("/"));
  return paths.length === 0 ? [path] : paths;
}

export function settingsOf({ settings }: Pick<Facts, "settings">): RouteSettings {
  return routeSettings((key) => settings.get(key)?.value ?? "");
}

/** Which repositories `direct` may ask. */
export function directSettings({ settings }: Facts): DirectSettings {
  return repositorySettings((key) => settings.get(key)?.value ?? "");
}

/** The first requirement that go would download now; one whose name would leak is not asked for. */
function missingHere(facts: Facts): { module: string; version: string } | null {
  const { project, missing, at } = facts;
  if (project === null || project.vendored) return null;
  const settings = settingsOf(facts);
  const isSafe = (module: string) =>
    looksPrivate(module) === null || route({ module, settings, at }).private.matched;
  return missing.find(({ module }) => isSafe(module)) ?? null;
}

export const moduleFiles = ["info", "mod", "zip"] as const;
export const databaseFiles = ["supported", "lookup"] as const;

/** Those of a place's replies that something is wrong with; the files in the order in which go asks. */
export function problemsOf(
  places: Places,
  place: string,
  files: readonly Asked[],
): (Reply & { note: Note })[] {
  return files.flatMap((file) => {
    const reply = places.get(place)?.[file];
    return reply?.note ? [{ ...reply, note: reply.note }] : [];
  });
}

/**
 * The real download of the module that the user named, with everything else as the user's go has it. null where
 * there is no go, or none was asked for; and where a server answers without an end, which go would keep in memory
 * until there is none left.
 */
export const reproduced = shared<Download | null>(async (facts: Facts, ctx: Context) => {
  const { state, asking } = facts;
  if (state.go === null || asking.module === null || !asking.reproduces) return null;
  const foretold = await asked.of(facts, ctx);
  const replies = [...(foretold?.places.values() ?? [])].flatMap((of) => Object.values(of));
  if (replies.some(({ endless }) => endless)) return null;
  const { module, version } = asking.module;
  const env = { ...userEnv(ctx), ...state.shimEnv, GIT_TERMINAL_PROMPT: "0" };
  const sums = foretold?.recorded ?? [];
  return download(ctx, state.go, `${module}@${version ?? "latest"}`, env, sums);
});
