import type { Code } from "../../findings/findings.ts";

/** What `doctor --explain CODE` adds to the words of a finding: why it happens, and what else there is to do. */
export const explanations: Record<Code, string> = {
  "go.missing":
    "Settings can be stored without go: they are written to the file that go reads once it is installed.",
  "go.bricked":
    "go looks at GOTOOLCHAIN, GOROOT and a few more before it does anything else, so that with a bad value there even `go env -u` fails. `doctor --fix` takes the value out of go's env file; a variable of the environment has to be unset where it is set.",
  "go.env-off":
    "With GOENV=off `go env -w` writes to the default file without a word, and nobody reads it. Unset GOENV, or set the variables in the environment.",
  "go.env-unwritable":
    "The owner is wrong (after `sudo go env -w`), the disk is read-only, or a folder is in its place. Give the file and its folder back to your user, or name another file with GOENV.",
  "go.env-line-ignored":
    "go takes a line of its env file as a setting only if it begins with a capital letter in the first column and has a `=` right after the name; any other it skips without a word. HTTP_PROXY, NO_PROXY and the like are never read from this file.",
  "go.env-literal":
    "Whatever stands after the `=` is the value, to the end of the line. Use `go env -w KEY=value` instead of an editor.",
  "go.env-empty-value":
    "Since go 1.21 an empty line such as `GOSUMDB=`, which `go env -w GOSUMDB=` writes, hides the default of GOROOT/go.env, and go is left without a value.",
  "go.module-mode":
    "Modules work everywhere with GO111MODULE=on, the default since go 1.16. -mod=vendor comes from GOFLAGS, or from go itself where the project has a vendor folder.",
  "go.vulnerable":
    "The checksum database is what protects from a proxy that changes modules. After the update check what was downloaded: `rm go.sum && go mod tidy && go mod verify`.",
  "go.value-by-version":
    "Go's rules changed, and the go of a colleague, of CI, or one that go.mod switches to may be such a version. Choose a value that all take alike.",
  "go.value-corrected":
    "As it is, the value is refused or never works. Every version of go takes the corrected one.",
  "go.absent-written": "Without go, goproxy-cfg writes what `go env -w` would write.",
  "env.shadowed":
    "go takes the environment before what `go env -w` stored. Where no line was found that sets the variable, unset it.",
  "env.rc-conflict":
    "The file that is read last wins, which depends on whether the shell is a login shell. Keep one of the two lines.",
  "env.stale-terminal":
    'A terminal keeps the environment with which it was started. `eval "$(goproxy-cfg env)"` brings this one up to date.',
  "shell.block-damaged":
    "Where the lines before and after our block are not exactly one pair, the startup file is left alone.",
  "shell.crlf":
    "bash, zsh and other POSIX shells keep the carriage return. Nobody sees it, but a pattern or a keyword no longer matches. `doctor --fix` removes it from the lines that set variables of go.",
  "shell.gui":
    "What `shell install --gui` writes is read when the desktop session starts; on Windows only where running programs could not be told of the change. go itself reads its env file and needs none of this.",
  "shell.refused": "A startup file is changed only where that can do no harm.",
  "proxy.invalid":
    "go refuses the list for every module, private ones too. Entries are separated by `,` or `|`; each is a URL with https://, http:// or file:///, or the word direct or off.",
  "proxy.empty":
    "go does not take an empty list for the default but says `GOPROXY list is not the empty string, but contains no entries`. It comes from `go env -w GOPROXY=`, a lone comma, or a missing GOROOT/go.env.",
  "proxy.off": "A module that GONOPROXY or GOPRIVATE matches is fetched directly all the same.",
  "proxy.ignored-entries":
    "What stands after `direct` or `off` is not even looked at, so it is no fallback. Put `direct` or `off` at the end.",
  "proxy.no-fallback": "Add another mirror or `|direct` behind the only entry.",
  "proxy.comma-fragile":
    "At a comma a timeout, a refused connection, 403 or 502 ends the download, however good the next entry is. `goproxy-cfg use` writes `|`.",
  "proxy.insecure-http":
    "The checksum database still notices changed modules, unless it is switched off. Use https where the server has it.",
  "proxy.credentials-refused": "go says `refusing to pass credentials to insecure URL`. Use https.",
  "proxy.unusable":
    "go accepts the entry all the same. Most often `https` or a colon was mistyped.",
  "proxy.retired":
    "This address has ended, or never was a module proxy although it is passed around. It fails slowly or, where the name was given up, may one day belong to somebody else.",
  "proxy.not-a-proxy": "The page is about a mirror, or of a site that serves no modules.",
  "private.shadowed":
    "GOPRIVATE is only the default of GONOPROXY and GONOSUMDB; once set they do not add to it. `goproxy-cfg private add … --yes` folds the lists into one.",
  "private.never-matches":
    "A pattern is compared with the beginning of a module path such as corp.com/team/app. go does not complain about one that matches nothing; its modules are sent to public proxies.",
  "private.too-broad":
    "It covers a whole forge, a whole top-level domain, or everything. These modules are fetched directly: slowly, or not at all behind a wall.",
  "private.catches-toolchain":
    "go then fetches toolchains directly. Where golang.org cannot be reached, every switch to a newer go fails.",
  "private.leaks":
    "No pattern covers it, so its path and its versions become public, and the download fails because nobody else has it. `goproxy-cfg private add` keeps it private.",
  "private.no-credentials":
    "A private module is fetched directly, with git or https, and go never asks for a password itself. `goproxy-cfg private add … --git ssh` sets up ssh.",
  "git.rewrite-impossible":
    "git's insteadOf compares the beginning of a URL, letter by letter. For a pattern such as *.corp.com each host needs a rule, or a login, of its own.",
  "git.rewrite-exists":
    "A rule in git's configuration leads this host to ssh; there is nothing to add.",
  "git.rewrite-conflict":
    "Of the insteadOf rules that fit a URL git takes the longest, and of equal ones the first.",
  "git.rewrite-removed":
    "`private add --git ssh` wrote the insteadOf rule, and the last pattern of its host is gone, or https is wanted now. Rules of your own are never removed.",
  "private.login":
    "Over https git logs in with a credential helper or .netrc, and go itself with .netrc (since go 1.24 with what GOAUTH says). goproxy-cfg never writes a password: the line in .netrc is yours to write.",
  "private.corrected": "What was given, such as the address of a repository, is no pattern for go.",
  "private.duplicate": "Nothing was added: the list has it, perhaps written differently.",
  "private.subsumed": "The modules that this pattern matches are private without it.",
  "private.apex-not-covered":
    "`corp.com/*` needs one more element, and `*.corp.com` a name before the domain.",
  "private.folded":
    "GONOPROXY and GONOSUMDB replace GOPRIVATE where they are set. Now there is one list again.",
  "private.not-listed": "`goproxy-cfg private list` shows the stored patterns.",
  "sumdb.off":
    "go believes whatever the first download of a module brings, and writes that to go.sum. For private modules GOPRIVATE is enough. `go env -u GOSUMDB` goes back to sum.golang.org.",
  "sumdb.invalid":
    "go notices as soon as a module is not in go.sum yet. The value is `off`, sum.golang.org, sum.golang.google.cn, or the key of another database with an optional URL behind it; there is no list, and spaces count.",
  "log.unrecognised":
    "Known are the messages of the last ten versions of go. Give the whole output: `go build 2>&1 | goproxy-cfg doctor --log -`.",
  "sumdb.unreachable":
    "go looks up each new module in the checksum database: over the first proxy of GOPROXY that says it serves it (`/sumdb/NAME/supported` answers 200), for good, or else directly. Take a mirror that serves the database, or `goproxy-cfg use cn --sumdb cn`. `GOSUMDB=off` gives up the verification.",
  "sumdb.mismatch":
    "Everybody else got something else under this version: it was tagged anew, the mirror serves other bytes, or somebody on the way changed them.",
  "download.failed":
    "The download was done for real, and no other finding explains go's own words.",
  "sumdb.bypasses-proxy":
    "A database with an address of its own, as sum.golang.google.cn has, is one more host that must be reachable. That is right where no proxy serves the database.",
  "sumdb.unsupported-scheme": "go notices when it looks up the first module there.",
  "sumdb.skipped-widely":
    "A proxy could hand out whatever it likes. Limit the patterns to your own modules.",
  "sumdb.kept": "`use` changes a GOSUMDB of yours only with --sumdb.",
  "sumdb.chosen":
    "sum.golang.org cannot be reached from mainland China; sum.golang.google.cn is the same database.",
  "net.offline": "No mirror could be looked up or reached at all.",
  "net.dns": "Check the spelling, the DNS settings and whether a VPN is needed.",
  "net.refused": "The host is there. Check the port and whether the service runs.",
  "net.timeout":
    "go itself sets no time limit for an answer: a server that accepts a connection and stays silent blocks it for ever, behind `|` too.",
  "net.reset": "A firewall, an overloaded server or a proxy in between does that.",
  "net.tls-untrusted":
    "That is a company's TLS interceptor whose certificate is not installed, a self-signed server, or an attack. go uses the system's store, and SSL_CERT_FILE on Linux.",
  "net.tls-expired": "Where the clock is right, the server needs a new certificate.",
  "net.tls-name":
    "That is a login page of a network, a wrong DNS entry, or a server that was set up wrongly.",
  "net.not-tls": "The scheme or the port of the URL is wrong.",
  "net.status": "Only 404 and 410 let go move on after a comma.",
  "net.auth": "go sends a login over https alone. Since go 1.24 it can come from GOAUTH, too.",
  "net.rate-limited": "Wait, or use another mirror.",
  "net.captive-portal": "Hotels and companies have such networks.",
  "net.bad-response": "The address is probably not the proxy's.",
  "net.wrong-version": "go refuses such an answer. Use another mirror.",
  "net.truncated": "go does not try again.",
  "net.redirect": "go follows at most ten redirects, and none from https to http.",
  "net.http-proxy":
    "HTTP_PROXY or HTTPS_PROXY names a proxy of your network; NO_PROXY lists hosts that are asked without it.",
  "net.clock": "Certificates seem expired, or not valid yet. Set the clock.",
  "govcs.invalid":
    "go notices as soon as it fetches a module directly. The value is a list of pattern:vcs, such as `github.com:git,*:off`.",
  "goauth.invalid":
    "go (since 1.24) notices at the first https request. The value is `off`, `netrc`, `git /absolute/folder` or commands, separated by semicolons, without an empty one at the end.",
  "goinsecure.ineffective":
    "A proxy's certificate has to be trusted by the system, or named by SSL_CERT_FILE on Linux.",
  "toolchain.unavailable":
    "go.mod or GOTOOLCHAIN asks for this version of go. `go 1.22` alone is a version of the language; the release is 1.22.0.",
  "toolchain.sumdb-off":
    "A newer go is downloaded as the module golang.org/toolchain, which GONOSUMDB cannot exempt.",
  "git.missing":
    "Modules that come from no proxy are fetched with git, or another version control system. Install git.",
  "cache.unwritable":
    'Often after one `sudo go …`. Give the folder back to your user: `sudo chown -R "$USER" "$(go env GOMODCACHE)"`, or GOCACHE, where go keeps what it has built.',
  "cache.full":
    "`go clean -modcache` empties the cache; everything is downloaded again when needed.",
  "mirror.unverified": "It is named in many places, and works the day it answers.",
  "mirror.measured": "`test` shows the numbers, `test --help` the rules.",
  "mirror.lacks-probe-module": "Mirrors are tested with this public module.",
  "team.differs":
    "`apply` brings this machine to what the team file says, with your consent to it.",
  "consent-required": "The step was left out because it changes something of yours.",
};
