import { fromBytes, quote, toBytes } from "../text/bytes.ts";
import { trimSpace } from "../text/trim.ts";
import { atLeast, type GoVersion } from "../version.ts";

/**
 * Why go refuses a value of GOVCS, in its own words, or null. Go looks at it only when it fetches a module
 * directly, and not at all before 1.16. Source: cmd/go/internal/vcs/vcs.go parseGOVCS.
 */
export function govcsError(value: string, version: GoVersion): string | null {
  const list = trimSpace(value);
  if (list === "" || !atLeast(version, 16)) return null;
  const quoted = (text: string) => fromBytes(quote(toBytes(text), version));
  const seen = new Map<string, string>();
  for (const piece of list.split(",")) {
    const item = trimSpace(piece);
    if (item === "") return "empty entry in GOVCS";
    const colon = item.indexOf(":");
    if (colon === -1) return `malformed entry in GOVCS (missing colon): ${quoted(item)}`;
    const pattern = trimSpace(item.slice(0, colon));
    const systems = trimSpace(item.slice(colon + 1));
    if (pattern === "") return `empty pattern in GOVCS: ${quoted(item)}`;
    if (systems === "") return `empty VCS list in GOVCS: ${quoted(item)}`;
    if (/^\.\.?(?:\/|$)/.test(pattern)) {
      return `relative pattern not allowed in GOVCS: ${quoted(pattern)}`;
    }
    const before = seen.get(pattern);
    if (before !== undefined) {
      return `unreachable pattern in GOVCS: ${quoted(item)} after ${quoted(before)}`;
    }
    seen.set(pattern, item);
    if (systems.split("|").some((system) => trimSpace(system) === "")) {
      return `empty VCS name in GOVCS: ${quoted(item)}`;
    }
  }
  return null;
}
