import type { ConformancePoint } from "../../contract.ts";
import { shorten } from "../../net/fault.ts";
import type { Context } from "../../context.ts";
import { escapePath } from "../../go/text/strings.ts";
import { type Client, openClient, type HttpOutcome } from "../../net/client.ts";
import { type Endpoint, parseEndpoint } from "../../net/endpoint.ts";
import { newestEvidence } from "../../catalog/catalog.ts";
import type { ModuleVersion } from "../probe-result.ts";

/** How a point came out: what it is worth, and the class of what came. */
export interface Verdict {
  status: "ok" | "error" | "warning" | "info" | "skipped";
  seen: string;
  ms: number;
}

/** What one point has to go by. */
export interface Ground extends ProxyAsking {
  /** The sums of the module, as published; null where nobody tells them. */
  sums: { mod: string; zip: string } | null;
  /** The user named the module: nothing else needs to be there. */
  isNamed: boolean;
}

type Level = "error" | "warning" | "info";
export type Point = (ground: Ground) => Promise<Verdict>;

/** Points by their ids. */
export type Points<P extends ConformancePoint> = Readonly<Record<P, Point>>;

export const skipped = (seen: string): Verdict => ({ status: "skipped", seen, ms: 0 });

/**
 * The verdict on one answer: fine, or of this level, where the class may be told more closely. What would be fine and
 * did not come at all shows nothing: the point was not looked at.
 */
export function verdict(
  answer: ProxyAnswer,
  isFine: boolean,
  level: Level,
  seen = answer.seen,
): Verdict {
  if (isFine && answer.status === 0) return skipped(answer.seen);
  return isFine
    ? { status: "ok", seen: answer.seen, ms: answer.ms }
    : { status: level, seen: shorten(seen), ms: answer.ms };
}

export const isThere = ({ seen }: ProxyAnswer): boolean => seen === "200";
export const isAbsent = ({ status }: ProxyAnswer): boolean => status === 404 || status === 410;
export const textOf = ({ body }: ProxyAnswer): string => body.toString("utf8");

/** What a proxy need not have. */
export const optional =
  (of: (ground: Ground) => Promise<ProxyAnswer>): Point =>
  async (ground) => {
    const answer = await of(ground);
    return verdict(answer, answer.status === 200, "info");
  };

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

/** Bytes; a module may be as large as 500 MiB, and is not what such a test should ask for. All else is short. */
const mostOf = (path: string): number => (path.endsWith(".zip") ? 64 : 2) * 1024 * 1024;

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
      answer = ask(client, urlOf(base, path), { ...options, timeoutMs, maxBytes: mostOf(path) });
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
