import type { DoctorText, FindingsText } from "../shape.ts";
import type { IgnoredLine, ModuleMode, NoLogin } from "../../findings.ts";

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

const byHand: DoctorText["byHand"] = {
  trust:
    "Trust the certificate authority that signed it: install ca-certificates, or name its file in SSL_CERT_FILE.",
  checksum: "Stop here, and set neither GONOSUMDB nor GOSUMDB=off: ask who publishes the module.",
  server: "Whoever runs this server must mend it.",
  proxy: "Ask who runs this proxy, or name the host in NO_PROXY.",
  login: "Put the login into .netrc, with this very host, and its port where the URL has one.",
  network: "Check the network, VPN and DNS of this machine.",
  firewall: "Allow go in the firewall or security software.",
  clock: "Set the clock of the machine.",
  "install-go": "Install a newer Go: https://go.dev/dl/ (in China https://golang.google.cn/dl/).",
  "install-git": "Install git.",
  disk: "Close the programs that use the folder, or exclude it from the virus scanner.",
  value: "Correct the value where it is set.",
  report: "Run `goproxy-cfg doctor --explain` with this code for what is known.",
};

export const doctor: DoctorText = {
  remark: {
    modules: (named, more) =>
      `Concerns ${named.join(", ")}${more === 0 ? "" : ` and ${plural(more, "more module")}`}.`,
    retired: (instead) => `This address is no module proxy (any more); use ${instead} instead.`,
    "mirror-behind": (host, mirror) =>
      `${host} is where the mirror ${mirror} sends go on to, so it is that mirror that failed.`,
    private: (host) =>
      `${host} looks private: no public mirror can have it, and none should be asked.`,
    editor:
      "GOPROXY=off is the editor's own setting for this call, not yours: have the modules downloaded.",
  },
  byHand,
  between: " ",
  stop: ".",
  at: (place) => `in ${place}`,
  environment: "the environment of this terminal",
  fix: (command) => `fix: ${command}`,
  does: (what) => `(${what})`,
  passed: (ids) => `${plural(ids.length, "check")} passed: ${ids.join(", ")}`,
  skipped: (ids) => `skipped: ${ids.join(", ")}`,
  crashed: (problem) => `this check failed to run: ${problem}`,
  verdict: (errors, warnings, crashed) => {
    if (errors === 0 && warnings === 0 && crashed === 0) return "No problem found.";
    const parts = [
      ...(errors > 0 ? [plural(errors, "error")] : []),
      ...(warnings > 0 ? [plural(warnings, "warning")] : []),
      ...(crashed > 0 ? [`${plural(crashed, "check")} that failed to run`] : []),
    ];
    return `${parts.join(", ")}.`;
  },
  outcome: ({ module, ok, reproduced, error }) =>
    `go mod download ${module} ` +
    (error === "net.timeout"
      ? `${reproduced ? "hung" : "would hang"}: go sets no time limit for an answer.`
      : reproduced
        ? ok
          ? "was done for real: all is well."
          : `fails: ${error ?? ""}`
        : ok
          ? "would work."
          : `would fail (${error ?? ""}).`),
  next: (command) => `Next: ${command}`,
  nothingToFix: "There is nothing here that goproxy-cfg repairs.",
  stillWrong: "What is left after the repair:",
  repair: {
    unset: (key) => `unset ${key} in go's env file`,
    set: (key, value) => `set ${key}=${value}`,
    line: (line, text) => `rewrite line ${line} of go's env file as ${text}`,
    encoding: "save go's env file as UTF-8",
    refresh: "bring goproxy-cfg's own files for shells up to date",
    carriageReturn: (place) => `end the line ${place} without a carriage return`,
    comment: (place) => `comment out ${place}`,
    together: (steps) => steps.join(" and "),
  },
  list: { check: "check", codes: "finds", network: "network" },
  explain: {
    severity: (severity) =>
      ({ error: "Usually an error.", warning: "Usually a warning.", info: "For information." })[
        severity
      ],
    fixable: (yes) => (yes ? "`goproxy-cfg doctor --fix` can repair it." : "Nothing repairs it."),
    source: (source) => `Source: ${source}`,
  },
  consent: (steps) => steps.join("; "),
  ask: (step) => `Shall goproxy-cfg ${step}?`,
  status: { ok: "ok", warn: "warning", fail: "failed", skipped: "skipped", crashed: "crashed" },
};

const ignored: Record<IgnoredLine, string> = {
  bom: "a byte order mark stands before it",
  indent: "it does not begin in the first column",
  export: "go knows no `export` or `set` there",
  "lower-case": "names are in capital letters",
  space: "a space stands before the `=`",
  "no-equals": "there is no `=` after the name",
  "utf-16": "the file is UTF-16, which go cannot read",
  "environment-only": "go reads it from the environment alone",
  unknown: "no go has such a setting",
};

const modes: Record<ModuleMode, (key: string, value: string) => string> = {
  off: (key, value) =>
    `${key}=${value} switches modules off: go downloads none, whatever GOPROXY says.`,
  auto: (key, value) =>
    `${key}=${value}: outside a folder with a go.mod, go works as it did before modules.`,
  invalid: (key, value) => `${key}=${value} is no value that go knows; go commands fail.`,
  vendor: (key, value) =>
    `${key}=${value}: modules come from the vendor folder, nothing is downloaded.`,
};

const needed = {
  always: "GOPROXY=direct, so go needs it for every module",
  private: "go needs it for your private modules",
  fallback: "go needs it where it falls back to `direct`",
};

/** A program that is not started, whatever it is. */
const inWorkingFolder =
  "it lies in the working folder, or PATH names its folder by a relative path, and no program is started from there; put the full path of its folder into PATH";

/** Why a program called go is of no use; anything else is its own words. */
const notGo: Record<string, string> = {
  "not-found": "there is no such file",
  "not-executable": "it is no executable file",
  hangs: "it does not end",
  "not-go": "it does not answer as go does",
  "working-folder": inWorkingFolder,
};

export const unusableGo = (path: string, problem: string) =>
  `\`${path}\` cannot be used as go: ${notGo[problem] ?? problem}.`;

/** Where a go lies that is not on PATH. */
export const goElsewhere = (path: string) => `There is a go at ${path}: add its folder to PATH`;

const more = (hosts = 0): string => (hosts === 0 ? "" : ` So it is with ${hosts} more hosts.`);

const refused =
  (key: string) =>
  ({ value, said }: { value: string; said: string }) =>
    // A log need not say what the value is.
    `${key}${value === "" && !said.startsWith("missing") ? "" : `=${value}`} is refused by go: ${said}`;

const logins: Record<NoLogin, (host: string) => string> = {
  missing: (host) =>
    `git asked for a login at ${host} and found none: the repository is private, or does not exist.`,
  refused: (host) =>
    `A login was sent to ${host} and refused: the password or token is wrong, has expired, or may not read this repository.`,
  "ssh-key": (host) =>
    `${host} accepts no ssh key of this machine (git is told to use ssh, so .netrc does not count).`,
  "host-key": (host) => `ssh does not know the key of ${host}, and nobody is there to confirm it.`,
  "not-found": (host) => `${host} has no such repository, or none that this login may see.`,
  "no-tags": (host) =>
    `${host} does not say where the repository is (no go-import meta tags): the path is wrong, or the page wants a login.`,
  protocol: (host) =>
    `${host} was asked for the repository over https and ssh, and had it under neither.`,
};

export const diagnoses = {
  "go.missing": ({ hint, unusable }) =>
    (unusable === null
      ? "No go command was found on PATH."
      : unusableGo(unusable.path, unusable.problem)) +
    (hint === null
      ? " Install Go: https://go.dev/dl/ (in China https://golang.google.cn/dl/)."
      : ` ${goElsewhere(hint)}.`),
  "go.bricked": ({ said, key, value }) =>
    `Every go command fails: ${said}` +
    (key === null || said.includes(key) || said.includes(value ?? key)
      ? ""
      : ` (${key}=${value ?? ""})`),
  "go.env-off": ({ file }) =>
    "GOENV=off: go reads no env file, so what `go env -w` stores has no effect." +
    (file === null ? "" : ` It would still write to ${file}.`),
  "go.env-unwritable": ({ file, reason }) =>
    `${file} cannot be written (${reason}): no setting can be stored.`,
  "go.env-line-ignored": ({ key, reason }) =>
    `${key === null ? "Go's env file" : `The line for ${key} in go's env file`} is ignored: ${ignored[reason]}.`,
  "go.module-mode": ({ key, value, mode }) => modes[mode](key, value),
  "go.vulnerable": ({ version, fixed, proxy, cves }) =>
    `With ${version} a malicious proxy can get past the checksum database (${cves}), and modules come from ${proxy}. Update to ${fixed} or newer.`,
  "env.shadowed": ({ key, value, stored, by, outdated, login, here }) =>
    `${here ? `${key}${value === "" ? "" : `=${value}`} of the environment overrides` : `A new terminal will have ${key}=${value}, which overrides`} ${value === "" && stored === null ? "what `go env -w` stores" : stored === null ? "go's default" : `the stored ${key}=${stored}`}. ` +
    (outdated && by !== null
      ? `It comes from goproxy-cfg's own ${by.file}:${by.line}, which is out of date.`
      : by === null
        ? "It is set in this terminal or by what started it."
        : by.line === 0
          ? `It is set in ${by.file}, in Windows' registry, so every new terminal has it.`
          : by.perhaps
            ? `Perhaps ${by.file}:${by.line} sets it${login ? ", which is read when you log in" : ""}.`
            : login
              ? `It is set in ${by.file}:${by.line}, which is read when you log in; remove that line and log in anew.`
              : `It is set in ${by.file}:${by.line}; remove that line and open a new terminal.`),
  "env.rewritten": ({ key, value, shell, by }) =>
    `${by === null ? `A startup file of ${shell}` : `${by.file}:${by.line}`} runs \`go env ${value === null ? `-u ${key}` : `-w ${key}=${value}`}\` whenever a terminal is opened: what is stored does not last.`,
  "env.rc-conflict": ({ key, shell, first, second }) =>
    `${shell} reads two files: ${first.file}:${first.line} sets ${key}=${first.value}, and ${second.file}:${second.line} sets ${key}=${second.value}, which wins.`,
  "env.stale-terminal": ({ key, value, stored }) =>
    `This terminal still has ${key}=${value} from before; a new one will have ${stored ?? "go's default"}.`,
  "env.editor": ({ key, value, effective, file, line }) =>
    `In VS Code go has ${key}=${value}, from ${file}:${line} (go.toolsEnvVars); elsewhere it is ${effective === "" ? "not set" : effective}.`,
  "shell.block-damaged": ({ file }) =>
    `The goproxy-cfg block in ${file} is damaged: its two marker lines are no longer one pair. Remove what is left of it, then run \`goproxy-cfg shell install\`.`,
  "shell.crlf": ({ file, line, key }) =>
    `${file}:${line} sets ${key}: the carriage return (Windows line end) is part of the value.`,
  "proxy.invalid": refused("GOPROXY"),
  "private.leaks": ({ module, host, count, via, to, others }) =>
    `${module} looks private, ` +
    (count > 1 ? `like ${count - 1} more of ${host}, ` : "") +
    (via === "proxy"
      ? `but go asks ${to} for it.`
      : `but go looks it up in ${to}, which publishes its name.`) +
    more(others),
  "private.no-credentials": ({ host, others, reason }) =>
    reason === undefined
      ? `No login was found for ${host} (.netrc, GOAUTH, git credential helper, insteadOf): if it asks for one, its modules cannot be downloaded.` +
        more(others)
      : logins[reason](host),
  "sumdb.invalid": ({ value, said }) =>
    said === null ? `GOSUMDB=${value} makes go crash.` : refused("GOSUMDB")({ value, said }),
  "sumdb.skipped-widely": ({ key, pattern }) =>
    `${key} has \`${pattern}\`: modules of strangers are not verified.`,
  "govcs.invalid": ({ value, said }) =>
    said.startsWith("GOVCS disallows")
      ? `go does not ask the repository of the module: ${said}`
      : refused("GOVCS")({ value, said }),
  "goauth.invalid": refused("GOAUTH"),
  "toolchain.sumdb-off": ({ toolchain }) =>
    `${toolchain === null ? "A newer go" : `${toolchain}, which this project asks for,`} cannot be downloaded: toolchains are always verified, and GOSUMDB=off forbids that.`,
  "git.missing": ({ needed: why, path }) =>
    path === null
      ? `git was not found on PATH; ${needed[why]}.`
      : `\`${path}\` cannot be used as git: ${inWorkingFolder}; ${needed[why]}.`,
  "gateway.down": ({ url }) =>
    `The gateway that go asks, ${url}, does not run: downloads fail or go past it.`,
  "gateway.config": ({ file, reason }) =>
    reason === null
      ? `${file} is not as \`gateway init\` writes it.`
      : `nginx does not take ${file}: ${reason}`,
  "gateway.mirror-down": ({ mirror }) => `The gateway got nothing from ${mirror} three times now.`,
  "cache.unwritable": ({ key, folder, reason }) =>
    `${folder} (${key}) cannot be written (${reason}): downloads fail.`,
  "cache.full": ({ folder, free }) =>
    `The disk of the module cache is ${free === null || free === 0 ? "full" : `nearly full (${Math.round(free / 1024 / 1024)} MB left)`}${folder === "" ? "." : `: ${folder}`}`,
} satisfies Partial<FindingsText>;
