"""The parts of a result about the panel and the course of the interview: who left it, and where somebody
went another way than the sheet. Read for one person, as the rest of the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Min

from accounts.models import User
from interviews.access import keeps_interviews, withheld_interviews
from interviews.deviations import (
    AddedQuestion,
    MemberDeviations,
    NotAsked,
    asked_order,
    in_another_order,
)
from interviews.models import (
    ExtraQuestion,
    PanelMember,
    Response,
    Scorecard,
    ScoreChange,
    SheetItem,
)
from interviews.results import LeftMember

#: Fields that say nothing of when a question was asked: the clock runs while one reads it.
_NOT_ASKING = ("seconds", "not_asked", "not_asked_reason")


def left_members(user: User, seats: Iterable[PanelMember]) -> defaultdict[int, list[LeftMember]]:
    """Interview id → who left its panel, 2 queries where somebody did. Why is for HR; what they had recorded
    for those who may read it."""
    found: defaultdict[int, list[LeftMember]] = defaultdict(list)
    left = [member for member in seats if member.withdrawn]
    if not left:
        return found
    cards = Scorecard.objects.visible_to(user).filter(member__in=left)
    readable = dict(cards.values_list("member", "submitted_at"))
    told = _told_why(user, {member.interview_id for member in left})
    for member in left:
        if member.withdrawn_at is None:
            continue
        found[member.interview_id].append(
            LeftMember(
                member_id=member.pk,
                name=str(member.user),
                at=member.withdrawn_at,
                by="" if member.stepped_back else str(member.withdrawn_by),
                reason=member.withdrawn_reason if member.interview_id in told else "",
                readable=member.pk in readable,
                had_submitted=readable.get(member.pk) is not None,
            )
        )
    return found


def _told_why(user: User, interviews: set[int]) -> set[int]:
    """Those of these interviews (ids) of which the user may know why somebody left the panel."""
    if not keeps_interviews(user):
        return set()
    return interviews - set(withheld_interviews(user).filter(pk__in=interviews))


def deviations(
    user: User,
    cards: Sequence[tuple[Scorecard, Sequence[SheetItem]]],
    responses: Mapping[tuple[int, int], Response],
) -> Mapping[int, MemberDeviations]:
    """Scorecard id → what differs from the sheet, of those on which something does; 2 queries.

    ``cards``: each with the questions of its sheet. ``responses``: (scorecard id, item id) → what was
    recorded.
    """
    touched = _first_touched(user, [card for card, _ in cards], responses)
    added = _added(user, [card for card, _ in cards])
    found = {}
    for card, items in cards:
        numbers = {item.pk: number for number, item in enumerate(items, start=1)}
        order = asked_order({numbers[item]: first for item, first in touched[card.pk].items()})
        one = MemberDeviations(
            name=str(card.member.user),
            asked=order if in_another_order(order) else (),
            not_asked=tuple(
                NotAsked(numbers[item.pk], response.not_asked_reason)
                for item in items
                if (response := responses.get((card.pk, item.pk))) is not None and response.not_asked
            ),
            added=tuple(added[card.pk]),
        )
        if one:
            found[card.pk] = one
    return found


def _first_touched(
    user: User,
    cards: Sequence[Scorecard],
    responses: Mapping[tuple[int, int], Response],
) -> Mapping[int, dict[int, datetime]]:
    """Scorecard id → item id → when something was first entered on it; not of what was not asked."""
    rows = (
        ScoreChange.objects.visible_to(user)
        .filter(scorecard__in=cards)
        .exclude(field__in=_NOT_ASKING)
        .order_by()
        .values_list("scorecard", "item")
        .annotate(first=Min("at"))
    )
    touched: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    for card, item, first in rows:
        response = responses.get((card, item))
        if response is not None and not response.not_asked:
            touched[card][item] = first
    return touched


def _added(user: User, cards: Sequence[Scorecard]) -> Mapping[int, list[AddedQuestion]]:
    extras = ExtraQuestion.objects.visible_to(user).filter(scorecard__in=cards, removed=False)
    added: defaultdict[int, list[AddedQuestion]] = defaultdict(list)
    for extra in extras.exclude(text="", notes="").order_by("added_at", "pk"):
        added[extra.scorecard_id].append(AddedQuestion(extra.text, extra.notes))
    return added
