"""Panels that have scored, for the tests of the debrief and the decision."""

from decimal import Decimal
from typing import Any

from accounts.models import User
from interviews.models import Interview, Response, Scorecard
from interviews.room.services.scorecards import submit
from tests import factories

D = Decimal


def make_sheet(questions: int = 3, *, ladder: bool = False) -> Any:
    """That many checklist questions of weight 1; with ``ladder`` the last one is a ladder."""
    made = [factories.make_question(points=2, red_flags=0) for _ in range(questions - ladder)]
    if ladder:
        made.append(factories.make_question(rubric_kind="ladder", red_flags=0))
    return factories.make_sheet(question_set=factories.make_set(questions=made))


def record(interview: Interview, user: User, ratings: list[str | None]) -> Scorecard:
    """A draft with these ratings in the sheet's order (None: not asked), complete as the rules want it."""
    card = factories.make_scorecard(interview=interview, user=user)
    Response.objects.bulk_create(
        Response(
            scorecard=card,
            item=item,
            rating=None if rating is None else D(rating),
            notes=f"{user} 记下了第 {item.position} 题",
            evidence="说了三件事",
            reason="按实际表现",
            not_asked=rating is None,
            not_asked_reason="时间不够" if rating is None else "",
        )
        for item, rating in zip(interview.sheet.items.order_by("position"), ratings, strict=True)
    )
    return card


def hand_in(interview: Interview, user: User, ratings: list[str | None]) -> Scorecard:
    """A scorecard submitted through the service."""
    card = record(interview, user, ratings)
    submit(scorecard=card, actor=user)
    card.refresh_from_db()
    return card


def make_panel(*scores: list[str | None], sheet: Any = None, **fields: Any) -> Interview:
    """An interview whose panel (the first leads) has handed in these ratings, one list a person."""
    people = [factories.make_user() for _ in scores]
    interview = factories.make_interview(panel=people, sheet=sheet or make_sheet(len(scores[0])), **fields)
    for person, ratings in zip(people, scores, strict=True):
        hand_in(interview, person, ratings)
    return interview


def people_of(interview: Interview) -> list[User]:
    """The panel in the order it was seated."""
    return [member.user for member in interview.members.select_related("user").order_by("pk")]
