import type { Context } from "../../context.ts";
import { escapePath } from "../../go/text/strings.ts";
import { type Client, openClient, type HttpOutcome } from "../../net/client.ts";
import { type Endpoint, parseEndpoint } from "../../net/endpoint.ts";
import { newestEvidence } from "../../catalog/catalog.ts";
import type { ModuleVersion } from "../probe-result.ts";

/** An answer, by its class and with what a point looks at. */
export interface ProxyAnswer {
  /** `404`, `200 html`, `200 empty`, `200`; what kept an answer from coming: `timeout`, `reset`, `dns` … */
  seen: string;
  /** 0: there was none. */
  status: number;
  body: Buffer;
  header(name: string): string | null;
  /** Milliseconds to its first byte, and to its end. */
  firstByte: number;
  ms: number;
}

export interface Options {
  method?: "HEAD" | "POST";
  headers?: Readonly<Record<string, string>>;
}

/** A proxy as the points of the test ask it: every path once, however many points look at the answer. */
export interface ProxyAsking {
  module: ModuleVersion;
  /** What is below the proxy, as it is sent. */
  get(path: string, options?: Options): Promise<ProxyAnswer>;
  /** A file of a module version: `M/@v/V.info`. */
  file(of: ModuleVersion, ending: "info" | "mod" | "zip", options?: Options): Promise<ProxyAnswer>;
  /** The slowest answer so far: milliseconds to its first byte. */
  slowest(): number;
  close(): void;
}

/** Bytes; a module may be as large as 500 MiB, and is not what such a test should ask for. */
const most = 64 * 1024 * 1024;

/** A proxy that is asked as go asks. null for what is no URL. `timeoutMs`: for one request. */
export function askingOf(
  ctx: Context,
  url: string,
  module: ModuleVersion,
  timeoutMs: number,
): ProxyAsking | null {
  const base = parseEndpoint(url);
  if (base === null || !/^https?$/.test(base.scheme)) return null;
  const client = openClient(ctx, { keepAlive: true, notBefore: newestEvidence() });
  const answers = new Map<string, Promise<ProxyAnswer>>();
  let slowest = 0;
  const get = (path: string, options: Options = {}): Promise<ProxyAnswer> => {
    const key = JSON.stringify([path, options]);
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = ask(client, urlOf(base, path), { ...options, timeoutMs, maxBytes: most });
      answers.set(key, answer);
      answer.then(({ firstByte }) => (slowest = Math.max(slowest, firstByte))).catch(() => {});
    }
    return answer;
  };
  return {
    module,
    get,
    file: (of, ending, options) => get(fileOf(of, ending), options),
    slowest: () => slowest,
    close: () => client.close(),
  };
}

/** `example.com/%21azure/@v/v1.0.0.info`, which is how go sends it. */
export function fileOf({ module, version }: ModuleVersion, ending: string): string {
  return `${escapePath(module)}/@v/${escapePath(version)}.${ending}`;
}

const urlOf = (base: Endpoint, path: string): string =>
  `${base.origin}${base.path.replace(/\/$/, "")}/${path}${base.query}`;

async function ask(
  client: Client,
  url: string,
  options: Options & { timeoutMs: number; maxBytes: number },
): Promise<ProxyAnswer> {
  const outcome = await client.get(url, options);
  const { response, phases } = outcome;
  const headers = response?.headers ?? {};
  return {
    seen: seenOf(outcome, options.method === "HEAD"),
    status: response?.status ?? 0,
    body: response?.body ?? Buffer.alloc(0),
    header: (name) => headers[name]?.toString() ?? null,
    firstByte: Math.round(phases.firstByte ?? phases.total),
    ms: Math.round(phases.total),
  };
}

function seenOf({ response, trouble }: HttpOutcome, isHead: boolean): string {
  if (response === null) return (trouble?.code ?? "net.reset").replace(/^net\./, "");
  const { status, body, headers } = response;
  if (status !== 200 || isHead) return String(status);
  if (body.length === 0) return "200 empty";
  const isHtml =
    /^text\/html\b/i.test(headers["content-type"] ?? "") ||
    /^\s*<(?:!doctype|html)\b/i.test(body.toString("latin1", 0, 64));
  return isHtml ? "200 html" : "200";
}
