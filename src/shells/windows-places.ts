import { type Context, variable } from "../context.ts";
import type { SetBy } from "../contract.ts";
import { machineKey, userKey } from "../registry-keys.ts";
import { likelyLine } from "./ask/perhaps.ts";
import { terminalShell } from "./detect.ts";
import { readMachineEnvironment, readUserEnvironment } from "./windows.ts";
import type { RegistryValue } from "./windows-reg.ts";

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
