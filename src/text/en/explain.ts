import type { Code } from "../../findings/findings.ts";

/** What `doctor --explain CODE` says: what happens, why, and what to do. */
export const explanations: Record<Code, string> = {
  "go.missing":
    "There is no go command on PATH, or what is called go there cannot be started. Settings can be stored all the same: they are written to the file that go reads once it is installed. Install Go, or add the folder of its bin to PATH.",
  "go.bricked":
    "go looks at GOTOOLCHAIN, GOROOT and a few more before it does anything else. With a bad value there every command fails, `go env -u` included. `doctor --fix` takes the value out of go's env file; a variable of the environment has to be unset where it is set.",
  "go.env-off":
    "With GOENV=off in the environment go reads no env file. `go env -w` does not say so: it writes to the default file, which nobody reads. Unset GOENV, or set the variables themselves.",
  "go.env-unwritable":
    "The file in which `go env -w` stores settings, or its folder, cannot be written: a wrong owner (after `sudo go env -w`), a read-only disk, a folder in its place. Give it back to your user, or name another file with GOENV.",
  "go.env-line-ignored":
    "go takes a line of its env file as a setting only if it begins with a capital letter in the first column and has a `=` right after the name. A byte order mark, an indent, `export`, small letters or a space before the `=` make it nothing, without a word. HTTP_PROXY, NO_PROXY and the like are never read from this file.",
  "go.env-literal":
    "What stands after the `=` is the value, to the end of the line: quotes, spaces, a `# comment`, a Windows line end and invisible characters are part of it. Use `go env -w KEY=value` instead of an editor.",
  "go.env-empty-value":
    "Since go 1.21 an empty line such as `GOSUMDB=` in go's env file hides the default of GOROOT/go.env, and go is left without a value. `go env -u KEY` goes back to the default; `go env -w KEY=` does not.",
  "go.module-mode":
    "With GO111MODULE=off go works as before modules existed and downloads none. With `auto` it does so outside a folder with a go.mod. With -mod=vendor, from GOFLAGS or because the project has a vendor folder, modules come from that folder alone. Any other value of GO111MODULE is an error.",
  "go.vulnerable":
    "The checksum database protects from a proxy that changes modules. This version of go has a known hole through which a malicious proxy gets past it. That matters where modules come from a proxy of others. Update go; `rm go.sum && go mod tidy && go mod verify` checks what was downloaded.",
  "go.value-by-version":
    "Go's rules for this value changed between versions: another go (of a colleague, of CI, or the one that go.mod switches to) takes it for something else. Choose a value that all of them take alike.",
  "go.value-corrected":
    "The value is refused or can never work, and what was meant is clear. The corrected value is one that every version of go takes.",
  "go.absent-written":
    "No go was found, so the file was written as go itself would write it. A go that is installed later reads it.",
  "env.shadowed":
    "A variable of the environment is stronger than what `go env -w` stores, so the stored value has no effect in this terminal. The line of the startup file that sets it is named where it was found. Remove that line, open a new terminal, or unset the variable.",
  "env.rc-conflict":
    "Two files that one shell reads at its start set the same variable to different values. The one that is read last wins, which depends on whether the shell is a login shell. Keep one of the two lines.",
  "env.stale-terminal":
    'A terminal keeps the environment with which it was started. This one was started before the settings were changed. A new terminal has the new value; `eval "$(goproxy-cfg env)"` brings this one up to date.',
  "shell.block-damaged":
    "goproxy-cfg marks its block in a startup file with one line before and one line after it. They are no longer exactly one pair, so the file is left alone. Remove what is left of the block by hand and run `goproxy-cfg shell install`.",
  "shell.crlf":
    "bash, zsh and other POSIX shells take the carriage return of a Windows line end for a part of the value. The variable then ends in a character that nobody sees, and a pattern or a keyword no longer matches. `doctor --fix` removes it from the lines that set variables of go.",
  "shell.gui":
    "What `shell install --gui` writes is read when the desktop session starts, so programs that it starts see a change at the next login; on Windows that is so where the programs that run could not be told of a change. go itself needs none of this: it reads its env file.",
  "shell.refused":
    "A startup file was left as it is, because changing it could do harm: it is read-only, no text, UTF-16, or our block in it was edited.",
  "proxy.invalid":
    "go refuses this list, and does so for every module, private ones too. Entries are separated by `,` or `|`; each is a URL with https://, http:// or file:///, or the words direct and off.",
  "proxy.empty":
    "GOPROXY names no proxy at all, and go does not take that for the default: every download fails with `GOPROXY list is not the empty string, but contains no entries`. It comes from `go env -w GOPROXY=`, from a lone comma, or from a missing GOROOT/go.env. `go env -u GOPROXY` goes back to the default.",
  "proxy.off":
    "GOPROXY=off forbids every download. Modules in the cache still work. A module that GONOPROXY or GOPRIVATE matches is fetched directly all the same.",
  "proxy.ignored-entries":
    "go stops reading the list at `direct` or `off`. What stands after it is not even looked at, so it is no fallback. Put `direct` or `off` at the end.",
  "proxy.no-fallback":
    "With a single entry there is no second chance: when the proxy is down, so are the downloads. Add another mirror or `|direct` behind it.",
  "proxy.comma-fragile":
    "After a comma go moves on only when the answer is 404 or 410. A timeout, a refused connection, 403 or 502 end the download, however good the next entry is. After `|` any failure leads on. `goproxy-cfg use` writes `|`.",
  "proxy.insecure-http":
    "Modules come over plain http. Whoever sits in between can see what you download and change it. The checksum database still notices changed modules, unless it is switched off. Use https where the server has it.",
  "proxy.credentials-refused":
    "go sends no user name and no password over plain http: every request to this proxy fails with `refusing to pass credentials to insecure URL`. Use https.",
  "proxy.unusable":
    "go accepts the entry, but it can never serve a module: there is no host in it, what go takes for the host is none, or there is no such port. Most often `https` or a colon was mistyped.",
  "proxy.retired":
    "This address is known to have ended, or never was a module proxy although it is passed around. It fails slowly or, where the name was given up, may one day belong to somebody else. Use the one that is named instead.",
  "proxy.not-a-proxy":
    "This is the address of a web page about a mirror, or of a site that serves no modules. go gets a web page in place of a module. Use the mirror's own address.",
  "private.shadowed":
    "GONOPROXY and GONOSUMDB take GOPRIVATE as their default; once they are set they replace it, they do not add to it. Patterns of GOPRIVATE that are missing there have no effect for that part. `goproxy-cfg private add … --yes` folds the lists into one.",
  "private.never-matches":
    "A pattern is compared with the beginning of a module path such as corp.com/team/app: no scheme, no port, no user, no spaces, no `...`, host in small letters. go does not complain about a pattern that matches nothing; its modules are sent to public proxies.",
  "private.too-broad":
    "The pattern makes modules private that are not yours: a whole forge, a whole top-level domain, or everything. They are fetched directly (slowly, or not at all behind a wall) and are not verified.",
  "private.catches-toolchain":
    "The pattern also matches golang.org/toolchain, so that go fetches new toolchains directly and not through the proxy. Where golang.org cannot be reached, every switch to a newer go fails.",
  "private.leaks":
    "The name of the module looks like a company's own, and no pattern keeps it from a public proxy or from the public checksum database: its path and its versions become known there, and the download fails because nobody has it. `goproxy-cfg private add` keeps it private.",
  "private.no-credentials":
    "A private module is fetched directly, with git or https. Nothing was found that would log in to this host: no line in .netrc, no GOAUTH, no credential helper, no insteadOf that leads to ssh. go never asks for a password itself. `goproxy-cfg private add … --git ssh` sets up ssh.",
  "git.rewrite-impossible":
    "git's insteadOf compares the beginning of a URL, letter by letter; it knows no wildcards, and neither does .netrc. For a pattern such as *.corp.com each host needs a rule, or a login, of its own.",
  "git.rewrite-exists":
    "A rule in git's configuration already leads URLs of this host to ssh; there is nothing to add.",
  "git.rewrite-conflict":
    "Of the insteadOf rules that fit a URL git takes the longest, and of equal ones the first. A rule of the user's own is in the way of the one that was asked for; it is named and not touched.",
  "git.rewrite-removed":
    "The insteadOf rule was written by `private add --git ssh`, and the last pattern of its host is gone, or https is wanted now. Rules of your own are never removed.",
  "private.login":
    "Over https git logs in with a credential helper or ~/.netrc, and go's own requests with .netrc (from 1.24 on with what GOAUTH says). Neither asks for a password while go runs. This tool never writes passwords: the line in .netrc is yours to write.",
  "private.corrected":
    "What was given was no pattern as go takes it, such as the address of a repository. It was taken as the pattern that was meant.",
  "private.duplicate": "The pattern is in the list already, perhaps written differently.",
  "private.subsumed": "Another pattern of the list matches everything that this one matches.",
  "private.apex-not-covered":
    "`corp.com/*` needs one more element, and `*.corp.com` needs a name before the domain: neither matches the module corp.com itself. Add it where there is one.",
  "private.folded":
    "GONOPROXY or GONOSUMDB replaced GOPRIVATE. Their patterns were added to GOPRIVATE and they were unset, so that there is one list again.",
  "private.not-listed": "The pattern is not in the stored list, so there was nothing to remove.",
  "sumdb.off":
    "With GOSUMDB=off go believes whatever the first download of a module brings, and writes that to go.sum. Toolchains are always verified, so that newer ones cannot be downloaded at all. For private modules GOPRIVATE is enough. `go env -u GOSUMDB` goes back to sum.golang.org.",
  "sumdb.invalid":
    "go refuses the value as soon as a module is not in go.sum yet. It is `off`, sum.golang.org, sum.golang.google.cn, or the key of another database with an optional URL behind it; there is no list, and spaces count.",
  "log.unrecognised":
    "The log that was given with --log holds none of the messages with which the last ten versions of go tell that a module or a toolchain could not be downloaded. Give the whole output: `go build 2>&1 | goproxy-cfg doctor --log -`.",
  "sumdb.unreachable":
    "go looks up each new module in the checksum database: over the first proxy of GOPROXY that says it serves it (`/sumdb/NAME/supported` answers 200), for good, or else directly. The way it took gave no usable answer, so nothing can be verified and the download fails. Take a mirror that serves the database, or `goproxy-cfg use cn --sumdb cn`. `GOSUMDB=off` gives up the verification.",
  "sumdb.mismatch":
    "What was downloaded is not what everybody else got under this version: a version that was tagged anew, a mirror that serves other bytes, or somebody on the way. Take the module from another mirror, clean the module cache, and do not switch the verification off.",
  "download.failed":
    "The download was done for real, and failed in a way that no other finding explains. These are go's own words.",
  "sumdb.bypasses-proxy":
    "A database with an address of its own (sum.golang.google.cn has one) is asked there, past GOPROXY. That is right where no proxy serves the database, and one more host that must be reachable otherwise.",
  "sumdb.unsupported-scheme":
    "go takes the value, but cannot ask this address: it must begin with https://, http:// or file://.",
  "sumdb.skipped-widely":
    "GONOSUMDB matches modules of strangers. They are not verified: a proxy could hand out whatever it likes. Limit it to your own modules.",
  "sumdb.kept": "GOSUMDB was set by you, and is left as it is.",
  "sumdb.chosen":
    "None of the chosen mirrors serves the checksum database, and sum.golang.org cannot be reached from mainland China. sum.golang.google.cn is the same database there.",
  "net.offline":
    "No mirror could be looked up or reached at all: this machine seems to have no network.",
  "net.dns":
    "The name of the host was not found, or the name server does not answer. Check the spelling, the DNS settings and whether a VPN is needed.",
  "net.refused":
    "The host is there, but nothing listens at that port, or a firewall refuses it. Check the port and whether the service runs.",
  "net.timeout":
    "There was no answer in time. go itself has no time limit for an answer: an endpoint that accepts and stays silent blocks it for ever, behind `|` too.",
  "net.reset":
    "The connection was closed before an answer came. A firewall, an overloaded server or a proxy in between does that.",
  "net.tls-untrusted":
    "The certificate was not signed by an authority that this machine trusts. That is a company's TLS interceptor whose certificate is not installed, a self-signed server, or an attack. go uses the system's store, and SSL_CERT_FILE on Linux.",
  "net.tls-expired":
    "The certificate is not valid at this machine's time: it has expired, or the clock is wrong.",
  "net.tls-name":
    "The certificate is for another name: a login page of a network, a wrong DNS entry, or a server that was set up wrongly.",
  "net.not-tls":
    "The server answers in plain http where https was asked for: wrong scheme or wrong port.",
  "net.status": "The proxy answered with an error. Only 404 and 410 let go move on after a comma.",
  "net.auth":
    "The proxy asks for a login. go takes it from .netrc, from GOAUTH (since 1.24) or from the URL, over https alone.",
  "net.rate-limited":
    "The server refuses because too much was asked in a short time. Wait, or use another mirror.",
  "net.captive-portal":
    "A login page came in place of the module: the network (of a hotel, a company) wants you to log in first. Open a browser.",
  "net.bad-response":
    "The answer was no module: a web page, nothing at all, or something broken. The address is probably not the proxy's.",
  "net.wrong-version": "The proxy answered with another version than the one that was asked for.",
  "net.truncated": "The answer ended before it was complete. go does not try again.",
  "net.redirect":
    "The server sends go elsewhere in a way that go refuses: from https to http, in a circle, or to no address.",
  "net.http-proxy":
    "HTTP_PROXY or HTTPS_PROXY names a proxy of your network, and that one does not let the request through. NO_PROXY lists hosts that are asked without it.",
  "net.clock":
    "This machine's clock is wrong by so much that certificates seem expired or not valid yet. Set the clock.",
  "govcs.invalid":
    "go refuses GOVCS as soon as it fetches a module directly. It is a list of pattern:vcs, separated by commas, such as `github.com:git,*:off`.",
  "goauth.invalid":
    "go (since 1.24) refuses GOAUTH at the first https request. It is `off`, `netrc`, `git /absolute/folder` or commands, separated by semicolons, without an empty one at the end.",
  "goinsecure.ineffective":
    "GOINSECURE concerns modules that are fetched directly. It does not make go accept a proxy's certificate, and it does not switch off the checksum database.",
  "toolchain.unavailable":
    "go.mod or GOTOOLCHAIN asks for a version of go that cannot be had: switching is forbidden, there is no such release, or downloads are switched off. `go 1.22` alone is a version of the language; the release is 1.22.0.",
  "toolchain.sumdb-off":
    "A newer go is downloaded as a module and is always verified with the checksum database, whatever GONOSUMDB says. With GOSUMDB=off that cannot be done, and the switch fails.",
  "git.missing":
    "Modules that do not come from a proxy are fetched with git (or another version control system). Install git.",
  "cache.unwritable":
    'go cannot write where it keeps modules (GOMODCACHE) or what it has built (GOCACHE), often after one `sudo go …`. Give the folder back to your user: `sudo chown -R "$USER" "$(go env GOMODCACHE)"`.',
  "cache.full":
    "The disk that holds the module cache has no room left. `go clean -modcache` empties it; everything is downloaded again when needed.",
  "mirror.unverified":
    "This mirror is named in many places, but no sign was found that it exists at this address. It works the day it answers.",
  "mirror.measured":
    "What `use auto` found when it measured, and the order that it chose. `test` shows the numbers, `test --help` the rules.",
  "mirror.lacks-probe-module":
    "The mirror answers, but does not have the public module with which mirrors are tested. For a proxy of private modules that is as it should be.",
  "team.differs":
    "The repository has a team file, and this machine is not as it says. `check` shows what differs, `apply` brings the machine to it, with your consent to the file.",
  "consent-required":
    "A step was left out because it changes something of yours. The command that is named takes it.",
};
