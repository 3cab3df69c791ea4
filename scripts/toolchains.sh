#!/bin/sh
# Installs go toolchains of other versions for the tests, into .tools/go; by default every version that the
# rules in src/go are tested against:
#   sh scripts/toolchains.sh [VERSION…]
set -u
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/common.sh"

mkdir -p "$tools"
if [ $# -eq 0 ]; then
  set -- 1.15.15 1.19.13 1.21.0 1.22.12 1.23.5 1.24.13 1.25.12 1.26.11 1.27.4
fi
result=0
for each in "$@"; do
  step "go$each" toolchain "$each" || result=1
done
exit "$result"
