import { Failure, type Uncarried } from "../failure.ts";
import {
  type Assignment,
  type Format,
  type ShellLanguage,
  quotedWith,
  type Shell,
} from "./language.ts";
import { batch } from "./languages/cmd.ts";
import { cshLanguage } from "./languages/csh.ts";
import { elvishLanguage } from "./languages/elvish.ts";
import { fishLanguage } from "./languages/fish.ts";
import { nuLanguage } from "./languages/nu.ts";
import { pwshLanguage } from "./languages/pwsh.ts";
import { bashLanguage, kshLanguage, posix, quotePosix, zshLanguage, sh } from "./languages/sh.ts";
import { xonshLanguage } from "./languages/xonsh.ts";

export const languages: readonly ShellLanguage[] = [
  bashLanguage,
  zshLanguage,
  posix,
  kshLanguage,
  fishLanguage,
  cshLanguage,
  nuLanguage,
  pwshLanguage,
  batch,
  elvishLanguage,
  xonshLanguage,
];

const indented = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** The setting of VS Code's Go extension that the go command gets as its environment. */
const vscodeKey = "go.toolsEnvVars";

/** For `>> "$GITHUB_ENV"` (actions/runner FileCommandManager, EnvFileKeyValuePairs). */
const github: Format = {
  name: "github",
  quote: (value) => value,
  set: (key, value) => {
    let delimiter = "goproxy_cfg_end";
    while (value.includes(delimiter)) delimiter += "_";
    return `${key}<<${delimiter}\n${value}\n${delimiter}`;
  },
};

/** A basic string of TOML: one of JSON, but for DEL. */
function tomlString(value: string): string {
  return JSON.stringify(value).replaceAll("\x7F", String.raw`\u007f`);
}

/** For mise.toml: where mise takes Go from is a setting of its own, all else is environment. */
function printMise(set: readonly Assignment[]): string {
  const env = set.filter(([key]) => key !== "MISE_GO_DOWNLOAD_MIRROR");
  const mirror = set.find(([key]) => key === "MISE_GO_DOWNLOAD_MIRROR");
  const lines = ["[env]", ...env.map(([key, value]) => `${key} = ${tomlString(value)}`)];
  if (mirror !== undefined)
    lines.push("", "[settings]", `go.download_mirror = ${tomlString(mirror[1])}`);
  return `${lines.join("\n")}\n`;
}

/** What settings can be printed as: languages of shells, and files that other programs read. */
const formats: readonly Format[] = [
  ...languages,
  github,
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
    // A double-quoted word of a Dockerfile (buildkit frontend/dockerfile/shell processDoubleQuote).
    name: "dockerfile",
    quote: quotedWith('"', /["$\\]/g),
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
  {
    // Merged by the Go extension into the environment of go and gopls, with variables of VS Code put in
    // (golang/vscode-go goEnv.ts toolExecutionEnvironment, resolvePath).
    name: "vscode",
    quote: JSON.stringify,
    print: (set) => indented({ [vscodeKey]: Object.fromEntries(set) }),
    refuses: (value) =>
      /\$\{(?:(?:env|config|command|input):|workspace|file|relativeFile|userHome|cwd|pathSeparator)/.test(
        value,
      )
        ? "substitution"
        : null,
  },
  // direnv runs .envrc by bash.
  { ...posix, name: "envrc", aliases: [] },
  {
    // A value of [env] is a template of Tera.
    name: "mise",
    quote: tomlString,
    print: printMise,
    downloads: "MISE_GO_DOWNLOAD_MIRROR",
    refuses: (value) => (/\{[{%#]/.test(value) ? "substitution" : null),
  },
  { ...posix, name: "goenv", aliases: [], downloads: "GO_BUILD_MIRROR_URL" },
  { ...posix, name: "g", aliases: [], downloads: "G_MIRROR" },
  { ...github, name: "setup-go", downloads: "GO_DOWNLOAD_BASE_URL" },
  { name: "json", quote: JSON.stringify, print: (set) => indented(Object.fromEntries(set)) },
];

export const formatNames: readonly string[] = formats.map(({ name }) => name);

/** The format of this name or alias. */
export function findFormat(name: string): Format | null {
  const known = name.toLowerCase();
  return formats.find((one) => one.name === known || one.aliases?.includes(known)) ?? null;
}

/**
 * The text that sets and unsets these variables; "" for nothing to say in a language of lines. Nothing in a
 * value ever expands. Failure uncarried-value (code invalid-value) for a value that the format cannot carry.
 */
export function printEnv(
  format: Format,
  set: readonly Assignment[],
  unset: readonly string[],
): string {
  const quoted = set.map(([key, value]) => quoteFor(format, value, key));
  if ("print" in format) return format.print(set);
  const gone = unset.flatMap((key) => format.unset?.(key) ?? []);
  const lines = set.map(([key, value], at) => format.set(key, quoted[at]!, value));
  return [...gone, ...lines].map((line) => `${line}\n`).join("");
}

/** One word of a format that is read back as exactly this value. Fails as printEnv does. */
export function quoteFor(format: Format, value: string, key = ""): string {
  const reason = uncarriedAnywhere(value) ?? format.refuses?.(value, key) ?? null;
  if (reason !== null) throw new Failure("uncarried-value", { key, syntax: format.name, reason });
  return format.quote(value);
}

function uncarriedAnywhere(value: string): Uncarried | null {
  if (value.includes("\0")) return "nul";
  if (/[\r\n]/.test(value)) return "line-break";
  return /\p{Surrogate}/u.test(value) ? "not-unicode" : null;
}

/** How a person makes the shell of this terminal (null: not known, so that of sh) forget variables. */
export function typedUnset(shell: Shell | null, keys: readonly string[]): string {
  const { language } = shell ?? sh;
  return keys.map((key) => language.unsetTyped?.(key) ?? language.unset(key)).join("\n");
}

/** How the same person brings this terminal up to date with what is stored. */
export function typedReload(shell: Shell | null): string {
  return shell?.reloadCommand("goproxy-cfg") ?? 'eval "$(goproxy-cfg env)"';
}

/** How a folder is put behind the others of PATH in this terminal. */
export function typedPath(shell: Shell | null, folder: string): string {
  const { language, name } = shell ?? sh;
  const list = {
    pwsh: `$env:PATH += [IO.Path]::PathSeparator + "${folder}"`,
    cmd: `set "PATH=%PATH%;${folder}"`,
  };
  if (name === "pwsh" || name === "cmd") return list[name];
  if (name === "fish") return `fish_add_path --append ${language.quote(folder)}`;
  if (language.name === "csh") return `setenv PATH "$PATH":${language.quote(folder)}`;
  if (name === "nu") return `$env.PATH ++= [${language.quote(folder)}]`;
  if (name === "elvish") return `set paths = [$@paths ${language.quote(folder)}]`;
  if (name === "xonsh") return `$PATH.append(${language.quote(folder)})`;
  return `export PATH="$PATH:${folder}"`;
}
