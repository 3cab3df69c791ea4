import { type FindingCode, type FindingArgs, type Note, note } from "../findings.ts";
import { hostOf } from "../go/url/proxy-host.ts";
import { hide, redactGoWords, redactUrl } from "../go/text/redact.ts";
import { secretSpans } from "../go/text/secrets.ts";

/** The parts of a text that a pattern names, "" for what is not there. No passwords. */
type Named = Record<
  | "character"
  | "got"
  | "host"
  | "reason"
  | "rest"
  | "said"
  | "status"
  | "to"
  | "toolchain"
  | "url"
  | "wanted"
  | "why",
  string
>;

interface Rule {
  pattern: RegExp;
  code: FindingCode;
  args(named: Named): FindingArgs[FindingCode];
}

/** What a message is, and what it is about: the parts that the pattern names, if nothing else is said. */
function rule<C extends FindingCode>(
  pattern: RegExp,
  code: C,
  args: (named: Named) => FindingArgs[C] = (named) => named as unknown as FindingArgs[C],
): Rule {
  return { pattern: new RegExp(pattern, `${pattern.flags}d`), code, args };
}

/**
 * Go's error messages of the last ten versions (cmd/go/internal/modfetch, web, vcs; net, crypto/tls, x/mod/sumdb),
 * the narrower before the wider: what wraps another error comes after it.
 */
const rules: readonly Rule[] = [
  rule(/checksum mismatch/, "sumdb.mismatch", () => ({
    database: "GOSUMDB",
    url: "GOPROXY",
    module: "",
  })),
  rule(/module lookup disabled by GOPROXY=off/, "proxy.off", () => ({})),
  rule(/GOPROXY list is not the empty string, but contains no entries/, "proxy.empty", () => ({})),
  rule(
    /(?<said>invalid proxy URL (?:missing scheme|scheme \(must be https, http, file\))|invalid file:\/\/ proxy URL with non-path elements): (?<value>\S+)/,
    "proxy.invalid",
  ),
  rule(
    /(?<said>missing GOSUMDB|invalid GOSUMDB[^\n]*|invalid sumdb name[^\n]*)/,
    "sumdb.invalid",
    ({ said }) => ({ value: "", said }),
  ),
  rule(/checksum database disabled by GOSUMDB=off/, "toolchain.sumdb-off", () => ({
    toolchain: null,
  })),
  rule(
    /(?:invalid toolchain: |download )(?<toolchain>go1\.\d+)(?: is a language version|(?![\w.])[^\n]*: toolchain not available)/,
    "toolchain.unavailable",
    ({ toolchain }) => ({ toolchain, reason: "language" }),
  ),
  rule(
    /download (?<toolchain>go[\w.]+)[^\n]*: toolchain not available/,
    "toolchain.unavailable",
    ({ toolchain }) => ({ toolchain, reason: "not-served" }),
  ),
  rule(
    /requires go >= (?<wanted>[\w.]+) \(running go [\w.]+; GOTOOLCHAIN=local\)/,
    "toolchain.unavailable",
    ({ wanted }) => ({ toolchain: `go${wanted}`, reason: "local" }),
  ),
  rule(/(?<said>invalid GOTOOLCHAIN "[^"\n]*"[^\n]*)/, "go.bricked", ({ said }) => ({
    said,
    key: "GOTOOLCHAIN",
    value: null,
  })),
  rule(
    /(?:reading |Get "?)(?<url>https?:\/\/[^\s"]+?\/(?:lookup\/[^\s":]+|supported|latest|tile\/[^\s":]+))"?: (?:(?<status>[1-5]\d\d) )?(?<rest>[^\n]*)/,
    "sumdb.unreachable",
    ({ url, status, rest }) => ({
      database: /\/sumdb\/([^/]+)\//.exec(url)?.[1] ?? hostOf(url) ?? "",
      url,
      cause: status ? "net.status" : causeOf(rest),
      status: status ? Number(status) : null,
    }),
  ),
  rule(/refusing to pass credentials to insecure URL: (?<url>\S+)/, "proxy.credentials-refused"),
  rule(
    /redirected from secure URL (?<url>\S+) to insecure URL (?<to>\S+)/,
    "net.redirect",
    ({ url, to }) => ({ url, to, reason: "insecure" }),
  ),
  rule(/Get "?(?<url>[^"\s]+)"?: stopped after 10 redirects/, "net.redirect", ({ url }) => ({
    url,
    to: "",
    reason: "too-many",
  })),
  rule(/proxyconnect tcp: (?<why>[^\n]*)/, "net.http-proxy", ({ why }) => ({
    proxy: /dial tcp (\S+):/.exec(why)?.[1] ?? "HTTPS_PROXY",
    reason: /lookup|no such host/.test(why) ? "dns" : /refused/.test(why) ? "refused" : "timeout",
    status: null,
  })),
  rule(/Proxy Authentication Required/, "net.http-proxy", () => ({
    proxy: "HTTPS_PROXY",
    reason: "auth",
    status: 407,
  })),
  rule(
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:tls: failed to verify certificate: )?x509: certificate has expired or is not yet valid: current time (?<now>\S+) is (?:before (?<from>\S+)|after (?<to>\S+))/,
    "net.tls-expired",
  ),
  rule(
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:tls: failed to verify certificate: )?x509: (?:certificate is valid for (?<names>[^\n]*?), not |cannot validate certificate for|certificate is not valid for any names)/,
    "net.tls-name",
  ),
  rule(
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:tls: failed to verify certificate: )?x509: (?<reason>[^\n]*)/,
    "net.tls-untrusted",
    ({ host, reason }) => ({ host, issuer: "", reason }),
  ),
  rule(
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:http: server gave HTTP response to HTTPS client|tls: first record does not look like a TLS handshake)/,
    "net.not-tls",
  ),
  rule(
    /proxy returned info for version (?<got>\S*) instead of requested version(?: (?<wanted>\S+))?/,
    "net.wrong-version",
    ({ got, wanted }) => ({ url: "GOPROXY", got, wanted }),
  ),
  rule(
    /(?:invalid response from proxy "(?<url>[^"]+)": )?(?:invalid character (?<character>'.') looking for beginning of value|unexpected end of JSON input)/,
    "net.bad-response",
    ({ url, character }) => ({
      url: url || "GOPROXY",
      body: character === "'<'" ? "html" : character ? "not-json" : "empty",
    }),
  ),
  rule(/zip: not a valid zip file/, "net.bad-response", () => ({
    url: "GOPROXY",
    body: "not-zip",
  })),
  rule(
    /(?:read|reading) "?(?<url>[a-z]+:\/\/[^"\s]+)"?: unexpected EOF/,
    "net.truncated",
    ({ url }) => ({ url, bytes: 0 }),
  ),
  rule(
    /(?:could not read Username|terminal prompts disabled|Permission denied \(publickey|Authentication failed for) ?(?:for )?'?(?:https?:\/\/(?<host>[^/'\s]+))?/,
    "private.no-credentials",
    ({ host }) => ({ host: host || "git" }),
  ),
  rule(/exec: "git": executable file not found/, "git.missing", () => ({
    needed: "always",
    path: null,
  })),
  rule(
    /lookup (?<host>[^\s:]+)(?: on \S+)?: (?<why>no such host)?/,
    "net.dns",
    ({ host, why }) => ({ host, reason: why ? "not-found" : "no-answer" }),
  ),
  rule(
    /dial tcp (?<host>\S+): (?:connect: connection refused|connectex: No connection could be made)/,
    "net.refused",
  ),
  rule(
    /(?:dial tcp (?<host>\S+): (?:i\/o timeout|connect: connection timed out|connectex: A connection attempt failed)|net\/http: TLS handshake timeout|context deadline exceeded)/,
    "net.timeout",
    ({ host }) => ({ host: host || "GOPROXY", phase: "connect", ms: 30_000 }),
  ),
  rule(
    /Get "?[a-z]+:\/\/(?<host>[^/"\s]+)[^\s]*"?: (?:EOF|read tcp [^\n]*(?:reset by peer|forcibly closed)|unexpected EOF)/,
    "net.reset",
  ),
  rule(/reading (?<url>file:\/\/[^\s"]+?): no such file/, "net.status", ({ url }) => ({
    url,
    status: 404,
  })),
  rule(/reading (?<url>(?:https?|file):\/\/[^\s"]+?): 401 /, "net.auth", ({ url }) => ({
    url,
    status: 401,
  })),
  rule(/reading (?<url>(?:https?|file):\/\/[^\s"]+?): 429 /, "net.rate-limited", ({ url }) => ({
    url,
    retryAfter: null,
  })),
  rule(
    /reading (?<url>(?:https?|file):\/\/[^\s"]+?): (?<status>[1-5]\d\d) /,
    "net.status",
    ({ url, status }) => ({ url, status: Number(status) }),
  ),
  rule(/(?:malformed record data|note has no verifiable signatures)/, "sumdb.unreachable", () => ({
    database: "GOSUMDB",
    url: "GOPROXY",
    cause: "net.bad-response",
    status: null,
  })),
];

/** All that a log may be about. */
export const logCodes: readonly FindingCode[] = [...new Set(rules.map(({ code }) => code))];

/** What went wrong underneath, where it can be told. */
function causeOf(words: string): FindingCode | null {
  return ruled(`Get "https://-": ${words}`)?.code ?? null;
}

/** What the first rule that fits makes of a text; null where none does. */
export function ruled(text: string): Note | null {
  for (const { pattern, code, args } of rules) {
    const match = pattern.exec(text);
    if (match === null) continue;
    // A part alone may be the beginning of a URL whose password has a blank in it.
    const spans = secretSpans(text, true);
    const named = Object.entries(match.indices?.groups ?? {}).map(([name, place]) => {
      const part = place === undefined ? "" : hide(text, spans, ...place);
      return [name, name === "said" ? redactGoWords(part) : redactUrl(part)];
    });
    return note(code, "error", args(Object.fromEntries(named) as Named));
  }
  return null;
}
