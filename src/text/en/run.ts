import type { RunText } from "../shape.ts";

/**
 * Each is a line of its own on stderr, behind the name of the tool, between what the
 * command writes.
 */
export const run: RunText = {
  environment: (value, used) =>
    used
      ? `GOPROXY=${value} of this environment is the chain to begin with.`
      : `GOPROXY=${value} of this environment is not used: you named mirrors.`,
  leftOut: (mirror) => `${mirror} does not answer, so this command goes without it.`,
  kept: (mirror) =>
    `${mirror} does not answer, but stays: without it, a public mirror would be asked for your private modules. Run goproxy-cfg private add for them, or name the mirrors to use.`,
  fallback: (chain) =>
    `Nothing is set, and Go's own proxy does not answer. This command uses ${chain}.`,
  wouldStart: (goproxy, command) =>
    `Dry run: \`${command}\` would begin with GOPROXY=${goproxy}. Nothing was started.`,
  failed: (mirrors, cause) => `${mirrors}: ${cause}`,
  stalled: (mirrors, seconds) => `No progress for ${seconds} s; waiting for ${mirrors}.`,
  again: (mirrors) => `Starting the command again without ${mirrors}.`,
  last: (mirrors) => `There is no other mirror to try after ${mirrors}.`,
  guarded: (mirrors) =>
    `The command is not started again without ${mirrors}: a public mirror would be asked for your private modules.`,
  notStarted: (command, reason) =>
    reason === "ENOENT"
      ? `${command}: command not found`
      : `${command} cannot be started (${reason})`,
};
