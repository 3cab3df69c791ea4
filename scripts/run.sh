#!/bin/sh
# Runs goproxy-cfg from this checkout, after installing and building what is missing:
#   sh scripts/run.sh use cn
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/common.sh"

if [ ! -f "$root/dist/main.cjs" ] || [ ! -f "$root/node_modules/.package-lock.json" ]; then
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    zh*) echo "首次运行：正在安装依赖并构建（约 1 分钟）…" >&2 ;;
    *) echo "First run: installing packages and building (about a minute) …" >&2 ;;
  esac
fi
(quietly install_packages && quietly build) || {
  echo "goproxy-cfg could not be installed or built; see above." >&2
  exit 1
}
# What is shown as the next command is to work as this one did.
GOPROXY_CFG_STARTED=${GOPROXY_CFG_STARTED:-$0}
export GOPROXY_CFG_STARTED
exec node "$root/bin/goproxy-cfg.js" "$@"
