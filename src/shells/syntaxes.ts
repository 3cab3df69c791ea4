import { Failure, type Uncarried } from "../errors.ts";
import {
  quoteBatch,
  quoteCsh,
  quoteDockerfile,
  quoteElvish,
  quoteFish,
  quoteNu,
  quotePosix,
  quotePwsh,
  quotePython,
} from "./quote.ts";
import { type Assignment, byLine, type Syntax } from "./syntax.ts";

const posix = (name: string, aliases: readonly string[] = []) =>
  byLine(
    name,
    aliases,
    quotePosix,
    (key, quoted) => `export ${key}=${quoted}`,
    (key) => `unset ${key}`,
  );

const bash = posix("bash");
const zsh = posix("zsh");
const sh = posix("sh", ["dash"]);
const ksh = posix("ksh");

const fish = byLine(
  "fish",
  [],
  quoteFish,
  (key, quoted) => `set -gx ${key} ${quoted}`,
  (key) => `set -eg ${key}`,
);

/** Each line ends in `;`: eval with backticks makes one line of all. */
const csh = byLine(
  "csh",
  ["tcsh"],
  quoteCsh,
  (key, quoted) => `setenv ${key} ${quoted};`,
  (key) => `unsetenv ${key};`,
);

const nu = byLine(
  "nu",
  ["nushell"],
  quoteNu,
  (key, quoted) => `$env.${key} = ${quoted}`,
  (key) => `hide-env --ignore-errors ${key}`,
);

const pwsh = byLine(
  "pwsh",
  ["powershell"],
  quotePwsh,
  (key, quoted) => `$env:${key} = ${quoted}`,
  (key) => `$env:${key} = $null`,
);

const elvish = byLine(
  "elvish",
  [],
  quoteElvish,
  (key, quoted) => `set E:${key} = ${quoted}`,
  (key) => `unset-env ${key}`,
);

const xonsh = byLine(
  "xonsh",
  [],
  quotePython,
  (key, quoted) => `$${key} = ${quoted}`,
  (key) => `\${...}.pop('${key}', None)`,
);

/** cmd.exe reads no longer line than this, `set "KEY="` included. */
const cmdLine = 8191;

/**
 * For a batch file (`call`), where `%%` is one `%`. The quoted form reads the same in `for /f` too; it cannot
 * hold a quote. Ctrl-Z ends a batch file, and other control characters are no part of a line.
 */
const cmd: Syntax = {
  ...byLine(
    "cmd",
    [],
    quoteBatch,
    (key, quoted, value) =>
      value.includes('"') ? `set ${key}=${quoted}` : `set "${key}=${value.replaceAll("%", "%%")}"`,
    (key) => `set "${key}="`,
  ),
  refuses: (value, key) => {
    if (/[\u0001-\u0008\u000B-\u001F\u007F]/.test(value)) return "control";
    return quoteBatch(value).length + key.length + 'set "="'.length > cmdLine ? "too-long" : null;
  },
};

/** For `>> "$GITHUB_ENV"` (actions/runner FileCommandManager, EnvFileKeyValuePairs). */
const github = byLine(
  "github",
  [],
  (value) => value,
  (key, _quoted, value) => {
    let delimiter = "goproxy_cfg_end";
    while (value.includes(delimiter)) delimiter += "_";
    return `${key}<<${delimiter}\n${value}\n${delimiter}`;
  },
);

/**
 * artifacts:reports:dotenv. GitLab knows no quotes and strips blanks from the ends (ParseDotenvArtifactService
 * scan_line!); the job's runner then expands variables, where `$$` is one `$`.
 */
const gitlab: Syntax = {
  ...byLine(
    "gitlab",
    [],
    (value) => value.replaceAll("$", "$$$$"),
    (key, quoted) => `${key}=${quoted}`,
  ),
  refuses: (value) => (/^[\t\v\f ]|[\t\v\f ]$/.test(value) ? "edge-space" : null),
};

/** As `set -a; . file` reads it. */
const dotenv = byLine("dotenv", [], quotePosix, (key, quoted) => `${key}=${quoted}`);

const dockerfile = byLine(
  "dockerfile",
  [],
  quoteDockerfile,
  (key, quoted) => `ENV ${key}=${quoted}`,
);

const indented = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * containerEnv reaches every process of a new container, remoteEnv also the sessions of one that runs already.
 * There is no escape for what the devcontainer CLI substitutes (variableSubstitution.ts replaceWithContext).
 */
const devcontainer: Syntax = {
  name: "devcontainer",
  aliases: [],
  quote: (value) => JSON.stringify(value),
  print: (set) =>
    indented({ containerEnv: Object.fromEntries(set), remoteEnv: Object.fromEntries(set) }),
  refuses: (value) =>
    /\$\{(?:(?:env|localEnv|containerEnv):|(?:local|container)WorkspaceFolder|devcontainerId)/.test(
      value,
    )
      ? "substitution"
      : null,
};

const json: Syntax = {
  name: "json",
  aliases: [],
  quote: (value) => JSON.stringify(value),
  print: (set) => indented(Object.fromEntries(set)),
};

export const syntaxes: readonly Syntax[] = [
  bash,
  zsh,
  sh,
  ksh,
  fish,
  csh,
  nu,
  pwsh,
  cmd,
  elvish,
  xonsh,
  github,
  gitlab,
  dotenv,
  dockerfile,
  devcontainer,
  json,
];

export const syntaxNames: readonly string[] = syntaxes.map(({ name }) => name);

/** The syntax of this name or alias. */
export function findSyntax(name: string): Syntax | null {
  return syntaxes.find((one) => one.name === name || one.aliases.includes(name)) ?? null;
}

/**
 * The text that sets and unsets these variables; "" for nothing to say in a language of lines. Nothing in a
 * value ever expands. Failure uncarried-value (code invalid-value) for a value that the syntax cannot carry.
 */
export function printEnv(
  syntax: Syntax,
  set: readonly Assignment[],
  unset: readonly string[],
): string {
  for (const [key, value] of set) refuse(syntax, value, key);
  return syntax.print(set, unset);
}

/** One word of a syntax that is read back as exactly this value. Fails as printEnv does. */
export function quoteFor(syntax: Syntax, value: string, key = ""): string {
  refuse(syntax, value, key);
  return syntax.quote(value);
}

function refuse(syntax: Syntax, value: string, key: string): void {
  const reason = uncarriedAnywhere(value) ?? syntax.refuses?.(value, key) ?? null;
  if (reason !== null) throw new Failure("uncarried-value", { key, syntax: syntax.name, reason });
}

function uncarriedAnywhere(value: string): Uncarried | null {
  if (value.includes("\0")) return "nul";
  if (/[\r\n]/.test(value)) return "line-break";
  return /\p{Surrogate}/u.test(value) ? "not-unicode" : null;
}
