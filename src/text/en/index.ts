import type { Text } from "../shape.ts";
import { output, why, team } from "./output.ts";
import { privateText } from "./private.ts";
import { shell } from "./shell.ts";

export const en: Text = {
  lang: "en",
  doctor: async () => (await import("./doctor.ts")).doctor,
  errors: async () => (await import("./errors.ts")).errors,
  help: async () => (await import("./help.ts")).help,
  topics: async () => (await import("./topics.ts")).topics,
  explanations: async () => (await import("./explain.ts")).explanations,
  findings: async () => (await import("./findings.ts")).findings,
  measure: async () => (await import("./measure.ts")).measure,
  output,
  private: privateText,
  conformance: async () => (await import("./conformance.ts")).conformance,
  run: async () => (await import("./run.ts")).run,
  team,
  why,
  shell,
  severity: { error: "error", warning: "warning", info: "note" },
};
