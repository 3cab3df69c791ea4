import { isNewer } from "../../go/machine/gomod.ts";
import { atLeast, type GoVersion } from "../../go/version.ts";
import { type DoctorCheck, dropCommand } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { newestOf } from "../project.ts";
import { byVersion, diagnosesOf, ofStartup } from "../values.ts";
import type { Context } from "../../context.ts";
import { findProgram } from "../../programs.ts";
import { route } from "../../go/route/route.ts";
import { askRoute } from "../../mirrors/ask/ask.ts";
import { directSettings, settingsOf } from "../network.ts";

/** Whether go can be had in the version that GOTOOLCHAIN or this project asks for. */
export const toolchain: DoctorCheck = {
  id: "toolchain",
  codes: ["toolchain.unavailable", "toolchain.sumdb-off", "go.value-by-version"],
  run(facts) {
    if (!atLeast(facts.at.version, 21)) return [];
    return [...namedByGotoolchain(facts), ...namedByProject(facts)];
  },
};

/** The one that GOTOOLCHAIN names. It may be on PATH or in the cache all the same: then go starts. */
function namedByGotoolchain(facts: Facts): Diagnosis[] {
  const value = facts.values.GOTOOLCHAIN;
  const { kind } = value.setting.origin;
  // `go env -u GOTOOLCHAIN` would want that toolchain first; to write it does not.
  const command = kind === "file" ? automatic : dropCommand(facts, value.setting);
  return diagnosesOf(value, {
    ...(kind === "default" ? {} : byVersion),
    "toolchain.unavailable":
      facts.start?.ok === true
        ? null
        : { severity: "error", command, repair: ofStartup(value.setting) },
  });
}

const automatic = "go env -w GOTOOLCHAIN=auto";

/** The one that go.mod asks for, and what would be in the way of any newer one. */
function namedByProject(facts: Facts): Diagnosis[] {
  const { state, start, project, values, entries } = facts;
  if (state.go === null) return [];
  const switches = isAutomatic(facts);
  const here = releaseOf(start?.version ?? state.version);
  const newest = newestOf([project?.go ?? null, switches ? (project?.toolchain ?? null) : null]);
  const release = newest !== null && isNewer(newest, here) ? newest : null;
  const isOff = values.GOSUMDB.meant === "off" && !isOneFolder(facts);
  if (release === null) {
    return isOff && switches
      ? [finding("toolchain.sumdb-off", "warning", { toolchain: null })]
      : [];
  }
  const asked = { toolchain: toolchainOf(release) };
  const unavailable = (reason: "local" | "proxy-off", command: string) => {
    const { where } = values.GOTOOLCHAIN;
    return [finding("toolchain.unavailable", "error", { ...asked, reason }, { where, command })];
  };
  if (!switches) return unavailable("local", automatic);
  if (entries[0]?.kind === "off") return unavailable("proxy-off", "go env -u GOPROXY");
  if (!isOff) return [];
  const more = { where: values.GOSUMDB.where, command: "go env -u GOSUMDB" };
  return [finding("toolchain.sumdb-off", "error", asked, more)];
}

/** Whether go may take another toolchain than its own, if a project asks for it. */
export function isAutomatic({ values }: Facts): boolean {
  return /^(?:.*\+)?auto$/.test(values.GOTOOLCHAIN.meant);
}

/** `1.22.3` */
export function releaseOf({ text }: GoVersion): string {
  return text.slice("go".length);
}

/** The toolchain for a release; a language version stands for its first one. */
export function toolchainOf(release: string): string {
  return `go${release.replace(/^1\.\d+$/, "$&.0")}`;
}

/** The one exception: toolchains of a single folder are not verified. Source: modfetch useSumDB. */
function isOneFolder({ values }: Facts): boolean {
  return /^file:\/\/[^,|]*$/.test(values.GOPROXY.meant);
}

/** Whether the toolchain that this project or GOTOOLCHAIN asks for can be downloaded, where it is not here. */
export const toolchains: DoctorCheck = {
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
function versionOf(name: string, { state, at }: Facts): string {
  const windows = at.platform === "win32" ? "windows" : at.platform;
  const os = state.reported?.["GOHOSTOS"] ?? windows;
  const arch = state.reported?.["GOHOSTARCH"] ?? { x64: "amd64", ia32: "386" }[at.arch] ?? at.arch;
  return `v0.0.1-${name}.${os}-${arch}`;
}
