"""Two people plan at the same moment: the one who comes second sees what the first has made."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from interviews.models import Interview
from interviews.planning.services.day_moves import move_up, plan_moves
from interviews.planning.services.day_plan import DayPlan, Placement, Room, schedule_day
from tests import factories
from tests.interviews.planning.test_panel_races import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def plan_of(lead, candidates, sheet) -> DayPlan:
    start = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
    room = Room("A 室", lead)
    placements = [
        Placement(candidate, room, start + timedelta(hours=number))
        for number, candidate in enumerate(candidates)
    ]
    return DayPlan(sheet=sheet, minutes=45, placements=tuple(placements))


@pytest.mark.parametrize("same", ["candidates", "lead"])
def test_nobody_is_planned_twice(same):
    sheet, leads = factories.make_sheet(), [factories.make_user() for _number in range(2)]
    candidates = [factories.make_candidate() for _number in range(4)]
    first = plan_of(leads[0], candidates[:2], sheet)
    others = (leads[1], candidates[:2]) if same == "candidates" else (leads[0], candidates[2:])
    second = plan_of(*others, sheet)
    keepers = [factories.make_user("hr") for _number in range(2)]
    refused = meanwhile(
        lambda: schedule_day(actor=keepers[0], plan=first),
        lambda: schedule_day(actor=keepers[1], plan=second),
    )
    assert isinstance(refused, ValidationError) and "confirmed" in refused.message_dict
    assert Interview.objects.count() == 2


def test_the_rest_moves_up_once():
    keeper, lead = factories.make_user("hr"), factories.make_user()
    candidates = [factories.make_candidate() for _number in range(3)]
    fallen, second, third = schedule_day(actor=keeper, plan=plan_of(lead, candidates, factories.make_sheet()))
    Interview.objects.filter(pk=fallen.pk).update(status="cancelled", cancel_reason="x")
    seen = plan_moves(Interview.objects.get(pk=fallen.pk), ()).key

    def move():
        return move_up(actor=keeper, fallen=fallen, staying=(), seen=seen)

    assert isinstance(meanwhile(move, move), ValidationError)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.starts_at, third.starts_at) == (fallen.starts_at, fallen.starts_at + timedelta(hours=1))
