import { note } from "../../findings.ts";
import { atLeast, type GoVersion } from "../../go/version.ts";
import { hostOf } from "../../go/proxy-host.ts";
import { type Check, type Diagnosis, diagnosis } from "../check.ts";
import { accepts } from "../clean.ts";
import { unsetCommand } from "../commands.ts";
import type { Facts } from "../facts.ts";
import { isThirdParty } from "../proxies.ts";
import { repairOf, whereIs } from "../values.ts";

/** Whether there is a go, and whether it starts. */
export const go: Check = {
  id: "go",
  group: "go",
  codes: ["go.missing", "go.bricked", "go.vulnerable"],
  offline: true,
  run: (facts) => [...missing(facts), ...bricked(facts), ...vulnerable(facts)],
};

function missing({ state }: Facts): Diagnosis[] {
  if (state.go !== null) return [];
  const { hint, unusable } = state;
  const problem = unusable && {
    path: unusable.path,
    problem: unusable.problem === "said" ? (unusable.said ?? "") : unusable.problem,
  };
  const found = note("go.missing", "error", { hint, unusable: problem });
  const folder = hint?.replace(/[\\/][^\\/]*$/, "");
  return [diagnosis(found, { command: folder ? `export PATH="$PATH:${folder}"` : null })];
}

/** Settings that can stop every command; the names of others stand in go's own words. */
const stopping = ["GOTOOLCHAIN", "GO111MODULE", "GOROOT", "GOPATH", "GOFLAGS"] as const;

function bricked(facts: Facts): Diagnosis[] {
  const { state, start, values } = facts;
  // Where nothing can be started, the rule says what would become of it.
  const refused = values.GOTOOLCHAIN.accepted ? null : values.GOTOOLCHAIN.judged.message;
  const said = start?.said ?? (state.stopped || (start === null ? refused : null));
  if (said === null || isAboutToolchain(said)) return [];
  const key = culprit(facts, said);
  const setting = key === null ? undefined : facts.settings.get(key);
  const value = setting?.value ?? null;
  const found = note("go.bricked", "error", { said, key, value });
  if (setting === undefined || key === null) return [diagnosis(found)];
  // A value with a slip of the pen is brought to what was meant, by the check of the file.
  const slipped = key in facts.values && facts.values[key as "GOTOOLCHAIN"].slipped;
  const repair = slipped ? null : repairOf({ setting }, null);
  const command = setting.origin.kind === "os" ? unsetCommand(facts, key) : null;
  return [diagnosis(found, { where: whereIs(setting), repair, command })];
}

/** One that is only not here: the network decides. */
function isAboutToolchain(said: string): boolean {
  return /^download go|toolchain not available|^cannot find "go1|^invalid toolchain:/.test(said);
}

function culprit({ settings, at }: Facts, said: string): string | null {
  const named = stopping.find((key) => new RegExp(`\\b${key}\\b`).test(said));
  if (named !== undefined && settings.get(named)?.value) return named;
  const refused = (["GOTOOLCHAIN"] as const).find(
    (key) => !accepts(key, settings.get(key)?.value ?? "", at),
  );
  return refused ?? /\bGO[A-Z0-9]{2,}\b/.exec(said)?.[0] ?? null;
}

/** Holes through which a proxy gets past the checksum database (facts: pkg.go.dev/vuln, Debian's changelog). */
const holes: readonly { cves: string; fixedIn: readonly (readonly [number, number])[] }[] = [
  {
    cves: "CVE-2026-94447, CVE-2026-94444",
    fixedIn: [
      [26, 9],
      [27, 2],
    ],
  },
];

function vulnerable({ state, start, entries, own }: Facts): Diagnosis[] {
  if (state.go === null) return [];
  const version = start?.version ?? state.version;
  const proxy = entries.find((entry) => isThirdParty(entry, own));
  const open = holes.find(({ fixedIn }) => !isFixed(version, fixedIn));
  if (proxy === undefined || open === undefined) return [];
  const [minor, patch] = open.fixedIn.find(([line]) => line >= version.minor) ?? [0, 0];
  const fixed = `go1.${minor}.${patch}`;
  const host = hostOf(proxy.url) ?? "";
  const args = { version: version.text, fixed, proxy: host, cves: open.cves };
  return [diagnosis(note("go.vulnerable", "warning", args))];
}

function isFixed(version: GoVersion, fixedIn: readonly (readonly [number, number])[]): boolean {
  const line = fixedIn.find(([minor]) => minor === version.minor);
  const newest = Math.max(...fixedIn.map(([minor]) => minor));
  return line === undefined ? version.minor > newest : atLeast(version, line[0], line[1]);
}
