import { type Note, note } from "../../findings/findings.ts";
import { correctGoproxy } from "./correct-goproxy.ts";
import { correctGosumdb } from "./correct-gosumdb.ts";
import { otherVersions } from "./epochs.ts";
import { goauthError } from "./goauth.ts";
import { type Entry, parseGoproxy } from "./goproxy.ts";
import { parseGosumdb } from "./gosumdb.ts";
import { govcsError } from "./govcs.ts";
import { literalNotes } from "./literal-notes.ts";
import { splitPatterns } from "../patterns/patterns.ts";
import { patternNotes, sumdbNotes, toolchainNotes } from "./notes.ts";
import { proxyNotes } from "./proxy-notes.ts";
import { redactText, redactValue } from "../text/redact.ts";
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
  /** The effective GOPROXY, for what GOSUMDB, GOINSECURE and GOTOOLCHAIN mean beside it. */
  goproxy?: string;
}

export interface Judgement {
  valid: boolean;
  /** Go's words for an invalid value, without `go: ` and module, passwords hidden; null where go panics. */
  message: string | null;
  /** Go crashes on this value. */
  panics?: true;
  /** GOPROXY, where it is valid: what go would walk. Not redacted. */
  entries?: Entry[];
  warnings: Note[];
}

/** The keys that go can refuse a value of, and the version since which they mean something. */
const since: Partial<Record<JudgedKey, number>> = {
  GOPROXY: 0,
  GOSUMDB: 0,
  GOVCS: 16,
  GOTOOLCHAIN: 21,
  GOAUTH: 24,
};

/** Keys whose empty value, stored, is not the same as none at all. */
const notEmpty = new Set<JudgedKey>(["GOPROXY", "GOSUMDB", "GOTOOLCHAIN"]);

/**
 * Judges a value as the given go does when it uses it, and says what else should be known about it. An empty
 * value is judged as one that is stored in the env file.
 */
export function judge(key: JudgedKey, value: string, at: JudgeAt): Judgement {
  const unwritable = writeError(key, value);
  if (unwritable !== null) return { valid: false, message: unwritable, warnings: [] };
  const refused = refusalOf(key, value, at);
  const valid = refused === null;
  const entries = key === "GOPROXY" && valid ? parseGoproxy(value, at).entries : undefined;
  const warnings = [
    ...literalNotes(key, value, valid),
    ...(valid ? acceptedNotes(key, value, at) : []),
  ];
  if (value === "" && notEmpty.has(key)) {
    warnings.push(note("go.env-empty-value", "warning", { key }));
  }
  const corrected = correctedValue(key, value, valid, warnings);
  if (corrected !== null) {
    const args = { key, corrected: redactValue(corrected) };
    warnings.push(note("go.value-corrected", "info", args));
  }
  const versions = elsewhere(key, value, at);
  if (versions !== null) warnings.push(note("go.value-by-version", "warning", { key, versions }));
  return {
    valid,
    message: refused?.message ?? null,
    ...(refused?.message === null ? { panics: true } : {}),
    ...(entries === undefined ? {} : { entries }),
    warnings,
  };
}

/** What `go env -w` refuses for every key. Source: cmd/go/internal/envcmd/env.go checkEnvWrite. */
function writeError(key: JudgedKey, value: string): string | null {
  if (/\p{Surrogate}/u.test(value)) return `invalid UTF-8 in ${key}=... value`;
  if (value.includes("\0")) return `invalid NUL in ${key}=... value`;
  return /[\v\r\n]/.test(value) ? `invalid newline in ${key}=... value` : null;
}

/** Null for a value that go accepts; a message of null where it panics. */
export function refusalOf(
  key: string,
  value: string,
  at: JudgeAt,
): { message: string | null } | null {
  switch (key) {
    case "GOPROXY":
      return refusal(parseGoproxy(value, at).error);
    case "GOSUMDB": {
      const { error, panics } = parseGosumdb(value, at.version);
      return panics ? { message: null } : refusal(error);
    }
    case "GOVCS":
      return refusal(shownText(govcsError(value, at.version)));
    case "GOTOOLCHAIN":
      return refusal(shownText(parseGotoolchain(value, at.version).error));
    case "GOAUTH":
      return refusal(goauthError(value, at)?.shown ?? null);
    default:
      return null;
  }
}

function refusal(message: string | null): { message: string } | null {
  return message === null ? null : { message };
}

function shownText(error: string | null): string | null {
  return error === null ? null : redactText(error);
}

function acceptedNotes(key: JudgedKey, value: string, at: JudgeAt): Note[] {
  switch (key) {
    case "GOPROXY":
      return proxyNotes(value, parseGoproxy(value, at), at);
    case "GOSUMDB":
      return sumdbNotes(value, parseGosumdb(value, at.version), at);
    case "GOTOOLCHAIN":
      return toolchainNotes(value, parseGotoolchain(value, at.version), at);
    case "GOVCS":
    case "GOAUTH":
      return [];
    default:
      return patternNotes(key, value, at);
  }
}

/** Not for a value that is well as it is. */
function correctedValue(
  key: JudgedKey,
  value: string,
  valid: boolean,
  warnings: readonly Note[],
): string | null {
  const odd = warnings.some(({ code }) => code === "go.env-literal" || code === "proxy.unusable");
  if (valid && !odd) return null;
  if (key === "GOPROXY") return correctGoproxy(value);
  return key === "GOSUMDB" ? correctGosumdb(value) : null;
}

/** The other versions that judge the value otherwise. */
function elsewhere(key: JudgedKey, value: string, at: JudgeAt): string | null {
  const first = since[key];
  if (first === undefined) {
    // One slash at the end is dropped since go 1.18; before that such a pattern matched nothing.
    const slash = splitPatterns(value).some((pattern) => /[^/]\/$/.test(pattern));
    return slash ? otherVersions(at.version, 0, (version) => atLeast(version, 18)) : null;
  }
  // A go that does not know the key yet does not count, unless it is the one at hand.
  const from = atLeast(at.version, first) ? first : 0;
  return otherVersions(at.version, from, (version) => {
    return refusalOf(key, value, { ...at, version }) === null;
  });
}
