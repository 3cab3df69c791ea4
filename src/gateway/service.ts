import { type Context, pathsOf } from "../context.ts";
import { makePrivate, writing } from "../changes/files.ts";
import { saveWhole } from "../changes/save.ts";
import { Failure } from "../failure.ts";
import { parseEndpoint } from "../net/endpoint.ts";
import { resolveHost } from "../net/dial.ts";
import { systemTrustFile } from "../net/trust.ts";
import { processFields, findProgram, isProgram } from "../programs.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { nginxConf } from "./nginx-conf.ts";
import { type GatewayPlaces, type GatewaySettings, urlOf } from "./settings.ts";

/** Where distributions put it, which PATH of an ordinary user need not have. */
const usual = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx"];

/** Milliseconds: for the look at a name, for nginx to answer, for it to end. */
const time = { dns: 3000, start: 5000, stop: 20_000, nginx: 20_000 };

/** The nginx of this machine. Throws Failure `no-nginx`. */
export function findNginx(ctx: Context): string {
  const found = nginxOf(ctx);
  if (found === null) throw new Failure("no-nginx", {});
  return found;
}

const nginxOf = (ctx: Context): string | null =>
  findProgram(ctx, "nginx") ?? usual.find((file) => isProgram(ctx, file)) ?? null;

/** The configuration as it is to be now: names that cannot be looked up are down, since nginx would not start with them. */
export async function confNow(
  ctx: Context,
  settings: GatewaySettings,
  { folder }: GatewayPlaces,
): Promise<string> {
  const unresolved = new Set<string>();
  const urls = settings.upstreams.flatMap(({ url, redirectsTo = [] }) => [url, ...redirectsTo]);
  await Promise.all(
    urls.map(async (url) => {
      const host = parseEndpoint(url)?.host ?? "";
      const over = AbortSignal.timeout(time.dns);
      await resolveHost(ctx, host, over).catch(() => unresolved.add(host));
    }),
  );
  const caFile = systemTrustFile(ctx);
  return nginxConf(settings, { folder, caFile, isRoot: ctx.user === 0, unresolved });
}

/** The folders that nginx wants, open to nobody else: whoever reached the sockets would go round login and rules. */
export function makeFolders(ctx: Context, { folder }: GatewayPlaces): void {
  const { join } = pathsOf(ctx);
  const names = [
    "",
    "log",
    "cache",
    "tmp",
    ...["body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => join("tmp", name)),
  ];
  for (const name of names) writing(join(folder, name), () => makePrivate(ctx, join(folder, name)));
}

/** Has nginx look at a configuration before it is written. Throws Failure `nginx-refuses` with its words. */
export async function testConf(ctx: Context, places: GatewayPlaces, conf: string): Promise<void> {
  const config = `${places.config}.test`;
  saveWhole(ctx, config, conf, 0o600);
  try {
    await nginx(ctx, { ...places, config }, ["-t", "-q"]);
  } finally {
    ctx.fs.rmSync(config, { force: true });
  }
}

/**
 * What nginx has against the configuration as it stands; null: nothing, or there is no nginx to ask. A name that cannot
 * be looked up now is no fault of the file.
 */
export async function refusal(ctx: Context, places: GatewayPlaces): Promise<string | null> {
  const program = nginxOf(ctx);
  const reason = program && (await saidBy(ctx, program, places, ["-t", "-q"]));
  return reason !== null && /host not found in/.test(reason) ? null : reason;
}

/** The process that holds the gateway, by the logs that it has open; null where none does. */
export function pidOf(ctx: Context, { pid, folder }: GatewayPlaces): number | null {
  const number = Number(readTextIfRegular(ctx, pid)?.trim() || Number.NaN);
  if (!Number.isInteger(number) || !ctx.processExists(number)) return null;
  // One that was killed stays listed until its parent has asked, and its number may be another program's by now.
  const isOver = /^[ZX]$/.test(processFields(ctx, number)?.[0] ?? "");
  const name = readTextIfRegular(ctx, `/proc/${number}/comm`)?.trim() ?? "nginx";
  const isAnother = hasOpenBelow(ctx, number, logsOf(ctx, folder)) === false;
  return isOver || isAnother || name !== "nginx" ? null : number;
}

/** Starts the gateway, or has one that runs read its files anew. Throws Failure `nginx-refuses`, `no-nginx`. */
export async function start(
  ctx: Context,
  settings: GatewaySettings,
  places: GatewayPlaces,
): Promise<void> {
  makeFolders(ctx, places);
  const conf = await confNow(ctx, settings, places);
  await testConf(ctx, places, conf);
  saveWhole(ctx, places.config, conf, 0o600);
  const running = pidOf(ctx, places);
  if (running !== null) {
    ctx.kill(running, "SIGHUP");
    return;
  }
  for (const pid of orphansOf(ctx, places)) ctx.kill(pid, "SIGKILL");
  await until(ctx, time.start, () => Promise.resolve(orphansOf(ctx, places).length === 0));
  removeSockets(ctx, places);
  await nginx(ctx, places, []);
  await until(ctx, time.start, () => answers(ctx, settings));
}

/** Ends the gateway when what is under way is done. Returns whether there was one. */
export async function stop(ctx: Context, places: GatewayPlaces): Promise<boolean> {
  const pid = pidOf(ctx, places);
  if (pid === null) return false;
  ctx.kill(pid, "SIGQUIT");
  const ended = await until(ctx, time.stop, () => Promise.resolve(pidOf(ctx, places) === null));
  if (!ended) ctx.kill(pid, "SIGTERM");
  removeSockets(ctx, places);
  return true;
}

/**
 * Workers whose master was killed: they hold the port, and no file names them. They are known by the logs of this
 * gateway, which they have open. None where the system does not tell (no /proc).
 */
function orphansOf(ctx: Context, { folder }: GatewayPlaces): number[] {
  const logs = logsOf(ctx, folder);
  const isWorker = (pid: string) => {
    const name = readTextIfRegular(ctx, `/proc/${pid}/comm`)?.trim();
    const state = processFields(ctx, Number(pid))?.[0] ?? "Z";
    return (
      name === "nginx" && !/^[ZX]$/.test(state) && hasOpenBelow(ctx, Number(pid), logs) === true
    );
  };
  if (ctx.platform !== "linux") return [];
  return ctx.fs
    .readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && isWorker(pid))
    .map(Number);
}

/** As the system names what is open: without links. */
function logsOf(ctx: Context, folder: string): string {
  const logs = pathsOf(ctx).join(folder, "log");
  return ctx.fs.existsSync(logs) ? ctx.fs.realpathSync(logs) : logs;
}

/** null where the system does not tell. */
function hasOpenBelow(ctx: Context, pid: number, folder: string): boolean | null {
  try {
    return ctx.fs
      .readdirSync(`/proc/${pid}/fd`)
      .some((fd) => ctx.fs.readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith(`${folder}/`));
  } catch {
    return null;
  }
}

/** What a killed nginx leaves stands in the way of the next one. */
function removeSockets(ctx: Context, { folder }: GatewayPlaces): void {
  for (const name of ctx.fs.readdirSync(folder)) {
    if (/^(?:[mf]\d+|down|none)\.sock$/.test(name))
      ctx.fs.rmSync(pathsOf(ctx).join(folder, name), { force: true });
  }
}

async function nginx(ctx: Context, places: GatewayPlaces, words: readonly string[]): Promise<void> {
  const reason = await saidBy(ctx, findNginx(ctx), places, words);
  if (reason !== null) throw new Failure("nginx-refuses", { file: places.config, reason });
}

/** Why nginx ended as it should not; null where it did not. */
async function saidBy(
  ctx: Context,
  program: string,
  { folder, config }: GatewayPlaces,
  words: readonly string[],
): Promise<string | null> {
  const errors = pathsOf(ctx).join(folder, "log", "error.log");
  const ended = await ctx.exec(program, {
    args: ["-p", folder, "-e", errors, "-c", config, ...words],
    env: { PATH: ctx.env["PATH"], LC_ALL: "C" },
    cwd: folder,
    timeout: time.nginx,
  });
  return ended.code === 0 ? null : ended.stderr.trim() || (ended.failure ?? "");
}

/** Whether something answers there as the gateway does. */
async function answers(ctx: Context, settings: GatewaySettings): Promise<boolean> {
  const { openClient } = await import("../net/client.ts");
  const client = openClient(ctx, { keepAlive: false, notBefore: "" });
  const { response, trouble } = await client.get(`${urlOf(settings)}/healthz`, { timeoutMs: 1000 });
  // A certificate that this machine does not trust is one all the same.
  return response?.status === 204 || (trouble?.code.startsWith("net.tls") ?? false);
}

async function until(ctx: Context, ms: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const began = ctx.elapsed();
  while (ctx.elapsed() - began < ms) {
    if (await isSo()) return true;
    await ctx.sleep(50);
  }
  return false;
}
