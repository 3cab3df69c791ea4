import { type ConfigProblem, Failure, type FieldShape } from "../failure.ts";
import * as v from "valibot";
import { nearest } from "../nearest.ts";

/** Where something stands in a file, both from 1. */
export interface Position {
  line: number;
  column: number;
}

/** A document as plain values, and where each of them stands. */
export interface Parsed {
  value: unknown;
  /** `field` is a path such as `mirrors[0].url`; of what is not there, the place of what should hold it. */
  at(field: string): Position;
}

/** Where a value begins in the text, and what it holds: items as `[0]`, fields as `.name`. */
export interface ValuePlace {
  offset: number;
  below: Map<string, ValuePlace>;
}

/** No configuration file nests as deep, and those who read its values descend by recursion. */
export const maxDepth = 64;

/** Failure `config-invalid` for this file; without a place where the file as a whole is at fault. */
export function refused(file: string, problem: ConfigProblem, at: Position | null = null): Failure {
  const { line, column } = at ?? { line: null, column: null };
  return new Failure("config-invalid", { file, line, column, problem });
}

/** Turns offsets in this text into lines and columns. */
export function linesOf(text: string): (offset: number) => Position {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    const line = starts.findLastIndex((start) => start <= offset) + 1;
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}

/** The offset of a field, else of what should hold it. A name may have dots and brackets: the longest that fits is it. */
export function offsetOf({ offset, below }: ValuePlace, path: string): number {
  const item = /^\[\d+\]/.exec(path)?.[0] ?? "";
  let found = below.has(item) ? item : "";
  if (found === "") {
    for (const name of below.keys()) {
      const fits = path.startsWith(name) && /^(?:$|[.[])/.test(path.slice(name.length));
      if (fits && name.length > found.length) found = name;
    }
  }
  const next = below.get(found);
  return next === undefined ? offset : offsetOf(next, path.slice(found.length));
}

export interface Mistake {
  /** A path such as `mirrors[0].url`: what is wrong, or what lacks something. */
  field: string;
  problem: ConfigProblem;
}

type Schema<T> = v.GenericSchema<unknown, T>;
type Issue = v.BaseIssue<unknown>;

/** A document as its schema has it, what may be left out filled in; else the first mistake in it. */
export function checked<T>(
  schema: Schema<T>,
  document: unknown,
): { value: T; mistake: null } | { mistake: Mistake } {
  const result = v.safeParse(schema, document, { abortEarly: true });
  if (result.success) return { value: result.output, mistake: null };
  return { mistake: mistakeOf(deepest(result.issues[0])) };
}

/** A value that may be of several forms is meant in the one that has its mistake deepest. */
function deepest(issue: Issue): Issue {
  const best = (issue.issues ?? []).find(({ path }) => path !== undefined);
  if (best === undefined) return issue;
  return { ...best, path: [...(issue.path ?? []), ...best.path!] } as unknown as Issue;
}

function mistakeOf(issue: Issue): Mistake {
  const { type, expected, message } = issue;
  const path = issue.path ?? [];
  const keys = path.map(({ key }) => key as string | number);
  const field = pathOf(keys);
  if (type === "strict_object" && expected === "never") {
    const known = message.split(" ");
    const suggestion = nearest(String(keys.at(-1)), known);
    return { field, problem: { what: "unknown-field", field, suggestion, known } };
  }
  const problem: ConfigProblem = {
    what: "field",
    field: field === "" ? "{…}" : field,
    expected: message as FieldShape,
  };
  // What is missing has no place of its own.
  const isMissing = path.at(-1)?.origin === "key";
  return { field: isMissing ? pathOf(keys.slice(0, -1)) : field, problem };
}

const pathOf = (keys: readonly (string | number)[]) =>
  keys
    .map((key, at) => (typeof key === "number" ? `[${key}]` : at === 0 ? key : `.${key}`))
    .join("");
