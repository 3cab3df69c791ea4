/** What go wanted to have. */
export interface FailedModule {
  path: string;
  /** `v1.2.3`, or a query such as `latest` or a branch; null where the message has none. */
  version: string | null;
  /** A path of a package or a module, of which go asks each prefix: `@v/list` was asked for. */
  isQuery: boolean;
}

const path = String.raw`[a-zA-Z0-9][\w.~!-]*\.[a-zA-Z][\w-]*(?::\d+)?(?:\/[\w.~+!-]+)*`;
const version = String.raw`(?:v\d[\w.+!~-]*|latest|upgrade|patch|master|main|[0-9a-f]{7,40}|[\w.-]{1,60})`;

const versioned = new RegExp(
  String.raw`(?<![\w./@:\\-])(${path})@(${version})(?=\/go\.mod\b|\.?(?:[^\w./\\]|$))`,
  "g",
);
const replacedBy = new RegExp(String.raw`\(replaced by (${path})@(${version})\)`);
const named = new RegExp(
  String.raw`(?:\bmodule |unrecognized import path "|providing package |^package |: |^)(${path})(?=["]?[:,]| \(| @|$)`,
  "gm",
);

/** `A@v requires`, `A@latest (v1.0.0) requires`, `a/b imports`, `a/b.test tested by`. */
const requirer = new RegExp(
  String.raw`(?<![\w./-])(${path}(?:@${version})?|[\w./-]{1,200}) ?(?:\([^()\n]{1,100}\) ?)?\s(?:requires|imports|tested by|updating to)\s`,
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
  const plain = [...own.matchAll(named)].at(-1);
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
