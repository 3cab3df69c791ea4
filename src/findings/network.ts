/** The step during which time ran out. */
export type TimePhase = "dns" | "connect" | "tls" | "answer" | "body";

/** What is wrong with a company's proxy, or what it refused. */
export type ProxyFault =
  | "dns"
  | "no-route"
  | "refused"
  | "timeout"
  | "reset"
  | "tls"
  | "auth"
  | "status"
  | "not-socks"
  | "target-refused"
  | "cgi";

/** What an answer is, in place of the JSON of a module version. */
export type WrongBody = "html" | "empty" | "not-json" | "not-http" | "not-zip" | "repo-root";

/**
 * The codes of a request and the arguments of their texts. `host` carries the port where the URL does; URLs
 * are without passwords; dates are ISO 8601.
 */
export interface NetworkFindings {
  "net.dns": { host: string; reason: "not-found" | "no-answer" };
  "net.refused": { host: string };
  "net.timeout": { host: string; phase: TimePhase; ms: number };
  "net.reset": { host: string };
  /** `reason` is OpenSSL's name of the fault. */
  "net.tls-untrusted": { host: string; issuer: string; reason: string };
  "net.tls-expired": { host: string; from: string; to: string; now: string };
  "net.tls-name": { host: string; names: string };
  "net.not-tls": { host: string };
  "net.status": { url: string; status: number };
  "net.auth": { url: string; status: number };
  /** `retryAfter` as the server wrote it: seconds or a date. */
  "net.rate-limited": { url: string; retryAfter: string | null };
  "net.captive-portal": { url: string };
  "net.bad-response": { url: string; body: WrongBody };
  "net.wrong-version": { url: string; got: string; wanted: string };
  "net.truncated": { url: string; bytes: number };
  "net.redirect": { url: string; to: string; reason: "insecure" | "too-many" | "invalid" };
  /** `status`: of the answer to CONNECT, or the SOCKS5 reply. */
  "net.http-proxy": { proxy: string; reason: ProxyFault; status: number | null };
  /** `actual`: a moment that is certainly past, or what another clock says that is behind ours. */
  "net.clock": { now: string; actual: string };
  /** `url`: the way to it; `cause`: what went wrong there, with its status. */
  "sumdb.unreachable": {
    database: string;
    url: string;
    cause: string | null;
    status: number | null;
  };
  /** `url`: who served what is not what the database has. */
  "sumdb.mismatch": { database: string; url: string; module: string };
  /** The real download failed; `said`: go's own words, where no other finding explains them. */
  "download.failed": { module: string; said: string };
  /** Nothing in the log that was given says why a download failed. */
  "log.unrecognised": Record<never, never>;
  /** `written: false` where nothing was written, as in `test`. */
  "net.offline": { mirrors: string; written?: false };
}
