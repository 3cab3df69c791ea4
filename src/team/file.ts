import { Failure } from "../errors.ts";
import type { OwnMirror } from "../mirrors/own.ts";
import type { At } from "./parse.ts";
import { refused } from "./read.ts";

type Texts = string | string[];

/** What the file may set, as a whole or for one environment. */
export interface Settings {
  use?: Texts;
  fallback?: "any" | "missing";
  private?: Texts;
  sumdb?: string;
}

export interface Policy {
  allowedProxies?: Texts;
  allowSumdbOff?: boolean;
  allowInsecureHttp?: boolean;
  requiredPrivate?: Texts;
  minGo?: string;
}

export interface TeamFile {
  file: string;
  text: string;
  /** Of the file's bytes, in hexadecimal. */
  sha256: string;
  settings: Settings;
  /** Known by these names in this file alone. */
  mirrors: OwnMirror[];
  environments: Record<string, Settings & { answers?: string }>;
  policy: Policy;
  /** Where a field stands, such as `use[0]`. */
  at(field: string): At;
}

/** What is refused for what it says, with its place in the file. */
export function placed<T>(team: Pick<TeamFile, "file" | "at">, field: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === "config-invalid") throw error;
    throw refused(team.file, { what: "value", field, failure: error }, team.at(field));
  }
}
