#!/bin/sh
# Makes or updates a virtual environment from a lock file. The Makefile and the Dockerfile both use it.
#   install.sh VENV LOCK      e.g. install.sh backend/.venv backend/requirements/dev.txt
set -eu

venv=$1
lock=$2
backend=$(cd "$(dirname "$0")/.." && pwd)

recent_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if recent_enough "$candidate"; then
      echo "$candidate"
      return
    fi
  done
}

# A virtual environment whose interpreter was updated or removed cannot be repaired, only made again.
if [ -e "$venv" ] && ! { recent_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
  rm -rf "$venv"
fi
if [ ! -e "$venv" ]; then
  python=$(find_python)
  if [ -z "$python" ]; then
    echo "Stonechat needs Python 3.11 or newer: install it, or name one with PYTHON=/path/to/python3." >&2
    exit 1
  fi
  if ! "$python" -m venv "$venv"; then
    rm -rf "$venv"
    echo "$python could not make a virtual environment (on Debian and Ubuntu: apt install python3-venv)." >&2
    exit 1
  fi
fi

pip() {
  "$venv/bin/python" -m pip --quiet --disable-pip-version-check "$@"
}

# uv takes seconds where pip takes a minute. Where uv has no build for the machine, or does not reach the
# network in the way pip was configured to, pip does the same from the same hashes.
with_uv() {
  pip install --require-hashes --only-binary :all: -r "$backend/requirements/bootstrap.txt" &&
    UV_PYTHON_DOWNLOADS=never "$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" \
      --require-hashes --compile-bytecode "$lock"
}
if ! with_uv; then
  echo "uv could not do it, so pip does it, which takes about a minute." >&2
  pip install --require-hashes -r "$lock"
fi

packages=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$backend/src" > "$packages/stonechat.pth"
