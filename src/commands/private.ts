import type { Finding, PrivateList } from "../contract.ts";
import { Failure } from "../errors.ts";
import { type Note, note } from "../findings.ts";
import { type GoState, inspectGo } from "../go/command.ts";
import { coverage } from "../go/coverage.ts";
import { example } from "../go/example.ts";
import { type FoldPlan, foldPlan } from "../go/fold.ts";
import { layers } from "../go/layers.ts";
import { splitList } from "../go/pattern-list.ts";
import { addPatterns, removePatterns } from "../go/private.ts";
import { ownProxies, ownSumdb } from "../mirrors/whose.ts";
import { shadows } from "../settings/shadows.ts";
import { storedSettings } from "../settings/stored.ts";
import { type App, type Outcome, worded } from "./app.ts";
import { changedOutcome } from "./changed.ts";
import { writeSettings } from "./write.ts";

type Lists = { GOPRIVATE: string; GONOPROXY: string; GONOSUMDB: string };
const parts = ["GONOPROXY", "GONOSUMDB"] as const;

/** `private add`: patterns into GOPRIVATE, corrected aloud; what shadows them is folded in with consent. */
export async function addPrivate(
  app: App,
  inputs: string[],
  options: { force?: boolean },
): Promise<Outcome> {
  const { ctx, flags, text } = app;
  const state = await inspectGo(ctx, flags);
  const command = ["goproxy-cfg private add", ...inputs.map((input) => `'${input}'`), "--yes"].join(
    " ",
  );
  let notes: Note[] = [];
  let patterns: string[] = [];
  let left: FoldPlan["shadowing"] = [];
  const written = await writeSettings(app, state, "private add", () => {
    const stored = storedLists(ctx, state);
    const read = layers(ctx, state);
    const told = addPatterns(stored.GOPRIVATE, inputs, { force: options.force === true });
    if (told.refused.length > 0) throw refusal(app, told.refused);
    patterns = [...told.added, ...told.duplicates, ...told.subsumed.map(({ pattern }) => pattern)];
    const ownProxy = ownProxies(read.resolve("GOPROXY").value);
    const fold = foldPlan(stored, {
      added: told.added,
      ...(ownProxy === undefined ? {} : { ownProxy }),
      ownSumdb: ownSumdb(read.resolve("GOSUMDB").value),
    });
    notes = told.notes;
    left = fold.shadowing.filter(({ action }) => action !== "keep");
    if (left.length === 0) return { GOPRIVATE: told.value };
    if (!flags.yes) return { GOPRIVATE: told.value };
    notes.push(...fold.notes);
    return {
      GOPRIVATE: fold.value,
      ...Object.fromEntries(fold.shadowing.map(({ key, after }) => [key, after])),
    };
  });
  const now = layers(ctx, state);
  const uncovered = parts.filter((key) => !covers(now.resolve(key).value, patterns));
  const declined = left.filter(({ key }) => !flags.yes && uncovered.includes(key));
  for (const { key, value } of declined) {
    const subject = `${key}=${value}`;
    notes.push(note("consent-required", "warning", { what: "fold", subject, command }));
  }
  return changedOutcome(app, state, written.applied, {
    notes: [...notes, ...written.notes].map((found) => worded(text, found)),
    wanted: written.wanted,
    hinders: ({ value }) => !covers(value, patterns),
    ineffective: declined.length > 0,
  });
}

/** `private remove`: patterns out of GOPRIVATE; says what keeps their modules private all the same. */
export async function removePrivate(app: App, inputs: string[]): Promise<Outcome> {
  const { ctx, flags, text } = app;
  const state = await inspectGo(ctx, flags);
  let notes: Note[] = [];
  const written = await writeSettings(app, state, "private remove", () => {
    const stored = storedLists(ctx, state);
    const read = layers(ctx, state);
    const told = removePatterns(stored.GOPRIVATE, inputs);
    notes = [
      ...told.notes,
      ...told.missing.map((pattern) => note("private.not-listed", "warning", { pattern })),
      ...told.stillCoveredBy.map((args) => note("private.subsumed", "warning", args)),
      ...parts
        .filter((key) => stored[key] !== "")
        .map((key) => note("private.shadowed", "info", { key, value: stored[key] })),
    ];
    // An empty line hides what GOROOT/go.env says; without such a value no line is needed.
    const empty = read.below("GOPRIVATE").value === "" ? null : "";
    return { GOPRIVATE: told.value === "" ? empty : told.value };
  });
  return changedOutcome(app, state, written.applied, {
    notes: [...notes, ...written.notes].map((found) => worded(text, found)),
    wanted: written.wanted,
  });
}

/** `private list`: the stored patterns, each with what it matches and what not. */
export async function listPrivate({ ctx, flags }: App): Promise<Outcome> {
  const state = await inspectGo(ctx, flags);
  const lists = storedLists(ctx, state);
  const document: PrivateList = {
    schemaVersion: 1,
    patterns: (["GOPRIVATE", ...parts] as const).flatMap((key) =>
      splitList(lists[key]).map((pattern) => ({ pattern, key, ...example(pattern) })),
    ),
    shadowedBy: shadows(
      ctx,
      state,
      Object.fromEntries(Object.entries(lists).map(([key, value]) => [key, value || null])),
    ),
  };
  return {
    exit: 0,
    document,
    render: async (view) => (await import("../ui/private.ts")).renderPrivateList(document, view),
  };
}

function storedLists(ctx: App["ctx"], state: GoState): Lists {
  const { GOPRIVATE = "", GONOPROXY = "", GONOSUMDB = "" } = storedSettings(ctx, state);
  return { GOPRIVATE, GONOPROXY, GONOSUMDB };
}

function covers(list: string, patterns: readonly string[]): boolean {
  const cover = coverage(splitList(list));
  return patterns.every((pattern) => cover.coveredBy(pattern) !== null);
}

/** The first reason as the error, all of them as its details. */
function refusal({ text }: App, refused: readonly Note[]): Failure {
  const details: Finding[] = refused.map((found) => worded(text, found));
  const hopeless = refused.find(({ code }) => code === "private.never-matches");
  if (hopeless?.code === "private.never-matches") {
    return new Failure("never-matches", hopeless.args, details);
  }
  const broad = refused.flatMap((found) =>
    found.code === "private.too-broad" || found.code === "private.catches-toolchain" ? [found] : [],
  );
  const [first] = broad;
  const pattern = first?.args.pattern ?? "";
  return new Failure(
    "too-broad",
    { pattern, toolchain: first?.code !== "private.too-broad" },
    details,
  );
}
