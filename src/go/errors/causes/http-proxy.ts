import { note, type ProxyFault } from "../../../findings.ts";
import { systemFault, readings } from "../words.ts";
import { type Wording, row } from "./row.ts";

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
    return note("net.http-proxy", "error", { proxy: name, reason: faultOf(why), status: null });
  }),
  row(/socks connect (?:tcp|udp)\d? (\S+?)->\S+: ([^\n]*)/, ([, proxy = "", why = ""]) =>
    note("net.http-proxy", "error", { proxy, reason: socksFault(why), status: null }),
  ),
  row(/(?:^|\s)407 |Proxy Authentication Required/, () =>
    note("net.http-proxy", "error", { proxy: "", reason: "auth", status: 407 }),
  ),
  row(
    /^(\d{3} )?([A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*){0,3})$/,
    ([, number, phrase = ""], { operation }) => {
      const status = refusals[phrase];
      const isConnect = operation?.verb === "get" && operation.url.startsWith("https:");
      if (status === undefined || number !== undefined || !isConnect) return null;
      return note("net.http-proxy", "error", { proxy: "", reason: "status", status });
    },
  ),
  row(/malformed HTTP (?:response|status)[^\n]*|REQUEST_METHOD/, ([words]) =>
    words.startsWith("REQUEST")
      ? note("net.http-proxy", "error", { proxy: "", reason: "cgi", status: null })
      : null,
  ),
];

function faultOf(why: string): ProxyFault {
  if (/lookup |no such host/.test(why)) return "dns";
  if (/first record does not look like a TLS|server gave HTTP response/.test(why)) return "not-tls";
  if (/TLS handshake timeout/.test(why)) return "timeout";
  if (/tls:|x509:/.test(why)) return "tls";
  if (/\bEOF\b/.test(why)) return "reset";
  switch (known(why)) {
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

function known(why: string) {
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
  return faultOf(why);
}
