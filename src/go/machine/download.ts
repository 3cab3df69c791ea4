import { type Context, type Env, pathsOf } from "../../context.ts";
import { withTemporaryFolder } from "../../temporary.ts";
import { redactGoWords } from "../text/redact.ts";
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
 * `go mod download` of `module@version`, outside of any module and into a cache that is thrown away; where lines of a
 * go.sum are given, in a module that has just these. Throws what the system says where no temporary folder can be made.
 */
export function download(
  ctx: Context,
  go: Pick<Go, "path">,
  wanted: string,
  env: Env,
  sums: readonly string[] = [],
): Promise<Download> {
  return withTemporaryFolder(ctx, async (root) => {
    const began = ctx.elapsed();
    if (sums.length > 0) {
      const { join } = pathsOf(ctx);
      ctx.fs.writeFileSync(join(root, "go.mod"), "module goproxy-cfg.invalid/download\n");
      ctx.fs.writeFileSync(join(root, "go.sum"), `${sums.join("\n")}\n`);
    }
    const { code, stdout, stderr, timedOut, failure } = await ctx.exec(go.path, {
      args: ["mod", "download", "-json", "--", wanted],
      env: {
        ...env,
        GO111MODULE: "on",
        GOTOOLCHAIN: "local",
        GOFLAGS: "-modcacherw",
        GOWORK: "off",
        GOPATH: root,
        GOMODCACHE: pathsOf(ctx).join(root, "mod"),
      },
      cwd: root,
      timeout: deadline,
    });
    const ms = Math.round(ctx.elapsed() - began);
    const said = errorOf(stdout);
    const ok = code === 0 && said === null && !timedOut;
    const words = said ?? failure ?? stderr.trim().split("\n").at(-1) ?? "";
    const error = ok || timedOut ? null : redactGoWords(words.replace(/^go: /, ""));
    return { ok, ms, error, timedOut };
  });
}

function errorOf(stdout: string): string | null {
  try {
    return (JSON.parse(stdout) as { Error?: string }).Error ?? null;
  } catch {
    return null;
  }
}
