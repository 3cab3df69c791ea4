import { inConfig } from "../../folders.ts";
import {
  type ShellLanguage,
  lineRest,
  managedName,
  marker,
  oneWord,
  quotedWith,
  shell,
} from "../language.ts";
import { expand } from "../ask/expand.ts";
import { pwshTrace } from "../ask/pwsh-trace.ts";
import { block } from "../place.ts";

export const pwshLanguage = {
  name: "pwsh",
  aliases: ["powershell"],
  // PowerShell takes four curly quotes for single quotes (about_Quoting_Rules); a doubled one stands for itself.
  quote: quotedWith("'", /['\u2018\u2019\u201A\u201B]/g, "$&$&"),
  set: (key, quoted) => `$env:${key} = ${quoted}`,
  unset: (key) => `$env:${key} = $null`,
  unsetTyped: (key) => `Remove-Item Env:${key}`,
  run: (script) => `& /bin/sh -c '${script}'`,
  setsIn: (key) => new RegExp(`env:[\\\\/]?${key}\\b|['"]${key}['"]|\\b${key}\\s*=`, "i"),
  forget: (key) => `if (" $env:${marker} ".Contains(" ${key} ")) { $env:${key} = $null }`,
  envFile: {
    name: "env.ps1",
    lines: (path) => [`if (Test-Path -LiteralPath ${path}) { . ${path} }`],
    home: "$HOME",
  },
  assignments: [
    {
      line: new RegExp(`^\\$env[.:]${managedName}[ \\t]*=[ \\t]*${oneWord}${lineRest}`, "i"),
      instead: "",
    },
  ],
} as const satisfies ShellLanguage;

/** What is drawn and what idles only at a terminal is done by hand; the last answer counts. */
const askPwsh = (command: string) => [
  "-NoLogo",
  "-NoExit",
  "-Command",
  `${command}; try { $null = prompt; $null = New-Event PowerShell.OnIdle } catch { }; ${command}; exit`,
];

/** PowerShell on Linux and macOS: the profile of this user for all hosts (about_Profiles). */
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
    expand(ctx, [
      "/opt/microsoft/powershell/7/profile.ps1",
      "/opt/microsoft/powershell/7/Microsoft.PowerShell_profile.ps1",
      "~/.config/powershell/profile.ps1",
      "~/.config/powershell/Microsoft.PowerShell_profile.ps1",
    ]),
  allPlaces: (ctx) => block(pwshLanguage, inConfig(ctx, "powershell", "profile.ps1")),
  alsoReads: (ctx) => [inConfig(ctx, "powershell", "Microsoft.PowerShell_profile.ps1")],
  reloadCommand: (tool) => `${tool} env --as pwsh | Out-String | Invoke-Expression`,
});
