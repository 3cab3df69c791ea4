import type {
  OwnNetwork,
  NoCommand,
  NoSumdb,
  PrivateLogin,
  FileRefusal,
  Silence,
} from "../../findings.ts";
import type { FindingsText, PrivateText, ShellText } from "../shape.ts";

const networks: Record<OwnNetwork, string> = {
  "tencent-cloud": "from machines of Tencent Cloud",
  campus: "from the campus of its university",
  company: "within its company",
};

const noDatabase: Record<NoSumdb, string> = {
  switch: "is no database: it has the switch `off` alone, and is on where it is not set",
  proxy:
    "is a module proxy, and no database: a proxy that serves the database is asked for it without GOSUMDB",
  list: "is a list, and GOSUMDB names one database",
  url: "is an address, which go takes behind the name of the database only",
  pattern: "is a pattern of modules, which GONOSUMDB takes",
  "near-miss": "is no database that go knows by name",
  other:
    "is no database that go knows by name: of any other, its key `name+hash+key` is wanted, which its operator publishes",
};

const noCommands: Record<NoCommand, string> = {
  separator: "commands are separated by `;`, and `git` needs the path of a folder",
  credential: "a login stands in .netrc, or is what a command prints",
  name: "its own words are `netrc`, `git` and `off`, as they stand here",
  file: "`netrc` reads that file, and the variable NETRC names another one",
};

const parts: Readonly<Record<string, string>> = {
  GONOPROXY: "they bypass the proxy",
  GONOSUMDB: "the checksum database does not verify them",
  GOINSECURE: "direct downloads of them are not protected, even over plain http",
};

export const advice = {
  "go.unexpanded": ({ key, text, what }) =>
    what === "variable"
      ? `${key}: \`${text}\` was not expanded. go takes it as it stands; put its value there.`
      : `${key}: \`${text}\` is a placeholder; put your own value there.`,
  "go.not-a-switch": ({ key, word, meant }) =>
    key === "GOPROXY"
      ? `\`${word}\` is no proxy: GOPROXY has the words \`direct\` (no proxy) and \`off\` (no download), and a default where it is not set.`
      : `${key} is a list of patterns, and no switch: \`${word}\` is a pattern that matches no module.` +
        (meant === null ? "" : ` ${meant} is what the word is for.`),
  "go.unknown-setting": ({ key, instead }) =>
    `${key} was never a setting of go, which does not look at it; ${instead} is one.`,
  "go.flags-refused": ({ flag, instead }) =>
    `GOFLAGS has ${flag}, which go no longer knows: every \`go get\` fails. ${instead} stands in its place.`,
  "proxy.is-http-proxy": ({ url, variable }) =>
    `${url} is a proxy for web traffic, and serves no modules: it belongs into ${variable}, beside a GOPROXY.`,
  "proxy.restricted": ({ url, network, instead }) =>
    `${url} answers only ${networks[network]}; elsewhere use ${instead}.`,
  "proxy.near-miss": ({ url, instead }) =>
    `${url} is none of the known mirrors: did you mean ${instead}?`,
  "proxy.public-first": ({ public: asked, private: own }) =>
    `${asked} is asked before ${own}: it is told the names of private modules. Put ${own} first.`,
  "proxy.public-behind-private": ({ private: own, public: asked }) =>
    `\`|\` behind ${own}: whenever it fails, the names of its modules are sent to ${asked}. A comma goes on for missing modules only.`,
  "private.too-broad": ({ pattern, key = "GOPRIVATE" }) =>
    `\`${pattern}\` catches far more than your own modules: ${parts[key] ?? "they bypass the proxy and the checksum database"}.`,
  "private.is-mirror": ({ key, pattern }) =>
    `\`${pattern}\` is the address of a module proxy, and no module has such a name: it belongs into GOPROXY, not into ${key}.`,
  "private.odd-pattern": ({ pattern, what, also, corrected }) =>
    ({
      subdomains: `\`${pattern}\` matches nothing on ${also} itself, where modules are called ${also}/OWNER/NAME.`,
      "doubled-host": `\`${pattern}\` names the host twice; no module is called like this.`,
      "partial-host": `\`${pattern}\` also matches ${also}, a host of somebody else.`,
    })[what] + (corrected === null ? "" : ` Write \`${corrected}\`.`),
  "sumdb.retired": ({ value }) =>
    `The checksum database ${value} does not answer any more: every new module fails to verify. Unset GOSUMDB.`,
  "sumdb.misplaced": ({ word, what }) => `\`${word}\` ${noDatabase[what]}.`,
  "govcs.ineffective": ({ pattern, system }) =>
    system === null
      ? `GOVCS: the pattern \`${pattern}\` matches no module.`
      : `GOVCS: \`${system}\` for ${pattern} is no version control system of go (git, hg, svn, bzr, fossil, all, off).`,
  "goauth.not-a-command": ({ word, reason }) =>
    `GOAUTH: go would start \`${word}\` as a program: ${noCommands[reason]}.`,
} satisfies Partial<FindingsText>;

export const privateText: PrivateText = {
  fold: (settings) => `${settings}: this replaces GOPRIVATE for its part. Fold it into GOPRIVATE?`,
  removed: "removed",
  privateModules: "Private modules",
  direct: "fetched directly",
  unverified: "not sent to the checksum database",
  proxied: (key) => `asked at proxies: ${key} lacks it`,
  verified: (key) => `sent to the checksum database: ${key} lacks it`,
  more: (count) => `… and ${count} more`,
  matches: "matches",
  matchesNothing: "matches no module",
  doesNotMatch: "not",
};

const found: Record<NonNullable<PrivateLogin["by"]>, string> = {
  netrc: "the line in .netrc",
  helper: "the credential helper",
  header: "what its configuration has for this host",
  command: "GOAUTH",
};

const netrcLine = (host: string, file: string) =>
  `a line \`machine ${host} login USER password TOKEN\` in ${file} (readable by you alone; a server on another port needs \`machine ${host}:PORT\`, since go 1.21)`;

export const privateFindings = {
  "git.rewrite-impossible": ({ pattern }) =>
    `\`${pattern}\` has a wildcard where git and .netrc take the name of a host: nothing was written or checked there. Name the host, as in \`private add git.corp.com --git ssh\`.`,
  "git.rewrite-exists": ({ url, base, file }) =>
    `git fetches ${url} from ${base} already (${file}).`,
  "git.rewrite-conflict": ({ url, base, file, command }) =>
    `git's configuration has ${url} fetched from ${base} (${file}); that rule wins and is left as it is. To take it out: ${command}`,
  "git.rewrite-removed": ({ url, base }) =>
    `git no longer fetches ${url} from ${base}: that rule was written by this tool.`,
  "private.login": ({ host, for: who, by, file, goauth }) => {
    if (by !== null) {
      const place = who === "go" && by === "netrc" ? ` (${file})` : "";
      return `${who} logs in at ${host} with ${found[by]}${place}.`;
    }
    if (who === "git") {
      return `git has no login for https://${host}/, and it cannot ask for one while go runs. If the host wants one, either ${netrcLine(host, file)}, or a credential helper: \`git config --global credential.helper …\`, then once \`git ls-remote https://${host}/…\`.`;
    }
    const ignored =
      goauth === null || /(?:^|;)\s*netrc\b/.test(goauth)
        ? ""
        : ` GOAUTH=${goauth} does not read .netrc; \`go env -u GOAUTH\` does.`;
    const helper =
      goauth === null
        ? ""
        : " Or GOAUTH='netrc; git /home/you', which asks git's credential helper.";
    return `go has no login for its own requests to https://${host}/ (\`?go-get=1\`, zips). If the host wants one: ${netrcLine(host, file)}.${ignored}${helper}`;
  },
} satisfies Partial<FindingsText>;

const silence: Record<Silence, string> = {
  absent: "it is not installed",
  "not-started": "it cannot be started",
  late: "it did not get through its startup files in time",
  silent:
    "it ended before it could answer: a startup file may start tmux or another shell in its place",
};

export const shell: ShellText = {
  state: {
    absent: "not installed",
    installed: "installed",
    outdated: "outdated",
    damaged: "the marked block is damaged",
    refused: "cannot be changed",
  },
  change: { created: "our part added", updated: "our part updated", removed: "our part removed" },
  commentedOut: "line commented out",
  broughtBack: "line brought back",
  overruledInNewTerminals: "New terminals no longer go by it.",
  gui: "desktop programs",
  reason: (code) => reasons[code],
  active: "in use",
  none: "No shell that reads startup files was found.",
  conflict: (place, { key, value, shell: name, perhaps, rewrites }) => {
    const set = `${key}${value === "" ? "" : `=${value}`}`;
    if (rewrites) {
      const who = place ?? `A startup file of ${name}`;
      return value === ""
        ? `${who} runs \`go env -u ${key}\` whenever a terminal is opened: what is stored does not last.`
        : `${who} runs \`go env -w ${set}\` whenever a terminal is opened: what is stored does not last.`;
    }
    if (place === null)
      return `A new terminal with ${name} has ${set}, which something in its startup files sets.`;
    if (perhaps) return `A new terminal with ${name} has ${set}; perhaps ${place} sets it.`;
    return `${place} sets ${set} and wins over the stored setting.`;
  },
  asking: "Asking the shell what a new terminal has …",
  newTerminal: (login, told) => `${login ? "new login terminal" : "new terminal"}: ${told}`,
  asStored: "as stored",
  unset: (keys) => `no variable ${keys}; go takes it from its own file`,
  silence,
  askToOverrule: (places) =>
    `${places} would win over the stored settings. Comment that out? (undo brings it back)`,
  completes: (shells) => `New terminals complete goproxy-cfg with Tab: ${shells.join(", ")}.`,
  offPath: "They call goproxy-cfg, which is not on PATH: npm install -g goproxy-cfg",
  thisTerminal: (command) => `For this terminal: ${command}`,
};

export const reasons: Record<FileRefusal, string> = {
  damaged:
    "its goproxy-cfg markers are no longer one pair; remove what is left of the block by hand",
  "utf-16": "it is UTF-16, which a block in another encoding would break",
  binary: "it contains NUL bytes and is no text",
  folder: "it is a folder",
  "not-a-folder": "one of the folders above it is a file",
  special: "it is not a regular file",
  unreadable: "it cannot be read",
  "read-only": "it is read-only",
  sudo: "under sudo it would belong to root; run this without sudo",
  "link-loop": "its symbolic links go round in a circle",
  foreign: "a file of this name exists that goproxy-cfg did not write",
  "no-line": "the line is not there any more",
  "registry-kind": "it is no text, as far as can be seen here; change it yourself",
  shared: "other programs read this file too (.env); change it yourself",
  "not-alone": "the line does more than set the variable; edit it yourself",
};

export const shells = {
  "shell.not-asked": ({ shell: name, why }) =>
    `What a new terminal with ${name} has could not be seen: ${silence[why]}.`,
  "shell.erased": ({ key, shell: name, by }) =>
    `${by === null ? `A startup file of ${name}` : `${by.file}:${by.line}`} takes ${key} away again in a new terminal. go has the value all the same, from its own file.`,
  "shell.unreached": ({ shell: name, login }) =>
    `A new ${login ? "login " : ""}terminal with ${name} does not come to the part that goproxy-cfg has added: a startup file ends before it. go has the settings all the same, from its own file.`,

  "shell.gui": ({ done, now }) =>
    (done === "written"
      ? "Programs started from the desktop see this after the next login."
      : "Programs started from the desktop keep the old values until the next login.") +
    (now.length === 0 ? "" : ` For those started from now on: ${now.join("; ")}`),
  "shell.refused": ({ file, reason, snippet }) =>
    `${file} was left as it is: ${reasons[reason]}.${snippet === null ? "" : `\n  To add by hand: ${snippet}`}`,
  "watch.timer": ({ done, now }) =>
    `The timer is ${done}, but the service that runs it was not reached. Run it yourself: ${now}`,
} satisfies Partial<FindingsText>;
