import { type Context, pathsOf, variable } from "../context.ts";
import { redactText } from "../go/text/redact.ts";
import { userEnv } from "../go/machine/start.ts";
import type { Facts } from "./facts.ts";

/** What the real download ended with. */
export interface Reproduced {
  ok: boolean;
  /** Go's own words, without passwords; null where it went well. */
  error: string | null;
  timedOut: boolean;
}

const deadline = 30_000;

const known = new WeakMap<Facts, Promise<Reproduced | null>>();

/** The real `go mod download` of the module that the user named, done once. null where there is no go. */
export function reproduced(facts: Facts, ctx: Context): Promise<Reproduced | null> {
  const done = known.get(facts) ?? download(facts, ctx);
  known.set(facts, done);
  return done;
}

/** The same, where it was done already; null where not. */
export async function knownDownload(facts: Facts): Promise<Reproduced | null> {
  return (await known.get(facts)) ?? null;
}

/**
 * In a module cache that is thrown away, outside of any module, with everything else as the user's go has it.
 * Within 30 seconds, for go itself waits for ever.
 */
async function download(facts: Facts, ctx: Context): Promise<Reproduced | null> {
  const { state, asking } = facts;
  if (state.go === null || asking.module === null || !asking.reproduces) return null;
  const { module, version } = asking.module;
  const paths = pathsOf(ctx);
  const root = paths.join(temporary(ctx), `goproxy-cfg-${ctx.pid}-${Math.round(ctx.elapsed())}`);
  ctx.fs.mkdirSync(root, { recursive: true, mode: 0o700 });
  try {
    const { code, stdout, stderr, timedOut } = await ctx.exec(state.go.path, {
      args: ["mod", "download", "-json", `${module}@${version ?? "latest"}`],
      env: {
        ...userEnv(ctx),
        ...state.shimEnv,
        GO111MODULE: "on",
        GOTOOLCHAIN: "local",
        GOFLAGS: "-modcacherw",
        GOWORK: "off",
        GOPATH: paths.join(root, "gopath"),
        GOMODCACHE: paths.join(root, "cache"),
        GIT_TERMINAL_PROMPT: "0",
      },
      cwd: root,
      timeout: deadline,
    });
    if (timedOut) return { ok: false, error: null, timedOut: true };
    const said = errorOf(stdout) ?? stderr.trim().split("\n").at(-1) ?? "";
    const ok = code === 0 && errorOf(stdout) === null;
    return { ok, error: ok ? null : redactText(said.replace(/^go: /, "")), timedOut: false };
  } finally {
    try {
      ctx.fs.rmSync(root, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // What is left lies among temporary files.
    }
  }
}

function temporary(ctx: Context): string {
  const named = ctx.platform === "win32" ? ["TEMP", "TMP"] : ["TMPDIR"];
  const found = named.map((name) => variable(ctx, name)).find(Boolean);
  return found ?? (ctx.platform === "win32" ? "C:\\Windows\\Temp" : "/tmp");
}

function errorOf(stdout: string): string | null {
  try {
    const { Error: words } = JSON.parse(stdout) as { Error?: string };
    return words ?? null;
  } catch {
    return null;
  }
}
