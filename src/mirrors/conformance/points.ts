import type { Buffer } from "node:buffer";
import type { ConformancePoint } from "../../contract.ts";
import { escapePath } from "../../go/text/escape.ts";
import { versionOf } from "../../net/verdict.ts";
import { hashOfMod, hashOfZip, isZip, namesInZip } from "../ask/archive.ts";
import { capitalModule } from "../catalog.ts";
import { type Answer, type Asking, fileOf } from "./asking.ts";

/** How a point came out: what it is worth, and the class of what came. */
export interface Verdict {
  status: "ok" | "error" | "warning" | "info" | "skipped";
  seen: string;
  ms: number;
}

/** What one point has to go by. */
export interface Ground extends Asking {
  /** The sums of the module, as published; null where nobody tells them. */
  sums: { mod: string; zip: string } | null;
  /** The user named the module: nothing else needs to be there. */
  isNamed: boolean;
}

type Level = "error" | "warning" | "info";
type Point = (ground: Ground) => Promise<Verdict>;

const ok = ({ seen, ms }: Answer): Verdict => ({ status: "ok", seen, ms });
const skipped = (seen: string): Verdict => ({ status: "skipped", seen, ms: 0 });

/** The verdict on one answer: fine, or of this level, where the class may be told more closely. */
function verdict(answer: Answer, isFine: boolean, level: Level, seen = answer.seen): Verdict {
  return isFine ? ok(answer) : { status: level, seen, ms: answer.ms };
}

const isThere = ({ seen }: Answer) => seen === "200";
const isAbsent = ({ status }: Answer) => status === 404 || status === 410;
const textOf = ({ body }: Answer) => body.toString("utf8");

/** A pseudo-version (x/mod/module PseudoVersionRE). */
const pseudo = /^v\d+\.(?:0\.0-|\d+\.\d+-(?:[^+]*\.)?0\.)\d{14}-[A-Za-z0-9]+(?:\+\S+)?$/;
const versionLine = /^v\d+\.\d+\.\d+\S*(?:[ \t].*)?$/;

const linesOf = (answer: Answer): string[] => textOf(answer).split("\n").filter(Boolean);

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
const database = "sum.golang.org";
const toolchain = { module: "golang.org/toolchain", version: "v0.0.1-go1.24.0.linux-amd64" };

/** Runs a point only where the proxy says that it serves the checksum database. */
const withDatabase =
  (point: Point): Point =>
  async (ground) => {
    const supported = await ground.get(`sumdb/${database}/supported`);
    return supported.status === 200 ? point(ground) : skipped(supported.seen);
  };

const optional =
  (of: (ground: Ground) => Promise<Answer>): Point =>
  async (ground) => {
    const answer = await of(ground);
    return verdict(answer, answer.status === 200, "info");
  };

/**
 * The points of the module proxy protocol, in the order in which they are shown. Source: https://go.dev/ref/mod
 * #goproxy-protocol, and what cmd/go/internal/modfetch (proxy.go, sumdb.go, fetch.go) does with the answers.
 */
export const points: Readonly<Record<ConformancePoint, Point>> = {
  "list.content": async (ground) => {
    const answer = await ground.get(`${escapePath(ground.module.module)}/@v/list`);
    const isList = answer.status === 200 && linesOf(answer).every((line) => versionLine.test(line));
    return verdict(answer, isList, "error", answer.seen === "200" ? "200 no list" : answer.seen);
  },
  "list.pseudo": async (ground) => {
    const answer = await ground.get(`${escapePath(ground.module.module)}/@v/list`);
    if (!isThere(answer)) return skipped(answer.seen);
    const found = linesOf(answer).find((line) => pseudo.test(line));
    return verdict(answer, found === undefined, "info", found ?? answer.seen);
  },
  "latest.info": async (ground) => {
    const answer = await ground.get(`${escapePath(ground.module.module)}/@latest`);
    const isInfo = isThere(answer) && versionOf(answer.body) !== null;
    return verdict(answer, isInfo, "info", isThere(answer) ? "200 no info" : answer.seen);
  },
  "info.content": async (ground) => {
    const answer = await ground.file(ground.module, "info");
    const version = isThere(answer) ? versionOf(answer.body) : null;
    const seen = isThere(answer)
      ? `200 ${version === null ? "no info" : version || "no Version"}`
      : answer.seen;
    return verdict(answer, version === ground.module.version, "error", seen);
  },
  "info.time": async (ground) => {
    const answer = await ground.file(ground.module, "info");
    if (!isThere(answer)) return skipped(answer.seen);
    const hasTime = /"time"\s*:\s*"[^"]/i.test(textOf(answer));
    return verdict(answer, hasTime, "info", "200 without Time");
  },
  "mod.content": async (ground) => {
    const answer = await ground.file(ground.module, "mod");
    if (!isThere(answer)) return verdict(answer, false, "error");
    const named = /^\s*module\s+"?([^\s"]+)/m.exec(textOf(answer))?.[1];
    return verdict(answer, named === ground.module.module, "error", `200 ${named ?? "no go.mod"}`);
  },
  "mod.hash": async (ground) => {
    const answer = await ground.file(ground.module, "mod");
    if (!isThere(answer) || ground.sums === null) return skipped(answer.seen);
    const isSame = hashOfMod(answer.body) === ground.sums.mod;
    return verdict(
      answer,
      isSame,
      "error",
      textOf(answer).includes("\r") ? "200 CRLF" : "200 other",
    );
  },
  "zip.format": async (ground) => {
    const answer = await ground.file(ground.module, "zip");
    const isGood = isThere(answer) && isZip(answer.body) && namesInZip(answer.body) !== null;
    return verdict(answer, isGood, "error", isThere(answer) ? "200 no zip" : answer.seen);
  },
  "zip.prefix": async (ground) => {
    const answer = await ground.file(ground.module, "zip");
    const names = isThere(answer) ? namesInZip(answer.body) : null;
    if (names === null) return skipped(answer.seen);
    const { module, version } = ground.module;
    const strange = names.find((name) => !name.startsWith(`${module}@${version}/`));
    return verdict(answer, strange === undefined, "error", `200 ${strange?.slice(0, 80)}`);
  },
  "zip.hash": async (ground) => {
    const answer = await ground.file(ground.module, "zip");
    const hash = isThere(answer) ? hashOfZip(answer.body) : null;
    if (hash === null || ground.sums === null) return skipped(answer.seen);
    return verdict(answer, hash === ground.sums.zip, "error", "200 other");
  },
  "zip.encoding": async (ground) => {
    const answer = await ground.file(ground.module, "zip");
    if (!isThere(answer)) return skipped(answer.seen);
    const encoding = answer.header("content-encoding");
    return verdict(answer, encoding === null || encoding === "identity", "info", `200 ${encoding}`);
  },
  "zip.length": async (ground) => {
    const answer = await ground.file(ground.module, "zip");
    if (!isThere(answer)) return skipped(answer.seen);
    const hasLength = answer.header("content-length") !== null;
    const isGzip = answer.header("content-encoding") !== null;
    return verdict(answer, hasLength || isGzip, "warning", "200 without Content-Length");
  },
  "zip.range": async (ground) => {
    const whole = await ground.file(ground.module, "zip");
    if (!isThere(whole)) return skipped(whole.seen);
    const headers = { Range: "bytes=0-9", "Accept-Encoding": "identity" };
    const answer = await ground.file(ground.module, "zip", { headers });
    // A server that knows no ranges sends the whole.
    const isPart = answer.status === 206 && sameStart(answer.body, whole.body, 10);
    const isFine = isPart || (answer.status === 200 && answer.body.equals(whole.body));
    return verdict(answer, isFine, "warning", `${answer.status} ${answer.body.length} bytes`);
  },
  "zip.head": optional((ground) => ground.file(ground.module, "zip", { method: "HEAD" })),
  "escape.capitals": async (ground) => {
    const wanted = capitalsOf(ground);
    if (wanted === null) return skipped("");
    const answer = await ground.file(wanted, "info");
    if (isThere(answer)) return ok(answer);
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
  "toolchain.list": optional((ground) => ground.get(`${toolchain.module}/@v/list`)),
  "toolchain.info": optional((ground) => ground.file(toolchain, "info")),
  "toolchain.zip": optional((ground) => ground.file(toolchain, "zip", { method: "HEAD" })),
  "path.dots": async (ground) => {
    const answer = await ground.get(`${escapePath(ground.module.module)}/@v/../../../@v/list`);
    return verdict(answer, answer.status >= 300 && answer.status < 500, "info");
  },
  "method.post": async (ground) => {
    const answer = await ground.file(ground.module, "info", { method: "POST" });
    return verdict(answer, answer.status >= 400 && answer.status < 500, "info");
  },
  "time.first-byte": async (ground) => {
    const ms = ground.slowest();
    return { status: ms < slow ? "ok" : "warning", seen: `${ms} ms`, ms };
  },
};

/** Milliseconds to a first byte, above which people stop a build that go would wait for. */
const slow = 5000;

/** Where the record of the module is, below the proxy. */
export function lookupOf({ module }: Pick<Ground, "module">): string {
  return `sumdb/${database}/lookup/${escapePath(module.module)}@${escapePath(module.version)}`;
}

/** A module with capital letters that should be there. */
function capitalsOf({ module, isNamed }: Ground) {
  if (/[A-Z]/.test(module.module)) return module;
  return isNamed ? null : capitalModule;
}

const sameStart = (part: Buffer, whole: Buffer, length: number): boolean =>
  part.length === length && part.equals(whole.subarray(0, length));
