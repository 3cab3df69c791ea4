import type { FindingsText, ShellText } from "../shape.ts";
import type { FileRefusal, Silence } from "../../findings.ts";

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
