import { teamFindings } from "../../team/notes.ts";
import type { DoctorCheck } from "../check.ts";

/** Whether the team file of the repository wants something else of this machine. */
export const team: DoctorCheck = {
  id: "team",
  codes: ["team.differs"],
  run: ({ state }, ctx) => teamFindings(ctx, state),
};
