#!/bin/sh
# Runs goproxy-cfg from this checkout, after installing and building what is missing:
#   sh scripts/run.sh use cn
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/common.sh"

(quietly install_packages && quietly build) || {
  echo "goproxy-cfg could not be installed or built; see above." >&2
  exit 1
}
exec node "$root/bin/goproxy-cfg.js" "$@"
