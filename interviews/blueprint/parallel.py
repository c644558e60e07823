"""Several selections of one blueprint with as few questions in common as possible.

What is promised: every sheet keeps the numbers, kinds and competencies as well as one sheet alone would.
Below that comes what it shares with the others: no single sheet can be exchanged for one that shares less
(as far as its choice is proven). ``least_shared`` is what n sheets that keep their wishes must share by
counting alone: where ``shared`` equals it, no other n sheets share less. Then questions change places between
two sheets as long as that makes them more alike in difficulty, and nearer to the shares and the minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from interviews.blueprint.balance import balance_sheets
from interviews.blueprint.choose import STEPS, TRIES, ChosenQuestions, choose
from interviews.blueprint.problem import eligible
from interviews.blueprint.wishes import OfferedQuestion, Wishes

_ROUNDS = 3
#: Several sheets are chosen for one page: each with less work than a single one.
_EACH: Final[dict[str, Any]] = {"explain": False, "tries": TRIES // 2, "steps": STEPS // 4}


@dataclass(frozen=True, slots=True)
class SheetPair:
    """Two sheets (by index) and the ids of the questions that stand on both."""

    first: int
    second: int
    shared: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ParallelSheets:
    """The sheets in order, what each two share, and what they must share at least (None: not known)."""

    sheets: tuple[ChosenQuestions, ...]
    pairs: tuple[SheetPair, ...]
    least_shared: int | None

    @property
    def shared(self) -> int:
        """Questions in common, over all pairs."""
        return sum(len(pair.shared) for pair in self.pairs)

    @property
    def difficulty_range(self) -> float:
        """Between the easiest and the hardest sheet, each as the mean of 1, 2, 3."""
        means = [mean for sheet in self.sheets if (mean := sheet.difficulty) is not None]
        return max(means) - min(means) if means else 0.0

    @property
    def minutes_range(self) -> int:
        """Between the shortest and the longest sheet."""
        minutes = [sheet.minutes for sheet in self.sheets]
        return max(minutes) - min(minutes) if minutes else 0


def choose_parallel(
    bank: Sequence[OfferedQuestion], wishes: Wishes, *, number: int, seed: int = 0
) -> ParallelSheets:
    """``number`` selections; the same seed gives the same ones."""
    sheets: list[ChosenQuestions] = []
    for index in range(number):
        taken = _taken(sheets)
        sheets.append(choose(bank, wishes, seed=seed + index, taken=taken, **_EACH))
    for _ in range(_ROUNDS):
        if not _reduce_sharing(bank, wishes, sheets, seed):
            break
    # Places that were changed may make room for an exchange; each exchange shares less, so this ends.
    sheets = balance_sheets(sheets, bank, wishes)
    while _reduce_sharing(bank, wishes, sheets, seed):
        sheets = balance_sheets(sheets, bank, wishes)
    pairs = tuple(
        SheetPair(
            first,
            second,
            tuple(question_id for question_id in sheets[first].ids if question_id in set(sheets[second].ids)),
        )
        for first, second in combinations(range(number), 2)
    )
    wishes_kept = all(sheet.measure.wishes_kept for sheet in sheets)
    return ParallelSheets(tuple(sheets), pairs, _fewest_shared(bank, wishes, number) if wishes_kept else None)


def _reduce_sharing(
    bank: Sequence[OfferedQuestion], wishes: Wishes, sheets: list[ChosenQuestions], seed: int
) -> bool:
    """Choose every sheet that shares something anew beside the others; whether one shares less for it."""
    better = False
    for index, sheet in enumerate(sheets):
        taken = _taken([*sheets[:index], *sheets[index + 1 :]])
        repeats = sum(taken[question_id] for question_id in sheet.ids)
        if not repeats:
            continue
        other = choose(bank, wishes, seed=seed + index, taken=taken, **_EACH)
        if (*other.measure[:4], other.measure.repeats) < (*sheet.measure[:4], repeats):
            sheets[index], better = other, True
    return better


def _taken(sheets: Iterable[ChosenQuestions]) -> Counter[int]:
    return Counter(question_id for sheet in sheets for question_id in sheet.ids)


def _fewest_shared(bank: Sequence[OfferedQuestion], wishes: Wishes, number: int) -> int:
    """Questions n sheets must share, by counting places and the questions there are for them.

    A fixed question stands on all. Of the rest, the places of the categories, those of one kind, ladders
    and one competency each give a lower bound; the highest counts.
    """
    free = eligible(bank, wishes)
    fixed = [question for question in bank if question.id in wishes.fixed]
    have = Counter(question.category for question in fixed)
    offered = Counter(question.category for question in free)
    needs = {key: max(0, want - have[key]) for key, want in wishes.per_category.items()}
    bounds = [sum(_fewest_pairs(number * need, offered[key]) for key, need in needs.items())]
    if wishes.total is not None:
        bounds.append(_fewest_pairs(number * max(0, wishes.total - len(fixed)), len(free)))
    bounds += [
        _fewest_pairs(
            number * max(0, want - sum(question.kind == kind for question in fixed)),
            sum(question.kind == kind for question in free),
        )
        for kind, want in wishes.kinds.items()
    ]
    ladders = max(0, wishes.ladders - sum(question.ladder for question in fixed))
    bounds.append(_fewest_pairs(number * ladders, sum(question.ladder for question in free)))
    for key in wishes.competencies:
        if not any(key in question.competencies for question in fixed):
            bounds.append(_fewest_pairs(number, sum(key in question.competencies for question in free)))
    return max(bounds) + len(fixed) * number * (number - 1) // 2


def _fewest_pairs(places: int, questions: int) -> int:
    """The fewest pairs in common when so many places are filled with so few questions."""
    if not questions:
        return 0
    each, more = divmod(places, questions)
    return more * each + questions * (each * (each - 1) // 2)
