import { escapePath } from "../text/strings.ts";
import { moduleIn, moduleOfUrl, requirersIn, type FailedModule } from "./module.ts";

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
  const isOne = /^(?:\/lookup\/[^/]|\/tile\/\d|\/latest$|\/supported$)/.test(path);
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
