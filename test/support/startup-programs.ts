import * as fc from "fast-check";

/** Random startup files in each language, for a comparison with what the real shell makes of them. */
export interface Language {
  /** Statements about one variable, with helpers that carry its number. */
  program(key: string, number: number): fc.Arbitrary<string>;
}

const plain = fc.constantFrom(
  "a",
  "b1",
  "https://x.cn/p",
  "代理",
  ",",
  "/",
  "%20",
  "@",
  "+",
  ":",
  "=",
  "-",
  ".",
  "corp.com/*",
);
const odd = fc.constantFrom(
  "|",
  " ",
  "  ",
  ";",
  "&",
  "(",
  ")",
  "<",
  ">",
  "#",
  "!",
  "*",
  "?",
  "[",
  "]",
  "{",
  "}",
  "~",
  "^",
  "$",
  "\t",
);

function text(...exclude: string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof(plain, odd, fc.constantFrom("'", '"', "\\", "`")), { maxLength: 5 })
    .map((parts) => parts.filter((part) => !exclude.includes(part)).join(""));
}

const join = (parts: readonly string[]) => parts.join("");
const lines = (parts: readonly string[]) => parts.join("\n");

interface PosixOptions {
  /** `$'…'` */
  ansi: boolean;
  append: boolean;
}

export function posix({ ansi, append }: PosixOptions): Language {
  const word = (n: number) => {
    const single = text("'").map((inside) => `'${inside}'`);
    const inDouble = fc.oneof(
      { weight: 4, arbitrary: text('"', "\\", "$", "`", "[") },
      fc.constantFrom(
        '\\"',
        "\\\\",
        "\\$",
        "\\`",
        "\\a",
        "\\\n",
        `$P${n}`,
        `\${P${n}}`,
        `\${P${n}:-z}`,
        `\${Q${n}:-d e}`,
        `\${P${n}:+y}`,
        `\${Q${n}+y}`,
      ),
    );
    const double = fc.array(inDouble, { maxLength: 4 }).map((parts) => `"${join(parts)}"`);
    const escaped = fc
      .oneof(odd, fc.constantFrom("'", '"', "\\"))
      .map((char) => [...char].map((one) => `\\${one}`).join(""));
    const dollar = fc.constantFrom(`$P${n}`, `\${P${n}}`);
    const escapes = fc
      .array(fc.oneof(text("'", "\\"), fc.constantFrom("\\'", "\\\\", "\\x41-", "\\101", "\\t")), {
        maxLength: 3,
      })
      .map((parts) => `$'${join(parts)}'`);
    const parts = [
      plain.filter((part) => part !== "="),
      single,
      double,
      escaped,
      dollar,
      ...(ansi ? [escapes] : []),
    ];
    return fc
      .tuple(
        fc.constantFrom("", "", "", "~/"),
        fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 4 }),
      )
      .map(([start, rest]) => start + join(rest));
  };

  return {
    program(key, n) {
      const w = word(n);
      const set = fc.oneof(
        { weight: 4, arbitrary: w.map((value) => `export ${key}=${value}`) },
        w.map((value) => `${key}=${value}\nexport ${key}`),
        w.map((value) => `export ${key}; ${key}=${value}`),
        fc.tuple(w, w).map(([helper, value]) => `P${n}=${helper}\nexport ${key}=${value}`),
        fc
          .tuple(w, w)
          .map(
            ([helper, value]) =>
              `P${n}=${helper} ; export Z${n}=1 ${key}=${value} # export ${key}=no`,
          ),
        ...(append
          ? [fc.tuple(w, w).map(([one, two]) => `export ${key}=${one}\n${key}+=${two}`)]
          : []),
      );
      const quiet = fc.oneof(
        w.map((value) => `# export ${key}=${value.replaceAll("\n", "")}`),
        w.map(
          (value) => `cat <<EOF >/dev/null\nexport ${key}=${value.replaceAll(/[$`\\]/g, "")}\nEOF`,
        ),
        w.map((value) => `cat <<-'E F' >/dev/null\nexport ${key}=${value}\n\tE F`),
        text("'").map((value) => `: 'export ${key}='\nX${n}='\nexport ${key}=${value}'`),
        w.map((value) => `${key}=${value} true`),
        w.map((value) => `export ${key}=${value} | cat`),
        w.map((value) => `( export ${key}=${value} )`.replace(/^\(/, "false && (")),
        w.map((value) => `X${n}=$(export ${key}=${value}; echo "a)b" ')' )`),
        fc.constant(`X${n}=$((1 << 2)); [ "$X${n}" = 4 ] || true`),
        w.map((value) => `f${n}() {\n  export ${key}=${value}\n}`),
      );
      const flow = fc
        .tuple(set, set, quiet)
        .chain(([a, b, c]) =>
          fc.constantFrom(
            `if true; then\n${a}\nelse\n${b}\nfi`,
            `if [ -z x ]; then ${c}\n:\nelse ${b}\nfi`,
            `case b in\n(a) ${a}\n;;\nb|c) ${b}\n;;\nesac`,
            `{\n${a}\n}`,
            `true && ${a}`,
            `for i in 1 2; do\n${a}\ndone`,
            `g${n}() {\n${a}\n}\ng${n}`,
            `${c}\n${a}`,
          ),
        );
      const evaluated = text("'", '"', "\\", "`", "$", "~", "!").map(
        (value) => `eval 'export ${key}="${value}"'`,
      );
      return fc
        .array(fc.oneof({ weight: 3, arbitrary: set }, quiet, flow, evaluated), {
          minLength: 1,
          maxLength: 4,
        })
        .map(lines);
    },
  };
}

/** One to three statements, most of which set the variable. */
function someOf(
  set: fc.Arbitrary<string>,
  quiet: fc.Arbitrary<string>,
  flow: fc.Arbitrary<string>,
): fc.Arbitrary<string[]> {
  const statement = fc.oneof({ weight: 3, arbitrary: set }, quiet, flow);
  return fc.array(statement, { minLength: 1, maxLength: 3 });
}

export const fish: Language = {
  program(key, n) {
    const single = text("'", "\\").map((inside) => `'${inside}'`);
    const inDouble = fc.oneof(
      { weight: 4, arbitrary: text('"', "\\", "$", "[") },
      fc.constantFrom('\\"', "\\\\", "\\$", "\\a", `$P${n}`, `{$P${n}}`.slice(1, -1)),
    );
    const double = fc.array(inDouble, { maxLength: 4 }).map((parts) => `"${join(parts)}"`);
    const escaped = odd.map((char) =>
      [...char].map((one) => (one === "\t" ? "\\t" : `\\${one}`)).join(""),
    );
    const bare = fc.oneof(
      plain.filter((part) => !/[*]/.test(part)),
      single,
      double,
      escaped,
      fc.constantFrom("\\'", "\\\\", `$P${n}`, `{$P${n}}`, "'\\\\\\''"),
    );
    const w = fc
      .tuple(fc.constantFrom("", "", "~/"), fc.array(bare, { minLength: 1, maxLength: 4 }))
      .map(([start, rest]) => start + join(rest));
    const flags = fc.constantFrom(
      "-gx",
      "-xg",
      "-x -g",
      "--global --export",
      "-x",
      "-Ux".replace("U", "g"),
    );
    const first = `set P${n} 'p q'`;
    const set = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.tuple(flags, w).map(([flag, value]) => `set ${flag} ${key} ${value}`),
      },
      fc.tuple(w, w).map(([a, b]) => `set -gx ${key} ${a} ${b}`),
      w.map((value) => `export ${key}=${value}`),
      fc.tuple(w, w).map(([a, b]) => `set -gx ${key} ${a}; set -a ${key} ${b} # set -gx ${key} no`),
      fc.tuple(w, w).map(([a, b]) => `set -gx ${key} ${a}; set ${key} ${b}`),
    );
    const quiet = fc.oneof(
      w.map((value) => `# set -gx ${key} ${value}`),
      w.map((value) => `begin; set -lx ${key} ${value}; end`),
      w.map((value) => `function f${n}\n  set -gx ${key} ${value}\nend`),
      fc.constant(`set -q ${key}; or true`),
      w.map((value) => `echo set -gx ${key} ${value} >/dev/null`),
    );
    const flow = fc
      .tuple(set, set)
      .chain(([a, b]) =>
        fc.constantFrom(
          `if true\n  ${a}\nelse\n  ${b}\nend`,
          `true; and ${a}`,
          `begin\n${a}\nend`,
          `for i in 1 2\n${a}\nend`,
          `test a = b; or ${b}`,
        ),
      );
    return someOf(set, quiet, flow).map((all) => lines([first, ...all]));
  },
};

export const csh: Language = {
  program(key, n) {
    const safe = ["!", "\t"];
    const single = text("'", ...safe).map((inside) => `'${inside}'`);
    const double = fc
      .array(
        fc.oneof(
          { weight: 4, arbitrary: text('"', "\\", "$", "`", "[", ":", ...safe) },
          fc.constant(`\${P${n}}`),
        ),
        { maxLength: 4 },
      )
      .map((parts) => `"${join(parts)}"`);
    const escaped = odd
      .filter((char) => !/[\t]/.test(char))
      .map((char) => [...char].map((one) => `\\${one}`).join(""));
    const bare = fc.oneof(
      plain.filter((part) => !/[*:=]/.test(part)),
      single,
      double,
      escaped,
      fc.constant(`"$P${n}"`),
    );
    const w = fc.array(bare, { minLength: 1, maxLength: 4 }).map(join);
    const first = `set P${n} = 'p q'`;
    const set = fc.oneof(
      { weight: 4, arbitrary: w.map((value) => `setenv ${key} ${value}`) },
      w.map((value) => `true; setenv ${key} ${value} # setenv ${key} no`),
      fc.constant(`setenv ${key}`),
      fc.tuple(w, w).map(([a, b]) => `set P${n} = ${a}\nsetenv ${key} "$P${n}"${b}`),
    );
    const quiet = fc.oneof(
      w.map((value) => `# setenv ${key} ${value}`),
      w.map((value) => `cat <<'E F' >/dev/null\nsetenv ${key} ${value}\n'E F'`),
      fc.constant(`if ( 1 == 2 ) setenv ${key} no`),
      w.map((value) => `echo setenv ${key} ${value} >/dev/null`),
    );
    // In what it skips, tcsh stumbles over escaped quotes and separators.
    const flow = set.map((one) => `if ( 1 == 1 ) then\n  ${one}\nelse\n  setenv ${key} no\nendif`);
    return someOf(set, quiet, flow).map((all) => lines([first, ...all]));
  },
};

/** Within a block nushell takes brackets and backquotes for real ones, though they be quoted. */
const tame = (...exclude: string[]) => text(..."`(){}[]", ...exclude);

export const nu: Language = {
  program(key) {
    const double = fc
      .array(fc.oneof(tame('"', "\\"), fc.constantFrom('\\"', "\\\\", "\\t", "\\'")), {
        maxLength: 4,
      })
      .map((parts) => `"${join(parts)}"`);
    const w = fc.oneof(
      double,
      tame("'").map((inside) => `'${inside}'`),
      tame("'", "#").map((inside) => `r#'${inside}'#`),
      tame("'", '"', "\\").map((inside) => `$"${inside}"`),
    );
    const set = fc.oneof(
      { weight: 3, arbitrary: w.map((value) => `$env.${key} = ${value}`) },
      w.map((value) => `load-env { ${key}: ${value} }`),
      w.map((value) => `load-env {\n  A: "x",\n  ${key}: ${value}\n}`),
      fc.tuple(w, w).map(([a, b]) => `$env.${key} = ${a}\n$env.${key} = ${b}`),
    );
    const quiet = fc.oneof(
      w.map((value) => `# $env.${key} = ${value}`),
      w.map((value) => `let f = {|| $env.${key} = ${value} }`),
      w.map((value) => `let x = ${value} # $env.${key} = "no"`),
      w.map((value) => `let y = ("a" + ${value})`),
    );
    const flow = fc.tuple(set, set).map(([a, b]) => `if true {\n  ${a}\n} else {\n  ${b}\n}`);
    return someOf(set, quiet, flow).map(lines);
  },
};

export const elvish: Language = {
  program(key) {
    const double = fc
      .array(fc.oneof(text('"', "\\"), fc.constantFrom('\\"', "\\\\", "\\t")), { maxLength: 4 })
      .map((parts) => `"${join(parts)}"`);
    const w = fc.oneof(
      double,
      text("'").map((inside) => `'${inside}''x'`),
      fc.constantFrom("a", "https://x.cn/p,direct", "~/x", "$E:HOME/x"),
    );
    const set = fc.oneof(
      w.map((value) => `set-env ${key} ${value}`),
      w.map((value) => `set E:${key} = ${value}`),
      fc
        .tuple(w, w)
        .map(([a, b]) => `set E:${key} = ${a}; set-env ${key} ${b} # set-env ${key} no`),
    );
    const quiet = fc.oneof(
      w.map((value) => `# set-env ${key} ${value}`),
      w.map((value) => `fn f { set-env ${key} ${value} }`),
      w.map((value) => `nop set-env ${key} ${value}`),
    );
    const flow = fc.tuple(set, set).map(([a, b]) => `if $true {\n  ${a}\n} else {\n  ${b}\n}`);
    return someOf(set, quiet, flow).map(lines);
  },
};

export const xonsh: Language = {
  program(key) {
    const escaped = fc
      .array(fc.oneof(text("'", '"', "\\"), fc.constantFrom("\\'", '\\"', "\\\\", "\\t", "\\q")), {
        maxLength: 4,
      })
      .map(join);
    const w = fc.oneof(
      escaped.map((inside) => `'${inside}'`),
      escaped.map((inside) => `"${inside}"`),
      text("'", "\\").map((inside) => `r'${inside}'`),
    );
    const set = fc.oneof(
      w.map((value) => `$${key} = ${value}`),
      w.map((value) => `$${key}=${value} # $${key} = 'no'`),
      w.map((value) => `\${'${key}'} = ${value}`),
      fc.tuple(w, w).map(([a, b]) => `$${key} = ${a}\n$${key} += ${b}`),
    );
    const quiet = fc.oneof(
      w.map((value) => `# $${key} = ${value}`),
      w.map((value) => `def f():\n    $${key} = ${value}`),
      w.map((value) => `x = ${value}; y = """\n$${key} = 'no'\n"""`),
    );
    const flow = fc
      .tuple(w, w)
      .map(([a, b]) => `if True:\n    $${key} = ${a}\nelse:\n    $${key} = ${b}`);
    return someOf(set, quiet, flow).map(lines);
  },
};
