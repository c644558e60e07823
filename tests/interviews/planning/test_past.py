"""An interview in the past is asked about before it is planned, at both doors and in the service."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from interviews.models import Interview
from interviews.planning.rules.past import LEEWAY, is_planned_in_the_past
from interviews.planning.services.scheduling import Plan, schedule_interview
from tests import factories

pytestmark = pytest.mark.django_db

DOORS = {
    "site": (reverse("interviews:interview-create"), "interviews:interview-edit"),
    "admin": (reverse("admin:interviews_interview_add"), "admin:interviews_interview_change"),
}
YESTERDAY = f"{timezone.localtime() - timedelta(days=1):%Y-%m-%d}T09:30"
QUESTION = "This time has passed"


def plan(**changes):
    return {
        "candidate": factories.make_candidate().pk,
        "sheet": factories.make_sheet().pk,
        "starts_at": YESTERDAY,
        "minutes": 45,
        "place": "三楼会议室",
        "note": "请提前看简历",
        "lead": factories.make_user().pk,
        # The administration's table of seats, which is to read.
        "members-TOTAL_FORMS": 0,
        "members-INITIAL_FORMS": 0,
    } | changes


def test_the_rule():
    now = timezone.now()
    past = now - timedelta(days=1)
    assert is_planned_in_the_past(past, None, now)
    assert is_planned_in_the_past(past, now + timedelta(days=1), now)
    assert not is_planned_in_the_past(past, past, now)
    assert not is_planned_in_the_past(now - LEEWAY, None, now)


@pytest.mark.parametrize("door", DOORS)
def test_it_asks_keeps_everything_and_takes_a_yes(hr, door):
    address, _change = DOORS[door]
    data = plan()
    asked = hr.post(address, data).content.decode()
    assert QUESTION in asked and not Interview.objects.exists()
    assert all(
        text in asked for text in ("三楼会议室", "请提前看简历", YESTERDAY, 'type="checkbox" name="past"')
    )
    assert hr.post(address, data | {"past": "on"}).status_code == 302
    assert f"{timezone.localtime(Interview.objects.get().starts_at):%Y-%m-%dT%H:%M}" == YESTERDAY


@pytest.mark.parametrize("door", DOORS)
def test_moving_into_the_past_asks_and_staying_there_does_not(hr, door):
    _create, change = DOORS[door]
    interview = factories.make_interview(starts_at=timezone.now() + timedelta(days=1))
    address = reverse(change, args=[interview.pk])
    data = plan(candidate=interview.candidate_id, sheet=interview.sheet_id)
    assert QUESTION in hr.post(address, data).content.decode()
    assert hr.post(address, data | {"past": "on"}).status_code == 302
    assert hr.post(address, data | {"place": "四楼"}).status_code == 302
    assert Interview.objects.get().place == "四楼"


def test_nothing_is_asked_of_the_future(hr):
    page = hr.get(DOORS["site"][0]).content.decode()
    assert 'type="hidden" name="past"' in page
    soon = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    assert hr.post(DOORS["site"][0], plan(starts_at=soon)).status_code == 302


def test_the_service_refuses_what_was_not_confirmed(hr):
    values = {"sheet": factories.make_sheet(), "minutes": 30, "lead": factories.make_user()}
    past = timezone.now() - timedelta(days=2)
    with pytest.raises(ValidationError) as refusal:
        schedule_interview(
            actor=hr.user, candidate=factories.make_candidate(), plan=Plan(starts_at=past, **values)
        )
    assert set(refusal.value.message_dict) == {"past"}
