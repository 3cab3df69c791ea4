import type { OddSum, ProxyFault, TimePhase, Unrecognised, WrongBody } from "../../findings.ts";
import type { FindingsText } from "../shape.ts";

/** Who has another checksum than the rest; `unknown`: two differ, and nobody else was there to ask. */
const oddSum: Record<OddSum | "unknown", (module: string, url: string) => string> = {
  "go.sum": (module) =>
    `go.sum is the odd one out: its line for ${module} is not what the others have.`,
  mirror: (module, url) =>
    `${url} is the odd one out: it serves ${module} with other content than the others have. Take it from another mirror, and then run \`go clean -modcache\`.`,
  database: (module) =>
    `The checksum database is the odd one out: for ${module} it has other content than go.sum and the mirror, so the version was tagged anew, or somebody replaced it.`,
  all: (module) =>
    `No two agree on ${module}: go.sum, the mirror and the checksum database differ.`,
  unknown: (module, url) =>
    `go.sum and ${url} differ on ${module}, and nobody else could say which is right: ask another mirror.`,
};

const phases: Record<TimePhase, string> = {
  dns: "its name could not be looked up",
  connect: "no connection",
  tls: "the TLS handshake did not end",
  answer: "it accepted the request and did not answer",
  body: "the answer began and did not end",
};

/** Whole seconds from one second on: nobody counts the milliseconds of a deadline. */
const seconds = (ms: number) => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`);

const bodies: Record<WrongBody, string> = {
  html: "a web page",
  empty: "nothing",
  "not-json": "no JSON",
  "not-http": "no HTTP",
  "not-zip": "no zip archive",
  "not-go-mod": "a go.mod that is none",
  damaged: "an answer that cannot be unpacked",
  "repo-root": "the address of a repository that go refuses",
};

const proxyFaults: Record<ProxyFault, string> = {
  dns: "its name cannot be looked up",
  "no-route": "there is no way to it",
  refused: "it refuses connections",
  timeout: "it does not answer",
  reset: "it closes the connection",
  tls: "a TLS connection to it fails",
  auth: "it wants a user name and a password, or others than these",
  status: "it refuses to connect",
  "not-tls":
    "it speaks plain http, so that its address must begin with http://, also in HTTPS_PROXY",
  "no-connection": "it could not be connected to",
  "not-socks": "it does not speak SOCKS5",
  "target-refused": "it was refused by the mirror",
  cgi: "REQUEST_METHOD is set, and go then refuses to use HTTP_PROXY",
};

const unrecognised: Record<Unrecognised, (said: string) => string> = {
  nothing: () => "Nothing in this log says why go could not download a module.",
  empty: () =>
    "This log is empty. go writes its errors to stderr: `go build 2>&1 | goproxy-cfg doctor --log -`.",
  "powershell-exit": () =>
    "Only PowerShell speaks here, not go: what go said went elsewhere. Capture it with `go build 2>&1 > log.txt`.",
  "powershell-stopped": () =>
    'PowerShell stopped at go\'s first line, before any error: set `$ErrorActionPreference = "Continue"` and capture it again.',
  "execution-policy": () =>
    "PowerShell did not run a script (its execution policy); go was not asked. Start the `.cmd` of the same name, or run `Set-ExecutionPolicy -Scope CurrentUser RemoteSigned`.",
  goflags: (said) => `Every go command fails, because GOFLAGS is malformed: ${said}`,
  "blank-after-comma": (said) =>
    `go took a part of the value for another argument (${said}): the list has no blank after its comma.`,
  other: (said) => `No download failed in this log; go says something else: ${said}`,
};

const faultWords: Readonly<Record<string, string>> = {
  "net.dns": "its name could not be looked up",
  "net.refused": "it refuses connections",
  "net.timeout": "it did not answer in time",
  "net.reset": "the connection broke off",
  "net.tls-untrusted": "its certificate is not trusted",
  "net.tls-expired": "its certificate has expired",
  "net.tls-name": "its certificate has other names",
  "net.bad-response": "its answer is no record of it",
  "net.offline": "there is no way to it",
};

const faults = (cause: string | null): string =>
  cause === null ? "no answer" : (faultWords[cause] ?? cause);

const isLoopback = (host: string): boolean => /^(?:127\.|localhost|\[?::1)/.test(host);

const someone = (host: string): string => (host === "" ? "A server that go does not name" : host);

export const network = {
  "net.dns": ({ host, reason }) =>
    reason === "not-found"
      ? `Cannot resolve ${host} (DNS). If it is an address of your own: check the spelling, and the VPN.`
      : `Cannot resolve ${host} (DNS): no name server answered.`,
  "net.refused": ({ host, by }) =>
    by === "firewall"
      ? `This system forbids a connection to ${someone(host)}: a firewall or security software is in the way.`
      : by === "unknown"
        ? `Could not connect to ${someone(host)}; the words do not say why.`
        : `${someone(host)} refuses connections: nothing listens there, or a firewall is in the way.`,
  "net.timeout": ({ host, phase, ms }) =>
    `${someone(host)}: ${phases[phase]} ${ms === null ? "in time" : `within ${seconds(ms)}`}.`,
  "net.reset": ({ host, said }) =>
    said === undefined
      ? `${someone(host)} closed the connection without an answer.`
      : `${someone(host)} broke the TLS handshake off (${said}).`,
  "net.tls-untrusted": ({ host, issuer, reason }) =>
    reason === "store-unread"
      ? `Whether the certificate of ${someone(host)} is trusted could not be told: Windows' certificate store could not be read. Go, which asks Windows itself, may trust it${issuer === "" ? "" : ` (issued by ${issuer})`}.`
      : `The certificate of ${someone(host)} is not trusted on this machine` +
        (issuer === "" ? ` (${reason}).` : `: it was issued by ${issuer} (${reason}).`),
  "net.tls-expired": ({ host, from, to, now }) =>
    from === "" && to === ""
      ? `The certificate of ${someone(host)} has expired or is not valid yet, or the clock of the machine is wrong.`
      : `The certificate of ${someone(host)} ${to === "" || now < from ? `is not valid before ${from}` : `expired on ${to}`}; the machine's clock says ${now}.`,
  "net.tls-name": ({ host, names, reason }) =>
    reason === "no-san"
      ? `The certificate of ${someone(host)} has no names (SAN), only a Common Name: it must be issued anew; trusting it does not help.`
      : `The certificate of ${someone(host)} is for other names${names === "" ? "" : `: ${names}`}.`,
  "net.not-tls": ({ host }) => `${someone(host)} speaks plain http, but the URL says https.`,
  "net.status": ({ url, status }) =>
    status === null ? `${url} is not there.` : `${url} answered with status ${status}.`,
  "net.auth": ({ url, status }) =>
    `${url} wants a user name and a password, or others than these (status ${status}); go takes them from .netrc or from the URL.`,
  "net.rate-limited": ({ url, retryAfter }) =>
    `${url}: too many requests (status 429).` +
    (retryAfter === null ? "" : ` It asks to wait: ${retryAfter}.`),
  "net.captive-portal": ({ url }) =>
    `${url} is a login page: sign in to this network first, in a browser.`,
  "net.bad-response": ({ url, body }) =>
    `${url === "" ? "A server that go does not name" : url} does not answer as a module proxy: it sent ${bodies[body]}.`,
  "net.wrong-version": ({ url, got, wanted }) =>
    `${url === "" ? "The proxy" : url} answered ${got === "" ? "without a version" : `for version ${got}`}${wanted === "" ? "" : ` instead of ${wanted}`}.`,
  "net.truncated": ({ url, bytes }) =>
    `${url}: the answer broke off${bytes === null ? "" : ` after ${bytes} bytes`}.`,
  "net.redirect": ({ url, to, reason }) =>
    reason === "insecure"
      ? `${url} redirects to ${to}, from https to http, which go refuses.`
      : reason === "too-many"
        ? `${url} redirects again and again; go gives up after ten times.`
        : `${url} redirects to an address that go does not follow.`,
  "net.http-proxy": ({ proxy, reason, status }) =>
    `The HTTP proxy${proxy === "" ? "" : ` ${proxy}`}: ${proxyFaults[reason]}${status === null ? "" : ` (status ${status})`}.${isLoopback(proxy) ? " In a container this address is the container itself." : ""} See HTTP_PROXY, HTTPS_PROXY and NO_PROXY.`,
  "net.clock": ({ now, actual }) =>
    `The clock of this machine says ${now}, ` +
    (now < actual ? `but it is later than ${actual}` : `other clocks say ${actual}`) +
    "; certificates cannot be checked with a wrong clock.",
  "sumdb.unreachable": ({ database, url, cause, status }) =>
    (status === 404 || status === 410) && !url.includes("/tile/")
      ? `The checksum database ${database} could not get this module (status ${status}), so that it cannot be verified: it is private, or not published.`
      : `Modules cannot be verified: ${url === "" ? "nobody answers" : `${url} gives no usable answer`} for the checksum database${database === "" ? "" : ` ${database}`} (${status === null ? faults(cause) : `status ${status}`}).`,
  "sumdb.mismatch": ({ database, url, module, odd = null, sums }) =>
    sums !== undefined
      ? `${oddSum[odd ?? "unknown"](module, url)} Do not switch the verification off. (${Object.entries(
          sums,
        )
          .map(([who, hash]) => `${who}: ${hash}`)
          .join(", ")})`
      : database === "go.sum"
        ? `${module} is not what go.sum has on record: go.sum is of another content, or who serves it now is (checksum mismatch). Do not switch the verification off.`
        : `${url === "" ? "What was downloaded for" : `${url} serves`} ${module} ${url === "" ? "is not what" : "with other content than"} ${database === "" ? "the checksum database" : database} has on record; go refuses it (checksum mismatch). Do not switch the verification off: take it from another mirror, and then run \`go clean -modcache\`.`,
  "download.failed": ({ module, said }) => `go cannot download ${module}: ${said}`,
  "log.unrecognised": ({ why, said }) => unrecognised[why](said),
  "log.not-understood": ({ said }) => `go failed, and what it says is not understood: ${said}`,
  "net.offline": ({ mirrors, written, route }) =>
    route === true
      ? `There was no way to ${someone(mirrors)}: no network, or none for this kind of address (IPv6).`
      : `No name could be resolved (perhaps there is no network): nothing was checked (${mirrors}).` +
        (written === false ? "" : " The setting is written, and works once there is a network."),
} satisfies Partial<FindingsText>;
