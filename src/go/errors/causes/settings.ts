import { note } from "../../../findings.ts";
import { type Wording, row } from "./row.ts";

/** Values of GOPROXY, GOSUMDB, GOFLAGS and the like that go refuses, or that forbid what was wanted. */
export const settings: readonly Wording[] = [
  row(/module lookup disabled by GOPROXY=off/, () => note("proxy.off", "error", {})),
  row(/GOPROXY list is not the empty string, but contains no entries/, () =>
    note("proxy.empty", "error", {}),
  ),
  row(
    /(invalid proxy URL (?:missing scheme|scheme \(must be https, http, file\))|invalid file:\/\/ proxy URL with non-path elements): (\S+)/,
    ([, said = "", value = ""]) => note("proxy.invalid", "error", { value, said }),
  ),
  row(
    /parse "?([^"\s]{1,2000}(?: [^"\n]{0,200})?)"?: ((?:invalid (?:character|port|URL escape|control character|userinfo|host)|missing protocol scheme|first path segment|net\/url: invalid)[^\n]*)/,
    ([, value = "", said = ""]) => note("proxy.invalid", "error", { value, said }),
  ),
  row(/http: no Host in request URL/, (_found, { operation }) =>
    note("proxy.unusable", "error", { entry: operation?.url ?? "GOPROXY", reason: "no-host" }),
  ),
  row(/unsupported protocol scheme "([^"]*)"/, ([said], { operation }) =>
    note("proxy.invalid", "error", { value: operation?.url ?? "GOPROXY", said }),
  ),
  row(/refusing to pass credentials to insecure URL: (\S+)/, ([, url = ""]) =>
    note("proxy.credentials-refused", "error", { url }),
  ),
  row(/redirected from secure URL (\S+) to insecure URL (\S+)/, ([, url = "", to = ""]) =>
    note("net.redirect", "error", { url, to, reason: "insecure" }),
  ),
  row(/stopped after 10 redirects/, (_found, { operation }) =>
    note("net.redirect", "error", { url: operation?.url ?? "", to: "", reason: "too-many" }),
  ),
  row(/(missing GOSUMDB|invalid GOSUMDB[^\n]*|invalid sumdb name[^\n]*)/, ([, said = ""]) =>
    note("sumdb.invalid", "error", { value: quotedIn(said), said }),
  ),
  row(/modules? disabled by GO111MODULE=(\w+)/, ([, value = "off"]) =>
    note("go.module-mode", "error", { key: "GO111MODULE", value, mode: "off" }),
  ),
  row(/unknown environment setting GO111MODULE=(\S*)/, ([, value = ""]) =>
    note("go.module-mode", "error", { key: "GO111MODULE", value: `${value} `, mode: "invalid" }),
  ),
  row(/(GOAUTH[^\n:]*(?: \([^\n]*\))?|invalid GOAUTH[^\n]*|GOAUTH=[^\n]*)/, ([said], { cause }) =>
    /encountered|malformed|invalid|must|failed|unknown|requires/.test(cause)
      ? note("goauth.invalid", "error", {
          value: /\(GOAUTH=([^)]*)\)/.exec(cause)?.[1] ?? "",
          said,
        })
      : null,
  ),
  row(
    /(GOVCS disallows using (\S+) for (public|private) (\S+?)(?=[;,]|$)[^\n]*)/,
    ([, said = "", vcs = ""]) => note("govcs.invalid", "error", { value: vcs, said }),
  ),
  row(
    /((?:malformed|empty|unreachable|invalid)[^\n]{0,200} (?:in|entry in) GOVCS[^\n]{0,200}|GOVCS[^\n]{0,200}(?:malformed|invalid)[^\n]{0,200})/,
    ([, said = ""]) => note("govcs.invalid", "error", { value: quotedIn(said), said }),
  ),
  row(/go env -w (\w+)=\S* does not override conflicting OS environment variable/, ([, key = ""]) =>
    note("env.shadowed", "warning", {
      key,
      value: "",
      stored: null,
      by: null,
      outdated: false,
      login: false,
      here: true,
    }),
  ),
  row(/(invalid GOTOOLCHAIN "([^"\n]*)"[^\n]*)/, ([, said = "", value = ""]) =>
    note("go.bricked", "error", { said, key: "GOTOOLCHAIN", value }),
  ),
  row(/(cannot find GOROOT directory: ?[^\n]*|go: cannot find GOROOT[^\n]*)/, ([, said = ""]) =>
    note("go.bricked", "error", { said, key: "GOROOT", value: null }),
  ),
  row(
    /(GOPATH entry is relative[^\n]*|GOPATH entry cannot start with[^\n]*|GOCACHE is not an absolute path|unknown GOEXPERIMENT[^\n]*)/,
    ([, said = ""]) =>
      note("go.bricked", "error", { said, key: /GO[A-Z]+/.exec(said)?.[0] ?? null, value: null }),
  ),
  // `go get` with the flag on its command line or in GOFLAGS. Source: cmd/go/internal/modget/get.go runGet.
  row(/(-insecure) flag is no longer supported[^\n]*/, ([, flag = ""]) =>
    note("go.flags-refused", "error", { flag, instead: "GOINSECURE" }),
  ),
  row(/parsing \$GOFLAGS: ([^\n]*)/, ([said]) =>
    note("log.unrecognised", "warning", { why: "goflags", said }),
  ),
  row(/arguments must be KEY=VALUE: invalid argument: ?([^\n]*)/, ([said]) =>
    note("log.unrecognised", "warning", { why: "blank-after-comma", said }),
  ),
];

/** The value that go quotes. */
function quotedIn(said: string): string {
  return /"([^"]*)"/.exec(said)?.[1] ?? "";
}
