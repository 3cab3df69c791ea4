import { type Note, note, type WrongBody } from "../findings.ts";
import type { Response } from "./exchange.ts";
import type { HttpOutcome } from "./client.ts";
import { shorten } from "./fault.ts";

/** What keeps a request from being an answer of status 200, in one code; null where nothing does. */
export function statusNote({ trouble, response, url, proxy }: HttpOutcome): Note | null {
  if (trouble !== null) return { ...trouble, severity: "warning" } as Note;
  if (response === null) return null;
  const { status, headers } = response;
  if (status === 200) return null;
  if (status === 401 || (status === 403 && asksForLogin(response))) {
    return note("net.auth", "warning", { url, status });
  }
  if (status === 407) {
    const asked = proxy ?? url;
    return note("net.http-proxy", "warning", { proxy: asked, reason: "auth", status });
  }
  if (status === 429) {
    const retryAfter =
      headers["retry-after"] === undefined ? null : shorten(headers["retry-after"]);
    return note("net.rate-limited", "warning", { url, retryAfter });
  }
  return note("net.status", "warning", { url, status });
}

/** What keeps an answer from being the `.info` of this version, as go reads it; null where it is right. */
export function infoNote(outcome: HttpOutcome, wanted: string): Note | null {
  const failed = statusNote(outcome);
  if (failed !== null || outcome.response === null) return failed;
  const { url, response } = outcome;
  const got = versionOf(response.body);
  if (got === null) return wrongBody(response, outcome, "not-json");
  if (got === wanted) return null;
  return note("net.wrong-version", "warning", { url, got: shorten(got), wanted });
}

/** What came with status 200 in the place of something else. */
export function wrongBody(
  response: Response,
  { url, redirects }: HttpOutcome,
  otherwise: WrongBody,
): Note {
  const bad = (body: WrongBody) => note("net.bad-response", "warning", { url, body });
  if (!isHtml(response)) return bad(response.bytes === 0 ? "empty" : otherwise);
  const isPortal = redirects > 0 || hasForm(response);
  return isPortal ? note("net.captive-portal", "warning", { url }) : bad("html");
}

/**
 * The version that an .info file names, "" where it names none; null where encoding/json would not read it
 * into modfetch.RevInfo: keys in any case, the last one wins, Time must be RFC 3339.
 */
export function versionOf(body: Buffer): string | null {
  let info: unknown;
  try {
    info = JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
  if (info === null) return "";
  if (typeof info !== "object" || Array.isArray(info)) return null;
  const named = (name: string) =>
    Object.entries(info).findLast(([key]) => key.toLowerCase() === name)?.[1] as unknown;
  const version = named("version") ?? "";
  const time = named("time") ?? "0001-01-01T00:00:00Z";
  const isTime =
    typeof time === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(time) &&
    !Number.isNaN(Date.parse(time));
  return typeof version === "string" && isTime ? version : null;
}

function asksForLogin(response: Response): boolean {
  return (
    response.headers["www-authenticate"] !== undefined || (isHtml(response) && hasForm(response))
  );
}

function isHtml({ headers, body }: Response): boolean {
  return (
    /^text\/html\b/i.test(headers["content-type"] ?? "") ||
    /^\s*<(?:!doctype html|html|head|body|script|meta)\b/i.test(body.toString("latin1"))
  );
}

const hasForm = ({ body }: Response): boolean =>
  /<form\b|<input\b[^<>]*type=["']?password/i.test(body.toString("latin1"));
