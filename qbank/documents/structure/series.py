"""Which numbers of one kind count the questions: the chain that counts up and explains most.

Lists inside answers count too. What a number is worth: it goes on counting, what follows is put as a
question, a label for a part comes before the next number, it stands where the others stand. The chain with
the highest sum wins; numbers it passes over belong to what is around them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from qbank.documents.structure.asking import asks
from qbank.documents.structure.labels import Label
from qbank.documents.structure.numbers import Number
from qbank.documents.structure.words import PART_ROLES

_RESTART: Final = 3.0
_RESTART_IN_LIST: Final = 7.0
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
    values = _values(folded, numbers, labels)
    total: list[float] = [0.0] * len(numbers)
    previous: list[int] = [-1] * len(numbers)
    by_number: dict[int, int] = {}
    best = -1
    for index, number in enumerate(numbers):
        before = bisect_right(borders, number.start) - 1
        near_border = before >= 0 and not _text_between(folded, borders[before], number.start, numbers, index)
        options: list[tuple[float, int]] = []
        for gap in range(_LONGEST_GAP):
            candidate = by_number.get(number.number - 1 - gap)
            if candidate is not None and (gap == 0 or number.line_start):
                cost = _GAP * gap + (0.0 if numbers[candidate].kind == number.kind else 0.8)
                cost += 0.0 if numbers[candidate].prefix == number.prefix else 2.5
                options.append((total[candidate] - cost, candidate))
        twin = by_number.get(number.number)
        if (
            twin is not None
            and number.line_start
            and number.number > 1
            and min(values[index], values[twin]) >= _TWIN_VALUE
        ):
            # A number given twice.
            options.append((total[twin] - _TWIN, twin))
        if number.number <= 1 or best < 0:
            cost = 0.0 if number.number <= 1 else _LATE_START
            options.append((-cost, -1))
            if best >= 0:
                restart = 0.2 if near_border else _RESTART_IN_LIST if _in_list(folded, number) else _RESTART
                options.append((total[best] - restart, best))
        elif near_border and best >= 0:
            options.append((total[best] - 1.0 - _GAP, best))
        if not options:
            continue
        gained, total_before = max(options), 0.0
        total_before, previous[index] = gained
        total[index] = total_before + values[index]
        held = by_number.get(number.number)
        if held is None or total[index] >= total[held]:
            by_number[number.number] = index
        if best < 0 or total[index] > total[best]:
            best = index
    chain: list[Number] = []
    while best >= 0:
        chain.append(numbers[best])
        best = previous[best]
    return chain[::-1]


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


def _text_between(folded: str, border: int, start: int, numbers: Sequence[Number], index: int) -> bool:
    """Whether another number of the family stands between a border and the one at ``start``."""
    return index > 0 and numbers[index - 1].start >= border


def _in_list(folded: str, number: Number) -> bool:
    """Whether what stands before announces a list ("请说明：")."""
    before = folded[max(0, number.start - 6) : number.start].rstrip()
    return before.endswith((":", "—")) or (
        not number.line_start and bool(before) and before[-1] not in '。?!"”)】'
    )
