import { toBytes } from "../text/strings.ts";
import { parseUrl } from "../url/url.ts";
import { vcsRefusal } from "../values/programs.ts";
import { atLeast, type GoVersion } from "../version.ts";

/** Where a page, or the path itself, says that the code of a module is. */
export interface RepoRoot {
  /** The import path of the repository's own folder. */
  prefix: string;
  /** `git`, `hg` …; `mod`: the URL is that of a module proxy. */
  vcs: string;
  url: string;
  /** The folder of the module in the repository, "" for the repository itself; known to go 1.25 and later. */
  folder: string;
}

/** The settings that say which repositories go asks. */
export interface DirectSettings {
  GOINSECURE: string;
  GOPRIVATE: string;
  GOVCS: string;
}

/** Those settings, by what each is. */
export function repositorySettings(valueOf: (key: string) => string): DirectSettings {
  return {
    GOINSECURE: valueOf("GOINSECURE"),
    GOPRIVATE: valueOf("GOPRIVATE"),
    GOVCS: valueOf("GOVCS"),
  };
}

/** Why go asks nobody: because of the address itself, or because GOVCS does not allow it. */
export type RootRefusal = { by: "address" } | { by: "GOVCS"; said: string };

const systems = new Set(["hg", "git", "svn", "bzr", "fossil"]);

/**
 * Why go does not ask a repository that a page names, or null where it does. Whatever is asked for such a
 * repository must have passed here first: the address comes from strangers, and git would take one that begins
 * with a dash for an option. Source: cmd/go/internal/vcs/vcs.go validateRepoRoot, validateRepoSubDir, vcsByCmd
 * and checkGOVCS, modfetch/codehost/git.go newGitRepo, modfetch/proxy.go newProxyRepo.
 */
export function judgeRepoRoot(
  { prefix, vcs, url, folder }: RepoRoot,
  settings: DirectSettings,
  version: GoVersion,
): RootRefusal | null {
  const parsed = parseUrl(toBytes(url), version);
  const isAddress = !("reason" in parsed) && parsed.scheme !== "" && parsed.scheme !== "file";
  if (!isAddress || /^[-/]/.test(folder)) return { by: "address" };
  if (vcs === "mod") return /^https?$/.test(parsed.scheme) ? null : { by: "address" };
  if (!systems.has(vcs)) return { by: "address" };
  const said = vcsRefusal({ system: vcs, root: prefix }, settings, version);
  if (said !== null) return { by: "GOVCS", said };
  return vcs === "git" && !url.includes("://") ? { by: "address" } : null;
}

/**
 * The repository that the `<meta name="go-import">` tags of a page name for a module; null where they name none,
 * or more than one. Source: cmd/go/internal/vcs parseMetaGoImports with PreferMod, matchGoImport.
 */
export function rootOnPage(page: string, module: string, version: GoVersion): RepoRoot | null {
  const head = page.split(/<body\b|<\/head\b/i, 1)[0]!;
  const roots = (head.match(/<meta\b[^<>]*>/gi) ?? []).flatMap((tag): RepoRoot[] => {
    if (attribute(tag, "name") !== "go-import") return [];
    const fields = attribute(tag, "content").trim().split(/\s+/);
    const [prefix = "", vcs = "", url = "", folder = ""] = fields;
    const isWhole = fields.length === 3 || (fields.length === 4 && atLeast(version, 25));
    const isHere = module === prefix || module.startsWith(`${prefix}/`);
    return isWhole && isHere ? [{ prefix, vcs, url, folder }] : [];
  });
  const proxies = roots.filter(({ vcs }) => vcs === "mod");
  const [root, ...others] = proxies.length > 0 ? proxies : roots;
  return root !== undefined && others.length === 0 ? root : null;
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, "i").exec(
    tag,
  );
  const text = found?.[1] ?? found?.[2] ?? found?.[3] ?? "";
  const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_whole, word: string) => named[word] ?? "");
}
