import type { Step, Tracing } from "./terminal.ts";

/**
 * PowerShell's debugger steps through the profiles, which run in their real order in a runspace of their own on the
 * console's host, while a script of ours writes down each change as it happens: breakpoints on `env:` never hit, and
 * Set-PSDebug names no files.
 */
export const pwshTrace: Tracing = {
  prepare({ keys, folder }, write) {
    const script = write("where.ps1", watcher);
    const steps = `${folder}/steps`;
    const words = [script, keys.join(" "), steps].map((word) => `'${word.replaceAll("'", "''")}'`);
    const tell = `& /bin/sh -c 'cat <$GOPROXY_CFG_STEPS; cat <$GOPROXY_CFG_STEPS >&8'`;
    return {
      env: { GOPROXY_CFG_STEPS: steps },
      instead: (command) => {
        const line = `. ${words.join(" ")}; ${tell}; ${command}; exit`;
        return ["-NoProfile", "-NoLogo", "-Command", line];
      },
    };
  },
  read: (output) => {
    const told = [...output.matchAll(/^step\t(\w+)\t(.*)\t([^\t\n]+)\t(\d+)\t(\d+)$/gm)];
    return told.map(([, key = "", value = "", file = "", line, end]): Step => {
      const place = { file, line: Number(line), end: Number(end), command: "" };
      return key === "GOENV"
        ? { ...place, command: "go env -w" }
        : { ...place, set: { key, value } };
    });
  },
};

/**
 * Of the frames around a change the first one is told whose statement names the variable, else the innermost; of that
 * statement its first and last line. Go's env file is watched by its time of change.
 */
const watcher = String.raw`param($names, $answer)
[IO.File]::WriteAllText($answer, '')
$rs = [runspacefactory]::CreateRunspace($Host); $rs.Open()
$rs.SessionStateProxy.SetVariable('PROFILE', $PROFILE)
function run($text) { try { $null = [powershell]::Create($rs).AddScript($text, $false).Invoke() } catch { } }
run 'Import-Module PSReadLine'
$rs.SessionStateProxy.SetVariable('__ask', @{ names = $names -split ' '; answer = $answer; was = @{}; at = @() })
run @'
$__ask.read = { param($name)
  if ($name -cne 'GOENV') { return [Environment]::GetEnvironmentVariable($name) }
  $file = [Environment]::GetEnvironmentVariable('GOENV'); if (-not $file) { return '' }
  [string][IO.File]::GetLastWriteTimeUtc($file).Ticks }
foreach ($name in $__ask.names) { $__ask.was[$name] = . $__ask.read $name }
$__ask.look = {
  $a = $global:__ask
  foreach ($name in $a.names) {
    $is = . $a.read $name
    if ($is -ceq $a.was[$name]) { continue } else { $a.was[$name] = $is }
    $words = if ($name -ceq 'GOENV') { '\bgo(\.exe)?\b.*\benv\b' } else { $name }
    $told = $null
    foreach ($f in $a.at) {
      $line = $f.ScriptLineNumber
      $own = [System.Management.Automation.Language.Parser]::ParseFile($f.ScriptName, [ref]$null, [ref]$null).FindAll({ param($n)
        $n -is [System.Management.Automation.Language.PipelineBaseAst] -and $n.Extent.StartLineNumber -le $line -and
        $n.Extent.EndLineNumber -ge $line -and $n.Extent.Text -match $words }, $true) | Select-Object -Last 1
      $inner = if ($own) { @($own.FindAll({ param($n) $n -ne $own -and $n.Extent.Text -match $words -and
        $n -is [System.Management.Automation.Language.StatementAst] -and $n.Parent -is [System.Management.Automation.Language.NamedBlockAst] }, $true)) }
      if ($inner.Count -eq 1) { $own = $inner[0] }
      if ($own) { $told = "$($f.ScriptName)\`t$($own.Extent.StartLineNumber)\`t$($own.Extent.EndLineNumber)"; break }
      if (-not $told) { $told = "$($f.ScriptName)\`t$line\`t$line" } }
    if ($told) { [IO.File]::AppendAllText($a.answer, "step\`t$name\`t$is\`t$told\`n") } } }
[runspace]::DefaultRunspace.Debugger.add_DebuggerStop({ param($debugger, $stop)
  . $global:__ask.look
  if ($own = $debugger.GetCallStack().Where{ $_.ScriptName -and -not $_.ScriptName.StartsWith("$PSHOME/Modules/") }) { $global:__ask.at = $own }
  $stop.ResumeAction = 'StepInto' })
'@
$profiles = ($PROFILE.AllUsersAllHosts, $PROFILE.AllUsersCurrentHost, $PROFILE.CurrentUserAllHosts, $PROFILE.CurrentUserCurrentHost).Where{ Test-Path -LiteralPath $_ }
foreach ($text in @($profiles.ForEach{ ". '$($_.Replace("'", "''"))'; 1" }) + 'prompt; 1' + 'New-Event PowerShell.OnIdle; 1') {
  $rs.Debugger.SetDebuggerStepMode($true); run $text; run '. $__ask.look' }
`.replaceAll("\\`", "`");
