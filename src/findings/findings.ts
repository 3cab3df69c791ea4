import type { Severity } from "../contract.ts";
import type { DoctorFindings } from "./doctor.ts";
import type { NetworkFindings } from "./network.ts";
import type { PrivateFindings } from "./private.ts";
import type { ShellFindings } from "./shells.ts";
import type { ValueFindings } from "./values.ts";

/**
 * Every finding code and the arguments that its text needs (design §5). A code is added here first;
 * the compiler then asks for its English and its Chinese text.
 */
export interface FindingArgs
  extends NetworkFindings, PrivateFindings, ValueFindings, ShellFindings, DoctorFindings {
  "go.absent-written": { file: string; hint: string | null };
  "go.value-by-version": { key: string; versions: string };
  "proxy.empty": Record<never, never>;
  "proxy.off": Record<never, never>;
  "proxy.ignored-entries": { after: string; entries: string };
  "proxy.no-fallback": Record<never, never>;
  "proxy.comma-fragile": { entry: string };
  "proxy.insecure-http": { url: string };
  "proxy.credentials-refused": { url: string };
  "proxy.retired": { url: string; instead: string };
  "proxy.not-a-proxy": { url: string; instead: string };
  "private.never-matches": { pattern: string; reason: NeverMatches; corrected: string | null };
  "private.too-broad": { pattern: string };
  "private.catches-toolchain": { pattern: string };
  /** `patterns`: what was made of the input, in the form of a list. */
  "private.corrected": { input: string; patterns: string; made: readonly Correction[] };
  "private.duplicate": { pattern: string };
  "private.subsumed": { pattern: string; by: string };
  "private.apex-not-covered": { pattern: string; apex: string };
  /** `direct` and `unverified`: patterns whose modules are from now on fetched directly, or not verified. */
  "private.folded": {
    key: string;
    value: string;
    into: string;
    direct: readonly string[];
    unverified: readonly string[];
  };
  "private.shadowed": { key: string; value: string };
  "private.not-listed": { pattern: string };
  /** `what`: the step that was left out; `command` takes it. */
  "consent-required": { what: "fold" | "comment-out"; subject: string; command: string };
  "sumdb.off": Record<never, never>;
  "sumdb.bypasses-proxy": { value: string };
  "sumdb.kept": { value: string };
  "sumdb.chosen": { value: string };
  "goinsecure.ineffective": { pattern: string };
  /** `keys`: the settings of the team file that are not so on this machine. */
  "team.differs": { file: string; keys: string };
  "mirror.unverified": { mirror: string; instead: string };
  /** `use auto`: when (ISO), what was chosen and what not; `before`: when it was measured the last time. */
  "mirror.measured": {
    at: string;
    order: readonly { id: string; ms: number | null; pinned: boolean }[];
    left: readonly { id: string; why: LeftOut }[];
    before: string | null;
  };
  "mirror.lacks-probe-module": { mirror: string; url: string; module: string };
}

/** Why a pattern of GOPRIVATE and its kin matches no module path. */
export type NeverMatches =
  | "malformed"
  | "space"
  | "scheme"
  | "port"
  | "ellipsis"
  | "credentials"
  | "empty-element"
  | "braces"
  | "negation"
  | "version"
  | "separator"
  | "relative"
  | "quotes"
  | "case"
  | "dot"
  | "character";

/** Why a mirror that was measured is not in the chain. */
export type LeftOut = "failed" | "unreliable" | "lacks-module" | "opt-in" | "not-measured";

/** What was done to something pasted to make patterns of it. */
export type Correction =
  | "typing"
  | "quotes"
  | "assignment"
  | "scheme"
  | "scp"
  | "port"
  | "version"
  | "braces"
  | "backslash"
  | "negated-class"
  | "double-star"
  | "ellipsis"
  | "trailing-slash"
  | "git-suffix"
  | "host-case";

export type Code = keyof FindingArgs;

/** A finding before it is put into words: what a check or a verb returns. */
export type Note = {
  [C in Code]: {
    code: C;
    severity: Severity;
    args: FindingArgs[C];
    fix?: { command: string; safe: boolean };
  };
}[Code];

export function note<C extends Code>(code: C, severity: Severity, args: FindingArgs[C]): Note {
  return { code, severity, args } as Note;
}
