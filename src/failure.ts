import type { ErrorCode } from "./contract.ts";
import type { VerbName } from "./verb-table.ts";
import type { FindingArgs, Note, UnusableProxy } from "./findings.ts";

/** Every way in which a verb can fail, with the arguments that its text needs. */
export interface FailureArgs {
  usage: { problem: string };
  "unknown-verb": { verb: string; suggestion: string | null };
  "unknown-option": { option: string; suggestion: string | null };
  "unknown-key": {
    key: string;
    suggestion: string | null;
    /** No go ever knew it: what was meant. */
    instead?: string | null;
    known: string;
  };
  /** `shell`: that of the terminal. */
  "missing-operand": { what: string; verb: VerbName; shell?: string };
  /** PowerShell was given `{ … }` without quotes. */
  "script-block": Record<never, never>;
  /** `--into` beside a syntax that is not merged into a file. */
  "into-what": { syntax: string };
  /** Nothing is to be written, for all is go's default. `into`: the file of `env --into`, which takes what is stored. */
  "nothing-set": { into: string | null };
  /** What a file for everybody must not have. */
  "login-for-all": { key: string; value: string };
  /** `run` without `--`: mirrors, and what is none and may be the command. */
  "no-command": { mirrors: readonly string[]; command: readonly string[] };
  "excess-operand": { verb: string };
  "missing-flag-value": { flag: string };
  "not-an-assignment": { operand: string };
  "bad-flag-value": { flag: string; value: string; allowed: string };
  "flags-exclude": { flags: string };
  /** `needs`: another flag, or operands, by their names. */
  "flag-needs": { flag: string; needs: string };
  "windows-only": { shell: string };
  "list-alone": { list: string; beside: string };
  "after-end": { after: string };
  /** `isSwitch`: it is a word that switches another setting. */
  "unknown-mirror": { name: string; suggestion: string | null; isSwitch?: boolean };
  "mirror-name": { name: string; reason: "characters" | "known" | "exists" | "taken" };
  "mirror-url": { url: string; reason: string | null; corrected: string | null };
  "bad-module": { operand: string; reason: string; corrected: string | null };
  "no-timer": Record<never, never>;
  "not-our-timer": { file: string };
  /** What npx and its like started lies in a folder that goes away. */
  "passing-tool": { script: string };
  "no-nginx": Record<never, never>;
  /** `reason`: in its own words. */
  "nginx-refuses": { file: string; reason: string };
  "no-gateway": { folder: string };
  "not-our-folder": { folder: string };
  "no-module": { folder: string };
  "bad-module-file": { file: string; reason: string };
  "unreadable-log": { file: string; reason: string };
  /** `webProxy`: the variable that a proxy for web traffic in the value belongs into. */
  "invalid-value": {
    key: string;
    value: string;
    reason: string;
    corrected: string | null;
    webProxy?: string | null;
    /** A variable or a placeholder in it, in whose place a value should stand. */
    unfilled?: string | null;
  };
  /** `reason`: why nothing ever comes from the entry. */
  "never-works": {
    entry: string;
    reason: UnusableProxy | "retired" | "page" | "web-proxy" | "login";
    corrected: string | null;
  };
  /** A pasted line that sets this variable, where mirrors are wanted. */
  "other-key": { key: string; value: string };
  /** What go takes, and what is known to mean something else or nothing. */
  misplaced: { remark: Note; corrected: string | null };
  "never-matches": FindingArgs["private.never-matches"];
  "too-broad": { pattern: string; toolchain: boolean };
  "value-too-long": { key: string; bytes: number; limit: number };
  "uncarried-value": { key: string; syntax: string; reason: Uncarried };
  "consent-required": { what: string; flag: string };
  "config-invalid": {
    file: string;
    line: number | null;
    /** From 1. */
    column?: number | null;
    problem: ConfigProblem;
  };
  "no-team-file": { folder: string; almost: string | null };
  "content-not-trusted": { file: string; sha256: string };
  "go-unusable": { path: string; problem: string };
  "go-not-found": { hint: string | null };
  /** `starts`: a command was to be started, and nothing to be written. */
  "no-mirror-answers": { count: number; auto: boolean; starts?: true };
  "changed-since": {
    key: string;
    file: string | null;
    /** The change of ours that did it, to be undone first. */
    later?: string | null;
    /** Not even --force can tell our part. */
    unclear?: boolean;
  };
  "nothing-to-undo": { id: string | null };
  /** `use -`, and nothing was changed before. */
  "no-previous": Record<never, never>;
  /** `open`: a part of it may be written, and could not be taken back. */
  "write-failed": { file: string; reason: string; open?: boolean };
  "file-busy": { file: string };
  locked: { file: string };
  /** `home`: what HOME says; null where it is not set. */
  "no-home": { home: string | null };
  /** Root would write in the home folder of this user. */
  "foreign-home": { home: string; owner: string };
  "read-failed": { file: string; reason: string };
  "not-our-report": { file: string };
  /** `command`: behind which it is named. */
  "no-shell-found": { known: string; command: string };
  "output-failed": { stream: string; reason: string };
  interrupted: Record<never, never>;
  internal: {
    problem: string;
    version: string;
    node: string;
    system: string;
    /** null: none that tells its version. */
    go: string | null;
  };
}

/** Why a language of `env --as` cannot carry a value. */
export type Uncarried =
  | "nul"
  | "line-break"
  | "not-unicode"
  | "control"
  | "edge-space"
  | "substitution"
  | "too-long";

/** What is wrong with a configuration file. `reason` is the system's code; `field` a path such as mirrors[0].url. */
export type ConfigProblem =
  /** `reason` is a parser's, in English. */
  | { what: "syntax"; format: string; reason?: string }
  | { what: "unreadable"; reason: string }
  | { what: "field"; field: string; expected: FieldShape }
  | { what: "unknown-field"; field: string; suggestion: string | null; known: readonly string[] }
  /** What go, or this tool, has against the value. */
  | { what: "value"; field: string; failure: Failure }
  | { what: "policy"; field: string; policy: string }
  | { what: "too-large"; limit: number }
  | { what: "link" | "no-file" | "empty" | "encoding" | "alias" | "tag" | "twice" };

export type FieldShape =
  | "list"
  | "object"
  | "text"
  | "texts"
  | "mirrors"
  | "name"
  | "url"
  | "flag"
  | "fallback"
  | "version";

export type FailureKind = keyof FailureArgs;

const codes: Record<FailureKind, ErrorCode> = {
  usage: "usage",
  "unknown-verb": "usage",
  "unknown-option": "usage",
  "unknown-key": "usage",
  "missing-operand": "usage",
  "script-block": "usage",
  "into-what": "usage",
  "nothing-set": "usage",
  "login-for-all": "invalid-value",
  "no-command": "usage",
  "excess-operand": "usage",
  "missing-flag-value": "usage",
  "not-an-assignment": "usage",
  "bad-flag-value": "usage",
  "flags-exclude": "usage",
  "flag-needs": "usage",
  "windows-only": "usage",
  "list-alone": "usage",
  "after-end": "usage",
  "mirror-name": "usage",
  "mirror-url": "invalid-value",
  "bad-module": "usage",
  "no-timer": "usage",
  "not-our-timer": "write-failed",
  "passing-tool": "usage",
  "no-nginx": "usage",
  "nginx-refuses": "write-failed",
  "no-gateway": "usage",
  "not-our-folder": "usage",
  "no-module": "usage",
  "bad-module-file": "config-invalid",
  "unreadable-log": "usage",
  "unknown-mirror": "unknown-mirror",
  "invalid-value": "invalid-value",
  "never-works": "invalid-value",
  "other-key": "usage",
  misplaced: "invalid-value",
  "never-matches": "invalid-value",
  "too-broad": "consent-required",
  "value-too-long": "value-too-long",
  "uncarried-value": "invalid-value",
  "consent-required": "consent-required",
  "config-invalid": "config-invalid",
  "no-team-file": "usage",
  "content-not-trusted": "consent-required",
  "go-unusable": "go-required",
  "go-not-found": "go-required",
  "no-mirror-answers": "no-mirror-answers",
  "changed-since": "changed-since",
  "nothing-to-undo": "nothing-to-undo",
  "no-previous": "nothing-to-undo",
  "write-failed": "write-failed",
  "file-busy": "write-failed",
  locked: "locked",
  "no-home": "write-failed",
  "foreign-home": "write-failed",
  "read-failed": "write-failed",
  "not-our-report": "usage",
  "no-shell-found": "usage",
  "output-failed": "write-failed",
  interrupted: "interrupted",
  internal: "internal",
};

const exits: Record<ErrorCode, number> = {
  usage: 2,
  "unknown-mirror": 2,
  "invalid-value": 2,
  "value-too-long": 2,
  "consent-required": 2,
  "config-invalid": 2,
  "go-required": 3,
  "no-mirror-answers": 1,
  "changed-since": 1,
  "nothing-to-undo": 1,
  "write-failed": 1,
  locked: 1,
  internal: 1,
  interrupted: 130,
};

/** A verb could not do its work. Caught in main alone; its words are chosen there. */
export class Failure<K extends FailureKind = FailureKind> extends Error {
  readonly kind: K;
  readonly args: FailureArgs[K];
  readonly details: unknown;

  constructor(kind: K, args: FailureArgs[K], details?: unknown) {
    super(kind);
    this.name = "Failure";
    this.kind = kind;
    this.args = args;
    this.details = details;
  }

  get code(): ErrorCode {
    return codes[this.kind];
  }

  get exit(): number {
    return exits[this.code];
  }
}
