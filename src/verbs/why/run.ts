import type { Finding, Probe, RouteEntry, Why, WhyAll } from "../../contract.ts";
import { Failure } from "../../failure.ts";
import type { Note } from "../../findings.ts";
import type { Machine } from "../../go/machine/layers.ts";
import { checkModuleFile, findModuleFile } from "../../go/machine/gomod.ts";
import { redactValue } from "../../go/text/redact.ts";
import { repositorySettings } from "../../go/route/repo-root.ts";
import { type Route, route, routeSettings } from "../../go/route/route.ts";
import type { Places } from "../../mirrors/ask/ask.ts";
import type { Text } from "../../text/shape.ts";
import { type App, type Outcome, wording } from "../../app.ts";
import { hiddenSettings } from "../../settings/effective.ts";
import { moduleOf } from "../operands.ts";
import { looksPrivate } from "../../go/patterns/hosts.ts";
import { renderWhy, renderWhyAll } from "./view.ts";

export interface WhyOptions {
  probe?: boolean;
}

interface Wanted {
  module: string;
  version: string | null;
}

/** `why <module[@version]>`: the way that go takes; without an argument, that of every module of go.mod. */
export async function why(
  app: App,
  operand: string | undefined,
  options: WhyOptions = {},
): Promise<Outcome> {
  const { probe = false } = options;
  if (operand === undefined && probe)
    throw new Failure("missing-operand", { what: "module", verb: "why" });
  const state = await app.go();
  return operand === undefined ? everyModule(app, state) : oneModule(app, state, operand, probe);
}

async function oneModule(
  app: App,
  state: Machine,
  operand: string,
  probe: boolean,
): Promise<Outcome> {
  const wanted = moduleOf(operand);
  const found = finder(state)(wanted);
  const document = { ...explain(app, found, wanted), ...(await hidden(app, state)) };
  if (probe && found.error === null) {
    const { whileShown } = await import("../progress.ts");
    const names = document.route.map(({ kind, url }) => url ?? kind);
    const asking = ask(app, state, { found, document });
    await whileShown(app, () => [app.text.output.asking(names)], asking);
  }
  const leaks = await leaksOf(app, [document]);
  return {
    exit: document.outcome?.ok === false ? 1 : 0,
    document,
    render: (view) => renderWhy(document, view, leaks),
  };
}

/** Every requirement in the form in which go asks for it: replacements in their place, folders left out. */
async function everyModule(app: App, state: Machine): Promise<Outcome> {
  const { ctx } = app;
  if (state.go === null) throw new Failure("go-not-found", { hint: state.hint });
  const { readProject } = await import("../../doctor/project.ts");
  const project = readProject(ctx);
  if (project === null) throw new Failure("no-module", { folder: ctx.cwd });
  const files = new Set([project.file, findModuleFile(ctx) ?? project.file]);
  for (const file of files) await checkModuleFile(ctx, state, file);
  const modules = project.requires;
  const find = finder(state);
  const document: WhyAll = {
    schemaVersion: 1,
    modules: modules.map((required) => explain(app, find(required), required)),
    ...(await hidden(app, state)),
  };
  const leaks = await leaksOf(app, document.modules);
  return { exit: 0, document, render: (view) => renderWhyAll(document, view, leaks) };
}

/** Modules that look private, and whose names go to a proxy that is not the user's own. */
async function leaksOf({ ctx }: App, modules: readonly Why[]): Promise<Set<string>> {
  const asked = modules.filter(
    ({ module, private: { matched } }) => !matched && looksPrivate(module) !== null,
  );
  if (asked.length === 0) return new Set();
  const [{ readOwnMirrors }, { isPublic }] = await Promise.all([
    import("../../mirrors/own.ts"),
    import("../../catalog/lookup.ts"),
  ]);
  const own = await readOwnMirrors(ctx).catch(() => []);
  const leaking = asked.filter(({ route: entries }) =>
    entries.some((entry) => isPublic({ raw: "", url: "", ...entry }, own)),
  );
  return new Set(leaking.map(({ module }) => module));
}

/** Where go takes another way than the one that is stored, what makes it do so. */
async function hidden({ ctx }: App, state: Machine): Promise<Pick<Why, "shadowedBy">> {
  const shadowedBy = await hiddenSettings(ctx, state);
  return shadowedBy.length === 0 ? {} : { shadowedBy };
}

function finder(state: Machine): (wanted: Wanted) => Route {
  const settings = routeSettings((key) => state.layers.resolve(key).value);
  return ({ module }) => route({ module, settings, at: state });
}

function explain({ text }: App, found: Route, { version }: Wanted): Why {
  const { verified, by, reason } = found.checksum;
  return {
    schemaVersion: 1,
    module: found.module,
    version,
    private: found.private,
    route: found.route.map(({ kind, url, onFailure }): RouteEntry =>
      kind === "url" ? { kind, url: redactValue(url), onFailure } : { kind, onFailure },
    ),
    checksum: { verified, by, reason: text.why.checksum(reason) },
    // Nothing needs to be asked to know how that ends.
    ...(found.error === null
      ? {}
      : { outcome: { ok: false, servedBy: null, error: "proxy.invalid" } }),
  };
}

/** `--probe`: everybody on the route is asked, and the answers go into the document. */
async function ask(
  app: App,
  state: Machine,
  { found, document }: { found: Route; document: Why },
): Promise<void> {
  const { ctx, text } = app;
  const [{ askRoute }, { resolveVersion }, { mirrorAt }] = await Promise.all([
    import("../../mirrors/ask/ask.ts"),
    import("../../mirrors/ask/ask.ts"),
    import("../../catalog/lookup.ts"),
  ]);
  const began = ctx.elapsed();
  const version = await resolveVersion(ctx, found, document.version, probeTime.request);
  const { places, outcome } = await askRoute(ctx, {
    route: found,
    version,
    at: state,
    timeoutMs: probeTime.request,
    deadlineMs: Math.max(1000, probeTime.all - (ctx.elapsed() - began)),
    settings: repositorySettings((key) => state.layers.resolve(key).value),
  });
  if (version !== "latest") document.version = version;
  const say = await wording(text);
  found.route.forEach((entry, at) => {
    const place = entry.kind === "url" ? entry.url : entry.kind;
    const answer = answerOf(text, say, place, places);
    if (answer !== null) {
      document.route[at]!.answer = { ...answer, id: mirrorAt(place)?.id ?? answer.url };
    }
  });
  const { ok, servedBy, error } = outcome;
  document.outcome = { ok, servedBy: servedBy && redactValue(servedBy), error };
  const bad = outcome.failedAt === null ? null : noteAt(places, outcome.failedAt, error);
  if (bad === null) return;
  const next = await nextCommand(app, state, bad, found.module);
  if (next !== null && !next.endsWith(" --probe")) document.outcome.next = next;
}

/** What went wrong at the place that ends the download. */
function noteAt(places: Places, place: string, error: string | null): Note | null {
  const notes = Object.values(places.get(place) ?? {}).flatMap(({ note }) => note ?? []);
  return notes.find(({ code }) => code === error) ?? null;
}

/** What mends it; null where no command does. */
async function nextCommand(
  { ctx }: App,
  state: Machine,
  bad: Note,
  module: string,
): Promise<string | null> {
  const [{ nextStep }, { proxyVariable }, { terminalShell }, { settingKeys }] = await Promise.all([
    import("../../doctor/next.ts"),
    import("../../net/environment-proxy.ts"),
    import("../../shells/detect.ts"),
    import("../../settings/effective.ts"),
  ]);
  const settings = new Map(settingKeys.map((key) => [key, state.layers.resolve(key)]));
  const at = {
    version: state.version,
    platform: ctx.platform,
    arch: ctx.arch,
    goproxy: settings.get("GOPROXY")?.value ?? "",
  };
  const here = {
    at,
    settings,
    terminal: await terminalShell(ctx),
    proxyVariable: proxyVariable(ctx),
  };
  return nextStep(bad, { module, isLive: true }, here).command;
}

/** Milliseconds, for one request and for all. */
const probeTime = { request: 5000, all: 10_000 };

/** How one entry answered: the first of its files that is not right tells. */
function answerOf(
  text: Text,
  say: (note: Note) => Finding,
  place: string,
  places: Places,
): Omit<Probe, "id"> | null {
  const replies = places.get(place);
  if (replies === undefined) return null;
  const { info, mod, zip } = replies;
  const asked = [info, mod, zip].filter((reply) => reply !== undefined);
  const bad = asked.find(({ answer }) => answer.kind !== "right");
  const url = redactValue(place);
  const ms = Math.max(0, ...asked.map((reply) => reply.ms));
  const probe = { url, ok: bad === undefined, ms };
  if (bad === undefined) return probe;
  if (bad.note === null) {
    return { ...probe, code: "sumdb.mismatch", message: text.why.notPublished };
  }
  return { ...probe, code: bad.note.code, message: say(bad.note).message };
}
