import type { Changed, Check, Finding } from "../contract.ts";
import { Failure } from "../failure.ts";
import type { Machine } from "../go/machine/layers.ts";
import { chooseEnvironment, type Wish, wishOf } from "../team/wish.ts";
import type { TeamFile } from "../team/file.ts";
import { almostTeamFile, besideTeamFile, findTeamFile } from "../config/find.ts";
import { loadTeamFile, checkTrustFlag, isNamed, isRemembered } from "../team/load.ts";
import type { App } from "../app.ts";
import { whileShown } from "./progress.ts";

export interface TeamOptions {
  environment?: string;
  trust?: string;
}

/** The team file of this place, what is known of it, and what it wants here. */
export interface TeamHere {
  state: Machine;
  team: TeamFile;
  /** Consented to before. */
  remembered: boolean;
  /** Consented to with this command, by its hash. */
  named: boolean;
}

/** What is known of a value of the team file or of this machine, as `validate` says it. */
export interface ValueRemark extends Finding {
  key: string;
  /** Where the value stands; null: in the environment. */
  file: string | null;
  line: number | null;
  /** What was meant, where the message does not say so. */
  corrected?: { key: string; value: string };
}

/** What `check` prints: the contract's document and, beside it, the environment of the file that counts here. */
export interface TeamCheck extends Check {
  /** null: none. */
  environment?: string | null;
  /** They change nothing about `ok`. */
  notes: ValueRemark[];
}

/** What `apply` prints: the contract's `Changed`, and which content of the team file it was about. */
export interface TeamChanged extends Changed {
  file: string;
  sha256: string;
  /** There was consent to exactly this content. */
  trusted: boolean;
  environment: string | null;
}

/** Throws Failure `no-team-file`, `config-invalid`, `bad-flag-value`. */
export async function teamHere(app: App, { trust }: TeamOptions): Promise<TeamHere> {
  const { ctx, flags, text } = app;
  checkTrustFlag(trust);
  const found = findTeamFile(ctx);
  if (found === null) {
    throw new Failure("no-team-file", {
      folder: ctx.cwd,
      almost: findTeamFile(ctx, almostTeamFile),
    });
  }
  const beside = besideTeamFile(ctx, found);
  if (beside !== null && !flags.json && !flags.quiet) {
    app.tell(text.team.beside(found, beside));
  }
  const state = await app.go();
  const team = await loadTeamFile(ctx, found, state);
  return {
    state,
    team,
    remembered: isRemembered(ctx, team.file, team.sha256),
    named: isNamed(ctx, team.sha256, trust),
  };
}

/** The environment that counts, and what the file wants in it. */
export async function wishHere(
  app: App,
  { team, state }: TeamHere,
  { environment: flag }: TeamOptions,
  trusted: boolean,
): Promise<{ environment: string | null; wish: Wish }> {
  const choosing = chooseEnvironment(app.ctx, team, flag, trusted);
  const names = Object.keys(team.environments);
  const isAsking = trusted && flag === undefined && names.length > 0;
  const environment = isAsking
    ? await whileShown(app, () => [app.text.output.asking(names)], choosing)
    : await choosing;
  const isOpen = Object.values(team.environments).some(({ answers }) => answers !== undefined);
  if (environment === null && isOpen && !trusted && !app.flags.json && !app.flags.quiet) {
    app.tell(app.text.team.notAsked);
  }
  return { environment, wish: wishOf(team, environment, state) };
}
