import { note } from "../../../findings.ts";
import { hostOfChain, type Wording, row } from "./row.ts";

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
