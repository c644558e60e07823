"""An interview that has not begun is asked about before it is scored or submitted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from interviews.models import Scorecard
from interviews.room.rules.early import LEAD_TIME, is_early
from interviews.room.services.scorecards import NotBegunError, submit
from tests import factories
from tests.interviews.admin.scorecard_pages import AdminPage
from tests.interviews.planning.leaving import Panel, record_something

pytestmark = pytest.mark.django_db
QUESTION = "This interview has not begun"
ASKED = "Score it now all the same"


@pytest.fixture
def tomorrow(interviewer):
    starts_at = timezone.now() + timedelta(days=1)
    return factories.make_interview(panel=[interviewer.user], starts_at=starts_at)


def test_the_rule():
    now = timezone.now()
    assert is_early(now + LEAD_TIME + timedelta(minutes=1), now)
    assert not is_early(now + LEAD_TIME, now) and not is_early(now - timedelta(days=1), now)


@pytest.mark.parametrize("name", ["scorecard", "scorecard-type-in", "scorecard-upload"])
def test_every_way_to_record_asks_first_and_shows_the_day(interviewer, tomorrow, name):
    address = reverse(f"interviews:{name}", args=[tomorrow.pk])
    asked = interviewer.get(address).content.decode()
    day = f"{timezone.localtime(tomorrow.starts_at):%H:%M}"
    assert ASKED in asked and day in asked and f"{address}?early=1" in asked
    assert ASKED not in interviewer.get(f"{address}?early=1").content.decode()
    factories.make_scorecard(interview=tomorrow, user=interviewer.user)
    assert ASKED not in interviewer.get(address).content.decode()


def test_the_scoring_page_says_when_the_interview_is(interviewer, tomorrow):
    page = interviewer.get(reverse("interviews:scorecard", args=[tomorrow.pk]) + "?early=1").content.decode()
    assert "Not begun yet" in page and f"{timezone.localtime(tomorrow.starts_at):%H:%M}–" in page
    assert "Beijing time" in page
    begun = factories.make_interview(panel=[interviewer.user], starts_at=timezone.now())
    page = interviewer.get(reverse("interviews:scorecard", args=[begun.pk])).content.decode()
    assert "Not begun yet" not in page and 'name="early"' not in page


def test_submitting_asks_once_more(interviewer, tomorrow):
    panel = Panel(tomorrow, interviewer.user, interviewer.user, interviewer.user)
    card = record_something(panel, interviewer.user)
    with pytest.raises(NotBegunError):
        submit(scorecard=card, actor=interviewer.user)
    address = reverse("interviews:scorecard-submit", args=[tomorrow.pk])
    assert QUESTION in interviewer.post(address).content.decode()
    interviewer.post(address, {"early": "on"})
    assert Scorecard.objects.get().submitted


def test_the_administration_asks_too_and_keeps_what_was_typed(interviewer, tomorrow):
    page = AdminPage(interviewer, tomorrow.pk)
    item = tomorrow.sheet.items.get()
    page.put(item.pk, "notes", "我会先听客户说完")
    asked = page.send().content.decode()
    assert QUESTION in asked and "我会先听客户说完" in asked and not Scorecard.objects.exists()
    page.fields["early"] = ["on"]
    assert page.send().status_code == 302
    assert Scorecard.objects.exists()
