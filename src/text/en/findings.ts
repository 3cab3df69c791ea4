import type {
  Correction,
  Literal,
  NeverMatches,
  NoToolchain,
  UnusableProxy,
} from "../../findings.ts";
import type { FindingsText } from "../shape.ts";
import { advice, privateFindings, shells } from "./settings.ts";
import { diagnoses, goElsewhere } from "./doctor.ts";
import { network } from "./network.ts";
import { about, localTime } from "../format.ts";
import { leftOut } from "./measure.ts";

const literals: Record<Literal, (text: string) => string> = {
  quotes: (text) => `the quotes ${text} are part of the value`,
  comment: () => "the comment is part of the value",
  space: () => "the spaces at the ends are part of the value",
  invisible: (text) => `it contains invisible characters or unusual spaces (${text})`,
  wide: (text) => `it contains full-width characters (${text})`,
  assignment: (text) => `${text} stands in the value itself`,
  "carriage-return": () => "the carriage return (Windows line end) is part of the value",
};

export const unusable: Record<UnusableProxy, string> = {
  "no-host": "it names no host",
  host: "go takes it, but what it reads as the host is no host name",
  port: "there is no such port",
  keyword: "it ends in a word that must stand behind a comma",
  variable: "it contains a variable that was not expanded",
  placeholder: "it contains a placeholder that was not filled in",
};

const unavailable: Record<NoToolchain, string> = {
  language: "it is a version of the language; a toolchain has a third number, as in go1.22.0",
  space: "there is no such version",
  "proxy-off": "GOPROXY=off forbids downloading it",
  local: "GOTOOLCHAIN keeps go from switching to it",
  "not-served": "no entry of GOPROXY serves it",
  pinned: "GOTOOLCHAIN, or the toolchain line of go.work, names an older one",
  path: "GOTOOLCHAIN lets go take it from PATH alone, and it is not there",
  "old-go":
    "the go that spoke is too old for what the module asks for, and too old to fetch a newer one",
};

export const values = {
  "go.env-literal": ({ key, what, text }) => `${key}: ${literals[what](text)}.`,
  "go.env-empty-value": ({ key }) =>
    `${key} is stored as an empty value, which is not the same as unset; \`go env -u ${key}\` goes back to the default.`,
  "go.value-corrected": ({ key, corrected, joined }) =>
    `What was probably meant: ${key}=${corrected}${joined ? " (PowerShell makes a blank of a comma: put the value in quotes)" : ""}`,
  "go.value-read": ({ key, input, value, made }) =>
    `\`${input}\` was taken as ${key}=${value}${made.length === 0 ? "" : ": "}${made.map((one) => corrections[one]).join("; ")}.`,
  "env.not-exported": ({ key, value, file, line }) =>
    `${file}:${line} sets ${key}=${value} for the shell alone: without \`export\` go does not see it.`,
  "proxy.unusable": ({ entry, reason }) =>
    `${entry} can never serve a module: ${unusable[reason]}.`,
  "sumdb.unsupported-scheme": ({ url }) =>
    `go accepts the address ${url} but cannot use it: it must begin with https://, http:// or file://.`,
  "toolchain.unavailable": ({ toolchain, reason }) =>
    reason === "old-go"
      ? `The go that spoke is too old: the module, or a package that it imports, wants ${toolchain === "" ? "a newer one" : toolchain}.`
      : `The toolchain ${toolchain} cannot be downloaded: ${unavailable[reason]}. ${["local", "pinned"].includes(reason) ? "go commands in this project fail." : "Unless a program of that name is on PATH, every go command will fail."}`,
} satisfies Partial<FindingsText>;

const reasons: Record<NeverMatches, string> = {
  malformed: "it is not well-formed, and go drops it silently",
  space: "the spaces are part of the pattern",
  scheme: "a module path has no scheme",
  port: "a module path has no port",
  ellipsis: "`...` is not a wildcard here; a pattern already covers everything below it",
  credentials: "a module path has no user name",
  "empty-element": "a module path has no empty element",
  braces: "`{a,b}` is not understood; the comma ends the pattern",
  negation: "`!` does not negate; in brackets it is `[^…]`",
  version: "a pattern matches module paths, never versions",
  separator: "patterns are separated by commas",
  relative: "it is the path of a file or a folder, and no module path",
  quotes: "the quotes are part of the pattern",
  case: "the host in a module path has no capital letters, and patterns are case-sensitive",
  dot: "no element of a module path begins or ends with a dot",
  character: "it contains a character that no module path has",
  variable: "go expands no variable",
  placeholder: "it contains a placeholder that was not filled in",
  regexp: "it is a regular expression; here `*` stands for anything within one element",
  "no-dot": "the first element of a module path has a dot, as in `corp.example/team`",
};

const corrections: Record<Correction, string> = {
  link: "the address of the link",
  comment: "without the comment",
  escapes: "without backslashes",
  separator: "commas between the entries",
  blank: "the blank taken for a comma (PowerShell makes one of it; put the value in quotes)",
  case: "in small letters",
  "scheme-form": "the scheme as it is written",
  dot: "a comma before the last word",
  guess: "as it was probably meant",
  typing: "without invisible and full-width characters",
  quotes: "without quotes",
  assignment: "without the name of the variable",
  scheme: "without scheme and user",
  scp: "`host:path` written as `host/path`",
  port: "without the port",
  version: "without the version",
  braces: "one pattern for each alternative",
  backslash: "with slashes",
  "negated-class": "`[^…]` instead of `[!…]`",
  "double-star": "`*` instead of `**`",
  ellipsis: "without `...`: a pattern covers everything below it",
  "doubled-host": "the host once",
  "trailing-slash": "without the last slash",
  "git-suffix": "without `.git`, which ends the address of a repository",
  "git-module":
    "a module's path may end in `.git`, and so does a repository's address; both are private",
  "host-case": "host in small letters, as in module paths",
};

export const findings: FindingsText = {
  ...advice,
  ...diagnoses,
  ...network,
  ...privateFindings,
  ...shells,
  ...values,
  "go.absent-written": ({ file, hint }) =>
    `No go was found on PATH. ${file} was written as go would write it; a go installed later reads it.` +
    (hint === null ? "" : ` ${goElsewhere(hint)}.`),
  "go.value-by-version": ({ key, versions }) =>
    `${key}: other versions of go take this value for something else (${versions}).`,
  "proxy.empty": () =>
    "GOPROXY names no proxy: every download fails. Where it is stored, `go env -u GOPROXY` goes back to the default.",
  "proxy.off": () => "GOPROXY=off: go downloads nothing; only modules in the cache work.",
  "proxy.ignored-entries": ({ after, entries }) =>
    `Everything after \`${after}\` is ignored by go: ${entries}`,
  "proxy.no-fallback": () => "There is no fallback: when this proxy fails, the download fails.",
  "proxy.comma-fragile": ({ entry }) =>
    `The comma after ${entry} lets go move on only when a module is missing (404, 410); \`|\` does so after any failure.`,
  "proxy.insecure-http": ({ url, instead }) =>
    `${url} is plain http: anybody on the way can read and change what is downloaded.` +
    (instead === undefined ? "" : ` Use ${instead} instead.`),
  "proxy.credentials-refused": ({ url }) =>
    `${url}: go sends no user name or password over plain http; every request will fail.`,
  "proxy.retired": ({ url, instead }) =>
    `${url} does not work as a module proxy (any more); use ${instead} instead.`,
  "proxy.not-a-proxy": ({ url, instead }) =>
    `${url} is a web page or another service, not a module proxy; use ${instead} instead.`,
  "private.never-matches": ({ pattern, reason, corrected }) =>
    `\`${pattern}\` matches no module: ${reasons[reason]}.` +
    (corrected === null ? "" : ` Write \`${corrected}\`.`),
  "private.catches-toolchain": ({ pattern }) =>
    `\`${pattern}\` also catches golang.org/toolchain, so go toolchains are no longer downloaded through the proxy.`,
  "private.corrected": ({ input, patterns, made }) =>
    `\`${input}\` was taken as \`${patterns}\`: ${made.map((one) => corrections[one]).join("; ")}.`,
  "private.duplicate": ({ pattern }) => `\`${pattern}\` is in the list already.`,
  "private.subsumed": ({ pattern, by }) => `\`${pattern}\` is not needed: \`${by}\` covers it.`,
  "private.apex-not-covered": ({ pattern, apex }) =>
    `\`${pattern}\` does not cover \`${apex}\` itself; add \`${apex}\` if there is such a module.`,
  "private.folded": ({ key, value, into, direct, unverified }) =>
    `${key}=${value} overrode GOPRIVATE; its patterns are now part of ${into}, and ${key} is unset.` +
    (direct.length === 0 ? "" : ` No longer asked at proxies: ${direct.join(", ")}.`) +
    (unverified.length === 0 ? "" : ` No longer verified: ${unverified.join(", ")}.`),
  "private.shadowed": ({ key, value }) =>
    `${key}=${value} replaces GOPRIVATE for its part; patterns of GOPRIVATE that it lacks have no effect there.`,
  "private.not-listed": ({ pattern }) => `\`${pattern}\` is not in the list; nothing to remove.`,
  "team.differs": ({ file, keys }) =>
    `The team file ${file} asks for another ${keys}: goproxy-cfg check shows what differs.`,
  "consent-required": ({ what, subject, command }) =>
    what === "fold"
      ? `${subject} replaces GOPRIVATE for its part, so the change is not in effect there. To fold it into GOPRIVATE: ${command}`
      : what === "registry"
        ? `${subject} has a value of your own, which new terminals have instead of the stored one. To replace it (undo brings it back): ${command}`
        : `${subject} overrides the setting. To have that line commented out: ${command}`,
  "sumdb.off": () => "GOSUMDB=off: new modules are not verified, and toolchain downloads fail.",
  "sumdb.bypasses-proxy": ({ value }) =>
    `With GOSUMDB=${value} the checksum database is asked directly, past every proxy.`,
  "sumdb.kept": ({ value }) =>
    `GOSUMDB=${value} was set by you and is kept; \`use … --sumdb default\` goes back to go's default.`,
  "sumdb.chosen": ({ value }) =>
    `No mirror of this chain is known to serve the checksum database, so GOSUMDB=${value} is set: it can be reached from mainland China.`,
  "goinsecure.ineffective": ({ pattern }) =>
    `GOINSECURE \`${pattern}\` concerns direct downloads only: it changes nothing for a proxy or the checksum database.`,
  "mirror.unverified": ({ mirror, instead }) =>
    instead === null
      ? `It was not checked that the mirror ${mirror} answers: goproxy-cfg test ${mirror}`
      : `No sign was found that the mirror ${mirror} exists at this address; ${instead} is known to work.`,
  "mirror.measured": ({ at, order, left: out, before }) =>
    `Measured at ${localTime(at)}, in this order: ${order
      .map(
        ({ id, ms, pinned }) =>
          id + about([pinned ? "pinned" : null, ms === null ? null : `${ms} ms`], ", "),
      )
      .join(", ")}.` +
    (out.length === 0
      ? ""
      : ` Left out: ${out.map(({ id, why }) => `${id} (${leftOut[why]})`).join(", ")}.`) +
    (before === null ? "" : ` The last measurement was at ${localTime(before)}.`),
  "mirror.lacks-probe-module": ({ mirror, module }) =>
    `${mirror} answers, but does not have ${module}; that is fine for a proxy of private modules.`,
};
