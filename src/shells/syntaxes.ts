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
} from "./quote.ts";
import type { Assignment, Syntax } from "./syntax.ts";

const posix = {
  quote: quotePosix,
  set: (key: string, quoted: string) => `export ${key}=${quoted}`,
  unset: (key: string) => `unset ${key}`,
};

/** cmd.exe reads no longer line than this, `set "KEY="` included. */
const cmdLine = 8191;

const indented = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

export const syntaxes: readonly Syntax[] = [
  { ...posix, name: "bash" },
  { ...posix, name: "zsh" },
  { ...posix, name: "sh", aliases: ["dash"] },
  { ...posix, name: "ksh" },
  {
    name: "fish",
    quote: quoteFish,
    set: (key, quoted) => `set -gx ${key} ${quoted}`,
    unset: (key) => `set -eg ${key}`,
  },
  {
    // Each line ends in `;`: eval with backticks makes one line of all.
    name: "csh",
    aliases: ["tcsh"],
    quote: quoteCsh,
    set: (key, quoted) => `setenv ${key} ${quoted};`,
    unset: (key) => `unsetenv ${key};`,
  },
  {
    name: "nu",
    aliases: ["nushell"],
    quote: quoteNu,
    set: (key, quoted) => `$env.${key} = ${quoted}`,
    unset: (key) => `hide-env --ignore-errors ${key}`,
  },
  {
    name: "pwsh",
    aliases: ["powershell"],
    quote: quotePwsh,
    set: (key, quoted) => `$env:${key} = ${quoted}`,
    unset: (key) => `$env:${key} = $null`,
  },
  {
    // For a batch file (`call`), where `%%` is one `%`. The quoted form reads the same in `for /f` too; it cannot
    // hold a quote. Ctrl-Z ends a batch file, and other control characters are no part of a line.
    name: "cmd",
    quote: quoteBatch,
    set: (key, quoted, value) =>
      value.includes('"') ? `set ${key}=${quoted}` : `set "${key}=${value.replaceAll("%", "%%")}"`,
    unset: (key) => `set "${key}="`,
    refuses: (value, key) => {
      if (/[\u0001-\u0008\u000B-\u001F\u007F]/.test(value)) return "control";
      return quoteBatch(value).length + key.length + 'set "="'.length > cmdLine ? "too-long" : null;
    },
  },
  {
    name: "elvish",
    quote: quoteElvish,
    set: (key, quoted) => `set E:${key} = ${quoted}`,
    unset: (key) => `unset-env ${key}`,
  },
  {
    name: "xonsh",
    quote: quoteFish,
    set: (key, quoted) => `$${key} = ${quoted}`,
    unset: (key) => `\${...}.pop('${key}', None)`,
  },
  {
    // For `>> "$GITHUB_ENV"` (actions/runner FileCommandManager, EnvFileKeyValuePairs).
    name: "github",
    quote: (value) => value,
    set: (key, value) => {
      let delimiter = "goproxy_cfg_end";
      while (value.includes(delimiter)) delimiter += "_";
      return `${key}<<${delimiter}\n${value}\n${delimiter}`;
    },
  },
  {
    // artifacts:reports:dotenv. GitLab knows no quotes and strips blanks from the ends
    // (ParseDotenvArtifactService scan_line!); the job's runner then expands variables, where `$$` is one `$`.
    name: "gitlab",
    quote: (value) => value.replaceAll("$", "$$$$"),
    set: (key, quoted) => `${key}=${quoted}`,
    refuses: (value) => (/^[\t\v\f ]|[\t\v\f ]$/.test(value) ? "edge-space" : null),
  },
  {
    // As `set -a; . file` reads it.
    name: "dotenv",
    quote: quotePosix,
    set: (key, quoted) => `${key}=${quoted}`,
  },
  {
    name: "dockerfile",
    quote: quoteDockerfile,
    set: (key, quoted) => `ENV ${key}=${quoted}`,
  },
  {
    // containerEnv reaches every process of a new container, remoteEnv also the sessions of one that runs already.
    // There is no escape for what the devcontainer CLI substitutes (variableSubstitution.ts replaceWithContext).
    name: "devcontainer",
    quote: JSON.stringify,
    print: (set) =>
      indented({ containerEnv: Object.fromEntries(set), remoteEnv: Object.fromEntries(set) }),
    refuses: (value) =>
      /\$\{(?:(?:env|localEnv|containerEnv):|(?:local|container)WorkspaceFolder|devcontainerId)/.test(
        value,
      )
        ? "substitution"
        : null,
  },
  { name: "json", quote: JSON.stringify, print: (set) => indented(Object.fromEntries(set)) },
];

export const syntaxNames: readonly string[] = syntaxes.map(({ name }) => name);

/** The syntax of this name or alias. */
export function findSyntax(name: string): Syntax | null {
  return syntaxes.find((one) => one.name === name || one.aliases?.includes(name)) ?? null;
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
  const quoted = set.map(([key, value]) => quoteFor(syntax, value, key));
  if ("print" in syntax) return syntax.print(set);
  const gone = unset.flatMap((key) => syntax.unset?.(key) ?? []);
  const lines = set.map(([key, value], at) => syntax.set(key, quoted[at]!, value));
  return [...gone, ...lines].map((line) => `${line}\n`).join("");
}

/** One word of a syntax that is read back as exactly this value. Fails as printEnv does. */
export function quoteFor(syntax: Syntax, value: string, key = ""): string {
  const reason = uncarriedAnywhere(value) ?? syntax.refuses?.(value, key) ?? null;
  if (reason !== null) throw new Failure("uncarried-value", { key, syntax: syntax.name, reason });
  return syntax.quote(value);
}

function uncarriedAnywhere(value: string): Uncarried | null {
  if (value.includes("\0")) return "nul";
  if (/[\r\n]/.test(value)) return "line-break";
  return /\p{Surrogate}/u.test(value) ? "not-unicode" : null;
}
