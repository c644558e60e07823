"""The candidates of one position side by side, read for one person.

Scorecards come through ``visible_to(user)``, as everywhere: of an interview for which the person is
still blind, nothing is read. Only results of the same sheet version are set against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import User
from interviews import scoring
from interviews.common.progress import submitted_scorecards
from interviews.common.rules.resting import is_outdated
from interviews.models import Consensus, Interview, Position, Response, Scorecard, Sheet, SheetItem
from interviews.models.interviews import InterviewWithOwnState
from interviews.outcome.reports.interview import scored
from interviews.outcome.reports.rows import given_ratings


@dataclass(frozen=True, slots=True)
class ComparedInterview:
    """One interview with its result; ``total`` is None while nobody's scorecard may be seen.

    ``number`` stands for the candidate where names are hidden; one candidate keeps theirs over rounds.
    ``unsettled``: ratings have changed since the panel agreed on some question.
    """

    interview: Interview
    number: int
    submitted: int
    panel: int
    total: scoring.Total | None
    unsettled: bool = False

    @property
    def percent(self) -> Decimal | None:
        return self.total.percent if self.total else None

    @property
    def partial(self) -> bool:
        """Whether the result is still to change: part of the panel has not submitted."""
        return self.total is not None and self.submitted < self.panel


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A category or competency over the compared interviews, in their order; None: nothing asked of it."""

    name: str
    percents: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The interviews held with one sheet version, highest total first, those without a result last."""

    sheet: Sheet
    bands: tuple[tuple[str, Decimal], ...]
    interviews: tuple[ComparedInterview, ...]
    categories: tuple[ComparisonRow, ...]
    competencies: tuple[ComparisonRow, ...]

    @property
    def scored(self) -> tuple[ComparedInterview, ...]:
        return tuple(compared for compared in self.interviews if compared.total is not None)

    @property
    def unscored(self) -> tuple[ComparedInterview, ...]:
        return tuple(compared for compared in self.interviews if compared.total is None)


def compare_interviews(position: Position, user: User) -> list[SheetGroup]:
    """The position's interviews that take place, by sheet version, in at most 7 queries.

    The group with the most results comes first, the newest sheet among equals.
    """
    interviews = list(
        Interview.objects.visible_to(user)
        .with_own_state(user)
        .filter(candidate__position=position, status=Interview.Status.SCHEDULED)
        .select_related("candidate", "sheet")
        .prefetch_related("members")
        .order_by("starts_at", "pk")
    )
    numbers = {
        pk: number
        for number, pk in enumerate(sorted({interview.candidate_id for interview in interviews}), start=1)
    }
    results = _results(interviews, user)
    by_sheet: defaultdict[int, list[ComparedInterview]] = defaultdict(list)
    for interview in interviews:
        submitted, total, unsettled = results.get(interview.pk, (0, None, False))
        panel = sum(1 for member in interview.members.all() if member.withdrawn_at is None)
        by_sheet[interview.sheet_id].append(
            ComparedInterview(interview, numbers[interview.candidate_id], submitted, panel, total, unsettled)
        )
    groups = [_group(rows) for rows in by_sheet.values()]
    return sorted(groups, key=lambda group: (-len(group.scored), -group.sheet.pk))


def _results(
    interviews: Sequence[InterviewWithOwnState], user: User
) -> dict[int, tuple[int, scoring.Total, bool]]:
    """Interview id → how many submitted, the result as the user may see it, and whether it is unsettled."""
    readable = [interview.pk for interview in interviews if not interview.blind]
    cards: defaultdict[int, list[Scorecard]] = defaultdict(list)
    for card in submitted_scorecards(user).filter(member__interview__in=readable).select_related("member"):
        cards[card.member.interview_id].append(card)
    if not cards:
        return {}
    ratings = {
        (card, item): rating
        for card, item, rating in Response.objects.visible_to(user)
        .filter(scorecard__in=[card for own in cards.values() for card in own])
        .values_list("scorecard", "item", "rating")
    }
    items: defaultdict[int, list[SheetItem]] = defaultdict(list)
    sheets = {interview.sheet_id for interview in interviews if interview.pk in cards}
    for item in SheetItem.objects.filter(sheet__in=sheets).order_by("position"):
        items[item.sheet_id].append(item)
    consensus = _consensus_that_counts(user, list(cards))
    return {
        interview.pk: (
            len(cards[interview.pk]),
            scoring.result_of(
                [scored(card, items[interview.sheet_id], ratings) for card in cards[interview.pk]],
                {item: agreed.rating for item, agreed in consensus[interview.pk].items()},
                scoring.Scale.from_json(interview.sheet.scale),
            ).total,
            any(
                is_outdated(agreed.rests_on, _given(cards[interview.pk], item, ratings))
                for item, agreed in consensus[interview.pk].items()
            ),
        )
        for interview in interviews
        if interview.pk in cards
    }


@dataclass(frozen=True, slots=True)
class _Agreed:
    """A consensus that counts, and the ratings by member id that it rests on, where they were remembered."""

    rating: Decimal
    rests_on: dict[int, Decimal | None] | None


def _consensus_that_counts(user: User, interviews: Sequence[int]) -> defaultdict[int, dict[int, _Agreed]]:
    """Interview id → item id → the newest consensus, unless it was taken back."""
    newest: defaultdict[int, dict[int, _Agreed]] = defaultdict(dict)
    rows = Consensus.objects.visible_to(user).filter(interview__in=interviews).order_by("pk")
    for interview, item, rating, rests_on in rows.values_list("interview", "item", "rating", "rests_on"):
        if rating is None:
            newest[interview].pop(item, None)
            continue
        given = given_ratings(rests_on)
        by_member = None if given is None else {own.member_id: own.rating for own in given}
        newest[interview][item] = _Agreed(rating, by_member)
    return newest


def _given(
    cards: Sequence[Scorecard], item: int, ratings: dict[tuple[int, int], Decimal | None]
) -> dict[int, Decimal | None]:
    return {card.member_id: ratings.get((card.pk, item)) for card in cards}


def _group(rows: Sequence[ComparedInterview]) -> SheetGroup:
    ordered = sorted(rows, key=lambda row: (row.total is None, -_share(row)))
    scale = scoring.Scale.from_json(rows[0].interview.sheet.scale)
    totals = [row.total for row in ordered if row.total is not None]
    return SheetGroup(
        sheet=rows[0].interview.sheet,
        bands=tuple((band.name, scale.opens_at(band)) for band in scale.bands),
        interviews=tuple(ordered),
        categories=_comparison_rows([total.categories for total in totals]),
        competencies=_comparison_rows([total.competencies for total in totals]),
    )


def _share(compared: ComparedInterview) -> float:
    return (
        float(compared.total.share)
        if compared.total is not None and compared.total.share is not None
        else -1.0
    )


def _comparison_rows(groups: Sequence[Sequence[scoring.Subtotal]]) -> tuple[ComparisonRow, ...]:
    names = dict.fromkeys(part.name for group in groups for part in group)
    percents_by_name = [{part.name: part.percent for part in group} for group in groups]
    return tuple(ComparisonRow(name, tuple(group.get(name) for group in percents_by_name)) for name in names)
