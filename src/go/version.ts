/** A release of go, as far as its rules depend on it. */
export interface GoVersion {
  readonly minor: number;
  readonly patch: number;
  /** As go names itself: `go1.26.8`, `go1.27rc1`, `go1.21.3-bigcorp`. */
  readonly text: string;
}

/** The newest go whose rules are known, used where no go was found. */
export const newest: GoVersion = { minor: 27, patch: 4, text: "go1.27.4" };

/** The oldest go whose rules are known. */
export const oldest: GoVersion = { minor: 15, patch: 0, text: "go1.15" };

/**
 * Reads a version, or the line that `go version` prints. Release candidates, development builds and vendors'
 * suffixes count as the release that they lead to. Null where no version is named (an old `devel +abc`).
 */
export function parseGoVersion(text: string): GoVersion | null {
  const match = /(?<![\w.+-])go1\.(\d{1,4})(?:\.(\d{1,4}))?[^\s(]*/.exec(text);
  if (match === null) return null;
  return { minor: Number(match[1]), patch: Number(match[2] ?? 0), text: match[0] };
}

export function atLeast(version: GoVersion, minor: number, patch = 0): boolean {
  return version.minor > minor || (version.minor === minor && version.patch >= patch);
}
