import type { App, Outcome } from "../app.ts";
import type { DoctorOptions } from "../verbs/doctor/run.ts";
import type { AddMirrorOptions } from "../verbs/mirror/run.ts";
import type { AddOptions } from "../verbs/private/add.ts";
import type { ShellOptions } from "../verbs/write/settings.ts";
import type { TeamOptions } from "../verbs/team-here.ts";
import type { EnvOptions } from "../verbs/env/run.ts";
import type { RunFlags } from "../verbs/run/run.ts";
import type { TestOptions } from "../verbs/test/run.ts";
import type { UseOptions } from "../verbs/use/run.ts";
import type { GatewayFlags } from "../verbs/gateway/flags.ts";
import type { WatchFlags } from "../verbs/watch/run.ts";
import type { WhyOptions } from "../verbs/why/run.ts";
import type { CurrentOptions } from "../verbs/current/run.ts";
import type { ListOptions } from "../verbs/list/run.ts";
import type { GroupName, VerbName } from "../verb-table.ts";

/** What a verb does with its operands and the options of the table; each takes of them what it knows. */
type Action = { run(app: App, words: string[], options: object): Promise<Outcome> }["run"];

/** What each verb does; its module is imported when it is asked for. */
export const actions: Record<Exclude<VerbName, GroupName>, Action> = {
  use: async (app, mirrors, options: Partial<UseOptions>) =>
    (await import("../verbs/use/run.ts")).use(app, mirrors, { direct: true, ...options }),
  list: async (app, _words, options: ListOptions) =>
    (await import("../verbs/list/run.ts")).list(app, options),
  current: async (app, _words, options: CurrentOptions) =>
    (await import("../verbs/current/run.ts")).current(app, options),
  "private add": async (app, patterns, options: AddOptions) =>
    (await import("../verbs/private/add.ts")).addPrivate(app, patterns, options),
  "private remove": async (app, patterns) =>
    (await import("../verbs/private/list.ts")).removePrivate(app, patterns),
  "private list": async (app) => (await import("../verbs/private/list.ts")).listPrivate(app),
  why: async (app, [module], options: WhyOptions) =>
    (await import("../verbs/why/run.ts")).why(app, module, options),
  "shell install": async (app, _words, options: ShellOptions) =>
    (await import("../verbs/shell/run.ts")).installShell(app, options),
  "shell uninstall": async (app, _words, options: ShellOptions) =>
    (await import("../verbs/shell/run.ts")).uninstallShell(app, options),
  "shell status": async (app) => (await import("../verbs/shell/run.ts")).statusShell(app),
  test: async (app, mirrors, options: TestOptions) =>
    (await import("../verbs/test/run.ts")).test(app, mirrors, options),
  validate: async (app, assignments, options: { strict?: boolean }) =>
    (await import("../verbs/validate/run.ts")).validate(app, assignments, options),
  env: async (app, mirrors, options: EnvOptions) =>
    (await import("../verbs/env/run.ts")).env(app, mirrors, options),
  doctor: async (app, _words, options: DoctorOptions) =>
    (await import("../verbs/doctor/run.ts")).doctor(app, options),
  watch: async (app, mirrors, options: WatchFlags) =>
    (await import("../verbs/watch/run.ts")).watch(app, mirrors, options),
  "watch install": async (app, mirrors, options: WatchFlags) =>
    (await import("../verbs/watch/install.ts")).installWatch(app, mirrors, options),
  "watch uninstall": async (app) => (await import("../verbs/watch/install.ts")).uninstallWatch(app),
  "watch status": async (app) => (await import("../verbs/watch/install.ts")).statusWatch(app),
  "gateway init": async (app, words, options: GatewayFlags) =>
    (await import("../verbs/gateway/init.ts")).initGateway(app, words, options),
  "gateway up": async (app, _words, options: GatewayFlags) =>
    (await import("../verbs/gateway/run.ts")).gatewayUp(app, options),
  "gateway down": async (app, _words, options: GatewayFlags) =>
    (await import("../verbs/gateway/run.ts")).gatewayDown(app, options),
  "gateway reload": async (app, _words, options: GatewayFlags) =>
    (await import("../verbs/gateway/run.ts")).gatewayUp(app, options),
  "gateway status": async (app, _words, options: GatewayFlags) =>
    (await import("../verbs/gateway/run.ts")).gatewayStatus(app, options),
  "gateway purge": async (app, [module = ""], options: GatewayFlags) =>
    (await import("../verbs/gateway/run.ts")).gatewayPurge(app, module, options),
  run: async (app, mirrors, options: Partial<RunFlags>) =>
    (await import("../verbs/run/run.ts")).run(app, mirrors, { command: null, ...options }),
  reset: async (app, _words, options: { all?: boolean }) =>
    (await import("../verbs/reset/run.ts")).reset(app, options),
  undo: async (app, [id], options: { force?: boolean }) =>
    (await import("../verbs/undo/run.ts")).undo(app, id, options),
  history: async (app) => (await import("../verbs/history/run.ts")).history(app),
  "mirror add": async (app, [name = "", url = ""], options: AddMirrorOptions) =>
    (await import("../verbs/mirror/run.ts")).addMirror(app, name, url, options),
  "mirror remove": async (app, names) =>
    (await import("../verbs/mirror/run.ts")).removeMirrors(app, names),
  "mirror rename": async (app, [name = "", newName = ""]) =>
    (await import("../verbs/mirror/run.ts")).renameMirror(app, name, newName),
  "mirror list": async (app, _words, options: ListOptions) =>
    (await import("../verbs/list/run.ts")).listMirrors(app, options),
  init: async (app) => (await import("../verbs/init/run.ts")).init(app),
  check: async (app, _words, options: TeamOptions) =>
    (await import("../verbs/check/run.ts")).check(app, options),
  apply: async (app, _words, options: TeamOptions) =>
    (await import("../verbs/apply/run.ts")).applyTeam(app, options),
  completion: async (app, [shell = "", ...more]) =>
    (await import("./scripts.ts")).completion(app, shell, more),
  version: async (app) => (await import("../verbs/version/run.ts")).version(app),
  help: async (app, names) => (await import("./help.ts")).help(app, names),
  pick: async (app) => {
    const picked = await (await import("../verbs/pick/run.ts")).pick(app);
    if (picked === null) return { exit: 0, document: {}, render: () => "" };
    const { mirror, probed } = picked;
    return (await import("../verbs/use/run.ts")).use(app, [mirror], { direct: true, probed });
  },
  complete: async (app, words) => (await import("./complete.ts")).complete(app, words),
};
