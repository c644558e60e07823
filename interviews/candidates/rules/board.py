"""In which column of the board a candidate stands. Pure rules, no database.

The board shows what is recorded; nobody moves cards on it. A candidate stands where their latest round
stands. A reader who still owes a scorecard of that round learns only whether its time has come: nothing
that others recorded moves the card.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from interviews.common.rules.outcomes import AGAIN, HIRE, HOLD, REJECT
from interviews.common.rules.stages import Stage


class Column(StrEnum):
    """The columns in their order. In the last five nothing waits any more: what was decided, and who
    withdrew."""

    NEW = "new"
    SCHEDULED = "scheduled"
    WAITING = "waiting"
    TO_DECIDE = "to-decide"
    HIRE = "hire"
    AGAIN = "again"
    HOLD = "hold"
    REJECT = "reject"
    WITHDREW = "withdrew"


CLOSED = (Column.HIRE, Column.AGAIN, Column.HOLD, Column.REJECT, Column.WITHDREW)
_COLUMN_BY_OUTCOME = {HIRE: Column.HIRE, AGAIN: Column.AGAIN, HOLD: Column.HOLD, REJECT: Column.REJECT}


@dataclass(frozen=True, slots=True)
class Round:
    """One interview as the reader may know it: ``stage`` None and ``outcome`` "" while they are blind."""

    number: int
    starts_at: datetime
    stage: Stage | None
    outcome: str = ""
    #: The reader can still submit a scorecard of it.
    owes: bool = False
    #: The result is another than it was decided on.
    decision_outdated: bool = False
    #: The candidate withdrew from it: it does not take place.
    withdrew: bool = False


def latest(rounds: Iterable[Round]) -> Round | None:
    """The round that counts: the last to begin of those that were not cancelled."""
    taking_place = [round_ for round_ in rounds if round_.stage != Stage.CANCELLED]
    return max(taking_place, key=lambda round_: (round_.starts_at, round_.number), default=None)


def upcoming(rounds: Iterable[Round], now: datetime) -> Round | None:
    """The next one ahead."""
    ahead = [round_ for round_ in rounds if round_.stage != Stage.CANCELLED and round_.starts_at > now]
    return min(ahead, key=lambda round_: (round_.starts_at, round_.number), default=None)


def column_of(rounds: Sequence[Round], now: datetime) -> Column:
    """Where a candidate with these rounds stands. Raises ValueError for an unknown decision."""
    counting = latest(rounds)
    withdrew_at = max((round_.starts_at for round_ in rounds if round_.withdrew), default=None)
    if withdrew_at is not None and (counting is None or counting.starts_at <= withdrew_at):
        return Column.WITHDREW
    if counting is None:
        return Column.NEW
    if counting.stage is None or counting.stage == Stage.SCHEDULED:
        return Column.SCHEDULED if counting.starts_at > now else Column.WAITING
    if counting.stage == Stage.DECIDED:
        if counting.outcome not in _COLUMN_BY_OUTCOME:
            raise ValueError(f"There is no decision {counting.outcome!r}.")
        return _COLUMN_BY_OUTCOME[counting.outcome]
    return Column.WAITING if counting.stage == Stage.SCORING else Column.TO_DECIDE
