import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from "node:http";
import type { Socket } from "node:net";
import { errorCode, networkFaultError, NetworkFaultError } from "./fault.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Context } from "../context.ts";
import { fromBytes, toBytes } from "../go/text/strings.ts";
import { parseUrl } from "../go/url/url.ts";
import { newest } from "../go/version.ts";
import { readRegular } from "../regular-file.ts";

export interface RequestOptions {
  /** For the whole of it, redirects included; loading the system's certificates is not counted. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** How much of the body is kept, by default 1 MiB. */
  maxBytes?: number;
  /** Sees the body as it arrives, to its end however long. */
  onData?: (bytes: Buffer) => void;
  /** GET, if nothing else is said: go knows no other. */
  method?: "HEAD" | "POST";
  /** Beside those that go sends. */
  headers?: Readonly<Record<string, string>>;
}

export interface Response {
  status: number;
  headers: IncomingHttpHeaders;
  /** Decompressed; at most `maxBytes`. */
  body: Buffer;
  /** As they came over the wire, also those that were not kept. */
  bytes: number;
}

export interface Exchange {
  method: "GET" | "HEAD" | "POST";
  /** Path and query, or the whole URL for an HTTP proxy. */
  path: string;
  headers: Record<string, string>;
  /** After so many bytes the rest is not read. */
  maxBytes: number;
  /** Names for messages: the server, and the URL without its password. */
  host: string;
  shown: string;
  signal: AbortSignal;
  onHeaders(): void;
  onData?: ((bytes: Buffer) => void) | undefined;
  onEnd(): void;
  /** Takes the connection once it can carry another request; without it the connection is closed. */
  onFree?: (() => void) | undefined;
}

/** One request on an open connection, answered to its end. Throws TroubleError, or what the signal was aborted with. */
export async function exchange(socket: Socket, options: Exchange): Promise<Response> {
  const { method, path, signal, host, shown } = options;
  const headers = { ...options.headers, Connection: "keep-alive" };
  const sent = request({ createConnection: () => socket, method, path, headers, signal });
  let broken: unknown;
  sent.on("error", (error) => (broken ??= error));
  try {
    const answered = responseTo(sent, shown);
    sent.end();
    const response = await answered;
    options.onHeaders();
    const received = await receive(response, options);
    options.onEnd();
    const reusable = response.complete && sent.shouldKeepAlive && options.onFree !== undefined;
    // Node takes its own listeners off the connection in the next turn.
    if (reusable) await new Promise((next) => setImmediate(next));
    if (reusable && !socket.destroyed) options.onFree?.();
    else socket.destroy();
    return received;
  } catch (error) {
    socket.destroy();
    signal.throwIfAborted();
    const code = errorCode(broken);
    if (code.startsWith("HPE_") && code !== "HPE_INVALID_EOF_STATE") throw notHttp(shown, broken);
    throw error instanceof NetworkFaultError
      ? error
      : networkFaultError("net.reset", { host }, error);
  }
}

/**
 * The response, however the request ends: node tells of a change of protocol (101) in an event of its own, and
 * where nothing is said before the end, a promise that waited for more would never settle.
 */
function responseTo(sent: ClientRequest, url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once("response", resolve).once("error", reject);
    sent.once("upgrade", () => reject(notHttp(url, null)));
    sent.once("close", () => reject(new Error("closed without a response")));
  });
}

const notHttp = (url: string, cause: unknown): NetworkFaultError =>
  networkFaultError("net.bad-response", { url, body: "not-http" }, cause);

async function receive(response: IncomingMessage, options: Exchange): Promise<Response> {
  const kept: Buffer[] = [];
  let bytes = 0;
  const { shown: url } = options;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      options.onData?.(chunk);
      if (bytes <= options.maxBytes) kept.push(chunk);
      else if (options.onData === undefined) break;
    }
  } catch (error) {
    throw networkFaultError("net.truncated", { url, bytes }, error);
  }
  const { headers, statusCode: status = 0 } = response;
  const whole = Buffer.concat(kept);
  const zipped = headers["content-encoding"]?.toLowerCase() === "gzip" && whole.length > 0;
  return { status, headers, bytes, body: zipped ? await unzip(whole, url) : whole };
}

/** net/http decodes gzip, which it asked for itself. */
async function unzip(body: Buffer, url: string): Promise<Buffer> {
  const { gunzipSync } = await import("node:zlib");
  try {
    return gunzipSync(body, { maxOutputLength: 16 * 1024 * 1024 });
  } catch (error) {
    throw errorCode(error) === "Z_BUF_ERROR"
      ? networkFaultError("net.truncated", { url, bytes: body.length }, error)
      : notHttp(url, error);
  }
}

const isRedirect = new Set([301, 302, 303, 307, 308]);

/** Where an answer sends go; null for none. net/http redirectBehavior: without a Location it is an answer. */
export function locationOf({ status, headers }: Response): string | null {
  return isRedirect.has(status) ? headers.location || null : null;
}

/**
 * Why go does not follow a redirect, null where it does: never from https to http (cmd/go/internal/web
 * securityPreservingHTTPClient), ten requests at most (checkRedirect). `followed`: how many there were before.
 */
export function whyNotFollowed(
  first: Endpoint | null,
  to: Endpoint | null,
  followed: number,
): "invalid" | "insecure" | "too-many" | null {
  if (to === null) return "invalid";
  if (first?.scheme === "https" && to.scheme !== "https") return "insecure";
  if (followed + 1 >= 10) return "too-many";
  return to.scheme === "http" || to.scheme === "https" ? null : "invalid";
}

/** net/http isDomainOrSubdomain: where a login may follow a redirect. */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** A file as go takes it (cmd/go/internal/web getFile): what is not there is as 404, what may not be read as 403. */
export function readAsServed(ctx: Context, url: string, { onData }: RequestOptions): Response {
  const answer = (status: number, body = Buffer.alloc(0)) => {
    return { status, headers: {}, body, bytes: body.length };
  };
  try {
    const body = readRegular(ctx, filePath(ctx, url));
    if (body === null) return answer(404);
    onData?.(body);
    return answer(200, body);
  } catch {
    return answer(403);
  }
}

/** cmd/go/internal/web urlToFilePath: on Windows the slash before the drive letter goes. */
export function filePath(ctx: Context, url: string): string {
  const parsed = parseUrl(toBytes(url), newest);
  const path = "reason" in parsed ? "" : fromBytes(parsed.path);
  return ctx.platform === "win32" ? path.replace(/^\/(?=[a-zA-Z]:)/, "") : path;
}
