import { escapePath } from "../text/strings.ts";

/** What go wanted to have. */
export interface FailedModule {
  path: string;
  /** `v1.2.3`, or a query such as `latest` or a branch; null where the message has none. */
  version: string | null;
  /** A path of a package or a module, of which go asks each prefix: `@v/list` was asked for. */
  isQuery: boolean;
}

const modulePath = String.raw`[a-zA-Z0-9][\w.~!-]*\.[a-zA-Z][\w-]*(?::\d+)?(?:\/[\w.~+!-]+)*`;
const version = String.raw`(?:v\d[\w.+!~-]*|latest|upgrade|patch|master|main|[0-9a-f]{7,40}|[\w.-]{1,60})`;

const versioned = new RegExp(
  String.raw`(?<![\w./@:\\-])(${modulePath})@(${version})(?=\/go\.mod\b|\.?(?:[^\w./\\]|$))`,
  "g",
);
const replacedBy = new RegExp(String.raw`\(replaced by (${modulePath})@(${version})\)`);
const plainlyNamed = new RegExp(
  String.raw`(?:\bmodule |\bgo (?:get|install) |unrecognized import path "|providing package |^package |: |^)(${modulePath})(?=["]?[:,]| \(| @|$)`,
  "gm",
);

/** `A@v requires`, `A@latest (v1.0.0) requires`, `a/b imports`, `a/b.test tested by`. */
const requirer = new RegExp(
  String.raw`(?<![\w./-])(${modulePath}(?:@${version})?|[\w./-]{1,200}) ?(?:\([^()\n]{1,100}\) ?)?\s(?:requires|imports|tested by|updating to)\s`,
  "g",
);

/** Who required or imported what failed, the outermost first. */
export function requirersIn(head: string): string[] {
  return [...`${head} `.matchAll(requirer)].map(([, who = ""]) => who);
}

/** The module that a message is about: the last one in it, since those before require it. */
export function moduleIn(head: string): FailedModule | null {
  const text = withoutPlaces(head);
  const replaced = replacedBy.exec(text);
  if (replaced !== null) return { path: replaced[1]!, version: replaced[2]!, isQuery: false };
  const own = afterRequirers(text);
  const last = [...own.matchAll(versioned)].at(-1);
  if (last !== undefined) {
    const [, found = "", at = ""] = last;
    return {
      path: found.replace(/\.git$/, ".git"),
      version: withoutEnd(at),
      isQuery: !/^v\d/.test(at),
    };
  }
  const plain = [...own.matchAll(plainlyNamed)].at(-1);
  return plain === undefined ? null : { path: plain[1]!, version: null, isQuery: true };
}

function withoutEnd(at: string): string {
  return at.replace(/[.,;:]+$/, "");
}

function afterRequirers(text: string): string {
  const last = [...text.matchAll(requirer)].at(-1);
  return last === undefined ? text : text.slice(last.index + last[0].length);
}

/** Files and folders of the module cache have modules in their names that did not fail. */
function withoutPlaces(head: string): string {
  return head
    .replace(/(?<![^\s"])(?:[A-Za-z]:)?[^\s:"]{1,1000}\.go:\d+(?::\d+)?: /g, " ")
    .replace(/\b(?:in|of) (?:[A-Za-z]:\\|\/)[^\s:]{1,2000}/g, " ")
    .replace(
      /(?<![^\s"(:=])(?:[A-Za-z]:\\|\/)[^\s:"]{0,1000}?[\\/]pkg[\\/]mod[\\/][^\s:"]{1,2000}/g,
      " ",
    );
}

/** The module and version in an address of a module proxy; null for other addresses. */
export function moduleOfUrl(url: string, hint: FailedModule | null): FailedModule | null {
  const match =
    /^[a-z]+:\/\/[^/]*(\/.*?)\/@(?:v\/(?:(list)|(.+?)\.(?:info|mod|zip|ziphash))|latest)(?:[?#].*)?$/.exec(
      url,
    );
  if (match === null) return null;
  const [, before = "", list, escaped] = match;
  const whole = unescapedPath(before.slice(1));
  const at = escaped === undefined ? null : unescapedPath(escaped);
  const isQuery = list !== undefined || escaped === undefined;
  if (hint !== null && (whole === hint.path || whole.endsWith(`/${hint.path}`))) {
    return { path: hint.path, version: at, isQuery };
  }
  // The mirror's own path has no element with a dot in it; the first element of a module path has one.
  const elements = whole.split("/");
  const first = elements.findIndex((element) => element.includes("."));
  return first === -1 ? null : { path: elements.slice(first).join("/"), version: at, isQuery };
}

/** `%21burnt%21sushi` and `!burnt!sushi` are `BurntSushi`. */
function unescapedPath(text: string): string {
  return text
    .replace(/%21/g, "!")
    .replace(/!([a-z])/g, (_whole, letter: string) => letter.toUpperCase());
}

/** One message of go, taken apart: who wanted what, what go did to have it, and what went wrong innermost. */
export interface Chain {
  /** Who required or imported it, the outermost first; `path@version` where the version is there. */
  requirers: readonly string[];
  /** The module that could not be had; the one that replaces it, where one does. */
  module: FailedModule | null;
  /** Its content was being compared with go.sum or the checksum database. */
  verifying: boolean;
  /** What go did last with an address. */
  operation: { verb: Action; url: string } | null;
  /** The database that the address belongs to: its host, or the name in `/sumdb/NAME/`. */
  database: string | null;
  /** What comes before the cause. */
  head: string;
  /** The innermost words. */
  cause: string;
  /** What a server said: it never is this machine's fact. */
  response: string | null;
  /** The whole message without `response`, in one line. */
  said: string;
}

/** `status`: go up to 1.13 wrote `unexpected status (URL)`; `from`: `invalid response from proxy "URL"`. */
export type Action = "get" | "read" | "reading" | "status" | "from" | "parse";

/** Takes the lines of a message apart. Linear in their length. */
export function chainOf(lines: readonly string[]): Chain {
  const text = lines.join("\n");
  const quoted = /\bserver response:/.exec(text);
  const own = (quoted === null ? text : text.slice(0, quoted.index)).trimEnd();
  const response = quoted === null ? null : text.slice(quoted.index + quoted[0].length).trim();
  const operation = operationIn(own);
  const head = own.slice(0, operation?.from ?? own.length);
  const cause = operation === null ? own : own.slice(operation.to);
  const verifying = /\bverifying (?:module|go\.mod|\S+@v)|checking tree#|checksum mismatch/.test(
    own,
  );
  const url = operation?.url ?? null;
  const database = url === null ? null : databaseOf(url, verifying);
  return {
    requirers: requirersIn(head),
    module: moduleFor(head, url, database),
    verifying,
    operation: operation === null ? null : { verb: operation.verb, url: operation.url },
    database,
    head,
    cause: unwrappedCause(cause),
    response,
    said: own.replaceAll("\n", " "),
  };
}

/** The innermost one is the last: `https fetch: Get "https://…"` behind `reading https://…`. */
function operationIn(text: string): { verb: Action; url: string; from: number; to: number } | null {
  let last: ReturnType<typeof operationIn> = null;
  for (const match of text.matchAll(operations)) {
    const [whole, word = "", quoted, bare, inBrackets] = match;
    const url = wholeUrl(quoted ?? bare ?? inBrackets ?? "", text.slice(0, match.index));
    last = { verb: verbs[word] ?? "get", url, from: match.index, to: match.index + whole.length };
  }
  return last;
}

/**
 * For a body that broke off go up to 1.20 (up to 1.21 for a zip) joins the proxy and the file like paths, without the
 * module: `http:/host/@v/v1.0.0.info`. Source: cmd/go/internal/modfetch/proxy.go getBytes.
 */
function wholeUrl(url: string, head: string): string {
  const [, scheme, rest] = /^(https?|file):\/(?!\/)(.+)$/.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) return url;
  const module = moduleIn(head);
  const inside = module === null ? "" : `/${escapePath(module.path)}`;
  return `${scheme}://${rest.replace(/(?=\/@v\/)/, inside)}`;
}

const operations =
  /(?<![\w.-])(Get|Head|Post|read|reading|unexpected status|invalid response from proxy|parse) (?:"((?:https?|file|socks5h?):\/\/?[^"\n]{1,4000})"|\(((?:https?|file):\/\/[^\s)]{1,4000})\)|((?:https?|file):\/\/[^\s"]{1,4000}?)(?=:? |:?$|:\n))(?::? |:\n|:?$)/gm;

const verbs: Readonly<Record<string, Action>> = {
  Get: "get",
  Head: "get",
  Post: "get",
  read: "read",
  reading: "reading",
  "unexpected status": "status",
  "invalid response from proxy": "from",
  parse: "parse",
};

/** `/sumdb/NAME/…`, or one of the paths of a database at the root of a host that is one or was asked to verify. */
function databaseOf(url: string, verifying: boolean): string | null {
  const [, host = "", path = ""] = /^https?:\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const beneath = /\/sumdb\/([^/]+)\/(?:supported$|lookup\/|tile\/|latest$)/.exec(path);
  if (beneath !== null) return beneath[1]!;
  if (path.includes("/@")) return null;
  // A company's may lie below a path of its own.
  const isOne =
    /^(?:\/lookup\/[^/]|\/tile\/\d|\/latest$|\/supported$)/.test(path) ||
    (verifying && /\/lookup\/[^@]+@v[^/]+$|\/tile\/\d+\/(?:data\/)?\d/.test(path));
  const name = host.replace(/^[^@]*@/, "");
  return isOne && (verifying || name.startsWith("sum.")) ? name : null;
}

/** What was asked for by its address comes before what a message is about: replacements, prefixes of a path. */
function moduleFor(head: string, url: string | null, database: string | null): FailedModule | null {
  const named = moduleIn(head);
  const asked = url === null || database !== null ? null : moduleOfUrl(url, named);
  if (asked === null) return named;
  if (named !== null && named.path === asked.path) {
    return { path: named.path, version: named.version ?? asked.version, isQuery: asked.isQuery };
  }
  return asked;
}

/** `(https fetch: Get https://…: EOF)` has a bracket that belongs to what is around it. */
function unwrappedCause(cause: string): string {
  const text = cause.trim();
  const opened = (text.match(/\(/g) ?? []).length;
  const closed = (text.match(/\)/g) ?? []).length;
  return closed > opened && text.endsWith(")") ? text.slice(0, -1) : text;
}
