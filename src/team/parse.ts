import { type Event, parseEvents, YAMLException } from "js-yaml";
import { jsonErrorAt } from "../json.ts";
import { compose, type Place, type Refuse } from "./compose.ts";
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

/** No team file nests as deep, and what reads it descends by recursion. */
const maxDepth = 64;

/**
 * JSON or YAML 1.2 (of which JSON is a part) as data: no aliases, by which a few lines become billions of
 * values, no tags, no key twice. Throws Failure `config-invalid` with the place of the mistake.
 */
export function parseTeamFile(file: string, text: string): Parsed {
  const format = file.endsWith(".json") ? "JSON" : "YAML";
  const body = text.replace(/^\uFEFF/, "");
  const starts = [0, ...[...body.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const placeOf = (offset: number): At => {
    const line = starts.findLastIndex((start) => start <= offset) + 1;
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
  const refuse: Refuse = (what, offset, reason = "") =>
    refused(file, what === "syntax" ? { what, format, reason } : { what }, placeOf(offset));
  const wrong = format === "JSON" ? jsonErrorAt(body) : null;
  if (wrong !== null) {
    const reason =
      wrong < body.length ? `unexpected ${JSON.stringify(body[wrong])}` : "unexpected end";
    throw refuse("syntax", wrong, reason);
  }
  let events: Event[];
  try {
    events = parseEvents(body, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw refuse("syntax", error.mark?.position ?? 0, error.reason);
  }
  const { value, place } = compose(body, events, refuse);
  return { value, at: (field) => placeOf(offsetIn(place, `.${field}`)) };
}

/** Of the field, else of what should hold it. A name may have dots and brackets: the longest that fits is it. */
function offsetIn({ offset, below }: Place, path: string): number {
  const item = /^\[\d+\]/.exec(path)?.[0] ?? "";
  let found = below.has(item) ? item : "";
  if (found === "") {
    for (const name of below.keys()) {
      const fits = path.startsWith(name) && /^(?:$|[.[])/.test(path.slice(name.length));
      if (fits && name.length > found.length) found = name;
    }
  }
  const next = below.get(found);
  return next === undefined ? offset : offsetIn(next, path.slice(found.length));
}
