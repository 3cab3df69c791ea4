import type { Setting, Severity } from "../contract.ts";
import { type FindingCode, type Literal, note, type Note } from "../findings.ts";
import { literalNotes } from "../advice/value-remarks.ts";
import { type JudgeAt, type JudgedKey, refusalOf } from "../go/values/judge.ts";
import { advise, type Advice, type Known } from "../advice/advise.ts";
import {
  type Diagnosis,
  diagnosis,
  type FindingDetails,
  type Repair,
  type Where,
} from "./finding.ts";
import { correctGoproxy } from "../advice/correct-goproxy.ts";
import { correctGosumdb } from "../advice/correct-gosumdb.ts";
import { trimSpace } from "../go/text/strings.ts";
import { invisible, narrow, stripped, strippedEnd, withoutComment } from "../go/text/pasted.ts";
import { atLeast } from "../go/version.ts";

/** A setting in effect, with everything that can be told from its value. */
export interface SettingValue {
  key: JudgedKey;
  setting: Setting;
  /** As go sees it. */
  value: string;
  /** Whether go takes it as it is. */
  accepted: boolean;
  /** Without what slipped in; the same as `value` where nothing did. */
  meant: string;
  /** What was meant is another value than the one that is there, and go takes it. */
  slipped: boolean;
  /** How go judges what was meant. */
  judged: Advice;
  /** Where it stands; null: go's own default. */
  where: Where | null;
}

export function settingValueOf(key: JudgedKey, setting: Setting, at: Known): SettingValue {
  const { value } = setting;
  const cleaned = cleanValue(key, value);
  const meant = slipIn(key, value, at) === null ? value : cleaned;
  const slipped = meant !== value && accepts(key, meant, at);
  const judgement = advise(key, meant, at);
  // That an empty value means something else elsewhere, its own code says.
  const warnings = judgement.warnings.filter(
    ({ code }) => meant !== "" || code !== "go.value-by-version",
  );
  const judged = { ...judgement, warnings };
  const accepted = accepts(key, value, at);
  return { key, setting, value, accepted, meant, slipped, judged, where: whereIs(setting) };
}

/**
 * What became part of a value and was not meant to: a carriage return, quotes, spaces, a comment. One value, one
 * finding: of a value in quotes in a Windows file the quotes tell more.
 */
export function slipIn(key: string, value: string, at: JudgeAt): Note | null {
  const slip = (what: Literal, text = "") => note("go.env-literal", "warning", { key, what, text });
  const plain = strippedEnd(value, "\r");
  const [found = plain === value ? null : slip("carriage-return")] = isPath(key)
    ? pathSlips(plain, slip)
    : literalNotes(key, plain, accepts(key, plain, at));
  return found;
}

function isPath(key: string): boolean {
  return /^GO(?:PATH|MODCACHE|CACHE|BIN|ROOT|TMPDIR|111MODULE)$/.test(key);
}

/** Of other settings only what is beyond doubt. */
function pathSlips(value: string, slip: (what: Literal, text?: string) => Note): Note[] {
  const quote = /^(["']).*\1$/.exec(value)?.[1];
  if (quote !== undefined) return [slip("quotes", quote)];
  return /\s#/.test(value) ? [slip("comment")] : value.trim() === value ? [] : [slip("space")];
}

export function whereIs({ origin }: Setting): Where | null {
  const { kind, file, line = null, setBy } = origin;
  if (setBy !== undefined) return { file: setBy.file, line: setBy.line || null };
  if (kind === "os") return "environment";
  return file === undefined ? null : { file, line };
}

/** To bring a setting to another value: where Go's env file decides it; with consent, where a startup file does. */
export function repairOf(
  { setting }: Pick<SettingValue, "setting">,
  value: string | null,
): Repair | null {
  const { key, origin } = setting;
  const values = value === null ? {} : { [key]: value };
  if (origin.kind === "os") return { what: "settings", values, variables: [key], lines: [] };
  return origin.kind !== "file" && value === null ? null : { what: "value", key, value };
}

/** With consent, to put the line of a startup file that sets it out of effect; null where none does. */
export function ofStartup(setting: Setting | undefined): Repair | null {
  return setting?.origin.kind === "os" ? repairOf({ setting }, null) : null;
}

/** How doctor tells a warning: with another severity, with what mends it; null: not at all. */
type Override = (FindingDetails & { severity?: Severity }) | null;
type Overrides = {
  [C in FindingCode]?: Override | ((found: Extract<Note, { code: C }>) => Override);
};

/** What `validate` warns of, where the value stands; of codes that have no manner nothing is told. */
export function diagnosesOf({ judged, where }: SettingValue, manners: Overrides): Diagnosis[] {
  return judged.warnings.flatMap((found) => {
    const manner = manners[found.code];
    const more = typeof manner === "function" ? manner(found as never) : manner;
    if (!more) return [];
    const { severity = found.severity } = more;
    return [diagnosis({ ...found, severity } as Note, { where, ...more })];
  });
}

/** Another go would judge it otherwise: worth knowing. */
export const byVersion = { "go.value-by-version": { severity: "info" } } as const;

/** Settings whose quotes mean something to go. */
const quoted = /^(?:GOAUTH|GOFLAGS|CC|CXX|GOGCCFLAGS|GOCACHEPROG|CGO_.*)$/;

/** A value as it was surely meant, without what a file or a keyboard slipped in; the same where nothing was. */
export function cleanValue(key: string, value: string): string {
  const plain = strippedEnd(value, "\r");
  if (key === "GOPROXY") return correctGoproxy(plain) ?? plain;
  if (key === "GOSUMDB") return correctGosumdb(plain) ?? trimmedIfOdd(plain);
  if (quoted.test(key)) return key === "GOAUTH" ? plain : trimSpace(withoutComment(plain));
  return trimmedIfOdd(plain);
}

function trimmedIfOdd(value: string): string {
  const text = withoutComment(narrow(value.replace(invisible, "")));
  return stripped(trimSpace(text), "\"'` \t\r");
}

/** Whether go takes a value as it stands in a file or in the environment, carriage returns and all. */
export function accepts(key: string, value: string, at: JudgeAt): boolean {
  if (key !== "GO111MODULE") return refusalOf(key, value, at) === null;
  return atLeast(at.version, 11) && ["", "on", "off", "auto"].includes(value);
}
