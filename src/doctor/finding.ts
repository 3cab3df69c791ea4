import type { Severity } from "../contract.ts";
import { type ByHand, type FindingCode, type FindingArgs, type Note, note } from "../findings.ts";
import type { Overriding } from "../shells/install.ts";

/** What a repair does. Lines and values are those of Go's env file. */
export type Repair =
  /** null: unset. */
  | { what: "value"; key: string; value: string | null }
  /** The line (from 1) becomes this text, in UTF-8. */
  | { what: "line"; line: number; text: string }
  /** The file is UTF-16 and becomes UTF-8. */
  | { what: "encoding" }
  /** Our own files that carry settings to shells are brought up to date. */
  | { what: "refresh" }
  /** A line of a startup file loses the carriage return at its end. */
  | { what: "carriage-return"; file: string; line: number }
  /** Only with consent: lines of the user's own go out of effect, and settings are brought to values (null: unset). */
  | {
      what: "settings";
      values: Readonly<Record<string, string | null>>;
      /** The variables that those lines set; the lines are found when the user's shell is asked. */
      variables: readonly string[];
      lines: readonly Overriding[];
    };

/** Whether a repair changes what somebody wrote on purpose, and is made with consent to this very one alone. */
export function needsConsent({ what }: Repair): boolean {
  return what === "settings";
}

/** Where the fault stands. */
export type Where = "environment" | { file: string; line: number | null };

/** What is said of a finding behind its message. */
export type Remark =
  /** What could not be had because of it: some of them, and how many more. */
  | { what: "modules"; named: readonly string[]; more: number }
  | { what: "retired"; instead: string }
  /** The host is where a mirror of the catalog sends go on to. */
  | { what: "mirror-behind"; host: string; mirror: string }
  | { what: "private"; host: string }
  | { what: "editor" }
  /** No command mends it. */
  | { what: "by-hand"; how: ByHand };

/** A finding, where it stands, and the repair of it. */
export type Diagnosis = Note & {
  where?: Where;
  repair?: Repair;
  /** The command for where the repair turns out to be impossible. */
  otherwise?: string;
  remarks?: readonly Remark[];
};

/** What doctor knows of a finding besides; `command`: what mends it, where no repair does. */
export interface FindingDetails {
  where?: Where | null;
  repair?: Repair | null;
  command?: string | null;
  remarks?: readonly Remark[];
}

/** A finding of a check; `severity` as the check judges it, which need not be the usual one. */
export function finding<C extends FindingCode>(
  code: C,
  severity: Severity,
  args: FindingArgs[C],
  more?: FindingDetails,
): Diagnosis {
  return diagnosis(note(code, severity, args), more);
}

/** A note of a rule of go as a finding: the command that mends it is `doctor --fix` where there is a safe repair. */
export function diagnosis(
  found: Note,
  { where, repair, command, remarks = [] }: FindingDetails = {},
): Diagnosis {
  const fix = repair
    ? { command: "goproxy-cfg doctor --fix", safe: !needsConsent(repair) }
    : command
      ? { command, safe: false }
      : null;
  return {
    ...found,
    ...(fix === null ? {} : { fix }),
    ...(where ? { where } : {}),
    ...(repair ? { repair } : {}),
    ...(repair && command ? { otherwise: command } : {}),
    ...(remarks.length > 0 ? { remarks } : {}),
  };
}
