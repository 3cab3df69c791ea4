import {
  Composer,
  CST,
  type Document,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  Parser,
  stringify,
} from "yaml";
import type { ConfigProblem } from "../failure.ts";
import { linesOf, maxDepth, offsetOf, type Parsed, type ValuePlace, refused } from "./document.ts";

type Refuse = (problem: ConfigProblem, offset: number) => Error;

/**
 * YAML 1.2 (of which JSON is a part) as data: one document, no aliases, by which a few lines become billions of
 * values, no tags, no key twice. Throws Failure `config-invalid` with the place of the mistake.
 */
export function parseYaml(file: string, text: string): Parsed {
  const at = linesOf(text);
  const refuse: Refuse = (problem, offset) => refused(file, problem, at(offset));
  const [document, another] = documentsOf(text, refuse);
  const [error] = document?.errors ?? [];
  if (error !== undefined) throw refuse(syntax(sentenceOf(error.message)), error.pos[0]);
  if (another !== undefined) {
    throw refuse(syntax("a second document"), another.contents?.range?.[0] ?? another.range[0]);
  }
  const root = document?.contents ?? null;
  const place: ValuePlace = { offset: root?.range[0] ?? 0, below: new Map() };
  const value = root === null ? null : read(root, place, refuse);
  return { value, at: (field) => at(offsetOf(place, `.${field}`)) };
}

const syntax = (reason: string): ConfigProblem => ({ what: "syntax", format: "YAML", reason });

/** A document as YAML, a list item a line; what YAML 1.1 takes for something else than text (`no`, `9:10`) is quoted. */
export const yamlText = (document: object): string =>
  stringify(document, { lineWidth: 0, version: "1.1", aliasDuplicateObjects: false });

/** The library begins its messages with a capital letter; ours go on after a colon. */
const sentenceOf = (message: string) => message.charAt(0).toLowerCase() + message.slice(1);

/**
 * The documents of a text. Its tokens are looked at one by one as they come: the library itself would compose
 * aliases and tags, and a text that nests without end would end the process.
 */
function documentsOf(text: string, refuse: Refuse): Document.Parsed[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let isContent = false;
  for (const lexeme of new Lexer().lex(text)) {
    const { offset } = parser;
    const type = isContent ? "scalar" : CST.tokenType(lexeme);
    if (type === "alias" || type === "anchor") throw refuse({ what: "alias" }, offset);
    if (type === "tag") throw refuse({ what: "tag" }, offset);
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > maxDepth) throw refuse(syntax("it nests too deep"), offset);
    isContent = lexeme === CST.SCALAR;
  }
  tokens.push(...parser.end());
  const composer = new Composer({ version: "1.2", schema: "core", uniqueKeys: false });
  return [...composer.compose(tokens, false, text.length)];
}

/** The value of a node; its members' places go into `place`. */
function read(node: ParsedNode, place: ValuePlace, refuse: Refuse): unknown {
  const member = (name: string, offset: number, value: ParsedNode | null) => {
    const below: ValuePlace = { offset, below: new Map() };
    place.below.set(name, below);
    return value === null ? null : read(value, below, refuse);
  };
  if (isSeq<ParsedNode>(node)) {
    return node.items.map((item, index) => member(`[${index}]`, item.range[0], item));
  }
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const fields = node.items.map(({ key, value }): [string, unknown] => {
      const [offset] = key.range;
      if (!isScalar(key)) throw refuse(syntax("a key must be a text"), offset);
      const name = key.source ?? String(key.value);
      if (place.below.has(`.${name}`)) throw refuse({ what: "twice" }, offset);
      return [name, member(`.${name}`, offset, value)];
    });
    return Object.fromEntries(fields);
  }
  return isScalar(node) ? node.value : null;
}
