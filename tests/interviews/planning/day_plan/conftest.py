"""What tests of a day's plan start from: two rooms, six candidates, tomorrow."""

import json
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from interviews.models import Candidate, Position, Sheet
from tests import factories

PLAN = reverse("interviews:interview-day-plan")
PREVIEW = reverse("interviews:interview-day-preview")
SCHEDULE = reverse("interviews:interview-day-schedule")


@dataclass
class Day:
    """Tomorrow from 9:00 on, 45 minutes each with 15 between, nobody at noon."""

    client: Any
    position: Position
    sheet: Sheet
    leads: list[User]
    candidates: list[Candidate]
    date: Any = field(default_factory=lambda: timezone.localdate() + timedelta(days=1))

    def data(self, **changes: Any) -> dict[str, Any]:
        return {
            "for_position": self.position.pk,
            "sheet": self.sheet.pk,
            "date": self.date.isoformat(),
            "start": "09:00",
            "until": "18:00",
            "minutes": "45",
            "gap": "15",
            "breaks": "12:00-13:30",
            "candidates": [candidate.pk for candidate in self.candidates],
            "names": "",
            "order": "list",
            "rooms": "2",
            "room-0-name": "A 室",
            "room-0-lead": self.leads[0].pk,
            "room-1-name": "B 室",
            "room-1-lead": self.leads[1].pk,
        } | changes

    def at(self, hour: int, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.date, time(hour, minute)))

    def preview(self, **changes: Any) -> Any:
        """The plan of what stands in the form, or None, and the answer."""
        return self.client.post(PREVIEW, self.data(**changes)).context

    def as_shown(self, grid: Any, **changes: Any) -> dict[str, Any]:
        """What the page would send that shows this plan."""
        sent = self.data(arrangement=grid.arrangement, seed=grid.plan.seed)
        for row in grid.rows:
            for cell in row.cells:
                sent[f"cell-{cell.number}"] = cell.candidate.pk if cell.candidate else 0
        return sent | changes

    def schedule(self, **changes: Any) -> Any:
        grid = self.preview(**changes)["grid"]
        return self.client.post(SCHEDULE, self.as_shown(grid, **changes))


@pytest.fixture
def day(client, db) -> Day:
    hr = factories.make_user("hr")
    client.force_login(hr)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.user = hr
    position = Position.objects.create(name="客服经理")
    return Day(
        client,
        position,
        factories.make_sheet(name="一面"),
        [factories.make_user(name="王芳"), factories.make_user(name="李强")],
        [factories.make_candidate(name=f"候选人{number}", position=position) for number in range(6)],
    )


def names_in(grid: Any) -> list[list[str]]:
    """The plan as a list of rows of names, "" for a free place."""
    return [[str(cell.candidate or "") for cell in row.cells] for row in grid.rows]


def cells_of(grid: Any) -> list[int]:
    return list(json.loads(grid.arrangement)["cells"])


def errors_of(context: Any) -> str:
    """Every error the page shows, as text."""
    form = context["form"]
    parts = [str(form.errors), *(str(room.errors) for room in form.rooms)]
    return lxml.html.fromstring(f"<div>{''.join(parts)}</div>").text_content()
