"""What a bank of any size offers to a blueprint: how many questions there are of each sort, from kept counts,
and as many of each sort as a choice can need.

Of a bank of up to ``MOST`` questions that may be asked all are looked at. Of a larger one some of each sort
are drawn by lot, the same ones for the same seed; docs/decisions/0029-blueprints-draw-from-a-part.md says why
that loses nothing a person would notice.
"""
# ruff: noqa: S608 (statements are made of names of ours)

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, Sum, Value

from interviews.blueprint import OfferedQuestion, UnmetWish, Wish, Wishes
from interviews.building.pages.exposure import Exposure
from interviews.building.pages.offers import bank_questions
from qbank.models import Competency, Question, QuestionTally, RubricKind, Status
from qbank.questions.services.asking import askable_questions, not_askable

#: So many questions are looked at one by one; of each of several parallel sheets half as many more.
MOST = 1_000
#: At least so many of each sort, whatever that adds up to: more than a set takes of most.
_LEAST = 12
#: SQLite takes no statement of more than five hundred parts.
_MOST_PARTS = 400
#: Of a wished competency that the drawn questions hardly have, so many are added.
_OF_COMPETENCY = 60
#: Where a question stands in the lot: a number that depends on its id and looks like chance. The index
#: "question_draw" keeps it, written the same way.
_LOT, _LOTS = '("id" * 2654435761) & 4294967295', 2**32


class Sort(NamedTuple):
    """What :class:`QuestionTally` tells questions apart by, as far as wishes look at it."""

    category: int
    kind: str
    rubric_kind: str
    difficulty: str

    def fits(self, wish: Wish) -> bool:
        """Whether such a question counts towards a wish for a number of questions."""
        match wish.name:
            case "category":
                return self.category == wish.about
            case "kind":
                return self.kind == wish.about
            case "ladders":
                return self.rubric_kind == RubricKind.LADDER
        return wish.name == "total"


_COLUMNS = ("category", "kind", "rubric_kind", "difficulty")


@dataclass(frozen=True, slots=True)
class Supply:
    """How many questions of a sort may be asked at all, and how many of these a wish holds back."""

    ready: int
    held: int = 0

    @property
    def free(self) -> int:
        return self.ready - self.held


class BankOffer:
    """What the bank offers for ``wishes``.

    ``used``: load_all_exposures() within the days that count towards the limit, and within those of the
    wishes. ``minutes``: of questions (by id) that take another time than suggested.
    """

    def __init__(
        self,
        wishes: Wishes,
        *,
        used: Mapping[int, Exposure],
        minutes: Mapping[int, int] | None = None,
        seed: int = 0,
        sheets: int = 1,
    ) -> None:
        self.wishes, self.used, self.minutes, self.seed = wishes, used, minutes, seed
        self.most = MOST + MOST // 2 * (sheets - 1)

    @cached_property
    def _ready(self) -> dict[Sort, int]:
        """Sort → how many questions may be asked; one query."""
        tally = QuestionTally.objects.filter(status=Status.READY).order_by().values_list(*_COLUMNS)
        columns = ("category_id", *_COLUMNS[1:])
        without = not_askable().order_by().values_list(*columns).annotate(number=Value(-1))
        numbers: Counter[Sort] = Counter()
        for *values, number in tally.annotate(number=Sum("number")).union(without, all=True):
            numbers[Sort(*values)] += number
        return {sort: number for sort, number in sorted(numbers.items()) if number > 0}

    @cached_property
    def _held(self) -> dict[int, Sort]:
        """The questions that days, limit or an exclusion keep out, but for fixed ones."""
        return {pk: sort for pk, sort in self._special.items() if pk not in self.wishes.fixed}

    @cached_property
    def _fixed(self) -> dict[int, Sort]:
        return {pk: sort for pk, sort in self._special.items() if pk in self.wishes.fixed}

    @cached_property
    def _special(self) -> dict[int, Sort]:
        """The sorts of fixed questions and of those that are held back; one query, always."""
        limit = self.wishes.limit
        held = {
            question
            for question, exposure in self.used.items()
            if exposure.lately or (limit is not None and exposure.recent >= limit)
        }
        ids = held | self.wishes.excluded | self.wishes.fixed
        questions = askable_questions().filter(pk__in=[*ids, 0]).order_by()
        rows = questions.values_list("pk", "category_id", *_COLUMNS[1:])
        return {pk: Sort(*values) for pk, *values in rows}

    @cached_property
    def supplies(self) -> dict[Sort, Supply]:
        """Sort → how many there are of it. Fixed questions are never held back."""
        held = Counter(self._held.values())
        return {sort: Supply(number, held[sort]) for sort, number in self._ready.items()}

    def numbers(self, wish: Wish) -> Supply:
        """How many questions count towards a wish for a number of them."""
        fitting = [supply for sort, supply in self.supplies.items() if sort.fits(wish)]
        return Supply(sum(supply.ready for supply in fitting), sum(supply.held for supply in fitting))

    def counted(self, unmet: UnmetWish) -> UnmetWish:
        """An unmet wish with the numbers of the whole bank, where only a part was looked at."""
        if self._is_whole or unmet.wish.name not in ("category", "kind", "ladders", "total"):
            return unmet
        offered = elsewhere = 0
        for sort, supply in self.supplies.items():
            if sort.fits(unmet.wish):
                free = supply.free - sum(own == sort for own in self._fixed.values())
                offered += free if self._is_reached(sort) else 0
                elsewhere += 0 if self._is_reached(sort) else free
        offered += sum(sort.fits(unmet.wish) for sort in self._fixed.values())
        return replace(unmet, offered=offered, elsewhere=elsewhere, held_back=self.numbers(unmet.wish).held)

    def _is_reached(self, sort: Sort) -> bool:
        """Whether anything may be chosen of this sort's category."""
        return self.wishes.total is not None or bool(self.wishes.per_category.get(sort.category))

    @property
    def _is_whole(self) -> bool:
        return sum(self._ready.values()) <= self.most

    @cached_property
    def questions(self) -> list[OfferedQuestion]:
        """All of the bank's questions, or of a large bank those that were drawn, in the bank's order."""
        if self._is_whole:
            return self._offered(None)
        drawn = set(self._draw()) | self.wishes.fixed | self.wishes.excluded
        questions = self._offered(drawn)
        more = {pk for topic in self.wishes.competencies for pk in self._with_topic(topic, questions)}
        return self._offered(drawn | more) if more - drawn else questions

    def _offered(self, ids: Collection[int] | None) -> list[OfferedQuestion]:
        chosen = None if ids is None else askable_questions().filter(pk__in=ids)
        return bank_questions(
            used=self.used,
            minutes=self.minutes,
            questions=chosen,
        )

    def _draw(self) -> list[int]:
        """Ids of some of each sort that something may be chosen of; one query, more for very many sorts."""
        reached = {sort: supply for sort, supply in self.supplies.items() if self._is_reached(sort)}
        share = max(_LEAST, _level([supply.free for supply in reached.values()], self.most))
        draws = [draw for sort, supply in reached.items() for draw in self._draws_of(sort, supply, share)]
        ids: list[int] = []
        with connection.cursor() as cursor:
            for start in range(0, len(draws), _MOST_PARTS):
                some = draws[start : start + _MOST_PARTS]
                sql = " UNION ALL ".join(sql for sql, _values in some)
                cursor.execute(sql, [value for _sql, values in some for value in values])
                ids += [pk for (pk,) in cursor.fetchall()]
        return ids

    def _draws_of(self, sort: Sort, supply: Supply, share: int) -> Iterator[tuple[str, list[str | int]]]:
        """The statements that draw ``share`` questions of a sort besides those that are held back."""
        if supply.free <= 2 * share:
            yield _drawn(sort, supply.ready)
            return
        number = share + supply.held
        place = random.Random(f"{self.seed} {sort}").randrange(_LOTS)  # noqa: S311 (no secret)
        yield _drawn(sort, number, since=place)
        if place > _LOTS * (1 - 3 * number / supply.ready):
            # So near the end that there may not be enough: it goes on at the beginning.
            yield _drawn(sort, number)

    def _with_topic(self, topic: int, questions: Iterable[OfferedQuestion]) -> list[int]:
        """More questions with a competency that fewer than a few of those drawn have."""
        if sum(topic in question.competencies for question in questions) >= _LEAST:
            return []
        topics = Competency.objects.filter(Q(pk=topic) | Q(parent=topic))
        links = Question.competencies.through._default_manager.filter(competency__in=topics)
        return list(links.order_by("pk").values_list("question", flat=True)[:_OF_COMPETENCY])


def _drawn(sort: Sort, number: int, *, since: int | None = None) -> tuple[str, list[str | int]]:
    """The statement for so many questions of a sort, in the order of the lot, and its values."""
    values: list[str | int] = [*sort]
    where = f'"arriving_id" IS NULL AND "status" = \'{Status.READY}\''
    where += "".join(f' AND "{name}" = %s' for name in ("category_id", *_COLUMNS[1:]))
    if since is not None:
        where += f" AND {_LOT} >= %s"
        values.append(since)
    drawn = f'SELECT "id" FROM "{Question._meta.db_table}" WHERE {where} ORDER BY {_LOT} LIMIT {number}'
    return f"SELECT * FROM ({drawn}) AS drawn", values


def _level(sizes: Iterable[int], most: int) -> int:
    """How many may be taken of each, where small ones leave their share to the others."""
    left = most
    waiting = sorted(sizes)
    while waiting:
        share = left // len(waiting)
        if waiting[0] > share:
            return share
        left -= waiting.pop(0)
    return most
