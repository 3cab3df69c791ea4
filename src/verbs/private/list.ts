import type { View, App, Outcome } from "../../app.ts";
import type { PrivateList } from "../../contract.ts";
import { shadowLines } from "../../term/document.ts";
import { table } from "../../term/layout.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { coverage } from "../../go/patterns/coverage.ts";
import { example } from "../../go/patterns/example.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { shadows, storedSettings } from "../../settings/effective.ts";
import { type Note, note } from "../../findings.ts";
import { type RemovedPatterns, removePatterns } from "../../advice/private-list.ts";
import { changedOutcome } from "../write/changed.ts";
import type { GitStep } from "./rewrites.ts";
import { writeSettings } from "../write/settings.ts";

/** `private list` for a person: a line for each pattern with a path that it matches and one that it does not. */
export function renderPrivateList({ patterns, shadowedBy }: PrivateList, view: View): string {
  const { paint, text } = view;
  const { output } = text;
  const rows = patterns.map(({ pattern, key, matches, doesNotMatch }) => [
    paint.bold(pattern),
    key,
    matches === "" ? "" : paint.green(`✔ ${matches}`),
    doesNotMatch === "" ? "" : paint.dim(`✖ ${doesNotMatch}`),
  ]);
  const isStored = (wanted: string) => patterns.some(({ key }) => key === wanted);
  const lines = rows.length === 0 ? [output.noPatterns] : table(rows, view.columns);
  return [
    ...lines,
    ...shadowedBy.flatMap((shadow) => shadowLines(shadow, view, { stored: isStored(shadow.key) })),
  ].join("\n");
}

/** Each replaces GOPRIVATE for its part. */
export const parts = ["GONOPROXY", "GONOSUMDB"] as const;

type Lists = Record<"GOPRIVATE" | (typeof parts)[number], string>;

/** `private list`: the stored patterns, each with what it matches and what not. */
export async function listPrivate(app: App): Promise<Outcome> {
  const { ctx } = app;
  const state = await app.go();
  const lists = storedLists(ctx, state);
  const document: PrivateList = {
    schemaVersion: 1,
    patterns: (["GOPRIVATE", ...parts] as const).flatMap((key) =>
      splitPatterns(lists[key]).map((pattern) => ({ pattern, key, ...example(pattern) })),
    ),
    shadowedBy: await shadows(
      ctx,
      state,
      Object.fromEntries(Object.entries(lists).map(([key, value]) => [key, value || null])),
    ),
  };
  return {
    exit: 0,
    document,
    render: (view) => renderPrivateList(document, view),
  };
}

export function storedLists(ctx: App["ctx"], state: Machine): Lists {
  const { GOPRIVATE = "", GONOPROXY = "", GONOSUMDB = "" } = storedSettings(ctx, state);
  return { GOPRIVATE, GONOPROXY, GONOSUMDB };
}

/** Whether a list makes private all that these patterns match. */
export function coversAll(list: string, patterns: readonly string[]): boolean {
  const cover = coverage(splitPatterns(list));
  return patterns.every((pattern) => cover.coveredBy(pattern) !== null);
}

/**
 * `private remove`: patterns out of GOPRIVATE, with git's insteadOf where this tool wrote it and no pattern of
 * its host is left; says what keeps their modules private all the same.
 */
export async function removePrivate(app: App, inputs: string[]): Promise<Outcome> {
  const { ctx } = app;
  const state = await app.go();
  let notes: Note[] = [];
  let told: RemovedPatterns = removePatterns("", []);
  let git: GitStep | null = null;
  const decide = (now: Machine) => {
    const stored = storedLists(ctx, now);
    told = removePatterns(stored.GOPRIVATE, inputs);
    notes = [
      ...told.notes,
      ...parts
        .filter((key) => stored[key] !== "")
        .map((key) => note("private.shadowed", "info", { key, value: stored[key] })),
    ];
    // An empty line hides what GOROOT/go.env says; without such a value no line is needed.
    const empty = now.layers.below("GOPRIVATE").value === "" ? null : "";
    return { GOPRIVATE: told.value === "" ? empty : told.value };
  };
  const written = await writeSettings(app, state, "private remove", decide, {
    beside: async () => {
      if (told.removed.length === 0) return { changes: [] };
      const { withoutRules } = await import("./rewrites.ts");
      git = await withoutRules(ctx, told.removed, splitPatterns(told.value));
      return git.plan;
    },
  });
  notes.push(...((git as GitStep | null)?.notes ?? []));
  const keeps = (list: string) => {
    const cover = coverage(splitPatterns(list));
    return told.removed.some((pattern) => cover.coveredBy(pattern) !== null);
  };
  return changedOutcome(app, state, {
    ...written,
    notes: [...notes, ...written.notes],
    hinders: ({ value }) => keeps(value),
  });
}
