import type { Goproxy } from "../go/values/goproxy.ts";
import { namedPiece } from "../mirrors/operand.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import type { Probed, ProbeTarget } from "../mirrors/probe.ts";

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
