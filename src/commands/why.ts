import type { RouteEntry, Why, WhyAll } from "../contract.ts";
import { Failure } from "../errors.ts";
import { type GoState, inspectGo } from "../go/command.ts";
import { layers } from "../go/layers.ts";
import { requirements } from "../go/module.ts";
import { redactValue } from "../go/redact.ts";
import { route, type RouteSettings } from "../go/route.ts";
import type { App, Outcome } from "./app.ts";

/** `why <module[@version]>`: the way that go takes; without an argument, that of every module of go.mod. */
export async function why(app: App, operand: string | undefined): Promise<Outcome> {
  const state = await inspectGo(app.ctx, app.flags);
  return operand === undefined ? everyModule(app, state) : oneModule(app, state, operand);
}

async function oneModule(app: App, state: GoState, operand: string): Promise<Outcome> {
  const document = explain(app, state, moduleOf(operand));
  return {
    exit: document.outcome?.ok === false ? 1 : 0,
    document,
    render: async (view) => (await import("../ui/why.ts")).renderWhy(document, view),
  };
}

async function everyModule(app: App, state: GoState): Promise<Outcome> {
  const modules = await requirements(app.ctx, state);
  const document: WhyAll = {
    schemaVersion: 1,
    modules: modules.map((required) => explain(app, state, required)),
  };
  return {
    exit: 0,
    document,
    render: async (view) => (await import("../ui/why.ts")).renderWhyAll(document, view),
  };
}

function explain(
  { ctx, text }: App,
  state: GoState,
  asked: { module: string; version: string | null },
): Why {
  const { resolve } = layers(ctx, state);
  const keys = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const;
  const settings = Object.fromEntries(
    keys.map((key) => [key, resolve(key).value]),
  ) as unknown as RouteSettings;
  const found = route({
    module: asked.module,
    settings,
    at: { version: state.version, platform: ctx.platform },
  });
  const { verified, by, reason } = found.checksum;
  return {
    schemaVersion: 1,
    module: found.module,
    version: asked.version,
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

/** `path@version` apart; what is pasted with a scheme is refused with the path alone. */
function moduleOf(operand: string): { module: string; version: string | null } {
  const cut = operand.lastIndexOf("@");
  const module = cut < 0 ? operand : operand.slice(0, cut);
  const version = cut < 0 ? null : operand.slice(cut + 1);
  if (/^[^\s:@]+$/.test(module) && version !== "") return { module, version };
  const path = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^\s:]+?)(?:\.git)?\/?$/.exec(module)?.[1] ?? null;
  throw new Failure("bad-module", { operand: redactValue(operand), corrected: path });
}
