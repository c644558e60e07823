"""What a scoring form is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviews import scoring
from interviews.room.pages.scorecard import PageItem
from interviews.room.services.state import ResponseState, SheetRules


@dataclass(frozen=True, slots=True)
class FormHead:
    """What the form says at its top, and at the foot of every page. A text that is "" is a line to fill."""

    company: str
    sheet: str
    position: str = ""
    candidate: str = ""
    interviewer: str = ""
    when: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """Whose form it is: ``interview`` and ``seat`` are None on a form for anybody with this sheet."""

    sheet: int
    sha256: str
    interview: int | None = None
    seat: int | None = None


@dataclass(frozen=True, slots=True)
class ScoringForm:
    """All that is written: ``states`` (by item) hold what is recorded so far, empty ones on a blank form."""

    head: FormHead
    identity: FormIdentity
    rules: SheetRules
    items: Sequence[PageItem]
    states: dict[int, ResponseState]
    answers: bool = False


@dataclass(frozen=True, slots=True)
class TotalCells:
    """Where the sums stand, as cells of the scoring sheet, and what they come to."""

    total: scoring.Total
    gained: str
    possible: str
    below: str
    percent: str
    band: str
