import { insteadOf, neverSettings } from "../../advice/words.ts";
import { fields } from "../../go/text/strings.ts";
import { goflagsRefusal } from "../../go/values/judge.ts";
import { atLeast } from "../../go/version.ts";
import { hostOf } from "../../go/url/proxy-host.ts";
import { type DoctorCheck, dropCommand, unsetCommand } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { isThirdParty } from "../../catalog/lookup.ts";
import { ofStartup, repairOf, whereIs } from "../values.ts";
import { typedPath } from "../../shells/formats.ts";

/** Whether there is a go, and whether it starts. */
export const go: DoctorCheck = {
  id: "go",
  codes: ["go.missing", "go.bricked", "go.flags-refused", "go.unknown-setting", "go.vulnerable"],
  run: (facts) => [
    ...missing(facts),
    ...bricked(facts),
    ...flags(facts),
    ...neverWere(facts),
    ...vulnerable(facts),
  ],
};

/** A flag of `go get` that ended with go 1.17: in GOFLAGS it stops every `go get`. */
function flags(facts: Facts): Diagnosis[] {
  const setting = facts.settings.get("GOFLAGS");
  if (setting === undefined || !fields(setting.value).some((word) => /^--?insecure\b/.test(word))) {
    return [];
  }
  const args = { flag: "-insecure", instead: "GOINSECURE" };
  const command = dropCommand(facts, setting);
  const more = { where: whereIs(setting), command, repair: ofStartup(setting) };
  return [finding("go.flags-refused", "error", args, more)];
}

/** Variables that somebody sets for go, and that no go reads. */
function neverWere({ state }: Facts): Diagnosis[] {
  return neverSettings
    .filter((key) => state.layers.inEnvironment(key))
    .map((key) => {
      const args = { key, instead: insteadOf(key) ?? "" };
      return finding("go.unknown-setting", "warning", args, { where: "environment" });
    });
}

function missing({ state, terminal }: Facts): Diagnosis[] {
  if (state.go !== null) return [];
  const { hint, unusable } = state;
  const problem = unusable && {
    path: unusable.path,
    problem: unusable.problem === "said" ? (unusable.said ?? "") : unusable.problem,
  };
  const folder = hint?.replace(/[\\/][^\\/]*$/, "");
  const command = folder ? typedPath(terminal, folder) : null;
  return [finding("go.missing", "error", { hint, unusable: problem }, { command })];
}

/** Go names one fault at a time; every one that the rules know is told, so that all are repaired at once. */
function bricked(facts: Facts): Diagnosis[] {
  const { state, start } = facts;
  const said = start?.said ?? (state.stopped || null);
  if (start?.ok === true || (said !== null && isAboutToolchain(said))) return [];
  const known = stoppers(facts);
  if (said === null) return known.map((one) => stopped(facts, one));
  const key = known.find((one) => said.includes(one.key) || one.said === said)?.key ?? named(said);
  const others = known.filter((one) => one.key !== key);
  return [{ key, said }, ...others].map((one) => stopped(facts, one));
}

interface Stopper {
  key: string | null;
  said: string;
}

function stopped(facts: Facts, { key, said }: Stopper): Diagnosis {
  const setting = key === null ? undefined : facts.settings.get(key);
  const args = { said, key, value: setting?.value ?? null };
  if (setting === undefined || key === null) return finding("go.bricked", "error", args);
  // A value with a slip of the pen is brought to what was meant, by the check of the file.
  const slipped = key in facts.values && facts.values[key as "GOTOOLCHAIN"].slipped;
  const repair = slipped ? null : repairOf({ setting }, null);
  const command = setting.origin.kind === "os" ? unsetCommand(facts, key) : null;
  return finding("go.bricked", "error", args, { where: whereIs(setting), repair, command });
}

/** One that is only not here: the network decides. */
function isAboutToolchain(said: string): boolean {
  return /^download go|toolchain not available|^cannot find "go1|^invalid toolchain:/.test(said);
}

function named(said: string): string | null {
  return /\bGO[A-Z0-9]{2,}\b/.exec(said)?.[0] ?? null;
}

/**
 * What stops every command, in go's words. Source: toolchain Select; cmd/go/main.go main (GOPATH, GOROOT);
 * base/goflags.go InitGOFLAGS.
 */
function stoppers({ settings, values, at, envFile }: Facts): (Stopper & { key: string })[] {
  const found: (Stopper & { key: string })[] = [];
  const value = (key: string) => settings.get(key)?.value ?? "";
  const { accepted, judged } = values.GOTOOLCHAIN;
  if (!accepted) found.push({ key: "GOTOOLCHAIN", said: judged.message ?? "invalid GOTOOLCHAIN" });
  const goroot = value("GOROOT");
  if (goroot !== "" && envFile.lines.has("GOROOT") && at.isFolder?.(goroot) === null) {
    found.push({ key: "GOROOT", said: `cannot find GOROOT directory: ${goroot}` });
  }
  const gopath = value("GOPATH");
  if (gopath !== "" && !/^(?:[/\\]|[a-zA-Z]:)/.test(gopath)) {
    const said = `GOPATH entry is relative; must be absolute path: "${gopath}".`;
    found.push({ key: "GOPATH", said });
  }
  const said = goflagsRefusal(value("GOFLAGS"));
  if (said !== null) found.push({ key: "GOFLAGS", said });
  return found;
}

/** Holes through which a proxy gets past the checksum database (facts: pkg.go.dev/vuln, Debian's changelog). */
const cves = "CVE-2026-94447, CVE-2026-94444";
/** The releases that closed them, of each line that was still maintained. */
const fixes = [
  [26, 9],
  [27, 2],
] as const;

function vulnerable({ state, start, entries, own }: Facts): Diagnosis[] {
  if (state.go === null) return [];
  const version = start?.version ?? state.version;
  const proxy = entries.find((entry) => isThirdParty(entry, own));
  const [minor, patch] = fixes.find(([line]) => line >= version.minor) ?? [0, 0];
  if (proxy === undefined || atLeast(version, minor, patch)) return [];
  const host = hostOf(proxy.url) ?? "";
  const args = { version: version.text, fixed: `go1.${minor}.${patch}`, proxy: host, cves };
  return [finding("go.vulnerable", "warning", args)];
}

const megabyte = 1024 * 1024;
/** Below this the next module may be the last one. */
const scarce = 100 * megabyte;

/** Whether go can keep what it downloads. */
export const cache: DoctorCheck = {
  id: "cache",
  codes: ["cache.unwritable", "cache.full"],
  run({ cache: { unwritable, free, modules } }) {
    const found = unwritable.map((args) => finding("cache.unwritable", "error", args));
    if (free === null || modules === null || free >= scarce) return found;
    const severity = free < megabyte ? "error" : "warning";
    const args = { folder: modules, free: free < megabyte ? 0 : free };
    const command = "go clean -modcache";
    return [...found, finding("cache.full", severity, args, { command })];
  },
};
