import { theirs } from "./constructs.ts";

/** A home in the manner of a well-known framework, written for these tests. `sets`: a line of it sets GOPROXY. */
export interface FrameworkHome {
  name: string;
  shell: string;
  files: Record<string, string>;
  sets: boolean;
}

const go = `export GOPROXY=${theirs}\n`;
const fishGo = `set -gx GOPROXY ${theirs}\n`;

/** Plugins by name out of a folder, custom files after them, a theme, completion: the usual core of a zsh framework. */
const ohMy = `ZSH_CUSTOM=\${ZSH_CUSTOM:-$ZSH/custom}
is_plugin() { local base=$1 name=$2; [[ -f $base/plugins/$name/$name.plugin.zsh ]] }
for plugin ($plugins); do
  if is_plugin "$ZSH_CUSTOM" "$plugin"; then fpath=("$ZSH_CUSTOM/plugins/$plugin" $fpath)
  elif is_plugin "$ZSH" "$plugin"; then fpath=("$ZSH/plugins/$plugin" $fpath); fi
done
_load() {
  local context file=$1
  zstyle -T ":omz:$context" aliases || local disabled=yes
  [[ -r $file ]] && source "$file"
}
for lib_file ("$ZSH"/lib/*.zsh(N)); do _load "$lib_file"; done
unset lib_file
for plugin ($plugins); do _load "$ZSH/plugins/$plugin/$plugin.plugin.zsh"; done
for config_file ("$ZSH_CUSTOM"/*.zsh(N)); do _load "$config_file"; done
unset config_file
`;
const ohMyRc = `export ZSH="$HOME/.oh-my-zsh"
ZSH_THEME="plain"
plugins=(git golang)
source $ZSH/oh-my-zsh.sh
alias zshconfig="\${EDITOR:-vi} ~/.zshrc"
`;
const ohMyFiles = {
  ".zshrc": ohMyRc,
  ".oh-my-zsh/oh-my-zsh.sh": ohMy,
  ".oh-my-zsh/lib/functions.zsh": `function encode() { emulate -L zsh; local i=$(( [##16] 255 )); print $i }\nfunction take() { mkdir -p $@ && cd \${@:$#} }\n`,
  ".oh-my-zsh/plugins/git/git.plugin.zsh": `alias g=git\nfunction gd() { git diff "$@" | view - }\n`,
  ".oh-my-zsh/plugins/golang/golang.plugin.zsh": "alias gob='go build'\nalias gom='go mod'\n",
};

/** Modules in the order of a zstyle, each with an init file. */
const prezto = `if [[ -s "\${ZDOTDIR:-$HOME}/.zprezto/init.zsh" ]]; then source "\${ZDOTDIR:-$HOME}/.zprezto/init.zsh"; fi\n`;
const preztoInit = `source "\${ZDOTDIR:-$HOME}/.zpreztorc"
function pmodload {
  local -a pmodules=("$@")
  local pmodule
  for pmodule in "$pmodules[@]"; do
    if [[ -s "\${ZDOTDIR:-$HOME}/.zprezto/modules/$pmodule/init.zsh" ]]; then
      source "\${ZDOTDIR:-$HOME}/.zprezto/modules/$pmodule/init.zsh"
    fi
  done
}
zstyle -a ':prezto:load' pmodule 'pmodules'
pmodload "$pmodules[@]"
`;

/** Files that are enabled by links, loaded by a loop over a sorted list. */
const bashIt = `for _bash_it_file in aliases plugins completion; do
  for _bash_it_entry in "$BASH_IT/enabled"/*"\${_bash_it_file}.bash"; do
    if [[ -e "$_bash_it_entry" ]]; then source "$_bash_it_entry"; fi
  done
done
for _bash_it_entry in "$BASH_IT"/custom/*.bash; do [[ -s "$_bash_it_entry" ]] && . "$_bash_it_entry"; done
unset _bash_it_entry _bash_it_file
`;

const grml = `xsource() {
  if (( \${#argv} < 1 )) ; then print 'usage: xsource FILE(s)'; return -1; fi
  while (( \${#argv} > 0 )) ; do
    [[ -r "$1" ]] && source "$1"
    shift
  done
  return 0
}
function check_com() { emulate -L zsh; (( \${+commands[$1]} )) }
check_com ls && alias la='ls -a'
xsource "$HOME/.zshrc.local"
`;

const fisher = `function fisher --argument-names cmd
  echo $cmd
end
for file in ~/.config/fish/local/*.fish
  source $file
end
if status is-interactive
  abbr -a g git
end
`;

const debian = `case $- in *i*) ;; *) return;; esac
HISTCONTROL=ignoreboth
shopt -s histappend checkwinsize
[ -x /usr/bin/lesspipe ] && eval "$(SHELL=/bin/sh lesspipe)"
case "$TERM" in xterm-color|*-256color) color_prompt=yes;; esac
if [ "$color_prompt" = yes ]; then PS1='\\u@\\h:\\w\\$ '; fi
unset color_prompt
if [ -f ~/.bash_aliases ]; then . ~/.bash_aliases; fi
`;
const debianProfile = `if [ -n "$BASH_VERSION" ]; then
  if [ -f "$HOME/.bashrc" ]; then . "$HOME/.bashrc"; fi
fi
if [ -d "$HOME/.local/bin" ] ; then PATH="$HOME/.local/bin:$PATH"; fi
`;
const nvm = `export NVM_DIR="$HOME/.nvm"\n[ -s "$NVM_DIR/nvm.sh" ] && \\. "$NVM_DIR/nvm.sh"\n`;
const conda = `# >>> conda initialize >>>
__conda_setup="$('/opt/none/bin/conda' 'shell.bash' 'hook' 2> /dev/null)"
if [ $? -eq 0 ]; then eval "$__conda_setup"; else export PATH="/opt/none/bin:$PATH"; fi
unset __conda_setup
# <<< conda initialize <<<
`;
const starship = (shell: string) =>
  `command -v starship > /dev/null && eval "$(starship init ${shell})"\n`;

const plain = (name: string, shell: string, files: Record<string, string>): FrameworkHome => ({
  name,
  shell,
  files,
  sets: false,
});
const setting = (name: string, shell: string, files: Record<string, string>): FrameworkHome => ({
  ...plain(name, shell, files),
  sets: true,
});

export const frameworkHomes: readonly FrameworkHome[] = [
  plain("oh-my-zsh", "zsh", ohMyFiles),
  setting("oh-my-zsh, a custom file", "zsh", { ...ohMyFiles, ".oh-my-zsh/custom/go.zsh": go }),
  setting("oh-my-zsh, a line below", "zsh", { ...ohMyFiles, ".zshrc": ohMyRc + go }),
  plain("prezto", "zsh", {
    ".zshrc": prezto,
    ".zprezto/init.zsh": preztoInit,
    ".zpreztorc": "zstyle ':prezto:load' pmodule 'environment' 'editor'\n",
    ".zprezto/modules/environment/init.zsh": "setopt COMBINING_CHARS\n",
  }),
  setting("prezto, a module", "zsh", {
    ".zshrc": prezto,
    ".zprezto/init.zsh": preztoInit,
    ".zpreztorc": "zstyle ':prezto:load' pmodule 'go'\n",
    ".zprezto/modules/go/init.zsh": go,
  }),
  plain("grml", "zsh", { ".zshrc": grml }),
  setting("grml, .zshrc.local", "zsh", { ".zshrc": grml, ".zshrc.local": go }),
  plain("zsh with starship and fzf", "zsh", {
    ".zshrc": `${starship("zsh")}[ -f ~/.fzf.zsh ] && source ~/.fzf.zsh\n`,
    ".fzf.zsh":
      'if [[ ! "$PATH" == *$HOME/.fzf/bin* ]]; then PATH="${PATH:+${PATH}:}$HOME/.fzf/bin"; fi\n',
  }),
  plain("zsh with compinit and a prompt", "zsh", {
    ".zshrc":
      "autoload -Uz promptinit vcs_info\npromptinit\nprecmd() { vcs_info }\nsetopt PROMPT_SUBST\nPROMPT='%~ %# '\n",
  }),
  plain("zsh with nvm and conda", "zsh", {
    ".zshrc": nvm + conda,
    ".nvm/nvm.sh": "nvm() { echo $1; }\n",
  }),
  setting("ZDOTDIR", "zsh", {
    ".zshenv": 'export ZDOTDIR="$HOME/.config/zsh"\n',
    ".config/zsh/.zshrc": `for f in $ZDOTDIR/conf.d/*.zsh(N); do source $f; done\n`,
    ".config/zsh/conf.d/go.zsh": go,
  }),
  setting("dotfiles by topic", "zsh", {
    ".zshrc":
      "export DOT=$HOME/.dotfiles\ntypeset -U files\nfiles=($DOT/**/*.zsh(N))\nfor file in ${(M)files:#*/path.zsh}; do source $file; done\nfor file in ${files:#*/path.zsh}; do source $file; done\n",
    ".dotfiles/go/path.zsh": 'path+=("$HOME/go/bin")\n',
    ".dotfiles/go/env.zsh": go,
  }),
  setting("lazy functions with autoload", "zsh", {
    ".zshrc": "fpath=(~/.zfunc $fpath)\nautoload -Uz ~/.zfunc/*(:t)\nproxy\n",
    ".zfunc/proxy": `emulate -L zsh\ntypeset -gx GOPROXY=${theirs}\n`,
  }),
  plain("a proxy switch that is not used", "zsh", {
    ".zshrc": `proxy_on() {\n  ${go}  echo on\n}\nproxy_off() { unset GOPROXY }\n`,
  }),
  plain("Debian's bash", "bash", { ".bashrc": debian, ".profile": debianProfile }),
  plain("Debian's bash, .bash_aliases", "bash", {
    ".bashrc": debian,
    ".profile": debianProfile,
    ".bash_aliases": `alias ll='ls -l'\n${go}`,
  }),
  plain("Bash-it", "bash", {
    ".bashrc": `export BASH_IT="$HOME/.bash_it"\nsource "$BASH_IT"/bash_it.sh\n`,
    ".bash_it/bash_it.sh": bashIt,
    ".bash_it/enabled/150---general.aliases.bash": "alias c=clear\n",
  }),
  plain("Bash-it, a custom file", "bash", {
    ".bashrc": `export BASH_IT="$HOME/.bash_it"\nsource "$BASH_IT"/bash_it.sh\n`,
    ".bash_it/bash_it.sh": bashIt,
    ".bash_it/custom/go.bash": go,
  }),
  plain("dotfiles with a brace list", "bash", {
    ".bash_profile":
      'for file in ~/.{path,bash_prompt,exports,aliases,extra}; do\n  [ -r "$file" ] && [ -f "$file" ] && source "$file";\ndone;\nunset file;\n',
    ".bashrc": '[ -n "$PS1" ] && source ~/.bash_profile;\n',
    ".exports": go,
  }),
  plain("bash with starship, nvm and conda", "bash", {
    ".bashrc": debian + starship("bash") + nvm + conda,
    ".nvm/nvm.sh": "nvm() { echo $1; }\n",
  }),
  setting("bash that returns early", "bash", {
    ".bashrc": `${go}[ -z "$PS1" ] || return\n`,
    ".profile": go,
  }),
  plain("bash with a prompt command", "bash", {
    ".bashrc": "PROMPT_COMMAND='history -a; echo -ne \"\\033]0;${PWD}\\007\"'\n",
  }),
  plain("fisher", "fish", { ".config/fish/config.fish": fisher }),
  setting("fisher, local files", "fish", {
    ".config/fish/config.fish": fisher,
    ".config/fish/local/go.fish": fishGo,
  }),
  setting("a conf.d of one's own", "fish", {
    ".config/fish/config.fish": "",
    ".config/fish/conf.d/zz-go.fish": fishGo,
  }),
  plain("a conf.d that comes first", "fish", {
    ".config/fish/config.fish": "",
    ".config/fish/conf.d/aa-go.fish": fishGo,
  }),
  plain("fish with starship", "fish", {
    ".config/fish/config.fish":
      "set -g fish_greeting\ntype -q starship; and starship init fish | source\nfish_add_path ~/go/bin\n",
  }),
  plain("a folder of tcsh files", "tcsh", {
    ".tcshrc":
      "set nonomatch\nforeach f ( ~/.tcshrc.d/*.tcsh )\n  source $f\nend\nalias ll ls -l\n",
    ".tcshrc.d/go.tcsh": `setenv GOPROXY ${theirs}\n`,
  }),
  plain("ksh with ENV", "ksh", {
    ".profile": "export ENV=$HOME/.kshrc\nexport EDITOR=vi\n",
    ".kshrc": `set -o emacs\n${go}PS1='$ '\n`,
  }),
  plain("elvish", "elvish", {
    ".config/elvish/rc.elv": `use str\nset-env GOPROXY ${theirs}\nfn ll {|@a| ls -l $@a }\n`,
  }),
];
