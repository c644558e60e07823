"""The laws of the house that no linter keeps: sizes, circles, the order of rooms, private names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import house

MOST_FILES = 25
MOST_LINES = 400
#: Samples are data that tests read: one folder of them is one thing.
DATA = {Path("tests/qbank/documents/samples")}

#: The classes that share a name, and why they may.
SHARED_CLASS_NAMES = {
    "Band": "scoring computes with the value; the bank stores the row of a rating scale",
    "Command": "Django finds a management command by this name",
    "Mark": "scoring computes with the value; a scorecard stores the row",
    "Scorecard": "scoring computes with the value; an interview stores the row",
}


@pytest.mark.parametrize("suffix", [".py", ".html", ".txt", ".css", ".js"])
def test_no_folder_is_crowded(suffix: str) -> None:
    sizes = house.folder_sizes(suffix)
    crowded = {
        str(folder): size for folder, size in sizes.items() if size > MOST_FILES and folder not in DATA
    }
    assert not crowded, f"more than {MOST_FILES} files: give each subject a folder of its own"


@pytest.mark.parametrize("suffix", [".py", ".html", ".css", ".js"])
def test_no_file_is_long(suffix: str) -> None:
    lengths = {str(path): len((house.ROOT / path).read_text().splitlines()) for path in house.files(suffix)}
    assert lengths
    assert not {path: lines for path, lines in lengths.items() if lines > MOST_LINES}


def test_a_class_name_has_one_meaning() -> None:
    shared = {name: homes for name, homes in house.class_homes().items() if len(homes) > 1}
    assert shared.keys() == SHARED_CLASS_NAMES.keys(), shared


def test_no_modules_import_in_a_circle() -> None:
    assert house.circles() == []


def test_no_import_goes_up() -> None:
    assert house.arrows().upward == []


def test_no_module_uses_a_private_name_of_another() -> None:
    uses = [use for path in house.code_files() for use in house.private_uses(path, path.read_text())]
    assert uses == []


def test_a_private_name_is_found_however_it_is_imported() -> None:
    source = (
        "from interviews.access import _seats\n"
        "from interviews.room.services import saving\n"
        "saving._accept()\n"
        "self._own = 1\n"
    )
    assert len(house.private_uses(Path("interviews/room/views/x.py"), source)) == 2


def test_every_import_within_a_function_says_why() -> None:
    silent = [
        f"{path}:{number}"
        for path in house.files(".py")
        for number, line in enumerate((house.ROOT / path).read_text().splitlines(), 1)
        if re.search(r"# noqa: [\w, ]*PLC0415(?!.*\(\w.*\))", line)
    ]
    assert silent == []


def test_the_figures_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    house.main()
    assert "import depth" in capsys.readouterr().out


def test_a_circle_is_found() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}
    assert {"b", "c"} in house.strongly_connected(edges)
