import { teamNotes } from "../../team/notes.ts";
import type { Check } from "../check.ts";

/** Whether the team file of the repository wants something else of this machine. */
export const team: Check = {
  id: "team",
  codes: ["team.differs"],
  run: ({ state }, ctx) => teamNotes(ctx, state),
};
