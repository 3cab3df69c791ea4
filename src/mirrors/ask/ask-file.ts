import { inflateRawSync } from "node:zlib";
import { newSha256 } from "../../sha256.ts";
import type { Context } from "../../context.ts";
import { note, type Note } from "../../findings.ts";
import type { Answer, Asked } from "../../go/route/walk.ts";
import { escapePath } from "../../go/text/strings.ts";
import { below, parseEndpoint } from "../../net/endpoint.ts";
import type { Client, HttpOutcome } from "../../net/client.ts";
import { infoNote, statusNote, wrongBody } from "../../net/verdict.ts";

/** Whether archive/zip would open it: the record that ends a zip stands in its last 64 KiB. */
export function isZip(bytes: Buffer): boolean {
  return endOf(bytes) !== null;
}

/**
 * The `h1:` hash of a module zip; null where it cannot be read. Source: golang.org/x/mod/sumdb/dirhash HashZip,
 * Hash1.
 */
export function hashOfZip(bytes: Buffer): string | null {
  try {
    return hashOf(filesOf(bytes));
  } catch {
    return null;
  }
}

/** The names of the files in a zip; null where it cannot be read. */
export function namesInZip(bytes: Buffer): string[] | null {
  try {
    return filesOf(bytes).map(({ name }) => name);
  } catch {
    return null;
  }
}

/** The `h1:` hash of a go.mod (modfetch goModSum). */
export function hashOfMod(bytes: Buffer): string {
  return hashOf([{ name: "go.mod", content: () => bytes }]);
}

/** A file of a zip; its content is there when it is asked for, so that one at a time is held. */
interface File {
  name: string;
  content(): Buffer;
}

function hashOf(files: readonly File[]): string {
  const sorted = files.toSorted((a, b) => Buffer.from(a.name).compare(Buffer.from(b.name)));
  const summary = newSha256();
  for (const { name, content } of sorted) {
    summary.update(`${newSha256().update(content()).digest("hex")}  ${name}\n`);
  }
  return `h1:${summary.digest("base64")}`;
}

/** Bytes of all files together; go takes 500 MiB (x/mod/zip MaxZipFile). A small zip may claim any number of them. */
const mostContent = 256 * 1024 * 1024;

/** The files of a zip, by its central directory. Throws where the bytes do not hold what it says, or too much. */
function filesOf(bytes: Buffer): File[] {
  const end = endOf(bytes);
  if (end === null) throw new RangeError("no zip");
  const files: File[] = [];
  let at = bytes.readUInt32LE(end + 16);
  let sum = 0;
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new RangeError("no entry");
    const nameLength = bytes.readUInt16LE(at + 28);
    const packed = bytes.readUInt32LE(at + 20);
    const size = bytes.readUInt32LE(at + 24);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(from, from + packed);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const isStored = bytes.readUInt16LE(at + 10) === 0;
    sum += Math.max(size, data.length);
    if (sum > mostContent) throw new RangeError("too much");
    // No more than it claims: a sum of claims that were not kept would be none.
    const content = () =>
      isStored ? data : inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
    files.push({ name, content });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

function endOf(bytes: Buffer): number | null {
  const last = bytes.length - 22;
  for (let at = last; at >= 0 && at > last - 65_536; at--) {
    if (bytes.readUInt32LE(at) === 0x06054b50) return at;
  }
  return null;
}

/** How one request for one file ended: in the words of walk(), and as a finding. */
export interface Reply {
  answer: Answer;
  /** null where nothing is wrong. */
  note: Note | null;
  ms: number;
  /** What came, where all of it came. */
  body: Buffer | null;
  /** The server's clock; null where it did not say. */
  date: Date | null;
  attempt: { connected: boolean; proxied: boolean };
  /** More came than any such file has, and more was to come: go would keep all of it in memory. */
  endless?: true;
}

/** What is asked for, and by whom. */
export interface FileRequest {
  client: Client;
  module: string;
  version: string;
  /** The name of the checksum database; null where it is not asked. */
  database: string | null;
  timeoutMs(): number;
}

/** Of a zip, and of everything else, of which nothing is that large; more is not read. */
const limits = { zip: 8 * 1024 * 1024, other: 4 * 1024 * 1024 };

/** A body that still arrived this long before time ran out is slow; go would wait for it. In milliseconds. */
const progress = 1500;

/** Asks a proxy, by its URL, for one file of a module version or of the checksum database. */
export async function askFile(
  ctx: Context,
  base: string,
  file: Asked,
  request: FileRequest,
): Promise<Reply> {
  const endpoint = parseEndpoint(base);
  const how = file === "supported" || file === "lookup" ? "plain" : "cleaned";
  const url = endpoint === null ? base : below(endpoint, pathOf(file, request), how);
  const enough = new AbortController();
  const max = file === "zip" ? limits.zip : limits.other;
  let bytes = 0;
  let head = Buffer.alloc(0);
  let last = 0;
  const outcome = await request.client.get(url, {
    timeoutMs: request.timeoutMs(),
    signal: enough.signal,
    maxBytes: max,
    onData(chunk) {
      if (head.length < 64) head = Buffer.concat([head, chunk.subarray(0, 64)]);
      bytes += chunk.length;
      last = ctx.elapsed();
      if (bytes > max) enough.abort();
    },
  });
  if (file !== "zip" && enough.signal.aborted) {
    const { host } = new URL(url);
    const ms = Math.round(outcome.phases.total);
    const problem = note("net.timeout", "warning", { host, phase: "body", ms });
    return { ...replyOf(outcome, problem), body: null, endless: true };
  }
  const slow = outcome.trouble?.code === "net.timeout" && ctx.elapsed() - last < progress;
  const isPart = bytes > 0 && (enough.signal.aborted || slow);
  if (!isPart) return replyOf(outcome, problemOf(outcome, file, request.version));
  const isWrong = file === "zip" && head.toString("latin1", 0, 2) !== "PK";
  const problem = isWrong
    ? note("net.bad-response", "warning", { url: outcome.url, body: "not-zip" })
    : null;
  return { ...replyOf(outcome, problem), body: null };
}

export function replyOf(outcome: HttpOutcome, problem: Note | null): Reply {
  const { response, phases, connected, proxy } = outcome;
  const date = new Date(response?.headers.date ?? "");
  return {
    answer: answerOf(problem),
    note: problem,
    ms: Math.round(phases.total),
    body: response?.status === 200 ? response.body : null,
    date: Number.isNaN(date.getTime()) ? null : date,
    attempt: { connected, proxied: proxy !== null },
  };
}

/** The path below a proxy (https://go.dev/ref/mod#goproxy-protocol), or below the database itself. */
function pathOf(file: Asked, { module, version, database }: FileRequest): string {
  const [path, at] = [escapePath(module), escapePath(version)];
  if (file === "supported") return `sumdb/${database}/supported`;
  const record = `lookup/${path}@${at}`;
  if (file === "lookup") return database === null ? record : `sumdb/${database}/${record}`;
  return `${path}/@v/${at}.${file}`;
}

function problemOf(outcome: HttpOutcome, file: Asked, version: string): Note | null {
  if (file === "info") return infoNote(outcome, version);
  const failed = statusNote(outcome);
  const { response } = outcome;
  if (failed !== null || response === null || file === "supported") return failed;
  const { body } = response;
  const right =
    file === "zip"
      ? isZip(body)
      : file === "lookup"
        ? recordOf(body) !== null
        : !/^\s*</.test(body.toString("latin1", 0, 64));
  return right ? null : wrongBody(response, outcome, file === "zip" ? "not-zip" : "not-json");
}

/** Source: modfetch/proxy.go; net/http has time limits for a connection and for TLS, and none for an answer. */
export function answerOf(problem: Note | null): Answer {
  if (problem === null) return { kind: "right" };
  const { code } = problem;
  switch (code) {
    case "net.timeout": {
      const { phase } = problem.args;
      return { kind: phase === "answer" || phase === "body" ? "hangs" : "failed", code };
    }
    case "net.status":
    case "net.auth": {
      const { status } = problem.args;
      const isMissing = status === null || status === 404 || status === 410;
      return { kind: isMissing ? "missing" : "failed", code, status: status ?? 404 };
    }
    case "net.rate-limited":
      return { kind: "failed", code, status: 429 };
    case "net.wrong-version":
      return { kind: "other", code };
    case "net.captive-portal":
      return { kind: "garbage", code };
    case "net.bad-response":
      return { kind: problem.args.body === "not-http" ? "failed" : "garbage", code };
    default:
      return { kind: "failed", code };
  }
}

/** The sums of a record of the checksum database (x/mod/sumdb ParseRecord); null for what is none. */
export function recordOf(body: Buffer): string[] | null {
  const lines = body.toString("utf8").split("\n");
  if (!/^\d+$/.test(lines[0] ?? "")) return null;
  const end = lines.indexOf("");
  const sums = lines.slice(1, end < 0 ? undefined : end);
  return sums.length > 0 && sums.every((line) => / h1:\S+$/.test(line)) ? sums : null;
}
