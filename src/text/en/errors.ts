import type { ConfigProblem, Failure, Uncarried } from "../../failure.ts";
import { verbNamed } from "../../verb-table.ts";
import { registryScope } from "../../registry-keys.ts";
import type { ErrorsText, ErrorText } from "../shape.ts";
import { isNoRoom } from "../format.ts";
import { goElsewhere, unusableGo } from "./doctor.ts";
import { findings, unusable } from "./findings.ts";

const didYouMean = (suggestion: string | null) =>
  suggestion === null ? null : `Did you mean \`${suggestion}\`?`;

const correctedForm = (corrected: string | null) =>
  corrected === null ? null : `Corrected form: ${corrected}`;

/** Where a setting that is no list of mirrors belongs. */
function otherKey(key: string, value: string): string {
  if (key === "GOSUMDB") return `Add --sumdb "${value}" to the mirrors.`;
  if (key === "GOPRIVATE") return `goproxy-cfg private add "${value}"`;
  return `go env -w "${key}=${value}"`;
}

const neverWorks = {
  ...unusable,
  retired: "the service has ended, or never was one",
  page: "it is a web page or another service",
  login: "go sends no user name or password over plain http",
  "web-proxy": "it forwards web traffic and belongs into HTTPS_PROXY or ALL_PROXY",
};

const programHelp = "See `goproxy-cfg --help`.";

const uncarried: Record<Uncarried, string> = {
  nul: "it has a NUL character",
  "line-break": "it has a line break",
  "not-unicode": "it is not valid Unicode text",
  control: "it has a control character",
  "edge-space": "it begins or ends with a blank, which would be stripped",
  substitution: "it has a ${…} that would be replaced",
  "too-long": "it is longer than a line may be there",
};

const expectations = {
  list: "a list",
  object: "an object",
  text: "one line of text, not empty",
  url: "a URL (https://…)",
  flag: "true or false",
  name: "a name of letters, digits and . _ + - (direct, off and auto are taken)",
  fallback: "any or missing",
  texts: "a text, or a list of texts",
  mirrors: "one or more mirrors (not `auto`, which differs from machine to machine)",
  version: "a version of go such as 1.21",
};

/** Why a file is not taken, where there is no more to say. */
const flaws = {
  link: "it is a link, and a team file must be a file of the repository",
  "no-file": "it is no regular file",
  empty: "it is empty",
  encoding: "it is not UTF-8 text",
  alias: "anchors and aliases (`&name`, `*name`) are not allowed",
  tag: "tags (`!name`) are not allowed",
  twice: "this key is there already",
};

function configProblem(problem: ConfigProblem): string {
  switch (problem.what) {
    case "syntax":
      return `this is not valid ${problem.format}${problem.reason ? `: ${problem.reason}` : ""}`;
    case "unreadable":
      return `it cannot be read (${problem.reason})`;
    case "field":
      return `\`${problem.field}\` must be ${expectations[problem.expected]}`;
    case "unknown-field":
      return `\`${problem.field}\` is not known here. ${
        didYouMean(problem.suggestion) ?? `Known: ${problem.known.join(", ")}.`
      }`;
    case "value":
      return `\`${problem.field}\`: ${said(problem.failure)}`;
    case "policy":
      return `\`${problem.field}\` violates the file's own policy \`${problem.policy}\``;
    case "too-large":
      return `it is larger than a team file can be (${problem.limit} bytes)`;
    default:
      return flaws[problem.what];
  }
}

function homeSays(home: string | null): string {
  if (home === null) return "is not set";
  return home === "" ? "is empty" : `is not absolute (${JSON.stringify(home)})`;
}

/** The words for a failure that is the reason of another one. */
function said(failure: Failure): string {
  const say = errors[failure.kind] as (args: unknown) => ErrorText;
  const { message, hint: advice } = say(failure.args);
  const { corrected = null } = failure.args as { corrected?: string | null };
  // A file has no flags.
  const hint = advice?.includes("--force") ? correctedForm(corrected) : advice;
  return hint === null ? message : `${message} ${hint}`;
}

export const errors: ErrorsText = {
  usage: ({ problem }) => ({ message: problem, hint: programHelp }),
  "unknown-verb": ({ verb, suggestion }) => ({
    message: `Unknown command \`${verb}\`.`,
    hint: didYouMean(suggestion) ?? programHelp,
  }),
  "unknown-option": ({ option, suggestion }) => ({
    message: `Unknown option \`${option}\`.`,
    hint: didYouMean(suggestion) ?? programHelp,
  }),
  "unknown-key": ({ key, suggestion, known, instead = null }) => ({
    message:
      key === "-insecure"
        ? "go has no flag -insecure any more: in GOFLAGS it ends every `go get`."
        : instead !== null
          ? `${key} was never a setting of go, which does not look at it.`
          : `\`${key}\` is not a setting of go that this tool judges (${known}).`,
    hint: instead === null ? didYouMean(suggestion) : `What was meant is ${instead}.`,
  }),
  "missing-operand": ({ what, verb, shell }) => ({
    message: `Missing operand: ${what}.`,
    hint:
      shell === "pwsh"
        ? "PowerShell passes on no word that begins with @, and no variable that is not set: put it in quotes."
        : `For example: goproxy-cfg ${verbNamed(verb).examples?.[0]}; all of it: \`goproxy-cfg ${verb} --help\``,
  }),
  "script-block": () => ({
    message: "PowerShell does not pass on what stands in { … } as text.",
    hint: "Put the value in double quotes, without the braces.",
  }),
  "into-what": ({ syntax }) => ({
    message: `--into merges into the settings of VS Code; --as ${syntax} is printed.`,
    hint: "goproxy-cfg env --as vscode --into .vscode/settings.json",
  }),
  "nothing-set": ({ into }) => ({
    message:
      into === null
        ? "There is nothing to write: every setting is go's default."
        : "There is nothing to write: no setting is stored here.",
    hint:
      into === null
        ? "Set one first: goproxy-cfg use cn"
        : `Set one first: goproxy-cfg use cn; or name mirrors: goproxy-cfg env cn --as vscode --into "${into}"`,
  }),
  "login-for-all": ({ key, value }) => ({
    message: `${key} has a login (${value}), and a team file is read by everybody.`,
    hint: "Put the login into .netrc, and use the address without it.",
  }),
  "no-timer": () => ({
    message: "Nothing on this machine starts programs by the clock: neither systemd nor cron.",
    hint: "Install cron, or start `goproxy-cfg watch --once` by what you have.",
  }),
  "not-our-timer": ({ file }) => ({
    message: `${file} exists, and goproxy-cfg did not write it.`,
    hint: "Move it away, then run this again.",
  }),
  "passing-tool": ({ script }) => ({
    message: `A timer needs a goproxy-cfg that stays; this one (${script}) was fetched for one run.`,
    hint: "npm install --global goproxy-cfg && goproxy-cfg watch install",
  }),
  "no-nginx": () => ({
    message: "There is no nginx on this machine, which does the work of a gateway.",
    hint: "Install it: `apt install nginx`, `dnf install nginx`, `apk add nginx`, `brew install nginx`.",
  }),
  "nginx-refuses": ({ file, reason }) => ({
    message: `nginx does not take ${file}: ${reason}`,
    hint: null,
  }),
  "no-gateway": ({ folder }) => ({
    message: `There is no gateway in ${folder}.`,
    hint: "goproxy-cfg gateway init nginx",
  }),
  "not-our-folder": ({ folder }) => ({
    message: `${folder} holds something else, or is not yours.`,
    hint: "Name a folder that is new or empty: --dir FOLDER",
  }),
  "no-command": ({ mirrors, command }) => ({
    message: "There is no command to run. Write it behind --.",
    hint: [
      "goproxy-cfg run",
      ...mirrors,
      "--",
      ...(command.length > 0 ? command : ["go mod download"]),
    ].join(" "),
  }),
  "excess-operand": ({ verb }) => ({
    message: `Too many operands for \`${verb}\`.`,
    hint: `See \`goproxy-cfg ${verb} --help\`.`,
  }),
  "missing-flag-value": ({ flag }) => ({ message: `\`${flag}\` needs a value.`, hint: null }),
  "not-an-assignment": ({ operand }) => ({
    message: `\`${operand}\` is not of the form KEY=VALUE.`,
    hint: `For example: goproxy-cfg validate "${/^https?:/.test(operand) ? `GOPROXY=${operand}` : "GOPROXY=https://goproxy.cn,direct"}"`,
  }),
  "bad-flag-value": ({ flag, value, allowed }) => ({
    message: `\`${value}\` is not a value of ${flag}.`,
    hint: allowed === "" ? "There is none." : `Allowed: ${allowed}.`,
  }),
  "flags-exclude": ({ flags }) => ({ message: `${flags} cannot be used together.`, hint: null }),
  "flag-needs": ({ flag, needs }) => ({ message: `\`${flag}\` needs \`${needs}\`.`, hint: null }),
  "windows-only": ({ shell }) => ({
    message: `${shell} has settings of its own only on Windows, in the registry.`,
    hint: null,
  }),
  "list-alone": ({ list, beside }) => ({
    message: `\`${list}\` is a whole GOPROXY value, taken as it is; it does not go with \`${beside}\`.`,
    hint: "Give the mirrors one by one instead: goproxy-cfg use aliyun goproxy.cn",
  }),
  "after-end": ({ after }) => ({
    message: `go ignores everything after \`${after}\`: it must be the last operand.`,
    hint: null,
  }),
  "unknown-mirror": ({ name, suggestion, isSwitch = false }) => ({
    message: `There is no mirror called \`${name}\`.`,
    hint: isSwitch
      ? "`direct` asks no mirror, `off` downloads nothing; `goproxy-cfg reset` goes back to go's default."
      : ((name === "auto"
          ? "`auto` measures, and is for `goproxy-cfg use auto`."
          : didYouMean(suggestion)) ??
        "`goproxy-cfg list` shows the known ones; a mirror of your own is given as a URL (https://…)."),
  }),
  "mirror-name": ({ name, reason }) => ({
    message: {
      characters: `\`${name}\` cannot be the name of a mirror: letters, digits and . _ - + are allowed, a letter or digit first.`,
      known: `\`${name}\` already means something to \`use\`.`,
      exists: `There is a mirror called \`${name}\` already, with another URL or other properties.`,
      taken: `There is a mirror called \`${name}\` already.`,
    }[reason],
    hint: reason === "exists" ? "To replace it: --force." : "Choose another name.",
  }),
  "mirror-url": ({ url, reason, corrected }) => ({
    message: `\`${url}\` cannot be the URL of a mirror: ${reason ?? "it must be one URL, https://…"}`,
    hint:
      correctedForm(corrected) ??
      (reason === null ? "`use` takes several mirrors, and lists." : null),
  }),
  "no-team-file": ({ folder, almost }) => ({
    message: `There is no team file (.goproxyrc, .goproxyrc.json, .goproxyrc.yaml) in ${folder} or above it in its repository.`,
    hint:
      almost === null
        ? "Write one from the settings in effect: goproxy-cfg init"
        : `${almost} is not one of these: rename it to .goproxyrc.yaml.`,
  }),
  "content-not-trusted": ({ file, sha256 }) => ({
    message: `${file} needs your consent to exactly this content.`,
    hint: `After reading it: goproxy-cfg apply --trust ${sha256}`,
  }),
  "bad-module": ({ operand, reason, corrected }) => ({
    message: `\`${operand}\` is not a module path with or without @version (${reason}).`,
    hint:
      corrected === null && reason.startsWith("missing dot")
        ? "Names without a dot (fmt, net/http) belong to the standard library, which comes with go."
        : correctedForm(corrected),
  }),
  "no-module": ({ folder }) => ({
    message: `There is no go.mod in ${folder} or above it.`,
    hint: "Name a module: goproxy-cfg why github.com/google/uuid",
  }),
  "bad-module-file": ({ file, reason }) => ({
    message: `go cannot read ${file}: ${reason}`,
    hint: null,
  }),
  "unreadable-log": ({ file, reason }) => ({
    message: `The log ${file} cannot be read (${reason}).`,
    hint: "Give a file, or - for standard input: go build 2>&1 | goproxy-cfg doctor --log -",
  }),
  "invalid-value": ({ key, value, reason, corrected, webProxy = null, unfilled = null }) => ({
    message: `${key}=${value} would be refused by go: ${reason}`,
    hint:
      correctedForm(corrected) ??
      (unfilled === null ? null : `Put the real value in the place of ${unfilled}.`) ??
      (webProxy === null
        ? null
        : `A proxy for web traffic belongs into ${webProxy}, not into GOPROXY.`),
  }),
  "never-works": ({ entry, reason, corrected }) => ({
    message: `${entry} can never serve a module: ${neverWorks[reason]}.`,
    hint:
      correctedForm(corrected) ??
      (/^(?:variable|placeholder)$/.test(reason)
        ? "Put the real value in its place."
        : reason === "login"
          ? "Give its https address, or leave the user name and the password out (or --force, if that is what you want)."
          : "If it is to be written all the same: --force."),
  }),
  "other-key": ({ key, value }) => ({
    message: `That sets ${key}; here the mirrors for GOPROXY are named.`,
    hint: otherKey(key, value),
  }),
  misplaced: ({ remark, corrected }) => ({
    message: (findings[remark.code] as (args: object) => string)(remark.args),
    hint:
      corrected === null
        ? "If that is what you want: --force."
        : `${correctedForm(corrected)} (or --force, if that is what you want)`,
  }),
  "never-matches": (args) => ({
    message: findings["private.never-matches"]({ ...args, corrected: null }),
    hint:
      correctedForm(args.corrected) ??
      (/^(?:variable|placeholder)$/.test(args.reason) ? "Put the real value in its place." : null),
  }),
  "too-broad": ({ pattern, toolchain }) => ({
    message: findings[toolchain ? "private.catches-toolchain" : "private.too-broad"]({ pattern }),
    hint: "If that is what you want: --force.",
  }),
  "value-too-long": ({ key, bytes, limit }) => ({
    message: `The value of ${key} has ${bytes} bytes; with more than ${limit} go cannot start its own tools.`,
    hint: "Shorten it, for example with broader patterns.",
  }),
  "uncarried-value": ({ key, syntax, reason }) => ({
    message: `The value of ${key} cannot be written as ${syntax}: ${uncarried[reason]}.`,
    hint: "Correct the value with `go env -w`, or choose another syntax with `--as`.",
  }),
  "consent-required": ({ what, flag }) => ({
    message: `This needs your consent: ${what}.`,
    hint: `Run it again with ${flag}.`,
  }),
  "config-invalid": ({ file, line, column, problem }) => ({
    message: `${file}${line === null ? "" : `:${line}${column ? `:${column}` : ""}`}: ${configProblem(problem)}`,
    hint: "Correct the file; nothing was changed.",
  }),
  "go-unusable": ({ path, problem }) => ({
    message: unusableGo(path, problem),
    hint: "Give the path of a go with --go, or leave --go out to use the one on PATH.",
  }),
  "go-not-found": ({ hint }) => ({
    message: "This needs a go command, and none was found on PATH.",
    hint:
      hint === null
        ? "Install Go, or name it with --go PATH."
        : `${goElsewhere(hint)}, or use --go ${hint}`,
  }),
  "no-mirror-answers": ({ count, auto, starts }) => ({
    message: `${count === 1 ? "The mirror does not answer" : "None of the mirrors answers"} as a module proxy; nothing was ${starts ? "started" : "written"}.`,
    hint: starts
      ? "`goproxy-cfg run auto -- COMMAND` takes those that answer; `goproxy-cfg doctor` looks for the cause."
      : auto
        ? "`goproxy-cfg doctor` looks for the cause; `goproxy-cfg use cn --no-verify` writes unchecked."
        : "Choose another one (`goproxy-cfg list`), or write it unchecked with --no-verify.",
  }),
  "changed-since": ({ key, file, later, unclear }) => ({
    message: later
      ? `${key}${file === null ? "" : ` in ${file}`} was changed by the later change \`${later}\`, and is left alone.`
      : `${key}${file === null ? "" : ` in ${file}`} was changed by somebody else since, and is left alone.`,
    hint: later
      ? `Undo that one first: \`goproxy-cfg undo ${later}\`.`
      : unclear
        ? "What is ours in it cannot be told from the rest: take it out by hand. `goproxy-cfg history` shows what it was."
        : "To take our part back all the same: --force.",
  }),
  "no-previous": () => ({
    message: "There is no earlier choice to go back to: nothing was set with `use` before.",
    hint: "`goproxy-cfg list` shows what can be chosen.",
  }),
  "nothing-to-undo": ({ id }) => ({
    message: id === null ? "There is nothing to undo." : `There is no change \`${id}\` to undo.`,
    hint: "`goproxy-cfg history` lists the changes.",
  }),
  "write-failed": ({ file, reason, open = false }) => ({
    message: `${file} could not be written: ${reason}`,
    hint: open
      ? "A part of the change may be written and could not be taken back now. The next command that writes settles it."
      : isNoRoom(reason)
        ? "Nothing was changed. The disk is full: make room, then try again."
        : registryScope(file) !== null
          ? "Nothing was changed. Neither PowerShell nor reg.exe may change the registry here: ask who manages this machine, or set the variables in Windows' settings."
          : "Nothing was changed. Check owner and permissions of the file and its folder.",
  }),
  "file-busy": ({ file }) => ({
    message: `${file} keeps being changed by another program; nothing was written.`,
    hint: "Try again when that program has ended.",
  }),
  locked: ({ file }) => ({
    message: `Another goproxy-cfg has been changing the settings for too long (lock: ${file}).`,
    hint: "Try again when it has ended.",
  }),
  "no-home": ({ home }) => ({
    message: `There is no home folder to keep the history in: HOME ${homeSays(home)}. Nothing was changed.`,
    hint: "Give an absolute one: HOME=/home/you goproxy-cfg … (or XDG_STATE_HOME and XDG_CONFIG_HOME).",
  }),
  "foreign-home": ({ home, owner }) => ({
    message: `${home} is the home folder of ${owner}, and this runs as root: what it makes there would be root's. Nothing was changed.`,
    hint: `Run it without sudo, as ${owner} (sudo -u ${owner} goproxy-cfg …), or for root itself: sudo -H goproxy-cfg …`,
  }),
  "read-failed": ({ file, reason }) => ({
    message: `${file} could not be read: ${reason}`,
    hint: "Nothing was changed. Look at what lies there; move it away if it is not goproxy-cfg's.",
  }),
  "not-our-report": ({ file }) => ({
    message: `${file} exists already, and is no report of this tool: it is not overwritten.`,
    hint: "Give another name, for example: goproxy-cfg test --html goproxy-report.html",
  }),
  "no-shell-found": ({ known, command }) => ({
    message: "No shell of yours was found; nothing was installed.",
    hint: `Name it (${known}), for example: goproxy-cfg ${command} bash`,
  }),
  "output-failed": ({ stream, reason }) => ({
    message: `What there was to print could not be written to ${stream}: ${reason}`,
    hint: "What was changed stays changed: `goproxy-cfg history` lists it.",
  }),
  interrupted: () => ({ message: "Interrupted.", hint: null }),
  internal: ({ problem, version, node, system, go }) => ({
    message: `Something went wrong inside goproxy-cfg: ${problem}`,
    hint: `Please report it by the tracker that https://www.npmjs.com/package/goproxy-cfg names, with this: goproxy-cfg ${version}, Node ${node}, ${system}, ${go ?? "no go that answers"}, and what the same command prints with --debug.`,
  }),
};
