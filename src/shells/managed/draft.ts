import {
  type FileEdit,
  joined,
  type Plan,
  sameBytes,
  type Target,
  type PlannedChange,
} from "../../plan.ts";
import type { Context } from "../../context.ts";
import { type FileRefusal, note, type Note } from "../../findings.ts";
import { readFile, writeRefusal } from "../file.ts";

/** A plan and what the user should be told about it. */
export interface ShellPlan {
  plan: Plan;
  notes: Note[];
}

/** What one step makes of a file: its new bytes (null: gone) and how the changes read. */
export interface DraftStep {
  bytes: Buffer | null;
  reads: readonly { key: string | null; before: string | null; after: string | null }[];
}

/** Files that are about to change. Two names of one file share its bytes, so that steps add up. */
export interface Draft {
  /** Takes a step in a file; false where it was refused, of which there is a note then. */
  edit(
    file: string,
    target: Target,
    step: (bytes: Buffer | null) => DraftStep | { refused: FileRefusal } | null,
    more?: { mode?: number; folders?: readonly string[]; snippet?: string | null },
  ): boolean;
  /** The bytes of a file as they would be then; null for none, or none that can be read. */
  read(file: string): Buffer | null;
  done(): ShellPlan;
}

export function newDraft(ctx: Context): Draft {
  const edits = new Map<string, FileEdit>();
  const changes: PlannedChange[] = [];
  /** Shells share files: each is refused once. */
  const refusals = new Map<string, Note>();
  return {
    edit(file, target, step, { snippet = null, ...more } = {}) {
      const refuse = (reason: FileRefusal) => {
        const args = { file, reason, snippet };
        refusals.set(`${reason} ${file}`, note("shell.refused", "error", args));
        return false;
      };
      const present = readFile(ctx, file);
      if ("refused" in present) return refuse(present.refused);
      const known = edits.get(present.real);
      const bytes = known ? known.after : present.bytes;
      const made = step(bytes);
      if (made === null) return true;
      if ("refused" in made) return refuse(made.refused);
      if (sameBytes(bytes, made.bytes)) return true;
      const refusal = writeRefusal(ctx, file);
      if (refusal !== null) return refuse(refusal);
      for (const read of made.reads) changes.push({ target, file: known?.file ?? file, ...read });
      edits.set(present.real, {
        ...(known ?? { target, file, before: present.bytes, ...more }),
        after: made.bytes,
      });
      return true;
    },
    read(file) {
      const present = readFile(ctx, file);
      if ("refused" in present) return null;
      const known = edits.get(present.real);
      return known ? known.after : present.bytes;
    },
    done: () => ({ plan: { changes, edits: [...edits.values()] }, notes: [...refusals.values()] }),
  };
}

/** One after the other. */
export function together(...plans: readonly ShellPlan[]): ShellPlan {
  return {
    plan: joined(...plans.map(({ plan }) => plan)),
    notes: plans.flatMap(({ notes }) => notes),
  };
}
