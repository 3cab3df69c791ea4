import type { Note } from "../../findings.ts";
import { redactGoWords } from "../text/redact.ts";
import { causeOf } from "./cause.ts";
import { type Chain, chainOf } from "./chain.ts";
import { type Group, groupsOf } from "./groups.ts";
import { linesOf } from "./input/lines.ts";

/** One message of go about something that it could not have. */
export interface GoFailure extends Chain {
  /** null: not understood. */
  note: Note | null;
}

/** What go says in a log. */
export interface Reading {
  /** In their order. */
  failures: GoFailure[];
  /** The first words of go that are no failure of a download; null where there are none. */
  other: string | null;
}

/** The failures of go in a log; `decodeLog` makes the text of its bytes. Linear in its length. */
export function readErrors(log: string): Reading {
  const reading: Reading = { failures: [], other: null };
  for (const group of groupsOf(linesOf(log))) {
    const failure = failureOf(group);
    if (failure !== null) reading.failures.push(failure);
    else if (/^(?:go\b|\S+\.go:\d)/.test(group.lines[0]!))
      reading.other ??= group.lines.slice(0, 3).join(" ");
  }
  return reading;
}

function failureOf(group: Group): GoFailure | null {
  const read = understood(group.lines);
  if (read.note === "no-failure") return null;
  if (isClear(read) || group.after.length === 0) return asFailure(read);
  // A console cut the line, perhaps in the middle of a word.
  for (const joint of ["", " "]) {
    for (let count = 1; count <= group.after.length; count++) {
      const whole = understood([...group.lines.slice(0, -1), joined(group, count, joint)]);
      if (isClear(whole)) return asFailure(whole);
    }
  }
  return asFailure(read);
}

type Read = Omit<GoFailure, "note"> & { note: ReturnType<typeof causeOf> };

/** Without secrets from the start: a part of a message no longer tells what a colon in it stands behind. */
function understood(lines: readonly string[]): Read {
  const chain = chainOf(lines.map(redactGoWords));
  return { ...chain, note: causeOf(chain) };
}

/** A connection of which only the place in the message tells that none came about is no clear case. */
function isClear({ note }: Read): boolean {
  if (note === null || note === "no-failure") return false;
  return !(note.code === "net.refused" && note.args.by === "unknown");
}

function asFailure({ note, ...chain }: Read): GoFailure {
  return { ...chain, note: note === "no-failure" ? null : note };
}

function joined({ lines, after }: Group, count: number, joint: string): string {
  return [lines.at(-1)!, ...after.slice(0, count)].join(joint);
}
