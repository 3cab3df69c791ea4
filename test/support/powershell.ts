import fs from "node:fs";
import path from "node:path";
import type { Env } from "../../src/context.ts";
import { type Found, found, missing, onPath } from "./found.ts";
import { toolsFolder } from "./machine.ts";

/** The real pwsh of this machine, or the one that scripts/test.sh unpacks. */
export function pwsh(): Found<string> {
  const unpacked = path.join(toolsFolder(), "powershell/pwsh-linux-x64/pwsh");
  const file = onPath("pwsh") ?? (fs.existsSync(unpacked) ? unpacked : null);
  return file === null ? missing("pwsh is not installed: sh scripts/test.sh") : found(file);
}

/** What keeps it off the network. */
export const quietPwsh: Env = { POWERSHELL_TELEMETRY_OPTOUT: "1", POWERSHELL_UPDATECHECK: "Off" };
