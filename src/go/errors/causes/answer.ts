import { note, type WrongBody } from "../../../findings.ts";
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

/** An answer with status 200 that is not what go asked for. */
export const body: readonly Wording[] = [
  row(
    /proxy returned info for version (\S*) instead of requested version(?: (\S+))?|proxy returned info for version\s+instead of requested version(?: (\S+))?/,
    ([, got = "", wanted = "", other], chain) => {
      const isEmpty = got === "" || got === "instead";
      return note("net.wrong-version", "error", {
        url: addressOf(chain),
        got: isEmpty ? "" : got,
        wanted: (isEmpty ? other : wanted) ?? chain.module?.version ?? "",
      });
    },
  ),
  row(
    /invalid character ('(?:\\?.)+?')|unexpected end of JSON input|json: cannot unmarshal|invalid JSON/,
    ([words, character], chain) =>
      bad(
        chain,
        character === "'<'" ? "html" : /unexpected end/.test(words) ? "empty" : "not-json",
      ),
  ),
  row(
    /gzip: invalid (?:header|checksum)|flate: corrupt|corrupt input before offset|invalid block type|bad Content-Length|chunked encoding|invalid Content-Encoding|content-encoding/i,
    (_found, chain) => bad(chain, "damaged"),
  ),
  row(
    /zip: (?:not a valid zip file|checksum error|unsupported compression|format)|zip for \S+ has unexpected file|malformed zip|reading \S+\.zip: |unzip \S+: |zip: /,
    (_found, chain) => bad(chain, "not-zip"),
  ),
  row(
    /malformed HTTP (?:status code|response|version)|malformed MIME header|transport connection broken|net\/http: HTTP\/1\.x|Unsolicited response|http: response|malformed chunked/,
    (_found, chain) => bad(chain, "not-http"),
  ),
  row(/unknown directive: ?<|usage: [^\n]*<html|<!doctype|<html/i, (_found, chain) =>
    bad(chain, "html"),
  ),
  row(
    /parsing go\.mod: (?:missing module line|no module (?:declaration|statement)|unexpected newline|malformed|invalid)|go\.mod: missing module (?:line|declaration)|unexpected input character/,
    (_found, chain) => (chain.module === null ? null : bad(chain, "not-go-mod")),
  ),
  row(
    /missing repo in go-import|invalid repo root|https fetch[^\n]*(?:XML|expected element)|XML syntax error/,
    (_found, chain) => bad(chain, "repo-root"),
  ),
];

function addressOf({ operation }: Parameters<Wording["make"]>[1]): string {
  return operation?.url ?? "";
}

function bad(chain: Parameters<Wording["make"]>[1], what: WrongBody) {
  return note("net.bad-response", "error", { url: addressOf(chain), body: what });
}

/** What the checksum database, or go.sum, has against a module. */
export const sumdb: readonly Wording[] = [
  row(/checksum mismatch/, (_found, chain) => {
    const { module, said, operation } = chain;
    const name =
      module === null ? "" : `${module.path}${module.version === null ? "" : `@${module.version}`}`;
    const recorded = /\bgo\.sum: +(h1:[A-Za-z0-9+/=]{43,44})/.exec(said)?.[1];
    const isGoSum = /\bgo\.sum: +h1:/.test(said);
    const database = isGoSum
      ? "go.sum"
      : (/ (?!downloaded:)([a-z][\w.-]{1,253}): +h1:/.exec(said)?.[1] ?? "");
    const args = { database, url: operation?.url ?? "", module: name };
    return note("sumdb.mismatch", "error", recorded === undefined ? args : { ...args, recorded });
  }),
  row(
    /malformed record data|note has no verifiable signatures|unverified note|invalid note|tree|timeline|timestamps? |inconsistent|bad signature|malformed note|server response is not|(?:hash|record|checksum) missing|missing (?:hash|record)|misbehaving server|hash mismatch/i,
    (_found, { verifying, database, operation }) => {
      if (!verifying && database === null) return null;
      return note("sumdb.unreachable", "error", {
        database: database ?? "",
        url: operation?.url ?? "",
        cause: "net.bad-response",
        status: null,
      });
    },
  ),
];
