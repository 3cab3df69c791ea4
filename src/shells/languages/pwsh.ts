import { type Context, pathsOf, variable } from "../../context.ts";
import { inConfig } from "../../folders.ts";
import { isFolder, readTextIfRegular } from "../../regular-file.ts";
import {
  type ShellLanguage,
  lineRest,
  goVariable,
  marker,
  oneWord,
  quotedWith,
  shell,
} from "../language.ts";
import { expand } from "../ask/lines.ts";
import { pwshTrace } from "../ask/traces.ts";
import { block } from "../place.ts";

/** Each character that is not ASCII, UTF-16 unit by unit, as a number. */
function quoteAscii(value: string): string {
  const parts = value.match(/[ -~]+|[^ -~]/g) ?? [""];
  const words = parts.map((part) =>
    /^[ -~]/.test(part) || part === ""
      ? `'${part.replaceAll("'", "''")}'`
      : `[char]0x${part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  // A character in front would be no text to add to.
  return words[0]!.startsWith("[") ? ["''", ...words].join("+") : words.join("+");
}

export const pwshLanguage = {
  name: "pwsh",
  aliases: ["powershell"],
  // PowerShell takes four curly quotes for single quotes (about_Quoting_Rules); a doubled one stands for itself.
  quote: quotedWith("'", /['\u2018\u2019\u201A\u201B]/g, "$&$&"),
  quoteAscii,
  set: (key, quoted) => `$env:${key} = ${quoted}`,
  comment: (text) => `# ${text}`,
  unset: (key) => `$env:${key} = $null`,
  unsetTyped: (key) => `Remove-Item Env:${key}`,
  run: (script) => `& /bin/sh -c '${script}'`,
  setsIn: (key) => new RegExp(`env:[\\\\/]?${key}\\b|['"]${key}['"]|\\b${key}\\s*=`, "i"),
  forget: (key) => `if (" $env:${marker} ".Contains(" ${key} ")) { $env:${key} = $null }`,
  envFile: {
    name: "env.ps1",
    // Where modules are not loaded by themselves Test-Path is an error; nothing is one within a try.
    lines: (path) => [`try { . ${path} } catch { }`],
    home: "$HOME",
  },
  assignments: [
    {
      line: new RegExp(`^\\$env[.:]${goVariable}[ \\t]*=[ \\t]*${oneWord}${lineRest}`, "i"),
      instead: "",
    },
  ],
} as const satisfies ShellLanguage;

/** The profile for all hosts, then the one of the console, which is read after it. */
const names = ["profile.ps1", "Microsoft.PowerShell_profile.ps1"];

const profiles = (ctx: Context) => names.map((name) => inConfig(ctx, "powershell", name));

/**
 * Windows: the folder of the user's own profiles for the PowerShell in whose terminal the user types (each of the two
 * has its own); null where that is none. PowerShell puts the folder of the user's modules, which lies beside them, before
 * the system's, wherever the documents are (about_Profiles, about_PSModulePath).
 */
export function powershellFolder(ctx: Context): string | null {
  const modules = (variable(ctx, "PSModulePath") ?? "").split(";");
  const own = modules.find(
    (one) => /\\(?:Windows)?PowerShell\\Modules$/i.test(one) && !/\\Program Files/i.test(one),
  );
  return own === undefined ? null : pathsOf(ctx).dirname(own);
}

function profilesOnWindows(ctx: Context): string[] {
  const folder = powershellFolder(ctx);
  return folder === null ? [] : names.map((name) => pathsOf(ctx).join(folder, name));
}

/**
 * Whether a profile still runs with something behind its end: not one that is signed or parted into named blocks, nor
 * one of another encoding, nor a folder. The other profile is read as well.
 */
function takesMore(ctx: Context, file: string): boolean {
  if (isFolder(ctx, file)) return false;
  const text = readTextIfRegular(ctx, file, { encoding: "latin1" }) ?? "";
  const parted = /^(?:begin|process|end|clean|dynamicparam)\s*\{|^# SIG # Begin signature block/im;
  return !parted.test(text) && !text.includes("\0") && !/^(?:\xff\xfe|\xfe\xff)/.test(text);
}

/** What is drawn and what idles only at a terminal is done by hand; the last answer counts. */
const askPwsh = (command: string) => [
  "-NoLogo",
  "-NoExit",
  "-Command",
  `${command}; try { $null = prompt; $null = New-Event PowerShell.OnIdle } catch { }; ${command}; exit`,
];

/** PowerShell on Linux and macOS (about_Profiles). */
export const pwsh = shell({
  name: "pwsh",
  language: pwshLanguage,
  aliases: ["powershell"],
  programs: ["pwsh", "pwsh-preview"],
  markerVariable: "PSModulePath",
  traces: (ctx) => [inConfig(ctx, "powershell")],
  tracing: pwshTrace,
  patience: 15_000,
  makes: ["~/.cache/powershell", "~/.local/share/powershell"],
  quietly: { POWERSHELL_TELEMETRY_OPTOUT: "1", POWERSHELL_UPDATECHECK: "Off" },
  starts: [{ kind: "interactive", args: askPwsh }],
  startupFiles: (ctx) =>
    ctx.platform === "win32"
      ? profilesOnWindows(ctx)
      : expand(
          ctx,
          ["/opt/microsoft/powershell/7", "~/.config/powershell"].flatMap((folder) =>
            names.map((name) => `${folder}/${name}`),
          ),
        ),
  places: (ctx) => {
    const files = profiles(ctx);
    return block(pwshLanguage, files.find((file) => takesMore(ctx, file)) ?? files[0]!);
  },
  allPlaces: (ctx) => block(pwshLanguage, ...profiles(ctx)),
  reloadCommand: (tool) => `${tool} env --as pwsh | Out-String | Invoke-Expression`,
});
