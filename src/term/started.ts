import { type Context, variable } from "../context.ts";

/**
 * How the user starts this program, so that a command that is shown works when it is pasted: npx says so by
 * npm_command, the scripts of a checkout by GOPROXY_CFG_STARTED, which holds the script.
 */
export function startedAs(ctx: Context): string {
  const script = variable(ctx, "GOPROXY_CFG_STARTED");
  // A word that a shell takes for more than a path is not shown.
  if (script !== undefined && /^[\w./-]+$/.test(script)) return `sh ${script}`;
  return variable(ctx, "npm_command") === "exec" ? `npx ${program}` : program;
}

const program = "goproxy-cfg";

/** The lines with their commands in the form in which the user starts this program. */
export function asStarted(ctx: Context, lines: string): string {
  const started = startedAs(ctx);
  return started === program ? lines : lines.replace(command, `${started} `);
}

/** The program where words follow that are its own; not the path of a folder of this name. */
const command = /(?<![\w./~@-]|npx |sh )goproxy-cfg (?=[a-z<-])/g;
