"""The file of reviewed corrections is read whole, or refused with what is wrong in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qbank.documents.restoring.corrections import CorrectionsError, fingerprint, load_corrections
from qbank.documents.restoring.segments import TextCorrection

ENTRY = {"damaged": "甲", "restored": "乙", "before": "", "after": "", "reason": "读作乙"}


def written(tmp_path: Path, entry: object) -> Path:
    path = tmp_path / "corrections.json"
    path.write_text(
        json.dumps({"documents": [{"file": "a.txt", "sha256": "00", "corrections": [entry]}]}), "utf-8"
    )
    return path


def test_corrections_are_filed_under_the_fingerprint_of_the_bytes(tmp_path: Path) -> None:
    assert load_corrections(written(tmp_path, ENTRY)) == {
        "00": (TextCorrection("甲", "乙", reason="读作乙"),)
    }
    assert fingerprint(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "entry",
    [ENTRY | {"damaged": ""}, ENTRY | {"reason": ""}, ENTRY | {"restored": None}, {"damaged": "甲"}, "甲", 1],
)
def test_a_correction_without_a_place_or_reason_is_refused(tmp_path: Path, entry: object) -> None:
    with pytest.raises(CorrectionsError):
        load_corrections(written(tmp_path, entry))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"documents": 1}', '{"documents": [{}]}', "\udcff"])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "corrections.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(CorrectionsError):
        load_corrections(path)
