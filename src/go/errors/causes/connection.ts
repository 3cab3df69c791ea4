import { note, type Note, type TimePhase } from "../../../findings.ts";
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
