import { hashOfZip, isZip, namesInZip } from "../ask/archive.ts";
import { isThere, optional, type Points, skipped, verdict } from "./point.ts";

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
