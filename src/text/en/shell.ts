import type { FindingsText, ShellText } from "../shape.ts";
import type { FileRefusal } from "../../findings.ts";

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
  conflict: (place, key, value) =>
    `${place} sets ${key}${value === "" ? "" : `=${value}`} and wins over the stored setting.`,
  askToOverrule: (places) =>
    `${places} would win over the stored settings. Comment that out? (undo brings it back)`,
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
  "not-alone": "the line does more than set the variable; edit it yourself",
};

export const shells = {
  "shell.gui": ({ done, now }) =>
    (done === "written"
      ? "Programs started from the desktop see this after the next login."
      : "Programs started from the desktop keep the old values until the next login.") +
    (now.length === 0 ? "" : ` For those started from now on: ${now.join("; ")}`),
  "shell.refused": ({ file, reason, snippet }) =>
    `${file} was left as it is: ${reasons[reason]}.${snippet === null ? "" : `\n  To add by hand: ${snippet}`}`,
} satisfies Partial<FindingsText>;
