import { Failure } from "../failure.ts";
import type { OwnMirror } from "../catalog/catalog.ts";
import { type Position, refused } from "../config/document.ts";
import type { TeamDocument } from "../config/schema.ts";

type Texts = string | string[];

/** What the file may set, as a whole or for one environment. */
export type Settings = Pick<TeamDocument, "use" | "fallback" | "private" | "sumdb">;
export type Policy = NonNullable<TeamDocument["policy"]>;

export interface TeamFile {
  file: string;
  text: string;
  /** Of the file's bytes, in hexadecimal. */
  sha256: string;
  settings: Settings;
  /** Known by these names in this file alone. */
  mirrors: OwnMirror[];
  environments: NonNullable<TeamDocument["environments"]>;
  policy: Policy;
  /** Where a field stands, such as `use[0]`. */
  at(field: string): Position;
  /** What `judged` has found out. */
  known: Map<string, unknown>;
}

/**
 * What a value of the file means: found out once, for thousands of environments may have it in common, and
 * refused with its place in the file. `key` is for what has another meaning elsewhere.
 */
export function judged<T>(team: TeamFile, field: string, judge: () => T, key = field): T {
  try {
    if (!team.known.has(key)) team.known.set(key, judge());
    return team.known.get(key) as T;
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === "config-invalid") throw error;
    throw refused(team.file, { what: "value", field, failure: error }, team.at(field));
  }
}

/** As `judged`; what is refused is the first item that is refused alone, else the list. */
export function judgedList<T>(
  team: TeamFile,
  field: string,
  value: Texts,
  judge: (items: string[], fieldOf: (index: number) => string) => T,
  key = field,
): T {
  const fieldOf = (index: number) => (Array.isArray(value) ? `${field}[${index}]` : field);
  const all = (): T => {
    const items = listed(value);
    try {
      return judge(items, fieldOf);
    } catch (error) {
      for (const [index, item] of items.entries()) {
        judged(team, fieldOf(index), () => judge([item], fieldOf), `${index} of ${field}`);
      }
      throw error;
    }
  };
  return judged(team, field, all, key);
}

export const listed = (value: Texts): string[] => (Array.isArray(value) ? value : [value]);
