import type { Serves } from "../contract.ts";
import { Failure } from "../failure.ts";
import { note, type Note } from "../findings.ts";
import { meantGoproxy } from "../advice/correct-goproxy.ts";
import { unverified } from "../advice/proxy-remarks.ts";
import { isSwitch } from "../advice/words.ts";
import { verbs } from "../verb-table.ts";
import { redactUrl } from "../go/text/redact.ts";
import { unfilledIn } from "../go/url/proxy-host.ts";
import { type CatalogMirror, nothingKnown } from "../catalog/catalog.ts";
import { chainUrls, findMirror, mirrorAt, ownAt, suggestMirror } from "../catalog/lookup.ts";
import type { OwnMirror } from "../catalog/catalog.ts";

/** One entry of the list to be written. */
export type Piece =
  | { kind: "direct" | "off" }
  | {
      kind: "url";
      id: string;
      url: string;
      /** Not of the catalog. */
      own: boolean;
      region: CatalogMirror["region"] | "own";
      serves: Serves;
      /** What lets go move on from it, where the user said so for this mirror. */
      fallback?: "any" | "missing";
      /** It has modules that are nobody else's business. */
      private?: true;
    };

/**
 * What an operand of `use` stands for: one entry, or those of a chain. A name that is none is refused with the
 * one it is close to; any other that looks like a host is taken with https://, which is what go adds to it.
 * Throws Failure `unknown-mirror`.
 */
export function readOperand(
  operand: string,
  own: readonly OwnMirror[],
): { pieces: Piece[]; notes: Note[] } {
  const name = operand.trim();
  if (name === "direct" || name === "off") return { pieces: [{ kind: name }], notes: [] };
  const mine = own.find((mirror) => mirror.name === name);
  if (mine !== undefined) return { pieces: [pieceOf(mine.url, mine)], notes: [] };
  // A URL is taken as it was written, even where it is a known one.
  if (/^[a-z][a-z0-9+.-]*:\//i.test(name)) return { pieces: [namedPiece(name, own)], notes: [] };
  const unfilled = unfilledIn(name);
  if (unfilled !== null) {
    const args = { entry: redactUrl(name), reason: unfilled, corrected: null };
    throw new Failure("never-works", args);
  }
  const known = findMirror(name);
  if (known !== null) return { pieces: members(known), notes: unverified(known) };
  // Go refuses a path, and says so: it wants file:///…
  if (isPath(name)) return { pieces: [pieceOf(name)], notes: [] };
  if (isSwitch(name)) {
    throw new Failure("unknown-mirror", { name, suggestion: null, isSwitch: true });
  }
  if (Object.hasOwn(verbs, name)) {
    throw new Failure("unknown-mirror", { name, suggestion: `goproxy-cfg ${name}` });
  }
  const suggestion = suggestMirror(name, [...own.map((mirror) => mirror.name), "direct", "off"]);
  if (suggestion !== null || !/[.:/]/.test(name)) {
    throw new Failure("unknown-mirror", { name: redactUrl(name), suggestion });
  }
  // With its scheme more of it can be understood.
  const meant = meantGoproxy(`https://${name}`);
  if (meant === null || !meant.certain || /[,|]/.test(meant.value)) {
    return { pieces: [namedPiece(`https://${name}`, own)], notes: [] };
  }
  const args = { input: redactUrl(name), value: redactUrl(meant.value), made: meant.made };
  const notes = [note("go.value-read", "info", { key: "GOPROXY", ...args })];
  return { pieces: [namedPiece(meant.value, own)], notes };
}

/** An entry for this URL, by the name of the user's own mirror or the catalog's that it is the base of. */
export function namedPiece(url: string, own: readonly OwnMirror[]): Piece {
  return pieceOf(url, ownAt(url, own));
}

function pieceOf(url: string, mine?: OwnMirror): Piece {
  const known = mine === undefined ? mirrorAt(url) : null;
  return {
    kind: "url",
    id: mine?.name ?? known?.id ?? redactUrl(url),
    url,
    own: known === null,
    region: known?.region ?? "own",
    serves: (mine ?? known)?.serves ?? nothingKnown,
    ...(mine?.fallback === undefined ? {} : { fallback: mine.fallback }),
    ...(mine?.private === true ? { private: true } : {}),
  };
}

const isPath = (name: string): boolean => /^(?:[.~]{0,2}[\\/]|[a-z]:[\\/])/i.test(name);

function members({ url, chain }: CatalogMirror): Piece[] {
  return (url === null ? chainUrls(chain ?? "") : [url]).map((address) => pieceOf(address));
}
