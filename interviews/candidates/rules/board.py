"""Where each candidate of a position stands. Pure rules, no database: a board shows what is recorded, nobody
moves cards on it.

A candidate stands where their latest round stands. For a reader who still owes a scorecard of that round,
it is only told whether its time has come: nothing that others recorded moves the card.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interviews.common.rules.outcomes import AGAIN, HIRE, HOLD, REJECT
from interviews.common.rules.stages import Stage


class Column(StrEnum):
    """The columns in their order; the last four are what was decided."""

    NEW = "new"
    SCHEDULED = "scheduled"
    WAITING = "waiting"
    TO_DECIDE = "to-decide"
    HIRE = "hire"
    AGAIN = "again"
    HOLD = "hold"
    REJECT = "reject"


DECIDED = (Column.HIRE, Column.AGAIN, Column.HOLD, Column.REJECT)
_DECIDED = {HIRE: Column.HIRE, AGAIN: Column.AGAIN, HOLD: Column.HOLD, REJECT: Column.REJECT}


@dataclass(frozen=True, slots=True)
class Round:
    """One interview as the reader may know it: ``stage`` None and ``outcome`` "" while they are blind."""

    number: int
    starts_at: datetime
    stage: Stage | None
    outcome: str = ""


def latest(rounds: Iterable[Round]) -> Round | None:
    """The round that counts: the last to begin of those that were not cancelled."""
    held = [one for one in rounds if one.stage != Stage.CANCELLED]
    return max(held, key=lambda one: (one.starts_at, one.number), default=None)


def upcoming(rounds: Iterable[Round], now: datetime) -> Round | None:
    """The next one ahead."""
    ahead = [one for one in rounds if one.stage != Stage.CANCELLED and one.starts_at > now]
    return min(ahead, key=lambda one: (one.starts_at, one.number), default=None)


def column_of(rounds: Sequence[Round], now: datetime) -> Column:
    """Where a candidate with these rounds stands. Raises ValueError for a decision there is not."""
    one = latest(rounds)
    if one is None:
        return Column.NEW
    if one.stage is None or one.stage == Stage.SCHEDULED:
        return Column.SCHEDULED if one.starts_at > now else Column.WAITING
    if one.stage == Stage.DECIDED:
        if one.outcome not in _DECIDED:
            raise ValueError(f"There is no decision {one.outcome!r}.")
        return _DECIDED[one.outcome]
    return Column.WAITING if one.stage == Stage.SCORING else Column.TO_DECIDE
