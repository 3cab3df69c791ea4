import { escapePath } from "../../go/text/strings.ts";
import { versionOf } from "../../net/verdict.ts";
import { hashOfMod, hashOfZip, isZip, namesInZip } from "../ask/ask-file.ts";
import {
  type ProxyAnswer,
  type ProxyAsking,
  isThere,
  type Points,
  skipped,
  textOf,
  verdict,
  optional,
} from "./point.ts";

/** A pseudo-version (x/mod/module PseudoVersionRE). */
const pseudo = /^v\d+\.(?:0\.0-|\d+\.\d+-(?:[^+]*\.)?0\.)\d{14}-[A-Za-z0-9]+(?:\+\S+)?$/;
const versionLine = /^v\d+\.\d+\.\d+\S*(?:[ \t].*)?$/;

const linesOf = (answer: ProxyAnswer): string[] => textOf(answer).split("\n").filter(Boolean);

/** The answer for the list of the module's versions. */
export const listOf = ({
  module,
  get,
}: Pick<ProxyAsking, "module" | "get">): Promise<ProxyAnswer> =>
  get(`${escapePath(module.module)}/@v/list`);

/** What is told of a module that is there: cmd/go/internal/modfetch/proxy.go Versions, Stat, latest, GoMod. */
export const modulePoints: Points<
  | "list.content"
  | "list.pseudo"
  | "latest.info"
  | "info.content"
  | "info.time"
  | "mod.content"
  | "mod.hash"
> = {
  "list.content": async (ground) => {
    const answer = await listOf(ground);
    const isList = answer.status === 200 && linesOf(answer).every((line) => versionLine.test(line));
    return verdict(answer, isList, "error", answer.seen === "200" ? "200 no list" : answer.seen);
  },
  "list.pseudo": async (ground) => {
    const answer = await listOf(ground);
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
};

/** The zip of a module: cmd/go/internal/modfetch/fetch.go downloadZip, checkModSum. */
export const zipPoints: Points<
  | "zip.format"
  | "zip.prefix"
  | "zip.hash"
  | "zip.encoding"
  | "zip.length"
  | "zip.range"
  | "zip.head"
> = {
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
};

const sameStart = (part: Buffer, whole: Buffer, length: number): boolean =>
  part.length === length && part.equals(whole.subarray(0, length));
