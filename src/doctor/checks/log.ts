import type { DoctorCheck } from "../check.ts";
import { diagnosis, finding } from "../finding.ts";
import { logCodes } from "../log-rules.ts";

/** What go said in the log that the user gave. */
export const log: DoctorCheck = {
  id: "log",
  codes: [...logCodes, "log.unrecognised"],
  run({ asking }) {
    const { log: said } = asking;
    if (said === null) return [];
    if (said.length === 0) return [finding("log.unrecognised", "warning", {})];
    return said.map((one) => diagnosis(one.note));
  },
};
