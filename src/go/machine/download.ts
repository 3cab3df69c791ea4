import { type Context, type Env, pathsOf, variable } from "../../context.ts";
import { redactText } from "../text/redact.ts";
import type { Go } from "./command.ts";

/** What a download ended with. */
export interface Download {
  ok: boolean;
  ms: number;
  /** Go's own words, without passwords; null where it went well, or took too long. */
  error: string | null;
  timedOut: boolean;
}

/** Milliseconds; go itself waits for ever. */
const deadline = 30_000;

/**
 * `go mod download` of `module@version`, outside of any module and into a cache that is thrown away. Throws what
 * the system says where no folder can be made among the temporary files: one that is there already may be
 * somebody else's, and a TMPDIR that is not there is the user's to make.
 */
export async function download(
  ctx: Context,
  go: Pick<Go, "path">,
  wanted: string,
  env: Env,
): Promise<Download> {
  const paths = pathsOf(ctx);
  const root = ctx.fs.mkdtempSync(paths.join(temporary(ctx), "goproxy-cfg-"));
  try {
    const began = ctx.elapsed();
    const { code, stdout, stderr, timedOut, failure } = await ctx.exec(go.path, {
      args: ["mod", "download", "-json", "--", wanted],
      env: {
        ...env,
        GO111MODULE: "on",
        GOTOOLCHAIN: "local",
        GOFLAGS: "-modcacherw",
        GOWORK: "off",
        GOPATH: root,
        GOMODCACHE: paths.join(root, "mod"),
      },
      cwd: root,
      timeout: deadline,
    });
    const ms = Math.round(ctx.elapsed() - began);
    const said = errorOf(stdout);
    const ok = code === 0 && said === null && !timedOut;
    const words = said ?? failure ?? stderr.trim().split("\n").at(-1) ?? "";
    const error = ok || timedOut ? null : redactText(words.replace(/^go: /, ""));
    return { ok, ms, error, timedOut };
  } finally {
    try {
      ctx.fs.rmSync(root, { recursive: true, force: true, maxRetries: 2 });
    } catch {
      // What is left lies among temporary files.
    }
  }
}

function temporary(ctx: Context): string {
  const windows = ctx.platform === "win32";
  const named = (windows ? ["TEMP", "TMP"] : ["TMPDIR"]).map((name) => variable(ctx, name));
  return named.find(Boolean) ?? (windows ? "C:\\Windows\\Temp" : "/tmp");
}

function errorOf(stdout: string): string | null {
  try {
    return (JSON.parse(stdout) as { Error?: string }).Error ?? null;
  } catch {
    return null;
  }
}
