import type { Context } from "../context.ts";
import { systemProgram } from "../programs.ts";
import { userKey } from "../registry-keys.ts";

/** A program and its arguments, to be started without a shell. */
export interface CommandLine {
  file: string;
  args: string[];
}

/** A value of the registry. `kind`: REG_SZ, REG_EXPAND_SZ, whatever else somebody put there, or Unknown. */
export interface RegistryValue {
  value: string;
  kind: string;
}

/**
 * Exports the variables of a key to a file: UTF-16, whatever the code page and the language of Windows are. `reg query` would
 * print in the code page of the console, and turn what that lacks into `?` or something similar.
 */
export function exportCommand(ctx: Context, key: string, file: string): CommandLine {
  return { file: systemProgram(ctx, "reg.exe"), args: ["export", key, file, "/y"] };
}

/** Sets (REG_SZ or REG_EXPAND_SZ) or, with null, deletes one of the user's variables. */
export function changeCommand(ctx: Context, name: string, to: RegistryValue | null): CommandLine {
  const args =
    to === null
      ? ["delete", userKey, "/v", name, "/f"]
      : ["add", userKey, "/v", name, "/t", to.kind, "/d", to.value, "/f"];
  return { file: systemProgram(ctx, "reg.exe"), args };
}

const kinds: Record<string, string> = { "1": "REG_SZ", "2": "REG_EXPAND_SZ", "7": "REG_MULTI_SZ" };
const string = String.raw`"((?:[^"\\]|\\[^])*)"`;
const entry = new RegExp(
  `\\s*${string}=(?:${string}|hex(?:\\(([0-9a-f]+)\\))?:([0-9a-f,\\\\\\s]*)|([^\\r\\n]*))`,
  "iy",
);

/**
 * The values of the first key of an exported file, by name in capitals (names are case-insensitive); null
 * where it is no such file.
 */
export function parseExport(bytes: Uint8Array): Map<string, RegistryValue> | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  if (!utf16) return null;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf16le", 2);
  const header = /^Windows Registry Editor Version 5\.00\s+\[[^\r\n]*\]/.exec(text);
  if (!header) return null;
  const values = new Map<string, RegistryValue>();
  entry.lastIndex = header[0].length;
  for (let match = entry.exec(text); match !== null; match = entry.exec(text)) {
    const [, name = "", plain, kind = "3", hex, other] = match;
    const unknown = { value: other ?? "", kind: "REG_DWORD" };
    let value: RegistryValue = unknown;
    if (plain !== undefined) value = { value: unescape(plain), kind: "REG_SZ" };
    else if (hex !== undefined) value = { value: fromHex(hex), kind: kinds[kind] ?? "REG_BINARY" };
    values.set(unescape(name).toUpperCase(), value);
  }
  return values;
}

function unescape(text: string): string {
  return text.replaceAll(/\\([^])/g, "$1");
}

/** A NUL-terminated string in UTF-16. */
function fromHex(text: string): string {
  const bytes = Buffer.from(text.replaceAll(/[^0-9a-f]/gi, ""), "hex");
  return bytes.toString("utf16le").replace(/\0+$/, "");
}

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

const kindNames: Record<string, string> = { String: "REG_SZ", ExpandString: "REG_EXPAND_SZ" };

/** null: PowerShell did not come to an answer. */
export function parseAnswer(stdout: string): ScriptAnswer | null {
  const lines = stdout.split(/\r?\n/).map((line) => line.trim());
  const answer = lines.find((line) => line.startsWith("{"));
  if (answer === undefined) return null;
  try {
    const { before, after, problem } = JSON.parse(answer) as Record<string, unknown>;
    return {
      before: byName(before),
      after: byName(after),
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
function byName(shown: unknown): Map<string, RegistryValue> {
  return new Map(
    (Array.isArray(shown) ? (shown as Shown[]) : []).map(({ name, kind, value, codes = [] }) => [
      name.toUpperCase(),
      {
        value: value ?? codes.map((code) => String.fromCharCode(code)).join(""),
        kind: kindNames[kind] ?? kind,
      },
    ]),
  );
}
