import { Failure } from "../failure.ts";
import type { Note } from "../findings.ts";
import type { At } from "../go/values/goproxy.ts";
import { splitPatterns } from "../go/patterns/patterns.ts";
import { whyImpossible } from "../advice/advise.ts";
import { addPatterns } from "../advice/private-list.ts";
import { type Resolved, resolveOperands } from "../mirrors/chain.ts";
import { expectPossible } from "../mirrors/possible.ts";
import { toldSumdb } from "../mirrors/sumdb.ts";
import { judged, judgedList, type Settings, type TeamFile } from "./file.ts";
import { type Context, variable } from "../context.ts";
import { oneOf } from "../nearest.ts";

/** What the file wants of a machine, in one environment, and what is known of that; what it does not name is not there. */
export interface Wish {
  use?: { resolved: Resolved; operands: readonly string[]; fields: readonly string[] };
  /** null: go's default. */
  sumdb?: { value: string | null; field: string; notes: readonly Note[] };
  private?: { patterns: readonly string[]; field: string; notes: readonly Note[] };
}

/**
 * The settings of an environment (null: of none), which stand in the place of the file's general ones of the
 * same name. Throws Failure `config-invalid` for what go would refuse, what matches nothing, unknown mirrors.
 */
export function wishOf(team: TeamFile, environment: string | null, at: At): Wish {
  const own = environment === null ? {} : (team.environments[environment] ?? {});
  const found = <K extends keyof Settings>(key: K) => {
    const isOwn = own[key] !== undefined;
    const value: Settings[K] = isOwn ? own[key] : team.settings[key];
    return { value, field: isOwn ? `environments.${environment}.${key}` : key };
  };
  const wish: Wish = {};
  const use = found("use");
  if (use.value !== undefined) {
    const fallback = found("fallback").value ?? null;
    const judge = (operands: string[], fieldOf: (index: number) => string) => ({
      resolved: chainOf(team, operands, fallback, at),
      operands,
      fields: operands.map((_, index) => fieldOf(index)),
    });
    wish.use = judgedList(team, use.field, use.value, judge, `${use.field} ${fallback}`);
  }
  const { value: sumdb, field: sumdbField } = found("sumdb");
  if (sumdb !== undefined) {
    const goproxy = wish.use?.resolved.value;
    const known = goproxy === undefined ? at : { ...at, goproxy };
    const told = judged(
      team,
      sumdbField,
      () => toldSumdb(sumdb, known),
      `${sumdbField} ${goproxy}`,
    );
    wish.sumdb = { ...told, field: sumdbField };
  }
  const { value: secret, field } = found("private");
  if (secret !== undefined) {
    wish.private = { ...judgedList(team, field, secret, patternsOf), field };
  }
  return wish;
}

/** The names in a team file mean the same on every machine: the user's own mirrors are not among them. */
export function chainOf(
  { mirrors }: TeamFile,
  operands: readonly string[],
  fallback: "any" | "missing" | null,
  at: At,
): Resolved {
  const resolved = resolveOperands(operands, { own: mirrors, fallback, direct: true, ...at });
  expectPossible(resolved.value, resolved.notes, at);
  return resolved;
}

/** What must be private, corrected as `private add` does. Throws Failure `never-matches`, `misplaced`. */
export function patternsOf(inputs: readonly string[]): { patterns: string[]; notes: Note[] } {
  const { value, notes, refused } = addPatterns("", inputs, { force: true });
  const never = refused.find(({ code }) => code === "private.never-matches");
  if (never?.code === "private.never-matches") throw new Failure("never-matches", never.args);
  const remark = whyImpossible(notes);
  if (remark !== null) throw new Failure("misplaced", { remark, corrected: null });
  return { patterns: splitPatterns(value), notes };
}

/** What is known of all that the file wants. */
export function notesOf({ use, sumdb, private: secret }: Wish): Note[] {
  return [...(use?.resolved.notes ?? []), ...(sumdb?.notes ?? []), ...(secret?.notes ?? [])];
}

/** How long an environment's address may take to answer, in milliseconds. */
const patience = 2000;

/**
 * The environment that counts here: the one of the flag, else of GOPROXY_CFG_ENVIRONMENT, else the first of
 * the file whose address answers, which is asked only where the file is trusted; else none. Throws Failure
 * `bad-flag-value`.
 */
export async function chooseEnvironment(
  ctx: Context,
  { environments }: TeamFile,
  flag: string | undefined,
  trusted: boolean,
): Promise<string | null> {
  const named = variable(ctx, "GOPROXY_CFG_ENVIRONMENT") || undefined;
  const wanted = flag ?? named;
  const names = Object.keys(environments);
  if (wanted !== undefined) {
    const source = flag === undefined ? "GOPROXY_CFG_ENVIRONMENT" : "--environment";
    return oneOf(source, wanted, names);
  }
  const asked = names.filter((name) => /^http/i.test(environments[name]?.answers ?? ""));
  if (!trusted || asked.length === 0) return null;
  const { openClient } = await import("../net/client.ts");
  const { newestEvidence } = await import("../catalog/catalog.ts");
  const client = openClient(ctx, { keepAlive: false, notBefore: newestEvidence() });
  const answers = await Promise.all(
    asked.map(async (name) => {
      const url = environments[name]?.answers ?? "";
      const outcome = await client.get(url, { timeoutMs: patience, maxBytes: 1024 });
      return outcome.response !== null;
    }),
  );
  return asked.find((_, at) => answers[at]) ?? null;
}
