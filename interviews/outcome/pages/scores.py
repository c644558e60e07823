"""What was given and agreed in many interviews, read for one person: scorecards, ratings and consensus come
through ``visible_to(user)``, and nothing else of a response is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from interviews.common.progress import submitted_scorecards
from interviews.models import Consensus, Response, Scorecard
from interviews.outcome.reports.rows import given_ratings

#: Interview id → its submitted scorecards, with their members.
Cards = Mapping[int, Sequence[Scorecard]]


@dataclass(frozen=True, slots=True)
class AgreedNow:
    """A consensus that counts, and the ratings by member id that it rests on, where they were remembered."""

    rating: Decimal
    rests_on: dict[int, Decimal | None] | None


def submitted_cards(readable: Iterable[int], user: User) -> dict[int, list[Scorecard]]:
    """Of interviews (ids) for which the person is not blind; those without a scorecard are left out."""
    cards: defaultdict[int, list[Scorecard]] = defaultdict(list)
    submitted = submitted_scorecards(user).filter(member__interview__in=readable).order_by("pk")
    for card in submitted.select_related("member__user").only("member__interview", "member__user__name"):
        cards[card.member.interview_id].append(card)
    return dict(cards)


def given_by(cards: Cards, user: User) -> dict[tuple[int, int], Decimal | None]:
    """(Scorecard, item) → rating."""
    ids = [card.pk for own in cards.values() for card in own]
    rows = Response.objects.visible_to(user).filter(scorecard__in=ids)
    return {(card, item): rating for card, item, rating in rows.values_list("scorecard", "item", "rating")}


def counting_consensus(interviews: Iterable[int], user: User) -> defaultdict[int, dict[int, AgreedNow]]:
    """Interview id → item id → the newest consensus, unless it was taken back."""
    newest: defaultdict[int, dict[int, AgreedNow]] = defaultdict(dict)
    rows = Consensus.objects.visible_to(user).filter(interview__in=list(interviews)).order_by("pk")
    for interview, item, rating, rests_on in rows.values_list("interview", "item", "rating", "rests_on"):
        if rating is None:
            newest[interview].pop(item, None)
            continue
        given = given_ratings(rests_on)
        by_member = None if given is None else {own.member_id: own.rating for own in given}
        newest[interview][item] = AgreedNow(rating, by_member)
    return newest
