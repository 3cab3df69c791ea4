import type { Endpoint } from "./endpoint.ts";
import type { Response } from "./exchange.ts";

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
