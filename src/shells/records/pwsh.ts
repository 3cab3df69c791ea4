import { pwsh as family } from "../families.ts";
import { block, inConfig, type Shell } from "../shell.ts";

/** PowerShell on Linux and macOS: the profile of this user for all hosts (about_Profiles). */
export const pwsh: Shell = {
  name: "pwsh",
  aliases: ["powershell"],
  syntax: "pwsh",
  programs: ["pwsh", "pwsh-preview"],
  gives: "PSModulePath",
  traces: (ctx) => [inConfig(ctx, "powershell")],
  places: (ctx) => block(family, inConfig(ctx, "powershell", "profile.ps1")),
  everywhere: (ctx) => block(family, inConfig(ctx, "powershell", "profile.ps1")),
  reads: (ctx) => [inConfig(ctx, "powershell", "Microsoft.PowerShell_profile.ps1")],
  now: (tool) => `${tool} env --as pwsh | Out-String | Invoke-Expression`,
};
