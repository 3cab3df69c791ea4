import type { OwnMirror } from "../catalog/catalog.ts";
import { type FindingCode, type Note, note } from "../findings.ts";
import { parseGoproxy } from "../go/values/goproxy.ts";
import { parseGosumdb } from "../go/values/gosumdb.ts";
import {
  judge,
  type JudgeAt,
  type JudgedKey,
  type GoVerdict,
  unwritableWords,
} from "../go/values/judge.ts";
import { redactSetting, redactValue } from "../go/text/redact.ts";
import { parseGotoolchain } from "../go/values/toolchain.ts";
import { correct } from "./correct.ts";
import { withoutComment } from "../go/text/pasted.ts";
import { isSwitch } from "./words.ts";
import { proxyNotes } from "./proxy-remarks.ts";
import {
  goauthNotes,
  govcsNotes,
  literalNotes,
  noSumdbNotes,
  patternNotes,
  sumdbNotes,
  toolchainNotes,
  unexpandedNotes,
} from "./value-remarks.ts";

/** What is known of the machine beside the value. */
export interface Known extends JudgeAt {
  /** The effective GOPROXY, for what GOSUMDB, GOINSECURE and GOTOOLCHAIN mean beside it. */
  goproxy?: string;
  own?: readonly OwnMirror[];
}

/** Go's verdict on a value, and what else should be known about it. */
export interface Advice extends GoVerdict {
  warnings: Note[];
}

/** What is known of a value: the one list of remarks from which every verb speaks. */
export function advise(key: JudgedKey, value: string, known: Known): Advice {
  const verdict = judge(key, value, known);
  const { valid, otherVersions } = verdict;
  if (unwritableWords(key, value) !== null) return { ...verdict, warnings: [] };
  const warnings = remarksOn(key, value, known, valid);
  if (value === "" && emptyMatters.has(key)) {
    warnings.push(note("go.env-empty-value", "warning", { key }));
  }
  const meant = correct(key, value);
  if (meant !== null) {
    const shown = redactSetting(key, meant);
    // PowerShell joins the parts of a list without quotes by blanks, and some values have blanks of their own.
    const isJoined = !/^GO(?:SUMDB|AUTH)$/.test(key) && value === meant.replaceAll(",", " ");
    const args = { key, corrected: shown, ...(isJoined && { joined: true as const }) };
    const found = note("go.value-corrected", "info", args);
    warnings.push({ ...found, corrected: { key, value: shown } });
  }
  if (otherVersions !== null) {
    warnings.push(note("go.value-by-version", "warning", { key, versions: otherVersions }));
  }
  return { ...verdict, warnings };
}

/** What should be known of a value, whose verdict is known; not what was meant by it, which takes longer to tell. */
export function remarksOn(key: JudgedKey, value: string, known: Known, valid: boolean): Note[] {
  return [
    ...literalNotes(key, value, valid),
    // Of a proxy that go takes, proxy.unusable tells.
    ...(key === "GOPROXY" && valid ? [] : unexpandedNotes(key, value)),
    ...remarks(key, value, valid, known),
  ];
}

/** Whose empty value, stored, is not the same as none at all. */
const emptyMatters = new Set<JudgedKey>(["GOPROXY", "GOSUMDB", "GOTOOLCHAIN"]);

function remarks(key: JudgedKey, value: string, valid: boolean, known: Known): Note[] {
  switch (key) {
    case "GOPROXY":
      return valid ? proxyNotes(value, parseGoproxy(value, known), known) : refusedProxy(value);
    case "GOSUMDB":
      return valid
        ? sumdbNotes(value, parseGosumdb(value, known.version), known)
        : noSumdbNotes(value);
    case "GOTOOLCHAIN":
      return valid ? toolchainNotes(value, parseGotoolchain(value, known.version), known) : [];
    case "GOVCS":
      return valid ? govcsNotes(value) : [];
    case "GOAUTH":
      return goauthNotes(value);
    default:
      return patternNotes(key, value, known);
  }
}

/** Of a list that go refuses, what a word of another setting and a proxy for web traffic tell. */
function refusedProxy(value: string): Note[] {
  const word = withoutComment(value)
    .split(/[,|;\s]+/)
    .find((one) => isSwitch(one) && !/^(?:direct|off)$/i.test(one));
  if (word !== undefined) {
    return [note("go.not-a-switch", "warning", { key: "GOPROXY", word, meant: null })];
  }
  const socks = /\bsocks[45]?[ah]?:\/\/[^,|\s]+/i.exec(value)?.[0];
  if (socks === undefined) return [];
  const args = { url: redactValue(socks), variable: "ALL_PROXY" };
  return [note("proxy.is-http-proxy", "warning", args)];
}

/** Remarks on what go takes and what can never work: nothing of the kind is written without `--force`. */
const impossible = new Set<FindingCode>([
  "go.unexpanded",
  "go.not-a-switch",
  "private.is-mirror",
  "private.never-matches",
  "proxy.not-a-proxy",
  "proxy.retired",
  "proxy.unusable",
  "proxy.is-http-proxy",
  "proxy.credentials-refused",
  "sumdb.retired",
  "sumdb.unsupported-scheme",
]);

/** The remark that says why a value can never do what is wanted; null for one that can. */
export function whyImpossible(found: readonly Note[]): Note | null {
  return found.find(({ code, severity }) => severity !== "info" && impossible.has(code)) ?? null;
}
