import { note } from "../../findings/findings.ts";
import { type Check, diagnosis } from "../check.ts";
import { logCodes } from "../log.ts";

/** What go said in the log that the user gave. */
export const log: Check = {
  id: "log",
  group: "log",
  codes: [...logCodes, "log.unrecognised"],
  offline: true,
  run({ asking }) {
    const { log: said } = asking;
    if (said === null) return [];
    if (said.length === 0) return [diagnosis(note("log.unrecognised", "warning", {}))];
    return said.map((one) => diagnosis(one.note));
  },
};
