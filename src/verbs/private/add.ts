import type { Finding } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { type Note, note } from "../../findings.ts";
import { correctPatterns } from "../../advice/pasted-patterns.ts";
import { type FoldOptions, foldPlan, type FoldPlan } from "../../go/patterns/fold.ts";
import { type Layers, type Machine, readMachine } from "../../go/machine/layers.ts";
import { addPatterns } from "../../advice/private-list.ts";
import { redactValue } from "../../go/text/redact.ts";
import { oneOf } from "../../nearest.ts";
import { ownProxies, ownSumdb } from "../../catalog/lookup.ts";
import { type App, type Outcome, wording } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";
import type { GitStep } from "./rewrites.ts";
import { coversAll, parts, storedLists } from "./list.ts";
import { type Wanted, writeSettings } from "../write/settings.ts";

export interface AddOptions {
  force?: boolean;
  git?: string;
  netrc?: boolean;
}

/**
 * `private add`: patterns into GOPRIVATE, corrected aloud; what shadows them is folded in with consent; git's
 * insteadOf in the same plan.
 */
export async function addPrivate(
  app: App,
  inputs: string[],
  options: AddOptions,
): Promise<Outcome> {
  const { ctx, flags } = app;
  const wish = oneOf("--git", options.git ?? "none", ["ssh", "https", "none"]);
  const state = await app.go();
  const say = await wording(app.text);
  const patterns = inputs.flatMap(correctPatterns).flatMap((one) => one.patterns);
  let notes: Note[] = [];
  let left: FoldPlan["shadowing"] = [];
  let consent = flags.yes === true;
  const decide = (at: Machine): Wanted => {
    const stored = storedLists(ctx, at);
    const told = addPatterns(stored.GOPRIVATE, inputs, { force: options.force === true });
    if (told.refused.length > 0) throw refusal(told.refused.map(say), told.refused);
    const fold = foldPlan(stored, { added: told.added, ...whose(at.layers) });
    notes = [...told.notes];
    left = fold.shadowing.filter(({ action }) => action !== "keep");
    if (left.length === 0 || !consent) return { GOPRIVATE: told.value };
    notes.push(...fold.notes);
    return {
      GOPRIVATE: fold.value,
      ...Object.fromEntries(fold.shadowing.map(({ key, after }) => [key, after])),
    };
  };
  // A person is asked before the lock is taken: others need not wait for the answer.
  if (ctx.stdin.isTTY && !consent && !flags.dryRun) {
    decide(state);
    consent = await wished(app, left, patterns);
  }
  let git: GitStep | null = null;
  const reach = wish === "none" && !options.netrc ? null : await import("./rewrites.ts");
  const hosts = reach?.remotesOf(patterns, inputs);
  const written = await writeSettings(app, state, "private add", decide, {
    beside: async () => {
      if (reach === null || hosts === undefined || wish === "none") return { changes: [] };
      git = await reach.gitStep(ctx, wish, hosts.remotes);
      return git.plan;
    },
  });
  const step = git as GitStep | null;
  if (hosts !== undefined) notes.push(...hosts.notes);
  if (step !== null) notes.push(...step.notes);
  if (hosts !== undefined && (wish === "https" || options.netrc)) {
    const { loginNotes } = await import("./rewrites.ts");
    notes.push(...(await loginNotes(ctx, state, hosts.remotes, wish === "https")));
  }

  const now = readMachine(ctx, state);
  const set = parts.filter((key) => now.layers.inEnvironment(key));
  const declined = consent
    ? []
    : left.filter(({ key, value }) => !set.includes(key) && !coversAll(value, patterns));
  const quoted = patterns.map((pattern) => `'${pattern}'`).join(" ");
  for (const { key, value } of declined) {
    const [subject, command] = [`${key}=${value}`, `goproxy-cfg private add ${quoted} --yes`];
    notes.push(note("consent-required", "warning", { what: "fold", subject, command }));
  }
  const stored = storedLists(ctx, now);
  const behind = Object.fromEntries(set.map((key) => [key, stored[key] || null]));
  return changedOutcome(app, state, {
    ...written,
    notes: [...notes, ...written.notes],
    wanted: { ...behind, ...written.wanted },
    hinders: ({ key, value }) => !coversAll(value, patterns) && !isMeant(key, value, now.layers),
    ineffective: declined.length > 0 || step?.overridden === true,
  });
}

/** Whether the person at the terminal wants lists folded that keep the patterns from being in effect. */
async function wished(
  app: App,
  left: FoldPlan["shadowing"],
  patterns: readonly string[],
): Promise<boolean> {
  const inTheWay = left.filter(({ value }) => !coversAll(value, patterns));
  if (inTheWay.length === 0) return false;
  const { ask } = await import("../../term/prompt.ts");
  const settings = inTheWay.map(({ key, value }) => redactValue(`${key}=${value}`)).join(", ");
  return (await ask(app, app.text.private.fold(settings))) === true;
}

/** What says whether a list that replaces GOPRIVATE does so on purpose. */
function whose(read: Layers): FoldOptions {
  const ownProxy = ownProxies(read.resolve("GOPROXY").value);
  return {
    ...(ownProxy === undefined ? {} : { ownProxy }),
    ownSumdb: ownSumdb(read.resolve("GOSUMDB").value),
  };
}

/** A variable such as GONOPROXY=none beside one's own proxy. */
function isMeant(key: string, value: string, read: Layers): boolean {
  const none = { GOPRIVATE: "", GONOPROXY: "", GONOSUMDB: "" };
  const { shadowing } = foldPlan({ ...none, [key]: value }, whose(read));
  return shadowing.some((one) => one.key === key && one.action === "keep");
}

/** The first reason as the error, all of them as its details. */
function refusal(details: readonly Finding[], refused: readonly Note[]): Failure {
  const hopeless = refused.find(({ code }) => code === "private.never-matches");
  if (hopeless?.code === "private.never-matches") {
    return new Failure("never-matches", hopeless.args, details);
  }
  const astray = refused.find(
    ({ code }) => code === "go.not-a-switch" || code === "private.is-mirror",
  );
  if (astray !== undefined) {
    return new Failure("misplaced", { remark: astray, corrected: null }, details);
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
