"""The plan of a day as a grid, time by time and room by room, from what stands in its form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from interviews.common.forms import ConfirmedInput
from interviews.models import Candidate, Position
from interviews.planning.forms.day_plan import MOST, DayPlanForm, waiting_for
from interviews.planning.pages.proposals import propose
from interviews.planning.rules.day_plan import FREE, DayArrangement, arrange, draw
from interviews.planning.services.day_plan import (
    DayFacts,
    DayPlan,
    Placement,
    Room,
    doubt_key,
    doubts,
    read_facts,
    refusals,
    room_sentence,
)

#: Times that are shown below the last that somebody has, to move people to.
SPARE_TIMES = 2
#: Rooms the page begins with.
ROOMS = 2


@dataclass(frozen=True, slots=True)
class DayCell:
    """One room at one time. ``note``: who of its panel is busy then, where nobody is planned."""

    number: int
    room: Room
    candidate: Candidate | None
    refusals: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A time of the day. ``after_break``: a break lies before it."""

    starts_at: datetime
    ends_at: datetime
    cells: tuple[DayCell, ...]
    after_break: bool = False


@dataclass(frozen=True, slots=True)
class DayGrid:
    """``key``: for what a yes is asked, "" for nothing. ``unplaced``: who found no place, or was taken
    off."""

    plan: DayPlan
    rows: tuple[DayRow, ...]
    rooms: tuple[Room, ...]
    people: tuple[Candidate, ...]
    unplaced: tuple[Candidate, ...]
    arrangement: str
    key: str
    refused: bool
    confirm: ConfirmedInput = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "confirm", ConfirmedInput(self.key))

    @property
    def ends_at(self) -> datetime | None:
        """When the last interview is over."""
        last = max((placement.starts_at for placement in self.plan.placements), default=None)
        return last + timedelta(minutes=self.plan.minutes) if last else None


def day_grid(form: DayPlanForm) -> DayGrid:
    """Give a valid form. In 6 queries, whatever the number of people."""
    data = form.cleaned_data
    times: list[datetime] = data["times"]
    rooms: list[Room] = data["rooms"]
    people: dict[int, Candidate] = {candidate.pk: candidate for candidate in data["people"]}
    minutes: int = data["minutes"]
    panel = {person.pk for room in rooms for person in room.people}
    facts = read_facts(times[0], times[-1] + timedelta(minutes=minutes), list(people), panel)
    seed = form.seed

    def suits(pk: int, number: int) -> bool:
        room, starts_at = rooms[number % len(rooms)], times[number // len(rooms)]
        return not (
            facts.tied(pk, room.people)
            or facts.clashes(starts_at, minutes, pk, room.people)
            or facts.taking_room(starts_at, minutes, room)
        )

    arrangement = arrange(
        before=form.arranged,
        shape=_shape(times, len(rooms)),
        order=seed or DayPlanForm.LIST,
        size=len(times) * len(rooms),
        candidates=list(people),
        chosen=form.chosen,
        suits=suits,
    )
    placements = {
        number: Placement(people[pk], rooms[number % len(rooms)], times[number // len(rooms)])
        for number, pk in enumerate(arrangement.cells)
        if pk != FREE
    }
    plan = DayPlan(
        sheet=data["sheet"],
        minutes=minutes,
        placements=tuple(placements.values()),
        round=data["round"],
        seed=seed,
        drawn=tuple(draw(people, seed)) if seed else (),
    )
    rows = tuple(_rows(times, rooms, placements, facts, minutes, data["gap"]))
    return DayGrid(
        plan=plan,
        rows=rows,
        rooms=tuple(rooms),
        people=tuple(people.values()),
        unplaced=tuple(person for pk, person in people.items() if pk not in arrangement.placed),
        arrangement=_as_json(arrangement),
        key=doubt_key(facts, plan),
        refused=any(cell.refusals for row in rows for cell in row.cells),
    )


def _rows(
    times: Sequence[datetime],
    rooms: Sequence[Room],
    placements: dict[int, Placement],
    facts: DayFacts,
    minutes: int,
    gap: int,
) -> list[DayRow]:
    last = max(placements, default=0) // len(rooms)
    rows = []
    for index, starts_at in enumerate(times[: last + 1 + SPARE_TIMES]):
        cells = []
        for offset, room in enumerate(rooms):
            number = index * len(rooms) + offset
            placement = placements.get(number)
            if placement is None:
                busy = [clash.sentence() for clash in facts.clashes(starts_at, minutes, None, room.people)]
                busy += [room_sentence(other) for other in facts.taking_room(starts_at, minutes, room)]
                note = busy[0] if busy else ""
                cells.append(DayCell(number, room, None, note=note))
            else:
                asked = tuple(doubts(facts, placement, minutes)[0])
                refused = tuple(refusals(facts, placement))
                cells.append(DayCell(number, room, placement.candidate, refused, asked))
        after_break = index > 0 and starts_at - times[index - 1] > timedelta(minutes=minutes + gap)
        rows.append(DayRow(starts_at, starts_at + timedelta(minutes=minutes), tuple(cells), after_break))
    return rows


def _shape(times: Sequence[datetime], rooms: int) -> str:
    text = " ".join([str(rooms), *(str(starts_at.timestamp()) for starts_at in times)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _as_json(arrangement: DayArrangement) -> str:
    content = {
        "shape": arrangement.shape,
        "order": arrangement.order,
        "cells": arrangement.cells,
        "off": arrangement.off,
    }
    return json.dumps(content, separators=(",", ":"))


def initial_day(position: Position | None, chosen: Sequence[Candidate]) -> dict[str, Any]:
    """What the page begins with: the next working day, the usual sheet, panel and room of the position, and
    its candidates who wait for an interview, or those who were chosen elsewhere."""
    proposal = propose(position).initial() if position else {}
    waiting = chosen or list(waiting_for(position)[:MOST])
    first = {"name": proposal.get("place", "")}
    first |= {name: proposal[name] for name in ("lead", "panel") if name in proposal}
    return {
        "for_position": position,
        "sheet": proposal.get("sheet"),
        "date": _next_working_day(timezone.localdate()),
        "start": time(9),
        "until": time(18),
        "minutes": proposal.get("minutes", 45),
        "gap": 10,
        "breaks": "12:00-13:30",
        "candidates": [candidate.pk for candidate in waiting],
        "order": DayPlanForm.LIST,
        "rooms": [first, *({} for _number in range(ROOMS - 1))],
    }


def _next_working_day(today: date) -> date:
    day = today + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
