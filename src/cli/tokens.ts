import type { Flag } from "./verbs.ts";

/** A piece of a command line; flags by the name of the table, `written` as the user gave it. */
export type Token =
  | { kind: "word"; word: string }
  | { kind: "flag"; name: string; written: string; value: string | null; inline: boolean }
  | { kind: "end" };

/**
 * What the words of a command line are: flags (`--name`, `--name=value`, `--name value`, `-x`, `-xy`, `-xvalue`),
 * operands, and the `--` after which all are operands. As util.parseArgs of node reads them, of which loading alone
 * would cost more than everything that is done with a command line here.
 */
export function tokens(argv: readonly string[], known: Readonly<Record<string, Flag>>): Token[] {
  const found: Token[] = [];
  const takesValue = (name: string): boolean =>
    Object.hasOwn(known, name) && known[name]?.value !== undefined;
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === "--") {
      const rest = argv.slice(at + 1).map((one): Token => ({ kind: "word", word: one }));
      return [...found, { kind: "end" }, ...rest];
    }
    const flag = (name: string, written: string, inline: string | undefined): void => {
      const isNext = inline === undefined && takesValue(name);
      const value = inline ?? (isNext ? argv[++at] : undefined) ?? null;
      found.push({ kind: "flag", name, written, value, inline: inline !== undefined });
    };
    if (word.startsWith("--")) {
      const cut = word.indexOf("=");
      const name = cut < 0 ? word : word.slice(0, cut);
      flag(name, name, cut < 0 ? undefined : word.slice(cut + 1));
    } else if (/^-./s.test(word)) shorts(word, known, takesValue, flag);
    else found.push({ kind: "word", word });
  }
  return found;
}

/** `-xy` is `-x -y`; the first one that takes a value takes the rest of the word for it. */
function shorts(
  word: string,
  known: Readonly<Record<string, Flag>>,
  takesValue: (name: string) => boolean,
  flag: (name: string, written: string, inline: string | undefined) => void,
): void {
  const letters = Array.from(word.slice(1));
  for (const [at, letter] of letters.entries()) {
    const written = `-${letter}`;
    const [name = written] = Object.entries(known).find(([, one]) => one.short === written) ?? [];
    const rest = letters.slice(at + 1).join("");
    if (takesValue(name) && rest !== "") return flag(name, written, rest);
    flag(name, written, undefined);
  }
}
