import { remarksOn, whyImpossible } from "../advice/advise.ts";
import { correct } from "../advice/correct.ts";
import { Failure } from "../failure.ts";
import { note, type Note } from "../findings.ts";
import type { At } from "../go/values/goproxy.ts";
import { chinaGosumdb, defaultGosumdb, parseGosumdb } from "../go/values/gosumdb.ts";
import { correctGosumdb } from "../advice/correct-gosumdb.ts";
import { unexpandedIn } from "../go/text/pasted.ts";
import { redactValue } from "../go/text/redact.ts";
import type { Resolved } from "./chain.ts";
import type { Probed } from "./probe-result.ts";

export interface SumdbOptions {
  /** `--sumdb`: `default`, `cn`, `off` or a value. */
  flag?: string | undefined;
  /** What the user's env file has; null where it has no such line. */
  stored: string | null;
  /** The stored value is one that this tool chose before, as the history tells. */
  ours?: boolean;
  resolved: Resolved;
  /** What the targets were seen to serve, in their order, where they were asked. */
  probes?: readonly Probed[];
  at: At;
}

export interface SumdbChoice {
  /** The line to write, or with null to take away; null where nothing is to be changed. */
  change: { value: string | null } | null;
  notes: Note[];
}

/**
 * GOSUMDB for a chain of mirrors. The default is left while one of them serves the checksum database, because
 * sum.golang.google.cn is asked past every proxy; that is chosen only where none does and the chain is for
 * China. What the user set stays. Throws Failure `invalid-value` for a flag that go would refuse.
 */
export function chooseSumdb(options: SumdbOptions): SumdbChoice {
  const { flag, stored, ours = false } = options;
  if (flag !== undefined) return asTold(flag, stored, options.at);
  const wanted = options.resolved.chinese && !isServed(options) ? chinaGosumdb : null;
  const isUsers = stored !== null && stored !== defaultGosumdb && stored !== wanted && !ours;
  if (isUsers) {
    return { change: null, notes: [note("sumdb.kept", "info", { value: redactValue(stored) })] };
  }
  if (wanted === null)
    return { change: ours && stored !== null ? { value: null } : null, notes: [] };
  if (stored === wanted) return { change: null, notes: [] };
  return { change: { value: wanted }, notes: [note("sumdb.chosen", "info", { value: wanted })] };
}

/**
 * GOSUMDB as somebody names it: `default` (null: no line), `cn` or a value, pasted or not; `meant` where it is not
 * the value as it was given. Throws Failure `invalid-value`.
 */
function namedSumdb(given: string, at: At): { value: string | null; meant: string | null } {
  if (given === "default") return { value: null, meant: null };
  const value = given === "cn" ? chinaGosumdb : given;
  const { error } = parseGosumdb(value, at.version);
  if (error === null) return { value, meant: null };
  const corrected = correctGosumdb(value);
  // One word was given, and one is left of it; a name that is put before an address is for the user to confirm.
  if (corrected !== null && !/\s/.test(corrected)) return { value: corrected, meant: corrected };
  const unfilled = unexpandedIn(value)?.text ?? null;
  const shown = { key: "GOSUMDB", value: redactValue(value), reason: error, corrected, unfilled };
  throw new Failure("invalid-value", shown);
}

function asTold(flag: string, stored: string | null, at: At): SumdbChoice {
  const { value, notes } = toldSumdb(flag, at);
  return { change: value === stored ? null : { value }, notes };
}

/** As namedSumdb, with what is to be known of the value. Throws Failure `misplaced` for a database that is gone. */
export function toldSumdb(
  flag: string,
  at: At & { goproxy?: string },
): { value: string | null; notes: Note[] } {
  const { value, meant } = namedSumdb(flag, at);
  const notes: Note[] = [];
  if (meant !== null) {
    const args = { key: "GOSUMDB", input: redactValue(flag), value: redactValue(meant), made: [] };
    notes.push(note("go.value-read", "info", args));
  }
  if (value !== null) notes.push(...known(value, at));
  return { value, notes };
}

/** What is to be known of the value. Throws Failure `misplaced` for a database that is gone. */
function known(value: string, at: At): Note[] {
  const found = remarksOn("GOSUMDB", value, at, true);
  const remark = whyImpossible(found);
  if (remark === null) return found;
  throw new Failure("misplaced", { remark, corrected: correct("GOSUMDB", value) });
}

/** Whether a mirror of the chain serves the checksum database: as seen, else as the catalog has it. */
function isServed({ resolved, probes = [] }: SumdbOptions): boolean {
  const anyAnswer = probes.some(({ ok }) => ok);
  return resolved.targets.some((target, at) => {
    const probe = probes[at];
    if (anyAnswer && probe !== undefined && !probe.ok) return false;
    return probe?.serves?.sumdb ?? target.serves?.sumdb ?? false;
  });
}
