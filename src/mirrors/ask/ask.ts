import { newestEvidence } from "../../catalog/catalog.ts";
import type { Context } from "../../context.ts";
import { type Asked, type ModuleFile, type RouteOutcome, walk } from "../../go/route/walk.ts";
import type { At } from "../../go/values/goproxy.ts";
import type { DirectSettings } from "../../go/route/repo-root.ts";
import type { Route } from "../../go/route/route.ts";
import {
  hashOfMod,
  hashOfZip,
  askFile,
  type FileRequest,
  recordOf,
  type Reply,
} from "./ask-file.ts";
import { askDirect, type Replies } from "./ask-direct.ts";
import { openClient } from "../../net/client.ts";
import { escapePath } from "../../go/text/strings.ts";
import { below, parseEndpoint } from "../../net/endpoint.ts";
import { statusNote, versionOf } from "../../net/verdict.ts";
import { latestOf } from "../measure/measured.ts";

export type { Reply } from "./ask-file.ts";

export interface Asking {
  route: Route;
  version: string;
  at: At;
  /** For one request, in milliseconds. */
  timeoutMs?: number;
  /** For all of them. */
  deadlineMs?: number;
  /** What go wants of the module: all three, or the zip alone for a toolchain. */
  files?: readonly ModuleFile[];
  /** Which repositories `direct` may ask. */
  settings: DirectSettings;
}

/** Kept for `direct`, in milliseconds, so that it is not said to hang where the proxies took all the time. */
const forDirect = 1000;

/** Who was asked (URL of an entry, `direct`, URL of the checksum database) and how each file came. */
export type Places = ReadonlyMap<string, Partial<Record<Asked, Reply>>>;

export interface AskedRoute {
  places: Places;
  /** What `go mod download` would end with. */
  outcome: RouteOutcome;
  /** Of what came. */
  hashes: Record<"mod" | "zip", HashesOf>;
}

/** The hashes (`h1:…`) of one file of the module version, as the database and each mirror, by its URL, have it. */
export interface HashesOf {
  database: string | null;
  mirrors: Map<string, string>;
}

/**
 * Asks everybody on a route for real, side by side under one deadline, and tells what go would end with. The
 * checksum database is asked over the way that go would take. Nothing about a private module is sent to a proxy.
 */
export async function askRoute(ctx: Context, asking: Asking): Promise<AskedRoute> {
  const { route, version, at, files = ["info", "mod", "zip"] } = asking;
  const { module, checksum } = route;
  const { timeoutMs = 5000, deadlineMs = 9500 } = asking;
  const started = ctx.elapsed();
  const client = openClient(ctx, { keepAlive: false, notBefore: newestEvidence() });
  const request: FileRequest = {
    client,
    module,
    version,
    database: checksum.by,
    timeoutMs: () => Math.max(1, Math.min(timeoutMs, rest() - forDirect)),
  };
  const rest = () => deadlineMs - (ctx.elapsed() - started);
  const places = new Map<string, Partial<Record<Asked, Reply>>>();
  const keep = async (place: string, file: Asked, reply: Promise<Reply>) => {
    const known = places.get(place) ?? {};
    places.set(place, known);
    known[file] = await reply;
  };
  const urls = urlsOf(route.route);
  const modules = urls.flatMap((url) =>
    files.map((file) => keep(url, file, askFile(ctx, url, file, request))),
  );
  const supporting = checksum.over?.kind === "proxies" ? urlsOf(route.entries) : [];
  const supported = supporting.map((url) =>
    keep(url, "supported", askFile(ctx, url, "supported", request)),
  );
  const first = route.route[0]?.kind === "direct" ? direct() : null;
  await Promise.all([...modules, first, Promise.all(supported).then(() => lookUp())]);
  const hashes = compare(places);
  if (first === null && leadsToDirect()) await direct();
  client.close();
  const outcome = walk(route, { version, at, answers: answers(), files });
  return { places, outcome, hashes };

  async function direct(): Promise<void> {
    const { settings } = asking;
    const left = () => Math.max(forDirect, Math.min(timeoutMs, rest()));
    const asked = { ...request, timeoutMs: left, settings, go: at.version };
    const replies: Replies = await askDirect(ctx, asked);
    places.set("direct", { ...places.get("direct"), ...replies });
  }

  /** Go asks a stranger's page and repository only where no proxy before them has the module. */
  function leadsToDirect(): boolean {
    const never = { kind: "hangs" } as const;
    const answered = { ...answers(), direct: { info: never, mod: never, zip: never } };
    return walk(route, { version, at, answers: answered, files }).failedAt === "direct";
  }

  /** Which way go takes is told by what it would ask, given who says to serve the database. */
  async function lookUp(): Promise<void> {
    if (route.private.matched) return;
    const planned = walk(route, { version, at, answers: answers(["supported"]), files });
    const wanted = planned.requests.find(({ file }) => file === "lookup");
    if (wanted === undefined) return;
    const database = wanted.entry === null ? null : checksum.by;
    await keep(
      wanted.base,
      "lookup",
      askFile(ctx, wanted.base, "lookup", { ...request, database }),
    );
  }

  function answers(only?: readonly Asked[]) {
    return Object.fromEntries(
      [...places].map(([place, replies]) => [
        place,
        Object.fromEntries(
          (Object.entries(replies) as [Asked, Reply][])
            .filter(([file]) => only === undefined || only.includes(file))
            .map(([file, { answer }]) => [file, answer]),
        ),
      ]),
    );
  }

  /** What came is compared with the record of the checksum database. */
  function compare(all: ReadonlyMap<string, Partial<Record<Asked, Reply>>>): AskedRoute["hashes"] {
    const record = [...all.values()].find(({ lookup }) => lookup?.body)?.lookup;
    const sums = (record?.body && recordOf(record.body)) || [];
    const sumOf = (start: string) => sums.find((line) => line.startsWith(start))?.split(" ")[2];
    const found = {
      mod: { database: sumOf(`${module} ${version}/go.mod `) ?? null, mirrors: new Map() },
      zip: { database: sumOf(`${module} ${version} `) ?? null, mirrors: new Map() },
    };
    for (const [place, replies] of all) {
      for (const file of ["mod", "zip"] as const) {
        const reply = replies[file];
        if (reply?.answer.kind !== "right" || reply.body === null) continue;
        const hash = file === "mod" ? hashOfMod(reply.body) : hashOfZip(reply.body);
        if (hash === null) continue;
        found[file].mirrors.set(place, hash);
        const wanted = found[file].database;
        if (wanted !== null && wanted !== hash) reply.answer = { kind: "other" };
      }
    }
    return found;
  }
}

/** Each once. */
export function urlsOf(entries: Route["entries"]): string[] {
  return [...new Set(entries.flatMap(({ kind, url }) => (kind === "url" ? [url] : [])))];
}

/** No longer than any that was ever published: it comes from a server, and is shown. */
const isVersion = /^(?=.{6,200}$)v\d+\.\d+\.\d+(?:[-+]|$)/;

/**
 * The version that go would take for a query (`latest`, a branch; null: none was named), from the first proxy of
 * the route that knows one. `latest` where none does. Source: modload/query.go queryProxy.
 */
export async function resolveVersion(
  ctx: Context,
  route: Route,
  query: string | null,
  timeoutMs: number,
): Promise<string> {
  if (query !== null && isVersion.test(query)) return query;
  const client = openClient(ctx, { keepAlive: false, notBefore: newestEvidence() });
  const urls = urlsOf(route.route);
  const found = await Promise.all(urls.map((url) => ask(url)));
  client.close();
  return found.find((version) => version !== null) ?? query ?? "latest";

  async function ask(url: string): Promise<string | null> {
    const base = parseEndpoint(url);
    if (base === null) return null;
    const path = escapePath(route.module);
    if (query !== null && query !== "latest") return info(`${path}/@v/${escapePath(query)}.info`);
    const list = await get(`${path}/@v/list`);
    return (list && latestOf(list.toString("utf8"))) ?? info(`${path}/@latest`);

    async function info(rest: string): Promise<string | null> {
      const body = await get(rest);
      const version = body && versionOf(body);
      return version && isVersion.test(version) ? version : null;
    }

    async function get(rest: string): Promise<Buffer | null> {
      const outcome = await client.get(below(base!, rest, "cleaned"), { timeoutMs });
      return statusNote(outcome) === null ? (outcome.response?.body ?? null) : null;
    }
  }
}
