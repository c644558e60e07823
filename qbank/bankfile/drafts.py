"""Drafts: the contents of a question bank as plain data, from documents, bank files or spreadsheets.

Nothing here knows the database. Codes of choices are those of the models (see :data:`KINDS`,
:data:`DIFFICULTIES`, :data:`RUBRIC_KINDS`); an empty string means "not given".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

KINDS = ("motivation", "behavioural", "situational", "knowledge")
DIFFICULTIES = ("easy", "medium", "hard")
RUBRIC_KINDS = ("checklist", "ladder")
STATUSES = ("draft", "ready", "retired")
SCALE_NUMBERS = ("minimum", "maximum", "step", "evidence_at_or_below", "evidence_from", "floor", "band_base")


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """A model answer; ``complete`` is False when the source cut it off."""

    text: str
    complete: bool = True


@dataclass(frozen=True, slots=True)
class PointDraft:
    """One observable thing a good answer contains, or a red flag.

    ``quote`` stands word for word in one of the question's answers ("" where it rests on none).
    ``level`` is 1–5 on a ladder and None on a checklist. A red flag carries no weight (0).
    """

    text: str
    weight: Decimal = Decimal(1)
    level: int | None = None
    quote: str = ""
    red_flag: bool = False


@dataclass(frozen=True, slots=True)
class QuestionDraft:
    """``competencies`` holds section names of the competency framework, ``source`` a source's name."""

    text: str
    code: str = ""
    short_title: str = ""
    #: With commas between, each once (common/finding/tags.py).
    tags: str = ""
    kind: str = ""
    rubric_kind: str = "checklist"
    difficulty: str = ""
    minutes: int | None = None
    status: str = "draft"
    probes: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    answers: tuple[AnswerDraft, ...] = ()
    points: tuple[PointDraft, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class CategoryDraft:
    name: str
    questions: tuple[QuestionDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class CompetencyPointDraft:
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionDraft:
    name: str
    points: tuple[CompetencyPointDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterDraft:
    name: str
    sections: tuple[SectionDraft, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A quotable passage; ``doubtful`` says that the text lost marks nobody can restore for sure."""

    topic: str
    title: str
    text: str
    doubtful: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class BandDraft:
    """A band begins at ``lower`` of the scale's ``band_base`` (27 of 30 and up is 优秀)."""

    name: str
    lower: Decimal


@dataclass(frozen=True, slots=True)
class ScaleDraft:
    """Rating rules. ``evidence_at_or_below`` / ``evidence_from``: ratings that need evidence.

    ``floor``: a ladder item rated below it disqualifies. ``rules`` is the source's wording.
    ``default`` marks the scale that new question sets start with.
    """

    name: str
    minimum: Decimal
    maximum: Decimal
    step: Decimal
    evidence_at_or_below: Decimal
    evidence_from: Decimal
    floor: Decimal
    band_base: Decimal
    bands: tuple[BandDraft, ...]
    lowest_band: str
    rules: tuple[str, ...] = ()
    source: str = ""
    default: bool = False


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A document that things came from; others refer to it by ``name``. ``sha256`` is its bytes' hash."""

    name: str
    title: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text that was read but not understood as content; shown to a person, never dropped.

    ``start`` and ``end`` are its place in the restored text, both 0 where that is not known.
    """

    text: str
    reason: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class BankDraft:
    """What one document (or a whole bank) holds."""

    categories: tuple[CategoryDraft, ...] = ()
    chapters: tuple[ChapterDraft, ...] = ()
    passages: tuple[PassageDraft, ...] = ()
    scales: tuple[ScaleDraft, ...] = ()
    sources: tuple[SourceDraft, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
