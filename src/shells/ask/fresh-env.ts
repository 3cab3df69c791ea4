import type { Context, Env } from "../../context.ts";
import { readTextIfRegular } from "../../regular-file.ts";
import { inHome } from "../../folders.ts";
import type { Shell } from "../language.ts";
import { sessionLines } from "./session.ts";

/** Go's own variables, not those of others that begin like them (GOOGLE_…), and what this tool has set. */
const ofGo = /^(?:GO[A-Z0-9]+|GOPROXY_CFG_\w+)$/;

/**
 * What the shell around us has left behind, which a new terminal does not have: its depth, its folder, and the names by
 * which scripts tell that they have run already (`__ETC_PROFILE_DONE`), with which they would not run again.
 */
const leftBehind = /^(?:SHLVL|PWD|OLDPWD|_|__\w+|.*_(?:SOURCED|LOADED|INITIALIZED))$/;

/** The environment in which a new terminal starts this shell: this one's without what a shell has put there. */
export function freshEnv(ctx: Context, shell: Shell): Env {
  const kept = Object.entries(ctx.env).filter(
    ([name]) => !ofGo.test(name) && !leftBehind.test(name),
  );
  const session = sessionLines(
    ctx,
    Object.keys(ctx.env).filter((name) => ofGo.test(name)),
  )
    .filter(({ key, text }) => ctx.env[key] !== "" && text.includes(ctx.env[key] ?? "\0"))
    .map(({ key }) => [key, ctx.env[key]] as const);
  const env: Record<string, string | undefined> = {
    TERM: "xterm-256color",
    ...Object.fromEntries([...kept, ...session]),
    ...shell.quietly,
  };
  if (shell.name === "zsh" && setsZdotdir(ctx)) delete env["ZDOTDIR"];
  return env;
}

/** Then the folder that this terminal has is what the file of the home folder has made of it. */
function setsZdotdir(ctx: Context): boolean {
  return /^[^#\n]*\bZDOTDIR\b/m.test(readTextIfRegular(ctx, inHome(ctx, ".zshenv")) ?? "");
}
