import { fromBytes, quote, toBytes, trimSpace, fields } from "../text/strings.ts";
import { matchPrefixPatterns } from "../patterns/patterns.ts";
import { atLeast, type GoVersion } from "../version.ts";
import path from "node:path";
import { type Says, says } from "../url/url-error.ts";
import { redactSetting } from "../text/redact.ts";

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

export interface GoauthAt {
  version: GoVersion;
  platform: NodeJS.Platform;
  /** Null where there is nothing at the path. Without it every absolute path is taken for a folder. */
  isFolder?: (path: string) => boolean | null;
}

/**
 * Why go refuses a value of GOAUTH, or null. Go looks at it before the first https request, the last command
 * first, and not at all before 1.24; an empty value is the default. What a command of the user's own does
 * never stops go. Source: cmd/go/internal/auth/auth.go runGoAuth.
 */
export function goauthError(value: string, at: GoauthAt): Says | null {
  if (value === "" || value === "off" || !atLeast(at.version, 24)) return null;
  const commands = value.split(";").toReversed();
  for (const command of commands) {
    const [method, ...rest] = fields(command);
    if (method === undefined) return withValue("GOAUTH encountered an empty command", value);
    if (method === "off") {
      if (commands.length === 1) return null;
      return withValue("GOAUTH=off cannot be combined with other authentication commands", value);
    }
    const error = method === "git" ? gitError(rest, at) : null;
    if (error !== null) return says(error);
  }
  return null;
}

function withValue(error: string, value: string): Says {
  return says(`${error} (GOAUTH=${value})`, `${error} (GOAUTH=${redactSetting("GOAUTH", value)})`);
}

function gitError(words: readonly string[], { platform, isFolder }: GoauthAt): string | null {
  const demand = "GOAUTH=git dir method requires an absolute path to the git working directory";
  const [folder] = words;
  if (folder === undefined || words.length !== 1) return demand;
  const paths = platform === "win32" ? path.win32 : path.posix;
  const absolute =
    paths.isAbsolute(folder) && (platform !== "win32" || !/^[\\/][^\\/]/.test(folder));
  if (!absolute) return `${demand}, dir is not absolute`;
  const found = isFolder?.(folder);
  if (found === null) {
    const missing =
      platform === "win32"
        ? "The system cannot find the file specified."
        : "no such file or directory";
    const call = platform === "win32" ? "CreateFile" : "stat";
    return `GOAUTH=git encountered an error; cannot stat ${folder}: ${call} ${folder}: ${missing}`;
  }
  return found === false ? `${demand}, dir is not a directory` : null;
}
