"""LibreOffice opens the files the site writes.

Set QBANK_SKIP_OFFICE=1 to leave these tests out; without LibreOffice they fail, they are never skipped
silently.
"""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
#: Formulas are calculated anew whatever values the file holds: a stale value must not pass for a right one.
_ALWAYS_CALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""
#: Mark every test that needs LibreOffice with it.
needs_office = pytest.mark.skipif(
    bool(os.environ.get("QBANK_SKIP_OFFICE")),
    reason="OFFICE TESTS LEFT OUT: no LibreOffice on this machine",
)


def convert(source: Path, to: str, folder: Path) -> Path:
    """The file in another format ("pdf", "xlsx", "docx"), written into ``folder`` (made when missing).

    Give a folder other than the source's own where the format stays the same. All formulas of a
    spreadsheet are calculated anew.
    """
    return convert_all([source], to, folder)[0]


def convert_all(sources: Sequence[Path], to: str, folder: Path, *, seconds: float = 180) -> list[Path]:
    """As convert(), several files in one start of LibreOffice, which takes longer than a file."""
    if SOFFICE is None:
        pytest.fail(
            "There is no LibreOffice. Run `make test`, which installs it, or `apt-get install "
            "libreoffice-writer-nogui libreoffice-calc-nogui`."
        )
    folder.mkdir(parents=True, exist_ok=True)
    profile = (folder / ".profile").resolve()
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_CALCULATE)
    ran = subprocess.run(
        [
            SOFFICE,
            *("--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}"),
            *("--convert-to", to, "--outdir", str(folder), *map(str, sources)),
        ],
        capture_output=True,
        text=True,
        timeout=seconds,
    )
    suffix = to.partition(":")[0]
    made = [folder / f"{source.stem}.{suffix}" for source in sources]
    missing = [path.name for path in made if not path.exists()]
    assert not missing, f"LibreOffice made no {missing}: {ran.stdout}{ran.stderr}"
    return made
