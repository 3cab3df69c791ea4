import type { Context } from "./context.ts";
import type { Finding } from "./contract.ts";
import type { Machine } from "./go/machine/layers.ts";
import type { Note } from "./findings.ts";
import type { Text } from "./text/shape.ts";

/** The flags that every verb takes. */
export interface Flags {
  json?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  quiet?: boolean;
  debug?: boolean;
  color?: boolean;
  lang?: string;
  go?: string;
}

/** What a verb works with: the outside world, the flags and the words. */
export interface App {
  ctx: Context;
  flags: Flags;
  text: Text;
  /** What there is to know of go; it is asked once. Throws Failure `go-unusable`. */
  go(): Promise<Machine>;
  /** Has a person read this on stderr before the verb ends; it is made harmless, and ends with a line break. */
  tell(lines: string): void;
  /** Called by a verb that answers Ctrl-C itself: it soon ends with what it has, and exit code 130. */
  handlesInterrupt?: () => void;
}

/** The few styles that the output uses; each returns its text unchanged where colour is off. */
export type Paint = Record<
  "bold" | "dim" | "green" | "yellow" | "red" | "cyan",
  (text: string) => string
>;

/** What a renderer needs to turn a document into lines for a person. */
export interface View {
  text: Text;
  paint: Paint;
  /** Columns of the terminal; 0 where there is none. */
  columns: number;
  /** The user's home folder, shown as `~`; null where there is none. */
  home: string | null;
  /** A question about it follows. */
  asks?: boolean;
}

/** What a verb ends with: one document, and how a person sees it. */
export interface Outcome {
  exit: number;
  document: object;
  /** The lines for a person; renderers are imported only when they are needed. */
  render(view: View): Promise<string> | string;
  /** What goes to stderr beside it: warnings. */
  remarks?: Finding[];
  /** Values are printed whole: `env` alone. */
  unredacted?: boolean;
  /** The document goes to stderr with --json, and nothing without: stdout is somebody else's. */
  toStderr?: true;
  /** This process ends by the signal that ended the command which it stood for. */
  signal?: NodeJS.Signals;
}

/** What puts a note into words. */
export async function wording(text: Text): Promise<(note: Note) => Finding> {
  const words = await text.findings();
  return ({ code, severity, args, fix }) => {
    const say = words[code] as (args: Note["args"]) => string;
    const finding = {
      code,
      severity,
      args: args as Record<string, unknown>,
      message: say(args),
    };
    return fix === undefined
      ? finding
      : { ...finding, fix: { ...fix, description: text.output.fixWith(fix.command) } };
  };
}

/** Notes in words, which are loaded only where there is a note. */
export async function worded(text: Text, notes: readonly Note[]): Promise<Finding[]> {
  return notes.length === 0 ? [] : notes.map(await wording(text));
}
