"""A stranger's flood of requests doesn't fill the log, and hides no fault in it."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.conf import settings

from common.middleware import log_flood
from common.middleware.log_flood import LINES, FloodFilter


def record(status: int | None, *, fault: bool = False) -> logging.LogRecord:
    error = ValueError("a fault")
    raised = (ValueError, error, None) if fault else None
    made = logging.LogRecord("django.request", logging.WARNING, "x.py", 1, "Answer: %s", ("/x",), raised)
    if status is not None:
        made.status_code = status
    return made


@pytest.mark.parametrize("status", [400, 403, 404, 429, 503])
def test_of_answers_that_anybody_calls_forth_the_first_are_told_and_the_rest_counted(
    status: int, monkeypatch: Any
) -> None:
    now = 1000.0
    monkeypatch.setattr(log_flood.time, "monotonic", lambda: now)
    flood = FloodFilter()
    records = [record(status) for _ in range(LINES + 7)]
    told = [made for made in records if flood.filter(made)]
    assert told == records[:LINES]
    assert told[0].getMessage() == "Answer: /x"
    assert told[-1].getMessage() == f"Answer: /x (more answers of {status} within a minute are only counted)"
    now += 61
    later = record(404)
    assert flood.filter(later)
    assert later.getMessage() == f"Answer: /x (answers left out of the log before: 7 of {status})"


def test_faults_and_what_is_no_answer_are_always_told() -> None:
    """Also after a flood of the same status: a locked database is told of with its traceback."""
    flood = FloodFilter()
    for _ in range(LINES + 1):
        flood.filter(record(503))
    assert not flood.filter(record(503))
    for made in [record(503, fault=True), record(500), record(500, fault=True), record(None)] * (LINES + 1):
        assert flood.filter(made)


def test_the_log_goes_through_it() -> None:
    assert "flood" in settings.LOGGING["handlers"]["console"]["filters"]
