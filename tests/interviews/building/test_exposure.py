"""How often and when questions were used."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interviews.building.pages.exposure import (
    Exposure,
    load_all_exposures,
    load_exposures,
    overused_questions,
)
from interviews.models import Company, Interview
from tests.factories import make_candidate, make_interview, make_question, make_set, make_sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    """A sheet with the questions A and B."""
    return make_sheet(question_set=make_set(questions=[make_question(code=code) for code in "AB"]))


def ids(sheet):
    return list(sheet.items.values_list("question", flat=True))


def interview_held(sheet, days_ago, **fields):
    return make_interview(sheet=sheet, starts_at=timezone.now() - timedelta(days=days_ago), **fields)


def day(interview):
    return timezone.localtime(interview.starts_at).date()


def test_each_interview_counts_once_for_each_of_its_questions(sheet):
    interview_held(sheet, 40)
    latest = interview_held(sheet, 3)
    first, second = ids(sheet)
    assert load_all_exposures(days=30) == {
        first: Exposure(2, 1, day(latest)),
        second: Exposure(2, 1, day(latest)),
    }


def test_versions_and_sets_add_up(sheet):
    interview_held(sheet, 5)
    again = make_sheet(question_set=sheet.question_set, version=2)
    latest = interview_held(again, 2)
    assert load_all_exposures(days=30)[ids(sheet)[0]] == Exposure(2, 2, day(latest))


def test_a_cancelled_interview_uses_nothing(sheet):
    interview_held(sheet, 5, status="cancelled", cancel_reason="改期")
    assert load_all_exposures() == {}


def test_one_to_come_counts(sheet):
    planned = interview_held(sheet, -9)
    assert load_all_exposures(days=1)[ids(sheet)[0]] == Exposure(1, 1, day(planned), ahead=True)


def test_only_the_questions_asked_about_are_told(sheet):
    interview_held(sheet, 5)
    first, _second = ids(sheet)
    assert set(load_exposures(questions=[first, make_question().pk], days=30)) == {first}
    assert load_exposures(questions=[]) == {}


def test_only_the_position_asked_about_counts(sheet):
    inside, outside = make_candidate(), make_candidate()
    interview_held(sheet, 5, candidate=inside)
    interview_held(sheet, 4, candidate=outside)
    uses = load_all_exposures(position=inside.position_id, not_within=30)
    assert [(exposure.uses, exposure.lately) for exposure in uses.values()] == [(2, 1), (2, 1)]
    uses = load_all_exposures(position=inside.position_id, not_within=4)
    assert {exposure.lately for exposure in uses.values()} == {0}
    assert {exposure.lately for exposure in load_all_exposures(days=30).values()} == {0}


def test_the_companys_days_are_used_when_none_are_given(sheet):
    interview_held(sheet, 50)
    assert load_all_exposures()[ids(sheet)[0]].recent == 0
    Company.objects.create(pk=1, exposure_days=60)
    assert load_all_exposures()[ids(sheet)[0]].recent == 1


def test_what_reached_the_limit_is_worn_out(sheet):
    interview_held(sheet, 5)
    interview_held(sheet, 400)
    assert set(overused_questions(limit=1, days=30)) == set(ids(sheet))
    assert set(overused_questions(limit=2, days=30)) == set()
    assert set(overused_questions(limit=2, days=500)) == set(ids(sheet))
    make_interview(status="cancelled", cancel_reason="改期", starts_at=timezone.now())
    assert set(overused_questions(limit=1, days=30)) == set(ids(sheet))


def test_it_is_one_query_however_many_there_are(sheet):
    for _ in range(3):
        interview_held(sheet, 1)
    asked = ids(sheet)
    with CaptureQueriesContext(connection) as captured:
        assert len(load_exposures(questions=asked, days=30)) == 2
    assert len(captured) == 1


def test_it_tells_the_latest_day_in_the_interviews_asked_about(sheet):
    earlier, later = interview_held(sheet, 9), interview_held(sheet, 2)
    (first, _second) = ids(sheet)
    assert load_exposures(questions=[first], days=30)[first].candidate_last is None

    def exposure_in(interviews):
        return load_exposures(questions=[first], days=30, candidate_interviews=interviews)[first]

    assert exposure_in(Interview.objects.filter(pk=earlier.pk)).candidate_last == day(earlier)
    both = exposure_in(Interview.objects.filter(pk__in=[earlier.pk, later.pk]))
    assert (both.candidate_last, both.uses) == (day(later), 2)
    assert (both.candidate_ahead, both.ahead) == (False, False)
    assert exposure_in(Interview.objects.none()).candidate_last is None
