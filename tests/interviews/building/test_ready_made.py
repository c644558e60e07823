"""Ready-made question sets: as long as they say, of every category alike, published with one click."""

from collections import Counter

import pytest
from django.urls import reverse

from interviews.building.services.ready_made import LENGTHS, ready_made_sets
from interviews.models import Company, QuestionSet, Sheet
from tests import factories

pytestmark = pytest.mark.django_db
READY_MADE = reverse("interviews:ready-made")


@pytest.fixture
def bank():
    factories.make_scale()
    categories = [factories.make_category() for _ in range(3)]
    competency = factories.make_competency()
    for category in categories:
        for _ in range(5):
            factories.make_question(category=category, minutes=5, competencies=[competency])
    return categories


@pytest.fixture
def hr(client):
    client.force_login(factories.make_user("hr"))
    return client


def test_they_fit_their_time_and_are_balanced(bank):
    offered = ready_made_sets()
    assert [ready.minutes for ready in offered] == list(LENGTHS)
    for ready in offered:
        assert ready.minutes - 5 <= ready.choice.minutes <= ready.minutes
        numbers = Counter(question.category for question in ready.choice.chosen)
        assert len(numbers) == 3
        assert max(numbers.values()) - min(numbers.values()) <= 1


def test_of_a_large_bank_as_much_is_looked_at_as_a_set_can_take(bank, monkeypatch):
    monkeypatch.setattr("interviews.building.services.ready_made._OF_EACH", 2)
    for ready in ready_made_sets():
        numbers = Counter(question.category for question in ready.choice.chosen)
        assert set(numbers.values()) == {2} and len(numbers) == 3


def test_one_click_makes_a_published_sheet(hr, bank):
    assert hr.get(READY_MADE).status_code == 200
    response = hr.post(READY_MADE, {"publish": "45"})
    sheet = Sheet.objects.get()
    assert response.url == reverse("interviews:sheet-detail", args=[sheet.pk])
    assert (sheet.planned_minutes, sheet.items.count()) == (45, 9)
    assert sheet.question_set.sections.count() == 3


def test_it_may_be_changed_first(hr, bank):
    response = hr.post(READY_MADE, {"change": "30"})
    question_set = QuestionSet.objects.get()
    assert response.url == reverse("interviews:set-detail", args=[question_set.pk])
    assert not Sheet.objects.exists()


def test_where_a_second_person_approves_it_waits_for_them(hr, bank):
    Company.objects.create(pk=1, approval_needed=True)
    response = hr.post(READY_MADE, {"publish": "30"})
    assert response.url == reverse("interviews:set-publish", args=[QuestionSet.objects.get().pk])
    assert not Sheet.objects.exists()


def test_an_empty_bank_offers_nothing_and_says_where_to_go(hr):
    page = hr.get(READY_MADE)
    assert page.context["ready_made"] == []
    assert reverse("qbank:question-list") in page.content.decode()
    for odd in ("30", "31", "x", "", "-1"):
        assert hr.post(READY_MADE, {"publish": odd}).url == READY_MADE
    assert not QuestionSet.objects.exists()
