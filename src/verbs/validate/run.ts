import type { Judged, Validate } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import { example } from "../../go/patterns/example.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { judge, judgedKeys, type JudgedKey } from "../../go/values/judge.ts";
import { redactSetting, redactValue } from "../../go/text/redact.ts";
import { nearest } from "../../nearest.ts";
import { isFolder } from "../../regular-file.ts";
import type { Explained } from "./view.ts";
import { type App, type Outcome, wording } from "../../app.ts";

/** `validate KEY=VALUE…`: judges values as the go at hand does, with warnings for what it swallows. */
export async function validate(app: App, assignments: string[]): Promise<Outcome> {
  const { ctx, text } = app;
  const wanted = assignments.map(assignment);
  const state = await app.go();
  const at = {
    version: state.version,
    platform: state.platform,
    isFolder: (path: string) => isFolder(ctx, path),
    goproxy: state.layers.resolve("GOPROXY").value,
  };
  const say = await wording(text);
  const values = wanted.map(({ key, value }): Judged => {
    const { valid, message, panics, entries, warnings } = judge(key, value, at);
    return {
      key,
      value: redactSetting(key, value),
      valid,
      message: panics ? text.output.goPanics : message,
      ...(entries === undefined
        ? {}
        : {
            entries: entries.map(({ kind, url, onFailure }) =>
              kind === "url" ? { kind, url: redactValue(url), onFailure } : { kind, onFailure },
            ),
          }),
      warnings: warnings.map((note) => {
        const { code, message: words } = say(note);
        return { code, message: words };
      }),
    };
  });
  const document: Validate = { schemaVersion: 1, ok: values.every(({ valid }) => valid), values };
  return {
    exit: document.ok ? 0 : 1,
    document,
    render: async (view) => {
      const { renderValidate } = await import("./view.ts");
      return renderValidate(document, view, wanted.map(explained));
    },
  };
}

/** Nobody reads more. */
const most = 20;

/** What each pattern of a list matches, passwords hidden; null for other values. */
function explained({ key, value }: { key: JudgedKey; value: string }): Explained | null {
  if (!/^GO(?:PRIVATE|NOPROXY|NOSUMDB|INSECURE)$/.test(key)) return null;
  const all = splitPatterns(value);
  return {
    patterns: all
      .slice(0, most)
      .map((pattern) => ({ pattern: redactValue(pattern), ...example(pattern) })),
    more: Math.max(0, all.length - most),
  };
}

function assignment(operand: string): { key: JudgedKey; value: string } {
  const cut = operand.indexOf("=");
  if (cut < 0) throw new Failure("not-an-assignment", { operand });
  const name = operand.slice(0, cut);
  const key = judgedKeys.find((known) => known === name);
  if (key === undefined) {
    throw new Failure("unknown-key", {
      key: name,
      suggestion: nearest(name.toUpperCase(), judgedKeys),
      known: judgedKeys.join(" "),
    });
  }
  return { key, value: operand.slice(cut + 1) };
}
