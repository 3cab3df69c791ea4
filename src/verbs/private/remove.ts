import { type Note, note } from "../../findings.ts";
import { coverage } from "../../go/patterns/coverage.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { type RemovedPatterns, removePatterns } from "../../advice/private-list.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";
import type { GitStep } from "./rewrites.ts";
import { parts, storedLists } from "./list.ts";
import { writeSettings } from "../write/settings.ts";

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
