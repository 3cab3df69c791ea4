import * as v from "valibot";
import type { ConfigProblem, FieldShape } from "../failure.ts";
import { nearest } from "../nearest.ts";

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
