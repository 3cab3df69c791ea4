import type { Severity } from "../contract.ts";
import type { FailureArgs } from "../errors.ts";
import type { FindingArgs } from "../findings.ts";
import type { DoctorText } from "./en/doctor.ts";
import type { HelpText } from "./en/help.ts";
import type { MeasureText } from "./en/measure.ts";
import type { OutputText } from "./en/output.ts";
import type { PrivateText } from "./en/private.ts";
import type { ShellText } from "./en/shell.ts";
import type { Topic } from "./en/topics.ts";
import type { TeamText } from "./en/team.ts";
import type { WhyText } from "./en/why.ts";

/** Text for an error: what is wrong and where, and the hint that corrects it. */
export interface ErrorText {
  message: string;
  hint: string | null;
}

export type FindingsText = { [C in keyof FindingArgs]: (args: FindingArgs[C]) => string };
export type ErrorsText = { [K in keyof FailureArgs]: (args: FailureArgs[K]) => ErrorText };

/** Everything that a user reads. A key that one language lacks does not compile. */
export interface Text {
  lang: "en" | "zh";
  doctor: () => Promise<DoctorText>;
  /** Loaded where one is to be told. */
  errors: () => Promise<ErrorsText>;
  help: () => Promise<HelpText>;
  topics: () => Promise<Record<Topic, string>>;
  /** What `doctor --explain` says; long, and loaded for it alone. */
  explanations: () => Promise<Record<keyof FindingArgs, string>>;
  /** Loaded where there is something to remark. */
  findings: () => Promise<FindingsText>;
  /** Of `test`, loaded for it alone. */
  measure: () => Promise<MeasureText>;
  output: OutputText;
  private: PrivateText;
  team: TeamText;
  why: WhyText;
  shell: ShellText;
  severity: Record<Severity, string>;
}
