"""The parts of a result about the panel and the course of the interview: who left, and who deviated from
the sheet. Read for one person, as the rest of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypedDict

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django_stubs_ext import WithAnnotations

from accounts.models import User
from interviews.models import (
    ExtraQuestion,
    PanelMember,
    Response,
    Scorecard,
    ScoreChange,
    SheetItem,
)
from interviews.models.visibility import is_blind_q, keeps_interviews
from interviews.outcome.rules.deviations import (
    AddedQuestion,
    MemberDeviations,
    NotAsked,
    asked_order,
    is_another_order,
)
from interviews.outcome.rules.results import LeftMember

#: Fields that don't show that a question was being asked: the clock also runs while it is read.
_NOT_ASKING = ("seconds", "not_asked", "not_asked_reason")


class Withheld(TypedDict):
    """Whether the reader is blind in the interview of a seat."""

    withheld: bool


class HasAdded(TypedDict):
    """Whether questions were added on the spot to a scorecard."""

    added: bool


class FirstTouch(TypedDict):
    """When something was first entered that shows a question was being asked; None: never."""

    first_touch: datetime | None


def with_withheld(
    seats: QuerySet[PanelMember], user: User
) -> QuerySet[WithAnnotations[PanelMember, Withheld]]:
    """Adds whether the user is blind in the interview of each seat."""
    return seats.annotate(withheld=is_blind_q(user, "interview"))


def left_members(
    user: User, seats: Iterable[WithAnnotations[PanelMember, Withheld]], readable: Iterable[Scorecard]
) -> defaultdict[int, list[LeftMember]]:
    """Interview id → who left its panel. Why is for HR who are not blind there (``withheld`` of a seat); what
    they had recorded for those who may read it (``readable``: scorecards the user may see)."""
    left: defaultdict[int, list[LeftMember]] = defaultdict(list)
    submitted_at = {card.member_id: card.submitted_at for card in readable}
    reads_reasons = keeps_interviews(user)
    for member in seats:
        if member.withdrawn_at is None:
            continue
        left[member.interview_id].append(
            LeftMember(
                member_id=member.pk,
                name=str(member.user),
                at=member.withdrawn_at,
                by="" if member.stepped_back else str(member.withdrawn_by),
                reason=member.withdrawn_reason if reads_reasons and not member.withheld else "",
                readable=member.pk in submitted_at,
                had_submitted=submitted_at.get(member.pk) is not None,
            )
        )
    return left


def deviations(
    user: User,
    cards: Sequence[tuple[WithAnnotations[Scorecard, HasAdded], Sequence[SheetItem]]],
    responses: Mapping[tuple[int, int], tuple[Response, datetime | None]],
) -> Mapping[int, MemberDeviations]:
    """Scorecard id → what differs from the sheet, of those on which something does; 1 query where somebody
    added a question.

    ``cards``: each with whether questions were ``added`` to it, and the questions of its sheet.
    ``responses``: (scorecard id, item id) → what was recorded, and when it was first touched.
    """
    touched = _first_touched(responses)
    recorded = {key: response for key, (response, _first) in responses.items()}
    added = _added_questions(user, [card for card, _ in cards if card.added])
    deviations_by_card = {}
    for card, items in cards:
        numbers = {item.pk: number for number, item in enumerate(items, start=1)}
        order = asked_order({numbers[item]: first for item, first in touched[card.pk].items()})
        member_deviations = MemberDeviations(
            name=str(card.member.user),
            asked=order if is_another_order(order) else (),
            not_asked=tuple(
                NotAsked(numbers[item.pk], response.not_asked_reason)
                for item in items
                if (response := recorded.get((card.pk, item.pk))) is not None and response.not_asked
            ),
            added=tuple(added[card.pk]),
        )
        if member_deviations:
            deviations_by_card[card.pk] = member_deviations
    return deviations_by_card


def with_first_touch(responses: QuerySet[Response]) -> QuerySet[WithAnnotations[Response, FirstTouch]]:
    """Adds when something was first entered that shows the question was being asked; who may read a response
    may read its changes."""
    changes = ScoreChange.objects.filter(scorecard=OuterRef("scorecard"), item=OuterRef("item"))
    first = changes.exclude(field__in=_NOT_ASKING).order_by().values("item").annotate(first=Min("at"))
    return responses.annotate(first_touch=Subquery(first.values("first")))


def _first_touched(
    responses: Mapping[tuple[int, int], tuple[Response, datetime | None]],
) -> Mapping[int, dict[int, datetime]]:
    """Scorecard id → item id → when something was first entered on it; not of what was not asked."""
    touched: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    for (card, item), (response, first_touch) in responses.items():
        if first_touch is not None and not response.not_asked:
            touched[card][item] = first_touch
    return touched


def _added_questions(user: User, cards: Sequence[Scorecard]) -> Mapping[int, list[AddedQuestion]]:
    extras = ExtraQuestion.objects.visible_to(user).filter(scorecard__in=cards, removed=False)
    added: defaultdict[int, list[AddedQuestion]] = defaultdict(list)
    for extra in extras.exclude(text="", notes="").order_by("added_at", "pk"):
        added[extra.scorecard_id].append(AddedQuestion(extra.text, extra.notes))
    return added
