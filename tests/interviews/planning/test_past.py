"""An interview in the past is asked about before it is planned, at both doors and in the service."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from interviews.models import Interview
from interviews.planning.rules.past import LEEWAY, is_planned_in_the_past
from interviews.planning.services.scheduling import Plan, restore_interview, schedule_interview
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


def tick(page):
    return re.search(r'<input type="checkbox" name="(?:past|confirmed)"[^>]*>', page).group()


def offered(page):
    """The value of the tick that the page offers."""
    return re.search(r'value="([^"]*)"', tick(page)).group(1)


def is_ticked(page):
    return "checked" in tick(page)


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
    assert hr.post(address, data | {"past": offered(asked)}).status_code == 302
    assert f"{timezone.localtime(Interview.objects.get().starts_at):%Y-%m-%dT%H:%M}" == YESTERDAY


@pytest.mark.parametrize("door", DOORS)
def test_moving_into_the_past_asks_and_staying_there_does_not(hr, door):
    _create, change = DOORS[door]
    interview = factories.make_interview(starts_at=timezone.now() + timedelta(days=1))
    address = reverse(change, args=[interview.pk])
    data = plan(candidate=interview.candidate_id, sheet=interview.sheet_id)
    asked = hr.post(address, data).content.decode()
    assert QUESTION in asked
    assert hr.post(address, data | {"past": offered(asked)}).status_code == 302
    assert hr.post(address, data | {"place": "四楼"}).status_code == 302
    assert Interview.objects.get().place == "四楼"


@pytest.mark.parametrize("door", DOORS)
def test_a_yes_to_one_time_is_none_to_another(hr, door):
    """Also when the form comes back for another reason, with the tick in it, and another time is typed."""
    address, _change = DOORS[door]
    yes = offered(hr.post(address, plan()).content.decode())
    back = hr.post(address, plan(past=yes, minutes="")).content.decode()
    assert QUESTION not in back and is_ticked(back)
    other = hr.post(address, plan(past=yes, starts_at="2024-01-05T09:30")).content.decode()
    assert QUESTION in other and not is_ticked(other)
    assert not Interview.objects.exists()


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


# A cancelled interview that takes place after all

RESTORE = {
    "site": "interviews:interview-restore",
    "admin": "admin:interviews_interview_act",
}


def cancelled(**values):
    return factories.make_interview(status="cancelled", cancel_reason="候选人生病", **values)


def restoring(door, interview):
    arguments = [interview.pk, "restore"] if door == "admin" else [interview.pk]
    return reverse(RESTORE[door], args=arguments)


def takes_place(interview):
    interview.refresh_from_db()
    return not interview.called_off


@pytest.mark.parametrize("door", RESTORE)
def test_restoring_one_whose_time_has_passed_asks(hr, door):
    interview = cancelled(starts_at=timezone.now() - timedelta(days=1))
    address = restoring(door, interview)
    asked = hr.post(address).content.decode()
    assert "Its time has passed" in asked and not takes_place(interview)
    assert hr.post(address, {"confirmed": offered(asked)}).status_code == 302
    assert takes_place(interview)


@pytest.mark.parametrize("door", RESTORE)
def test_restoring_one_whose_people_are_elsewhere_asks_and_names_them(hr, door):
    soon = timezone.now() + timedelta(days=1)
    interview, other = cancelled(starts_at=soon), factories.make_interview(starts_at=soon)
    busy = factories.make_user(name="忙人")
    for each in (interview, other):
        each.members.create(user=busy)
    asked = hr.post(restoring(door, interview)).content.decode()
    assert "At the same time" in asked and "忙人" in asked and not takes_place(interview)
    yes = offered(asked)
    third = factories.make_interview(starts_at=soon)
    third.members.create(user=busy)
    hr.post(restoring(door, interview), {"confirmed": yes})
    assert not takes_place(interview), "a yes to one clash is none to another"
    yes = offered(hr.post(restoring(door, interview)).content.decode())
    hr.post(restoring(door, interview), {"confirmed": yes})
    assert takes_place(interview)


def test_restoring_one_that_is_to_come_asks_nothing(hr):
    interview = cancelled(starts_at=timezone.now() + timedelta(days=1))
    assert hr.post(restoring("site", interview)).status_code == 302
    assert takes_place(interview)


def test_the_service_restores_nothing_in_the_past_by_itself(hr):
    interview = cancelled(starts_at=timezone.now() - timedelta(days=1))
    with pytest.raises(ValidationError) as refusal:
        restore_interview(actor=hr.user, interview=interview)
    assert set(refusal.value.message_dict) == {"confirmed"}
