import type { ProxyFault, TimePhase, WrongBody } from "../../findings.ts";
import type { FindingsText } from "../shape.ts";

const phases: Record<TimePhase, string> = {
  dns: "its name could not be looked up",
  connect: "no connection came about",
  tls: "the TLS handshake did not end",
  answer: "it accepted the request and did not answer",
  body: "the answer began and did not end",
};

const bodies: Record<WrongBody, string> = {
  html: "a web page",
  empty: "nothing",
  "not-json": "no JSON",
  "not-http": "no HTTP",
  "not-zip": "no zip archive",
  "repo-root": "the address of a repository that go refuses",
};

const proxyFaults: Record<ProxyFault, string> = {
  dns: "its name cannot be looked up",
  "no-route": "there is no way to it",
  refused: "it refuses connections",
  timeout: "it does not answer",
  reset: "it closes the connection",
  tls: "no TLS connection to it comes about",
  auth: "it wants a user name and a password, or others than these",
  status: "it refuses to connect",
  "not-socks": "it does not speak SOCKS5",
  "target-refused": "it was refused by the mirror",
  cgi: "REQUEST_METHOD is set, and go then refuses to use HTTP_PROXY",
};

export const network = {
  "net.dns": ({ host, reason }) =>
    reason === "not-found"
      ? `There is no such name as ${host}. Check the spelling, or whether it needs a VPN.`
      : `The name ${host} could not be looked up: no name server answered.`,
  "net.refused": ({ host }) =>
    `${host} refuses connections: nothing listens there, or a firewall is in the way.`,
  "net.timeout": ({ host, phase, ms }) => `${host}: ${phases[phase]} within ${ms} ms.`,
  "net.reset": ({ host }) => `${host} closed the connection without an answer.`,
  "net.tls-untrusted": ({ host, issuer, reason }) =>
    `The certificate of ${host} is not trusted on this machine` +
    (issuer === "" ? ` (${reason}).` : `: it was issued by ${issuer} (${reason}).`),
  "net.tls-expired": ({ host, from, to, now }) =>
    `The certificate of ${host} ${now < from ? `is not valid before ${from}` : `expired on ${to}`}; this machine's clock says ${now}.`,
  "net.tls-name": ({ host, names }) =>
    `The certificate of ${host} is made out to other names: ${names === "" ? "none" : names}.`,
  "net.not-tls": ({ host }) => `${host} speaks plain http, but the URL says https.`,
  "net.status": ({ url, status }) => `${url} answered with status ${status}.`,
  "net.auth": ({ url, status }) =>
    `${url} wants a user name and a password, or others than these (status ${status}); go takes them from .netrc or from the URL.`,
  "net.rate-limited": ({ url, retryAfter }) =>
    `${url}: too many requests (status 429).` +
    (retryAfter === null ? "" : ` It asks to wait: ${retryAfter}.`),
  "net.captive-portal": ({ url }) =>
    `${url} is a login page: sign in to this network first, in a browser.`,
  "net.bad-response": ({ url, body }) =>
    `${url} does not answer as a module proxy: it sent ${bodies[body]}.`,
  "net.wrong-version": ({ url, got, wanted }) =>
    `${url} answered for version ${got === "" ? "“”" : got} instead of ${wanted}.`,
  "net.truncated": ({ url, bytes }) => `${url}: the answer broke off after ${bytes} bytes.`,
  "net.redirect": ({ url, to, reason }) =>
    reason === "insecure"
      ? `${url} redirects to ${to}, from https to http, which go refuses.`
      : reason === "too-many"
        ? `${url} redirects again and again; go gives up after ten times.`
        : `${url} redirects to an address that go does not follow.`,
  "net.http-proxy": ({ proxy, reason, status }) =>
    `The proxy ${proxy}: ${proxyFaults[reason]}${status === null ? "" : ` (status ${status})`}. See HTTP_PROXY, HTTPS_PROXY and NO_PROXY.`,
  "net.clock": ({ now, actual }) =>
    `The clock of this machine says ${now}, ` +
    (now < actual ? `but it is later than ${actual}` : `other clocks say ${actual}`) +
    "; certificates cannot be checked with a wrong clock.",
  "sumdb.unreachable": ({ database, url, cause, status }) =>
    `Modules cannot be verified: ${url} does not answer for the checksum database ${database} (${status === null ? (cause ?? "no answer") : `status ${status}`}).`,
  "sumdb.mismatch": ({ database, url, module }) =>
    `${url} serves ${module} with other content than ${database} has on record; go refuses it (checksum mismatch). Do not switch the verification off: take it from another mirror, and then run \`go clean -modcache\`.`,
  "download.failed": ({ module, said }) => `go cannot download ${module}: ${said}`,
  "log.unrecognised": () => "Nothing in this log says why go could not download a module.",
  "net.offline": ({ mirrors, written }) =>
    `This machine is offline: nothing could be checked (${mirrors}).` +
    (written === false ? "" : " The setting is in place for when it is online again."),
} satisfies Partial<FindingsText>;
