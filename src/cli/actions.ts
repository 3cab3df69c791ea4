import type { App, Outcome } from "../commands/app.ts";
import type { DoctorOptions } from "../commands/doctor.ts";
import type { AddMirrorOptions } from "../commands/mirror.ts";
import type { AddOptions } from "../commands/private.ts";
import type { ShellOptions } from "../commands/shell.ts";
import type { TeamOptions } from "../commands/team.ts";
import type { TestOptions } from "../commands/test.ts";
import type { UseOptions } from "../commands/use.ts";
import type { WhyOptions } from "../commands/why.ts";
import type { GroupName, VerbName } from "../verb-table.ts";

/** What a verb does with its operands and the options of the table; each takes of them what it knows. */
type Action = { run(app: App, words: string[], options: object): Promise<Outcome> }["run"];

/** What each verb does; its module is imported when it is asked for. */
export const actions: Record<Exclude<VerbName, GroupName>, Action> = {
  use: async (app, mirrors, options: Partial<UseOptions>) =>
    (await import("../commands/use.ts")).use(app, mirrors, { direct: true, ...options }),
  list: async (app) => (await import("../commands/list.ts")).list(app),
  current: async (app) => (await import("../commands/current.ts")).current(app),
  "private add": async (app, patterns, options: AddOptions) =>
    (await import("../commands/private.ts")).addPrivate(app, patterns, options),
  "private remove": async (app, patterns) =>
    (await import("../commands/private-remove.ts")).removePrivate(app, patterns),
  "private list": async (app) => (await import("../commands/private-lists.ts")).listPrivate(app),
  why: async (app, [module], options: WhyOptions) =>
    (await import("../commands/why.ts")).why(app, module, options),
  "shell install": async (app, _words, options: ShellOptions) =>
    (await import("../commands/shell.ts")).installShell(app, options),
  "shell uninstall": async (app, _words, options: ShellOptions) =>
    (await import("../commands/shell.ts")).uninstallShell(app, options),
  "shell status": async (app) => (await import("../commands/shell.ts")).statusShell(app),
  test: async (app, mirrors, options: TestOptions) =>
    (await import("../commands/test.ts")).test(app, mirrors, options),
  validate: async (app, assignments) =>
    (await import("../commands/validate.ts")).validate(app, assignments),
  env: async (app, mirrors, options: { as?: string }) =>
    (await import("../commands/env.ts")).env(app, mirrors, options),
  doctor: async (app, _words, options: DoctorOptions) =>
    (await import("../commands/doctor.ts")).doctor(app, options),
  reset: async (app, _words, options: { all?: boolean }) =>
    (await import("../commands/reset.ts")).reset(app, options),
  undo: async (app, [id], options: { force?: boolean }) =>
    (await import("../commands/undo.ts")).undo(app, id, options),
  history: async (app) => (await import("../commands/history.ts")).history(app),
  "mirror add": async (app, [name = "", url = ""], options: AddMirrorOptions) =>
    (await import("../commands/mirror.ts")).addMirror(app, name, url, options),
  "mirror remove": async (app, names) =>
    (await import("../commands/mirror.ts")).removeMirrors(app, names),
  "mirror list": async (app) => (await import("../commands/mirror.ts")).listMirrors(app),
  check: async (app, _words, options: TeamOptions) =>
    (await import("../commands/check.ts")).check(app, options),
  apply: async (app, _words, options: TeamOptions) =>
    (await import("../commands/apply.ts")).applyTeam(app, options),
  completion: async (app, [shell = ""]) => (await import("./scripts.ts")).completion(app, shell),
  help: async (app, names) => (await import("./help.ts")).help(app, names),
  pick: async (app) => (await import("../commands/pick.ts")).pick(app),
  complete: async (app, words) => (await import("./complete.ts")).complete(app, words),
};
