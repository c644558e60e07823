"""The four sources as they reach the parser."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from qbank.documents.reading.decode import read_document
from qbank.documents.restoring.corrections import fingerprint, load_corrections
from qbank.documents.restoring.restore import restore

FIXTURES = Path(__file__).parents[3] / "fixtures"


@cache
def _restored(number: str) -> str:
    path = next((FIXTURES / "documents").glob(f"{number}_*.txt"))
    data = path.read_bytes()
    corrections = load_corrections(FIXTURES / "corrections.json")
    return restore(read_document(data, path.name), corrections[fingerprint(data)]).text


@pytest.fixture(scope="session")
def document() -> Callable[[str], str]:
    """document("000") → the restored text of the source whose name begins so."""
    return _restored
