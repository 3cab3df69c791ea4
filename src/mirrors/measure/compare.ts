import { type Context, pathsOf } from "../../context.ts";
import type { Go } from "../../go/machine/command.ts";
import { redactText } from "../../go/text/redact.ts";
import { cleanEnv } from "../../go/machine/start.ts";
import type { ModuleVersion } from "../probed.ts";

/** What go made of a mirror; `error` in its words. */
export interface GoDownload {
  ok: boolean;
  ms: number;
  error?: string;
}

/** Milliseconds for one download. */
const deadline = 30_000;

/**
 * `go mod download M@V` through this mirror alone, into a cache of its own below `folder` that is removed
 * again. The checksum database is left out: what is compared is the mirror.
 */
export async function goDownload(
  ctx: Context,
  go: Go,
  url: string,
  { module, version }: ModuleVersion,
  folder: string,
): Promise<GoDownload> {
  const cwd = pathsOf(ctx).join(folder, `go-${ctx.pid}`);
  ctx.fs.mkdirSync(cwd, { recursive: true });
  try {
    const env = cleanEnv(ctx, {
      GO111MODULE: "on",
      GOFLAGS: "-modcacherw",
      GOMODCACHE: pathsOf(ctx).join(cwd, "mod"),
      GOPATH: cwd,
      GOPROXY: url,
      GOSUMDB: "off",
    });
    const start = ctx.elapsed();
    const args = ["mod", "download", `${module}@${version}`];
    const ended = await ctx.exec(go.path, { args, env, cwd, timeout: deadline });
    const ms = Math.round(ctx.elapsed() - start);
    if (ended.code === 0) return { ok: true, ms };
    const said = ended.timedOut ? "timeout" : (ended.failure ?? ended.stderr.trim());
    return { ok: false, ms, error: redactText(said) };
  } finally {
    ctx.fs.rmSync(cwd, { recursive: true, force: true });
  }
}
