import {
  createScanner,
  type Node,
  type ParseError,
  type ParseOptions,
  parseTree,
} from "jsonc-parser";
import { linesOf, maxDepth, offsetOf, type Parsed, type ValuePlace, refused } from "./document.ts";

/** JSON as people write it: with comments and with commas behind the last value. */
const loose: ParseOptions = { disallowComments: false, allowTrailingComma: true };
/** JSON as JSON.parse takes it. */
const strict: ParseOptions = { disallowComments: true, allowTrailingComma: false };

/** Where the values stand in a text that is JSON but for comments and trailing commas; undefined where it is empty. */
export function jsonTree(text: string): Node | undefined {
  return parseTree(text, [], loose);
}

/** A node's value. A field given twice has the last one, as it has for JSON.parse. */
export function valueOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(valueOf);
  if (node.type !== "object") return node.value as unknown;
  const fields = (node.children ?? []).map(({ children: [key, value] = [] }): [string, unknown] => [
    String(key?.value),
    value && valueOf(value),
  ]);
  return Object.fromEntries(fields);
}

/** JSON that may have comments and trailing commas. Throws Failure `config-invalid` with the place of the mistake. */
export function parseLooseJson(file: string, text: string): Parsed {
  return parsed(file, text, loose, false);
}

/** JSON as data, no key twice. Throws Failure `config-invalid` with the place of the mistake. */
export function parseJson(file: string, text: string): Parsed {
  return parsed(file, text, strict, true);
}

function parsed(file: string, text: string, options: ParseOptions, once: boolean): Parsed {
  const at = linesOf(text);
  const wrong = (offset: number) => {
    const reason =
      offset < text.length ? `unexpected ${JSON.stringify(text[offset])}` : "unexpected end";
    return refused(file, { what: "syntax", format: "JSON", reason }, at(offset));
  };
  const tooDeep = firstTooDeep(text);
  if (tooDeep !== null) throw wrong(tooDeep);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { ...options, allowEmptyContent: false });
  const [first] = errors;
  if (first !== undefined || tree === undefined) throw wrong(first?.offset ?? 0);
  const place = placed(tree, tree.offset, (offset) => {
    if (once) throw refused(file, { what: "twice" }, at(offset));
  });
  return { value: valueOf(tree), at: (field) => at(offsetOf(place, `.${field}`)) };
}

/** Where the first bracket stands that nests too deep: the parser descends by recursion, and so do its callers. */
function firstTooDeep(text: string): number | null {
  const scanner = createScanner(text, true);
  let depth = 0;
  scanner.scan();
  for (let at = 0; at < text.length; scanner.scan()) {
    at = scanner.getTokenOffset();
    const sign = text.charAt(at);
    if (sign === "{" || sign === "[") depth++;
    if (sign === "}" || sign === "]") depth--;
    if (depth > maxDepth) return at;
  }
  return null;
}

/** The places in a value: a field stands where its name does. `twice` is told where a name comes again. */
function placed(
  { type, children = [] }: Node,
  offset: number,
  twice: (offset: number) => void,
): ValuePlace {
  const below = new Map<string, ValuePlace>();
  for (const [index, child] of children.entries()) {
    const [key, value] = type === "object" ? (child.children ?? []) : [undefined, child];
    const name = key === undefined ? `[${index}]` : `.${String(key.value)}`;
    if (below.has(name)) twice(child.offset);
    if (value !== undefined) below.set(name, placed(value, child.offset, twice));
  }
  return { offset, below };
}
