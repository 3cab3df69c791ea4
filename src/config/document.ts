import { type ConfigProblem, Failure } from "../failure.ts";

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
