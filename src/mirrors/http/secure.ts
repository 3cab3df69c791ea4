import type { X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { connect, type SecureContext, type TLSSocket } from "node:tls";
import { newestEvidence } from "../catalog.ts";
import { errorCode, TroubleError, type Trouble } from "./trouble.ts";

/**
 * TLS on a connection, with the certificate judged as go judges it: crypto/x509 Certificate.Verify looks at the
 * leaf's dates, then at its names, then at who signed it. Node by itself would name another of several faults.
 * `name` is host:port, for messages. Throws TroubleError.
 */
export function secure(
  socket: Socket,
  to: { host: string; name: string; now: Date },
  trust: SecureContext,
  signal: AbortSignal,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const server = to.host.replace(/\.$/, "");
    const tls = connect({
      socket,
      secureContext: trust,
      ALPNProtocols: ["http/1.1"],
      ...(isIP(server) === 0 ? { servername: server } : {}),
      // Judged below, before a byte of the request is sent.
      rejectUnauthorized: false,
    });
    const fail = (error: unknown) => {
      signal.removeEventListener("abort", stop);
      tls.destroy();
      socket.destroy();
      reject(error as Error);
    };
    const stop = () => fail(signal.reason);
    tls.once("secureConnect", () => {
      const fault = judge(tls, { ...to, host: server });
      if (fault !== null) return fail(new TroubleError(fault));
      signal.removeEventListener("abort", stop);
      tls.removeAllListeners("error").on("error", () => {});
      resolve(tls);
    });
    tls.on("error", (error) => {
      fail(new TroubleError(broken(to.name, error), error));
    });
    tls.once("close", () => fail(new TroubleError({ code: "net.reset", args: { host: to.name } })));
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop);
  });
}

function judge(
  tls: TLSSocket,
  { host, name, now }: { host: string; name: string; now: Date },
): Trouble | null {
  const leaf = tls.getPeerX509Certificate();
  if (leaf === undefined) {
    return untrusted(name, "", "no certificate");
  }
  if (!isCurrent(leaf, now)) return outOfDate(name, leaf, now);
  const matches =
    isIP(host) === 0
      ? leaf.checkHost(host, { subject: "never", partialWildcards: false })
      : leaf.checkIP(host);
  if (matches === undefined) {
    return {
      code: "net.tls-name",
      args: { host: name, names: namesOf(leaf.subjectAltName) },
    };
  }
  if (tls.authorized) return null;
  // Declared as an Error, and in truth the code of OpenSSL's verdict.
  const reason = String(tls.authorizationError);
  if (reason === "CERT_HAS_EXPIRED" || reason === "CERT_NOT_YET_VALID") {
    return outOfDate(name, chainOf(tls).find((link) => !isCurrent(link, now)) ?? leaf, now);
  }
  return untrusted(name, shortName(leaf.issuer), reason);
}

type Dates = Pick<X509Certificate, "validFrom" | "validTo">;

const isCurrent = ({ validFrom, validTo }: Dates, now: Date): boolean =>
  new Date(validFrom) <= now && now <= new Date(validTo);

/** A clock that is behind the newest evidence in the catalog is wrong, and the certificate is not. */
function outOfDate(host: string, { validFrom, validTo }: Dates, clock: Date): Trouble {
  const [from = "", to = "", now = ""] = [new Date(validFrom), new Date(validTo), clock].map(
    (date) => date.toISOString(),
  );
  const actual = newestEvidence();
  return now < actual
    ? { code: "net.clock", args: { now, actual } }
    : { code: "net.tls-expired", args: { host, from, to, now } };
}

const untrusted = (host: string, issuer: string, reason: string): Trouble => ({
  code: "net.tls-untrusted",
  args: { host, issuer, reason },
});

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

/** `DNS:a.example, IP Address:127.0.0.1` without the kinds. */
const namesOf = (alternatives: string | undefined): string =>
  (alternatives ?? "").replace(/\b(?:DNS|IP Address):/g, "");

const shortName = (subject: string): string =>
  /^(?:CN|O)=(.*)$/m.exec(subject)?.[1] ?? subject.replace(/\n/g, ", ");

function broken(host: string, error: Error): Trouble {
  const isPlain = notTls.test(`${errorCode(error)} ${error.message}`);
  return { code: isPlain ? "net.not-tls" : "net.reset", args: { host } };
}

/** What OpenSSL calls bytes that are no TLS record; which of these depends on the bytes and on its version. */
const notTls =
  /wrong.version.number|packet.length.too.long|unknown.protocol|http.request|bad.record.type|record.length.mismatch/i;
