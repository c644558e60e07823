"""A question while its document is read: what it consists of, and where each part stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from qbank.bankfile.drafts import PointDraft


@dataclass(slots=True)
class Span:
    """A stretch of the content and what became of it.

    ``what`` is "question", "answer", "point", "probe", "competency", "heading", "title" (of
    the document), "mark" or "used"; "set aside" for what has no meaning of its own (a form to fill in, a
    number); "left" for what was not understood, with the reason.
    """

    start: int
    end: int
    what: str
    reason: str = ""


@dataclass(slots=True)
class ReadQuestion:
    """One question while its document is read. ``start``–``end`` is its place, the mark included."""

    number: int | None
    start: int
    end: int
    text: str = ""
    answers: list[str] = field(default_factory=list)
    probes: list[str] = field(default_factory=list)
    points: list[PointDraft] = field(default_factory=list)
    competencies: list[str] = field(default_factory=list)
    kind: str = ""
    difficulty: str = ""
    minutes: int | None = None
    category: str = ""
    #: Where each answer stands, for the answers that were not put together from several places.
    answer_spans: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
