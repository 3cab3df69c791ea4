import { envFileByRule } from "../../src/go/machine/envfile.ts";
import type { GoState } from "../../src/go/machine/command.ts";
import { layers, type Machine } from "../../src/go/machine/layers.ts";
import { newest, parseGoVersion } from "../../src/go/version.ts";
import type { Sandbox } from "./sandbox.ts";

/** What inspectGo would return for a go of that version in the sandbox, or for none; starts nothing. */
export function stateOf(
  box: Sandbox,
  { version, ...rest }: { version?: string } & Partial<Omit<GoState, "version">> = {},
): Machine {
  const parsed = version === undefined ? null : parseGoVersion(`go${version}`);
  const goroot = `${box.root}/goroot`;
  const state: GoState = {
    go: parsed && { path: `${goroot}/bin/go`, goroot, version: parsed, shim: null },
    envFile: envFileByRule(box.ctx),
    version: parsed ?? newest,
    platform: box.ctx.platform,
    reported: null,
    hint: null,
    stopped: null,
    unusable: null,
    shimEnv: {},
    ...rest,
  };
  return {
    ...state,
    // Read whenever it is looked at: a test may write its files afterwards.
    get layers() {
      return layers(box.ctx, state);
    },
  };
}
