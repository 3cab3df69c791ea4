import type { Context } from "../context.ts";
import type { ManagedKey } from "../contract.ts";
import { lastLines } from "../go/machine/envfile.ts";
import { type Machine, readSettings, shippedDefaults } from "../go/machine/layers.ts";
import { managedKeys } from "./keys.ts";

/**
 * What is stored on this machine: Go's env file, then GOROOT/go.env where that differs from what go ships.
 * Never the environment, so that it mends a stale terminal; no defaults, which would hide a later change;
 * no empty values, which say nothing in an environment. With GOENV=off that is what go would read without it.
 */
export function storedSettings(
  ctx: Context,
  { envFile, layers: read }: Machine,
): Record<ManagedKey, string> {
  const file = envFile.kind === "off" ? readSettings(ctx, envFile.path) : read.userFile;
  const user = lastLines(file.lines);
  const goroot = lastLines(read.goEnv.lines);
  const stored: Record<ManagedKey, string> = {};
  for (const key of managedKeys) {
    const shipped = goroot.get(key)?.value;
    const value = user.get(key)?.value ?? (shipped === shippedDefaults[key] ? "" : shipped);
    if (value) stored[key] = value;
  }
  return stored;
}
