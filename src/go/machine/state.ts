import type { EnvFile } from "./envfile.ts";
import type { GoVersion } from "../version.ts";

export type { EnvFile } from "./envfile.ts";

export interface Go {
  /** As found; for a shim the go that it starts. */
  path: string;
  goroot: string;
  version: GoVersion;
  /** What lies on PATH where that is not the go itself. */
  shim: string | null;
}

/** Why a program is not a go: one of these words, or `said` with the program's own. */
export type GoProblem =
  | "not-found"
  | "not-executable"
  | "hangs"
  | "not-go"
  | "said"
  /** It lies in the working folder, from which no program is started. */
  | "working-folder";

export interface Unusable {
  path: string;
  problem: GoProblem;
  said: string | null;
}

/** What one start of go tells about this machine. */
export interface GoState {
  go: Go | null;
  envFile: EnvFile;
  /** Go's own, else the newest that is known; with the platform it is what go's rules depend on. */
  version: GoVersion;
  platform: NodeJS.Platform;
  /** `go env -json` of the neutral run, without the variables that it masks. */
  reported: Record<string, string> | null;
  /** A go that lies in a usual folder and is not on PATH: named only, never used. */
  hint: string | null;
  /** Go's own words where the user's settings stop every command (a bad GOROOT or GOPATH), else null. */
  stopped: string | null;
  /** What is called go on PATH and cannot be used; `go` is null then. */
  unusable: Unusable | null;
  /** Variables that a shim sets for the go that it starts. */
  shimEnv: Readonly<Record<string, string>>;
}
