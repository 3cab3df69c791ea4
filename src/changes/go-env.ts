import type { Context } from "../context.ts";
import type { Change } from "../contract.ts";
import { Failure } from "../failure.ts";
import type { GoState } from "../go/machine/command.ts";
import { lastLines, readEnvLines } from "../go/machine/envfile.ts";
import { readBytes } from "./files.ts";
import type { Plan } from "../plan.ts";

/**
 * Go's env file, to be brought to these values (null: unset). With GOENV=off it is the file that go reads
 * once that is gone: `go env -w` writes there too, without a word. Fails with `write-failed` where go finds no folder for it.
 */
export function goEnvPlan(
  ctx: Context,
  state: GoState,
  wanted: Readonly<Record<string, string | null>>,
): Plan {
  const { envFile } = state;
  const file = envFile.kind === "none" ? null : envFile.path;
  if (file === null) {
    const reason = envFile.kind === "none" ? envFile.reason : "GOENV=off";
    throw new Failure("write-failed", { file: "go/env", reason });
  }
  const stored = lastLines(readEnvLines(readBytes(ctx, file) ?? Buffer.alloc(0)));
  const changes = Object.entries(wanted).map(([key, after]): Change => ({
    target: "go-env",
    file,
    key,
    before: stored.get(key)?.value ?? null,
    after,
  }));
  return { changes };
}
