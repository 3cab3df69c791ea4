import { type NeverMatches, type Note, note } from "../../findings.ts";
import { pathMatch, matchPrefixPatterns } from "./patterns.ts";
import { unexpandedIn, strippedEnd } from "../text/pasted.ts";
import { isSpace } from "../text/strings.ts";
import { atLeast, type GoVersion, newest } from "../version.ts";
import { longestPattern } from "./glob.ts";
import { isPublicSuffix, publicForges } from "./hosts.ts";

const classes = /\[(?:\\.|[^\]\\])+\]/gsu;

/**
 * Why a pattern of GOPRIVATE and its kin matches no module that go can download; null for one that can match.
 * Source: golang.org/x/mod/module CheckPath, modPathOK, firstPathOK, checkElem; path.Match.
 */
export function neverMatches(pattern: string, version: GoVersion = newest): NeverMatches | null {
  if (pattern === "") return null;
  const glob = atLeast(version, 18) && pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
  if (pattern.length > longestPattern) return pathMatch(glob, "") === null ? "malformed" : null;
  // Of `[!$a].com`, no character stands for itself.
  const outside = glob.replace(classes, "?");
  if (isRegexp(outside)) return "regexp";
  const unfilled = unexpandedIn(outside);
  if (unfilled !== null) return unfilled.what;
  if (pathMatch(glob, "") === null) return "malformed";
  const text = literalText(glob);
  if (text === null) return null;
  if (text.includes("$")) return "character";
  const [first, ...rest] = text.split("/");
  if (/[;；]\s/.test(text)) return "separator";
  if ([...text].some(isSpace)) return "space";
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(text)) return "scheme";
  if (/[;|，；、｜]/.test(text)) return "separator";
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(text)) return "quotes";
  if (text.startsWith("!")) return "negation";
  if (/[{}]/.test(text)) return "braces";
  if (first!.includes("@")) {
    return /^[^@]*\.[^@]*@v?\d/.test(first!) ? "version" : "credentials";
  }
  if (text.includes("@")) return "version";
  if (/\.\.\.(?:\/|$)/.test(text)) return "ellipsis";
  if (first!.includes(":")) return "port";
  if (/(?:^|\/)\.{1,2}(?:\/|$)/.test(text)) return "relative";
  if (first === "" || rest.includes("")) return "empty-element";
  return elementReason([first!, ...rest]);
}

/** `^corp\.com$`, `corp.com/.*`, `(a|b).corp.com`; a host may end in a wildcard: `git.*`. */
export const isRegexp = (pattern: string): boolean =>
  /^\^|[\w.*)]\$$|(?:^|\/)\.[*+]|\([^()]*\|[^()]*\)/.test(pattern);

/** `{a,b}.corp.com/*` of `^(a|b)\.corp\.com/.*$`; null where no pattern can be made of it. */
export function globOfRegexp(text: string): string | null {
  const glob = text
    .replace(/^\^|\$$/g, "")
    .replace(/\.[*+]/g, "*")
    .replace(/\\(?=[./-])/g, "")
    .replace(/\(([^()]*)\)/g, (_, inner: string) =>
      inner.includes("|") ? `{${inner.replaceAll("|", ",")}}` : inner,
    );
  return isRegexp(glob) || glob === text ? null : glob;
}

/**
 * A well-formed pattern with `*` for every wildcard and class, and without escapes. Null where a class contains
 * a slash: not worth reasoning about.
 */
function literalText(glob: string): string | null {
  const parts = /\[(?:\\.|[^\]\\])+\]|\\(.)|\?/gsu;
  if (glob.match(parts)?.some((part) => /^\[.*\//s.test(part))) return null;
  return glob.replace(parts, (_part, escaped?: string) => {
    if (escaped === undefined) return "*";
    // An escaped wildcard is a character that no module path has.
    return /[*?]/.test(escaped) ? "%" : escaped;
  });
}

/** What no element of a module path can be. A `+` was allowed before go 1.16. */
function elementReason(elements: readonly string[]): NeverMatches | null {
  for (const [index, element] of elements.entries()) {
    if (element.startsWith(".") || element.endsWith(".")) return "dot";
    if (/[^a-zA-Z0-9\-._~+*]/.test(element)) return "character";
    if (index > 0) continue;
    if (/[A-Z]/.test(element)) return "case";
    if (/[_~+]|^-/.test(element)) return "character";
    if (!/[.*]/.test(element)) return "no-dot";
  }
  return null;
}

/** Two unrelated names: what matches both, matches everybody's. */
const strangers = ["aaaaaaa", "zz9-q"];

/**
 * Whether a pattern makes far more private than anybody's own modules: everything, a whole top-level domain,
 * or a whole forge.
 */
export function isTooBroad(pattern: string): boolean {
  if (!/[*?[\\]/.test(pattern)) return publicForges.includes(strippedEnd(pattern, "/"));
  const catches = (hosts: string[]) =>
    hosts.every((host) => matchPrefixPatterns(pattern, `${host}/x/y/z`) !== null);
  if (catches(["aaaaaaa.com", "zz9-q.org"])) return true;
  if (publicForges.some((forge) => catches(strangers.map((name) => `${forge}/${name}`)))) {
    return true;
  }
  const host = pattern.split("/", 1)[0]!;
  const tail = host.slice(host.lastIndexOf("*") + 1);
  return (
    tail.startsWith(".") &&
    isPublicSuffix(tail.slice(1)) &&
    catches(strangers.map((name) => name + tail))
  );
}

/** Modules that everybody requires, on hosts that have nothing but public ones. */
const publicModules = [
  "golang.org/toolchain",
  "golang.org/x/text",
  "google.golang.org/grpc",
  "cloud.google.com/go",
  "go.opentelemetry.io/otel",
  "go.uber.org/zap",
  "gopkg.in/yaml.v3",
  "k8s.io/api",
  "sigs.k8s.io/yaml",
  "rsc.io/quote",
];

/** Owners of such modules on a forge, from one end of the alphabet to the other. */
const publicOwners =
  "aws burntsushi cespare davecgh etcd-io fatih google hashicorp inconshreveable jmoiron kr lib mattn nats-io onsi pkg quic-go rs stretchr tidwall urfave valyala xuri yuin zeebo".split(
    " ",
  );

/**
 * Whether a pattern matches public modules of others: it is too broad, it names a host that has no other ones, or it
 * takes a part of a forge by a wildcard (`github.com/[a-m]*`). Who names one owner there, may be that owner.
 */
export function catchesPublicModules(pattern: string): boolean {
  if (isTooBroad(pattern)) return true;
  if (publicModules.some((module) => matchPrefixPatterns(pattern, module) !== null)) return true;
  const [, owner = ""] = pattern.split("/", 2);
  if (!/[*?[]/.test(owner)) return false;
  const modules = publicForges.flatMap((forge) =>
    publicOwners.map((name) => `${forge}/${name}/x/y`),
  );
  return modules.some((module) => matchPrefixPatterns(pattern, module) !== null);
}

/**
 * Why a pattern makes private what belongs to strangers (all of a forge, a whole top-level domain) or to go
 * itself. Empty for a pattern that is narrow enough.
 */
export function tooBroad(pattern: string): Note[] {
  const notes: Note[] = [];
  if (isTooBroad(pattern)) notes.push(note("private.too-broad", "warning", { pattern }));
  if (matchPrefixPatterns(pattern, "golang.org/toolchain") !== null) {
    notes.push(note("private.catches-toolchain", "warning", { pattern }));
  }
  return notes;
}
