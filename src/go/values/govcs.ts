import { fromBytes, quote, toBytes, trimSpace } from "../text/strings.ts";
import { matchPrefixPatterns } from "../patterns/patterns.ts";
import { atLeast, type GoVersion } from "../version.ts";

interface Rule {
  pattern: string;
  systems: readonly string[];
}

/** What a value of GOVCS stands before, and adds to (cmd/go/internal/vcs defaultGOVCS). */
const defaults: readonly Rule[] = [
  { pattern: "private", systems: ["all"] },
  { pattern: "public", systems: ["git", "hg"] },
];

/**
 * Why go refuses a value of GOVCS, in its own words, or null. Go looks at it only when it fetches a module
 * directly, and not at all before 1.16. Source: cmd/go/internal/vcs/vcs.go parseGOVCS.
 */
export function govcsError(value: string, version: GoVersion): string | null {
  const rules = parse(value, version);
  return typeof rules === "string" ? rules : null;
}

/**
 * Why go does not start a version control system (`git`, `hg` …) for the repository whose import path is
 * `root`, in its own words; null where it does. Source: cmd/go/internal/vcs/vcs.go checkGOVCS.
 */
export function vcsRefusal(
  { system, root }: { system: string; root: string },
  settings: { GOVCS: string; GOPRIVATE: string },
  version: GoVersion,
): string | null {
  if (!atLeast(version, 16)) return null;
  const rules = parse(settings.GOVCS, version);
  if (typeof rules === "string") return rules;
  const isPrivate = matchPrefixPatterns(settings.GOPRIVATE, root, version) !== null;
  const what = isPrivate ? "private" : "public";
  const rule = [...rules, ...defaults].find(({ pattern }) =>
    pattern === "private" || pattern === "public"
      ? pattern === what
      : matchPrefixPatterns(pattern, root, version) !== null,
  );
  const isAllowed = rule?.systems.some((allowed) => allowed === system || allowed === "all");
  if (isAllowed === true) return null;
  return `GOVCS disallows using ${system} for ${what} ${root}; see 'go help vcs'`;
}

/** The rules of a value, in its order; go's own words where it refuses it. */
function parse(value: string, version: GoVersion): Rule[] | string {
  const list = trimSpace(value);
  if (list === "" || !atLeast(version, 16)) return [];
  const quoted = (text: string) => fromBytes(quote(toBytes(text), version));
  const seen = new Map<string, string>();
  const rules: Rule[] = [];
  for (const piece of list.split(",")) {
    const item = trimSpace(piece);
    if (item === "") return "empty entry in GOVCS";
    const colon = item.indexOf(":");
    if (colon === -1) return `malformed entry in GOVCS (missing colon): ${quoted(item)}`;
    const pattern = trimSpace(item.slice(0, colon));
    const named = trimSpace(item.slice(colon + 1));
    if (pattern === "") return `empty pattern in GOVCS: ${quoted(item)}`;
    if (named === "") return `empty VCS list in GOVCS: ${quoted(item)}`;
    if (/^\.\.?(?:\/|$)/.test(pattern)) {
      return `relative pattern not allowed in GOVCS: ${quoted(pattern)}`;
    }
    const before = seen.get(pattern);
    if (before !== undefined) {
      return `unreachable pattern in GOVCS: ${quoted(item)} after ${quoted(before)}`;
    }
    seen.set(pattern, item);
    const systems = named.split("|").map((system) => trimSpace(system));
    if (systems.includes("")) return `empty VCS name in GOVCS: ${quoted(item)}`;
    rules.push({ pattern, systems });
  }
  return rules;
}
