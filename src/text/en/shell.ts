import type { ShellText } from "../shape.ts";
import { reasons } from "./shells.ts";

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
  settled: "New terminals no longer go by it.",
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
