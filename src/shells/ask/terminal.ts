import type { Env } from "../../context.ts";

/** How a terminal starts a shell; which of the two it does differs by system (ssh, tmux, macOS: login). */
export interface Start {
  kind: "interactive" | "login";
  /** The arguments with which it runs this command once it has read its startup files. */
  args(command: string): string[];
  argv0?: string;
  /** It takes commands from its input alone. */
  typed?: boolean;
}

/** Both starts of a shell that takes `-ic` and `-lic`. */
export const interactive: Start = { kind: "interactive", args: (command) => ["-ic", command] };
export const asLogin: Start = { kind: "login", args: (command) => ["-lic", command] };

/** What a shell is given so that it tells what it does. */
export interface Traced {
  /** Before the arguments of the start, or in their place. */
  args?: readonly string[];
  instead?: (command: string) => string[];
  env?: Env;
}

/** One thing that a shell did while it read its startup files. */
export interface Step {
  /** As the shell says it; null: it does not say. */
  file: string | null;
  /** null: it does not say. */
  line: number | null;
  command: string;
  /** The last line of its statement, where the shell tells. */
  end?: number;
  /** What it did to a variable, where the shell tells. */
  set?: { key: string; value: string };
  /** The wanted variables as they were before it, in their order, where the shell tells them. */
  values?: readonly string[];
}

export interface TraceAt {
  keys: readonly string[];
  /** The program, links followed. */
  program: string;
  start: Start;
  /** Whether the shell runs as root. */
  root: boolean;
  /** A folder for files of the trace's own; it goes away afterwards. */
  folder: string;
}

/** The trace of one shell: how it is asked for, and how it reads. */
export interface Tracing {
  /** `write` makes a file in the folder. */
  prepare(at: TraceAt, write: (name: string, text: string) => string): Traced;
  read(output: string, at: TraceAt): Step[];
}
