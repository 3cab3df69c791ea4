/**
 * The JSON that other programs rely on: what each verb prints with --json (one document on stdout), and
 * what an error looks like (one document on stderr, stdout empty). Additions are free, changes are not.
 * Every document but `env`'s carries schemaVersion 1. Passwords are shown as xxxxx, everywhere but in `env`.
 */
export interface Versioned {
  schemaVersion: 1;
}

/** A variable of go: GOPROXY GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB GOINSECURE GOVCS GOAUTH GOTOOLCHAIN GO111MODULE GOFLAGS GOENV. */
export type Key = string;
/** What `env`, the env files, Windows values and the team file carry: GOPROXY GOSUMDB GOPRIVATE GONOPROXY GONOSUMDB. */
export type ManagedKey = Key;

/** Finding code, `group.what`, as in design.md §5. */
export type Code = string;
export type Severity = "error" | "warning" | "info";
export interface Fix {
  command: string;
  safe: boolean;
  description: string;
}
export interface Finding {
  code: Code;
  severity: Severity;
  args: Record<string, unknown>;
  message: string;
  fix?: Fix;
}

// ── errors ────────────────────────────────────────────────────────────────────────────────────
export interface ErrorDocument extends Versioned {
  error: { code: ErrorCode; message: string; hint: string | null; details?: unknown };
}
export type ErrorCode =
  | "usage" // 2: unknown verb, flag, operand, key; a missing operand
  | "unknown-mirror" // 2: hint has the did-you-mean
  | "invalid-value" // 2: message has go's words
  | "value-too-long" // 2
  | "consent-required" // 2: hint has the flag
  | "config-invalid" // 2: user's or team's file, with file and line
  | "go-required" // 3: no go, or the one given cannot be started
  | "no-mirror-answers" // 1: details = Probe[]
  | "changed-since" // 1: undo refused
  | "nothing-to-undo" // 1
  | "write-failed" // 1: details = { file, reason }
  | "locked" // 1: another run holds the lock for too long
  | "interrupted" // 130
  | "internal"; // 1

// ── settings ──────────────────────────────────────────────────────────────────────────────────
export interface Place {
  file: string;
  line: number;
}
/** A line of a startup file, or a key of Windows' registry, which has no lines. */
export interface SetBy {
  file: string;
  /** 0: the registry's. */
  line: number;
  /** The shell itself did not say so. */
  perhaps?: true;
  /** It is read at the login. */
  login?: true;
}
export interface Origin {
  kind: "os" | "file" | "goroot" | "default";
  file?: string;
  line?: number;
  /** For `os`: what sets it, where that was found. */
  setBy?: SetBy;
}
export interface Setting {
  key: Key;
  value: string;
  origin: Origin;
  shadows: { value: string; origin: Origin }[];
}
export interface Current extends Versioned {
  settings: Setting[];
  mirror: string | null;
}

export interface Judged {
  key: Key;
  value: string;
  valid: boolean;
  /** Go's own text for an invalid value, without `go: ` and without a module prefix; a sentence of ours where go would panic; null when valid. */
  message: string | null;
  /** GOPROXY only: what go would walk. */
  entries?: RouteEntry[];
  warnings: {
    code: Code;
    message: string;
    /** What was probably meant: a value that is valid, for this key or another. */ corrected?: {
      key: Key;
      value: string;
    };
  }[];
}
export interface Validate extends Versioned {
  ok: boolean;
  values: Judged[];
}

export interface RouteEntry {
  kind: "url" | "direct" | "off";
  url?: string;
  /** What lets go move on to the next entry: 404/410 only, any failure, or nothing (the last one). */
  onFailure: "missing" | "any" | "stop";
  /** `why --probe` only. */
  answer?: Probe;
}
export interface Why extends Versioned {
  module: string;
  version: string | null;
  private: { matched: boolean; pattern: string | null; key: "GOPRIVATE" | "GONOPROXY" | null };
  route: RouteEntry[];
  checksum: { verified: boolean; by: string | null; reason: string };
  /** `--probe`: what `go mod download` would end with. */
  outcome?: { ok: boolean; servedBy: string | null; error: Code | null; next?: string };
  /** Stored settings that are not in effect. */
  shadowedBy?: Shadow[];
}
/** `why` without an argument, in a module. */
export interface WhyAll extends Versioned {
  modules: Why[];
  shadowedBy?: Shadow[];
}

// ── mirrors ───────────────────────────────────────────────────────────────────────────────────
/** `null`: not known. */
export interface Serves {
  modules: boolean | null;
  sumdb: boolean | null;
  toolchain: boolean | null;
}
export interface Mirror {
  id: string;
  aliases: string[];
  name: string;
  url: string | null;
  /** For an entry that stands for several. */
  chain: string | null;
  region: string;
  status: "active" | "unverified" | "retired" | "own";
  serves: Serves;
  verifiedOn: string | null;
  /** Its URL, or for a chain its whole list, is in the effective GOPROXY. */
  current: boolean;
  private?: boolean;
  pinned?: boolean;
}
export interface List extends Versioned {
  mirrors: Mirror[];
} // also `mirror list`: the own ones
export interface Probe {
  id: string;
  url: string;
  ok: boolean;
  ms: number;
  code?: Code;
  message?: string;
  serves?: Serves;
}

export interface Percentiles {
  p50: number;
  p90: number;
  p99: number;
} // milliseconds
export interface Measured {
  id: string;
  url: string;
  ok: boolean;
  samples: number;
  failures: number;
  failuresByCode: Record<Code, number>;
  /** dns, connect, tls, cold: a fresh connection. firstByte, total: one .info request on a warm one. null where there is none (tls of http). */
  ms: Record<"dns" | "connect" | "tls" | "cold" | "firstByte" | "total", Percentiles | null>;
  throughput: number | null; // bytes per second of a module zip
  serves: Serves;
  freshness: { latest: string; behind: boolean } | null;
  error?: { code: Code; message: string };
  go?: { ok: boolean; ms: number; error?: string }; // `--compare go`
}
export interface Test extends Versioned {
  module: string;
  mirrors: Measured[];
  best: string | null;
  recommended: string | null;
  partial: boolean;
}

// ── changes ───────────────────────────────────────────────────────────────────────────────────
export interface Change {
  /** go-env: Go's env file, however written. env-file: ours (env.sh …). startup-file: theirs, or a drop-in of ours beside theirs. */
  target:
    | "go-env"
    | "env-file"
    | "startup-file"
    | "registry"
    | "git-config"
    | "user-config"
    | "gui";
  file: string | null; // null: the registry
  key: Key | null; // null: a file's block as a whole
  /** Value, or text of our block; null: not there. Whole bytes are kept in the history only. */
  before: string | null;
  after: string | null;
}
export interface Shadow {
  key: Key;
  kind: "os" | "goenv-off" | "block-loses";
  file?: string;
  line?: number;
  value: string;
  /** `block-loses`: the shell whose new terminals have the value. */
  shell?: string;
  /** The line was found by its text; the shell itself has not named it. */
  perhaps?: true;
  /** Its file is read at the login: it takes a new one to change it. */
  login?: true;
  /** The line runs `go env -w` or `go env -u` whenever a terminal is opened. */
  rewrites?: true;
}
export interface Changed extends Versioned {
  changes: Change[];
  effective: Record<ManagedKey, string>;
  shadowedBy: Shadow[];
  probes: Probe[];
  /** Corrected, chosen, kept, skipped, refused for one file: whatever the user should be told. */
  notes: Finding[];
  undo: string | null;
  dryRun: boolean;
}
// `use` `private add|remove` `reset` `undo` `apply` `shell install|uninstall` `mirror add|remove` `doctor --fix` print Changed;
// `doctor --fix` adds `checks` and `summary` of the state after it.

export interface PrivateList extends Versioned {
  patterns: { pattern: string; key: Key; matches: string; doesNotMatch: string }[];
  shadowedBy: Shadow[];
}
export interface History extends Versioned {
  entries: { id: string; at: string; verb: string; changes: Change[]; undone: boolean }[];
} // newest first
/** Alone, without schemaVersion, so that it can be loaded as it is. */
export type Env = Record<ManagedKey, string>;

export interface ShellStatus extends Versioned {
  shells: {
    shell: string;
    active: boolean;
    files: {
      path: string;
      state: "absent" | "installed" | "outdated" | "damaged" | "refused";
      reason?: string;
    }[];
    /** What a new terminal has of what is stored, for each way in which terminals start the shell. */
    newTerminal?: {
      login: boolean;
      /** null: the shell has not said it; `why` tells. */
      values: Record<ManagedKey, string> | null;
      why?: string;
      /** Stored settings that have another value there, and those that are no variable there. */
      differs: ManagedKey[];
      unset: ManagedKey[];
    }[];
  }[];
  /** What wins over the stored settings in a new terminal; `file` is empty where nobody knows the line. */
  conflicts: {
    file: string;
    line: number;
    key: Key;
    value: string;
    shell: string;
    perhaps?: true;
    rewrites?: true;
  }[];
}

// ── doctor, team ──────────────────────────────────────────────────────────────────────────────
export interface CheckResult {
  id: string;
  status: "ok" | "warn" | "fail" | "skipped" | "crashed";
  ms: number;
  findings: Finding[];
}
export interface Doctor extends Versioned {
  ok: boolean;
  /** Findings by severity; checks skipped and crashed. */
  summary: { error: number; warning: number; info: number; skipped: number; crashed: number };
  checks: CheckResult[];
  /** What `go mod download` of this module ends with. Absent offline. */
  outcome?: { module: string; ok: boolean; reproduced: boolean; error: string | null };
}
export interface DoctorList extends Versioned {
  checks: { id: string; group: string; codes: Code[]; offline: boolean }[];
}
export interface Explain extends Versioned {
  code: Code;
  severity: Severity;
  text: string;
  source: string;
  fixable: boolean;
}

export interface Check extends Versioned {
  ok: boolean;
  file: string;
  sha256: string;
  trusted: boolean;
  drift: { key: Key; expected: string; actual: string; origin: Origin }[];
  violations: { policy: string; key: Key; file: string; line: number; message: string }[];
}

// ── run, watch, conformance, gateway ──────────────────────────────────────────────────────────
/** `run --json`, on stderr at the end: stdout belongs to the command. */
export interface Run extends Versioned {
  command: string[];
  /** Mirrors left out before the first start. */
  dropped: Probe[];
  attempts: {
    goproxy: string;
    exit: number | null;
    signal: string | null;
    ms: number;
    stalled: boolean;
    cause: Finding | null;
    without: string[];
  }[];
}
export interface Watch extends Versioned {
  at: string;
  mirrors: {
    id: string;
    url: string;
    state: "up" | "degraded" | "down" | "unknown";
    since: string;
    changed: boolean;
    probe: Probe;
    deep?: { zip: boolean | null; sumdb: boolean | null; toolchain: boolean | null };
  }[];
  /** `--fail-over`: what was changed in this round. */
  switched: { from: string; to: string; undo: string } | null;
  /** Another round was under way: nothing was done. */
  busy: boolean;
}
export interface WatchStatus extends Versioned {
  /** What starts rounds on this machine; null: nothing can. */
  manager: "systemd" | "launchd" | "schtasks" | "cron" | null;
  /** Its files; `file` null: a line of the crontab. refused: not ours. */
  places: { file: string | null; state: "installed" | "absent" | "refused" }[];
  /** Whether it runs the timer; null: it does not answer. */
  active: boolean | null;
  /** What starts it, where it is installed and does not run. */
  start: string | null;
  /** When the last round was done here (ISO), whoever started it. */
  lastRound: string | null;
}
/** Points of the module proxy protocol. */
export type ConformancePoint =
  | "list.content"
  | "list.pseudo"
  | "latest.info"
  | "info.content"
  | "info.time"
  | "mod.content"
  | "mod.hash"
  | "zip.format"
  | "zip.prefix"
  | "zip.hash"
  | "zip.encoding"
  | "zip.length"
  | "zip.range"
  | "zip.head"
  | "escape.capitals"
  | "escape.case"
  | "escape.plus"
  | "absent.module"
  | "absent.latest"
  | "absent.path"
  | "absent.version"
  | "absent.mod"
  | "absent.zip"
  | "sumdb.supported"
  | "sumdb.unknown"
  | "sumdb.lookup"
  | "sumdb.latest"
  | "sumdb.tile"
  | "toolchain.list"
  | "toolchain.info"
  | "toolchain.zip"
  | "path.dots"
  | "method.post"
  | "time.first-byte";
export interface Conformance extends Versioned {
  url: string;
  ok: boolean;
  summary: { ok: number; error: number; warning: number; info: number; skipped: number };
  /** Stable ids, `area.what` (`list.content`, `absent.version`, `zip.hash`, `sumdb.lookup` …). `seen` names the class of what came: `404`, `500`, `403`, `200 html`, `timeout` … */
  points: {
    id: ConformancePoint;
    status: "ok" | "error" | "warning" | "info" | "skipped";
    ms: number;
    expected: string;
    seen: string;
    goDoes: string | null;
  }[];
}
export interface GatewayStatus extends Versioned {
  engine: "nginx";
  running: boolean;
  url: string;
  pid: number | null;
  config: string;
  state: string;
  cache: { bytes: number; files: number; cap: number };
  requests: {
    total: number;
    hits: number;
    misses: number;
    stale: number;
    failed: number;
    since: string;
  } | null;
  mirrors: {
    id: string;
    url: string;
    asked: number;
    failures: number;
    p50: number | null;
    down: boolean;
  }[];
  inUse: boolean;
}
/** `gateway init` and `gateway up|down` print Changed, `test --conformance` prints Conformance, `version` prints Version. */
export interface Version extends Versioned {
  version: string;
  node: string;
  go: string | null;
  platform: string;
  paths: Record<string, string>;
}
