import type { ByHand, Note } from "../../findings.ts";
import type { Facts } from "../facts.ts";
import type { Remark } from "../finding.ts";

/** What to do about a finding: one command that works when it is pasted, or why there is none. */
export interface NextStep {
  command: string | null;
  remarks: Remark[];
}

/** What a step depends on: the settings, the shell that is to run it, and who asks. */
export type Here = Pick<Facts, "at" | "settings" | "terminal" | "proxyVariable">;

export interface About {
  /** The module that could not be had; null where none is known. */
  module: string | null;
  byEditor?: boolean;
  /** It was seen here and now, not in a log. */
  isLive?: boolean;
}

export function run(command: string): NextStep {
  return { command, remarks: [] };
}

export function byHand(how: ByHand): NextStep {
  return { command: null, remarks: [{ what: "by-hand", how }] };
}

/** Whom a finding is about, without the port. */
export function hostOf({ args }: Note): string {
  const { host, url } = args as { host?: string; url?: string };
  return (host ?? hostIn(url ?? "")).replace(/:\d+$/, "");
}

export function hostIn(url: string): string {
  return /^[a-z]+:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(url)?.[1] ?? "";
}
