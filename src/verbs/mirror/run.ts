import { apply } from "../../changes/apply.ts";
import { readBytes } from "../../changes/files.ts";
import { Failure } from "../../failure.ts";
import { type Note, note } from "../../findings.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { redactUrl } from "../../go/text/redact.ts";
import { resolveOperands, usualOptions } from "../../mirrors/chain.ts";
import { checkMirror, checkName, type MirrorOptions } from "../../mirrors/own-check.ts";
import type { OwnMirror } from "../../catalog/catalog.ts";
import { proxiesOf, proxyOf } from "../../catalog/lookup.ts";
import { parseGoproxy } from "../../go/values/goproxy.ts";
import { configFile, readOwnMirrors } from "../../mirrors/own.ts";
import { userDocument } from "../../config/read.ts";
import { nearest } from "../../nearest.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome } from "../write/changed.ts";

export type AddMirrorOptions = MirrorOptions & { force?: boolean };

/** `mirror add`: a mirror of the user's own into the configuration file; all else in it stays as it is. */
export async function addMirror(
  app: App,
  name: string,
  url: string,
  options: AddMirrorOptions,
): Promise<Outcome> {
  const state = await app.go();
  const mirror = checkMirror(name, url, options, state);
  const chain = resolveOperands([mirror.url], usualOptions(state, []));
  const { entryOf, withMirror } = await import("../../mirrors/own-edit.ts");
  const decide = (text: string, own: OwnMirror[]): Edited => {
    const there = own.find((other) => other.name === name);
    const differs =
      there !== undefined && JSON.stringify(entryOf(there)) !== JSON.stringify(entryOf(mirror));
    if (differs && !options.force) throw new Failure("mirror-name", { name, reason: "exists" });
    const untouched = there !== undefined && !differs;
    return {
      text: untouched ? text : withMirror(text, mirror, own),
      changed: untouched ? [] : [{ before: there ?? null, after: mirror }],
    };
  };
  const typed = url.trim();
  const isSame = typed === mirror.url || `https://${typed}` === mirror.url;
  const args = { key: "URL", input: redactUrl(typed), value: redactUrl(mirror.url), made: [] };
  const read = isSame ? [] : [note("go.value-read", "info", args)];
  const outcome = await edit(app, state, "mirror add", decide, [...read, ...chain.notes]);
  if (app.flags.dryRun) return outcome;
  const next = app.text.team.useMirror(`goproxy-cfg use ${name}`);
  return { ...outcome, render: async (view) => `${await outcome.render(view)}\n${next}` };
}

/** `mirror remove`: takes own mirrors out of the configuration file. */
export async function removeMirrors(app: App, names: string[]): Promise<Outcome> {
  const state = await app.go();
  const { withoutMirrors } = await import("../../mirrors/own-edit.ts");
  const used = proxiesOf(parseGoproxy(state.layers.resolve("GOPROXY").value, state).entries);
  const stays = (await readOwnMirrors(app.ctx)).filter(
    ({ name, url }) => names.includes(name) && used.includes(proxyOf(url)),
  );
  if (stays.length > 0 && !app.flags.json && !app.flags.quiet) {
    app.tell(app.text.team.stillUsed(stays.map(({ name }) => name)));
  }
  return edit(app, state, "mirror remove", (text, own) => {
    for (const name of names) knownMirror(name, own);
    return {
      text: withoutMirrors(text, names, own),
      changed: own
        .filter(({ name }) => names.includes(name))
        .map((before) => ({ before, after: null })),
    };
  });
}

/** `mirror rename`: another name for an own mirror, in its place in the file. */
export async function renameMirror(app: App, name: string, newName: string): Promise<Outcome> {
  const state = await app.go();
  checkName(newName);
  const { renamedMirror } = await import("../../mirrors/own-edit.ts");
  return edit(app, state, "mirror rename", (text, own) => {
    const before = knownMirror(name, own);
    if (name === newName) return { text, changed: [] };
    if (own.some((other) => other.name === newName)) {
      throw new Failure("mirror-name", { name: newName, reason: "taken" });
    }
    return {
      text: renamedMirror(text, name, newName, own),
      changed: [
        { before, after: null },
        { before: null, after: { ...before, name: newName } },
      ],
    };
  });
}

/** The own mirror of this name. Throws Failure `unknown-mirror`. */
function knownMirror(name: string, own: readonly OwnMirror[]): OwnMirror {
  const found = own.find((mirror) => mirror.name === name);
  if (found !== undefined) return found;
  const suggestion = nearest(
    name,
    own.map((mirror) => mirror.name),
  );
  throw new Failure("unknown-mirror", { name: redactUrl(name), suggestion });
}

interface Edited {
  text: string;
  changed: { before: OwnMirror | null; after: OwnMirror | null }[];
}

/** A change of the configuration file, planned under the lock. */
async function edit(
  app: App,
  state: Machine,
  verb: string,
  decide: (text: string, own: OwnMirror[]) => Edited,
  notes: readonly Note[] = [],
): Promise<Outcome> {
  const { ctx, flags } = app;
  const file = configFile(ctx);
  const plan = () => {
    const before = readBytes(ctx, file);
    const written = before?.toString() ?? "";
    const { text, changed } = decide(written, userDocument(file, written).mirrors);
    const after = Buffer.from(text);
    return {
      changes: changed.map((one) => ({
        target: "user-config" as const,
        file,
        key: (one.after ?? one.before)?.name ?? null,
        before: describe(one.before),
        after: describe(one.after),
      })),
      // It may hold passwords.
      edits: [{ target: "user-config" as const, file, before, after, mode: 0o600 }],
    };
  };
  const applied = await apply(ctx, state, verb, plan, flags);
  return changedOutcome(app, state, { applied, wanted: {}, notes });
}

/** A mirror on one line, so that every change of it can be seen. */
function describe(mirror: OwnMirror | null): string | null {
  if (mirror === null) return null;
  const { url, serves, private: secret, pinned, fallback } = mirror;
  const served = Object.entries(serves).flatMap(([what, value]) => (value ? [what] : []));
  const isKnown = Object.values(serves).some((value) => value !== null);
  return [
    url,
    ...(secret ? ["private"] : []),
    ...(pinned ? ["pinned"] : []),
    ...(isKnown ? [`serves=${served.join(",")}`] : []),
    ...(fallback === undefined ? [] : [`fallback=${fallback}`]),
  ].join(" ");
}
