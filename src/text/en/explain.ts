import type { FindingCode } from "../../findings.ts";

/** What `doctor --explain CODE` says: what happens, why, and what to do. */
export const explanations: Record<FindingCode, string> = {
  "go.missing":
    "PATH has no go command that can be started. Settings can still be stored, in the file that go reads once installed. Install Go, or add its bin folder to PATH.",
  "go.bricked":
    "go checks GOTOOLCHAIN, GOROOT and a few more first: with a bad value every command fails, even `go env -u`. `doctor --fix` removes it from go's env file; unset an environment variable where it is set.",
  "go.env-off":
    "With GOENV=off in the environment go reads no env file, and `go env -w` silently writes to the default file, which nobody reads. Unset GOENV, or set the variables themselves.",
  "go.env-unwritable":
    "go's env file, where `go env -w` writes, or its folder is not writable: wrong owner (after `sudo go env -w`), read-only disk, or a folder in its place. Give it back to your user, or name another file with GOENV.",
  "go.env-line-ignored":
    "go reads a line of its env file only if it begins with a capital letter in the first column and has `=` right after the name; a byte order mark, an indent or `export` makes go ignore it silently, and HTTP_PROXY, NO_PROXY and the like always. Use `go env -w KEY=value`, not an editor.",
  "go.env-literal":
    "The value is the whole rest of the line after `=`: quotes, spaces, a `# comment`, a Windows line end and invisible characters too. Use `go env -w KEY=value`, not an editor.",
  "go.env-empty-value":
    "Since go 1.21 an empty line such as `GOSUMDB=` in go's env file hides the default of GOROOT/go.env: go has no value. `go env -u KEY` restores the default; `go env -w KEY=` does not.",
  "go.module-mode":
    "With GO111MODULE=off go works as before modules existed and downloads none, with `auto` only outside a folder with a go.mod. With -mod=vendor (from GOFLAGS or the project's vendor folder) modules come from that folder alone. GO111MODULE can only be on, off or auto.",
  "go.vulnerable":
    "This go version has a known hole: a malicious proxy can change modules past the checksum database. That matters with a proxy of others. Update go; `rm go.sum && go mod tidy && go mod verify` checks what was downloaded.",
  "go.value-by-version":
    "go versions differ in their rules for this value, and a colleague, CI or go.mod may use another one. Use a value that all take alike.",
  "go.value-corrected":
    "The value is refused or can never work, but what was meant is clear. All go versions take the corrected one.",
  "go.value-read":
    "What was pasted is not what go takes, but there is no doubt what was meant. What was made of it is said, so that you can object.",
  "go.unexpanded":
    "go expands nothing in its settings: `$NAME`, `%NAME%` and `<name>` are taken letter by letter. A shell expands `$NAME` outside single quotes only, and never in go's env file.",
  "go.not-a-switch":
    "GOPRIVATE, GONOPROXY, GONOSUMDB and GOINSECURE are lists of patterns for module paths; a word without a dot matches none. GOSUMDB=off and GOPROXY=direct or off are the switches. GONOPROXY=none is right beside a proxy of your own.",
  "go.unknown-setting":
    "go ignores variables that it does not know, without a word. Articles and generated scripts name some that never were.",
  "go.flags-refused":
    "`go get -insecure` ended with go 1.17: with the flag in GOFLAGS every `go get` stops with `-insecure flag is no longer supported`. GOINSECURE names the hosts instead.",
  "proxy.is-http-proxy":
    "GOPROXY names servers of the module proxy protocol. A proxy for web traffic (http or socks) is set by HTTPS_PROXY and goes with any GOPROXY.",
  "proxy.restricted": "The address is real, and answers in the network of its operator alone.",
  "proxy.near-miss":
    "The address differs in a letter, an ending or the path from a known one. If it is yours, `mirror add` it.",
  "proxy.public-first":
    "go asks the entries of GOPROXY in order, for private modules too unless GOPRIVATE or GONOPROXY has them. A public proxy that stands first is told their names, and may answer for them.",
  "proxy.public-behind-private":
    "With `|` go moves on after any failure: whenever the company's proxy is down or refuses (401, 403, 500), the names of its modules go to the next one, past its rules. A comma moves on after 404 and 410 only.",
  "private.is-mirror":
    "The lists of patterns hold the beginnings of module paths. The host of a module proxy is none: what is fetched there keeps its own name.",
  "private.odd-pattern":
    "A pattern is compared with whole elements of the path: `*.gitlab.com` matches hosts below gitlab.com, `*github.com` every host that ends so.",
  "sumdb.retired":
    "gosum.io answered 404 from 2022 on and left its operator's instructions in 2023. go verifies new modules with the database that GOSUMDB names, and fails where it does not answer.",
  "sumdb.misplaced":
    "GOSUMDB is `off`, the name sum.golang.org or sum.golang.google.cn, or the key of another database (`name+hash+key`), each with an address behind a blank, if it is somewhere else.",
  "govcs.ineffective":
    "GOVCS is a list of PATTERN:SYSTEM|SYSTEM. go knows git, hg, svn, bzr, fossil (and mod), `all` and `off`; what is called otherwise is never started, and go says nothing.",
  "goauth.not-a-command":
    "GOAUTH is a list, separated by `;`, of `off`, `netrc`, `git FOLDER` and commands with their arguments. go starts what stands there, and goes on without a word where it cannot.",
  "go.absent-written":
    "There is no go command, so the file was written as go would write it. A go installed later reads it.",
  "env.shadowed":
    "An environment variable is stronger than what `go env -w` stores. Remove the line that sets it and open a new terminal, or unset the variable.",
  "env.rc-conflict":
    "Two startup files of one shell set a variable to different values. The one read last wins, which depends on whether it is a login shell. Keep one of the lines.",
  "env.stale-terminal":
    'This terminal was started before the settings changed and keeps its environment. Open a new terminal, or update this one: `eval "$(goproxy-cfg env)"`.',
  "env.editor":
    "VS Code's Go extension gives the variables of `go.toolsEnvVars` to go and gopls, over what Go's env file and the terminal have. Remove the entry, or keep both alike: `goproxy-cfg env --as vscode`.",
  "env.not-exported":
    "A shell gives the programs that it starts only variables that are exported. Write `export` before the line, or store the value for go itself with `go env -w`.",
  "env.rewritten":
    "A startup file runs `go env -w` or `go env -u`, and so changes what is stored whenever a terminal is opened: what this tool writes does not last. Remove that line.",
  "shell.not-asked":
    "What a new terminal has is asked of the shell itself, which is started as a terminal starts it. It has 5 seconds (PowerShell 15) to read its startup files. A startup file can step aside where GOPROXY_CFG_ASKING is set.",
  "shell.erased":
    "A line behind the part that goproxy-cfg has added unsets the variable or makes it empty. go takes that for unset and reads its own env file, so only programs that read the variable themselves miss it.",
  "shell.unreached":
    "A startup file that returns, exits or starts another program before its end does not come to what was added there. go reads its own env file, so only programs that read the variables themselves miss them.",
  "shell.block-damaged":
    "The lines that mark goproxy-cfg's block in a startup file are no longer one pair, so the file is left alone. Remove the rest by hand and run `goproxy-cfg shell install`.",
  "shell.crlf":
    "bash, zsh and other POSIX shells take the carriage return of a Windows line end as part of the value, with which patterns and keywords no longer match. `doctor --fix` removes it from the lines that set go's variables.",
  "watch.timer":
    "systemd, launchd or the Task Scheduler did not answer, or refused. Over ssh without a session of one's own, systemd has no manager for the user: `loginctl enable-linger` starts one at boot.",
  "shell.gui":
    "What `shell install --gui` writes is read when the desktop session starts: its programs see a change at the next login (on Windows only if they could not be told). go itself reads its env file.",
  "shell.refused":
    "A startup file is left alone if a change could do harm: it is read-only, not text, UTF-16, or our block in it was edited.",
  "proxy.invalid":
    "go refuses this list for every module, even private ones. Entries are separated by `,` or `|`; each is a URL with https://, http:// or file:///, or direct or off.",
  "proxy.empty":
    "GOPROXY names no proxy, and go does not use the default: every download fails with `GOPROXY list is not the empty string, but contains no entries`. Causes: `go env -w GOPROXY=`, a lone comma. `go env -u GOPROXY` restores the default.",
  "proxy.off":
    "GOPROXY=off forbids every download; modules in the cache still work. Modules that GONOPROXY or GOPRIVATE matches are still fetched directly. `go env -u GOPROXY` restores the default.",
  "proxy.ignored-entries":
    "go stops reading the list at `direct` or `off`, so what follows is no fallback. Put `direct` or `off` at the end.",
  "proxy.no-fallback":
    "With a single entry, when the proxy is down every download fails. Add another mirror or `|direct` after it.",
  "proxy.comma-fragile":
    "After a comma go tries the next entry only on 404 or 410. A timeout, a refused connection, 403 or 502 end the download. After `|` go tries it on any failure; `goproxy-cfg use` writes `|`.",
  "proxy.insecure-http":
    "Modules come over plain http: anybody on the way can see and change them. The checksum database, unless off, notices changes. Use https where the server has it.",
  "proxy.credentials-refused":
    "go sends no user name or password over plain http: every request to this proxy fails with `refusing to pass credentials to insecure URL`. Use https.",
  "proxy.unusable":
    "go accepts the entry, but it can never serve a module: it has no host, or an invalid host or port. Most often `https` or a colon is mistyped.",
  "proxy.retired":
    "This address has ended, or never was a module proxy although it is passed around. It fails slowly or, if the name was given up, may one day be somebody else's. Use the one named instead.",
  "proxy.not-a-proxy":
    "This is a web page about a mirror, or a site without modules: go gets a web page instead of a module. Use the mirror's own address.",
  "private.shadowed":
    "Once set, GONOPROXY and GONOSUMDB replace their default, GOPRIVATE: its patterns missing there have no effect for that part. `goproxy-cfg private add … --yes` folds the lists into one.",
  "private.never-matches":
    "A pattern is compared with the beginning of a module path such as corp.com/team/app: no scheme, port, user, spaces or `...`, host in small letters. go silently accepts one that matches nothing; its modules are sent to public proxies.",
  "private.too-broad":
    "The pattern matches modules that are not yours: a whole forge or top-level domain, or everything. They are fetched directly (slowly, or not at all behind a firewall) and not verified. Limit it to your own modules.",
  "private.catches-toolchain":
    "The pattern also matches golang.org/toolchain, so go fetches new toolchains directly, not through the proxy. Where golang.org cannot be reached, every switch to a newer go fails. Limit it to your own modules.",
  "private.leaks":
    "The module's name looks like a company's, and no pattern keeps it from a public proxy or checksum database: its path becomes known there, and the download fails. `goproxy-cfg private add` keeps it private.",
  "private.no-credentials":
    "Private modules are fetched directly, with git or https. Nothing was found that logs in to this host: no line in .netrc, GOAUTH, credential helper, or insteadOf that leads to ssh. go never asks for a password. `goproxy-cfg private add … --git ssh` sets up ssh.",
  "git.rewrite-impossible":
    "git's insteadOf compares the beginning of a URL letter by letter; neither it nor .netrc knows wildcards. For a pattern such as *.corp.com each host needs its own rule or login.",
  "git.rewrite-exists":
    "git already has a rule that leads URLs of this host to ssh: nothing to add.",
  "git.rewrite-conflict":
    "Of the insteadOf rules that fit a URL git takes the longest, of equal ones the first. A rule of your own is in the way; it is named and left alone.",
  "git.rewrite-removed":
    "`private add --git ssh` wrote this insteadOf rule; the last pattern of its host is gone, or https is wanted now. Rules of your own are never removed.",
  "private.login":
    "Over https git logs in with a credential helper or ~/.netrc, go itself with .netrc (since 1.24 as GOAUTH says). Neither asks for a password while go runs. goproxy-cfg never writes passwords: write the line in .netrc yourself.",
  "private.corrected":
    "What was given (such as a repository's address) is no pattern for go; it was taken as the pattern that was meant.",
  "private.duplicate": "The pattern is already in the list, perhaps written differently.",
  "private.subsumed": "Another pattern of the list matches all that this one does.",
  "private.apex-not-covered":
    "`corp.com/*` needs one more element, `*.corp.com` a name before the domain: neither matches the module corp.com itself. Add it if there is one.",
  "private.folded":
    "GONOPROXY or GONOSUMDB replaced GOPRIVATE. Their patterns were added to it and they were unset: there is one list again.",
  "private.not-listed": "The pattern is not in the stored list: nothing to remove.",
  "sumdb.off":
    "With GOSUMDB=off go believes the first download of a module and writes it to go.sum. Toolchains are always verified, so newer ones cannot be downloaded. For private modules GOPRIVATE is enough. `go env -u GOSUMDB` restores the default, sum.golang.org.",
  "sumdb.invalid":
    "go refuses the value as soon as a module is not in go.sum. It is `off`, sum.golang.org, sum.golang.google.cn, or another database's key with an optional URL after it; not a list, and spaces count.",
  "log.not-understood":
    "go's line says that something could not be had, and no wording that is known fits it. It is shown as it stands, without passwords; `doctor --module M@V` tries the download here. Please report the line.",
  "log.unrecognised":
    "No message of go 1.11 to 1.27 in the --log says that a module or toolchain could not be downloaded. Give the whole output: `go build 2>&1 | goproxy-cfg doctor --log -`.",
  "sumdb.unreachable":
    "go looks up each new module in the checksum database: always through the first proxy of GOPROXY that serves it (`/sumdb/NAME/supported` answers 200), or else directly. Without its answer nothing can be verified and the download fails. Use a mirror that serves the database, or `goproxy-cfg use cn --sumdb cn`. `GOSUMDB=off` gives up verification.",
  "sumdb.mismatch":
    "What was downloaded is not what others got under this version: it was tagged anew, or a mirror or somebody on the way changed it. Use another mirror, `go clean -modcache`, and do not switch verification off.",
  "download.failed":
    "A real download failed in a way that no other finding explains. The words are go's own.",
  "sumdb.bypasses-proxy":
    "A database with its own address (such as sum.golang.google.cn) is asked there, not through GOPROXY: right where no proxy serves the database, otherwise one more host that must be reachable.",
  "sumdb.unsupported-scheme":
    "go accepts the value, but cannot ask this address: it must begin with https://, http:// or file://.",
  "sumdb.skipped-widely":
    "GONOSUMDB matches modules that are not yours. They are not verified: a proxy could serve anything. Limit it to your own modules.",
  "sumdb.kept": "You set GOSUMDB; it is left alone.",
  "sumdb.chosen":
    "No chosen mirror serves the checksum database, and sum.golang.org cannot be reached from mainland China. sum.golang.google.cn is the same database there.",
  "net.offline": "No mirror could be looked up or reached: this machine seems to have no network.",
  "net.dns":
    "The host was not found, or the name server does not answer. Check the spelling, the DNS settings and whether a VPN is needed.",
  "net.refused":
    "The host is there, but nothing listens at that port, or a firewall refuses it. Check the port and whether the service runs.",
  "net.timeout":
    "No answer came in time. go itself has no time limit: a server that accepts and stays silent blocks it for ever, after `|` too.",
  "net.reset":
    "The connection was closed before an answer came: by a firewall, an overloaded server or a proxy on the way.",
  "net.tls-untrusted":
    "This machine does not trust the certificate's signer: a company's TLS interceptor whose certificate is not installed, a self-signed server, or an attack. go uses the system's store, and SSL_CERT_FILE on Linux.",
  "net.tls-expired":
    "The certificate is not valid now: it has expired, or this machine's clock is wrong.",
  "net.tls-name":
    "The certificate is for another name: a login page of the network, a wrong DNS entry, or a server set up wrongly.",
  "net.not-tls": "The server answers https with plain http: wrong scheme or port.",
  "net.status":
    "The proxy answered with an error. After a comma go tries the next entry only on 404 or 410.",
  "net.auth":
    "The proxy asks for a login. go takes it from .netrc, GOAUTH (since 1.24) or the URL, only over https.",
  "net.rate-limited":
    "The server got too many requests in a short time. Wait, or use another mirror.",
  "net.captive-portal":
    "go gets a login page instead of a module: the network (a hotel's, a company's) wants you to log in. Open a browser.",
  "net.bad-response":
    "The answer is no module but a web page, empty or broken. The address is probably not the proxy's.",
  "net.wrong-version": "The proxy answered with another version than asked for.",
  "net.truncated": "The answer ended before it was complete. go does not try again.",
  "net.redirect":
    "go refuses the server's redirect: from https to http, in a circle, or to no address.",
  "net.http-proxy":
    "Your network's proxy in HTTP_PROXY or HTTPS_PROXY does not let the request through. NO_PROXY lists hosts asked without it.",
  "net.clock":
    "This machine's clock is so wrong that certificates seem expired or not valid yet. Set it.",
  "govcs.invalid":
    "go refuses GOVCS as soon as it fetches a module directly, or GOVCS refuses the version control system of that module: by default, public modules come by git and hg alone. It is a list of pattern:vcs, separated by commas, such as `github.com:git,*:off`.",
  "goauth.invalid":
    "go (since 1.24) refuses GOAUTH at the first https request. It is `off`, `netrc`, `git /absolute/folder` or commands, separated by semicolons, the last not empty.",
  "goinsecure.ineffective":
    "GOINSECURE is only for modules fetched directly: it does not make go accept a proxy's certificate or skip the checksum database.",
  "toolchain.unavailable":
    "go.mod or GOTOOLCHAIN asks for a go version that cannot be had: switching is forbidden, there is no such release, or downloads are off. `go 1.22` is a language version; the release is 1.22.0.",
  "toolchain.sumdb-off":
    "A newer go is downloaded as a module and always verified, whatever GONOSUMDB says: with GOSUMDB=off the switch fails. `go env -u GOSUMDB` restores the default.",
  "git.missing":
    "Modules that do not come from a proxy are fetched with git (or another version control system). Install git.",
  "cache.unwritable":
    'go cannot write its module cache (GOMODCACHE) or build cache (GOCACHE), often after `sudo go …`. Give the folder back to your user: `sudo chown -R "$USER" "$(go env GOMODCACHE)"`.',
  "cache.full":
    "The disk of the module cache is full. `go clean -modcache` empties it; modules are downloaded again when needed.",
  "gateway.down":
    "go asks a gateway of this machine that is not there. `gateway up` starts it, `use` chooses another mirror.",
  "gateway.config":
    "The configuration of the gateway was changed or its certificate is gone; the running one goes on, and cannot be loaded anew. `gateway up` writes it again.",
  "gateway.mirror-down":
    "One mirror behind the gateway fails. Downloads go on through the others; `gateway init` with other mirrors leaves it out.",
  "mirror.unverified":
    "Many places name this mirror, but nothing shows that it exists at this address. It works the day it answers.",
  "mirror.measured":
    "What `use auto` measured, and the order it chose. `test` shows the numbers, `test --help` the rules.",
  "mirror.lacks-probe-module":
    "The mirror answers, but lacks the public module that mirrors are tested with. For a proxy of private modules that is right.",
  "team.differs":
    "This machine differs from the repository's team file. `check` shows how, `apply` changes it, with your consent to the file.",
  "consent-required":
    "A step was left out because it changes something of yours. The command named does it.",
};
