/**
 * The newest version of an `@v/list`, as go chooses it (modload queryMatcher): a release before any
 * pre-release; pseudo-versions and lines that are none do not count. Null where there is none.
 */
export function latestOf(list: string): string | null {
  const versions = list
    .split("\n")
    .map((line) => line.trim().split(/\s+/)[0] ?? "")
    .filter((version) => version.length < 200 && form.test(version) && !pseudo.test(version));
  const releases = versions.filter((version) => !version.includes("-"));
  const from = releases.length > 0 ? releases : versions;
  return from.length === 0 ? null : from.reduce((a, b) => (compareVersions(a, b) < 0 ? b : a));
}

const form = /^v\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const pseudo = /[-.]\d{14}-[0-9a-f]{12}(?:\+incompatible)?$/;

/** golang.org/x/mod/semver Compare of two versions that are well formed: below 0 where `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [split(a), split(b)];
  for (let at = 0; at < 3; at++) {
    const apart = byNumber(left.core[at] ?? "0", right.core[at] ?? "0");
    if (apart !== 0) return apart;
  }
  if (left.pre === null || right.pre === null) {
    return Number(left.pre === null) - Number(right.pre === null);
  }
  for (let at = 0; at < Math.max(left.pre.length, right.pre.length); at++) {
    const apart = byPart(left.pre[at], right.pre[at]);
    if (apart !== 0) return apart;
  }
  return 0;
}

function split(version: string): { core: string[]; pre: string[] | null } {
  const [, core = "", pre] = /^v([\d.]+)(?:-([^+]*))?/.exec(version) ?? [];
  return { core: core.split("."), pre: pre?.split(".") ?? null };
}

function byPart(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  const [aNumber, bNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (aNumber && bNumber) return byNumber(a, b);
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

/** Digits of any length, without leading zeros. */
const byNumber = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : Number(a > b)) : a.length - b.length;
