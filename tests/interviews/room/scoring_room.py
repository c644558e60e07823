"""An interview in which one person scores, and what their browser sends."""

import json
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from interviews.models import Response
from tests import factories


class Room:
    """An interview with one interviewer, a checklist question and a ladder question."""

    def __init__(self, client: Client, **interview) -> None:
        self.client = client
        questions = [
            factories.make_question(points=3, red_flags=1),
            factories.make_question(rubric_kind="ladder", red_flags=0),
        ]
        sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
        self.interview = factories.make_interview(panel=[client.user], sheet=sheet, **interview)
        self.seat = self.interview.members.get(user=client.user)
        self.checklist, self.ladder = sheet.items.order_by("position")

    def url(self, name: str = "scorecard") -> str:
        return reverse(f"interviews:{name}", args=[self.interview.pk])

    def send(self, *changes, seat=None, client=None):
        body = {"seat": seat or self.seat.pk, "changes": list(changes)}
        return (client or self.client).post(
            self.url("scorecard-save"), json.dumps(body), content_type="application/json"
        )

    def change(self, field, value, item=None, change_id=None):
        return {
            "id": change_id or str(uuid4()),
            "item": (item or self.checklist).pk,
            "field": field,
            "value": value,
        }

    def enter(self, **fields):
        return self.send(*(self.change(name, value) for name, value in fields.items()))

    def points(self, item=None, *, red_flag=False):
        points = (item or self.checklist).points.filter(red_flag=red_flag)
        return [point.pk for point in points.order_by("level", "position")]

    def mark(self, *values, item=None):
        pairs = zip(self.points(item), values, strict=False)
        return self.send(*(self.change(f"mark:{point}", value, item) for point, value in pairs))

    def response(self, item=None):
        return Response.objects.get(item=item or self.checklist)

    def state(self, item=None):
        answer = self.client.get(self.url("scorecard-state"))
        assert answer.status_code == 200
        return answer.json()["items"][str((item or self.checklist).pk)]

    def complete(self):
        """Everything that submitting asks for: the first question rated, the second not asked."""
        self.mark("met", "met", "missed")
        self.enter(rating="2.5", notes="先听完，再复述。")
        return self.send(
            self.change("not_asked", True, self.ladder),
            self.change("not_asked_reason", "时间不够", self.ladder),
        )
