import type { App, Outcome } from "../app.ts";
import { Failure } from "../failure.ts";
import type { Note } from "../findings.ts";
import { notOneOf } from "../nearest.ts";
import { findProgram } from "../programs.ts";

/**
 * What a shell evaluates to complete our command line. Each hands the words before the cursor, without their
 * quotes, to `goproxy-cfg complete` and offers what that prints: a value a line, a tab, what it is. A line
 * `:files` stands for the names of files.
 */

/**
 * From bash 3.2 on, without the bash-completion package. Bash breaks words at colons and equals signs, so the line
 * is taken apart here; and it inserts a value as it is, so the values come escaped for the quote that was begun.
 */
const bash = `# bash completion for goproxy-cfg
__goproxy_cfg_complete() {
  local line=\${COMP_LINE:0:COMP_POINT} value current prefix mode=bash
  local -a words
  read -ra words <<< "$line"
  case $line in *[[:space:]]) words+=("") ;; esac
  current=\${words[\${#words[@]}-1]}
  case $current in
    \\'*) mode=bash-single ;;
    \\"*) mode=bash-double ;;
  esac
  case $mode in
    bash-*) current=\${current:1} words[\${#words[@]}-1]=\${current} ;;
  esac
  prefix=\${current%"\${current##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    case $value in
      :files)
        compopt -o filenames 2>/dev/null
        while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "\${current#"$prefix"}") ;;
      "$current"*)
        case $value in *=) compopt -o nospace 2>/dev/null ;; esac
        COMPREPLY+=("\${value#"$prefix"}") ;;
    esac
  done < <(GOPROXY_CFG_COMPLETE=$mode goproxy-cfg complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -F __goproxy_cfg_complete goproxy-cfg
`;

/** zsh quotes what it inserts; _describe takes a backslash and a colon for its own. */
const zsh = `#compdef goproxy-cfg
# zsh completion for goproxy-cfg
_goproxy_cfg() {
  local value about
  local -a offered begun typed
  typed=("\${(@Q)words[2,CURRENT]}")
  typed[-1]=\${typed[-1]#[\\'\\"]}
  while IFS=$'\\t' read -r value about; do
    if [[ $value == :files ]]; then
      _files
      return
    fi
    value=\${value//\\\\/\\\\\\\\}
    about="\${value//:/\\\\:}\${about:+:$about}"
    if [[ $value == *= ]]; then begun+=("$about"); else offered+=("$about"); fi
  done < <(goproxy-cfg complete -- "\${typed[@]}" 2>/dev/null)
  _describe goproxy-cfg offered
  _describe goproxy-cfg begun -S ""
}
if [[ \${funcstack[1]} == _goproxy_cfg ]]; then
  _goproxy_cfg "$@"
else
  # A zsh that runs no compinit, as a new one on macOS, knows no compdef.
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
  compdef _goproxy_cfg goproxy-cfg
fi
`;

/** fish quotes what it inserts. */
const fish = `# fish completion for goproxy-cfg
function __goproxy_cfg_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct | string unescape; or commandline -ct)
    for line in (goproxy-cfg complete -- $words[2..-1] "$current" 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (string replace -r -- '^--[a-z-]+=' '' "$current")
        else
            printf '%s\\n' $line
        end
    end
end
complete -c goproxy-cfg -f -a '(__goproxy_cfg_complete)'
`;

/**
 * For PowerShell 7 and Windows PowerShell. Up to 7.2 an empty argument is dropped on the way to a program, so the
 * word to complete travels in a variable, behind a sign: an empty variable is none.
 */
const pwsh = `# PowerShell completion for goproxy-cfg
Register-ArgumentCompleter -Native -CommandName goproxy-cfg -ScriptBlock {
  param($word, $ast, $cursor)
  $before = @($ast.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursor } |
    ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { $_.Extent.Text } })
  $env:GOPROXY_CFG_WORD = '=' + ("$word" -replace '^[''"]|[''"]$', '')
  try {
    goproxy-cfg complete -- @before 2>$null | ForEach-Object {
      $value, $about = $_ -split "\`t", 2
      if ($value -eq ':files') { return }
      if (-not $about) { $about = $value }
      $text = if ($value -match '[^\\w./:%+=~-]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
      [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
    }
  } finally {
    Remove-Item Env:GOPROXY_CFG_WORD
  }
}
`;

/** By the names that users give the shells. */
export const scripts = { bash, zsh, fish, pwsh, powershell: pwsh };

/** `completion`: the script that a shell evaluates. Throws Failure `bad-flag-value` for a shell without one. */
export async function completion(
  app: App,
  shell: string,
  more: readonly string[],
): Promise<Outcome> {
  if (shell === "install") return install(app, more);
  const script = scripts[named(shell, ["install"])];
  if (more.length > 0) throw new Failure("excess-operand", { verb: "completion" });
  return {
    exit: 0,
    document: { schemaVersion: 1, shell, script },
    unredacted: true,
    render: () => script,
  };
}

/** The shell of this name that has a script. Throws Failure `bad-flag-value`. */
function named(shell: string, others: readonly string[] = []): keyof typeof scripts {
  if (Object.hasOwn(scripts, shell)) return shell as keyof typeof scripts;
  throw notOneOf("completion", shell, [...Object.keys(scripts), ...others]);
}

/**
 * `completion install`: the scripts of these shells, else of those found, where new terminals look for them. Throws
 * Failure `no-shell-found` where there is none.
 */
async function install(app: App, names: readonly string[]): Promise<Outcome> {
  const { ctx, flags, text } = app;
  const [{ apply }, { completing, completionFile, planCompletion }, detect, { changedOutcome }] =
    await Promise.all([
      import("../changes/apply.ts"),
      import("../shells/completion.ts"),
      import("../shells/detect.ts"),
      import("../verbs/write/changed.ts"),
    ]);
  const wanted =
    names.length > 0
      ? names.map((name) => named(name).replace("powershell", "pwsh"))
      : ctx.platform === "win32"
        ? ["pwsh"]
        : (await detect.detectShells(ctx)).map(({ shell }) => shell.name);
  const shells = completing.filter((shell) => wanted.includes(shell));
  if (shells.length === 0)
    throw new Failure("no-shell-found", {
      known: completing.join(", "),
      command: "completion install",
    });
  const machine = await app.go();
  let notes: Note[] = [];
  const plan = async () => {
    const made = await planCompletion(ctx, new Map(shells.map((shell) => [shell, scripts[shell]])));
    notes = made.notes;
    return made.plan;
  };
  const applied = await apply(ctx, machine, "completion install", plan, flags);
  const incomplete = notes.length > 0;
  const outcome = await changedOutcome(app, machine, { applied, wanted: {}, notes, incomplete });
  const terminal = await detect.terminalShell(ctx);
  return {
    ...outcome,
    async render(view) {
      const lines = [await outcome.render(view)];
      if (applied.undo === null || incomplete) return lines[0]!;
      lines.push(text.shell.completes(shells));
      const open = shells.find((shell) => shell !== "fish" && shell === terminal?.name);
      if (open) lines.push(text.shell.thisTerminal(`. "${completionFile(ctx, open)}"`));
      if (findProgram(ctx, "goproxy-cfg") === null) lines.push(text.shell.offPath);
      return lines.join("\n");
    },
  };
}
