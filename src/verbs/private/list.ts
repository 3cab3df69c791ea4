import type { PrivateList } from "../../contract.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { coverage } from "../../go/patterns/coverage.ts";
import { example } from "../../go/patterns/example.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { shadows } from "../../settings/effective.ts";
import { storedSettings } from "../../settings/stored.ts";
import type { App, Outcome } from "../../app.ts";
import { renderPrivateList } from "./view.ts";

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
