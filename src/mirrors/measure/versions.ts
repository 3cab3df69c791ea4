import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";

/**
 * The newest version of an `@v/list`, as go chooses it (modload queryMatcher): a release before any
 * pre-release; pseudo-versions and lines that are none do not count. Null where there is none.
 */
export function latestOf(list: string): string | null {
  const versions = list
    .split("\n")
    .map((line) => line.trim().split(/\s+/)[0] ?? "")
    .filter(
      (version) => version.startsWith("v") && valid(version) !== null && !pseudo.test(version),
    );
  const releases = versions.filter((version) => !version.includes("-"));
  const from = releases.length > 0 ? releases : versions;
  return from.length === 0 ? null : from.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a));
}

const pseudo = /[-.]\d{14}-[0-9a-f]{12}(?:\+incompatible)?$/;

/** golang.org/x/mod/semver Compare of two well-formed versions: below 0 where `a` is older. */
export const compareVersions = (a: string, b: string): number => compare(a, b);
