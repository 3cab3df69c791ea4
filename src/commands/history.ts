import { readHistory } from "../changes/history.ts";
import type { History } from "../contract.ts";
import { redactValue } from "../go/text/redact.ts";
import type { App, Outcome } from "./app.ts";

/** `history`: what this tool changed, newest first; passwords hidden. */
export function history({ ctx }: App): Promise<Outcome> {
  const hide = (value: string | null) => (value === null ? null : redactValue(value));
  const document: History = {
    schemaVersion: 1,
    entries: readHistory(ctx).map(({ id, at, verb, changes, undone }) => ({
      id,
      at,
      verb,
      changes: changes.map(({ target, file, key, before, after }) => ({
        target,
        file,
        key,
        before: hide(before),
        after: hide(after),
      })),
      undone,
    })),
  };
  return Promise.resolve({
    exit: 0,
    document,
    render: async (view) => (await import("../ui/history.ts")).renderHistory(document, view),
  });
}
