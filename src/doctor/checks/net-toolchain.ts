import type { Context } from "../../context.ts";
import { findProgram } from "../../programs.ts";
import { isNewer } from "../../go/machine/gomod.ts";
import { route } from "../../go/route/route.ts";
import { atLeast } from "../../go/version.ts";
import { askRoute } from "../../mirrors/ask/ask.ts";
import type { Check } from "../check.ts";
import { finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { directSettings, settingsOf } from "../network.ts";
import { newestOf } from "../project.ts";
import { isAutomatic, releaseOf, toolchainOf } from "./toolchain.ts";

/** Whether the toolchain that this project or GOTOOLCHAIN asks for can be downloaded, where it is not here. */
export const toolchains: Check = {
  id: "net.toolchain",
  codes: ["toolchain.unavailable"],
  async run(facts, ctx) {
    const wanted = wantedToolchain(facts, ctx);
    if (wanted === null) return [];
    const { at, asking } = facts;
    const module = "golang.org/toolchain";
    const way = route({ module, settings: settingsOf(facts), at });
    if (way.error !== null || way.checksum.refused !== null) return [];
    const { outcome } = await askRoute(ctx, {
      route: way,
      version: versionOf(wanted, facts),
      at,
      timeoutMs: asking.timeoutMs,
      files: ["zip"],
      settings: directSettings(facts),
    });
    if (outcome.ok || outcome.error === "proxy.off") return [];
    const args = { toolchain: wanted, reason: "not-served" } as const;
    return [finding("toolchain.unavailable", "error", args)];
  },
};

/** The one that go would download before it does anything (toolchain/select.go Select); null where it need not. */
function wantedToolchain(facts: Facts, ctx: Context): string | null {
  const { state, start, project, values, at, cache } = facts;
  if (state.go === null || start?.ok === true || !atLeast(at.version, 21)) return null;
  const here = releaseOf(state.version);
  const named = /^go(1\.\d[\w.]*?)(?:\+auto)?$/.exec(values.GOTOOLCHAIN.meant)?.[1] ?? null;
  const lines = isAutomatic(facts) ? [project?.go ?? null, project?.toolchain ?? null] : [];
  const newest = newestOf([named, ...lines]);
  if (newest === null || newest === here) return null;
  if (newest !== named && !isNewer(newest, here)) return null;
  const wanted = newest === named ? `go${named}` : toolchainOf(newest);
  const isHere =
    findProgram(ctx, wanted) !== null ||
    cache.has("golang.org/toolchain", versionOf(wanted, facts));
  return isHere ? null : wanted;
}

/** modfetch/toolchain.go: `v0.0.1-go1.24.0.linux-amd64`. */
function versionOf(toolchain: string, { state, at }: Facts): string {
  const windows = at.platform === "win32" ? "windows" : at.platform;
  const os = state.reported?.["GOHOSTOS"] ?? windows;
  const arch = state.reported?.["GOHOSTARCH"] ?? { x64: "amd64", ia32: "386" }[at.arch] ?? at.arch;
  return `v0.0.1-${toolchain}.${os}-${arch}`;
}
