import { newestEvidence } from "../catalog.ts";
import type { Context } from "../../context.ts";
import { escapePath } from "../../go/text/escape.ts";
import type { Route } from "../../go/route/route.ts";
import { urlsOf } from "./ask.ts";
import { below, parseEndpoint } from "../../net/endpoint.ts";
import { openClient } from "../../net/client.ts";
import { statusNote, versionOf } from "../../net/verdict.ts";
import { latestOf } from "../measure/versions.ts";

/** No longer than any that was ever published: it comes from a server, and is shown. */
const isVersion = /^(?=.{6,200}$)v\d+\.\d+\.\d+(?:[-+]|$)/;

/**
 * The version that go would take for a query (`latest`, a branch; null: none was named), from the first proxy of
 * the route that knows one. `latest` where none does. Source: modload/query.go queryProxy.
 */
export async function resolveVersion(
  ctx: Context,
  route: Route,
  query: string | null,
  timeoutMs: number,
): Promise<string> {
  if (query !== null && isVersion.test(query)) return query;
  const client = openClient(ctx, { keepAlive: false, notBefore: newestEvidence() });
  const urls = urlsOf(route.route);
  const found = await Promise.all(urls.map((url) => ask(url)));
  client.close();
  return found.find((version) => version !== null) ?? query ?? "latest";

  async function ask(url: string): Promise<string | null> {
    const base = parseEndpoint(url);
    if (base === null) return null;
    const path = escapePath(route.module);
    if (query !== null && query !== "latest") return info(`${path}/@v/${escapePath(query)}.info`);
    const list = await get(`${path}/@v/list`);
    return (list && latestOf(list.toString("utf8"))) ?? info(`${path}/@latest`);

    async function info(rest: string): Promise<string | null> {
      const body = await get(rest);
      const version = body && versionOf(body);
      return version && isVersion.test(version) ? version : null;
    }

    async function get(rest: string): Promise<Buffer | null> {
      const outcome = await client.get(below(base!, rest, "cleaned"), { timeoutMs });
      return statusNote(outcome) === null ? (outcome.response?.body ?? null) : null;
    }
  }
}
