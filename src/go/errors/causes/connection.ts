import { note, type Note, type TimePhase, type ProxyFault } from "../../../findings.ts";
import { readings, type SystemFault, systemFault } from "../words.ts";
import { hostIn, hostOfChain, type Wording, row } from "./row.ts";

/** No way to a host, or one that broke: names, dialling, reading, HTTP/2. No numbers: go does not say any. */
export const connection: readonly Wording[] = [
  row(/\blookup (\S+?)(?: on (\S+?))?: ([^\n]*)/, ([, host = "", , why = ""]) =>
    note("net.dns", "error", {
      host,
      reason: /no such host|not known/.test(why) ? "not-found" : "no-answer",
    }),
  ),
  row(/\bgetaddrinfow: ([^\n]*)/, (_found, chain) =>
    note("net.dns", "error", { host: hostOfChain(chain), reason: "not-found" }),
  ),
  row(/TLS handshake timeout/, (_found, chain) =>
    connectionNote("timeout", hostOfChain(chain), "tls"),
  ),
  row(
    /(?:timeout awaiting response headers|Client\.Timeout[^\n]*awaiting headers|Client\.Timeout[^\n]*while reading|context deadline exceeded|request canceled)/,
    ([words], chain) =>
      connectionNote(
        "timeout",
        hostOfChain(chain),
        /while reading|reading body/.test(words) ? "body" : "answer",
      ),
  ),
  row(/\bdial (?:tcp|udp)\d?(?: (\S+?))?: ([^\n]*)/, ([, address, said = ""], chain) => {
    const host = chain.operation === null ? (address ?? "") : hostOfChain(chain);
    return connectionNote(faultOf(said), host || (address ?? ""), "connect");
  }),
  row(/\b(?:read|write) (?:tcp|udp)\d?(?: \S+?)?: ([^\n]*)/, ([, said = ""], chain) =>
    connectionNote(faultOf(said) ?? "reset", hostOfChain(chain), "body"),
  ),
  row(
    /stream error: |http2: (?:server sent GOAWAY|client connection lost|client conn|timeout awaiting|Transport|frame)|server closed idle connection|connection (?:was )?(?:reset|forcibly closed)|broken pipe|use of closed network connection/,
    (_found, chain) => connectionNote("reset", hostOfChain(chain), "body"),
  ),
  row(/^(?:[\w/. -]{0,80}: )?(?:unexpected )?EOF(?:$|[\s"),;])/, (_found, { operation }) => {
    const { verb, url } = operation ?? { verb: null, url: "" };
    if (verb === "read" || verb === "reading")
      return note("net.truncated", "error", { url, bytes: null });
    return connectionNote("reset", hostIn(url), "answer");
  }),
  // Go up to 1.15 does not say what it read.
  row(/(?:@v[^\s:]+|\bmodule [^\s:]+): unexpected EOF$/, (_found, { operation }) =>
    operation === null ? note("net.truncated", "error", { url: "GOPROXY", bytes: null }) : null,
  ),
  row(/(?:connectex|wsarecv|wsasend): ([^\n]*)/, ([, said = ""], chain) =>
    connectionNote(faultOf(said), hostOfChain(chain), "connect"),
  ),
];

/** What a system says of a connection, in its own words or in those that a code page made of them. */
function faultOf(said: string): SystemFault | null {
  const words = said.replace(
    /^(?:connect|connectex|read|write|wsarecv|wsasend|socket|getsockopt|sendto): /,
    "",
  );
  const known = systemFault(words);
  if (known !== null) return known;
  for (const reading of readings(words)) {
    const fault = systemFault(reading);
    if (fault !== null) return fault;
  }
  return null;
}

/** null: no connection came about, and why cannot be told from the words. */
export function connectionNote(fault: SystemFault | null, host: string, phase: TimePhase): Note {
  switch (fault) {
    case "timeout":
      return note("net.timeout", "error", { host, phase, ms: null });
    case "reset":
      return note("net.reset", "error", { host });
    case "unreachable":
    case "no-address":
      return note("net.offline", "error", { mirrors: host, written: false, route: true });
    case "forbidden":
    case "denied":
      return note("net.refused", "error", { host, by: "firewall" });
    case "refused":
      return note("net.refused", "error", { host });
    default:
      return note("net.refused", "error", { host, by: "unknown" });
  }
}

/** Certificates and handshakes. Dates and names are those of the log; "" where it has none. */
export const tls: readonly Wording[] = [
  row(
    /x509: certificate has expired or is not yet valid(?:: current time (\S+) is (?:before (\S+)|after (\S+)))?|x509: [^\n]{0,300}certificate is expired/,
    ([, now = "", from = "", to = ""], chain) =>
      note("net.tls-expired", "error", {
        host: hostOfChain(chain),
        from: clean(from),
        to: clean(to),
        now,
      }),
  ),
  row(
    /x509: certificate (?:relies on legacy Common Name field|is not valid for any names)/,
    (_found, chain) =>
      note("net.tls-name", "error", { host: hostOfChain(chain), names: "", reason: "no-san" }),
  ),
  row(
    /x509: (?:certificate is valid for ([^\n]{0,2000}?), not |cannot validate certificate for|certificate name does not match|[^\n]{0,300}certificate name does not match)/,
    ([, names = ""], chain) => note("net.tls-name", "error", { host: hostOfChain(chain), names }),
  ),
  row(
    /http: server gave HTTP response to HTTPS client|tls: first record does not look like a TLS handshake/,
    (_found, chain) => note("net.not-tls", "error", { host: hostOfChain(chain) }),
  ),
  row(
    /(?:x509: |tls: failed to verify certificate: |tls: failed to parse certificate[^:\n]*: )([^\n]*)/,
    ([, reason = ""], chain) =>
      note("net.tls-untrusted", "error", {
        host: hostOfChain(chain),
        issuer: "",
        reason: reason.replace(/^x509: /, ""),
      }),
  ),
  row(/(?:(?:remote|local) error: )?(tls: [^\n]*)/, ([, said = ""], chain) =>
    note("net.reset", "error", { host: hostOfChain(chain), said }),
  ),
];

/** A bracket or a full stop of the words around a date is none of it. */
function clean(date: string): string {
  return date.replace(/[),.;`"'<].*$/, "");
}

/** The words that net/http prints in place of a status where a proxy answers CONNECT with it. */
const refusals: Readonly<Record<string, number>> = {
  "Bad Request": 400,
  Unauthorized: 401,
  Forbidden: 403,
  "Not Found": 404,
  "Method Not Allowed": 405,
  "Proxy Authentication Required": 407,
  "Request Timeout": 408,
  "Too Many Requests": 429,
  "Internal Server Error": 500,
  "Not Implemented": 501,
  "Bad Gateway": 502,
  "Service Unavailable": 503,
  "Gateway Timeout": 504,
};

/** The HTTP or SOCKS proxy of HTTPS_PROXY: it cannot be had, or it refuses. */
export const httpProxy: readonly Wording[] = [
  row(/proxyconnect tcp: ([^\n]*)/, ([, why = ""]) => {
    const proxy = /dial tcp \[?(\S+?)\]?: |lookup (\S+?)(?: on \S+)?: /.exec(`${why} `);
    const name = proxy?.[1] ?? proxy?.[2] ?? "";
    return note("net.http-proxy", "error", {
      proxy: name,
      reason: proxyFaultOf(why),
      status: null,
    });
  }),
  row(/socks connect (?:tcp|udp)\d? (\S+?)->\S+: ([^\n]*)/, ([, proxy = "", why = ""]) =>
    note("net.http-proxy", "error", { proxy, reason: socksFault(why), status: null }),
  ),
  row(/(?:^|\s)407 |Proxy Authentication Required|^authentication ?required$/i, () =>
    note("net.http-proxy", "error", { proxy: "", reason: "auth", status: 407 }),
  ),
  row(
    // Words of go begin with a small letter, but for EOF; a proxy's reason may be any.
    /^(?!EOF\b)[A-Z][^:"\n]{1,120}$/,
    ([phrase], { operation }) => {
      const isConnect = operation?.verb === "get" && operation.url.startsWith("https:");
      if (!isConnect) return null;
      const status = refusals[phrase] ?? null;
      return note("net.http-proxy", "error", { proxy: "", reason: "status", status });
    },
  ),
  row(/malformed HTTP (?:response|status)[^\n]*|REQUEST_METHOD/, ([words]) =>
    words.startsWith("REQUEST")
      ? note("net.http-proxy", "error", { proxy: "", reason: "cgi", status: null })
      : null,
  ),
];

function proxyFaultOf(why: string): ProxyFault {
  if (/lookup |no such host/.test(why)) return "dns";
  if (/first record does not look like a TLS|server gave HTTP response/.test(why)) return "not-tls";
  if (/TLS handshake timeout/.test(why)) return "timeout";
  if (/tls:|x509:/.test(why)) return "tls";
  if (/\bEOF\b/.test(why)) return "reset";
  switch (proxyFault(why)) {
    case "refused":
    case "forbidden":
    case "denied":
      return "refused";
    case "reset":
      return "reset";
    case "unreachable":
    case "no-address":
      return "no-route";
    case "timeout":
      return "timeout";
    default:
      return "no-connection";
  }
}

function proxyFault(why: string) {
  const words = why.replace(/^.*?: (?:connectex|connect): /, "");
  const fault = systemFault(words);
  if (fault !== null) return fault;
  for (const reading of readings(words)) {
    const read = systemFault(reading);
    if (read !== null) return read;
  }
  return null;
}

function socksFault(why: string): ProxyFault {
  if (/username\/password|authentication/.test(why)) return "auth";
  if (/unexpected protocol version|unknown|no acceptable/.test(why)) return "not-socks";
  if (
    /host unreachable|network unreachable|connection refused|general SOCKS|not allowed|TTL/i.test(
      why,
    ) &&
    !/dial tcp/.test(why)
  ) {
    return "target-refused";
  }
  return proxyFaultOf(why);
}
