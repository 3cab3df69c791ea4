import { coverage } from "../../go/patterns/coverage.ts";
import { splitPatterns } from "../../go/patterns/patterns.ts";
import { meantBy } from "../../go/patterns/correct.ts";
import { neverMatches } from "../../go/patterns/never.ts";
import { redactValue } from "../../go/text/redact.ts";
import { atLeast } from "../../go/version.ts";
import { ownProxies, ownSumdb } from "../../mirrors/lookup.ts";
import type { Check } from "../check.ts";
import { type Diagnosis, finding } from "../finding.ts";
import type { Facts } from "../facts.ts";
import { byVersion, repairOf, told, type Value } from "../values.ts";

const keys = ["GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const;

/** What the lists of private modules say. */
export const lists: Check = {
  id: "private",
  codes: [
    "private.never-matches",
    "private.too-broad",
    "private.catches-toolchain",
    "private.shadowed",
    "go.value-by-version",
  ],
  run: (facts) => [
    ...keys.flatMap((key) => patterns(facts.values[key], facts)),
    ...shadowed("GONOPROXY", facts),
    ...shadowed("GONOSUMDB", facts),
  ],
};

/** A list that only follows GOPRIVATE is told of there. */
export function isOwnList({ setting }: Value): boolean {
  return setting.origin.kind !== "default" && setting.value !== "";
}

function patterns(value: Value, { at }: Facts): Diagnosis[] {
  if (!isOwnList(value)) return [];
  const corrected = splitPatterns(value.meant)
    .map((pattern) => (neverMatches(pattern, at.version) && meantBy(pattern)) ?? pattern)
    .join(",");
  return told(value, {
    "private.never-matches": ({ args }) => ({
      repair: args.corrected === null ? null : repairOf(value, corrected),
    }),
    "private.too-broad": value.key === "GONOSUMDB" ? null : {},
    "private.catches-toolchain": atLeast(at.version, 21) ? {} : null,
    ...byVersion,
  });
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
  return [finding("private.shadowed", severity, args, { where: value.where, command })];
}
