import type { Context } from "../context.ts";
import { type Download, download } from "../go/machine/download.ts";
import { userEnv } from "../go/machine/start.ts";
import type { Facts } from "./facts.ts";
import { asked } from "./network.ts";
import { shared } from "./shared.ts";

/**
 * The real download of the module that the user named, with everything else as the user's go has it. null where
 * there is no go, or none was asked for; and where a server answers without an end, which go would keep in memory
 * until there is none left.
 */
export const reproduced = shared<Download | null>(async (facts: Facts, ctx: Context) => {
  const { state, asking } = facts;
  if (state.go === null || asking.module === null || !asking.reproduces) return null;
  const foretold = await asked.of(facts, ctx);
  const replies = [...(foretold?.places.values() ?? [])].flatMap((of) => Object.values(of));
  if (replies.some(({ endless }) => endless)) return null;
  const { module, version } = asking.module;
  const env = { ...userEnv(ctx), ...state.shimEnv, GIT_TERMINAL_PROMPT: "0" };
  return download(ctx, state.go, `${module}@${version ?? "latest"}`, env);
});
