"""Where an interview deviated from its sheet. Pure rules, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A question of the sheet that was left out, by its number, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddedQuestion:
    """A question asked on the spot. It is kept outside the score."""

    text: str
    notes: str


@dataclass(frozen=True, slots=True)
class MemberDeviations:
    """What one panel member did differently from the sheet.

    ``asked``: the numbers of the questions in the order they were first written on; empty where that is
    the sheet's order.
    """

    name: str
    asked: tuple[int, ...]
    not_asked: tuple[NotAsked, ...]
    added: tuple[AddedQuestion, ...]

    def __bool__(self) -> bool:
        return bool(self.asked or self.not_asked or self.added)


def asked_order(first_touched: Mapping[int, datetime]) -> tuple[int, ...]:
    """Question numbers by the time each was first written on; questions written on at the very same moment
    stay in the sheet's order."""
    return tuple(sorted(first_touched, key=lambda number: (first_touched[number], number)))


def is_another_order(order: tuple[int, ...]) -> bool:
    """Whether these numbers don't rise from first to last. Leaving some out is another deviation."""
    return list(order) != sorted(order)
