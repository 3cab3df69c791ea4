import { note } from "../../../findings.ts";
import { type Wording, row } from "./row.ts";
import { readings, type SystemFault, systemFault } from "../words.ts";

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
  // Go 1.11 and 1.12 take one URL, and do not show it.
  row(/invalid \$GOPROXY setting: [^\n]*/, ([said]) =>
    note("proxy.invalid", "error", { value: "", said }),
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
  row(/unknown environment setting GO111MODULE=(\S*)/, ([, said = ""]) => {
    // A blank at the end of a line is easily lost.
    const value = /^(?:on|off|auto)$/.test(said) ? `${said} ` : said;
    return note("go.module-mode", "error", { key: "GO111MODULE", value, mode: "invalid" });
  }),
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
    /(GO(?:PATH|MODCACHE) entry is relative[^\n]*|GOPATH entry cannot start with[^\n]*|GOCACHE is not an absolute path|unknown GOEXPERIMENT[^\n]*)/,
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

/** Packages that newer standard libraries have: an older go takes their names for modules. */
const newPackages =
  "io/fs|embed|slices|maps|cmp|iter|unique|structs|weak|log/slog|net/netip|math/rand/v2|crypto/(?:ecdh|hkdf|mlkem|pbkdf2|sha3|fips140)|testing/(?:fstest|iotest|slogtest|synctest)|runtime/(?:metrics|coverage)|go/(?:version|build/constraint)|encoding/json/v2|hash/maphash|time/tzdata|sync/errgroup";

/** A go that is too old for a module, and a newer one that cannot be had. */
export const toolchain: readonly Wording[] = [
  row(/checksum database disabled by GOSUMDB=off/, () =>
    note("toolchain.sumdb-off", "error", { toolchain: null }),
  ),
  row(
    /(?:invalid toolchain: |download )(go1\.\d+)(?: is a language version|(?![\w.])[^\n]{0,200}: toolchain not available)/,
    ([, name = ""]) => unavailable(name, "language"),
  ),
  row(/download (go[\w.]+)[^\n]{0,200}: toolchain not available/, ([, name = ""]) =>
    unavailable(name, "not-served"),
  ),
  row(/cannot find "(go[^"\n]*)" in PATH/, ([, name = ""]) => unavailable(name, "path")),
  row(
    /requires (?:go|toolchain) >= (?:go)?([\w.]+) \(running go ([\w.]+)(?:; ([^)\n]*))?\)/,
    ([, wanted = "", , setting = ""]) =>
      unavailable(
        `go${wanted}`,
        setting === "" || setting === "GOTOOLCHAIN=local" ? "local" : "pinned",
      ),
  ),
  row(
    /(?:indicates|requires) go (?:version )?"?([\d.]+)"?, but maximum (?:supported )?version is/,
    ([, wanted = ""]) => unavailable(`go${wanted}`, "old-go"),
  ),
  row(/invalid go version '([\d.]+\w*)': must match format/, ([, wanted = ""]) =>
    unavailable(`go${wanted}`, "old-go"),
  ),
  row(
    /unknown (?:block type|directive): (?:toolchain|godebug|tool|ignore)\b/,
    (_found, { said }) => {
      const wanted = /module requires Go ([\d.]+)/.exec(said)?.[1];
      return unavailable(wanted === undefined ? "" : `go${wanted.replace(/\.$/, "")}`, "old-go");
    },
  ),
  row(/note: module requires Go ([\d.]+\d)/, ([, wanted = ""]) =>
    unavailable(`go${wanted}`, "old-go"),
  ),
  row(
    new RegExp(
      `(?:malformed module path "(?:${newPackages})": missing dot|package (?:${newPackages}) is not in (?:GOROOT|std))`,
    ),
    () => unavailable("", "old-go"),
  ),
];

function unavailable(
  name: string,
  reason: Parameters<typeof note<"toolchain.unavailable">>[2]["reason"],
) {
  return note("toolchain.unavailable", "error", { toolchain: name, reason });
}

const operations =
  "open|write|mkdir|rename|chmod|chtimes|remove|unlink|unlinkat|lock|RLock|Lock|stat|lstat|close|copy|link|symlink|creating|sync|fsync|ftruncate|create|CreateFile";

/** The module cache or the build cache: full, not ours, read-only, held by another program. */
export const cache: readonly Wording[] = [
  row(
    new RegExp(
      String.raw`(?:^|[\s:("])(?:${operations}) ((?:[A-Za-z]:\\|\\\\|\/|\$|~)[^\n]*?): ([^:\n]*(?::[^:\n\\/]*)?)$`,
      "m",
    ),
    ([, file = "", said = ""], chain) =>
      cacheNote(file.split(/ (?=[A-Za-z]:\\|\/)/, 1)[0]!, said, chain.said),
  ),
  row(
    /(?:could not create module cache|failed to initialize build cache at (\S+)|failed to trim cache)[^\n]*?: ([^:\n]*)$/m,
    ([words, folder = "", said = ""]) => cacheNote(folder, said, words),
  ),
  row(/no space left on device|disk quota exceeded|not enough space on the disk/i, () =>
    note("cache.full", "error", { folder: "", free: null }),
  ),
  row(
    /module cache not found: neither GOMODCACHE nor GOPATH is set|GOCACHE is not defined|neither \$XDG_CACHE_HOME nor \$HOME are defined/,
    ([said]) =>
      note("cache.unwritable", "error", {
        key: /GOCACHE|XDG/.test(said) ? "GOCACHE" : "GOMODCACHE",
        folder: "",
        reason: said,
      }),
  ),
];

function cacheNote(file: string, said: string, message: string) {
  const fault = faultOf(said);
  const folder = folderOf(file);
  if (fault === "full") return note("cache.full", "error", { folder, free: null });
  if (fault === null || !isTrouble(fault)) return null;
  const isBuild = /go-build|build cache/.test(file) || /build cache/.test(message);
  const isModules =
    /[\\/](?:pkg[\\/]mod|mod[\\/]cache|cache[\\/](?:download|vcs|lock))|module cache|modcache/i.test(
      `${file} ${message}`,
    );
  const isMade = /\bmkdir /.test(message) && /@v\d/.test(message);
  if (!isBuild && !isModules && !isMade) return null;
  const key = isBuild ? "GOCACHE" : "GOMODCACHE";
  return note("cache.unwritable", "error", { key, folder, reason: said.trim() });
}

function isTrouble(fault: SystemFault): boolean {
  return [
    "denied",
    "read-only",
    "in-use",
    "virus",
    "forbidden",
    "too-many-files",
    "unusable",
  ].includes(fault);
}

function faultOf(said: string): SystemFault | null {
  const known = systemFault(said);
  if (known !== null) return known;
  for (const reading of readings(said)) {
    const fault = systemFault(reading);
    if (fault !== null) return fault;
  }
  return null;
}

/** The cache itself, where the path goes through it: which of its files it was is of no use to anybody. */
function folderOf(file: string): string {
  return (
    /^.*?[\\/]pkg[\\/]mod(?=[\\/]|$)|^.*?[\\/]go-build(?=[\\/]|$)|^.*?(?=[\\/]cache[\\/](?:download|vcs|lock))/.exec(
      file,
    )?.[0] ?? file
  );
}
