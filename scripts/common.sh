# Shared by the scripts of this folder; sourced with $root set to the checkout. POSIX sh.

tools=$root/.tools

warn() {
  printf 'warning: %s\n' "$*" >&2
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# step NAME COMMAND… runs a command and prints how long it took.
step() {
  step_name=$1
  shift
  step_start=$(date +%s)
  step_result=0
  "$@" || step_result=$?
  printf -- '-- %s: %s s\n' "$step_name" "$(($(date +%s) - step_start))"
  return "$step_result"
}

# quietly COMMAND… shows what a command printed only where it failed, on standard error.
quietly() {
  quietly_log=$(mktemp)
  quietly_result=0
  "$@" >"$quietly_log" 2>&1 </dev/null || quietly_result=$?
  [ "$quietly_result" -eq 0 ] || cat "$quietly_log" >&2
  rm -f "$quietly_log"
  return "$quietly_result"
}

# npm needs a home folder that it can write to.
with_npm_home() {
  if [ -n "${HOME:-}" ] && [ -d "$HOME" ] && [ -w "$HOME" ]; then
    "$@"
  else
    mkdir -p "$tools/home"
    HOME=$tools/home "$@"
  fi
}

install_packages() {
  cd "$root" || return 1
  if [ node_modules/.package-lock.json -nt package-lock.json ]; then return 0; fi
  set -- --ignore-scripts --no-audit --no-fund --loglevel=error
  # A registry that lacks a package of another platform makes `npm ci` refuse the whole list.
  with_npm_home npm ci "$@" 2>/dev/null || with_npm_home npm install --no-save "$@" || return 1
  touch node_modules/.package-lock.json
}

build() {
  cd "$root" || return 1
  if [ -f dist/main.cjs ]; then
    changed=$(find src scripts/schema.js package.json package-lock.json rolldown.config.js -newer dist/main.cjs | head -n 1)
    if [ -z "$changed" ]; then return 0; fi
  fi
  with_npm_home npm run --silent build
}

# The go command to install other toolchains with; empty where there is none.
find_go() {
  if have go; then
    command -v go
  elif [ -x "$tools/bin/go" ]; then
    printf '%s\n' "$tools/bin/go"
  fi
}

# toolchain VERSION: that go in .tools/go/VERSION, out of the module golang.org/toolchain.
toolchain() {
  version=$1
  target=$tools/go/$version
  if [ -x "$target/bin/go" ]; then return 0; fi
  go=$(find_go)
  if [ -z "$go" ]; then
    warn "no go to fetch go$version with"
    return 1
  fi
  work=$(mktemp -d "$tools/toolchain.XXXXXX")
  system=$(cd "$work" && GOTOOLCHAIN=local "$go" env GOHOSTOS GOHOSTARCH | tr '\n' '-' | sed 's/-$//')
  # Outside any module, with a cache of its own; the checksum database verifies it.
  if (cd "$work" && GOTOOLCHAIN=local GOFLAGS=-modcacherw GOMODCACHE="$work/cache" \
    "$go" mod download "golang.org/toolchain@v0.0.1-go$version.$system"); then
    mkdir -p "$tools/go"
    mv "$work/cache/golang.org/toolchain@v0.0.1-go$version.$system" "$target"
    # A module zip carries no exec bits, and the module cache is read-only.
    chmod -R u+w "$target"
    chmod +x "$target"/bin/* "$target"/pkg/tool/*/*
  else
    warn "go$version cannot be had; the tests that need it are skipped"
  fi
  rm -rf "$work"
  [ -x "$target/bin/go" ]
}

# powershell KIND (linux or win): PowerShell in .tools/powershell, out of the archives that lie beside the checkout.
powershell() {
  [ ! -d "$tools/powershell/pwsh-$1-x64" ] || return 0
  unpack=$root/../shared/tools/powershell/unpack
  [ -f "$unpack" ] || return 1
  quietly sh "$unpack" "$tools/powershell" "$1"
}
