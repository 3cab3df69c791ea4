import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
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

/** No team file nests deeper than this, nor does a line of one begin with as many blanks and dashes. */
const deepest = 16;
const mostOpen = 64;
const mostIndented = 128;

/**
 * JSON or YAML 1.2 (of which JSON is a part) as data: no aliases, by which a few lines become billions of
 * values, no tags, no key twice. Throws Failure `config-invalid` with the place of the mistake.
 */
export function parseTeamFile(file: string, text: string): Parsed {
  const isJson = file.endsWith(".json");
  const body = text.replace(/^\uFEFF/, "");
  const lines = new LineCounter();
  const place = (offset: number): At => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const format = isJson ? "JSON" : "YAML";
  if (isJson && jsonErrorLine(body) !== null) {
    throw refused(file, { what: "syntax", format }, { line: jsonErrorLine(body) ?? 1, column: 1 });
  }
  const document = composed();
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw refused(file, { what: "syntax", format }, place(problem.pos[0]));
  const places = new Map<string, At>();
  const value = plain(document.contents, "", 0);
  return { value, at: (field) => nearestPlace(places, field) };

  function composed() {
    // The parser descends by recursion, and node dies where it compiles a pattern at the end of its stack.
    if (isNested(body)) throw refused(file, { what: "syntax", format });
    try {
      return parseDocument(body, {
        lineCounter: lines,
        strict: true,
        merge: false,
        logLevel: "error",
      });
    } catch {
      throw refused(file, { what: "syntax", format });
    }
  }

  function plain(node: Node | null, field: string, depth: number): unknown {
    const at = place(node?.range?.[0] ?? 0);
    if (!places.has(field)) places.set(field, at);
    if (depth > deepest) throw refused(file, { what: "syntax", format }, at);
    if (isAlias(node)) throw refused(file, { what: "alias" }, at);
    if (isSeq(node)) {
      return node.items.map((item, index) => plain(item as Node, `${field}[${index}]`, depth + 1));
    }
    if (!isMap(node)) return isScalar(node) ? node.value : null;
    const entries = node.items.map(({ key, value: item }) => {
      const name = isScalar(key) ? String(key.value) : "";
      const below = field === "" ? name : `${field}.${name}`;
      const keyAt = place((key as Node | null)?.range?.[0] ?? 0);
      // The line of the key: what is wrong with a list is told where it begins.
      places.set(below, keyAt);
      if (isAlias(key)) throw refused(file, { what: "alias" }, keyAt);
      return [name, plain(item as Node | null, below, depth + 1)] as const;
    });
    return Object.fromEntries(entries);
  }
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
