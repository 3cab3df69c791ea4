import type { Current } from "../../contract.ts";
import { shippedDefaults } from "../../go/machine/layers.ts";
import { parseGoproxy } from "../../go/values/goproxy.ts";
import { redactSetting } from "../../go/text/redact.ts";
import { movesOn, namedChain } from "../../mirrors/chain-names.ts";
import { mirrorInEffect } from "../../catalog/lookup.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { type Note, note } from "../../findings.ts";
import { editorFiles } from "../../settings/editor.ts";
import { currentSettings } from "../../settings/effective.ts";
import { teamNotes } from "../../team/notes.ts";
import { type App, type Outcome, worded } from "../../app.ts";
import { renderCurrent, renderShort } from "./view.ts";

/** The settings that are lists of private modules. */
const lists = /^GO(?:PRIVATE|NOPROXY|NOSUMDB)$/;

export interface CurrentOptions {
  /** Also what is go's default. */
  all?: boolean;
}

/** `current`: each setting that matters, its effective value, where it comes from, what it shadows. */
export async function current(app: App, { all = false }: CurrentOptions): Promise<Outcome> {
  const { ctx, flags } = app;
  const state = await app.go();
  const settings = await currentSettings(ctx, state);
  const goproxy = settings.find(({ key }) => key === "GOPROXY")?.value ?? "";
  const { entries } = parseGoproxy(goproxy, state);
  const own = await readOwnMirrors(ctx);
  const document: Current = {
    schemaVersion: 1,
    settings: settings.map((setting) => ({
      ...setting,
      value: redactSetting(setting.key, setting.value),
      shadows: setting.shadows.map((hidden) => ({
        ...hidden,
        value: redactSetting(setting.key, hidden.value),
      })),
    })),
    mirror: mirrorInEffect(entries, own),
  };
  /** What is worth knowing beside the settings. */
  const notesOf = async (): Promise<Note[]> => {
    const effective = (key: string) => settings.find((one) => one.key === key)?.value ?? "";
    // What takes JSON apart is loaded where there is some.
    const editor =
      editorFiles(ctx).length === 0
        ? []
        : (await import("../../settings/editor.ts")).editorOverrides(ctx, effective);
    return [
      ...editor.map((found) => note("env.editor", "warning", found)),
      ...(await teamNotes(ctx, state)),
    ];
  };
  return {
    exit: 0,
    document,
    remarks: flags.json ? [] : await worded(app.text, await notesOf()),
    render: async (view) => {
      // What tells of patterns takes its time to load.
      const isPrivate = settings.some(({ key, value }) => lists.test(key) && value !== "");
      const part = isPrivate ? (await import("./private-part.ts")).privatePart(settings) : null;
      if (!all && view.columns > 0) {
        const chain = { names: namedChain(goproxy, own), moves: movesOn(goproxy) };
        return renderShort(document, view, { chain, part });
      }
      return renderCurrent(document, view, { shipped: Object.values(shippedDefaults), part });
    },
  };
}
