"""What nobody types by accident: a sentence says what is wrong, and nothing is made."""

import itertools
import json
from datetime import date

import pytest
from django.utils import timezone

from interviews.models import Interview
from tests import factories
from tests.interviews.planning.day_plan.conftest import PLAN, PREVIEW, SCHEDULE, errors_of


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": "0"}, "greater than or equal to 5"),
        ({"minutes": "-30"}, "greater than or equal to 5"),
        ({"minutes": "99999999999"}, "less than or equal to 480"),
        ({"minutes": "x"}, "whole number"),
        ({"gap": "-1"}, "greater than or equal to 0"),
        ({"start": "25:00"}, "valid time"),
        ({"until": "08:00"}, "The day ends before it begins"),
        ({"until": "09:20"}, "Not one interview of this length"),
        ({"breaks": "00:00-23:59"}, "Not one interview of this length"),
        ({"breaks": "noon"}, "Write breaks like this"),
        ({"breaks": "13:00-12:00"}, "ends before it begins"),
        ({"date": "9999-12-31"}, "check the year"),
        ({"date": "0001-01-01"}, "check the year"),
        ({"date": "\0"}, "valid date"),
        ({"candidates": []}, "Choose who is to be interviewed"),
        ({"candidates": ["x"]}, "can’t be planned any more"),
        ({"candidates": ["-1", "99999999999999999999"]}, "can’t be planned any more"),
        ({"names": "甲" * 9000}, "at most 8000"),
        ({"names": "\n".join(f"甲{number}" for number in range(500))}, "too many names"),
        ({"sheet": "0"}, "valid choice"),
        ({"order": "x"}, "valid choice"),
        ({"room-0-lead": ""}, "Who leads the interviews in this room"),
        ({"room-0-name": ""}, "How is the room called"),
        ({"room-0-lead": "99999999"}, "valid choice"),
        ({"room-1-name": "Ａ 室"}, "Two rooms are called"),
    ],
)
def test_it_says_what_is_wrong(day, changes, sentence):
    for address in (PREVIEW, SCHEDULE):
        context = day.client.post(address, day.data(**changes)).context
        assert context["grid"] is None
        assert sentence in errors_of(context)
    assert not Interview.objects.exists()


def test_nobody_sits_in_two_rooms_at_once(day):
    context = day.preview(**{"room-1-panel": [day.leads[0].pk]})
    assert "王芳 can’t sit in two rooms at the same time: A 室, B 室." in errors_of(context)
    day.client.post(SCHEDULE, day.data(**{"room-1-panel": [day.leads[0].pk]}))
    assert not Interview.objects.exists()


def test_without_a_room_there_is_no_day(day):
    empty = {f"room-{number}-{name}": "" for number in range(2) for name in ("name", "lead")}
    assert "at least one room" in errors_of(day.preview(**empty))


@pytest.mark.parametrize("rooms", ["0", "-1", "1000000", "x", "\0"])
def test_rooms_are_counted_within_reason(day, rooms):
    assert 1 <= len(day.preview(rooms=rooms)["form"].rooms) <= 8


def test_somebody_who_may_not_sit_leads_no_room(day):
    gone = factories.make_user(is_active=False)
    nobody = factories.make_user(None)
    for person in (gone, nobody):
        context = day.preview(**{"room-0-lead": person.pk})
        assert context["grid"] is None and "valid choice" in errors_of(context)


def test_five_hundred_candidates_are_too_many_for_a_day(day):
    many = [factories.make_candidate(position=day.position).pk for _number in range(101)]
    context = day.preview(candidates=many)
    assert "A day has room for 100 candidates at most" in errors_of(context)
    full = day.preview(candidates=many[:100], minutes="10", gap="0")["grid"]
    assert len(full.plan.placements) + len(full.unplaced) == 100
    assert day.client.get(PLAN, {"candidate": many * 5}).status_code == 200


@pytest.mark.parametrize(
    "arrangement",
    [
        "",
        "{",
        "[]",
        "null",
        "1",
        '{"cells": 1, "off": [], "shape": "", "order": "list"}',
        '{"cells": [[], {}, null, "x", -1, 1e99], "off": ["y"], "shape": 3, "order": "list"}',
        "[" * 5000,
    ],
)
def test_an_arrangement_that_says_nothing_is_none(day, arrangement):
    grid = day.preview(arrangement=arrangement, **{"cell-x": "1", "cell-99999999999": "1", "cell-0": "é"})[
        "grid"
    ]
    assert len(grid.plan.placements) == 6


def test_an_arrangement_brings_nobody_in(day):
    stranger = factories.make_candidate()
    shown = json.loads(day.preview()["grid"].arrangement)
    shown["cells"][0] = stranger.pk
    first = day.candidates[0].pk
    shown["cells"][1] = shown["cells"][2] = first
    grid = day.preview(arrangement=json.dumps(shown), **{"cell-3": stranger.pk})["grid"]
    placed = [placement.candidate.pk for placement in grid.plan.placements]
    assert stranger.pk not in placed and len(placed) == len(set(placed))


def test_a_day_on_which_the_clocks_change(day):
    """In Berlin 02:30 of 29 March 2026 does not exist, and 25 October has 02:30 twice."""
    with timezone.override("Europe/Berlin"):
        user = day.client.user
        user.time_zone = "Europe/Berlin"
        user.save()
        for day_of_change in (date(2037, 3, 29), date(2037, 10, 25)):
            day.date = day_of_change
            context = day.preview(start="02:30", until="08:00", breaks="")
            assert context["grid"] is None and "02:30" in errors_of(context)
            # Over the change interviews stay as long as they are, and apart.
            grid = day.preview(start="01:30", until="06:00", breaks="", gap="0")["grid"]
            starts = [row.starts_at for row in grid.rows]
            assert all(
                (second - first).total_seconds() == 45 * 60 for first, second in itertools.pairwise(starts)
            )


def test_addresses_with_odd_ids(day):
    for query in ({"position": "\0"}, {"position": "-1"}, {"candidate": ["x", "\0", "9" * 30]}):
        assert day.client.get(PLAN, query).status_code == 200
