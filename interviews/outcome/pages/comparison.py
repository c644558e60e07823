"""The candidates of one position beside each other, read for one person.

Scorecards come through ``visible_to(user)``, as everywhere: of an interview for which the person is
still blind, nothing is read. Only results of the same sheet version are set against each other. All of
these are ranked; subtotals are computed for those that are shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from accounts.models import User
from interviews import scoring
from interviews.common.rules.resting import is_outdated
from interviews.models import (
    Interview,
    PanelMember,
    Position,
    Scorecard,
    Sheet,
    SheetItem,
)
from interviews.models.interviews import InterviewWithOwnState
from interviews.outcome.pages.scores import counting_consensus, given_by, submitted_cards
from interviews.outcome.reports.interview import scored


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """The interviews of a position held with one sheet version. ``numbers``: candidate → the number that
    stands for them where names are hidden; they keep it over rounds and sheets."""

    sheet: Sheet
    interviews: tuple[InterviewWithOwnState, ...]
    cards: dict[int, list[Scorecard]]
    numbers: dict[int, int]

    @property
    def unscored(self) -> tuple[tuple[int, InterviewWithOwnState], ...]:
        """Those of which nobody's scorecard may be seen, with the numbers of their candidates."""
        return tuple(
            (self.numbers[interview.candidate_id], interview)
            for interview in self.interviews
            if interview.pk not in self.cards
        )

    @property
    def results(self) -> int:
        """Of how many interviews there is something to see."""
        return len(self.cards)


@dataclass(frozen=True, slots=True)
class Ranked:
    """An interview with what it comes to. ``rank`` is None for who is disqualified, or was asked nothing that
    counts."""

    interview: InterviewWithOwnState
    number: int
    rank: int | None
    standing: scoring.Standing


@dataclass(frozen=True, slots=True)
class ComparedInterview:
    """A ranked interview in full. ``unsettled``: ratings have changed since the panel agreed on some
    question. ``ratings``: per item (id) what counts, None where it was not asked."""

    ranked: Ranked
    submitted: int
    panel: int
    total: scoring.Total
    unsettled: bool
    ratings: dict[int, Decimal | None]

    @property
    def interview(self) -> InterviewWithOwnState:
        return self.ranked.interview

    @property
    def number(self) -> int:
        return self.ranked.number

    @property
    def percent(self) -> Decimal | None:
        return self.total.percent

    @property
    def parts(self) -> tuple[scoring.Subtotal, ...]:
        """What the total is made of, the same parts for all with a sheet: of one category alone the total
        says it all."""
        categories = self.total.categories
        return categories if len(categories) > 1 else self.total.competencies or categories

    @property
    def partial(self) -> bool:
        """Whether the result is still to change: part of the panel has not submitted."""
        return self.submitted < self.panel


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A category or competency over the compared interviews, in their order; None: nothing asked of it."""

    name: str
    percents: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class ComparedQuestion:
    """A question over the compared interviews: what counts of it, None where it was not asked."""

    item: SheetItem
    ratings: tuple[Decimal | None, ...]


def sheet_groups(position: Position, user: User) -> list[SheetGroup]:
    """The position's interviews that take place, by sheet version: the group with the most results first, the
    newest sheet among equals. Three queries."""
    interviews = list(
        Interview.objects.visible_to(user)
        .with_own_state(user)
        .filter(candidate__position=position, status=Interview.Status.SCHEDULED)
        .select_related("candidate")
        .order_by("starts_at", "pk")
    )
    candidates = sorted({interview.candidate_id for interview in interviews})
    numbers = {pk: number for number, pk in enumerate(candidates, start=1)}
    cards = submitted_cards([interview.pk for interview in interviews if not interview.blind], user)
    by_sheet: defaultdict[int, list[InterviewWithOwnState]] = defaultdict(list)
    for interview in interviews:
        by_sheet[interview.sheet_id].append(interview)
    sheets = Sheet.objects.in_bulk(list(by_sheet))
    groups = [
        SheetGroup(
            sheets[sheet],
            tuple(rows),
            {interview.pk: cards[interview.pk] for interview in rows if interview.pk in cards},
            numbers,
        )
        for sheet, rows in by_sheet.items()
    ]
    return sorted(groups, key=lambda group: (-group.results, -group.sheet.pk))


class RankedField:
    """All results with one sheet version, ranked: the highest total first, who is disqualified last."""

    def __init__(self, group: SheetGroup, user: User) -> None:
        """Three queries."""
        self.group = group
        self.scale = scoring.Scale.from_json(group.sheet.scale)
        self.items = list(SheetItem.objects.filter(sheet=group.sheet).order_by("position"))
        self._ratings = given_by(group.cards, user)
        self._consensus = counting_consensus(group.cards, user)
        self.ranked = self._rank()

    @property
    def bands(self) -> tuple[tuple[str, Decimal], ...]:
        """Where each opens, the highest first."""
        return tuple((band.name, self.scale.opens_at(band)) for band in self.scale.bands)

    def in_full(self, some: Iterable[Ranked]) -> tuple[ComparedInterview, ...]:
        """Some of the field with all that is known of them, in one query."""
        shown = tuple(some)
        seats = PanelMember.objects.sitting().filter(interview__in=[row.interview.pk for row in shown])
        panels: defaultdict[int, int] = defaultdict(int)
        for interview in seats.order_by().values_list("interview", flat=True):
            panels[interview] += 1
        return tuple(self._in_full(row, panels[row.interview.pk]) for row in shown)

    def _rank(self) -> tuple[Ranked, ...]:
        standings = [
            (interview, scoring.standing_of(*self._scores(interview.pk), self.scale))
            for interview in self.group.interviews
            if interview.pk in self.group.cards
        ]
        standings.sort(key=lambda row: (bool(row[1].disqualified_by), -_share(row[1])))
        shares = [_share(standing) for _, standing in standings]
        return tuple(
            Ranked(
                interview,
                self.group.numbers[interview.candidate_id],
                None
                if standing.disqualified_by or standing.share is None
                else shares.index(standing.share) + 1,
                standing,
            )
            for interview, standing in standings
        )

    def _scores(self, interview: int) -> tuple[list[scoring.Scorecard], dict[int, Decimal]]:
        """The scorecards that count, and what was agreed."""
        cards = [scored(card, self.items, self._ratings) for card in self.group.cards[interview]]
        return cards, {item: agreed.rating for item, agreed in self._consensus[interview].items()}

    def _in_full(self, row: Ranked, panel: int) -> ComparedInterview:
        cards, agreed = self._scores(row.interview.pk)
        result = scoring.result_of(cards, agreed, self.scale)
        return ComparedInterview(
            ranked=row,
            submitted=len(cards),
            panel=panel,
            total=result.total,
            unsettled=any(
                is_outdated(consensus.rests_on, self._given(row.interview.pk, item))
                for item, consensus in self._consensus[row.interview.pk].items()
            ),
            ratings={mean.item_id: agreed.get(mean.item_id, mean.shown) for mean in result.mean.items},
        )

    def _given(self, interview: int, item: int) -> dict[int, Decimal | None]:
        return {card.member_id: self._ratings.get((card.pk, item)) for card in self.group.cards[interview]}


def category_rows(compared: Sequence[ComparedInterview]) -> tuple[ComparisonRow, ...]:
    return _comparison_rows([one.total.categories for one in compared])


def competency_rows(compared: Sequence[ComparedInterview]) -> tuple[ComparisonRow, ...]:
    return _comparison_rows([one.total.competencies for one in compared])


def question_rows(field: RankedField, compared: Sequence[ComparedInterview]) -> tuple[ComparedQuestion, ...]:
    return tuple(
        ComparedQuestion(item, tuple(one.ratings.get(item.pk) for one in compared)) for item in field.items
    )


def _share(standing: scoring.Standing) -> Fraction:
    return Fraction(-1) if standing.share is None else standing.share


def _comparison_rows(groups: Sequence[Sequence[scoring.Subtotal]]) -> tuple[ComparisonRow, ...]:
    names = dict.fromkeys(part.name for group in groups for part in group)
    percents_by_name = [{part.name: part.percent for part in group} for group in groups]
    return tuple(ComparisonRow(name, tuple(group.get(name) for group in percents_by_name)) for name in names)
