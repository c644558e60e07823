"""A count on a page is a link to the things that it counts, and finds as many."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from interviews.models import CandidateImport, CandidateImportRow, Interview
from tests import factories

pytestmark = pytest.mark.django_db
INTERVIEWS = reverse("interviews:interview-list")
CANDIDATES = reverse("interviews:candidate-list")


def listed(response: Any) -> int:
    return int(response.context["page_obj"].paginator.count)


@pytest.fixture
def asked() -> Any:
    """A question on a sheet that was used once, is planned once, and whose third interview was cancelled."""
    question = factories.make_question()
    sheet = factories.make_sheet(question_set=factories.make_set(questions=[question]))
    now = timezone.now()
    factories.make_interview(sheet=sheet, starts_at=now - timedelta(days=9))
    factories.make_interview(sheet=sheet, starts_at=now + timedelta(days=9))
    factories.make_interview(sheet=sheet, status=Interview.Status.CANCELLED, cancel_reason="-")
    factories.make_interview()
    return question


def link_of(question: Any) -> str:
    return f"{INTERVIEWS}?when=any&question={question.pk}"


def test_how_often_a_question_is_used_leads_to_these_interviews(hr, asked):
    link = link_of(asked).replace("&", "&amp;")
    for address in (
        reverse("qbank:question-detail", args=[asked.pk]),
        reverse("qbank:question-list"),
    ):
        assert link in hr.get(address).content.decode(), address
    page = hr.get(link_of(asked))
    assert listed(page) == 2
    assert reverse("qbank:question-detail", args=[asked.pk]) in page.content.decode()


def test_who_is_not_hr_gets_no_such_link_and_no_such_filter(client_for, asked):
    person = factories.make_user("interviewer")
    factories.make_interview(panel=[person])
    client = client_for(user=person)
    shown = client.get(reverse("qbank:question-detail", args=[asked.pk])).content.decode()
    assert "when=any" not in shown
    assert listed(client.get(link_of(asked))) == 1


@pytest.mark.parametrize("value", ["x", "0", "999999999999999999999"])
def test_odd_values_still_show_a_page(hr, value):
    assert hr.get(f"{INTERVIEWS}?when=any&question={value}").status_code == 200
    assert hr.get(f"{CANDIDATES}?brought_in={value}").status_code == 200


def test_how_many_an_import_made_leads_to_them(hr):
    keeper = factories.make_user("hr")
    now = timezone.now()
    batch = CandidateImport.objects.create(
        name="a.csv", created_by=keeper, status=CandidateImport.Status.APPLIED, applied_at=now
    )
    for number in range(2):
        CandidateImportRow.objects.create(
            batch=batch, number=number, cells=[], candidate=factories.make_candidate()
        )
    factories.make_candidate()
    page = hr.get(reverse("interviews:candidate-import-list")).content.decode()
    assert f"{CANDIDATES}?brought_in={batch.pk}" in page
    assert listed(hr.get(f"{CANDIDATES}?brought_in={batch.pk}")) == 2


def test_the_days_of_the_week_lead_to_their_plans(hr):
    interview = factories.make_interview(starts_at=timezone.now() + timedelta(minutes=1))
    day = timezone.localdate(interview.starts_at)
    figures = hr.get(reverse("figures")).content.decode()
    assert f"{reverse('interviews:interview-day')}?date={day}" in figures
