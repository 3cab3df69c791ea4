import { type Note, note } from "../../findings.ts";
import { coverage } from "./coverage.ts";
import { matchesNothing, parseGlob } from "./glob.ts";
import { pathMatch, reduceList, splitPatterns } from "./patterns.ts";

type ShadowKey = "GONOPROXY" | "GONOSUMDB";

/** A list that replaces GOPRIVATE for its part (cmd/go/internal/cfg: each replaces, none is merged). */
export interface Shadowing {
  key: ShadowKey;
  value: string;
  /** fold: unset, its patterns go to GOPRIVATE. extend: the new patterns are appended. keep: on purpose so. */
  action: "fold" | "extend" | "keep";
  /** Its value afterwards; null: unset. */
  after: string | null;
}

export interface FoldPlan {
  /** GOPRIVATE afterwards, the new patterns included. */
  value: string;
  shadowing: Shadowing[];
  /** Patterns whose modules were asked at proxies until now and are fetched directly afterwards. */
  direct: string[];
  /** Patterns whose modules were verified until now and are not afterwards. */
  unverified: string[];
  /** `private.folded` for what folds, `private.shadowed` for what stays. */
  notes: Note[];
}

export interface FoldOptions {
  /** Patterns that are being added to GOPRIVATE. */
  added?: readonly string[];
  /** All of GOPROXY is the user's own: GONOPROXY lets private modules come from there, as go's help advises. */
  ownProxy?: boolean;
  /** GOSUMDB is the user's own, and may know private modules. */
  ownSumdb?: boolean;
}

/**
 * How GONOPROXY and GONOSUMDB, as they are stored, become one list with GOPRIVATE: a union, so that nothing
 * that was private becomes public. `none` is left alone unless it is known to be a mistake; a list that is
 * narrower than GOPRIVATE only where it is known to be on purpose.
 */
export function foldPlan(
  stored: { GOPRIVATE: string; GONOPROXY: string; GONOSUMDB: string },
  options: FoldOptions = {},
): FoldPlan {
  const base = splitPatterns(stored.GOPRIVATE);
  const added = options.added ?? [];
  const shadowing = (["GONOPROXY", "GONOSUMDB"] as const)
    .filter((key) => stored[key] !== "")
    .map((key): Shadowing => {
      const own = key === "GONOPROXY" ? options.ownProxy : options.ownSumdb;
      const action = choose(splitPatterns(stored[key]).filter(isReal), base, own);
      const after =
        action === "fold" ? null : valueWith(stored[key], action === "extend" ? added : []);
      return { key, value: stored[key], action, after };
    });
  const folded = shadowing.filter(({ action }) => action === "fold");
  const union = folded.flatMap(({ value }) => splitPatterns(value)).filter(isReal);
  const value = valueWith(stored.GOPRIVATE, [...union, ...added]);
  const before = splitPatterns(value).filter((one) => isReal(one) && !added.includes(one));
  const newly = (key: ShadowKey): string[] => {
    const stays = shadowing.some((one) => one.key === key && one.after !== null);
    const cover = coverage(stored[key] === "" ? base : splitPatterns(stored[key]));
    return stays ? [] : before.filter((pattern) => cover.coveredBy(pattern) === null);
  };
  const direct = newly("GONOPROXY");
  const unverified = newly("GONOSUMDB");
  const notes = shadowing.map((one) => {
    const { key, value: was } = one;
    if (one.action !== "fold") return note("private.shadowed", "info", { key, value: was });
    const effects = one === folded[0] ? { direct, unverified } : { direct: [], unverified: [] };
    return note("private.folded", "info", { key, value: was, into: "GOPRIVATE", ...effects });
  });
  return { value, shadowing, direct, unverified, notes };
}

/** `real`: its patterns that some module matches, of which GONOPROXY=none has none. */
function choose(
  real: readonly string[],
  base: readonly string[],
  own: boolean | undefined,
): Shadowing["action"] {
  if (real.length === 0) return own === false ? "fold" : "keep";
  const isNarrower = () => allCovered(real, base) && !allCovered(base.filter(isReal), real);
  return own === true && isNarrower() ? "extend" : "fold";
}

function allCovered(inner: readonly string[], outer: readonly string[]): boolean {
  const cover = coverage(outer);
  return inner.every((pattern) => cover.coveredBy(pattern) !== null);
}

/** A pattern that some module matches: the first element of a module path that go downloads has a dot. */
function isReal(pattern: string): boolean {
  const glob = parseGlob(pattern);
  // A slash in brackets is not taken apart, and may match all the same.
  if (glob === null) return pattern !== "/" && pathMatch(pattern, "") !== null;
  if (matchesNothing(glob)) return false;
  return !glob[0]!.literal || glob[0]!.head.includes(".");
}

function valueWith(value: string, more: readonly string[]): string {
  const old = splitPatterns(value);
  const all = [...old, ...more];
  const { kept } = reduceList(all);
  return kept.length === old.length && kept.every((index) => index < old.length)
    ? value
    : kept.map((index) => all[index]!).join(",");
}
