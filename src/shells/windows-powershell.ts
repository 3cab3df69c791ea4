import type { Context } from "../context.ts";
import { systemProgram } from "../programs.ts";
import type { CommandLine, RegistryValue } from "./windows-reg.ts";

/** What the script is asked to do; all as one line of JSON on its standard input. */
export interface ScriptRequest {
  /** Names of variables to look up. */
  read: readonly string[];
  changes: readonly RequestedChange[];
}

export interface RequestedChange {
  name: string;
  /** null: delete. */
  value: string | null;
  /** One of the old and the new value is REG_EXPAND_SZ: the one that is not there now. */
  expands?: boolean;
}

export interface ScriptAnswer {
  before: Map<string, RegistryValue>;
  after: Map<string, RegistryValue>;
  /** Why a value was not written, in PowerShell's words. */
  problem: string | null;
  /** Running programs were told. */
  broadcast: boolean;
}

/**
 * Windows PowerShell 5.1, also in Constrained Language Mode, where methods of .NET types other than strings
 * are refused (about_Language_Modes): values are then seen expanded, and their kinds, `Unknown`, are not seen. Both
 * pipes carry ASCII alone, since their code page cannot be relied on: other characters go in as JSON escapes and come
 * out as numbers. The answer is printed before the broadcast, which waits for every window that does not respond; what
 * is saved by then stays known.
 * SetEnvironmentVariable of a variable that is not there only broadcasts (.NET Environment.Win32.cs); PowerShell makes
 * an empty text of $null, which since .NET 9 is a value.
 */
export const script = String.raw`
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$request = (@($input) -join '') | ConvertFrom-Json
$user = 'HKCU:\Environment'
$full = "$($ExecutionContext.SessionState.LanguageMode)" -eq 'FullLanguage'
function Show-Value($name) {
  $key = Get-Item -Path $user -ErrorAction SilentlyContinue
  if ($null -eq $key -or $key.Property -notcontains $name) { return }
  if ($full) {
    $value = "$($key.GetValue($name, $null, 'DoNotExpandEnvironmentNames'))"
    $kind = "$($key.GetValueKind($name))"
  } else {
    $value = "$((Get-ItemProperty -Path $user -Name $name).$name)"
    $kind = 'Unknown'
  }
  $shown = @{ name = $name; kind = $kind }
  if ($value -cmatch '[^ -~]') { $shown.codes = [int[]][char[]]$value }
  else { $shown.value = $value }
  $shown
}
function Show-All { foreach ($name in $request.read) { Show-Value $name } }
$before = @(Show-All)
$problem = $null
$written = $false
try {
  foreach ($change in $request.changes) {
    $now = @($before | Where-Object { $_.name -eq $change.name })
    if ($null -eq $change.value) {
      if ($now.Count -gt 0) {
        Remove-ItemProperty -Path $user -Name $change.name -Force
        $written = $true
      }
      continue
    }
    $type = 'String'
    if ($change.expands) {
      if (-not $full) { throw 'Constrained Language Mode' }
      if ($now.Count -eq 0 -or $now[0].kind -ne 'ExpandString') { $type = 'ExpandString' }
    }
    if (-not (Test-Path -Path $user)) { $null = New-Item -Path $user }
    Set-ItemProperty -Path $user -Name $change.name -Value "$($change.value)" -Type $type -Force
    $written = $true
  }
} catch { $problem = "$_" -creplace '[^ -~]', '?' }
$answer = @{ before = $before; after = @(Show-All); problem = $problem }
$answer | ConvertTo-Json -Compress -Depth 4
if ($written) {
  try {
    [Environment]::SetEnvironmentVariable('GOPROXYCFG_NOOP', [NullString]::Value, 'User')
    'broadcast'
  } catch { }
}
`;

/** The script goes on the command line, encoded; whatever the user gave goes through standard input. */
export function powershellCommand(ctx: Context): CommandLine {
  const encoded = Buffer.from(script, "utf16le").toString("base64");
  return {
    file: systemProgram(ctx, "WindowsPowerShell", "v1.0", "powershell.exe"),
    args: [
      "-NoLogo",
      "-NoProfile",
      "-NonInteractive",
      "-InputFormat",
      "Text",
      "-OutputFormat",
      "Text",
      "-EncodedCommand",
      encoded,
    ],
  };
}

export function powershellInput(request: ScriptRequest): string {
  const json = JSON.stringify(request);
  return `${json.replaceAll(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

const kinds: Record<string, string> = { String: "REG_SZ", ExpandString: "REG_EXPAND_SZ" };

/** null: PowerShell did not come to an answer. */
export function parseAnswer(stdout: string): ScriptAnswer | null {
  const lines = stdout.split(/\r?\n/).map((line) => line.trim());
  const answer = lines.find((line) => line.startsWith("{"));
  if (answer === undefined) return null;
  try {
    const { before, after, problem } = JSON.parse(answer) as Record<string, unknown>;
    return {
      before: values(before),
      after: values(after),
      problem: typeof problem === "string" ? problem : null,
      broadcast: lines.includes("broadcast"),
    };
  } catch {
    return null;
  }
}

interface Shown {
  name: string;
  kind: string;
  value?: string;
  codes?: number[];
}

/** By name in capitals. */
function values(shown: unknown): Map<string, RegistryValue> {
  return new Map(
    (Array.isArray(shown) ? (shown as Shown[]) : []).map(({ name, kind, value, codes = [] }) => [
      name.toUpperCase(),
      {
        value: value ?? codes.map((code) => String.fromCharCode(code)).join(""),
        kind: kinds[kind] ?? kind,
      },
    ]),
  );
}
