import type { ShellStatus } from "../../contract.ts";

export interface ShellText {
  state: Record<ShellStatus["shells"][number]["files"][number]["state"], string>;
  change: Record<"created" | "updated" | "removed", string>;
  commentedOut: string;
  active: string;
  none: string;
  conflict: (place: string, key: string, value: string) => string;
  thisTerminal: (command: string) => string;
}

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
  active: "in use",
  none: "No shell that reads startup files was found.",
  conflict: (place, key, value) =>
    `${place} sets ${key}${value === "" ? "" : `=${value}`} and wins over the stored setting.`,
  thisTerminal: (command) => `For this terminal: ${command}`,
};
