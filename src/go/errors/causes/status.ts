import { note } from "../../../findings.ts";
import type { Chain } from "../chain.ts";
import { hostIn, type Wording, row } from "./row.ts";

/** An answer with another status than 200. `url` is the address that go asked. */
export const status: readonly Wording[] = [
  row(
    /^(?:open |stat |CreateFile )?[^\n]*(?:no such file or directory|cannot find the (?:file|path) specified|系统找不到指定的)/i,
    (_found, { operation }) =>
      operation !== null && operation.url.startsWith("file:")
        ? note("net.status", "error", { url: operation.url, status: null })
        : null,
  ),
  row(/^([1-5]\d\d)(?![\w.])/, ([, number = ""], chain) => {
    const { operation } = chain;
    if (operation === null || operation.verb === "get" || operation.verb === "parse") return null;
    const { url } = operation;
    const code = Number(number);
    if (code === 401) return note("net.auth", "error", { url, status: code });
    if (code === 403 && wantsLogin(chain)) return note("net.auth", "error", { url, status: code });
    if (code === 407)
      return note("net.http-proxy", "error", { proxy: "", reason: "auth", status: code });
    if (code === 429) return note("net.rate-limited", "error", { url, retryAfter: null });
    return note("net.status", "error", { url, status: code });
  }),
  row(/bad status:? ?(\d{3})|unexpected status:? (\d{3})/, ([, one, two], { operation }) =>
    operation === null
      ? null
      : note("net.status", "error", { url: operation.url, status: Number(one ?? two) }),
  ),
];

/** The API of a code host that answers 403 does so for want of a login; a mirror does not. */
function wantsLogin({ operation, response }: Chain): boolean {
  const host = hostIn(operation?.url ?? "");
  return (
    /^api\.|^gitlab\./.test(host) ||
    /log ?in|authenticat|credential/i.test(response?.slice(0, 400) ?? "")
  );
}
