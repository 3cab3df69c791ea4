import type { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { connect, type SecureContext, type TLSSocket } from "node:tls";
import { firstOf } from "./dial.ts";
import { errorCode, networkFaultError, NetworkFaultError } from "./fault.ts";

/**
 * Who is to answer: `name` is host:port, for messages; `now` the time at which its certificate is judged, and a
 * clock that is behind `notBefore` (ISO) is wrong.
 */
interface Server {
  host: string;
  name: string;
  now: Date;
  notBefore: string;
}

/**
 * TLS on a connection, with the certificate judged as go judges it: crypto/x509 Certificate.Verify looks at the
 * leaf's dates, then at its names, then at who signed it. Node by itself would name another of several faults.
 * Throws TroubleError; when the signal is aborted, what it was aborted with.
 */
export async function secure(
  socket: Socket,
  to: Server,
  trust: SecureContext,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const host = to.host.replace(/\.$/, "");
  const tls = connect({
    socket,
    secureContext: trust,
    ALPNProtocols: ["http/1.1"],
    ...(isIP(host) === 0 ? { servername: host } : {}),
    // Judged below, before a byte of the request is sent.
    rejectUnauthorized: false,
  });
  // Who uses the connection sees what ends it.
  tls.on("error", () => {});
  try {
    await firstOf(tls, ["secureConnect", "close"], signal);
    if (tls.destroyed) throw networkFaultError("net.reset", { host: to.name });
    const fault = judge(tls, { ...to, host });
    if (fault !== null) throw fault;
    return tls;
  } catch (error) {
    tls.destroy();
    socket.destroy();
    signal.throwIfAborted();
    throw error instanceof NetworkFaultError ? error : broken(to.name, error as Error);
  }
}

function judge(tls: TLSSocket, { host, name, ...clock }: Server): NetworkFaultError | null {
  const leaf = tls.getPeerX509Certificate();
  if (leaf === undefined) return untrusted(name, "", "no certificate");
  const { now } = clock;
  if (!isCurrent(leaf, now)) return outOfDate(name, leaf, clock);
  const matches =
    isIP(host) === 0
      ? leaf.checkHost(host, { subject: "never", partialWildcards: false })
      : leaf.checkIP(host);
  if (matches === undefined) {
    // `DNS:a.example, IP Address:127.0.0.1` without the kinds.
    const names = (leaf.subjectAltName ?? "").replace(/\b(?:DNS|IP Address):/g, "");
    return networkFaultError("net.tls-name", { host: name, names });
  }
  if (tls.authorized) return null;
  // Declared as an Error, and in truth the code of OpenSSL's verdict.
  const reason = String(tls.authorizationError);
  if (reason === "CERT_HAS_EXPIRED" || reason === "CERT_NOT_YET_VALID") {
    return outOfDate(name, chainOf(tls).find((link) => !isCurrent(link, now)) ?? leaf, clock);
  }
  return untrusted(name, shortName(leaf.issuer), reason);
}

type Dates = Pick<X509Certificate, "validFrom" | "validTo">;

const isCurrent = ({ validFrom, validTo }: Dates, now: Date): boolean =>
  new Date(validFrom) <= now && now <= new Date(validTo);

/** Where the clock is wrong, the certificate is not. */
function outOfDate(
  host: string,
  { validFrom, validTo }: Dates,
  clock: Pick<Server, "now" | "notBefore">,
): NetworkFaultError {
  const [from = "", to = "", now = ""] = [new Date(validFrom), new Date(validTo), clock.now].map(
    (date) => date.toISOString(),
  );
  const actual = clock.notBefore;
  return now < actual
    ? networkFaultError("net.clock", { now, actual })
    : networkFaultError("net.tls-expired", { host, from, to, now });
}

const untrusted = (host: string, issuer: string, reason: string): NetworkFaultError =>
  networkFaultError("net.tls-untrusted", { host, issuer, reason });

/** The certificates that the server sent; the last one is its own issuer. */
function chainOf(tls: TLSSocket): Dates[] {
  const chain: Dates[] = [];
  let link = tls.getPeerCertificate(true);
  while (chain.length < 10) {
    chain.push({ validFrom: link.valid_from, validTo: link.valid_to });
    if (!link.issuerCertificate || link.issuerCertificate === link) break;
    link = link.issuerCertificate;
  }
  return chain;
}

const shortName = (subject: string): string =>
  /^(?:CN|O)=(.*)$/m.exec(subject)?.[1] ?? subject.replace(/\n/g, ", ");

function broken(host: string, error: Error): NetworkFaultError {
  const isPlain = notTls.test(`${errorCode(error)} ${error.message}`);
  return networkFaultError(isPlain ? "net.not-tls" : "net.reset", { host }, error);
}

/** What OpenSSL calls bytes that are no TLS record; which of these depends on the bytes and on its version. */
const notTls =
  /wrong.version.number|packet.length.too.long|unknown.protocol|http.request|bad.record.type|record.length.mismatch/i;
