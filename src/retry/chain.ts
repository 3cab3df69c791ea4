import type { Goproxy } from "../go/values/goproxy.ts";
import { namedPiece } from "../mirrors/operands.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { type Probed, type ProbeTarget, probeAll } from "../mirrors/probe.ts";
import type { Context } from "../context.ts";
import { causesIn } from "../doctor/log.ts";
import type { Note } from "../findings.ts";
import type { Machine } from "../go/machine/layers.ts";
import { repositorySettings } from "../go/route/repo-root.ts";
import { route, routeSettings } from "../go/route/route.ts";
import { askRoute } from "../mirrors/ask/ask.ts";
import { webUrl } from "../go/url/url.ts";
import { canonicalUrl } from "../catalog/lookup.ts";

/** An entry of the chain that a command is started with. */
export interface Link {
  kind: "url" | "direct" | "off";
  /** Name of the mirror, or its URL without credentials; `direct`, `off`. */
  id: string;
  url: string;
  /** Not of the catalog. */
  own: boolean;
  /** Marked as a mirror of private modules. */
  private: boolean;
  /** What stands behind it in GOPROXY. */
  separator: "," | "|";
}

/** The links of a GOPROXY list that go accepts, in its order. */
export function linksOf({ entries }: Pick<Goproxy, "entries">, own: readonly OwnMirror[]): Link[] {
  return entries.map(({ kind, url, onFailure }): Link => {
    const separator = onFailure === "any" ? "|" : ",";
    const piece = kind === "url" ? namedPiece(url, own) : { kind };
    if (piece.kind !== "url") {
      return { kind: piece.kind, id: piece.kind, url: "", own: false, private: false, separator };
    }
    const marked = own.some(({ name, private: isPrivate }) => isPrivate && name === piece.id);
    return { kind: "url", id: piece.id, url, own: piece.own, private: marked, separator };
  });
}

/** Go asks nobody, and takes what is in the module cache. */
export const nobody: Link = {
  kind: "off",
  id: "off",
  url: "",
  own: false,
  private: false,
  separator: ",",
};

/** The value of GOPROXY that the links are. */
export function valueOf(links: readonly Link[]): string {
  const written = links.map(
    ({ kind, url, separator }) => (kind === "url" ? url : kind) + separator,
  );
  return written.join("").slice(0, -1);
}

/** What is asked before the first start. */
export function targetsOf(links: readonly Link[]): ProbeTarget[] {
  return links.flatMap(({ kind, id, url, own }) => (kind === "url" ? [{ id, url, own }] : []));
}

/**
 * Whether a link must stay although it does not answer: what only it has would be asked of a public mirror instead,
 * which its owner ruled out by a mark, or by the `,` behind a mirror that is not the catalog's while no pattern names
 * what is private (GOPRIVATE, GONOPROXY).
 */
export function guards(link: Link, links: readonly Link[], privatePatterns: string): boolean {
  const behind = links.slice(links.indexOf(link) + 1);
  if (!behind.some(({ kind, own }) => kind === "url" && !own)) return false;
  return link.private || (link.own && link.separator === "," && privatePatterns === "");
}

/** The links without some of them. What ended the list is still behind the last one. */
export function without(links: readonly Link[], left: ReadonlySet<Link>): Link[] {
  return links.filter((link) => !left.has(link));
}

/**
 * The quicker of neighbours first. Neighbours are links between which a change of the order tells nobody anything
 * new: mirrors of the catalog among themselves, and others among themselves unless one is private.
 */
export function ordered(links: readonly Link[], probes: readonly Probed[]): Link[] {
  const ms = new Map(probes.map((probe) => [probe.id, probe.ms]));
  const groups: Link[][] = [];
  for (const link of links) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && areNeighbours(before, link)) last.push(link);
    else groups.push([link]);
  }
  const sorted = groups.flatMap((group) =>
    group.toSorted((a, b) => (ms.get(a.id) ?? Infinity) - (ms.get(b.id) ?? Infinity)),
  );
  return sorted.map((link, place) => ({ ...link, separator: links[place]?.separator ?? "|" }));
}

function areNeighbours(a: Link, b: Link): boolean {
  if (a.kind !== "url" || b.kind !== "url" || a.private || b.private) return false;
  return a.own === b.own && a.separator === "|";
}

/** What a mirror of the chain did to a command. */
export interface Blame {
  links: ReadonlySet<Link>;
  /** In go's words, or as it was seen here; null where the mirror only hangs. */
  cause: Note | null;
}

/** Milliseconds, for one request and for all. */
const time = { request: 5000, all: 10_000 };

/** What another mirror would not do: all else is the fault of this machine, the module or its author. */
const ofMirrors =
  /^(?:net\.(?!http-proxy|offline|clock)|proxy\.(?:retired|not-a-proxy)|sumdb\.mismatch)/;

/**
 * The mirrors that go's error is about; none where it is about something else. A cause without a mirror: it is one of
 * mirrors, and go does not say which.
 */
export async function blamedByGo(
  ctx: Context,
  machine: Machine,
  links: readonly Link[],
  said: string,
): Promise<Blame> {
  let cause: Note | null = null;
  for (const { modules, note } of causesIn(said)) {
    if (!ofMirrors.test(note.code) || isMissing(note)) continue;
    cause ??= note;
    const named = linkNamedBy(note, links);
    if (named !== null) return { links: new Set([named]), cause: note };
    const wanted = modules.find(({ version }) => version !== null);
    if (wanted === undefined || wanted.version === null) continue;
    const { path: module, version } = wanted;
    const failing = await failingFor(ctx, machine, links, { module, version });
    if (failing.size > 0) return { links: failing, cause: note };
  }
  return { links: new Set(), cause };
}

/** The mirrors for which a command stands still; none where it has another reason, or that cannot be told. */
export async function blamedForStall(
  ctx: Context,
  machine: Machine,
  links: readonly Link[],
  said: string,
): Promise<Blame> {
  const targets = targetsOf(links);
  const probes = await probeAll(ctx, targets, { timeoutMs: time.request });
  const failing = links.filter(({ id }) => probes.some((probe) => probe.id === id && !probe.ok));
  if (failing.length > 0) {
    const cause = probes.find(({ ok }) => !ok)?.note ?? null;
    return { links: new Set(failing), cause };
  }
  const announced = announcedLast(said);
  const cut = announced === null ? [] : await failingFor(ctx, machine, links, announced);
  return { links: new Set(cut), cause: null };
}

/** The module of the last `go: downloading M V`. */
function announcedLast(said: string): { module: string; version: string } | null {
  const [, module, version] = [...said.matchAll(/^go: downloading (\S+) (v\S+)/gm)].at(-1) ?? [];
  return module === undefined || version === undefined ? null : { module, version };
}

/** That a mirror has not a module makes go ask the next one, and is no fault of the mirror. */
function isMissing({ code, args }: Note): boolean {
  const { status } = args as { status?: number | string };
  return code === "net.status" && ["404", "410"].includes(String(status));
}

function linkNamedBy({ args }: Note, links: readonly Link[]): Link | null {
  const { url = "", host = "" } = args as { url?: string; host?: string };
  const asked = canonicalUrl(url);
  const isBelow = (link: Link) => {
    const base = canonicalUrl(link.url);
    return base !== null && asked !== null && `${asked}/`.startsWith(`${base}/`);
  };
  const isAt = (link: Link) => host !== "" && (hostOf(link.url) === host || link.id === host);
  const urls = links.filter(({ kind }) => kind === "url");
  const atHost = urls.filter(isAt);
  // Two mirrors of one host cannot be told by it.
  return urls.find(isBelow) ?? (atHost.length === 1 ? atHost[0]! : null);
}

const hostOf = (url: string): string => webUrl(url)?.host ?? "";

/** The mirrors that give something else than the module when they are asked for it. */
async function failingFor(
  ctx: Context,
  machine: Machine,
  links: readonly Link[],
  { module, version }: { module: string; version: string },
): Promise<Set<Link>> {
  const value = (key: string) => machine.layers.resolve(key).value;
  const settings = { ...routeSettings(value), GOPROXY: valueOf(links) };
  const found = route({ module, settings, at: machine });
  if (found.error !== null || found.private.matched) return new Set();
  const { places } = await askRoute(ctx, {
    route: found,
    version,
    at: machine,
    timeoutMs: time.request,
    deadlineMs: time.all,
    settings: repositorySettings(value),
  });
  const fails = ({ url }: Link) => {
    const { info, mod, zip } = places.get(url) ?? {};
    const kinds = [info, mod, zip].map((reply) => reply?.answer.kind ?? "right");
    return kinds.some((kind) => kind !== "right" && kind !== "missing");
  };
  return new Set(links.filter(({ kind }) => kind === "url").filter(fails));
}
