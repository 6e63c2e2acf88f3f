#!/bin/sh
# Makes sure that there is a browser for the browser test: an installed Chromium or Chrome, else Debian's package
# when we may install it, else the one that Playwright downloads.
set -eu
cd "$(dirname "$0")/.."

found() {
  if [ -n "${CHROMIUM_PATH:-}" ]; then
    [ -x "$CHROMIUM_PATH" ] && return
    echo "CHROMIUM_PATH is $CHROMIUM_PATH, and no program is there." >&2
    exit 1
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  for program in "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    [ -x "$program" ] && return
  done
  return 1
}

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Chromium for the browser test."
  log=$(mktemp)
  if apt-get update -qq >"$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >>"$log" 2>&1; then
    rm -f "$log"
    exit 0
  fi
  tail -n 5 "$log" >&2
  rm -f "$log"
fi
echo "No Chromium or Chrome is installed: downloading Playwright's own for the browser test."
cd e2e && npx playwright install chromium
