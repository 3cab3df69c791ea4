import type { Context, Env } from "../../context.ts";
import type { GoState } from "./state.ts";
import { isBatch } from "../../programs.ts";
import { problemOf } from "./start.ts";
import { type GoVersion, parseGoVersion } from "../version.ts";

/** How go starts in the user's own folder and environment. */
export interface UserStart {
  ok: boolean;
  /** Of the go that answers there, which go.mod or GOTOOLCHAIN may have chosen. */
  version: GoVersion | null;
  /** Go's words where it does not start. */
  said: string | null;
}

/**
 * Starts go as the user does, with everything that could stop it (GOTOOLCHAIN, GOROOT, GOFLAGS, go.mod), but
 * without a network: a toolchain that is not here is "not available". null where there is no go to start.
 */
export async function startAsUser(ctx: Context, state: GoState): Promise<UserStart | null> {
  const path = state.go?.shim ?? state.go?.path;
  if (path === undefined || isBatch(path)) return null;
  const env: Env = { ...ctx.env, ...withoutNetwork };
  const options = { args: ["version"], env, cwd: ctx.cwd, timeout: 10_000 };
  const ended = await ctx.exec(path, options);
  if (ended.code === 0) return { ok: true, version: parseGoVersion(ended.stdout), said: null };
  const { problem, said } = problemOf(path, ended);
  return { ok: false, version: null, said: said ?? problem };
}

/** GONOPROXY with golang.org would ask it directly in spite of GOPROXY=off. */
const withoutNetwork: Env = {
  LC_ALL: "C",
  GOPROXY: "off",
  GONOPROXY: "none",
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  NO_PROXY: "none",
};
