import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { type Note, note } from "../findings.ts";
import type { Machine } from "../go/machine/layers.ts";
import { findTeamFile } from "../config/find.ts";

/**
 * Says that the repository's team file wants something else of this machine; null where nobody can know without the
 * network. Without such a file that costs a few looks into folders; one that cannot be read is the matter of `check` alone.
 */
export async function teamFindings(ctx: Context, state: Machine): Promise<Note[] | null> {
  const file = findTeamFile(ctx);
  if (file === null) return [];
  try {
    const { teamDifference } = await import("./drift.ts");
    const { keys, isOpen } = await teamDifference(ctx, state, file);
    if (keys.length === 0) return isOpen ? null : [];
    return [note("team.differs", "info", { file, keys: keys.join(", ") })];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

/** The same beside a verb that is about something else. */
export const teamNotes = async (ctx: Context, state: Machine): Promise<Note[]> =>
  (await teamFindings(ctx, state)) ?? [];
