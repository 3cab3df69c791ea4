import { type Note, note } from "../../findings.ts";
import { correctGoproxy } from "./correct-goproxy.ts";
import { correctGosumdb } from "./correct-gosumdb.ts";
import { otherVersions } from "./rule-changes.ts";
import { goauthError } from "./goauth.ts";
import { type ProxyEntry, parseGoproxy } from "./goproxy.ts";
import { parseGosumdb } from "./gosumdb.ts";
import { govcsError } from "./govcs.ts";
import {
  literalNotes,
  patternNotes,
  sumdbNotes,
  toolchainNotes,
  unwritableWords,
} from "./notes.ts";
import { splitPatterns } from "../patterns/patterns.ts";
import { proxyNotes } from "./proxy-notes.ts";
import { redactGoWords, redactText, redactValue } from "../text/redact.ts";
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
  entries?: ProxyEntry[];
  warnings: Note[];
}

/** How the values of a key are judged of which go refuses some; all others are lists of patterns. */
interface Rule {
  /** The minor version since which the key means something. */
  since: number;
  refusal(value: string, at: JudgeAt): string | null;
  /** What else is to be known of a value that go accepts. */
  notes?(value: string, at: JudgeAt): Note[];
  /** What was meant by a value that is odd. */
  correct?(value: string): string | null;
  /** Its empty value, stored, is not the same as none at all. */
  notEmpty?: true;
}

/** It has no words there. */
const panics = "";

const rules: Readonly<Record<string, Rule>> = {
  GOPROXY: {
    since: 0,
    refusal: (value, at) => parseGoproxy(value, at).error,
    notes: (value, at) => proxyNotes(value, parseGoproxy(value, at), at),
    correct: correctGoproxy,
    notEmpty: true,
  },
  GOSUMDB: {
    since: 0,
    refusal(value, { version }) {
      const read = parseGosumdb(value, version);
      return read.makesGoPanic ? panics : read.error;
    },
    notes: (value, at) => sumdbNotes(value, parseGosumdb(value, at.version), at),
    correct: correctGosumdb,
    notEmpty: true,
  },
  GOVCS: { since: 16, refusal: (value, { version }) => shown(govcsError(value, version), value) },
  GOTOOLCHAIN: {
    since: 21,
    refusal: (value, { version }) => shown(parseGotoolchain(value, version).error, value),
    notes: (value, at) => toolchainNotes(value, parseGotoolchain(value, at.version), at),
    notEmpty: true,
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

/**
 * Judges a value as the given go does when it uses it, and says what else should be known about it. An empty
 * value is judged as one that is stored in the env file.
 */
export function judge(key: JudgedKey, value: string, at: JudgeAt): Judgement {
  const unwritable = unwritableWords(key, value);
  if (unwritable !== null) return { valid: false, message: unwritable, warnings: [] };
  const rule = rules[key];
  const refusal = refusalOf(key, value, at);
  const valid = refusal === null;
  const entries = key === "GOPROXY" && valid ? parseGoproxy(value, at).entries : undefined;
  const warnings = literalNotes(key, value, valid);
  if (rule === undefined) warnings.push(...patternNotes(key, value, at));
  else if (valid) warnings.push(...(rule.notes?.(value, at) ?? []));
  if (value === "" && rule?.notEmpty) {
    warnings.push(note("go.env-empty-value", "warning", { key }));
  }
  const isOdd = warnings.some(({ code }) => code === "go.env-literal" || code === "proxy.unusable");
  const corrected = valid && !isOdd ? null : (rule?.correct?.(value) ?? null);
  if (corrected !== null) {
    const args = { key, corrected: redactValue(corrected) };
    warnings.push(note("go.value-corrected", "info", args));
  }
  const versions = elsewhere(rule, value, at);
  if (versions !== null) warnings.push(note("go.value-by-version", "warning", { key, versions }));
  return {
    valid,
    message: refusal === panics ? null : refusal,
    ...(refusal === panics ? { panics: true } : {}),
    ...(entries === undefined ? {} : { entries }),
    warnings,
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
