import { apply } from "../../changes/apply.ts";
import { readBytes } from "../../changes/files.ts";
import { catalog, type OwnMirror } from "../../catalog/catalog.ts";
import { ownAt } from "../../catalog/lookup.ts";
import { findTeamFile, placeOfTeamFile } from "../../config/find.ts";
import { expectPlainFile } from "../../config/read.ts";
import type { TeamDocument } from "../../config/schema.ts";
import { yamlText } from "../../config/yaml.ts";
import { Failure } from "../../failure.ts";
import { type Machine, shippedDefaults } from "../../go/machine/layers.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { redactUrl, redactValue } from "../../go/text/redact.ts";
import { chinaGosumdb } from "../../go/values/gosumdb.ts";
import { movesOn, namedEntries } from "../../mirrors/chain-names.ts";
import { resolveOperands, usualOptions } from "../../mirrors/chain.ts";
import { readOwnMirrors } from "../../mirrors/own.ts";
import { patternsOf } from "../../team/wish.ts";
import { shortPath } from "../../term/document.ts";
import type { App, Outcome } from "../../app.ts";
import { changedOutcome, unchangedOutcome } from "../write/changed.ts";

const target = "user-config" as const;

/**
 * `init`: a team file from the settings in effect, beside `.git`; one that is there already is overwritten with consent.
 * Throws Failure `nothing-set`, `login-for-all`, `consent-required`, `config-invalid` where a link stands in its place.
 */
export async function init(app: App): Promise<Outcome> {
  const { ctx, flags, text } = app;
  const machine = await app.go();
  const document = documentOf(machine, await readOwnMirrors(ctx));
  const found = findTeamFile(ctx);
  const file = found ?? placeOfTeamFile(ctx);
  const written = file.endsWith(".json")
    ? `${JSON.stringify(document, null, 2)}\n`
    : `# ${text.team.head}\n${yamlText(document)}`;
  const plan = () => {
    if (found !== null) expectPlainFile(ctx, file);
    const before = readBytes(ctx, file);
    return {
      changes: [{ target, file, key: null, before: before?.toString() ?? null, after: written }],
      edits: [{ target, file, before, after: Buffer.from(written) }],
    };
  };
  if (found !== null && !flags.dryRun && plan().edits[0]!.before?.toString() !== written) {
    const consent = flags.yes || (await isConsented(app, file));
    if (!consent) return unchangedOutcome(app, machine);
  }
  const applied = await apply(ctx, machine, "init", plan, flags);
  const outcome = await changedOutcome(app, machine, { applied, wanted: {} });
  if (applied.undo === null) return outcome;
  return {
    ...outcome,
    render: async (view) => `${await outcome.render(view)}\n${text.team.commit}`,
  };
}

/** Throws Failure `consent-required` where nobody can be asked. */
async function isConsented(app: App, file: string): Promise<boolean> {
  const { ask } = await import("../../term/prompt.ts");
  const { overwriteQuestion, overwriting } = app.text.team;
  const answer = await ask(app, overwriteQuestion(shortPath(app.ctx, file)));
  if (answer === null) {
    throw new Failure("consent-required", { what: overwriting(file), flag: "--yes" });
  }
  return answer;
}

/** What the settings in effect are in a team file; go's defaults say nothing. */
function documentOf(machine: Machine, own: readonly OwnMirror[]): TeamDocument {
  const value = (key: string): string | null => {
    const { value: held, origin } = machine.layers.resolve(key);
    if (origin.kind === "default" || held === "") return null;
    return origin.kind === "goroot" && held === shippedDefaults[key] ? null : held;
  };
  const [goproxy, gosumdb, goprivate] = ["GOPROXY", "GOSUMDB", "GOPRIVATE"].map(value);
  const patterns = splitPatterns(goprivate ?? "");
  const document: TeamDocument = {
    ...(goproxy && chainOf(goproxy, own, machine)),
    ...(gosumdb && { sumdb: sumdbOf(forAll("GOSUMDB", gosumdb)) }),
    ...(patterns.length > 0 && { private: patternsOf(patterns).patterns }),
  };
  if (Object.keys(document).length === 0) throw new Failure("nothing-set", { into: null });
  return document;
}

/** By names where they mean the very same value everywhere, else as it is. */
function chainOf(
  goproxy: string,
  own: readonly OwnMirror[],
  machine: Machine,
): Pick<TeamDocument, "use" | "fallback" | "mirrors"> {
  const options = usualOptions(machine, own);
  const entries = namedEntries(forAll("GOPROXY", goproxy), own);
  const names = entries.map(({ name }) => name);
  const mirrors = entries.flatMap(({ url }) => (url === null ? [] : (ownAt(url, own) ?? [])));
  const known = mirrors.length === 0 ? {} : { mirrors: mirrors.map(mirrorOf) };
  const isIt = (use: readonly string[], fallback: "any" | "missing" | null = null) =>
    resolveOperands(use, { ...options, fallback }).value === goproxy;

  const chain = catalog.find(({ id, chain: list }) => list !== null && isIt([id]));
  if (chain !== undefined) return { use: chain.id };
  const list = names.at(-1) === "direct" && names.length > 1 ? names.slice(0, -1) : names;
  const use = list.length === 1 ? list[0]! : list;
  if (isIt(list)) return { use, ...known };
  const fallback = movesOn(goproxy);
  if (fallback !== null && isIt(list, fallback)) return { use, fallback, ...known };
  // Behind a single address `direct` would be put; `off` ends the list as its end does.
  return { use: /[,|]/.test(goproxy) ? goproxy : `${goproxy},off` };
}

function mirrorOf({ name, url, serves, private: secret, pinned, fallback }: OwnMirror) {
  const seen = Object.entries(serves).filter(([, value]) => value !== null);
  return {
    name,
    url: forAll("GOPROXY", url),
    ...(seen.length > 0 && { serves: Object.fromEntries(seen) as Record<string, boolean> }),
    ...(secret && { private: true }),
    ...(pinned && { pinned: true }),
    ...(fallback !== undefined && { fallback }),
  };
}

const sumdbOf = (value: string): string =>
  value === chinaGosumdb ? "cn" : value === shippedDefaults["GOSUMDB"] ? "default" : value;

/** Throws Failure `login-for-all` for a value with a password, which belongs into no repository. */
function forAll(key: string, value: string): string {
  const shown = redactValue(value);
  if (shown === value && redactUrl(value) === value) return value;
  throw new Failure("login-for-all", { key, value: shown });
}
