import type { Context } from "../context.ts";
import { Failure } from "../failure.ts";
import { type Note, note } from "../findings.ts";
import type { Machine } from "../go/machine/layers.ts";
import { findTeamFile } from "../config/find.ts";

/**
 * Says that the repository's team file wants something else of this machine. Without such a file that costs a
 * few looks into folders; one that cannot be read is the matter of `check` alone.
 */
export async function teamNotes(ctx: Context, state: Machine): Promise<Note[]> {
  const file = findTeamFile(ctx);
  if (file === null) return [];
  try {
    const { teamDrift } = await import("./drift.ts");
    const drift = await teamDrift(ctx, state, file);
    if (drift.length === 0) return [];
    const keys = drift.map(({ key }) => key).join(", ");
    return [note("team.differs", "info", { file, keys })];
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
