"""Retention: warned first, erased after the warning has stood, kept longer with a reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from interviews.common.retention_dates import planned_erasures
from interviews.common.rules.retention import (
    RetentionDates,
    RetentionRules,
    RetentionStep,
    add_months,
    due_on,
    erasure_date,
    next_step,
)
from interviews.models import (
    Candidate,
    CandidateImport,
    CandidateImportRow,
    Company,
    Erasure,
    Interview,
)
from interviews.privacy.services import retention
from interviews.privacy.services.retention import apply_retention, keep_longer
from tests import factories

pytestmark = pytest.mark.django_db

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 5), -13, date(2024, 12, 5)),
    ],
)
def test_months_later(day, months, then):
    assert add_months(day, months) == then


@given(DAYS, st.none() | DAYS, st.none() | DAYS, st.integers(1, 60), st.integers(1, 90), DAYS)
def test_nothing_is_erased_before_its_warning_has_stood(last, keep, since, months, days, today):
    dates, rules = RetentionDates(last, keep, since), RetentionRules(months, days)
    todo = next_step(dates, rules, today)
    if todo is RetentionStep.ERASE:
        assert since is not None and today >= since + timedelta(days=days)
        assert today >= add_months(last, months) and (keep is None or today > keep)
        assert erasure_date(dates, rules, today) <= today
    if todo is RetentionStep.WARN:
        assert erasure_date(dates, rules, today) > today or since is None
    if todo is RetentionStep.REST:
        assert today < due_on(dates, rules) - timedelta(days=days)


@given(DAYS, st.none() | DAYS, st.none() | DAYS, DAYS)
def test_without_a_retention_time_all_is_kept(last, keep, since, today):
    dates, rules = RetentionDates(last, keep, since), RetentionRules(None, 14)
    assert next_step(dates, rules, today) is RetentionStep.REST
    assert due_on(dates, rules) is None and erasure_date(dates, rules, today) is None


# --- the sweep -----------------------------------------------------------------------------------


@pytest.fixture
def company() -> Company:
    return Company.objects.create(pk=1, retention_months=6, retention_warning_days=14)


def make_old(days: int = 400, **fields) -> Candidate:
    candidate = factories.make_candidate(**{"email": "old@example.com"} | fields)
    Candidate.objects.filter(pk=candidate.pk).update(created_at=timezone.now() - timedelta(days=days))
    return candidate


def fresh(candidate: Candidate) -> Candidate:
    return Candidate.objects.get(pk=candidate.pk)


def test_first_the_warning_then_the_erasure(company):
    old, new = make_old(), factories.make_candidate()
    assert apply_retention()["warn"] == 1
    assert fresh(old).warned_at and not fresh(old).erased and not fresh(new).warned_at
    [planned] = planned_erasures()
    assert (planned.candidate, planned.on) == (old, timezone.localdate() + timedelta(days=14))
    apply_retention()
    assert not fresh(old).erased
    Candidate.objects.filter(pk=old.pk).update(warned_at=timezone.now() - timedelta(days=13))
    apply_retention()
    assert not fresh(old).erased
    Candidate.objects.filter(pk=old.pk).update(warned_at=timezone.now() - timedelta(days=15))
    assert apply_retention()["erase"] == 1
    assert fresh(old).erased and fresh(old).email == "" and fresh(old).warned_at is None
    erasure = Erasure.objects.get()
    assert (erasure.candidate, erasure.cause, erasure.by, erasure.by_name) == (
        old,
        "retention",
        None,
        "system",
    )
    assert apply_retention()["erase"] == 0 and planned_erasures() == []


def test_the_last_interview_counts_unless_it_was_cancelled(company):
    now = timezone.now()
    seen, cancelled, ahead = make_old(), make_old(), make_old()
    factories.make_interview(candidate=seen, starts_at=now - timedelta(days=30))
    factories.make_interview(candidate=ahead, starts_at=now + timedelta(days=30))
    cancelled_interview = factories.make_interview(candidate=cancelled, starts_at=now - timedelta(days=30))
    Interview.objects.filter(pk=cancelled_interview.pk).update(status="cancelled", cancel_reason="x")
    apply_retention()
    assert [bool(fresh(candidate).warned_at) for candidate in (seen, cancelled, ahead)] == [
        False,
        True,
        False,
    ]


def test_a_warning_is_taken_back_when_there_is_a_new_interview_or_another_rule(company):
    old = make_old()
    apply_retention()
    factories.make_interview(candidate=old, starts_at=timezone.now() + timedelta(days=3))
    apply_retention()
    assert fresh(old).warned_at is None
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["candidate.warn", "candidate.spare"]
    other = make_old()
    apply_retention()
    Company.objects.update(retention_months=None)
    apply_retention()
    assert fresh(other).warned_at is None


def test_a_site_without_a_rule_erases_nobody():
    make_old(4000)
    assert set(apply_retention().values()) == {0}


def test_hr_keeps_somebody_longer_and_the_warning_goes(company):
    hr, old = factories.make_user("hr"), make_old()
    apply_retention()
    until = timezone.localdate() + timedelta(days=60)
    keep_longer(actor=hr, candidate=old, until=until, reason="下季度再联系")
    assert fresh(old).warned_at is None
    Candidate.objects.filter(pk=old.pk).update(keep_until=timezone.localdate() + timedelta(days=3))
    apply_retention()
    [planned] = planned_erasures()
    assert planned.on == timezone.localdate() + timedelta(days=14)
    keep_longer(actor=hr, candidate=old, until=None, reason="")
    assert fresh(old).keep_reason == "" and fresh(old).warned_at
    event = AuditEvent.objects.filter(action="candidate.keep").order_by("pk").first()
    assert event.after == {"until": until.isoformat()} and event.reason == "下季度再联系"


def test_who_keeps_longer_and_what_is_asked(company):
    hr, old = factories.make_user("hr"), make_old()
    ahead = timezone.localdate() + timedelta(days=9)
    with pytest.raises(PermissionDenied):
        keep_longer(actor=factories.make_user(), candidate=old, until=ahead, reason="x")
    with pytest.raises(ValidationError):
        keep_longer(actor=hr, candidate=old, until=ahead, reason="  ")
    with pytest.raises(ValidationError):
        keep_longer(actor=hr, candidate=old, until=timezone.localdate(), reason="x")


def test_one_that_fails_keeps_no_other_from_its_turn(company, monkeypatch, caplog):
    first, second = make_old(name="甲乙丙"), make_old()
    real = retention._apply_to

    def fails(pk: int):
        if pk == first.pk:
            raise OSError
        return real(pk)

    monkeypatch.setattr(retention, "_apply_to", fails)
    apply_retention()
    assert not fresh(first).warned_at and fresh(second).warned_at
    assert "甲乙丙" not in caplog.text and str(first.pk) in caplog.text


def test_kept_meanwhile_is_not_erased(company, monkeypatch):
    """Between the look at a candidate and the erasure HR says that they are kept."""
    hr, old = factories.make_user("hr"), make_old()
    Candidate.objects.filter(pk=old.pk).update(warned_at=timezone.now() - timedelta(days=30))
    real = retention.erase_candidate

    def slow(**about):
        keep_longer(actor=hr, candidate=old, until=timezone.localdate() + timedelta(days=90), reason="x")
        return real(**about)

    monkeypatch.setattr(retention, "erase_candidate", slow)
    apply_retention()
    assert not fresh(old).erased and fresh(old).email


def test_lists_that_were_brought_in_are_forgotten():
    hr, made = factories.make_user("hr"), factories.make_candidate()
    done = CandidateImport.objects.create(
        name="a.csv", created_by=hr, status="applied", applied_at=timezone.now()
    )
    CandidateImportRow.objects.create(batch=done, number=2, cells=["甲"], candidate=made)
    CandidateImportRow.objects.create(batch=done, number=3, cells=["乙"])
    CandidateImport.objects.create(name="b.csv", created_by=hr, content=b"x")
    apply_retention()
    assert CandidateImportRow.objects.count() == 2 and CandidateImport.objects.count() == 2
    CandidateImport.objects.update(created_at=timezone.now() - timedelta(days=31))
    apply_retention()
    [row] = CandidateImportRow.objects.all()
    assert (row.cells, row.candidate, CandidateImport.objects.get()) == ([], made, done)
