import type { Place, SetBy, Severity } from "./contract.ts";

/** What is known of a finding code apart from its words, and, as a type, the arguments of its text. */
export interface Row<Args> {
  /** The usual one; a check may judge otherwise. */
  severity: Severity;
  /** Where the rule comes from: a function of Go's source, or a page. */
  source: string;
  /** Some cases can be repaired safely. */
  fixable: boolean;
  /** Never there. */
  readonly args?: Args;
}

const row = <Args extends object>(
  severity: Severity,
  source: string,
  fixable = false,
): Row<Args> => ({ severity, source, fixable });

type Nothing = Record<never, never>;

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

/**
 * Every finding code (design §5). A code is added here first: the compiler then asks for its English and its Chinese
 * text, and for its explanation. No passwords in any argument. In `net.*` a `host` carries the port where the URL
 * does, and dates are ISO 8601.
 */
export const findingTable = {
  /** `unusable`: what is called go on PATH and is none, with go's words or a word for it. */
  "go.missing": row<{ hint: string | null; unusable: { path: string; problem: string } | null }>(
    "error",
    "PATH",
  ),
  /** `said`: go's own words. `key`: the setting at fault, where it can be told. */
  "go.bricked": row<{ said: string; key: string | null; value: string | null }>(
    "error",
    `${select}; cmd/go/main.go invoke`,
    true,
  ),
  /** `file`: where `go env -w` would write all the same; null: nowhere. */
  "go.env-off": row<{ file: string | null }>("warning", `${cfg} EnvFile`),
  "go.env-unwritable": row<{ file: string; reason: string }>(
    "warning",
    "cmd/go/internal/envcmd/env.go updateEnvFile",
  ),
  /** `key`: the setting that was surely meant; null for a whole file. */
  "go.env-line-ignored": row<{ key: string | null; reason: IgnoredLine }>("warning", readEnv, true),
  /** `text`: the characters as they are, or as `U+FEFF` where nobody sees them. */
  "go.env-literal": row<{ key: string; what: Literal; text: string }>("warning", readEnv, true),
  "go.env-empty-value": row<{ key: string }>("warning", `${cfg} EnvOrAndChanged`, true),
  "go.module-mode": row<{ key: string; value: string; mode: ModuleMode }>(
    "error",
    "cmd/go/internal/modload/init.go Init",
    true,
  ),
  /** `fixed`: the release of this line that has the fix. */
  "go.vulnerable": row<{ version: string; fixed: string; proxy: string; cves: string }>(
    "warning",
    "https://pkg.go.dev/vuln/GO-2026-6601, CVE-2026-94447",
  ),
  "go.value-by-version": row<{ key: string; versions: string }>(
    "info",
    "https://go.dev/doc/devel/release",
  ),
  /** The whole value as it was surely meant. */
  "go.value-corrected": row<{ key: string; corrected: string; joined?: true }>("info", ours),
  /** What was pasted, and what was made of it. */
  "go.value-read": row<{ key: string; input: string; value: string; made: readonly Correction[] }>(
    "info",
    ours,
  ),
  /** `text`: `$NAME`, `%NAME%`, `<name>` as they stand in the value. */
  "go.unexpanded": row<{ key: string; text: string; what: "variable" | "placeholder" }>(
    "warning",
    readEnv,
  ),
  /** A word that means something in another setting, or nowhere. */
  "go.not-a-switch": row<{ key: string; word: string; meant: string | null }>("warning", patterns),
  /** No go knows `key`; `instead`: what was meant. */
  "go.unknown-setting": row<{ key: string; instead: string }>("warning", `${cfg} KnownEnv`),
  /** A flag in GOFLAGS that go refuses. */
  "go.flags-refused": row<{ flag: string; instead: string }>(
    "error",
    "cmd/go/internal/modget/get.go runGet",
  ),
  "go.absent-written": row<{ file: string; hint: string | null }>(
    "warning",
    "cmd/go/internal/envcmd/env.go updateEnvFile",
  ),

  /** `outdated`: the line is in a file of ours that is not up to date. `login`: its file is read at the login. `here`: this terminal has it, not just a new one. */
  "env.shadowed": row<{
    key: string;
    value: string;
    stored: string | null;
    by: SetBy | null;
    outdated: boolean;
    login: boolean;
    here: boolean;
  }>("warning", `${cfg} Getenv`, true),
  /** A startup file runs `go env -w` (or `-u`: `value` null). */
  "env.rewritten": row<{ key: string; value: string | null; shell: string; by: Place | null }>(
    "warning",
    "cmd/go/internal/envcmd/env.go",
  ),
  /** The second one wins. */
  "env.rc-conflict": row<{ key: string; shell: string; first: Sets; second: Sets }>(
    "warning",
    "bash(1), zsh(1), fish(1): startup files",
  ),
  /** `stored`: what a new terminal will have; null: nothing. */
  "env.stale-terminal": row<{ key: string; value: string; stored: string | null }>(
    "warning",
    "environ(7)",
  ),

  /** The go that VS Code starts has this value, and what a terminal has is `effective`. */
  "env.editor": row<{ key: string; value: string; effective: string; file: string; line: number }>(
    "warning",
    "golang/vscode-go: go.toolsEnvVars",
  ),

  /** A shell keeps a variable for itself, and go does not see it. */
  "env.not-exported": row<{ key: string; value: string; file: string; line: number }>(
    "warning",
    "bash(1), zsh(1): export",
  ),

  "shell.not-asked": row<{ shell: string; why: Silence }>("warning", ours),
  "shell.erased": row<{ key: string; shell: string; by: Place | null }>("info", ours),
  "shell.unreached": row<{ shell: string; login: boolean }>("info", ours),
  "shell.block-damaged": row<{ file: string }>("warning", ours),
  "shell.crlf": row<{ file: string; line: number; key: string }>(
    "warning",
    "POSIX XCU 2.3 Token Recognition",
    true,
  ),
  "shell.refused": row<{ file: string; reason: FileRefusal; snippet: string | null }>(
    "error",
    ours,
  ),
  /** Programs of the desktop see a change at the next login; `now`: what makes it so for those started from now on. */
  "shell.gui": row<{ file: string; done: "written" | "removed"; now: readonly string[] }>(
    "info",
    "environment.d(5), launchd.plist(5)",
  ),

  /** `now`: the command that does by hand what the manager of timers did not. */
  "watch.timer": row<{ done: "written" | "removed"; now: string }>("warning", ours),

  "proxy.invalid": row<{ value: string; said: string }>("error", proxyList, true),
  "proxy.empty": row<Nothing>("error", proxyList, true),
  "proxy.off": row<Nothing>("error", proxyList),
  "proxy.ignored-entries": row<{ after: string; entries: string }>("warning", proxyList),
  "proxy.no-fallback": row<Nothing>("warning", proxyList),
  "proxy.comma-fragile": row<{ entry: string }>("warning", `${proxyList}; ${status}`),
  /** `instead`: where the same mirror is had over https. */
  "proxy.insecure-http": row<{ url: string; instead?: string }>("warning", web, true),
  "proxy.credentials-refused": row<{ url: string }>("error", web),
  "proxy.unusable": row<{ entry: string; reason: UnusableProxy }>("error", web, true),
  "proxy.retired": row<{ url: string; instead: string }>("warning", catalog, true),
  "proxy.not-a-proxy": row<{ url: string; instead: string }>("warning", catalog, true),

  /** A proxy for web traffic, which belongs into `variable`. */
  "proxy.is-http-proxy": row<{ url: string; variable: string }>("warning", proxyList),
  /** It answers in one network alone. */
  "proxy.restricted": row<{ url: string; network: OwnNetwork; instead: string }>(
    "warning",
    catalog,
  ),
  /** `instead`: the address of the catalog that it is a slip of. */
  "proxy.near-miss": row<{ url: string; instead: string }>("warning", catalog),
  /** The public one is asked for the modules of the other one first. */
  "proxy.public-first": row<{ public: string; private: string }>("warning", proxyList),
  /** The names of private modules go to the public one whenever the private one fails. */
  "proxy.public-behind-private": row<{ private: string; public: string }>("warning", proxyList),

  "private.shadowed": row<{ key: string; value: string }>(
    "warning",
    `${cfg} GONOPROXY, GONOSUMDB`,
    true,
  ),
  "private.never-matches": row<{ pattern: string; reason: NeverMatches; corrected: string | null }>(
    "warning",
    `${patterns}; golang.org/x/mod/module CheckPath`,
    true,
  ),
  /** `key`: the list that it stands in; GOPRIVATE where it is not given. */
  "private.too-broad": row<{ pattern: string; key?: string }>("warning", patterns),
  /** A pattern that names a proxy, whose modules have other names. */
  "private.is-mirror": row<{ key: string; pattern: string; mirror: string }>("warning", patterns),
  /** `also`: what it matches besides, or does not match though it looks so. */
  "private.odd-pattern": row<{
    pattern: string;
    what: "subdomains" | "doubled-host" | "partial-host";
    also: string;
    corrected: string | null;
  }>("warning", patterns),
  "private.catches-toolchain": row<{ pattern: string }>(
    "warning",
    `${patterns}; ${modfetch}/toolchain.go`,
  ),
  /**
   * `count`: how many modules of this host the project requires. `via`: who is told about them. `others`: hosts
   * of which the same holds and that no finding names.
   */
  "private.leaks": row<{
    module: string;
    host: string;
    count: number;
    via: "proxy" | "sumdb";
    to: string;
    others?: number;
  }>("warning", `${patterns}; https://go.dev/ref/mod#private-modules`),
  /** `reason`: what a log says; without it, what this machine has. */
  "private.no-credentials": row<{ host: string; others?: number; reason?: NoLogin }>("info", login),

  /** git has no wildcards where a pattern has one. */
  "git.rewrite-impossible": row<{ pattern: string }>("warning", insteadOf),
  /** git fetches `url` over ssh already: from `base`, as `file` says. */
  "git.rewrite-exists": row<{ url: string; base: string; file: string }>("info", insteadOf),
  /** Another rule has `url` fetched from `base`. */
  "git.rewrite-conflict": row<{ url: string; base: string; file: string; command: string }>(
    "warning",
    insteadOf,
  ),
  "git.rewrite-removed": row<{ url: string; base: string }>("info", ours),

  "private.login": row<PrivateLogin>("info", login),
  /** `patterns`: what was made of the input, in the form of a list. */
  "private.corrected": row<{ input: string; patterns: string; made: readonly Correction[] }>(
    "info",
    ours,
  ),
  "private.duplicate": row<{ pattern: string }>("info", ours),
  "private.subsumed": row<{ pattern: string; by: string }>("info", patterns),
  "private.apex-not-covered": row<{ pattern: string; apex: string }>("info", patterns),
  /** `direct` and `unverified`: patterns whose modules are from now on fetched directly, or not verified. */
  "private.folded": row<{
    key: string;
    value: string;
    into: string;
    direct: readonly string[];
    unverified: readonly string[];
  }>("info", `${cfg} GONOPROXY, GONOSUMDB`),
  "private.not-listed": row<{ pattern: string }>("warning", ours),

  "sumdb.off": row<Nothing>("warning", sumdb),
  "sumdb.invalid": row<{ value: string; said: string | null }>(
    "error",
    `${sumdb}; golang.org/x/mod/sumdb/note NewVerifier`,
    true,
  ),
  /** `url`: the way to it; `cause`: what went wrong there, with its status. */
  "sumdb.unreachable": row<{
    database: string;
    url: string;
    cause: string | null;
    status: number | null;
  }>("error", `${sumdb}, initBase`),
  /** `url`: who served what is not what the database has; `database` is go.sum where that differs. */
  /** `recorded`: the hash of go.sum that a log quotes; `sums`: who has which, where all were asked. */
  "sumdb.mismatch": row<{
    database: string;
    url: string;
    module: string;
    recorded?: string;
    odd?: OddSum | null;
    agrees?: string | null;
    sums?: Record<string, string>;
  }>("error", `${modfetch}/fetch.go checkModSum, checkSumDB`),

  /** Nothing in the log that was given says why a download failed; `said`: the words that are no failure of one. */
  "log.unrecognised": row<{ why: Unrecognised; said: string }>("warning", ours),
  /** go failed, and its words are not understood. */
  "log.not-understood": row<{ said: string }>("warning", ours),

  /** The real download failed; `said`: go's own words, where no other finding explains them. */
  "download.failed": row<{ module: string; said: string }>(
    "error",
    `${modfetch}/fetch.go Download`,
  ),

  "sumdb.retired": row<{ value: string }>("warning", catalog),
  /** What stands where the name of a database belongs. */
  "sumdb.misplaced": row<{ word: string; what: NoSumdb }>("error", sumdb),
  "sumdb.bypasses-proxy": row<{ value: string }>("info", sumdb),
  "sumdb.unsupported-scheme": row<{ url: string }>("error", sumdb),
  "sumdb.skipped-widely": row<{ key: string; pattern: string }>("warning", patterns),
  "sumdb.kept": row<{ value: string }>("info", ours),
  "sumdb.chosen": row<{ value: string }>("info", ours),

  /** `written: false` where nothing was written, as in `test`; `route`: a log says that there is no way to a host. */
  "net.offline": row<{ mirrors: string; written?: false; route?: true }>("error", "net (dial)"),
  "net.dns": row<{ host: string; reason: "not-found" | "no-answer" }>("error", "net (lookup)"),
  /** `by`: a log that says more, or does not say who refused. */
  "net.refused": row<{ host: string; by?: "firewall" | "unknown" }>("error", "net (dial)"),
  /** `ms`: null where it is not known. */
  "net.timeout": row<{ host: string; phase: TimePhase; ms: number | null }>("error", web),
  /** `said`: of a TLS handshake that was broken off. */
  "net.reset": row<{ host: string; said?: string }>("error", web),
  /** `reason` is OpenSSL's name of the fault. */
  "net.tls-untrusted": row<{ host: string; issuer: string; reason: string }>("error", tls),
  /** Dates and clock are "" where a log has none. */
  "net.tls-expired": row<{ host: string; from: string; to: string; now: string }>("error", tls),
  "net.tls-name": row<{ host: string; names: string; reason?: "no-san" }>("error", tls),
  "net.not-tls": row<{ host: string }>("error", tls),
  /** `status`: null for a file that is not there. */
  "net.status": row<{ url: string; status: number | null }>("error", status),
  "net.auth": row<{ url: string; status: number }>("error", login),
  /** `retryAfter` as the server wrote it: seconds or a date. */
  "net.rate-limited": row<{ url: string; retryAfter: string | null }>("error", status),
  "net.captive-portal": row<{ url: string }>("error", response),
  "net.bad-response": row<{ url: string; body: WrongBody }>("error", response),
  "net.wrong-version": row<{ url: string; got: string; wanted: string }>("error", response),
  "net.truncated": row<{ url: string; bytes: number | null }>("error", response),
  "net.redirect": row<{ url: string; to: string; reason: "insecure" | "too-many" | "invalid" }>(
    "error",
    web,
  ),
  /** `status`: of the answer to CONNECT, or the SOCKS5 reply. */
  "net.http-proxy": row<{ proxy: string; reason: ProxyFault; status: number | null }>(
    "error",
    "net/http ProxyFromEnvironment",
  ),
  /** `actual`: a moment that is certainly past, or what another clock says that is behind ours. */
  "net.clock": row<{ now: string; actual: string }>("error", tls),

  "govcs.invalid": row<{ value: string; said: string }>(
    "error",
    "cmd/go/internal/vcs/vcs.go parseGOVCS, checkGOVCS",
  ),

  /** A rule that never says anything: `system` is none of go's, or `pattern` matches no module. */
  "govcs.ineffective": row<{ pattern: string; system: string | null }>(
    "warning",
    "cmd/go/internal/vcs/vcs.go vcsList, checkGOVCS",
  ),

  /** `word`: what go would start as a program. */
  "goauth.not-a-command": row<{ word: string; reason: NoCommand }>(
    "warning",
    "cmd/go/internal/auth/auth.go runGoAuth; `go help goauth`",
  ),

  "goauth.invalid": row<{ value: string; said: string }>(
    "error",
    "cmd/go/internal/auth/auth.go runGoAuth",
  ),

  "goinsecure.ineffective": row<{ pattern: string }>("warning", "`go help environment`"),

  "toolchain.unavailable": row<{ toolchain: string; reason: NoToolchain }>(
    "error",
    `${select}; https://go.dev/doc/toolchain`,
  ),
  /** `toolchain`: the one that this project asks for; null where none is needed now. */
  "toolchain.sumdb-off": row<{ toolchain: string | null }>("warning", sumdb),

  /** `path`: the git that is not taken, because it lies in the working folder. */
  "git.missing": row<{ needed: "always" | "private" | "fallback"; path: string | null }>(
    "warning",
    "cmd/go/internal/vcs/vcs.go",
  ),

  "cache.unwritable": row<{ key: string; folder: string; reason: string }>(
    "error",
    `${modfetch}/cache.go CachePath`,
  ),
  /** `free`: bytes. */
  "cache.full": row<{ folder: string; free: number | null }>(
    "error",
    `${modfetch}/fetch.go DownloadZip`,
  ),

  "gateway.down": row<{ url: string }>("error", ours),
  /** `reason`: what nginx says; null: the file is none of `gateway init`. */
  "gateway.config": row<{ file: string; reason: string | null }>("error", ours),
  "gateway.mirror-down": row<{ mirror: string }>("warning", ours),

  /** `keys`: the settings of the team file that are not so on this machine. */
  "team.differs": row<{ file: string; keys: string }>("info", ours),

  "mirror.unverified": row<{ mirror: string; instead: string | null }>("warning", catalog),
  /** `use auto`: when (ISO), what was chosen and what not; `before`: when it was measured the last time. */
  "mirror.measured": row<{
    at: string;
    order: readonly { id: string; ms: number | null; pinned: boolean }[];
    left: readonly { id: string; why: LeftOut }[];
    before: string | null;
  }>("info", ours),
  "mirror.lacks-probe-module": row<{ mirror: string; url: string; module: string }>(
    "warning",
    response,
  ),

  /** `what`: the step that was left out; `command` takes it. */
  "consent-required": row<{
    what: "fold" | "comment-out" | "registry";
    subject: string;
    command: string;
  }>("warning", ours),
} as const;

export type FindingCode = keyof typeof findingTable;

/** The arguments that the text of each code needs. */
export type FindingArgs = { [C in FindingCode]: NonNullable<(typeof findingTable)[C]["args"]> };

/** A finding before it is put into words: what a check or a verb returns. */
export type Note = {
  [C in FindingCode]: {
    code: C;
    severity: Severity;
    args: FindingArgs[C];
    fix?: { command: string; safe: boolean };
    /** What was probably meant: a value that is valid, for this key or another. */
    corrected?: { key: string; value: string };
  };
}[FindingCode];

export function note<C extends FindingCode>(
  code: C,
  severity: Severity,
  args: FindingArgs[C],
): Note {
  return { code, severity, args } as Note;
}

/** Why go takes a line of its env file for none, or for one that means nothing. */
export type IgnoredLine =
  | "bom"
  | "indent"
  | "export"
  | "lower-case"
  | "space"
  | "no-equals"
  | "utf-16"
  /** HTTP_PROXY and the like: read by go from the environment alone. */
  | "environment-only"
  /** GONOSUMCHECK and the like: no go knows it. */
  | "unknown";

/** What the settings make of modules. */
export type ModuleMode = "off" | "auto" | "invalid" | "vendor";

/** A place that sets a variable, with what it sets. */
export interface Sets extends Place {
  value: string;
}

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
  | "not-tls"
  | "no-connection"
  | "not-socks"
  | "target-refused"
  | "cgi";

/** What an answer is, in place of the JSON of a module version. */
export type WrongBody =
  | "html"
  | "empty"
  | "not-json"
  | "not-http"
  | "not-zip"
  | "not-go-mod"
  | "damaged"
  | "repo-root";

/**
 * Who logs in at a host, for git's requests or for those of go itself (`?go-get=1`, zips of a module server);
 * null: nobody. `file`: .netrc. `goauth`: the value, from go 1.24 on.
 */
export interface PrivateLogin {
  host: string;
  for: "git" | "go";
  by: "netrc" | "helper" | "header" | "command" | null;
  file: string;
  goauth: string | null;
}

/** Why a file is left as it is. */
/** Why a shell has not said what a new terminal has: no such program, refused by the system, not in time, without a word. */
export type Silence = "absent" | "not-started" | "late" | "silent";

export type FileRefusal =
  /** Our markers are not there as one pair: somebody edited them. */
  | "damaged"
  | "utf-16"
  | "binary"
  /** A folder in the place of the file, or a file in the place of a folder. */
  | "folder"
  | "not-a-folder"
  /** A pipe, a device or a socket. */
  | "special"
  | "unreadable"
  | "read-only"
  | "link-loop"
  /** Root would make it in somebody else's home folder. */
  | "sudo"
  /** Our file's name, but not our file. */
  | "foreign"
  /** A line that was to be commented out: not there any more, or not a mere assignment. */
  | "no-line"
  | "not-alone"
  /** A line that was to be commented out, in a file that other programs read too. */
  | "shared"
  /** A value of Windows' registry that is no text. */
  | "registry-kind";

/** What became part of a value and was surely not meant to. */
export type Literal =
  | "quotes"
  | "comment"
  | "space"
  | "invisible"
  | "wide"
  | "assignment"
  | "carriage-return";

/** Why an entry of GOPROXY that go takes can never serve a module. */
export type UnusableProxy =
  | "no-host"
  | "host"
  | "port"
  /** `goproxy.cn.direct`: a dot in the place of the comma. */
  | "keyword"
  /** `$MIRROR`, `%MIRROR%`: nobody put its value in. */
  | "variable"
  /** `<host>`: an example that was not filled in. */
  | "placeholder";

/** The one network in which a proxy answers. */
export type OwnNetwork = "tencent-cloud" | "campus" | "company";

/** What people write into GOSUMDB that names no database. */
export type NoSumdb = "switch" | "proxy" | "list" | "url" | "pattern" | "near-miss" | "other";

/** Why go would fail to start what stands in GOAUTH. */
export type NoCommand = "separator" | "credential" | "name" | "file";

/** `local`: GOTOOLCHAIN keeps go from switching to the one that the project asks for. */
export type NoToolchain =
  | "language"
  | "space"
  | "proxy-off"
  | "local"
  | "not-served"
  /** GOTOOLCHAIN or go.work names a go that is too old. */
  | "pinned"
  /** GOTOOLCHAIN=path or `+path`: PATH has none. */
  | "path"
  /** This go is too old to understand what the module wants. */
  | "old-go";

/** Which login a code host wanted. */
export type NoLogin =
  | "missing"
  | "refused"
  | "ssh-key"
  | "host-key"
  | "not-found"
  | "no-tags"
  | "protocol";

/** What a log without a failure of go is. */
export type Unrecognised =
  | "nothing"
  | "empty"
  /** PowerShell's word that a program failed, without what the program said. */
  | "powershell-exit"
  /** Windows PowerShell ended at go's first line on stderr. */
  | "powershell-stopped"
  | "execution-policy"
  | "goflags"
  | "blank-after-comma"
  /** go says something that is no failure of a download. */
  | "other";

/** Why a pattern of GOPRIVATE and its kin matches no module path. */
export type NeverMatches =
  | "malformed"
  | "space"
  | "scheme"
  | "port"
  | "ellipsis"
  | "credentials"
  | "empty-element"
  | "braces"
  | "negation"
  | "version"
  | "separator"
  | "relative"
  | "quotes"
  | "case"
  | "dot"
  | "variable"
  | "placeholder"
  | "regexp"
  | "no-dot"
  | "character";

/** Why a mirror that was measured is not in the chain. */
export type LeftOut = "failed" | "unreliable" | "lacks-module" | "opt-in" | "not-measured";

/** What was done to something pasted to make patterns of it. */
export type Correction =
  | "typing"
  | "link"
  | "comment"
  | "escapes"
  | "separator"
  /** A blank for the comma of which npm's start script for PowerShell makes one. */
  | "blank"
  | "case"
  /** `https//`, `https:/`. */
  | "scheme-form"
  /** `goproxy.cn.direct` */
  | "dot"
  | "guess"
  | "quotes"
  | "assignment"
  | "scheme"
  | "scp"
  | "port"
  | "version"
  | "braces"
  | "backslash"
  | "negated-class"
  | "double-star"
  | "ellipsis"
  | "doubled-host"
  | "trailing-slash"
  | "git-suffix"
  /** The path of a module that ends in `.git`, or the address of a repository. */
  | "git-module"
  | "host-case";

/** Who has another checksum than the others; `all`: no two agree. */
export type OddSum = "go.sum" | "mirror" | "database" | "all";

/** What only a person can do about an error. */
export type ByHand =
  | "trust"
  | "checksum"
  | "server"
  | "proxy"
  | "login"
  | "network"
  | "firewall"
  | "clock"
  | "install-go"
  | "install-git"
  | "disk"
  | "value"
  | "report";
