import type { Context } from "../context.ts";
import { escapeName } from "../go/text/strings.ts";
import { filesBelow } from "./status.ts";
import type { GatewayPlaces } from "./settings.ts";

/** Bytes from the beginning of a file of the cache, among which nginx writes its key. */
const head = 1024;

/**
 * Removes what the cache holds of a module, or of one version of it, with the lists that name it; the next request asks
 * the mirrors again. Returns how many files go; with `dryRun` they stay. nginx keeps the key of an entry in a line
 * `KEY: /path` of its file (ngx_http_file_cache_create_key).
 */
export function purge(
  ctx: Context,
  { cache }: GatewayPlaces,
  module: string,
  version: string | null,
  dryRun: boolean,
): number {
  const path = `/${escapeName(module)}/`;
  const name = version === null ? null : escapeName(version);
  const isOurs = (key: string) => {
    if (!key.startsWith(path)) return /^\/sumdb\/[^/]+\/lookup\//.test(key) && isRecord(key);
    const rest = key.slice(path.length);
    if (rest === "@latest" || rest === "@v/list") return true;
    return (
      rest.startsWith("@v/") &&
      (name === null || new RegExp(`^@v/${quote(name)}\\.(?:info|mod|zip)$`).test(rest))
    );
  };
  const isRecord = (key: string) => {
    const record = key.replace(/^\/sumdb\/[^/]+\/lookup/, "");
    const wanted = path.slice(0, -1);
    return name === null ? record.startsWith(`${wanted}@`) : record === `${wanted}@${name}`;
  };
  const gone = filesBelow(ctx, cache).filter((file) => isOurs(keyOf(ctx, file)));
  if (!dryRun) for (const file of gone) ctx.fs.rmSync(file, { force: true });
  return gone.length;
}

const quote = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

function keyOf(ctx: Context, file: string): string {
  const fd = ctx.fs.openSync(file, "r");
  try {
    const bytes = Buffer.alloc(head);
    const read = ctx.fs.readSync(fd, bytes, 0, head, 0);
    return /\nKEY: ([^\n]*)\n/.exec(bytes.toString("latin1", 0, read))?.[1] ?? "";
  } finally {
    ctx.fs.closeSync(fd);
  }
}
