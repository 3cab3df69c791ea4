import type { Env } from "../../src/context.ts";
import type { Lab } from "../support/lab/lab.ts";

/** A line of cases.ts, taken apart. */
export interface Typed {
  env: Env;
  args: string[];
  /** The file that is its standard input, below the home folder; null for none. */
  input: string | null;
}

/** A line as a shell would read it: variables, then words, single quotes round what is one word. */
export function typed(line: string): Typed {
  const [, command = "", input = null] = /^(.*?)(?: < (\S+))?$/s.exec(line) ?? [];
  const words = (command.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) =>
    word.replaceAll("'", ""),
  );
  const isVariable = (word: string) => /^[A-Z_][A-Z0-9_]*=/.test(word);
  const first = words.findIndex((word) => !isVariable(word));
  const args = first === -1 ? words.filter((word) => !isVariable(word)) : words.slice(first);
  const variables = words.slice(0, words.length - args.length);
  const env = Object.fromEntries(
    variables.map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
  return { env, args, input };
}

/** The line with its placeholders filled in; those of cases.ts. */
export function fill(
  line: string,
  { home, lab, ids, team }: { home: string; lab: Lab; ids: string[]; team: string },
): string {
  const values: Record<string, () => string> = {
    home: () => home,
    mirror: () => lab.url(),
    refused: () => lab.refused,
    id: () => ids[0] ?? "",
    team: () => team,
    long: () => "x".repeat(100_001),
  };
  return line
    .replace(/\{mirror ([\w=-]+)\}/g, (_, fault: string) => lab.url(fault))
    .replace(/\{(\w+)\}/g, (whole, name: string) => values[name]?.() ?? whole);
}
