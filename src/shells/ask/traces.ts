import type { Env } from "../../context.ts";

/** How a terminal starts a shell; which of the two it does differs by system (ssh, tmux, macOS: login). */
export interface Start {
  kind: "interactive" | "login";
  /** The arguments with which it runs this command once it has read its startup files. */
  args(command: string): string[];
  argv0?: string;
  /** It takes commands from its input alone. */
  typed?: boolean;
}

/** Both starts of a shell that takes `-ic` and `-lic`. */
export const interactive: Start = { kind: "interactive", args: (command) => ["-ic", command] };
export const asLogin: Start = { kind: "login", args: (command) => ["-lic", command] };

/** What a shell is given so that it tells what it does. */
export interface Traced {
  /** Before the arguments of the start, or in their place. */
  args?: readonly string[];
  instead?: (command: string) => string[];
  env?: Env;
}

/** One thing that a shell did while it read its startup files. */
export interface Step {
  /** As the shell says it; null: it does not say. */
  file: string | null;
  /** null: it does not say. */
  line: number | null;
  command: string;
  /** The last line of its statement, where the shell tells. */
  end?: number;
  /** What it did to a variable, where the shell tells. */
  set?: { key: string; value: string };
  /** The wanted variables as they were before it, in their order, where the shell tells them. */
  values?: readonly string[];
}

export interface TraceAt {
  keys: readonly string[];
  /** The program, links followed. */
  program: string;
  start: Start;
  /** Whether the shell runs as root. */
  root: boolean;
  /** A folder for files of the trace's own; it goes away afterwards. */
  folder: string;
}

/** The trace of one shell: how it is asked for, and how it reads. */
export interface Tracing {
  /** `write` makes a file in the folder. */
  prepare(at: TraceAt, write: (name: string, text: string) => string): Traced;
  read(output: string, at: TraceAt): Step[];
}

/** What stands between the parts of a prompt: characters that no file name and no value of go has. */
const [first, next, last] = ["\u0001", "\u0002", "\u0003"];

/**
 * `set -x` with a prompt that tells the file, the line, and what the wanted variables hold: whatever sets one of them
 * (a loop, `read`, `printf -v`, `eval`, a helper), the line before the change has done it.
 */
function prompt(file: string, line: string, keys: readonly string[]): string {
  const values = keys.map((key) => `\${${key}-}`);
  return `+${first}${[file, line, ...values].join(next)}${last}`;
}

const entry = new RegExp(`^\\++${first}([^${last}\\n]*)${last}(.*)$`, "gm");

function read(output: string, { keys }: TraceAt): Step[] {
  return [...output.matchAll(entry)].map(([, told = "", command = ""]) => {
    const [file = "", line = "", ...values] = told.split(next);
    return {
      file: file || null,
      line: lineOf(line),
      command,
      // Where a function has its own options, zsh prints the prompt as it stands.
      ...(values.length === keys.length &&
        !values.some((one) => one.startsWith("${")) && { values }),
    };
  });
}

/** zsh counts the lines of an `eval` on from the line that it stands in: from 0, as `%i`. */
function lineOf(told: string): number | null {
  const [line = 0, within = 0] = told.split(" ").map(Number);
  return (told.endsWith("(eval)") ? line - within - 1 : line) || null;
}

/**
 * bash takes PS4 from the environment, unless it runs as root: then a file of ours sets it and reads what bash would.
 * The trace goes beside all other output.
 */
export const bashTrace: Tracing = {
  prepare({ keys, start, root }, write) {
    const PS4 = prompt("${BASH_SOURCE-}", "${LINENO-}", keys);
    if (!root) return { args: ["-x"], env: { PS4, BASH_XTRACEFD: "8" } };
    const lines = [`BASH_XTRACEFD=8`, `PS4='${PS4}'`, "set -x", ...filesOfBash[start.kind]];
    const file = write("bashrc", `${lines.join("\n")}\n`);
    return { instead: (command) => ["--rcfile", file, "-ic", command] };
  },
  read,
};

/** bash(1), INVOCATION. The system's own bashrc is read before ours as it is before the user's. */
const filesOfBash: Record<Start["kind"], readonly string[]> = {
  interactive: ["if [ -r ~/.bashrc ]; then . ~/.bashrc; fi"],
  login: [
    "if [ -r /etc/profile ]; then . /etc/profile; fi",
    "if [ -r ~/.bash_profile ]; then . ~/.bash_profile",
    "elif [ -r ~/.bash_login ]; then . ~/.bash_login",
    "elif [ -r ~/.profile ]; then . ~/.profile; fi",
  ],
};

export const zshTrace: Tracing = {
  prepare: ({ keys }) => ({
    args: ["-o", "promptsubst", "-x"],
    env: { PS4: prompt("%x", "%I %i %N", keys) },
  }),
  read,
};

/** ksh93 counts lines on through the files that a file reads; mksh does not know the file. */
export const kshTrace: Tracing = {
  prepare: ({ keys, program }) => ({
    args: ["-x"],
    env: { PS4: prompt(isKsh93(program) ? "${.sh.file}" : "", "${LINENO}", keys) },
  }),
  read(output, at) {
    const steps = read(output, at);
    return isKsh93(at.program) ? steps.map((step) => ({ ...step, line: null })) : steps;
  },
};

const isKsh93 = (program: string) => !/(?:mk|lk|ok|pdk)sh[^/]*$/.test(program);

/** `fish_trace` prints each command with its depth (`all`: those of event handlers, too); what a file does stands below the `source` that reads it. */
export const fishTrace: Tracing = {
  prepare: () => ({ env: { fish_trace: "all" } }),
  read(output) {
    const open: { file: string; depth: number }[] = [];
    return [...output.matchAll(/^(-*)> (.*)$/gm)].map(([, dashes = "", command = ""]): Step => {
      const depth = dashes.length;
      while (open.length > 0 && open.at(-1)!.depth >= depth) open.pop();
      const file = open.at(-1)?.file ?? null;
      const sourced = /^source (?:-- )?(\S.*)$/.exec(command)?.[1];
      if (sourced !== undefined) open.push({ file: unquoted(sourced), depth });
      return { file, line: null, command };
    });
  },
};

/** `-V` prints each line before it runs, the system's files included; csh says nothing of files. */
export const cshTrace: Tracing = {
  prepare: () => ({ args: ["-VX"] }),
  read: (output) => output.split("\n").map((command) => ({ file: null, line: null, command })),
};

function unquoted(word: string): string {
  return word.replace(/^'(.*)'$/s, "$1").replaceAll(/\\(.)/g, "$1");
}

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
