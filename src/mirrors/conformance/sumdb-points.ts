import { escapePath } from "../../go/text/strings.ts";
import {
  type Ground,
  isAbsent,
  isThere,
  type Point,
  type Points,
  skipped,
  textOf,
  verdict,
} from "./point.ts";

const database = "sum.golang.org";

/** Runs a point only where the proxy says that it serves the checksum database. */
const withDatabase =
  (point: Point): Point =>
  async (ground) => {
    const supported = await ground.get(`sumdb/${database}/supported`);
    return supported.status === 200 ? point(ground) : skipped(supported.seen);
  };

/** The checksum database behind the proxy: cmd/go/internal/modfetch/sumdb.go, x/mod/sumdb/client.go. */
export const sumdbPoints: Points<
  "sumdb.supported" | "sumdb.unknown" | "sumdb.lookup" | "sumdb.latest" | "sumdb.tile"
> = {
  "sumdb.supported": async (ground) => {
    const answer = await ground.get(`sumdb/${database}/supported`);
    return verdict(answer, answer.status === 200, isAbsent(answer) ? "info" : "error");
  },
  "sumdb.unknown": async (ground) => {
    const answer = await ground.get("sumdb/sum.goproxy-cfg.invalid/supported");
    return verdict(answer, answer.status !== 200, "warning");
  },
  "sumdb.lookup": withDatabase(async (ground) => {
    const answer = await ground.get(lookupOf(ground));
    if (!isThere(answer)) return verdict(answer, false, "error");
    const { module, version } = ground.module;
    const isRecord =
      /^\d+\n/.test(textOf(answer)) && /\n\n.*go\.sum database tree\n/.test(textOf(answer));
    const isOurs = textOf(answer).includes(`\n${module} ${version} h1:`);
    return verdict(answer, isRecord && isOurs, "error", isRecord ? "200 other" : "200 no record");
  }),
  "sumdb.latest": withDatabase(async (ground) => {
    const answer = await ground.get(`sumdb/${database}/latest`);
    const isTree = isThere(answer) && textOf(answer).startsWith("go.sum database tree\n");
    return verdict(answer, isTree, "error", isThere(answer) ? "200 no tree" : answer.seen);
  }),
  "sumdb.tile": withDatabase(async (ground) => {
    const tree = await ground.get(`sumdb/${database}/latest`);
    const size = Number(textOf(tree).split("\n")[1]);
    if (!isThere(tree) || !Number.isInteger(size) || size < 1) return skipped(tree.seen);
    // The first tile has 256 hashes of 32 bytes, or as many as there are (x/mod/sumdb/tlog Tile.Path).
    const hashes = Math.min(size, 256);
    const tile = hashes === 256 ? "tile/8/0/000" : `tile/8/0/000.p/${hashes}`;
    const answer = await ground.get(`sumdb/${database}/${tile}`);
    const isWhole = isThere(answer) && answer.body.length === hashes * 32;
    const seen = isThere(answer) ? `200 ${answer.body.length} bytes` : answer.seen;
    return verdict(answer, isWhole, "error", seen);
  }),
};

/** Where the record of the module is, below the proxy. */
export function lookupOf({ module }: Pick<Ground, "module">): string {
  return `sumdb/${database}/lookup/${escapePath(module.module)}@${escapePath(module.version)}`;
}
