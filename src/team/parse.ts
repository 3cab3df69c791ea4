import { CORE_SCHEMA, load, type State, YAMLException } from "js-yaml";
import { jsonErrorLine } from "../json.ts";
import { refused } from "./read.ts";

/** Where something stands in a file, both from 1. */
export interface At {
  line: number;
  column: number;
}

/** A document as plain values, and where each of them stands. */
export interface Parsed {
  value: unknown;
  /** `field` is a path such as `mirrors[0].url`; of what is not there, the place of what should hold it. */
  at(field: string): At;
}

/** No team file has more open brackets, nor a line that begins with as many blanks and dashes. */
const mostOpen = 64;
const mostIndented = 128;

/**
 * JSON or YAML 1.2 (of which JSON is a part) as data: no aliases, by which a few lines become billions of
 * values, no tags, no key twice. Throws Failure `config-invalid` with the place of the mistake.
 */
export function parseTeamFile(file: string, text: string): Parsed {
  const isJson = file.endsWith(".json");
  const body = text.replace(/^\uFEFF/, "");
  const format = isJson ? "JSON" : "YAML";
  const line = isJson ? jsonErrorLine(body) : null;
  if (line !== null) throw refused(file, { what: "syntax", format }, { line, column: 1 });
  // The parser descends by recursion, and node dies where it compiles a pattern at the end of its stack.
  if (isNested(body)) throw refused(file, { what: "syntax", format });
  const places = new Map<string, At>();
  const document = listen((place) => refused(file, { what: "alias" }, place), body);
  let value: unknown;
  try {
    value = load(body, { schema: CORE_SCHEMA, listener: document.listener }) ?? null;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line: below, column } = error.mark ?? { line: 0, column: 0 };
    throw refused(file, { what: "syntax", format }, { line: below + 1, column: column + 1 });
  }
  const root = document.root();
  if (root !== null) note(places, root, "", body);
  return { value, at: (field) => nearestPlace(places, field) };
}

/** A value as the parser met it. */
interface Seen {
  from: number;
  kind: string | null;
  value: unknown;
  children: Seen[];
}

/** What the parser tells of each value that it begins and ends; a value that it only tries has no kind. */
function listen(alias: (at: At) => Error, text: string) {
  const open: Seen[] = [];
  let root: Seen | null = null;
  const listener = (event: "open" | "close", state: State): void => {
    if (event === "open") {
      open.push({ from: state.position, kind: null, value: null, children: [] });
      return;
    }
    const seen = open.pop();
    if (seen === undefined) return;
    const { anchorMap } = state as State & { anchorMap: object };
    if (Object.keys(anchorMap).length > 0) throw alias(placeOf(text, seen.from));
    seen.kind = state.kind;
    seen.value = state.result;
    const above = open.at(-1);
    if (above === undefined) root = seen;
    else above.children.push(seen);
  };
  return { listener, root: () => root };
}

/** Notes where every field stands: one of an object where its key does. */
function note(places: Map<string, At>, found: Seen, field: string, text: string): void {
  const seen = innermost(found);
  if (!places.has(field)) places.set(field, placeOf(text, seen.from));
  if (seen.kind === "sequence") {
    for (const [at, item] of seen.children.entries()) note(places, item, `${field}[${at}]`, text);
  }
  if (seen.kind !== "mapping") return;
  for (let at = 0; at + 1 < seen.children.length; at += 2) {
    const [key, value] = [seen.children[at], seen.children[at + 1]];
    if (key === undefined || value === undefined || key.kind === null) return;
    const below = field === "" ? String(key.value) : `${field}.${String(key.value)}`;
    places.set(below, placeOf(text, key.from));
    note(places, value, below, text);
  }
}

/** What was first tried as the first key of an object is told twice, one in the other. */
function innermost(seen: Seen): Seen {
  const [inner] = seen.children;
  const isSame = seen.children.length === 1 && inner?.value === seen.value;
  return isSame && inner !== undefined ? innermost(inner) : seen;
}

/** The parser says where it begins to look; what it passes over are blanks and comments. */
function placeOf(text: string, from: number): At {
  const blank = /(?:[ \t\r\n]|#[^\n]*)*/y;
  blank.lastIndex = from;
  const before = text.slice(0, from + (blank.exec(text)?.[0].length ?? 0)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Whether brackets, or dashes on one line, or indentation nest deeper than any team file would. */
function isNested(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === "[" || character === "{") open++;
    else if ((character === "]" || character === "}") && open > 0) open--;
    if (open > mostOpen) return true;
  }
  const begin = /^(?:[ \t]|[-?:](?=[ \t\r\n]))*/;
  return text.split("\n").some((line) => (begin.exec(line)?.[0].length ?? 0) > mostIndented);
}

function nearestPlace(places: ReadonlyMap<string, At>, field: string): At {
  for (let path = field; path !== ""; path = path.replace(/(?:\.|^)[^.[\]]*$|\[\d+\]$/, "")) {
    const at = places.get(path);
    if (at !== undefined) return at;
  }
  return { line: 1, column: 1 };
}
