import { correct } from "../../advice/correct.ts";
import { coverage } from "../../go/patterns/coverage.ts";
import { foldPlan } from "../../go/patterns/fold.ts";
import { matchPrefixPatterns, splitPatterns } from "../../go/patterns/patterns.ts";
import type { JudgedKey } from "../../go/values/judge.ts";
import { meantBy } from "../../advice/pasted-patterns.ts";
import { misplaced } from "../../advice/value-remarks.ts";
import { neverMatches } from "../../go/patterns/refused.ts";
import { redactValue } from "../../go/text/redact.ts";
import { atLeast } from "../../go/version.ts";
import { isPublic, ownProxies, ownSumdb } from "../../catalog/lookup.ts";
import type { DoctorCheck } from "../check.ts";
import { type Diagnosis, finding, type Repair } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { byVersion, repairOf, diagnosesOf, type SettingValue } from "../values.ts";
import type { Context } from "../../context.ts";
import { readGit } from "../../git/config.ts";
import { gitLogin, isFor } from "../../git/logins.ts";
import { looksPrivate } from "../../go/patterns/hosts.ts";
import { hostOf } from "../../go/url/proxy-host.ts";
import { netrcLogin } from "../../net/endpoint.ts";

const keys = ["GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const;

/** What the lists of private modules say. */
export const lists: DoctorCheck = {
  id: "private",
  codes: [
    "private.never-matches",
    "private.too-broad",
    "private.catches-toolchain",
    "private.shadowed",
    "private.is-mirror",
    "private.odd-pattern",
    "go.not-a-switch",
    "go.value-by-version",
  ],
  run: (facts) => [
    ...keys.flatMap((key) => patterns(facts.values[key], facts)),
    ...shadowed("GONOPROXY", facts),
    ...shadowed("GONOSUMDB", facts),
  ],
};

/** A list that only follows GOPRIVATE is told of there. */
export function isOwnList({ setting }: SettingValue): boolean {
  return setting.origin.kind !== "default" && setting.value !== "";
}

function patterns(value: SettingValue, { at }: Facts): Diagnosis[] {
  if (!isOwnList(value)) return [];
  const piecewise = splitPatterns(value.meant)
    .map((pattern) => (neverMatches(pattern, at.version) && meantBy(pattern)) ?? pattern)
    .join(",");
  const whole = correct(value.key, value.meant);
  const corrected = whole ?? piecewise;
  const astray = withoutAstray(value);
  return diagnosesOf(value, {
    "private.never-matches": ({ args }) => ({
      repair: args.corrected === null && whole === null ? null : repairOf(value, corrected),
    }),
    "private.is-mirror": astray,
    "private.odd-pattern": {},
    "go.not-a-switch": astray,
    "private.too-broad": value.key === "GONOSUMDB" ? null : {},
    "private.catches-toolchain": atLeast(at.version, 21) ? {} : null,
    ...byVersion,
  });
}

/** What takes words of another setting out of a list: the setting itself goes only where nothing else is in it. */
export function withoutAstray(value: SettingValue): { repair?: Repair | null; command?: string } {
  const kept = splitPatterns(value.meant).filter((one) => misplaced(value.key, one) === null);
  if (kept.length > 0) return { repair: repairOf(value, kept.join(",")) };
  return { command: `go env -u ${value.key}` };
}

/** Patterns of GOPRIVATE that a list of its own leaves out. On purpose where all proxies are the user's own. */
function shadowed(key: "GONOPROXY" | "GONOSUMDB", { values, at }: Facts): Diagnosis[] {
  const value = values[key];
  if (!isOwnList(value) || !isOwnList(values.GOPRIVATE)) return [];
  const cover = coverage(splitPatterns(value.meant));
  const left = splitPatterns(values.GOPRIVATE.meant).filter(
    (pattern) => neverMatches(pattern, at.version) === null && cover.coveredBy(pattern) === null,
  );
  if (left.length === 0) return [];
  const meant =
    key === "GONOPROXY"
      ? ownProxies(values.GOPROXY.value) === true
      : ownSumdb(values.GOSUMDB.value) || values.GOSUMDB.value === "off";
  const args = { key, value: redactValue(value.value) };
  const plain = left.every((pattern) => /^[\w.*/-]+$/.test(pattern));
  const command =
    plain && value.setting.origin.kind === "file"
      ? `goproxy-cfg private add ${left.map((pattern) => `'${pattern}'`).join(" ")} --yes`
      : null;
  const severity = meant ? "info" : "warning";
  const repair = meant ? null : folding(values);
  return [finding("private.shadowed", severity, args, { where: value.where, command, repair })];
}

/** GONOPROXY and GONOSUMDB folded into GOPRIVATE, as `private add --yes` does it; null where nothing would change. */
function folding(values: Facts["values"]): Repair | null {
  const all = keys.map((key) => values[key]);
  if (all.some(({ setting, slipped }) => slipped || setting.origin.kind === "goroot")) return null;
  const [GOPRIVATE = "", GONOPROXY = "", GONOSUMDB = ""] = all.map((one) =>
    isOwnList(one) ? one.value : "",
  );
  const ownProxy = ownProxies(values.GOPROXY.value);
  const fold = foldPlan(
    { GOPRIVATE, GONOPROXY, GONOSUMDB },
    { ...(ownProxy === undefined ? {} : { ownProxy }), ownSumdb: ownSumdb(values.GOSUMDB.value) },
  );
  const gone = fold.shadowing.filter(({ action }) => action === "fold").map(({ key }) => key);
  if (gone.length === 0) return null;
  const isSet = (key: JudgedKey) => values[key].setting.origin.kind === "os";
  const stored = gone.filter((key) => !isSet(key));
  return {
    what: "settings",
    values: {
      ...(fold.value === GOPRIVATE ? {} : { GOPRIVATE: fold.value }),
      ...Object.fromEntries(stored.map((key) => [key, null])),
    },
    variables: [...gone, "GOPRIVATE" as const].filter(isSet),
    lines: [],
  };
}

/** Whether this project's private modules stay private, and can be fetched. */
export const privateModules: DoctorCheck = {
  id: "private.modules",
  codes: ["private.leaks", "private.no-credentials"],
  run: async (facts, ctx) => [...leaks(facts), ...(await credentials(facts, ctx))],
};

function leaks({ project, downloads, values, entries, own, at }: Facts): Diagnosis[] {
  const asked = entries.find((entry) => isPublic(entry, own));
  const sumdb = values.GOSUMDB.value;
  const hosts = new Map<string, { module: string; count: number; via: "proxy" | "sumdb" }>();
  for (const { module } of downloads) {
    if (looksPrivate(module) === null) continue;
    const direct = matches(values.GONOPROXY.value, module);
    const isLookedUp =
      !matches(values.GONOSUMDB.value, module) && sumdb !== "off" && !ownSumdb(sumdb);
    const via = !direct && asked !== undefined ? "proxy" : direct && isLookedUp ? "sumdb" : null;
    if (via === null) continue;
    const host = module.split("/", 1)[0]!;
    const known = hosts.get(host);
    if (known === undefined) hosts.set(host, { module, count: 1, via });
    else known.count += 1;
  }
  return first([...hosts], ([host, { module, count, via }], more) => {
    const to = via === "sumdb" ? sumdb.split(" ", 1)[0]! : (hostOf(asked?.url ?? "") ?? "");
    const args = { module, host, count, via, to, ...more };
    const command = `goproxy-cfg private add ${host}${via === "sumdb" ? " --yes" : ""}`;
    const where = project === null ? null : { file: project.file, line: null };
    return finding("private.leaks", "warning", args, { where, command });
  });

  function matches(list: string, module: string): boolean {
    return matchPrefixPatterns(list, module, at.version) !== null;
  }
}

/** A login that git or go would find; whether the host asks for one is not known here. */
async function credentials(facts: Facts, ctx: Context): Promise<Diagnosis[]> {
  const hosts = privateHosts(facts);
  if (hosts.size === 0 || /^(?!netrc$|off$)./.test(facts.values.GOAUTH.value)) return [];
  const without = [...hosts].filter(([host]) => netrcLogin(ctx, host) === null);
  if (without.length === 0) return [];
  const git = facts.git === null ? null : await readGit(ctx).catch(() => null);
  const isConfigured = (host: string) =>
    git !== null &&
    (gitLogin(ctx, git, { host, https: `https://${host}/` }) !== null ||
      git.rules.some(({ prefix }) => isFor(prefix, host)));
  const bare = without.filter(([host]) => !isConfigured(host));
  return first(bare, ([host, { needed, operand }], more) => {
    const severity = needed ? "warning" : "info";
    const command = operand === null ? null : `goproxy-cfg private add ${operand} --git ssh`;
    return finding("private.no-credentials", severity, { host, ...more }, { command });
  });
}

/** So many hosts are named; how many more there are is said with the last of them. */
const most = 20;

function first<T>(
  all: readonly T[],
  tell: (one: T, more: { others?: number }) => Diagnosis,
): Diagnosis[] {
  const named = all.slice(0, most);
  const others = all.length - named.length;
  return named.map((one, at) => tell(one, others > 0 && at === named.length - 1 ? { others } : {}));
}

interface PrivateHost {
  /** One of its modules is to be downloaded now. */
  needed: boolean;
  /** For `private add`, which then makes nothing private that is not so already; null where none is known. */
  operand: string | null;
}

function privateHosts({ downloads, missing, values, at }: Facts): Map<string, PrivateHost> {
  const hosts = new Map<string, PrivateHost>();
  const list = values.GONOPROXY.value;
  const lacking = new Set(missing.map(({ module }) => module));
  for (const { module } of downloads) {
    const pattern = matchPrefixPatterns(list, module, at.version);
    if (pattern === null) continue;
    const host = module.split("/", 1)[0]!;
    const known = hosts.get(host);
    const needed = known?.needed === true || lacking.has(module);
    const operand = known?.operand ?? (isLiteral(pattern) ? pattern : module);
    hosts.set(host, { needed, operand });
  }
  for (const pattern of splitPatterns(list)) {
    if (misplaced("GONOPROXY", pattern) !== null) continue;
    const host = pattern.split("/", 1)[0]!;
    if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/.test(host) && !hosts.has(host)) {
      hosts.set(host, { needed: false, operand: isLiteral(pattern) ? pattern : null });
    }
  }
  return hosts;
}

const isLiteral = (pattern: string): boolean => /^[\w./-]+$/.test(pattern);
