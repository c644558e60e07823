"""What runs in a process of its own: it answers as it would here, and takes nobody down with it."""

import ast
import os
import pkgutil
import signal
import time
from pathlib import Path

import pytest

import accounts
import home
import interviews
import qbank
from common import limited
from common.limited import LimitExceededError, ProcessLimits, call
from qbank.documents import limited as documents
from qbank.spreadsheets import limited as spreadsheets
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.judging.row_drafts import RowReader
from tests.qbank.sources.uploads.documents import BANK

LIMITS = ProcessLimits(seconds=10, megabytes=300)
SHEET = "题目,分类\n你会怎么带新人？,服务\n怎么排夜班？,排班\n".encode()


@pytest.fixture(autouse=True)
def in_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited.Here, "always", False)


def test_it_returns_what_the_function_returns_and_is_another_process() -> None:
    assert call(LIMITS, sorted, "bca", reverse=True) == ["c", "b", "a"]
    assert call(LIMITS, os.getpid) != os.getpid()


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no niceness")
def test_whoever_saves_or_opens_a_page_goes_first() -> None:
    assert call(LIMITS, os.nice, 0) > os.nice(0)


def test_it_raises_what_the_function_raises() -> None:
    with pytest.raises(ValueError, match="abc"):
        call(LIMITS, int, "abc")


def test_what_it_prints_is_not_taken_for_its_answer() -> None:
    assert call(LIMITS, print, "nothing") is None


def test_memory_is_limited() -> None:
    with pytest.raises(LimitExceededError):
        call(LIMITS, bytearray, 2_000_000_000)


def test_time_is_limited_also_of_one_that_does_nothing() -> None:
    with pytest.raises(LimitExceededError):
        call(ProcessLimits(seconds=1, megabytes=300), pow, 7, 10**9)
    with pytest.raises(LimitExceededError):
        call(ProcessLimits(seconds=1, megabytes=300), time.sleep, 60)


def test_a_process_that_dies_is_one_that_took_too_much() -> None:
    with pytest.raises(LimitExceededError):
        call(LIMITS, signal.raise_signal, signal.SIGKILL)


class TestReaders:
    """What readers take, return and refuse can be sent from one process to another."""

    def test_spreadsheets(self) -> None:
        inspection, rows = spreadsheets.first_rows("题库.csv", SHEET, 10)
        mapping = ColumnMapping({0: Field.TEXT, 1: Field.CATEGORY})
        reader = RowReader(mapping, ["题目", "分类"], {"服务"}, set())
        unknown = spreadsheets.unknown_values("csv", SHEET, inspection.guess, mapping, reader)
        assert [row.cells[1] for row in rows] == ["分类", "服务", "排班"]
        assert unknown[Field.CATEGORY] == {"排班": 1}

    def test_refusals_keep_their_reason_and_what_they_name(self) -> None:
        with pytest.raises(SpreadsheetError) as refusal:
            spreadsheets.sheets(b"PK\x03\x04")
        assert refusal.value.reason is Reason.CORRUPT
        endless = b'a,b\n1,"' + b"x" * 3_000_000
        with pytest.raises(SpreadsheetError) as refusal:
            spreadsheets.first_rows("题库.csv", endless, 10)
        assert "row 2" in str(refusal.value)

    def test_one_that_takes_too_much_is_refused_like_any_other(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spreadsheets, "LIMITS", ProcessLimits(seconds=1, megabytes=300))
        with pytest.raises(SpreadsheetError) as refusal:
            spreadsheets.limited(time.sleep)(60)
        assert refusal.value.reason is Reason.TOO_COSTLY

    def test_documents(self) -> None:
        restored, parsed = documents.restore_and_parse(BANK, ())
        assert restored.received == BANK
        assert parsed.bank == documents.parse(restored.text)


#: What opens or takes apart a file that came from outside.
OPENERS = {
    "qbank.spreadsheets.reading": {"inspect", "inspect_questions", "rows", "head", "sheet_columns"},
    "qbank.spreadsheets.joined_sheets": {"file_lines", "join_sheets", "sheets_together"},
    "qbank.spreadsheets.files.workbook": {"Workbook"},
    "qbank.spreadsheets.files.guard": {"file_kind"},
    "qbank.spreadsheets.files": {"guard", "csv_text", "workbook"},
    "qbank.spreadsheets": {"reading", "joined_sheets"},
    "qbank.documents.reading.decode": {"read_document", "decode"},
    "qbank.documents.parsing.parse": {"parse", "parse_text"},
    "qbank.documents.restoring.restore": {"restore"},
}
#: Modules that do so where nobody waits for a page: in jobs (home/jobs.py), in commands, in such a process.
NOT_IN_REQUESTS = {
    "interviews.candidates.rules.list_files",
    "interviews.paper.filled.rows",
    "qbank.imports.services.reading_rows",
    "qbank.management.commands.import_questions",
    "qbank.management.commands.read_document",
    "qbank.sources.services.sources",
    "qbank.sources.services.uploads",
}


def opens_files(module: str) -> bool:
    tree = ast.parse(Path(*module.split(".")).with_suffix(".py").read_text("utf-8"))
    return any(
        isinstance(node, ast.ImportFrom)
        and not OPENERS.get(node.module or "", set()).isdisjoint(alias.name for alias in node.names)
        for node in ast.walk(tree)
    )


def test_no_page_reads_a_file_in_the_process_that_answers() -> None:
    modules = {
        module.name
        for package in (accounts, home, interviews, qbank)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not module.ispkg and not module.name.startswith(("qbank.spreadsheets.", "qbank.documents."))
    }
    assert {module for module in modules if opens_files(module)} == NOT_IN_REQUESTS
