import { note } from "../../findings/findings.ts";
import { isNewer } from "../../go/machine/gomod.ts";
import { atLeast } from "../../go/version.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
import { dropCommand } from "../commands.ts";
import type { Facts } from "../facts.ts";

/** Whether go can be had in the version that GOTOOLCHAIN or this project asks for. */
export const toolchain: Check = {
  id: "toolchain",
  group: "toolchain",
  codes: ["toolchain.unavailable", "toolchain.sumdb-off", "go.value-by-version"],
  offline: true,
  run(facts) {
    if (!atLeast(facts.at.version, 21)) return [];
    return [...named(facts), ...wanted(facts)];
  },
};

/** The one that GOTOOLCHAIN names. It may be on PATH or in the cache all the same: then go starts. */
function named(facts: Facts): Diagnosis[] {
  const { values, start } = facts;
  const { judged, where, setting } = values.GOTOOLCHAIN;
  // `go env -u GOTOOLCHAIN` would want that toolchain first; to write it does not.
  const isFile = setting.origin.kind === "file";
  const command = isFile ? "go env -w GOTOOLCHAIN=auto" : dropCommand(facts, setting);
  return judged.warnings.flatMap((found): Diagnosis[] => {
    if (found.code === "go.value-by-version" && setting.origin.kind !== "default") {
      return [diagnosis({ ...found, severity: "info" }, { where })];
    }
    if (found.code !== "toolchain.unavailable" || start?.ok === true) return [];
    return [diagnosis({ ...found, severity: "error" }, { where, command })];
  });
}

/** The one that go.mod asks for, and what would be in the way of any newer one. */
function wanted(facts: Facts): Diagnosis[] {
  const { state, start, project, values, entries } = facts;
  const mode = values.GOTOOLCHAIN.meant;
  const switches = mode === "auto" || mode.endsWith("+auto");
  const here = (start?.version ?? state.version).text.slice("go".length);
  const lines = [project?.go ?? null, switches ? (project?.toolchain ?? null) : null];
  const newest = lines.filter((one) => one !== null && isNewer(one, here));
  const release = newest.toSorted((a, b) => (isNewer(a!, b!) ? -1 : 1))[0] ?? null;
  const isOff = values.GOSUMDB.meant === "off" && !isOneFolder(facts);
  if (state.go === null) return [];
  if (release === null) {
    if (!isOff || !switches) return [];
    return [diagnosis(note("toolchain.sumdb-off", "warning", { toolchain: null }))];
  }
  const asked = `go${release}${isLanguage(release) ? ".0" : ""}`;
  const unavailable = (reason: "local" | "proxy-off", command: string) =>
    diagnosis(note("toolchain.unavailable", "error", { toolchain: asked, reason }), {
      where: values.GOTOOLCHAIN.where,
      command,
    });
  if (!switches) return [unavailable("local", "go env -w GOTOOLCHAIN=auto")];
  if (entries[0]?.kind === "off") return [unavailable("proxy-off", "go env -u GOPROXY")];
  if (!isOff) return [];
  const found = note("toolchain.sumdb-off", "error", { toolchain: asked });
  return [diagnosis(found, { where: values.GOSUMDB.where, command: "go env -u GOSUMDB" })];
}

/** A language version, which stands for its first release. */
function isLanguage(release: string): boolean {
  const minor = /^1\.(\d+)$/.exec(release)?.[1];
  return minor !== undefined && Number(minor) >= 21;
}

/** The one exception: toolchains of a single folder are not verified. Source: modfetch useSumDB. */
function isOneFolder({ values }: Facts): boolean {
  return /^file:\/\/[^,|]*$/.test(values.GOPROXY.meant);
}
