# Sourced before the tests: finds LibreOffice, installs it where that is allowed, and says loudly when
# neither is possible (the tests that open our files in it are then left out).
if ! command -v soffice >/dev/null; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing LibreOffice for the tests of files …"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fonts-noto-cjk; } >/dev/null || true
  fi
  if ! command -v soffice >/dev/null; then
    echo "*** NO LIBREOFFICE HERE: the tests that open files in it are LEFT OUT. Install Debian's packages libreoffice-writer-nogui and libreoffice-calc-nogui to run them. ***" >&2
    export QBANK_SKIP_OFFICE=1
  fi
fi
