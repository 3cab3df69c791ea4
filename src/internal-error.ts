import packageJson from "../package.json" with { type: "json" };
import type { Context } from "./context.ts";
import { Failure } from "./failure.ts";
import { findGiven, findOnPath } from "./go/machine/find.ts";
import { cleanEnv, runGo } from "./go/machine/start.ts";
import { redactText } from "./go/text/redact.ts";

/** The version of this program. */
export const programVersion: string = packageJson.version;

/**
 * What was thrown, as a Failure: one of ours unchanged, a fault of this program with what a report of it needs. `go` is
 * what `--go` gave.
 */
export async function asFailure(ctx: Context, error: unknown, go?: string): Promise<Failure> {
  if (error instanceof Failure) return error;
  const failure = new Failure("internal", {
    problem: reportable(error instanceof Error ? error.message : String(error)),
    version: programVersion,
    node: ctx.node,
    system: `${ctx.platform} ${ctx.arch}`,
    go: await goVersion(ctx, go),
  });
  if (error instanceof Error && error.stack !== undefined) failure.stack = reportable(error.stack);
  return failure;
}

/** Milliseconds for go to tell its version. */
const patience = 2000;

/**
 * The version that go gives itself, and nothing else of what it prints; null where there is none, or none that tells it
 * in time. Whatever is broken by now may break this too: then it is null as well.
 */
async function goVersion(ctx: Context, given?: string): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const found = given === undefined ? findOnPath(ctx) : findGiven(ctx, given);
    if (found === null || typeof found === "string") return null;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patience + 500);
    });
    const ended = await Promise.race([
      runGo(ctx, found, ["version"], cleanEnv(ctx), patience),
      late,
    ]);
    const said = /^go version ((?:go\d|devel )[\w.+-]{1,60})(?= |$)/m.exec(ended?.stdout ?? "");
    return said?.[1] ?? null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** A path from the root, on Windows from a drive or a share; what follows a host in a URL is none. */
const absolutePath = /(?<![\w.:/\\])(?:file:\/\/)?(?:[A-Za-z]:)?(?:[\\/]+[^\s\\/'"`():]+)+/g;

/** The same as node quotes it, with what else may stand in it. */
const quotedPath = /'(?:[A-Za-z]:)?[\\/][^'\n]*'/g;

/** What may stand in a public report: no secret, of our own files the name, of other paths nothing. */
export function reportable(text: string): string {
  return redactText(text)
    .replace(quotedPath, "'<path>'")
    .replace(absolutePath, (path) => {
      const name = /[^\\/]+\.c?[jt]s$/.exec(path)?.[0];
      return name === undefined ? "<path>" : `…/${name}`;
    });
}
