import { type Context, pathsOf } from "../../context.ts";
import { Failure } from "../../failure.ts";
import type { Job } from "./formats.ts";

/** Which environment decides where files lie and how a mirror is reached. */
const carried =
  /^(?:https?_proxy|no_proxy|xdg_(?:config|state)_home|goenv|ssl_cert_(?:file|dir)|node_extra_ca_certs)$/i;

/** Where npx, pnpm, yarn and bun keep what they start once. */
const passing = /[\\/](?:_npx|dlx|(?:bunx|dlx|xfs)-[^\\/]+)[\\/]|\p{Cc}/u;

/** What a timer of somebody else's machine starts: what PATH has. */
export const jobOnPath = (seconds: number): Job => ({
  command: ["/usr/bin/env", "goproxy-cfg", "watch", "--once"],
  env: [["PATH", "/usr/local/bin:/opt/homebrew/bin:/usr/bin:/bin"]],
  seconds,
});

/**
 * This tool as a timer of this machine starts it: node and the script by their absolute paths, since a timer has
 * another PATH than a terminal. `goFolder`: where go lies, null where there is none. Throws Failure `passing-tool`
 * where the script lies in a folder that goes away by itself.
 */
export function jobHere(
  ctx: Context,
  words: readonly string[],
  { seconds, goFolder }: { seconds: number; goFolder: string | null },
): Job {
  const [node = "", script = ""] = ctx.self;
  if (passing.test(script) || !pathsOf(ctx).isAbsolute(script)) {
    throw new Failure("passing-tool", { script });
  }
  const folders = [goFolder, "/usr/local/bin", "/usr/bin", "/bin"];
  const path = [...new Set(folders.filter((folder) => folder !== null))].join(":");
  const known = Object.entries(ctx.env).filter(
    (entry): entry is [string, string] =>
      carried.test(entry[0]) && Boolean(entry[1]) && !/\p{Cc}/u.test(entry[1] ?? ""),
  );
  const env = ctx.platform === "win32" ? [] : [["PATH", path] as const, ...known.toSorted()];
  return { command: [lastingNode(ctx, node), script, "watch", "--once", ...words], env, seconds };
}

/** Homebrew's node lies in a folder of its version, which the next upgrade removes; the link to it stays. */
function lastingNode(ctx: Context, node: string): string {
  const [, prefix, formula] = /^(.+)\/Cellar\/([^/]+)\//.exec(node) ?? [];
  const linked = prefix === undefined ? node : `${prefix}/opt/${formula}/bin/node`;
  return ctx.fs.existsSync(linked) ? linked : node;
}
