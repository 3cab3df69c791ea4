import { type Event, parseEvents, YAMLException } from "js-yaml";
import { jsonErrorLine } from "../json.ts";
import { compose, type Refuse } from "./compose.ts";
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
  const line = format === "JSON" ? jsonErrorLine(body) : null;
  if (line !== null) throw refused(file, { what: "syntax", format }, { line, column: 1 });
  const refuse: Refuse = (what, offset) =>
    refused(file, what === "syntax" ? { what, format } : { what }, placeOf(body, offset));
  let events: Event[];
  try {
    events = parseEvents(body, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw refuse("syntax", error.mark?.position ?? 0);
  }
  const { value, offsets } = compose(body, events, refuse);
  return { value, at: (field) => placeOf(body, nearestOffset(offsets, field)) };
}

function placeOf(text: string, offset: number): At {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function nearestOffset(offsets: ReadonlyMap<string, number>, field: string): number {
  let path = field;
  while (path !== "" && !offsets.has(path)) {
    path = path.slice(0, Math.max(path.lastIndexOf("."), path.lastIndexOf("["), 0));
  }
  return offsets.get(path) ?? 0;
}
