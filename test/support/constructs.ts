/** A home of one construct: what stands in its startup files, and which line gives a new terminal its value. */
export interface Construct {
  name: string;
  shell: string;
  files: Record<string, string>;
  /** `file:line`; null: what is stored is in effect. */
  line: string | null;
}

export const theirs = "https://goproxy.cn,direct";
const X = theirs;
const go = `export GOPROXY=${X}\n`;

const posix = (name: string, rc: string, files: Record<string, string>, line: string | null) =>
  ["zsh", "bash"].map((shell): Construct => {
    const file = shell === "zsh" ? ".zshrc" : ".bashrc";
    const named = line?.replace(/^rc:/, `${file}:`) ?? null;
    // bash reads our block last, in the same file: what stands above it loses.
    return { name, shell, files: { ...files, [file]: rc }, line: shell === "bash" ? null : named };
  });

const zsh = (name: string, rc: string, files: Record<string, string>, line: string | null) => [
  { name, shell: "zsh", files: { ...files, ".zshrc": rc }, line },
];
const fish = (name: string, rc: string, files: Record<string, string>, line: string | null) => [
  { name, shell: "fish", files: { ...files, ".config/fish/config.fish": rc }, line },
];

/** What field work has found in startup files of others. */
export const constructs: readonly Construct[] = [
  // A later line that no reading of the text finds.
  ...zsh(
    "short for over a glob",
    `for f ($HOME/z/*.zsh(N)) source $f\n`,
    { "z/go.zsh": go },
    "z/go.zsh:1",
  ),
  ...zsh(
    "an array of files",
    "a=($HOME/d/**/*.zsh)\nfor f in ${(M)a:#*/env.zsh}; do source $f; done\n",
    { "d/go/env.zsh": `# mine\n${go}`, "d/go/other.zsh": "true\n" },
    "d/go/env.zsh:2",
  ),
  ...posix(
    "a brace list",
    'for f in ~/.{path,exports}; do [ -r "$f" ] && source "$f"; done\n',
    { ".exports": go },
    ".exports:1",
  ),
  ...posix(
    "ls in a substitution",
    "for f in $(ls ~/z); do source ~/z/$f; done\n",
    { "z/go.sh": go },
    "z/go.sh:1",
  ),
  ...posix(
    "a helper",
    "inc() { [[ -r $1 ]] && source $1 }\ninc ~/.local.rc\n".replace("$1 }", "$1; }"),
    { ".local.rc": `true\n${go}` },
    ".local.rc:2",
  ),
  ...fish(
    "a loop",
    "for f in ~/f/*.fish\n  source $f\nend\n",
    { "f/go.fish": `set -gx GOPROXY ${X}\n` },
    "f/go.fish:1",
  ),
  ...fish(
    "a folder of fish's own",
    "source $__fish_config_dir/go.fish\n",
    { ".config/fish/go.fish": `set -gx GOPROXY ${X}\n` },
    ".config/fish/go.fish:1",
  ),
  ...fish("setenv", `setenv GOPROXY ${X}\n`, {}, ".config/fish/config.fish:1"),
  ...fish(
    "an autoloaded function",
    "setgo\n",
    { ".config/fish/functions/setgo.fish": `function setgo\n  set -gx GOPROXY ${X}\nend\n` },
    ".config/fish/functions/setgo.fish:2",
  ),
  ...zsh(
    "an autoloaded function",
    "fpath=(~/fn $fpath)\nautoload -Uz setgo\nsetgo\n",
    { "fn/setgo": go },
    "fn/setgo:1",
  ),
  ...posix(
    "a path beside the file",
    '. "$(dirname "$HOME/x/y")/go.sh"\n',
    { "x/go.sh": go },
    "x/go.sh:1",
  ),
  ...zsh("a path by modifiers", 'source "${HOME:A}/go.zsh"\n', { "go.zsh": go }, "go.zsh:1"),
  ...posix("test and $_", "test -r ~/go.sh && . $_\n", { "go.sh": go }, "go.sh:1"),
  ...posix("a process substitution", `source <(cat ~/go.sh)\n`, { "go.sh": go }, "rc:1"),
  ...posix("eval of a file", 'eval "$(cat ~/go.sh)"\n', { "go.sh": go }, "rc:1"),
  ...posix(
    "xargs",
    "export $(grep -v '^#' ~/go.env | xargs)\n",
    { "go.env": `GOPROXY=${X}\n` },
    "rc:1",
  ),
  ...posix(
    "a reading loop",
    'while IFS== read -r k v; do export "$k=$v"; done < ~/vars\n',
    { vars: `GOPROXY=${X}\n` },
    "rc:1",
  ),
  ...posix("printf -v", `printf -v GOPROXY %s ${X}\nexport GOPROXY\n`, {}, "rc:1"),
  ...posix("read from a string", `read GOPROXY <<< ${X}\nexport GOPROXY\n`, {}, "rc:1"),
  ...zsh("typeset -T", `typeset -xT GOPROXY goproxy\ngoproxy=(${X})\n`, {}, ".zshrc:2"),
  ...zsh(
    "a named folder",
    "hash -d z=~/zz\nsource ~z/go.zsh\n",
    { "zz/go.zsh": go },
    "zz/go.zsh:1",
  ),
  ...fish("eval", `eval "set -gx GOPROXY ${X}"\n`, {}, ".config/fish/config.fish:1"),
  ...fish(
    "lines of a .env file",
    "for line in (cat ~/.env | grep -v '^#')\n  set -gx (string split -m1 = $line)\nend\n",
    { ".env": `GOPROXY=${X}\n` },
    ".config/fish/config.fish:2",
  ),
  ...fish(
    "a reader of .env files",
    "function envsource\n  for l in (cat $argv)\n    set kv (string split -m1 = $l)\n    set -gx $kv[1] $kv[2]\n  end\nend\nenvsource ~/.env\n",
    { ".env": `GOPROXY=${X}\n` },
    ".config/fish/config.fish:4",
  ),
  ...zsh("a forced default", `true\n: \${GOPROXY::=${X}}\n`, {}, ".zshrc:2"),
  ...fish(
    "echo into source",
    `echo "set -gx GOPROXY ${X}" | source\n`,
    {},
    ".config/fish/config.fish:1",
  ),
  // What is set before each prompt, and not by the startup file itself.
  {
    name: "a hook of the prompt",
    shell: "zsh",
    files: {
      ".zshrc": `autoload -Uz add-zsh-hook\n_set() { export GOPROXY=${X} }\nadd-zsh-hook precmd _set\n`,
    },
    line: ".zshrc:2",
  },
  {
    name: "a hook of the prompt",
    shell: "bash",
    files: { ".bashrc": `f() { export GOPROXY=${X}; }\nPROMPT_COMMAND=f\n` },
    line: ".bashrc:1",
  },
  ...fish(
    "a hook of the prompt",
    `function _s --on-event fish_prompt\n  set -gx GOPROXY ${X}\nend\n`,
    {},
    ".config/fish/config.fish:2",
  ),
  {
    name: "a foreach loop",
    shell: "tcsh",
    files: {
      ".tcshrc": "foreach f (~/d/*.csh)\n  source $f\nend\n",
      "d/go.csh": `setenv GOPROXY ${X}\n`,
    },
    line: null,
  },
  { name: "login", shell: "tcsh", files: { ".login": `setenv GOPROXY ${X}\n` }, line: ".login:1" },
  // Where a new terminal has what is stored, and a reading of the text says otherwise.
  ...posix("a function that is never called", `proxy_on() {\n  ${go}}\n`, {}, null),
  ...posix("unset again", `${go}unset GOPROXY\n`, {}, null),
  ...posix("set to nothing", "export GOPROXY=\n", {}, null),
  ...posix("only where it is not set", `[ -n "$GOPROXY" ] || ${go}`, {}, null),
  ...posix("a default", `: "\${GOPROXY:=${X}}"; export GOPROXY\n`, {}, null),
  ...fish("a universal variable beside ours", `set -Ux GOPROXY ${X}\n`, {}, null),
  ...fish("erased again", `set -gx GOPROXY ${X}\nset -e GOPROXY\n`, {}, null),
  ...fish("only where it is not set", `set -q GOPROXY; or set -gx GOPROXY ${X}\n`, {}, null),
  ...fish(
    "a function that is never called",
    `function proxy\n  set -gx GOPROXY ${X}\nend\n`,
    {},
    null,
  ),
  ...posix("a subshell", `( ${go.trim()} )\n`, {}, null),
  // What a lexer loses its place in.
  ...zsh("a bracket in a default", `P="\${PFX:=(}"\n${go}`, {}, ".zshrc:2"),
  ...zsh("a here-document in a substitution", `x=$(cat <<'E'\nit's\nE\n)\n${go}`, {}, ".zshrc:5"),
  ...zsh("arithmetic", `f() { n=$(( [##16] 3 )); }\n${go}`, {}, ".zshrc:2"),
  ...zsh("a brace without a semicolon", `gd() { git diff "$@" | view - }\n${go}`, {}, ".zshrc:2"),
  ...fish(
    "else if",
    `if test 1 = 2\nelse if test 2 = 3\nend\nset -gx GOPROXY ${X}\n`,
    {},
    ".config/fish/config.fish:4",
  ),
  ...fish(
    "an escaped quote",
    `set x (echo 'it\\'s')\nset -gx GOPROXY ${X}\n`,
    {},
    ".config/fish/config.fish:2",
  ),
  // Above a line that ends the file.
  ...posix("return below it", `${go}[ -n "$HOME" ] && return\n`, {}, "rc:1").map((one) => ({
    ...one,
    line: one.shell === "bash" ? ".bashrc:1" : one.line,
  })),
  {
    name: "exit below it",
    shell: "tcsh",
    files: { ".tcshrc": `setenv GOPROXY ${X}\nif ( $?prompt ) exit\n` },
    line: ".tcshrc:1",
  },
];
