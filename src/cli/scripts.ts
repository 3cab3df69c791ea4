import type { App, Outcome } from "../app.ts";
import { notOneOf } from "../nearest.ts";

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
export async function completion(_app: App, shell: string): Promise<Outcome> {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell as keyof typeof scripts] : undefined;
  if (script === undefined) throw notOneOf("completion", shell, Object.keys(scripts));
  return {
    exit: 0,
    document: { schemaVersion: 1, shell, script },
    unredacted: true,
    render: () => script,
  };
}
