import type { Place } from "../contract.ts";

/** Why go takes a line of its env file for none, or for one that means nothing. */
export type IgnoredLine =
  | "bom"
  | "indent"
  | "export"
  | "lower-case"
  | "space"
  | "no-equals"
  | "utf-16"
  /** HTTP_PROXY and the like: read by go from the environment alone. */
  | "environment-only"
  /** GONOSUMCHECK and the like: no go knows it. */
  | "unknown";

/** What the settings make of modules. */
export type ModuleMode = "off" | "auto" | "invalid" | "vendor";

/** A place that sets a variable, with what it sets. */
export interface Sets extends Place {
  value: string;
}

/** The codes of doctor's local checks. No passwords in any argument. */
export interface DoctorFindings {
  /** `unusable`: what is called go on PATH and is none, with go's words or a word for it. */
  "go.missing": { hint: string | null; unusable: { path: string; problem: string } | null };
  /** `said`: go's own words. `key`: the setting at fault, where it can be told. */
  "go.bricked": { said: string; key: string | null; value: string | null };
  /** `file`: where `go env -w` would write all the same; null: nowhere. */
  "go.env-off": { file: string | null };
  "go.env-unwritable": { file: string; reason: string };
  /** `key`: the setting that was surely meant; null for a whole file. */
  "go.env-line-ignored": { key: string | null; reason: IgnoredLine };
  "go.module-mode": { key: string; value: string; mode: ModuleMode };
  /** `fixed`: the release of this line that has the fix. */
  "go.vulnerable": { version: string; fixed: string; proxy: string; cves: string };
  /** `place`: the line that sets it, where it was found. */
  /** `outdated`: the line is in a file of ours that is not up to date. */
  "env.shadowed": {
    key: string;
    value: string;
    stored: string | null;
    by: Place | null;
    outdated: boolean;
  };
  /** The second one wins. */
  "env.rc-conflict": { key: string; shell: string; first: Sets; second: Sets };
  /** `stored`: what a new terminal will have; null: nothing. */
  "env.stale-terminal": { key: string; value: string; stored: string | null };
  "shell.block-damaged": { file: string };
  "shell.crlf": { file: string; line: number; key: string };
  "proxy.invalid": { value: string; said: string };
  /** `count`: how many modules of this host the project requires. `via`: who is told about them. */
  "private.leaks": {
    module: string;
    host: string;
    count: number;
    via: "proxy" | "sumdb";
    to: string;
  };
  "private.no-credentials": { host: string };
  "sumdb.invalid": { value: string; said: string | null };
  "sumdb.skipped-widely": { key: string; pattern: string };
  "govcs.invalid": { value: string; said: string };
  "goauth.invalid": { value: string; said: string };
  /** `toolchain`: the one that this project asks for; null where none is needed now. */
  "toolchain.sumdb-off": { toolchain: string | null };
  "git.missing": { needed: "always" | "private" | "fallback" };
  "cache.unwritable": { key: string; folder: string; reason: string };
  /** `free`: bytes. */
  "cache.full": { folder: string; free: number };
}
