import { inConfig } from "../../folders.ts";
import { pwsh as family } from "../families.ts";
import { block, shell } from "../shell.ts";

/** PowerShell on Linux and macOS: the profile of this user for all hosts (about_Profiles). */
export const pwsh = shell({
  name: "pwsh",
  aliases: ["powershell"],
  programs: ["pwsh", "pwsh-preview"],
  gives: "PSModulePath",
  traces: (ctx) => [inConfig(ctx, "powershell")],
  everywhere: (ctx) => block(family, inConfig(ctx, "powershell", "profile.ps1")),
  reads: (ctx) => [inConfig(ctx, "powershell", "Microsoft.PowerShell_profile.ps1")],
  now: (tool) => `${tool} env --as pwsh | Out-String | Invoke-Expression`,
});
