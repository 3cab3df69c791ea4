import { type Context, pathsOf } from "../context.ts";
import type { GatewayStatus } from "../contract.ts";
import { redactUrl } from "../go/text/redact.ts";
import { readTextIfRegular } from "../regular-file.ts";
import { pidOf } from "./service.ts";
import { type GatewayPlaces, type GatewaySettings, urlOf } from "./settings.ts";
import { escapeName } from "../go/text/strings.ts";

/** One line of a log of nginx. */
interface Line {
  time?: string;
  mirror?: string;
  status?: number;
  upstream_status?: string;
  seconds?: string | number;
  cache?: string;
}

/** How a gateway stands: by its process, by its logs, by what lies in its cache. */
export function statusOf(
  ctx: Context,
  settings: GatewaySettings,
  places: GatewayPlaces,
  isInUse: (url: string) => boolean,
): GatewayStatus {
  const pid = pidOf(ctx, places);
  const url = urlOf(settings);
  const asked = linesOf(ctx, places.mirrorLog);
  return {
    schemaVersion: 1,
    engine: "nginx",
    running: pid !== null,
    url,
    pid,
    config: places.config,
    state: places.folder,
    cache: { ...filesIn(ctx, places.cache), cap: settings.cap },
    requests: requestsOf(linesOf(ctx, places.accessLog)),
    mirrors: settings.upstreams.map(({ id, url: of }) => ({
      id,
      url: redactUrl(of),
      ...answersOf(asked.filter(({ mirror }) => mirror === id)),
    })),
    inUse: isInUse(url),
  };
}

function requestsOf(lines: readonly Line[]): GatewayStatus["requests"] {
  const count = (is: (line: Line) => boolean) => lines.filter(is).length;
  const since = lines[0]?.time;
  if (since === undefined) return null;
  return {
    total: lines.length,
    hits: count(({ cache }) => cache === "HIT" || cache === "REVALIDATED"),
    misses: count(({ cache }) => cache === "MISS" || cache === "EXPIRED"),
    stale: count(({ cache }) => cache === "STALE" || cache === "UPDATING"),
    failed: count(({ status = 0 }) => status >= 500),
    since,
  };
}

/** What a mirror was really asked, and how it answered; what its cache answered is none of its doing. */
function answersOf(lines: readonly Line[]) {
  const asked = lines.filter(({ upstream_status: of = "" }) => /\d/.test(of));
  const isFailure = ({ upstream_status: of = "" }: Line) =>
    !/(?:^|[\s,:])(?:200|206|304|404|410)$/.test(of);
  const seconds = asked
    .map((line) => Number.parseFloat(String(line.seconds)))
    .filter((value) => !Number.isNaN(value))
    .toSorted((a, b) => a - b);
  const middle = seconds[Math.floor(seconds.length / 2)];
  return {
    asked: asked.length,
    failures: asked.filter(isFailure).length,
    p50: middle === undefined ? null : Math.round(middle * 1000),
    down: asked.length > 0 && asked.slice(-3).every(isFailure),
  };
}

/** Bytes from the end of a log: the last hundred thousand requests or so. */
const most = 32 * 1024 * 1024;

function linesOf(ctx: Context, file: string): Line[] {
  const text = readTextIfRegular(ctx, file, { limit: 1024 * 1024 * 1024 }) ?? "";
  return text
    .slice(-most)
    .split("\n")
    .flatMap((line): Line[] => {
      try {
        const read = line === "" ? null : (JSON.parse(line) as Line | null);
        return typeof read?.time === "string" ? [read] : [];
      } catch {
        return [];
      }
    });
}

function filesIn(ctx: Context, folder: string): { bytes: number; files: number } {
  const total = { bytes: 0, files: 0 };
  for (const file of filesBelow(ctx, folder)) {
    total.files++;
    total.bytes += ctx.fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }
  return total;
}

/** Every file below a folder; nothing where there is none. */
export function filesBelow(ctx: Context, folder: string): string[] {
  const { join } = pathsOf(ctx);
  try {
    return ctx.fs.readdirSync(folder, { withFileTypes: true }).flatMap((item) => {
      const path = join(folder, item.name);
      return item.isDirectory() ? filesBelow(ctx, path) : item.isFile() ? [path] : [];
    });
  } catch {
    return [];
  }
}

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
  let fd = -1;
  try {
    fd = ctx.fs.openSync(file, "r");
    const bytes = Buffer.alloc(head);
    const read = ctx.fs.readSync(fd, bytes, 0, head, 0);
    return /\nKEY: ([^\n]*)\n/.exec(bytes.toString("latin1", 0, read))?.[1] ?? "";
  } catch {
    // nginx has thrown it out meanwhile.
    return "";
  } finally {
    if (fd >= 0) ctx.fs.closeSync(fd);
  }
}
