import type { DoctorCheck } from "../check.ts";
import { finding } from "../finding.ts";

const megabyte = 1024 * 1024;
/** Below this the next module may be the last one. */
const scarce = 100 * megabyte;

/** Whether go can keep what it downloads. */
export const cache: DoctorCheck = {
  id: "cache",
  codes: ["cache.unwritable", "cache.full"],
  run({ cache: { unwritable, free, modules } }) {
    const found = unwritable.map((args) => finding("cache.unwritable", "error", args));
    if (free === null || modules === null || free >= scarce) return found;
    const severity = free < megabyte ? "error" : "warning";
    const args = { folder: modules, free: free < megabyte ? 0 : free };
    const command = "go clean -modcache";
    return [...found, finding("cache.full", severity, args, { command })];
  },
};
