"""What the bank's list shows: a page of questions, how many there are, and how many with each other choice.

None of it costs more in a larger bank. Without a text the counts come from :class:`QuestionTally`. A text, or
competencies, narrow the questions down once, to at most ``MOST`` of them, and page and counts are taken from
these; where there are more, numbers say so ("500+"). docs/decisions/0026-lists-cost-the-same-in-any-bank.md
says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models import Count as SqlCount
from django.db.models.functions import Coalesce

from accounts.models import User
from common.folding import terms_of
from qbank.models import Category, Competency, Difficulty, Question, QuestionTally
from qbank.questions.rules.facet_counts import (
    Count,
    FacetCounts,
    allowed_by,
    count_choices,
    failures,
    windows,
)
from qbank.questions.search import best_match_first, search, search_common, search_ids
from qbank.questions.services.lacking import has_tag, lacking

#: So many questions are looked at one by one; of more, lists and numbers are not complete and say so.
MOST = 500
#: Of so many questions the competencies are counted.
MOST_TAGGED = 2_000
#: Questions that one can reach by turning pages; the filters reach all.
MOST_PAGED = 2_500
#: The filters whose values stand in a question's own columns, as :class:`QuestionTally` has them.
COLUMNS = ("category", "kind", "difficulty", "status", "rubric_kind", "source")
COMPETENCY = "competency"
_UNSAID_LAST = len(Difficulty.values)
BY_DIFFICULTY = Case(
    *(When(difficulty=value, then=rank) for rank, value in enumerate(Difficulty.values)), default=_UNSAID_LAST
)

BY_DIFFICULTY_DOWN = BY_DIFFICULTY.desc()
_Links = Question.competencies.through


def tagged(competencies: Collection[int]) -> Q:
    """Questions with one of these competencies; a chapter stands for all of its sections."""
    links = _Links._default_manager.filter(
        Q(competency__in=competencies) | Q(competency__parent__in=competencies)
    )
    return Q(pk__in=links.values("question"))


class BoundedCount(Subquery):
    """How many rows a subquery has. Cut off there, it is counted no further."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def tagged_count(questions: QuerySet[Question]) -> BoundedCount:
    """As an annotation of competencies: how many of these questions have it, counted no further than one
    more than ``MOST``. :func:`at_most` says it."""
    links = _Links._default_manager.filter(
        Exists(questions.filter(pk=OuterRef("question"))), competency=OuterRef("pk")
    )
    return BoundedCount(links.order_by().values("pk")[: MOST + 1])


def at_most(number: int) -> Count:
    """What was counted to one more than ``MOST``."""
    return Count(min(number, MOST), or_more=number > MOST)


class Listing:
    """The list for one person. ``chosen``: {filter: the values it lets through} of the filters that are on,
    ``order``: what it is sorted by; empty: the best match first, or the order of the bank; ``lacks``: what
    all that are listed lack (qbank.questions.services.lacking); ``tag``: one that all of them have."""

    def __init__(
        self,
        user: User,
        text: str,
        chosen: Mapping[str, Collection[Any]],
        order: Sequence[Any] = (),
        *,
        lacks: str = "",
        tag: str = "",
    ) -> None:
        self._seen = Question.objects.visible_to(user)
        self._tally = QuestionTally.objects.visible_to(user)
        self._text = text if terms_of(text) else ""
        self._chosen, self._order = chosen, order
        #: What else holds of all that is listed.
        self._besides = (lacking(lacks) if lacks else Q()) & (has_tag(tag) if tag else Q())

    # Everything there is

    @property
    def questions(self) -> QuerySet[Question]:
        """All that is listed, in its order, however much it is."""
        return self._sorted(search(self._seen, self._text).filter(self._condition()))

    def _condition(self) -> Q:
        condition = self._besides
        for name, values in self._chosen.items():
            condition &= tagged(values) if name == COMPETENCY else Q(**{f"{name}__in": values})
        return condition

    def _walked(self, *left_out: str) -> QuerySet[Question]:
        """The same, but for some filters, in no order: for lists so long that walking through questions in
        the order that is wanted finds a page of them soonest. No other index is to tempt a database: SQLite
        would gather all by it, and sort them."""
        questions = search_common(self._seen, self._text) if self._text else self._seen
        if self._besides:
            questions = questions.filter(self._besides)
        for name, values in self._chosen.items():
            if name in left_out:
                continue
            if name == COMPETENCY:
                links = _Links._default_manager.filter(question=OuterRef("pk"), competency__in=self._tags)
                questions = questions.filter(Exists(links))
            else:
                plain = {f"plain_{name}": Coalesce(F(name), F(name))}
                questions = questions.alias(**plain).filter(**{f"plain_{name}__in": values})
        return questions.order_by()

    @cached_property
    def _tags(self) -> list[int]:
        """The chosen competencies, with the sections of chosen chapters."""
        chosen = self._chosen[COMPETENCY]
        sections = Competency.objects.filter(parent__in=chosen).values_list("pk", flat=True)
        return [*chosen, *sections]

    # What is looked at one by one

    @cached_property
    def _matches(self) -> dict[int, tuple[Any, ...]] | None:
        """{question: its values of the columns, its competencies and 1} of all that the text finds; None
        where nothing is searched, or too much found."""
        if not self._text:
            return None
        ids = search_ids(self._text, MOST + 1)
        return self._rows(ids) if len(ids) <= MOST else None

    @cached_property
    def _some(self) -> tuple[dict[int, tuple[Any, ...]], bool]:
        """The same of questions that text and competencies find, of more than ``MOST`` some; and whether
        these are all."""
        if self._text or COMPETENCY not in self._chosen:
            found: QuerySet[Any, int] = self._walked(*COLUMNS).values_list("pk", flat=True)
        else:
            links = _Links._default_manager.filter(competency__in=self._tags).order_by()
            found = links.values_list("question", flat=True).distinct()
        ids = list(found[: MOST + 1])
        return self._rows(ids), len(ids) <= MOST

    @property
    def _is_tallied(self) -> bool:
        return not self._text and not self._besides and COMPETENCY not in self._chosen

    def _rows(self, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
        competencies: dict[int, set[int]] = {pk: set() for pk in ids}
        links = _Links._default_manager.filter(question__in=ids)
        for pk, competency, chapter in links.values_list("question", "competency", "competency__parent"):
            competencies[pk].add(competency)
            if chapter is not None:
                competencies[pk].add(chapter)
        seen = self._seen.filter(self._besides)
        rows = seen.filter(pk__in=ids).order_by().values_list("pk", *COLUMNS)
        return {pk: (*values, frozenset(competencies[pk]), 1) for pk, *values in rows}

    # The counts

    @cached_property
    def _counts(self) -> tuple[FacetCounts, bool]:
        """Of the columns, and whether that is all of them."""
        if self._matches is not None:
            return count_choices(self._matches.values(), (*COLUMNS, COMPETENCY), self._chosen), True
        if self._is_tallied:
            rows = self._tally.order_by().values_list(*COLUMNS, "number")
            by_column = ((*values[:-2], values[-2] or None, values[-1]) for values in rows)
            return count_choices(by_column, COLUMNS, self._chosen), True
        some, complete = self._some
        return count_choices(some.values(), COLUMNS, self._chosen), complete

    def number_of(self, name: str, value: Any) -> Count:
        """How many would be listed with this choice of a filter, all other filters unchanged."""
        counts, complete = self._competency_counts if name == COMPETENCY else self._counts
        return Count(counts.by_filter[name][value], or_more=not complete)

    @cached_property
    def _competency_counts(self) -> tuple[FacetCounts, bool]:
        """The same of the competencies. A chapter counts what its sections have, each question once."""
        if self._matches is not None:
            return self._counts
        most = MOST if self._text else MOST_TAGGED
        looked_at = self._walked(COMPETENCY).values("pk")[:most]
        links = _Links._default_manager.filter(question__in=looked_at).order_by()
        numbers: Counter[Any] = Counter()
        for column in ("competency", "competency__parent") if COMPETENCY in self._chosen else ("competency",):
            counted = links.values_list(column).annotate(number=SqlCount("question", distinct=True))
            numbers.update({pk: number for pk, number in counted if pk is not None})
        if self._is_tallied:
            return FacetCounts(by_filter={COMPETENCY: numbers}), self._counts[0].listed <= most
        return FacetCounts(by_filter={COMPETENCY: numbers}), looked_at.count() < most

    @cached_property
    def total(self) -> Count:
        """How many questions are listed."""
        counts, complete = self._counts
        if complete:
            return Count(counts.listed)
        return Count(min(len(self._first), MOST), or_more=len(self._first) > MOST)

    # The page

    @cached_property
    def _first(self) -> list[int]:
        """The first questions of a list that is longer than ``MOST``, and one more."""
        return list(self._walked().order_by(*self._order).values_list("pk", flat=True)[: MOST + 1])

    def __len__(self) -> int:
        """How many one can turn pages through: with ``__getitem__`` what Django's Paginator asks for."""
        if self._is_tallied:
            return min(self.total.number, MOST_PAGED)
        return self.total.number

    def __iter__(self) -> Iterator[Question]:
        return iter(self[: len(self)])

    def __getitem__(self, place: slice) -> list[Question]:
        start, stop = place.start, place.stop
        if not self._is_tallied:
            listed = self._seen.filter(pk__in=self._listed_ids())
            return list(self._sorted(listed).select_related("category")[start:stop])
        if self.total.number <= MOST:
            listed = self._seen.filter(self._condition()).select_related("category")
            return list(self._sorted(listed)[start:stop])
        groups = self._groups()
        if groups is None:
            return list(self._sorted(self._walked().select_related("category"))[start:stop])
        column, sizes, within = groups
        page: list[Question] = []
        for window in windows(sizes, start, stop):
            group = self._walked(column).filter(**{f"{column}__in": window.keys}).select_related("category")
            rows = group.order_by(*within) if len(window.keys) == 1 else self._sorted(group)
            page += rows[window.start : window.stop]
        return page

    def _listed_ids(self) -> list[int]:
        if not self._counts[1]:
            return self._first[:MOST]
        matches = self._some[0] if self._matches is None else self._matches
        allowed = allowed_by((*COLUMNS, COMPETENCY), self._chosen)
        return [pk for pk, row in matches.items() if not failures(row, allowed)]

    def _sorted(self, questions: QuerySet[Question]) -> QuerySet[Question]:
        if self._order or not self._text:
            return questions.order_by(*(self._order or Question._meta.ordering or ()))
        return best_match_first(questions, self._text)

    def _groups(self) -> tuple[str, list[tuple[Any, int]], tuple[str, ...]] | None:
        """For an order that runs through one group after the other: the column that they are told apart by,
        their sizes, and the order within. So no database sorts all questions for a page of them."""
        first = self._order[0] if self._order else None
        if first is None:
            places = Category.objects.order_by("position", "pk").values_list("pk", flat=True)
            return "category", self._sizes("category", places), ("position", "pk")
        if first in (BY_DIFFICULTY, BY_DIFFICULTY_DOWN):
            values = [*Difficulty.values, ""]
            ordered = values if first is BY_DIFFICULTY else values[::-1]
            return "difficulty", self._sizes("difficulty", ordered), ("pk",)
        return None

    def _sizes(self, column: str, values: Iterable[Any]) -> list[tuple[Any, int]]:
        """How many questions of each value are listed."""
        counted, chosen = self._counts[0].by_filter[column], self._chosen.get(column)
        return [(value, counted[value]) for value in values if chosen is None or value in chosen]
