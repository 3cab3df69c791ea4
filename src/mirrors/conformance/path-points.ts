import { escapePath } from "../../go/text/strings.ts";
import { capitalModule } from "../../catalog/catalog.ts";
import {
  fileOf,
  type Ground,
  isAbsent,
  isThere,
  type Point,
  type Points,
  skipped,
  verdict,
  textOf,
} from "./point.ts";

/** What nobody has: go wants 404 or 410 for it, and takes anything else for a failure of the proxy. */
const absent =
  (path: (ground: Ground) => string): Point =>
  async (ground) => {
    const answer = await ground.get(path(ground));
    return verdict(answer, isAbsent(answer), "error");
  };

/** Beside the module, on a host that the proxy asks anyway. */
const siblingOf = ({ module }: Ground) => `${escapePath(module.module)}-nobody-has-this`;
const versionOfNobody = "v9.9.9-goproxycfg.nobody";

/** What stands in paths, and what nobody has: x/mod/module EscapePath, modload/query.go, TryProxies. */
export const pathPoints: Points<
  | "escape.capitals"
  | "escape.case"
  | "escape.plus"
  | "absent.module"
  | "absent.latest"
  | "absent.path"
  | "absent.version"
  | "absent.mod"
  | "absent.zip"
  | "path.dots"
  | "method.post"
> = {
  "escape.capitals": async (ground) => {
    const wanted = capitalsOf(ground);
    if (wanted === null) return skipped("");
    const answer = await ground.file(wanted, "info");
    if (isThere(answer)) return verdict(answer, true, "error");
    const bare = await ground.get(fileOf(wanted, "info").replaceAll("%21", "!"));
    // A proxy that has not this module is no worse for it.
    if (isAbsent(answer) && !isThere(bare) && !ground.isNamed) return skipped(answer.seen);
    return verdict(answer, false, "error");
  },
  "escape.case": async (ground) => {
    const wanted = capitalsOf(ground);
    if (wanted === null) return skipped("");
    const answer = await ground.get(`${wanted.module}/@v/${wanted.version}.info`);
    return verdict(answer, !isThere(answer), "warning", "200 unescaped");
  },
  "escape.plus": async (ground) => {
    const [bare, encoded] = await Promise.all(
      ["+", "%2B"].map((plus) =>
        ground.get(`${escapePath(ground.module.module)}/@v/v9.9.9${plus}incompatible.info`),
      ),
    );
    return verdict(
      encoded!,
      bare!.seen === encoded!.seen,
      "info",
      `${bare!.seen}, ${encoded!.seen}`,
    );
  },
  "absent.module": absent((ground) => `${siblingOf(ground)}/@v/list`),
  "absent.latest": absent((ground) => `${siblingOf(ground)}/@latest`),
  "absent.path": absent((ground) => `${escapePath(ground.module.module)}/no/such/path/@v/list`),
  "absent.version": absent((ground) =>
    fileOf({ ...ground.module, version: versionOfNobody }, "info"),
  ),
  "absent.mod": absent((ground) => fileOf({ ...ground.module, version: versionOfNobody }, "mod")),
  "absent.zip": absent((ground) => fileOf({ ...ground.module, version: versionOfNobody }, "zip")),
  "path.dots": async (ground) => {
    const answer = await ground.get(`${escapePath(ground.module.module)}/@v/../../../@v/list`);
    return verdict(answer, answer.status >= 300 && answer.status < 500, "info");
  },
  "method.post": async (ground) => {
    const answer = await ground.file(ground.module, "info", { method: "POST" });
    return verdict(answer, answer.status >= 400 && answer.status < 500, "info");
  },
};

/** A module with capital letters that should be there. */
function capitalsOf({ module, isNamed }: Ground) {
  if (/[A-Z]/.test(module.module)) return module;
  return isNamed ? null : capitalModule;
}

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
