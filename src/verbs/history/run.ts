import { readHistory } from "../../changes/history.ts";
import type { History } from "../../contract.ts";
import type { App, Outcome } from "../../app.ts";
import { toldChange } from "../write/changed.ts";
import { renderHistory } from "./view.ts";

/** `history`: what this tool changed, newest first; passwords hidden. */
export function history({ ctx }: App): Promise<Outcome> {
  const document: History = {
    schemaVersion: 1,
    entries: readHistory(ctx).map(({ id, at, verb, changes, undone }) => ({
      id,
      at,
      verb,
      changes: changes.map(toldChange),
      undone,
    })),
  };
  return Promise.resolve({
    exit: 0,
    document,
    render: (view) => renderHistory(document, view),
  });
}
