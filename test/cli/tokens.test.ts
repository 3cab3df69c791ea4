import { parseArgs } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { type Token, tokens } from "../../src/cli/tokens.ts";
import { type Flag, globalFlags, verbs } from "../../src/cli/verbs.ts";

const known: Readonly<Record<string, Flag>> = {
  ...globalFlags,
  ...verbs.use.flags,
  ...verbs.check.flags,
  ...verbs.doctor.flags,
};

/** What node makes of the same words. */
function nodesTokens(argv: string[]): Token[] {
  const options = Object.fromEntries(
    Object.entries(known).map(([name, { short, value }]) => [
      name.slice(2),
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        ...(short === undefined ? {} : { short: short.slice(1) }),
      },
    ]),
  );
  const read = parseArgs({
    args: argv,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  return read.tokens.map((token): Token => {
    if (token.kind === "positional") return { kind: "word", word: token.value };
    if (token.kind === "option-terminator") return { kind: "end" };
    const { rawName, value = null, inlineValue = false } = token;
    const name = Object.hasOwn(known, `--${token.name}`) ? `--${token.name}` : rawName;
    return { kind: "flag", name, written: rawName, value, inline: inlineValue };
  });
}

// A dash inside of short flags (`-n-`) is an end of the flags to node, by an oversight.
const isOdd = (word: string) => /^-[^-].*-/s.test(word);

it("a command line is read as node's parseArgs reads it", () => {
  const names = Object.entries(known).flatMap(([name, { short = name }]) => [name, short]);
  const word = fc.oneof(
    fc.constantFrom(...names, "--", "-", "", "-nq", "-qy", "-ex", "-ye=", "--unknown", "-z", "-qz"),
    fc.constantFrom("use", "cn", "any", "=", "https://a.example,direct", "值"),
    fc
      .tuple(fc.constantFrom(...names, "--odd"), fc.string({ maxLength: 4 }))
      .map((pair) => pair.join("=")),
  );
  fc.assert(
    fc.property(
      fc.array(
        word.filter((one) => !isOdd(one)),
        { maxLength: 6 },
      ),
      (argv) => {
        expect(tokens(argv, known)).toEqual(nodesTokens(argv));
      },
    ),
    { numRuns: 2000 },
  );
});
