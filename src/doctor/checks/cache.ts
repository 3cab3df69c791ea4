import { note } from "../../findings/findings.ts";
import { type Check, diagnosis } from "../check.ts";

const megabyte = 1024 * 1024;
/** Below this the next module may be the last one. */
const scarce = 100 * megabyte;

/** Whether go can keep what it downloads. */
export const cache: Check = {
  id: "cache",
  group: "cache",
  codes: ["cache.unwritable", "cache.full"],
  offline: true,
  run({ cache: { unwritable, free, modules } }) {
    const found = unwritable.map((args) => diagnosis(note("cache.unwritable", "error", args)));
    if (free === null || modules === null || free >= scarce) return found;
    const severity = free < megabyte ? "error" : "warning";
    const args = { folder: modules, free: free < megabyte ? 0 : free };
    return [
      ...found,
      diagnosis(note("cache.full", severity, args), { command: "go clean -modcache" }),
    ];
  },
};
