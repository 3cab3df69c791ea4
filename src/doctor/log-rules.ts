import { type Code, type Note, note } from "../findings/findings.ts";
import { hostOf } from "../go/url/proxy-host.ts";
import { redactText, redactUrl } from "../go/text/redact.ts";

type Rule = [pattern: RegExp, make: (groups: Record<string, string>) => Note];

const statusOf = (url: string, status: number): Note => {
  const shown = redactUrl(url);
  if (status === 401) return note("net.auth", "error", { url: shown, status });
  if (status === 429) return note("net.rate-limited", "error", { url: shown, retryAfter: null });
  return note("net.status", "error", { url: shown, status });
};

/**
 * Go's error messages of the last ten versions (cmd/go/internal/modfetch, web, vcs; net, crypto/tls, x/mod/sumdb),
 * the narrower before the wider: what wraps another error comes after it.
 */
const rules: readonly Rule[] = [
  [
    /checksum mismatch/,
    () => note("sumdb.mismatch", "error", { database: "GOSUMDB", url: "GOPROXY", module: "" }),
  ],
  [/module lookup disabled by GOPROXY=off/, () => note("proxy.off", "error", {})],
  [
    /GOPROXY list is not the empty string, but contains no entries/,
    () => note("proxy.empty", "error", {}),
  ],
  [
    /(?<said>invalid proxy URL (?:missing scheme|scheme \(must be https, http, file\))|invalid file:\/\/ proxy URL with non-path elements): (?<value>\S+)/,
    ({ said, value }) => note("proxy.invalid", "error", { value: redactUrl(value!), said: said! }),
  ],
  [
    /(?<said>missing GOSUMDB|invalid GOSUMDB[^\n]*|invalid sumdb name[^\n]*)/,
    ({ said }) => note("sumdb.invalid", "error", { value: "", said: redactText(said!) }),
  ],
  [
    /checksum database disabled by GOSUMDB=off/,
    () => note("toolchain.sumdb-off", "error", { toolchain: null }),
  ],
  [
    /(?:download (?<toolchain>go[\w.]+)[^\n]*: toolchain not available|invalid toolchain: (?<language>go[\w.]+) is a language version)/,
    ({ toolchain, language }) =>
      note("toolchain.unavailable", "error", {
        toolchain: toolchain ?? language ?? "",
        reason: toolchain === undefined || /^go1\.\d+$/.test(toolchain) ? "language" : "not-served",
      }),
  ],
  [
    /requires go >= (?<wanted>[\w.]+) \(running go [\w.]+; GOTOOLCHAIN=local\)/,
    ({ wanted }) =>
      note("toolchain.unavailable", "error", { toolchain: `go${wanted}`, reason: "local" }),
  ],
  [
    /(?<said>invalid GOTOOLCHAIN "[^"\n]*"[^\n]*)/,
    ({ said }) => note("go.bricked", "error", { said: said!, key: "GOTOOLCHAIN", value: null }),
  ],
  [
    /(?:reading |Get "?)(?<url>https?:\/\/[^\s"]+?\/(?:lookup\/[^\s":]+|supported|latest|tile\/[^\s":]+))"?: (?:(?<status>[1-5]\d\d) )?(?<rest>[^\n]*)/,
    ({ url, status, rest }) =>
      note("sumdb.unreachable", "error", {
        database: /\/sumdb\/([^/]+)\//.exec(url!)?.[1] ?? hostOf(url!) ?? "",
        url: redactUrl(url!),
        cause: status === undefined ? causeOf(rest!) : "net.status",
        status: status === undefined ? null : Number(status),
      }),
  ],
  [
    /refusing to pass credentials to insecure URL: (?<url>\S+)/,
    ({ url }) => note("proxy.credentials-refused", "error", { url: redactUrl(url!) }),
  ],
  [
    /redirected from secure URL (?<url>\S+) to insecure URL (?<to>\S+)/,
    ({ url, to }) =>
      note("net.redirect", "error", {
        url: redactUrl(url!),
        to: redactUrl(to!),
        reason: "insecure",
      }),
  ],
  [
    /Get "?(?<url>[^"\s]+)"?: stopped after 10 redirects/,
    ({ url }) =>
      note("net.redirect", "error", { url: redactUrl(url!), to: "", reason: "too-many" }),
  ],
  [
    /proxyconnect tcp: (?<why>[^\n]*)/,
    ({ why }) =>
      note("net.http-proxy", "error", {
        proxy: /dial tcp (\S+):/.exec(why!)?.[1] ?? "HTTPS_PROXY",
        reason: /no such host|lookup/.test(why!)
          ? "dns"
          : /refused/.test(why!)
            ? "refused"
            : "timeout",
        status: null,
      }),
  ],
  [
    /Proxy Authentication Required/,
    () => note("net.http-proxy", "error", { proxy: "HTTPS_PROXY", reason: "auth", status: 407 }),
  ],
  [
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:tls: failed to verify certificate: )?x509: certificate has expired or is not yet valid: current time (?<now>\S+) is (?<side>before|after) (?<limit>\S+)/,
    ({ host, now, side, limit }) =>
      note("net.tls-expired", "error", {
        host: host!,
        from: side === "before" ? limit! : "",
        to: side === "after" ? limit! : "",
        now: now!,
      }),
  ],
  [
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:tls: failed to verify certificate: )?x509: (?:certificate is valid for (?<names>[^\n]*?), not |cannot validate certificate for|certificate is not valid for any names)/,
    ({ host, names }) => note("net.tls-name", "error", { host: host!, names: names ?? "" }),
  ],
  [
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:tls: failed to verify certificate: )?x509: (?<reason>[^\n]*)/,
    ({ host, reason }) =>
      note("net.tls-untrusted", "error", { host: host!, issuer: "", reason: reason! }),
  ],
  [
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:http: server gave HTTP response to HTTPS client|tls: first record does not look like a TLS handshake)/,
    ({ host }) => note("net.not-tls", "error", { host: host! }),
  ],
  [
    /proxy returned info for version (?<got>\S*) instead of requested version(?: (?<wanted>\S+))?/,
    ({ got, wanted }) =>
      note("net.wrong-version", "error", { url: "GOPROXY", got: got!, wanted: wanted ?? "" }),
  ],
  [
    /(?:invalid response from proxy "(?<url>[^"]+)": )?(?:invalid character (?<character>'.') looking for beginning of value|unexpected end of JSON input)/,
    ({ url, character }) =>
      note("net.bad-response", "error", {
        url: redactUrl(url ?? "GOPROXY"),
        body: character === "'<'" ? "html" : character === undefined ? "empty" : "not-json",
      }),
  ],
  [
    /zip: not a valid zip file/,
    () => note("net.bad-response", "error", { url: "GOPROXY", body: "not-zip" }),
  ],
  [
    /(?:read|reading) "?(?<url>[a-z]+:\/\/[^"\s]+)"?: unexpected EOF/,
    ({ url }) => note("net.truncated", "error", { url: redactUrl(url!), bytes: 0 }),
  ],
  [
    /(?:could not read Username|terminal prompts disabled|Permission denied \(publickey|Authentication failed for) ?(?:for )?'?(?:https?:\/\/(?<host>[^/'\s]+))?/,
    ({ host }) => note("private.no-credentials", "error", { host: host ?? "git" }),
  ],
  [
    /exec: "git": executable file not found/,
    () => note("git.missing", "error", { needed: "always" }),
  ],
  [
    /lookup (?<host>[^\s:]+)(?: on \S+)?: (?<why>no such host|[^\n]*)/,
    ({ host, why }) =>
      note("net.dns", "error", {
        host: host!,
        reason: why === "no such host" ? "not-found" : "no-answer",
      }),
  ],
  [
    /dial tcp (?<host>\S+): (?:connect: connection refused|connectex: No connection could be made)/,
    ({ host }) => note("net.refused", "error", { host: host! }),
  ],
  [
    /(?:dial tcp (?<host>\S+): (?:i\/o timeout|connect: connection timed out|connectex: A connection attempt failed)|net\/http: TLS handshake timeout|context deadline exceeded)/,
    ({ host }) =>
      note("net.timeout", "error", { host: host ?? "GOPROXY", phase: "connect", ms: 30_000 }),
  ],
  [
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:EOF|read tcp [^\n]*(?:reset by peer|forcibly closed)|unexpected EOF)/,
    ({ host }) => note("net.reset", "error", { host: host! }),
  ],
  [/reading (?<url>file:\/\/[^\s"]+?): no such file/, ({ url }) => statusOf(url!, 404)],
  [
    /reading (?<url>(?:https?|file):\/\/[^\s"]+?): (?<status>[1-5]\d\d) /,
    ({ url, status }) => statusOf(url!, Number(status)),
  ],
  [
    /(?:malformed record data|note has no verifiable signatures)/,
    () =>
      note("sumdb.unreachable", "error", {
        database: "GOSUMDB",
        url: "GOPROXY",
        cause: "net.bad-response",
        status: null,
      }),
  ],
];

/** What went wrong underneath, where it can be told. */
function causeOf(words: string): Code | null {
  return ruled(`Get "https://-": ${words}`)?.code ?? null;
}

/** What the first rule that fits makes of a text; null where none does. */
export function ruled(text: string): Note | null {
  for (const [pattern, make] of rules) {
    const match = pattern.exec(text);
    if (match !== null) return make(match.groups ?? {});
  }
  return null;
}
