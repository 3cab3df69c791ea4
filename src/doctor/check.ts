import type { Context } from "../context.ts";
import type { Code, Note } from "../findings/findings.ts";
import type { Facts } from "./facts.ts";

/** What a safe repair does. Lines and values are those of Go's env file. */
export type Repair =
  /** null: unset. */
  | { what: "value"; key: string; value: string | null }
  /** The line (from 1) becomes this text, in UTF-8. */
  | { what: "line"; line: number; text: string }
  /** The file is UTF-16 and becomes UTF-8. */
  | { what: "encoding" }
  /** Our own files that carry settings to shells are brought up to date. */
  | { what: "refresh" }
  /** A line of a startup file loses the carriage return at its end. */
  | { what: "carriage-return"; file: string; line: number };

/** Where the fault stands. */
export type Where = "environment" | { file: string; line: number | null };

/** A finding, where it stands, and the repair that cannot do harm. */
export type Diagnosis = Note & { where?: Where; repair?: Repair };

/** One check. Adding one is a record like this and a line in the list of checks.ts. */
export interface Check {
  /** Its group, or group and topic: `env`, `net.mirrors`. */
  id: string;
  group: string;
  /** Everything that it may find. */
  codes: readonly Code[];
  /** It needs no network. The others run side by side, after these, and are skipped with --offline. */
  offline: boolean;
  run(facts: Facts, ctx: Context): readonly Diagnosis[] | Promise<readonly Diagnosis[]>;
}

/** A finding with what doctor knows besides. */
export function diagnosis(
  found: Note,
  more: { where?: Where | null; repair?: Repair | null; command?: string | null } = {},
): Diagnosis {
  const { where, repair, command } = more;
  const fix = repair
    ? { command: "goproxy-cfg doctor --fix", safe: true }
    : command
      ? { command, safe: false }
      : null;
  return {
    ...found,
    ...(fix === null ? {} : { fix }),
    ...(where ? { where } : {}),
    ...(repair ? { repair } : {}),
  };
}
