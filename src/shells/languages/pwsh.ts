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
import { block } from "../place.ts";

export const pwshLanguage = {
  name: "pwsh",
  aliases: ["powershell"],
  // PowerShell takes four curly quotes for single quotes (about_Quoting_Rules); a doubled one stands for itself.
  quote: quotedWith("'", /['\u2018\u2019\u201A\u201B]/g, "$&$&"),
  set: (key, quoted) => `$env:${key} = ${quoted}`,
  unset: (key) => `$env:${key} = $null`,
  unsetTyped: (key) => `Remove-Item Env:${key}`,
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

/** PowerShell on Linux and macOS: the profile of this user for all hosts (about_Profiles). */
export const pwsh = shell({
  name: "pwsh",
  language: pwshLanguage,
  aliases: ["powershell"],
  programs: ["pwsh", "pwsh-preview"],
  markerVariable: "PSModulePath",
  traces: (ctx) => [inConfig(ctx, "powershell")],
  allPlaces: (ctx) => block(pwshLanguage, inConfig(ctx, "powershell", "profile.ps1")),
  alsoReads: (ctx) => [inConfig(ctx, "powershell", "Microsoft.PowerShell_profile.ps1")],
  reloadCommand: (tool) => `${tool} env --as pwsh | Out-String | Invoke-Expression`,
});
