"""What the doctor says of what there is."""

from datetime import UTC, datetime, timedelta

import pytest

from home.health import diagnoses
from home.health.diagnoses import FULL, NEARLY_FULL, Queue, State
from home.health.diagnoses import State as S

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_a_database_that_does_not_answer_is_a_fault():
    assert diagnoses.database("gone", "SQLite").state == State.FAULT
    assert diagnoses.database(None, "SQLite").state == State.GOOD


def test_a_database_of_an_earlier_version_is_a_fault():
    assert [diagnoses.migrations(lags).state for lags in (True, False)] == [State.FAULT, State.GOOD]


def test_letters_that_are_only_printed_are_pointed_out():
    assert diagnoses.mail(None, None).state == State.WARNING
    assert diagnoses.mail("mail:587", "refused").state == State.FAULT
    assert diagnoses.mail("mail:587", None).state == State.GOOD


@pytest.mark.parametrize(
    ("free", "state"), [(None, S.FAULT), (0, S.FAULT), (FULL, S.WARNING), (NEARLY_FULL, S.GOOD)]
)
def test_a_disk_is_full_before_nothing_is_left(free, state):
    assert diagnoses.disk("/var", free).state == state


@pytest.mark.parametrize(
    ("entry", "database", "state"),
    [
        (None, None, S.GOOD),
        (NOW - HOUR, NOW, S.GOOD),
        (NOW + MINUTE, NOW, S.GOOD),
        (NOW + HOUR, NOW, S.FAULT),
        (NOW, NOW + 5 * MINUTE, S.WARNING),
    ],
)
def test_a_clock_before_the_newest_entry_is_wrong(entry, database, state):
    assert diagnoses.clock(NOW, entry, database).state == state


def test_a_secret_is_long_and_nobody_else_reads_it():
    assert diagnoses.secret("x" * 60, []).state == State.WARNING
    assert diagnoses.secret("abcdefgh", []).state == State.WARNING
    assert diagnoses.secret("abcdefghij" * 6, ["/var/secret_key"]).state == State.FAULT
    assert diagnoses.secret("abcdefghij" * 6, []).state == State.GOOD


@pytest.mark.parametrize(
    ("allowed", "site", "listens_on", "https", "state"),
    [
        (["127.0.0.1"], "http://127.0.0.1:8000", "127.0.0.1", False, S.GOOD),
        (["hire.example.com"], "https://hire.example.com", "127.0.0.1", True, S.GOOD),
        ([".example.com"], "https://hire.example.com", "127.0.0.1", True, S.GOOD),
        (["*"], "https://hire.example.com", "127.0.0.1", True, S.WARNING),
        (["127.0.0.1"], "https://hire.example.com", "127.0.0.1", True, S.WARNING),
        (["hire.example.com"], "http://hire.example.com", "127.0.0.1", True, S.WARNING),
        (["hire.example.com"], "http://hire.example.com", "0.0.0.0", False, S.WARNING),
        (["127.0.0.1"], "http://127.0.0.1", "0.0.0.0", False, S.WARNING),
    ],
)
def test_addresses_fit_each_other(allowed, site, listens_on, https, state):
    assert diagnoses.hosts(allowed, site, listens_on, https).state == state


@pytest.mark.parametrize(
    ("queue", "state"),
    [
        (Queue("default", False, None, None), S.FAULT),
        (Queue("default", True, None, None), S.GOOD),
        (Queue("default", True, NOW - MINUTE, None), S.GOOD),
        (Queue("default", True, NOW - 5 * MINUTE, None), S.FAULT),
        # People's jobs may be long: others wait behind it.
        (Queue("default", True, NOW - 5 * MINUTE, NOW - 5 * MINUTE), S.GOOD),
        (Queue("default", True, NOW - 5 * MINUTE, NOW - 3 * HOUR), S.FAULT),
        # What is done by the clock is short: a run that keeps the others waiting hangs.
        (Queue("scheduled", True, NOW - 5 * MINUTE, NOW - 5 * MINUTE), S.FAULT),
    ],
)
def test_a_worker_lives_when_what_is_due_is_done(queue, state):
    assert diagnoses.worker(queue, NOW).state == state


@pytest.mark.parametrize(
    ("made_at", "tried", "fault", "kept", "state"),
    [
        (None, False, "", 7, S.WARNING),
        (NOW - HOUR, True, "", 7, S.GOOD),
        (NOW - HOUR, False, "", 7, S.WARNING),
        (NOW - HOUR, True, "", 0, S.WARNING),
        (NOW - HOUR, True, "broken", 7, S.FAULT),
        (NOW - 48 * HOUR, True, "", 7, S.FAULT),
    ],
)
def test_a_backup_is_young_and_was_tried(made_at, tried, fault, kept, state):
    assert diagnoses.backup(made_at, tried, fault, kept, NOW).state == state
