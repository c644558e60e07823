"""Which numbers of one kind count the questions: the chain that counts up and explains most.

Lists inside answers count too. What a number is worth: it goes on counting, what follows is put as a
question, a label for a part comes before the next number, it stands where the others stand. The chain with
the highest sum wins; numbers it passes over belong to what is around them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from qbank.documents.structure.asking import asks
from qbank.documents.structure.labels import Label
from qbank.documents.structure.numbers import Number
from qbank.documents.structure.words import PART_ROLES

_RESTART: Final = 3.0
_RESTART_IN_LIST: Final = 7.0
_AT_BORDER: Final = 0.2
_OTHER_KIND: Final = 0.8
_OTHER_PREFIX: Final = 2.5
_GAP: Final = 1.2
_LONGEST_GAP: Final = 4
_TWIN: Final = 2.0
_TWIN_VALUE: Final = 2.8
_LATE_START: Final = 1.5


def best_series(
    folded: str, numbers: Sequence[Number], labels: Sequence[Label], borders: Sequence[int]
) -> list[Number]:
    """The chain of numbers (all of one family) that count questions; empty where there are none.

    ``borders`` are where a section may begin that counts from 1 again.
    """
    if not numbers:
        return []
    chains = _Chains(folded, numbers, _values(folded, numbers, labels), borders)
    return chains.best()


class _Chains:
    """For each number the best chain that ends with it."""

    def __init__(
        self, folded: str, numbers: Sequence[Number], values: Sequence[float], borders: Sequence[int]
    ) -> None:
        self.folded, self.numbers, self.values, self.borders = folded, numbers, values, borders
        self.totals = [0.0] * len(numbers)
        self.previous = [-1] * len(numbers)
        #: The place of the best chain that ends with a number.
        self.ending: dict[int, int] = {}
        self.best_end = -1

    def best(self) -> list[Number]:
        for index, number in enumerate(self.numbers):
            options = [*self._going_on(index, number), *self._beginning(index, number)]
            if options:
                before, self.previous[index] = max(options)
                self.totals[index] = before + self.values[index]
                self._keep(index, number)
        chain: list[Number] = []
        index = self.best_end
        while index >= 0:
            chain.append(self.numbers[index])
            index = self.previous[index]
        return chain[::-1]

    def _keep(self, index: int, number: Number) -> None:
        same = self.ending.get(number.number)
        if same is None or self.totals[index] >= self.totals[same]:
            self.ending[number.number] = index
        if self.best_end < 0 or self.totals[index] > self.totals[self.best_end]:
            self.best_end = index

    def _going_on(self, index: int, number: Number) -> Iterator[tuple[float, int]]:
        """Behind the number before, or a few before where some are lost, or the same given twice."""
        for gap in range(_LONGEST_GAP):
            before = self.ending.get(number.number - 1 - gap)
            if before is not None and (gap == 0 or number.line_start):
                cost = _GAP * gap
                cost += 0.0 if self.numbers[before].kind == number.kind else _OTHER_KIND
                cost += 0.0 if self.numbers[before].prefix == number.prefix else _OTHER_PREFIX
                yield self.totals[before] - cost, before
        twin = self.ending.get(number.number)
        if twin is None or not number.line_start or number.number < 2:
            return
        if min(self.values[index], self.values[twin]) >= _TWIN_VALUE:
            yield self.totals[twin] - _TWIN, twin

    def _beginning(self, index: int, number: Number) -> Iterator[tuple[float, int]]:
        """As the first of all, or the first of a section."""
        at_border = self._is_at_border(index, number)
        if number.number <= 1 or self.best_end < 0:
            yield (0.0 if number.number <= 1 else -_LATE_START), -1
        if self.best_end < 0:
            return
        if number.number <= 1:
            in_list = _in_list(self.folded, number)
            cost = _AT_BORDER if at_border else _RESTART_IN_LIST if in_list else _RESTART
            yield self.totals[self.best_end] - cost, self.best_end
        elif at_border:
            yield self.totals[self.best_end] - 1.0 - _GAP, self.best_end

    def _is_at_border(self, index: int, number: Number) -> bool:
        """Whether no number of the family stands between the nearest border and this one."""
        border = bisect_right(self.borders, number.start) - 1
        return border >= 0 and (index == 0 or self.numbers[index - 1].start < self.borders[border])


def _values(folded: str, numbers: Sequence[Number], labels: Sequence[Label]) -> list[float]:
    parts = [label.start for label in labels if label.role in PART_ROLES]
    ends = [number.start for number in numbers[1:]] + [len(folded)]
    labelled = [
        bisect_left(parts, end) > bisect_left(parts, number.end)
        for number, end in zip(numbers, ends, strict=True)
    ]
    has_labels = sum(labelled) >= 2
    good = (
        [n for n, is_labelled in zip(numbers, labelled, strict=True) if is_labelled]
        if has_labels
        else numbers
    )
    on_lines = sum(n.line_start for n in good) * 10 >= 6 * len(good)
    values = []
    for number, end, is_labelled in zip(numbers, ends, labelled, strict=True):
        asking = asks(folded, number.end, end)
        value = 0.8 + (2.0 if asking == 2 else 1.2 if asking else 0.0)
        if has_labels:
            value += 1.5 if is_labelled else -0.8
        if on_lines and not number.line_start:
            value -= 2.8
        elif not number.line_start and not asking:
            value -= 1.0
        if not folded[number.end : min(end, number.end + 40)].strip():
            value -= 2.0
        values.append(value)
    return values


def _in_list(folded: str, number: Number) -> bool:
    """Whether what stands before announces a list ("请说明：")."""
    before = folded[max(0, number.start - 6) : number.start].rstrip()
    return before.endswith((":", "—")) or (
        not number.line_start and bool(before) and before[-1] not in '。?!"”)】'
    )
