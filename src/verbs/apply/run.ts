import type { Machine } from "../../go/machine/layers.ts";
import type { Changed } from "../../contract.ts";
import { choseItself } from "../../changes/history.ts";
import { Failure } from "../../failure.ts";
import type { Note } from "../../findings.ts";
import { addPatterns } from "../../advice/private-list.ts";
import { redactFile } from "../../go/text/redact.ts";
import { chooseSumdb } from "../../mirrors/sumdb.ts";
import { storedSettings } from "../../settings/effective.ts";
import { refused } from "../../config/document.ts";
import { ownViolations } from "../../team/policy.ts";
import { remember } from "../../team/load.ts";
import { notesOf, type Wish } from "../../team/wish.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome, unchangedOutcome } from "../write/changed.ts";
import {
  type TeamChanged,
  teamHere,
  type TeamHere,
  type TeamOptions,
  wishHere,
} from "../team-here.ts";
import { type Wanted, writeSettings } from "../write/settings.ts";

/**
 * `apply`: brings this machine to what the team file says. Consent is for exactly its content: given before,
 * by `--trust` or GOPROXY_CFG_TRUST, or at the prompt after the file was shown in full.
 */
export async function applyTeam(app: App, options: TeamOptions): Promise<Outcome> {
  const { ctx, flags } = app;
  const here = await teamHere(app, options);
  const { team, state, remembered, named } = here;
  const dryRun = flags.dryRun === true;
  const asks = !remembered && !named && !dryRun;
  if (!remembered && !flags.json && (asks || !flags.quiet)) show(app, here);
  const answer = asks ? await isTrustedNow(app, here) : null;
  if (answer === false) return unchangedOutcome(app, state);
  const trusted = remembered || named || answer === true;
  if (!trusted && !dryRun) {
    const { file, sha256 } = team;
    throw new Failure("content-not-trusted", { file, sha256 }, { file, sha256 });
  }
  const { environment, wish } = await wishHere(app, here, options, trusted);
  const [own] = ownViolations(team, wish, state);
  if (own !== undefined) {
    const problem = { what: "policy" as const, field: own.field, policy: own.policy };
    throw refused(team.file, problem, team.at(own.field));
  }
  const about = { file: team.file, sha256: team.sha256, trusted, environment };
  if (!dryRun && !named) {
    const wished = await isWished(app, here, wish, about);
    if (wished === false) return unchangedOutcome(app, state);
    if (wished === null)
      throw new Failure("consent-required", { what: app.text.team.consent, flag: "--yes" });
  }
  if (!dryRun) remember(ctx, team.file, team.sha256);
  return write(app, here, wish, about);
}

type About = Pick<TeamChanged, "file" | "sha256" | "trusted" | "environment">;

/** The file's own text. */
function show({ text, tell }: App, { team }: TeamHere): void {
  const shown = redactFile(team.text).trimEnd();
  tell(`${text.team.shown(team.file)}

${shown}

${text.team.hash(team.sha256)}`);
}

/** null: nobody can be asked. */
async function isTrustedNow(app: App, { team }: TeamHere): Promise<boolean | null> {
  const { ask } = await import("../../term/prompt.ts");
  return ask(app, app.text.team.trustQuestion(team.file));
}

/** Shows the plan and asks; nothing is asked where nothing would change. null: nobody can be asked. */
async function isWished(
  app: App,
  here: TeamHere,
  wish: Wish,
  about: About,
): Promise<boolean | null> {
  if (app.flags.yes) return true;
  const { canAsk, ask } = await import("../../term/prompt.ts");
  const planned = await write({ ...app, flags: { ...app.flags, dryRun: true } }, here, wish, about);
  if ((planned.document as Changed).changes.length === 0) return true;
  if (!canAsk(app)) return null;
  const { printPlan } = await import("../../term/print.ts");
  await printPlan(app, planned);
  return ask(app, app.text.team.applyQuestion);
}

async function write(app: App, here: TeamHere, wish: Wish, about: About): Promise<Outcome> {
  const { ctx } = app;
  const { state } = here;
  const notes: Note[] = [];
  const chosen: string[] = [];
  const decide = (now: Machine): Wanted => {
    notes.length = 0;
    chosen.length = 0;
    const stored = storedSettings(ctx, now);
    const wanted: Wanted = {};
    if (wish.use !== undefined) wanted["GOPROXY"] = wish.use.resolved.value;
    if (wish.sumdb !== undefined) wanted["GOSUMDB"] = wish.sumdb.value;
    else if (wish.use !== undefined) {
      const { resolved } = wish.use;
      const before = stored["GOSUMDB"] ?? null;
      const sumdb = chooseSumdb({
        stored: before,
        ours: before !== null && choseItself(ctx, "GOSUMDB", before),
        resolved,
        at: state,
      });
      notes.push(...sumdb.notes);
      if (sumdb.change !== null) {
        wanted["GOSUMDB"] = sumdb.change.value;
        chosen.push("GOSUMDB");
      }
    }
    if (wish.private !== undefined) {
      const { patterns } = wish.private;
      wanted["GOPRIVATE"] = addPatterns(stored["GOPRIVATE"] ?? "", patterns, { force: true }).value;
    }
    return wanted;
  };
  const written = await writeSettings(app, state, "apply", decide, { chosen });
  const outcome = await changedOutcome(app, state, {
    ...written,
    notes: [...notes, ...notesOf(wish), ...written.notes],
  });
  const document: TeamChanged = { ...(outcome.document as Changed), ...about };
  return { ...outcome, document };
}
