import { type Context, pathsOf, variable } from "../context.ts";
import { Failure } from "../failure.ts";
import { machineKey, userKey } from "../registry-keys.ts";
import {
  type ScriptAnswer,
  parseAnswer,
  powershellCommand,
  powershellInput,
  type RequestedChange,
  changeCommand,
  type CommandLine,
  exportCommand,
  parseExport,
  type RegistryValue,
} from "./windows-registry.ts";
import type { SetBy } from "../contract.ts";
import { likelyLine } from "./ask/perhaps.ts";
import { terminalShell } from "./detect.ts";

/** Milliseconds. PowerShell alone may take seconds to start; a broadcast waits for windows that hang. */
const deadline = 20_000;

/**
 * The environment variables of the user in the registry, those of these names at the least, by their names in
 * capitals: by `reg.exe export`, which takes milliseconds, else, where
 * an administrator forbids reg.exe, by PowerShell. Throws Failure `write-failed` where neither can.
 */
export async function readUserEnvironment(
  ctx: Context,
  names: readonly string[],
): Promise<ReadonlyMap<string, RegistryValue>> {
  const values = (await exported(ctx, userKey)) ?? (await powershell(ctx, names, []))?.before;
  if (values === undefined) throw failure("reg.exe, powershell.exe");
  return values;
}

/** The variables of all users by their names in capitals; none where they cannot be read. */
export async function readMachineEnvironment(
  ctx: Context,
): Promise<ReadonlyMap<string, RegistryValue>> {
  return (await exported(ctx, machineKey)) ?? new Map();
}

/**
 * Sets (as REG_SZ, see `expands`) or deletes variables of the user and looks whether it is so now. By
 * PowerShell, which also tells running programs; else by reg.exe. Returns whether programs were told: where
 * not, only sessions that begin later see the change. Throws Failure `write-failed`.
 */
export async function writeUserEnvironment(
  ctx: Context,
  changes: readonly RequestedChange[],
): Promise<{ broadcast: boolean }> {
  const names = changes.map(({ name }) => name);
  const answer = await powershell(ctx, names, changes);
  if (answer !== null && isWritten(answer.after, changes)) return { broadcast: answer.broadcast };
  const before = await exported(ctx, userKey);
  if (before === null) throw failure(answer?.problem ?? "powershell.exe, reg.exe");
  for (const change of changes) {
    const now = before.get(change.name.toUpperCase()) ?? null;
    const { value } = change;
    if (value === null && now === null) continue;
    const expands = change.expands === true && now?.kind !== "REG_EXPAND_SZ";
    const kind = expands ? "REG_EXPAND_SZ" : "REG_SZ";
    await start(ctx, changeCommand(ctx, change.name, value === null ? null : { value, kind }));
  }
  const after = await exported(ctx, userKey);
  if (after === null || !isWritten(after, changes)) throw failure(answer?.problem ?? "reg.exe");
  return { broadcast: false };
}

function failure(reason: string): Failure {
  return new Failure("write-failed", { file: userKey, reason });
}

function isWritten(
  now: ReadonlyMap<string, RegistryValue>,
  changes: readonly RequestedChange[],
): boolean {
  return changes.every(({ name, value }) => (now.get(name.toUpperCase())?.value ?? null) === value);
}

async function powershell(
  ctx: Context,
  read: readonly string[],
  changes: readonly RequestedChange[],
): Promise<ScriptAnswer | null> {
  const input = powershellInput({ read, changes });
  const { stdout } = await start(ctx, powershellCommand(ctx), input);
  return parseAnswer(stdout);
}

/** null: reg.exe is not there, is forbidden, or cannot read the key. */
async function exported(ctx: Context, key: string): Promise<Map<string, RegistryValue> | null> {
  const paths = pathsOf(ctx);
  const folder = variable(ctx, "TEMP") ?? variable(ctx, "TMP") ?? ctx.home ?? ctx.cwd;
  const name = `goproxy-cfg-${ctx.pid}-${ctx.now().getTime()}-${key.slice(0, 4)}.reg`;
  const file = paths.join(folder, name);
  try {
    await start(ctx, exportCommand(ctx, key, file));
    return parseExport(ctx.fs.readFileSync(file));
  } catch {
    return null;
  } finally {
    try {
      ctx.fs.unlinkSync(file);
    } catch {
      // It was never written.
    }
  }
}

function start(ctx: Context, { file, args }: CommandLine, input?: string) {
  // PowerShell 7 leaves its own module path to its children, among which 5.1 would not find its cmdlets.
  const env = Object.entries(ctx.env).filter(([name]) => name.toUpperCase() !== "PSMODULEPATH");
  return ctx.exec(file, {
    args,
    env: Object.fromEntries(env),
    cwd: pathsOf(ctx).dirname(file),
    timeout: deadline,
    ...(input !== undefined && { input }),
  });
}

/**
 * The key of Windows' registry that gave each of these variables its value: the user's wins over the machine's. Else
 * the line of a profile, as simple patterns tell, where this terminal is PowerShell's. A variable that neither explains
 * was set in this terminal, or by what started it.
 */
export async function registryPlaces(
  ctx: Context,
  variables: readonly { key: string; value: string }[],
): Promise<(key: string) => SetBy | undefined> {
  if (variables.length === 0) return () => undefined;
  const names = variables.map(({ key }) => key);
  const user = await readUserEnvironment(ctx, names).catch(() => new Map());
  const left = names.some((name) => !user.has(name));
  const machine = left ? await readMachineEnvironment(ctx) : new Map<string, RegistryValue>();
  const places = variables.flatMap(({ key, value }): [string, SetBy][] => {
    const isIt = (one: RegistryValue | undefined) =>
      one !== undefined && valueOf(ctx, one) === value;
    if (isIt(user.get(key))) return [[key, { file: userKey, line: 0 }]];
    return !user.has(key) && isIt(machine.get(key)) ? [[key, { file: machineKey, line: 0 }]] : [];
  });
  const found = new Map(places);
  const shell = found.size < names.length ? await terminalShell(ctx) : null;
  return (key) => {
    const value = variables.find((one) => one.key === key)?.value;
    if (found.has(key) || value === undefined || shell?.name !== "pwsh") return found.get(key);
    return likelyLine(ctx, shell, key, value) ?? undefined;
  };
}

/** As a new process gets it: Windows expands `%NAME%` of the one kind, and leaves what it does not know. */
function valueOf(ctx: Context, { value, kind }: RegistryValue): string {
  if (kind !== "REG_EXPAND_SZ") return value;
  return value.replaceAll(/%([^%]+)%/g, (whole, name: string) => variable(ctx, name) ?? whole);
}
