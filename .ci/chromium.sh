# Sourced before the tests: finds the system's Chromium, installs it where that is allowed, and says
# loudly when neither is possible (the browser tests are then left out).
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk; } >/dev/null || true
  fi
  if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
    echo "*** NO CHROMIUM HERE: the browser tests are LEFT OUT. Install Debian's package chromium to run them. ***" >&2
    export QBANK_SKIP_BROWSER=1
  fi
fi
