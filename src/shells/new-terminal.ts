import type { Context } from "../context.ts";
import { type ShellAnswer, askOnce, askShell, hasAnswered, type ShellSilence } from "./ask/ask.ts";
import { lineThatSets, linesThatRewrite, type NamedLine } from "./ask/name-lines.ts";
import { valueIn } from "./ask/lines.ts";
import { withoutLeavings } from "./ask/leavings.ts";
import { likelyLine, terminalOnlyLines } from "./ask/perhaps.ts";
import type { Start } from "./ask/traces.ts";
import { type Shell, marker } from "./language.ts";
import { isCarrying } from "./status.ts";

/** A value that a new terminal has in the place of the one that is wanted, or writes there. */
export interface Losing {
  shell: Shell;
  start: Start["kind"];
  key: string;
  value: string;
  /** The line that does it; null where neither the shell nor a pattern names one. */
  by: (NamedLine & { perhaps?: true; login?: true }) | null;
  /** It runs `go env -w` or `go env -u`. */
  rewrites: boolean;
  /** The terminal has the wanted value all the same, in a variable. */
  covered?: boolean;
}

/** A variable that our part has set and something behind it has taken away again; go has the value from its file. */
export type Erased = Pick<Losing, "shell" | "start" | "key" | "by">;

/** What new terminals of some shells have, as the shells themselves say. */
export interface NewTerminals {
  answers: ShellAnswer[];
  losing: Losing[];
  erased: Erased[];
  /** Shells that gave no answer. */
  silent: ShellSilence[];
  /** Shells that have something of ours, and did not come to it: a startup file ends before. */
  unreached: ShellAnswer[];
}

/** What new terminals are to have: values by key, null for none. */
export interface WantedThere {
  values: ReadonlyMap<string, string | null>;
  /** Go's env file; null: there is none. */
  envFile: string | null;
  /** Shells in which our values have been put. */
  carriers?: readonly Shell[];
}

/** Asks these shells, each as terminals start it, and lets them name the lines that are in the way. */
export async function askNewTerminals(
  ctx: Context,
  shells: readonly Shell[],
  wanted: WantedThere,
): Promise<NewTerminals> {
  const { values, envFile, carriers = [] } = wanted;
  const question = { keys: [...values.keys(), "GOENV", marker], envFile };
  const { asked, answers, found } = await withoutLeavings(ctx, shells, async () => {
    const all = (await Promise.all(shells.map((shell) => askShell(ctx, shell, question)))).flat();
    const told = all.filter(hasAnswered);
    const ways = told.map((answer) => foundIn(ctx, answer, wanted, question));
    return { asked: all, answers: told, found: await Promise.all(ways) };
  });
  return {
    answers,
    losing: withoutDoubles(found.flatMap(({ losing }) => losing)),
    erased: withoutDoubles(found.flatMap(({ erased }) => erased)),
    silent: asked.filter((one): one is ShellSilence => !hasAnswered(one)),
    unreached: answers.filter(
      ({ shell, start, values: has }) =>
        carriers.includes(shell) && has[marker] === undefined && reads(ctx, shell, start),
    ),
  };
}

/** Whether something of ours stands in a file which a terminal that starts the shell so reads. */
function reads(ctx: Context, shell: Shell, { kind }: Start): boolean {
  const places = shell.allPlaces(ctx).filter((place) => isCarrying(ctx, place));
  return places.some(({ file }) => kind === "login" || !/(?:profile|login)$/.test(file));
}

async function foundIn(
  ctx: Context,
  answer: ShellAnswer,
  { values }: WantedThere,
  question: { keys: readonly string[]; envFile: string | null },
): Promise<Pick<NewTerminals, "losing" | "erased">> {
  const { shell, start, rewritten } = answer;
  const has = (key: string) => answer.values[key] || undefined;
  const differing = [...values].filter(
    ([key, value]) => has(key) !== undefined && has(key) !== value,
  );
  if (has("GOENV") === "off") differing.push(["GOENV", null]);
  const writing = [...rewritten].filter(
    ([key, value]) => values.has(key) && values.get(key) !== value,
  );
  const sure = new Set(differing.map(([key]) => key));
  const perhaps = [...values].flatMap(([key, value]): Losing[] => {
    const lines = sure.has(key) ? [] : terminalOnlyLines(ctx, shell, key);
    const other = lines.findLast((one) => valueIn(one) !== value);
    if (other === undefined) return [];
    const { file, line, certain } = other;
    const by = { file, line, ...(!certain && { perhaps: true as const }) };
    return [{ shell, start: start.kind, key, value: valueIn(other), by, rewrites: false }];
  });
  const ours = (answer.values[marker] ?? "").split(" ");
  const gone = [...values.keys()].filter((key) => ours.includes(key) && has(key) === undefined);
  if (differing.length + writing.length + gone.length === 0) return { losing: perhaps, erased: [] };
  const traced = shell.tracing ? await askOnce(ctx, shell, start, question, true) : null;
  const told = traced !== null && hasAnswered(traced) ? traced : null;
  const common = { shell, start: start.kind };
  const sets = differing.map(([key]) => {
    const value = answer.values[key]!;
    const by = told && lineThatSets(ctx, told, key);
    return { ...common, key, value, by: by ?? likelyLine(ctx, shell, key, value), rewrites: false };
  });
  const writes = writing.flatMap(([key, value]): Losing[] => {
    const lines = told === null ? [] : linesThatRewrite(ctx, told, key);
    const covered = has(key) !== undefined && has(key) === values.get(key);
    const one = { ...common, key, value: value ?? "", rewrites: true, covered };
    return lines.length === 0 ? [{ ...one, by: null }] : lines.map((by) => ({ ...one, by }));
  });
  const erased = gone.map((key) => ({ ...common, key, by: told && lineThatSets(ctx, told, key) }));
  return { losing: [...sets, ...writes, ...perhaps], erased };
}

/** The two starts of a shell mostly have one line in common, and so have two shells. */
function withoutDoubles<T extends Erased & Partial<Losing>>(all: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const one of all) {
    const { key, value, by, rewrites, shell } = one;
    const id = JSON.stringify([key, value, rewrites, by?.file ?? shell.name, by?.line]);
    const known = seen.get(id);
    if (known === undefined || (known.by?.perhaps && !by?.perhaps)) seen.set(id, one);
  }
  return [...seen.values()];
}

/** The lines that give a new terminal of a shell these very values, as it names them itself. */
export async function askTraced(
  ctx: Context,
  shell: Shell,
  variables: readonly { key: string; value: string }[],
  envFile: string | null,
): Promise<Map<string, NamedLine>> {
  const question = { keys: variables.map(({ key }) => key), envFile };
  const [start] = shell.tracing ? shell.starts : [];
  const asked = await withoutLeavings(
    ctx,
    [shell],
    async () => start && askOnce(ctx, shell, start, question, true),
  );
  if (asked === undefined || !hasAnswered(asked)) return new Map();
  const same = variables.filter(({ key, value }) => asked.values[key] === value);
  return new Map(
    same.flatMap(({ key }) => {
      const by = lineThatSets(ctx, asked, key);
      return by === null ? [] : [[key, by] as const];
    }),
  );
}
