import type { Context } from "../context.ts";
import { type Past, readHistory } from "./history.ts";
import type { Plan } from "../plan.ts";

/** Files that a plan removes take the folders with them that were made for them, as the history tells. */
export function withFoldersMade(ctx: Context, plan: Plan): Plan {
  const history = readHistory(ctx);
  const edits = plan.edits?.map((edit) => {
    const folders = edit.after === null ? foldersIfOurs(history, edit.file) : null;
    return folders === null ? edit : { ...edit, folders };
  });
  return { ...plan, ...(edits && { edits }) };
}

/** The folders that we made with a file; null where the file is not of our making. */
export function foldersIfOurs(history: readonly Past[], path: string): readonly string[] | null {
  const files = history.flatMap((entry) => entry.files).filter((file) => file.path === path);
  const last = files.find(({ before, after }) => before === null || after === null);
  return last?.before === null ? last.folders : null;
}
