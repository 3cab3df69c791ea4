import type { Probe } from "../contract.ts";
import type { Probed } from "../mirrors/probe-result.ts";
import type { Note } from "../findings.ts";
import type { MeasureText, Text } from "../text/shape.ts";
import { wording } from "../app.ts";

/** What was seen of mirrors, as documents have it: with words where there is something to say. */
export async function wordedProbes(text: Text, probed: readonly Probed[]): Promise<Probe[]> {
  const say = probed.some(({ note }) => note !== undefined) ? await wording(text) : null;
  return probed.map(({ id, url, ok, ms, serves, note }) => {
    const probe: Probe = { id, url, ok, ms };
    if (serves !== undefined) probe.serves = serves;
    if (note === undefined || say === null) return probe;
    const { code, message } = say(note);
    return { ...probe, code, message };
  });
}

/** Why a mirror was of no use, in a word or two. */
export function inBrief(why: MeasureText["why"], found: Note | undefined): string {
  if (found === undefined) return "";
  const words = (why as Partial<Record<string, string>>)[found.code] ?? found.code;
  return found.code === "net.status" ? `${words} ${found.args.status}` : words;
}
