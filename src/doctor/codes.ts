import type { Severity } from "../contract.ts";
import type { Code } from "../findings/findings.ts";

/** What is known of a code apart from its words. */
export interface About {
  /** The usual one; a check may judge otherwise. */
  severity: Severity;
  /** Where the rule comes from: a function of Go's source, or a page. */
  source: string;
  /** Some cases can be repaired safely. */
  fixable: boolean;
}

const cfg = "cmd/go/internal/cfg/cfg.go";
const modfetch = "cmd/go/internal/modfetch";
const proxyList = `${modfetch}/proxy.go proxyList, TryProxies`;
const response = `${modfetch}/proxy.go; https://go.dev/ref/mod#goproxy-protocol`;
const sumdb = `${modfetch}/sumdb.go dbDial, useSumDB`;
const patterns = "`go help module-private`; golang.org/x/mod/module MatchPrefixPatterns";
const readEnv = `${cfg} readEnvFile`;
const select = "cmd/go/internal/toolchain/select.go Select";
const web = "cmd/go/internal/web/http.go; net/http";
const status = "cmd/go/internal/web/api.go HTTPError";
const tls = "crypto/tls, crypto/x509 Verify";
const login = "https://go.dev/ref/mod#private-module-proxy-auth; `go help goauth`";
const insteadOf = "git-config(1): url.<base>.insteadOf";
const ours = "goproxy-cfg";
const catalog = `${ours}: catalog`;

const of =
  (severity: Severity) =>
  (source: string, fixable = false): About => ({ severity, source, fixable });
const [error, warning, info] = [of("error"), of("warning"), of("info")];

/** Every code, for `doctor --explain`. Its text is in src/text/<language>/explain.ts. */
export const codes: Readonly<Record<Code, About>> = {
  "go.missing": error("PATH"),
  "go.bricked": error(`${select}; cmd/go/main.go invoke`, true),
  "go.env-off": warning(`${cfg} EnvFile`),
  "go.env-unwritable": warning("cmd/go/internal/envcmd/env.go updateEnvFile"),
  "go.env-line-ignored": warning(readEnv, true),
  "go.env-literal": warning(readEnv, true),
  "go.env-empty-value": warning(`${cfg} EnvOrAndChanged`, true),
  "go.module-mode": error("cmd/go/internal/modload/init.go Init", true),
  "go.vulnerable": warning("https://pkg.go.dev/vuln/GO-2026-6601, CVE-2026-94447"),
  "go.value-by-version": info("https://go.dev/doc/devel/release"),
  "go.value-corrected": info(ours),
  "go.absent-written": warning("cmd/go/internal/envcmd/env.go updateEnvFile"),
  "env.shadowed": warning(`${cfg} Getenv`),
  "env.rc-conflict": warning("bash(1), zsh(1), fish(1): startup files"),
  "env.stale-terminal": warning("environ(7)"),
  "shell.block-damaged": warning(ours),
  "shell.crlf": warning("POSIX XCU 2.3 Token Recognition", true),
  "shell.refused": error(ours),
  "shell.gui": info("environment.d(5), launchd.plist(5)"),
  "proxy.invalid": error(proxyList, true),
  "proxy.empty": error(proxyList, true),
  "proxy.off": error(proxyList),
  "proxy.ignored-entries": warning(proxyList),
  "proxy.no-fallback": warning(proxyList),
  "proxy.comma-fragile": warning(`${proxyList}; ${status}`),
  "proxy.insecure-http": warning(web),
  "proxy.credentials-refused": error(web),
  "proxy.unusable": error(web),
  "proxy.retired": warning(catalog, true),
  "proxy.not-a-proxy": warning(catalog, true),
  "private.shadowed": warning(`${cfg} GONOPROXY, GONOSUMDB`),
  "private.never-matches": warning(`${patterns}; golang.org/x/mod/module CheckPath`, true),
  "private.too-broad": warning(patterns),
  "private.catches-toolchain": warning(`${patterns}; ${modfetch}/toolchain.go`),
  "private.leaks": warning(`${patterns}; https://go.dev/ref/mod#private-modules`),
  "private.no-credentials": info(login),
  "git.rewrite-impossible": warning(insteadOf),
  "git.rewrite-exists": info(insteadOf),
  "git.rewrite-conflict": warning(insteadOf),
  "git.rewrite-removed": info(ours),
  "private.login": info(login),
  "private.corrected": info(ours),
  "private.duplicate": info(ours),
  "private.subsumed": info(patterns),
  "private.apex-not-covered": info(patterns),
  "private.folded": info(`${cfg} GONOPROXY, GONOSUMDB`),
  "private.not-listed": warning(ours),
  "sumdb.off": warning(sumdb),
  "sumdb.invalid": error(`${sumdb}; golang.org/x/mod/sumdb/note NewVerifier`, true),
  "sumdb.unreachable": error(`${sumdb}, initBase`),
  "sumdb.mismatch": error(`${modfetch}/fetch.go checkModSum, checkSumDB`),
  "log.unrecognised": warning(ours),
  "download.failed": error(`${modfetch}/fetch.go Download`),
  "sumdb.bypasses-proxy": info(sumdb),
  "sumdb.unsupported-scheme": error(sumdb),
  "sumdb.skipped-widely": warning(patterns),
  "sumdb.kept": info(ours),
  "sumdb.chosen": info(ours),
  "net.offline": error("net (dial)"),
  "net.dns": error("net (lookup)"),
  "net.refused": error("net (dial)"),
  "net.timeout": error(web),
  "net.reset": error(web),
  "net.tls-untrusted": error(tls),
  "net.tls-expired": error(tls),
  "net.tls-name": error(tls),
  "net.not-tls": error(tls),
  "net.status": error(status),
  "net.auth": error(login),
  "net.rate-limited": error(status),
  "net.captive-portal": error(response),
  "net.bad-response": error(response),
  "net.wrong-version": error(response),
  "net.truncated": error(response),
  "net.redirect": error(web),
  "net.http-proxy": error("net/http ProxyFromEnvironment"),
  "net.clock": error(tls),
  "govcs.invalid": error("cmd/go/internal/vcs/vcs.go parseGOVCS"),
  "goauth.invalid": error("cmd/go/internal/auth/auth.go runGoAuth"),
  "goinsecure.ineffective": warning("`go help environment`"),
  "toolchain.unavailable": error(`${select}; https://go.dev/doc/toolchain`),
  "toolchain.sumdb-off": warning(sumdb),
  "git.missing": warning("cmd/go/internal/vcs/vcs.go"),
  "cache.unwritable": error(`${modfetch}/cache.go CachePath`),
  "cache.full": error(`${modfetch}/fetch.go DownloadZip`),
  "team.differs": info(ours),
  "mirror.unverified": warning(catalog),
  "mirror.measured": info(ours),
  "mirror.lacks-probe-module": warning(response),
  "consent-required": warning(ours),
};
