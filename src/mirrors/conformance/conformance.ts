import pLimit from "p-limit";
import type { Context } from "../../context.ts";
import type { ConformancePoint } from "../../contract.ts";
import { recordOf } from "../ask/ask-file.ts";
import { probeModule, publishedSums, probeToolchain } from "../../catalog/catalog.ts";
import type { ModuleVersion } from "../probe-result.ts";
import {
  type ProxyAsking,
  askingOf,
  type Ground,
  skipped,
  type Verdict,
  verdict,
  optional,
  type Points,
} from "./point.ts";
import { listOf, modulePoints, zipPoints } from "./module-points.ts";
import { lookupOf, sumdbPoints, pathPoints } from "./path-points.ts";

export interface ConformanceOptions {
  /** What the proxy is asked for in place of the probe module. */
  module: ModuleVersion | null;
  /** For one request. */
  timeoutMs: number;
  /** Told as each point is done. */
  watch?: (done: number, all: number) => void;
}

/** So many requests at once: a public mirror is to notice nothing. */
const atOnce = 4;

/**
 * Goes through the module proxy protocol point by point. null for a URL that is none of http or https. About forty small
 * requests, none of which changes anything.
 */
export async function conformanceOf(
  ctx: Context,
  url: string,
  { module, timeoutMs, watch = () => {} }: ConformanceOptions,
): Promise<Map<ConformancePoint, Verdict> | null> {
  const asking = askingOf(ctx, url, module ?? probeModule, timeoutMs);
  if (asking === null) return null;
  try {
    return await goThrough(asking, module, watch);
  } finally {
    asking.close();
  }
}

async function goThrough(
  asking: ProxyAsking,
  module: ModuleVersion | null,
  watch: (done: number, all: number) => void,
): Promise<Map<ConformancePoint, Verdict>> {
  const silence = await silenceOf(asking);
  if (silence !== null) return silence;
  const known = module === null ? publishedSums : null;
  const sums = known ?? (await sumsOf(asking));
  const ground: Ground = { ...asking, sums, isNamed: module !== null };
  const ids = Object.keys(points) as ConformancePoint[];
  const verdicts = new Map<ConformancePoint, Verdict>();
  const limit = pLimit(atOnce);
  const judge = async (id: ConformancePoint) => {
    verdicts.set(id, await points[id](ground));
    watch(verdicts.size, ids.length);
  };
  const last = "time.first-byte";
  await Promise.all(ids.filter((id) => id !== last).map((id) => limit(() => judge(id))));
  // It looks at all the others.
  await judge(last);
  return new Map(ids.map((id) => [id, verdicts.get(id)!]));
}

/**
 * Where two files are asked for and nothing at all answers, there is no proxy to judge: nothing else is looked at. null where one of them is answered, be it with an error.
 */
async function silenceOf(asking: ProxyAsking): Promise<Map<ConformancePoint, Verdict> | null> {
  const [list, info] = await Promise.all([listOf(asking), asking.file(asking.module, "info")]);
  if (list.status !== 0 || info.status !== 0) return null;
  const ids = Object.keys(points) as ConformancePoint[];
  const verdicts = new Map(ids.map((id) => [id, skipped(list.seen)]));
  return verdicts
    .set("list.content", verdict(list, false, "error"))
    .set("info.content", verdict(info, false, "error"));
}

/** The sums of the module by the proxy's own copy of the checksum database; null where it has none of it. */
async function sumsOf(asking: Pick<Ground, "module" | "get">): Promise<Ground["sums"]> {
  const { module, version } = asking.module;
  const { body } = await asking.get(lookupOf(asking));
  const record = recordOf(body) ?? [];
  const sumOf = (start: string) =>
    record.find((line) => line.startsWith(`${start} `))?.slice(start.length + 1);
  const zip = sumOf(`${module} ${version}`);
  const mod = sumOf(`${module} ${version}/go.mod`);
  return zip === undefined || mod === undefined ? null : { mod, zip };
}

/** Milliseconds to a first byte, above which people stop a build that go would wait for. */
const slow = 5000;

/** The points of the module proxy protocol (https://go.dev/ref/mod#goproxy-protocol), in the order in which they are shown. */
export const points: Points<ConformancePoint> = {
  ...modulePoints,
  ...zipPoints,
  ...pathPoints,
  ...sumdbPoints,
  "toolchain.list": optional((ground) => ground.get(`${probeToolchain.module}/@v/list`)),
  "toolchain.info": optional((ground) => ground.file(probeToolchain, "info")),
  "toolchain.zip": optional((ground) => ground.file(probeToolchain, "zip", { method: "HEAD" })),
  "time.first-byte": async (ground) => {
    const ms = ground.slowest();
    return { status: ms < slow ? "ok" : "warning", seen: `${ms} ms`, ms };
  },
};
