import type { ConfigProblem } from "../errors.ts";
import { nearest } from "../nearest.ts";

/** What a value of the team file must be. */
type Shape =
  | { kind: "text" | "mirrors" | "flag" | "url" | "fallback" | "version" }
  | { kind: "list" | "names"; of: Shape }
  /** One, or a list of them. */
  | { kind: "texts"; of: { kind: "text" | "mirrors" }; notEmpty?: true }
  | { kind: "object"; fields: Readonly<Record<string, Shape>>; required?: readonly string[] };

const text = { kind: "text" } as const;
const flag: Shape = { kind: "flag" };
const texts: Shape = { kind: "texts", of: text };
const mirrors: Shape = { kind: "texts", of: { kind: "mirrors" } };

const settings = {
  use: { ...mirrors, notEmpty: true },
  fallback: { kind: "fallback" },
  private: texts,
  sumdb: text,
} as const satisfies Record<string, Shape>;

const mirror: Shape = {
  kind: "object",
  required: ["name", "url"],
  fields: {
    name: text,
    url: { kind: "url" },
    serves: { kind: "object", fields: { modules: flag, sumdb: flag, toolchain: flag } },
    private: flag,
    pinned: flag,
    fallback: { kind: "fallback" },
  },
};

/** The team file; schema/goproxyrc.schema.json says the same to an editor. */
const teamShape: Shape = {
  kind: "object",
  fields: {
    $schema: text,
    ...settings,
    mirrors: { kind: "list", of: mirror },
    environments: {
      kind: "names",
      of: { kind: "object", fields: { answers: { kind: "url" }, ...settings } },
    },
    policy: {
      kind: "object",
      fields: {
        allowedProxies: mirrors,
        allowSumdbOff: flag,
        allowInsecureHttp: flag,
        requiredPrivate: texts,
        minGo: { kind: "version" },
      },
    },
  },
};

export interface Mistake {
  field: string;
  problem: ConfigProblem;
}

/** The first thing in a document that is not as the team file must be; null where all is. */
export function firstMistake(value: unknown): Mistake | null {
  // An empty document says nothing, which is allowed.
  return value === null ? null : mistakeIn(value, teamShape, "");
}

function mistakeIn(value: unknown, shape: Shape, field: string): Mistake | null {
  const wrong = (expected: Expected): Mistake => ({
    field,
    problem: { what: "field", field: field === "" ? "{…}" : field, expected },
  });
  switch (shape.kind) {
    case "text":
      return isText(value) ? null : wrong("text");
    case "mirrors":
      return value === "auto" ? wrong("mirrors") : mistakeIn(value, text, field);
    case "flag":
      return typeof value === "boolean" ? null : wrong("flag");
    case "url":
      return isText(value) && /^(?:https?|file):\/\/./i.test(value) ? null : wrong("url");
    case "fallback":
      return value === "any" || value === "missing" ? null : wrong("fallback");
    case "version":
      return isText(value) && /^(?:go)?1\.\d{1,4}(?:\.\d{1,4})?$/.test(value)
        ? null
        : wrong("version");
    case "texts":
      if (typeof value === "string") return mistakeIn(value, shape.of, field);
      if (!Array.isArray(value)) return wrong("texts");
      if (shape.notEmpty && value.length === 0) return wrong(shape.of.kind);
      return firstOf(value, (item, at) => mistakeIn(item, shape.of, `${field}[${at}]`));
    case "list":
      if (!Array.isArray(value)) return wrong("list");
      return firstOf(value, (item, at) => mistakeIn(item, shape.of, `${field}[${at}]`));
    case "names":
      if (!isObject(value)) return wrong("object");
      return firstOf(Object.entries(value), ([name, item]) =>
        mistakeIn(item, shape.of, `${field}.${name}`),
      );
    case "object":
      return isObject(value) ? mistakeInFields(value, shape, field) : wrong("object");
  }
}

function mistakeInFields(
  value: Record<string, unknown>,
  { fields, required = [] }: Extract<Shape, { kind: "object" }>,
  field: string,
): Mistake | null {
  const below = (name: string) => (field === "" ? name : `${field}.${name}`);
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) {
    const expected = missing === "url" ? "url" : "text";
    return { field, problem: { what: "field", field: below(missing), expected } };
  }
  return firstOf(Object.entries(value), ([name, item]) => {
    const shape = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (shape !== undefined) return mistakeIn(item, shape, below(name));
    const known = Object.keys(fields).filter((other) => other !== "$schema");
    const suggestion = nearest(name, known);
    const problem: ConfigProblem = { what: "unknown-field", field: below(name), suggestion, known };
    return { field: below(name), problem };
  });
}

function firstOf<T>(items: readonly T[], check: (item: T, at: number) => Mistake | null) {
  for (const [at, item] of items.entries()) {
    const found = check(item, at);
    if (found !== null) return found;
  }
  return null;
}

/** Go takes no value with a line break. */
const isText = (value: unknown): value is string =>
  typeof value === "string" && /^[^\0\r\n]+$/.test(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Expected = Extract<ConfigProblem, { what: "field" }>["expected"];
