import { type Context, type ExecResult, pathsOf } from "../../context.ts";
import type { WatchStatus } from "../../contract.ts";
import { crontabPlan, readCrontab } from "../../changes/targets.ts";
import { readBytes, removeFolders } from "../../changes/files.ts";
import { foldersIfOurs, readHistory } from "../../changes/history.ts";
import { Failure } from "../../failure.ts";
import { type Note, note } from "../../findings.ts";
import { inConfig, inHome, stateFolder } from "../../folders.ts";
import type { Plan, PlannedChange } from "../../plan.ts";
import { findProgram, systemProgram } from "../../programs.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { lastRound } from "../health.ts";
import {
  cron,
  type Job,
  launchd,
  launchLabel,
  madeBy,
  schtasks,
  systemdUnits,
  timerName,
} from "./job.ts";

type Words = readonly string[];

/** What starts programs by the clock, and takes files for that. */
interface Manager {
  /** Null where this machine has none. */
  program(ctx: Context): string | null;
  files(ctx: Context): readonly string[];
  /** What the files shall hold, in their order. */
  texts(job: Job): readonly (string | Buffer)[];
  /** One after the other; what is so already may fail. */
  start(ctx: Context): readonly Words[];
  stop(ctx: Context): readonly Words[];
  /** What a person types instead. */
  typed(ctx: Context, starts: boolean): string;
  ask(ctx: Context): Words;
  /** Whether it has the timer; null where it does not answer. */
  says(answer: ExecResult): boolean | null;
}

const timer = `${timerName}.timer`;
const user = "--user";

const systemd: Manager = {
  program: (ctx) =>
    ctx.fs.existsSync("/run/systemd/system") ? findProgram(ctx, "systemctl") : null,
  files: (ctx) =>
    ["service", "timer"].map((kind) => inConfig(ctx, "systemd", "user", `${timerName}.${kind}`)),
  texts: (job) => Object.values(systemdUnits(job)),
  start: () => [
    [user, "daemon-reload"],
    [user, "enable", timer],
    [user, "restart", timer],
  ],
  stop: () => [
    [user, "stop", timer],
    [user, "disable", timer],
    [user, "daemon-reload"],
  ],
  typed: (_, starts) => `systemctl --user ${starts ? "enable" : "disable"} --now ${timer}`,
  ask: () => [user, "is-active", timer],
  says: ({ stdout }) => {
    const said = stdout.trim();
    return said === "active" ? true : /^(?:inactive|failed|unknown)$/.test(said) ? false : null;
  },
};

const domain = ({ user: id }: Context): string => `gui/${id ?? 0}`;

const macos: Manager = {
  program: () => "/bin/launchctl",
  files: (ctx) => [inHome(ctx, "Library", "LaunchAgents", `${launchLabel}.plist`)],
  texts: (job) => [launchd(job)],
  start: (ctx) => [
    ["bootout", `${domain(ctx)}/${launchLabel}`],
    ["bootstrap", domain(ctx), ...macos.files(ctx)],
  ],
  stop: (ctx) => [["bootout", `${domain(ctx)}/${launchLabel}`]],
  typed: (ctx, starts) =>
    starts
      ? `launchctl bootstrap ${domain(ctx)} '${macos.files(ctx)[0]?.replaceAll("'", String.raw`'\''`)}'`
      : `launchctl bootout ${domain(ctx)}/${launchLabel}`,
  ask: (ctx) => ["print", `${domain(ctx)}/${launchLabel}`],
  says: ({ code }) => (code === null ? null : code === 0),
};

const windows: Manager = {
  program: (ctx) => systemProgram(ctx, "schtasks.exe"),
  files: (ctx) => [pathsOf(ctx).join(stateFolder(ctx), `${timerName}.xml`)],
  // schtasks takes no UTF-8; what Windows itself writes is UTF-16 with its mark.
  texts: (job) => [Buffer.from(`\uFEFF${schtasks(job)}`, "utf16le")],
  start: (ctx) => [["/create", "/f", "/tn", timerName, "/xml", ...windows.files(ctx)]],
  stop: () => [["/delete", "/f", "/tn", timerName]],
  typed: (ctx, starts) =>
    starts
      ? `schtasks /create /f /tn ${timerName} /xml "${windows.files(ctx)[0]}"`
      : `schtasks /delete /f /tn ${timerName}`,
  ask: () => ["/query", "/tn", timerName],
  says: ({ code }) => (code === null ? null : code === 0),
};

/** The manager of this machine whose files we write; null: cron, or nothing. */
function managerOf(ctx: Context): Manager | null {
  if (ctx.platform === "win32") return windows;
  if (ctx.platform === "darwin") return macos;
  return systemd.program(ctx) === null ? null : systemd;
}

/** What installs a timer for this job. Throws Failure `no-timer`, `not-our-timer`, `write-failed`. */
export async function timerPlan(ctx: Context, job: Job): Promise<Plan> {
  const manager = managerOf(ctx);
  if (manager === null) {
    if (findProgram(ctx, "crontab") === null) throw new Failure("no-timer", {});
    return crontabPlan(ctx, timerName, cron(job));
  }
  return filesPlan(ctx, manager, manager.texts(job));
}

/** What takes every timer of ours out again. */
export async function noTimerPlan(ctx: Context): Promise<Plan> {
  const manager = managerOf(ctx);
  const files = manager === null ? { changes: [], edits: [] } : filesPlan(ctx, manager, null);
  // One may have been installed before systemd came to this machine. Who may not use cron has no line there.
  const hasCron = ctx.platform !== "win32" && findProgram(ctx, "crontab") !== null;
  const line = hasCron ? await crontabPlan(ctx, timerName, null).catch(() => null) : null;
  return { ...files, changes: [...files.changes, ...(line?.changes ?? [])] };
}

function filesPlan(
  ctx: Context,
  manager: Manager,
  texts: readonly (string | Buffer)[] | null,
): Plan & { changes: PlannedChange[] } {
  const edits = manager.files(ctx).flatMap((file, at) => {
    const before = readBytes(ctx, file);
    const after = texts === null ? null : Buffer.from(texts[at] ?? "");
    if (before !== null && !isOurs(before)) {
      if (after === null) return [];
      throw new Failure("not-our-timer", { file });
    }
    return [{ target: "timer", file, before, after, mode: 0o600 } as const];
  });
  const changes = edits.map(({ target, file, before, after }) => {
    return {
      target,
      file,
      key: null,
      before: before && textOf(before),
      after: after && textOf(after),
    };
  });
  return { changes, edits };
}

const textOf = (bytes: Buffer): string =>
  bytes.toString(bytes[0] === 0xff ? "utf16le" : "utf8").replace("\uFEFF", "");

const isOurs = (bytes: Buffer): boolean => textOf(bytes).includes(madeBy);

/**
 * Has the manager do what the files say now, after they were changed; with `anew` also where nothing was. A note where
 * it does not answer, with what is to be typed then.
 */
export async function settleTimer(
  ctx: Context,
  changes: readonly PlannedChange[],
  { anew = false } = {},
): Promise<Note[]> {
  const manager = managerOf(ctx);
  const isLine = ({ target, after }: PlannedChange) => target === "crontab" && after !== null;
  if (manager === null) {
    const isSilent = (anew || changes.some(isLine)) && !cronRuns(ctx);
    return isSilent ? [note("watch.timer", "warning", { done: "written", now: startCron })] : [];
  }
  const isChanged = changes.some(({ target }) => target === "timer");
  if (!(isChanged || anew)) return [];
  const starts = manager.files(ctx).every((file) => ctx.fs.existsSync(file));
  if (!isChanged && (await isActive(ctx, manager)) === starts) return [];
  for (const words of starts ? manager.start(ctx) : manager.stop(ctx)) {
    await tell(ctx, manager, words);
  }
  // Where systemd had its link beside our files, their folder could not go with them.
  const [, ...past] = starts ? [] : readHistory(ctx);
  if (!starts)
    removeFolders(
      ctx,
      manager.files(ctx).flatMap((file) => foldersIfOurs(past, file) ?? []),
    );
  if ((await isActive(ctx, manager)) === starts) return [];
  const done = starts ? "written" : "removed";
  return [note("watch.timer", "warning", { done, now: manager.typed(ctx, starts) })];
}

const startCron = "sudo service cron start";

/** Whether cron goes on here: it takes lines, and does nothing, where nobody has started it (WSL, a container). */
function cronRuns(ctx: Context): boolean {
  if (ctx.platform !== "linux") return true;
  const name = (pid: string) => readTextIfRegular(ctx, `/proc/${pid}/comm`) ?? "";
  const isCron = (pid: string) => /^\d+$/.test(pid) && /^[a-z]*crond?\n/.test(name(pid));
  return ctx.fs.readdirSync("/proc").some(isCron);
}

const isActive = async (ctx: Context, manager: Manager): Promise<boolean | null> =>
  manager.says(await tell(ctx, manager, manager.ask(ctx)));

const tell = (ctx: Context, manager: Manager, args: Words): Promise<ExecResult> =>
  ctx.exec(manager.program(ctx) ?? "", {
    args,
    env: { ...ctx.env, LC_ALL: "C" },
    cwd: ctx.home ?? ctx.cwd,
    timeout: 20_000,
  });

/** What of it is there, whether it runs, and when it last did. */
export async function timerStatus(ctx: Context): Promise<WatchStatus> {
  const manager = managerOf(ctx);
  const seen = { schemaVersion: 1, lastRound: lastRound(ctx) } as const;
  if (manager === null) {
    if (findProgram(ctx, "crontab") === null) {
      return { ...seen, manager: null, places: [], active: null, start: null };
    }
    const line = await readCrontab(ctx, timerName);
    const state = line === null ? "absent" : "installed";
    const places = [{ file: null, state } as const];
    const active = line !== null && cronRuns(ctx);
    const start = line === null || active ? null : startCron;
    return { ...seen, manager: "cron", places, active, start };
  }
  const places = manager.files(ctx).map((file) => {
    const bytes = readBytes(ctx, file);
    const state = bytes === null ? "absent" : isOurs(bytes) ? "installed" : "refused";
    return { file, state } as const;
  });
  const isThere = places.every(({ state }) => state === "installed");
  const active = await isActive(ctx, manager);
  const names = new Map([
    [systemd, "systemd"],
    [macos, "launchd"],
    [windows, "schtasks"],
  ] as const);
  const start = isThere && active !== true ? manager.typed(ctx, true) : null;
  return { ...seen, manager: names.get(manager)!, places, active, start };
}
