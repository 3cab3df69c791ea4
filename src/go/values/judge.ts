import { goauthError, govcsError } from "./programs.ts";
import { type ProxyEntry, parseGoproxy } from "./goproxy.ts";
import { parseGosumdb } from "./gosumdb.ts";
import { splitPatterns } from "../patterns/patterns.ts";
import { redactGoWords, redactText } from "../text/redact.ts";
import { fields } from "../text/strings.ts";
import { parseGotoolchain } from "./toolchain.ts";
import { atLeast, type GoVersion } from "../version.ts";

export const judgedKeys = [
  "GOPROXY",
  "GOSUMDB",
  "GOPRIVATE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOINSECURE",
  "GOVCS",
  "GOTOOLCHAIN",
  "GOAUTH",
] as const;

export type JudgedKey = (typeof judgedKeys)[number];

export interface JudgeAt {
  version: GoVersion;
  platform: NodeJS.Platform;
  /** For GOAUTH=git; null where there is nothing at the path. */
  isFolder?: (path: string) => boolean | null;
}

export interface GoVerdict {
  valid: boolean;
  /** Go's words for an invalid value, without `go: ` and module, passwords hidden; null where go panics. */
  message: string | null;
  /** Go crashes on this value. */
  panics?: true;
  /** GOPROXY, where it is valid: what go would walk. Not redacted. */
  entries?: ProxyEntry[];
  /** The versions of go that judge the value otherwise; null: none does. */
  otherVersions: string | null;
}

/** How the values of a key are judged of which go refuses some; all others are lists of patterns. */
interface Rule {
  /** The minor version since which the key means something. */
  since: number;
  refusal(value: string, at: JudgeAt): string | null;
}

/** It has no words there. */
const panics = "";

const rules: Readonly<Record<string, Rule>> = {
  GOPROXY: { since: 0, refusal: (value, at) => parseGoproxy(value, at).error },
  GOSUMDB: {
    since: 0,
    refusal(value, { version }) {
      const read = parseGosumdb(value, version);
      return read.makesGoPanic ? panics : read.error;
    },
  },
  GOVCS: { since: 16, refusal: (value, { version }) => shown(govcsError(value, version), value) },
  GOTOOLCHAIN: {
    since: 21,
    refusal: (value, { version }) => shown(parseGotoolchain(value, version).error, value),
  },
  GOAUTH: { since: 24, refusal: (value, at) => goauthError(value, at)?.shown ?? null },
};

/** Go repeats parts of a value in its words; without an `@` in it none of them is a password. */
const shown = (error: string | null, value: string) =>
  error && (value.includes("@") ? redactGoWords(error) : redactText(error));

/** Go's words against a value, `panics` where it crashes on it; null for one that it accepts. */
export function refusalOf(key: string, value: string, at: JudgeAt): string | null {
  return rules[key]?.refusal(value, at) ?? null;
}

/** Judges a value as the given go does when it uses it. An empty value is judged as one that is stored in the env file. */
export function judge(key: JudgedKey, value: string, at: JudgeAt): GoVerdict {
  const unwritable = unwritableWords(key, value);
  if (unwritable !== null) return { valid: false, message: unwritable, otherVersions: null };
  const refusal = refusalOf(key, value, at);
  const valid = refusal === null;
  const crashes = refusal === panics;
  return {
    valid,
    message: crashes ? null : refusal,
    ...(crashes ? { panics: true } : {}),
    ...(key === "GOPROXY" && valid ? { entries: parseGoproxy(value, at).entries } : {}),
    otherVersions: elsewhere(rules[key], value, at),
  };
}

/** The other versions that judge the value otherwise. */
function elsewhere(rule: Rule | undefined, value: string, at: JudgeAt): string | null {
  if (rule === undefined) {
    // One slash at the end is dropped since go 1.18; before that such a pattern matched nothing.
    const slash = splitPatterns(value).some((pattern) => /[^/]\/$/.test(pattern));
    return slash ? otherVersions(at.version, 0, (version) => atLeast(version, 18)) : null;
  }
  // A go that does not know the key yet does not count, unless it is the one at hand.
  const from = atLeast(at.version, rule.since) ? rule.since : 0;
  return otherVersions(at.version, from, (version) => {
    return rule.refusal(value, { ...at, version }) === null;
  });
}

/** Go's words where GOFLAGS stops every command; null for flags. Source: cmd/go/internal/base/goflags.go InitGOFLAGS. */
export function goflagsRefusal(value: string): string | null {
  const word = fields(value)[0] ?? "-";
  return /^["']?-/.test(word) ? null : `parsing $GOFLAGS: non-flag "${word}"`;
}

/** Go's words where `go env -w` refuses a value of every key. Source: cmd/go/internal/envcmd checkEnvWrite. */
export function unwritableWords(key: string, value: string): string | null {
  const what = /\p{Surrogate}/u.test(value)
    ? "UTF-8"
    : value.includes("\0")
      ? "NUL"
      : /[\v\r\n]/.test(value)
        ? "newline"
        : null;
  return what && `invalid ${what} in ${key}=... value`;
}

/** The first release of every stretch in which go judges values alike. */
const starts =
  "1.15 1.16 1.18 1.19 1.21 1.21.1 1.24 1.24.8 1.24.10 1.25 1.25.2 1.25.4 1.25.8 1.26 1.26.1 1.26.2 1.27".split(
    " ",
  );

const epochs: GoVersion[] = starts.map((start) => {
  const [, minor, patch = "0"] = start.split(".");
  return { minor: Number(minor), patch: Number(patch), text: `go${start}` };
});

/**
 * The go versions, from `since` on, for which a judgement is another one than for the version at hand: null, or
 * a list such as `≤ go1.20, go1.24.8–go1.25.1`.
 */
export function otherVersions<T>(
  at: GoVersion,
  since: number,
  judged: (version: GoVersion) => T,
): string | null {
  const here = judged(at);
  const differs = epochs.map((epoch) => atLeast(epoch, since) && judged(epoch) !== here);
  const ranges: string[] = [];
  for (let first = differs.indexOf(true); first !== -1; first = differs.indexOf(true, first)) {
    const behind = differs.indexOf(false, first);
    const next = behind === -1 ? differs.length : behind;
    ranges.push(range(first, next, since));
    first = next;
  }
  return ranges.length === 0 ? null : ranges.join(", ");
}

/** The stretches from one to the one before another, in words. */
function range(first: number, next: number, since: number): string {
  const from = epochs[first]!;
  const after = epochs[next];
  if (after === undefined) return `≥ ${from.text}`;
  const inMinor = after.patch > 0;
  const minor = inMinor ? after.minor : after.minor - 1;
  const to = inMinor
    ? `go1.${minor}.${after.patch - 1}`
    : `go1.${minor}${from.minor === minor && from.patch > 0 ? ".x" : ""}`;
  if (first === 0 && since <= from.minor) return `≤ ${to}`;
  return from.text === to || to === `${from.text}.0` ? to : `${from.text}–${to}`;
}
