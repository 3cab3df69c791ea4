import { printed } from "./printed.ts";

const name = "goproxy-cfg";

/** What a shell evaluates to complete our command line; bash has a script of its own. */
export async function scriptFor(shell: string): Promise<string> {
  if (shell === "bash") return bash;
  const { script } = await import("@bomb.sh/tab");
  // zsh takes what it is given as it is: values have to come quoted.
  const executable = shell === "zsh" ? `GOPROXY_CFG_COMPLETE=zsh ${name}` : name;
  const text = printed(() => script(shell, name, executable));
  // _describe takes a backslash for its own: one that quotes an asterisk has to be doubled.
  const beforeColons = /(\n *)(?=comp=\$\{comp\/\/:)/;
  return text.replace(beforeColons, "$1comp=$${comp//\\\\/\\\\\\\\}$1");
}

/**
 * For bash from 3.2 on, without the bash-completion package. The library's script passes values through word
 * splitting and file name expansion, which `corp.com/*` does not survive, and bash breaks words at colons.
 */
const bash = `# bash completion for ${name}
__goproxy_cfg_complete() {
  local line=\${COMP_LINE:0:COMP_POINT} value current prefix
  local -a words
  read -ra words <<< "$line"
  case $line in *[[:space:]]) words+=("") ;; esac
  current=\${words[\${#words[@]}-1]}
  prefix=\${current%"\${current##*[:=]}"}
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    case $value in
      "" | :[0-9]*) ;;
      "$current"*) COMPREPLY+=("\${value#"$prefix"}") ;;
    esac
  done < <(GOPROXY_CFG_COMPLETE=bash ${name} complete -- "\${words[@]:1}" 2>/dev/null)
}
complete -F __goproxy_cfg_complete ${name}
`;
