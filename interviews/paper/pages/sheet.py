"""An interview sheet as it goes on paper: what each kind of printout holds, for the page and for Word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.numbers import format_decimal
from interviews.models import Interview, PanelMember, Sheet
from interviews.room.pages.scorecard import PageItem, leads_for, page_items
from interviews.scoring import Scale
from qbank.models import RubricKind

#: Rows of the list of questions that fit beside the result.
MOST_ROWS = 18
#: More ratings than this make no row of boxes that fits a page: a line to write on takes its place.
MOST_BOXES = 21


class PrintKind(TextChoices):
    """``full`` and ``plain`` go into the conversation with the interviewer, ``form`` only takes scores."""

    FULL = "full", gettext_lazy("With reference answers")
    PLAIN = "plain", gettext_lazy("Without reference answers")
    FORM = "form", gettext_lazy("Scoring form")

    @property
    def heading(self) -> str:
        """What the printout calls itself."""
        if self == PrintKind.FULL:
            return _("Interviewer's copy, with reference answers")
        return _("Interviewer's copy") if self == PrintKind.PLAIN else _("Scoring form")

    @property
    def answers(self) -> bool:
        return self == PrintKind.FULL

    @property
    def conversation(self) -> bool:
        """Whether it has the probes, and room for notes: one page for every question."""
        return self != PrintKind.FORM


@dataclass(frozen=True, slots=True)
class PaperStep:
    """A box of the rating row; ``evidence``: this rating needs its evidence written down."""

    value: str
    whole: bool
    evidence: bool


@dataclass(frozen=True, slots=True)
class PaperItem:
    page: PageItem
    ladder: bool
    weight: str
    led_by: str


@dataclass(frozen=True, slots=True)
class PaperSection:
    """Questions that stand together; ``title`` may be empty."""

    title: str
    minutes: int
    items: tuple[PaperItem, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """How to rate with this sheet's scale. ``bands``: name and the percentage it opens at, highest first."""

    name: str
    scale: Scale
    steps: tuple[PaperStep, ...]
    bands: tuple[tuple[str, Decimal], ...]
    ladders: bool
    flags: bool

    @property
    def boxes(self) -> bool:
        """Whether every rating gets a box of its own."""
        return len(self.steps) <= MOST_BOXES


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet ready to be laid out."""

    title: str
    version: int
    kind: PrintKind
    sections: tuple[PaperSection, ...]
    legend: Legend
    questions: int
    minutes: int
    planned_minutes: int
    weight: str
    #: Enough to fill a page; those that the question leaves no room for are not shown.
    note_lines = range(30)
    #: What the weighted ratings add up to at most, when all was asked.
    most: str

    @property
    def short(self) -> bool:
        """Whether its questions, with a line for each section, fit beside the result in landscape."""
        titles = sum(1 for section in self.sections if section.title)
        return self.questions + titles <= MOST_ROWS


@dataclass(frozen=True, slots=True)
class Copy:
    """One printout for one person: what its head says. Empty values are lines to write on."""

    facts: tuple[tuple[str, str], ...]


def paper_for(sheet: Sheet, kind: PrintKind, led_by: dict[int, str] | None = None) -> Paper:
    """In two queries. ``led_by``: item id → who leads that question."""
    pages = page_items(sheet.pk)
    items = [_paper_item(page, (led_by or {}).get(page.item.pk, "")) for page in pages]
    weight = sum((page.item.weight for page in pages), start=Decimal(0))
    legend = _legend(sheet, items)
    return Paper(
        title=sheet.name,
        version=sheet.version,
        kind=kind,
        sections=tuple(_sections(items)),
        legend=legend,
        questions=len(items),
        minutes=sum(page.item.minutes for page in pages),
        planned_minutes=sheet.planned_minutes,
        weight=format_decimal(weight),
        most=format_decimal(weight * legend.scale.maximum),
    )


def blank_copy() -> Copy:
    """The head of a sheet that no interview is planned with yet."""
    labels = (_("Position"), _("Candidate"), _("Interviewer"), _("Round"), _("Date"), _("Place"))
    return Copy(tuple((label, "") for label in labels))


def copy_for(interview: Interview, member: PanelMember | None) -> Copy:
    """The head for one panel member (None: nobody yet). Give the interview with candidate and position."""
    start = localtime(interview.starts_at)
    when = f"{date_format(start, 'DATE_FORMAT')} {date_format(start, 'H:i')}"
    return Copy(
        facts=(
            (_("Position"), str(interview.candidate.position)),
            (_("Candidate"), str(interview.candidate)),
            (_("Interviewer"), str(member or "")),
            (_("Round"), interview.round),
            (_("Date"), when),
            (_("Place"), interview.place),
        ),
    )


def leads_of(seat: PanelMember) -> dict[int, str]:
    """Item id → who leads that question of the seat's interview."""
    return {item: lead.name for item, lead in leads_for(seat).items()}


def _sections(items: list[PaperItem]) -> Iterable[PaperSection]:
    for title, group in groupby(items, key=lambda item: item.page.item.section):
        section_items = tuple(group)
        yield PaperSection(title, sum(item.page.item.minutes for item in section_items), section_items)


def _paper_item(page: PageItem, led_by: str) -> PaperItem:
    return PaperItem(
        page, page.item.rubric_kind == RubricKind.LADDER, format_decimal(page.item.weight), led_by
    )


def _legend(sheet: Sheet, items: list[PaperItem]) -> Legend:
    scale = Scale.from_json(sheet.scale)
    return Legend(
        name=sheet.scale_name,
        scale=scale,
        steps=tuple(
            PaperStep(
                format_decimal(rating),
                rating == rating.to_integral_value(),
                rating <= scale.evidence_at_or_below or rating >= scale.evidence_from,
            )
            for rating in scale.ratings()
        ),
        bands=tuple((band.name, scale.opens_at(band)) for band in scale.bands),
        ladders=any(item.ladder for item in items),
        flags=any(item.page.flags for item in items),
    )
