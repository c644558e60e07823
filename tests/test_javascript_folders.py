"""JavaScript lies by subject: what any page uses knows no subject, and no subject reaches into another."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR / "static" / "js"
FILES = sorted(ROOT.rglob("*.js"))
IMPORT = re.compile(r'(?:^import\s+|^(?:import|export)\b[^;"]*\bfrom\s+)"([^"]+)"', re.MULTILINE)
#: Folders that others may import: what any page uses, and what all pages share that fill in a scorecard.
BELOW = {"common": set(), "scoring": {"common"}}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_script_imports_its_own_folder_and_what_lies_below(path):
    allowed = {path.parent.name} | BELOW.get(path.parent.name, set(BELOW))
    for target in IMPORT.findall(path.read_text(encoding="utf-8")):
        imported = (path.parent / target).resolve()
        assert imported.is_file(), target
        assert imported.parent.name in allowed, target


def test_every_script_lies_in_a_folder_of_moderate_size():
    assert not list(ROOT.glob("*.js"))
    for folder in ROOT.iterdir():
        assert len(list(folder.iterdir())) <= 25, folder.name
    for path in FILES:
        assert path.read_text(encoding="utf-8").count("\n") <= 400, name(path)
