import { note, type Note, type TimePhase } from "../../../findings.ts";
import { readings } from "../words/readings.ts";
import { type SystemFault, systemFault } from "../words/system.ts";
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
