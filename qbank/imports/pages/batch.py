"""The pages of an import: what every page of it says, and the preview, a page of rows at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Case, Count, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Request
from common.ids import id_from
from qbank.imports.pages.rows import LOOKS, ImportedSheet, RowView, row_views, verdict_label
from qbank.imports.services.batches import earlier_batches
from qbank.imports.services.reading_rows import batch_mapping
from qbank.imports.services.states import CHANGES, CREATES, REJECTED
from qbank.models import Category, Competency, ImportBatch, ImportRow

Status, Verdict, Decision = ImportBatch.Status, ImportRow.Verdict, ImportRow.Decision

ROWS = 50
#: The tab of rows that a person left out, beside those of the verdicts.
LEFT_OUT = "left"
#: So many earlier imports of the same file are named.
EARLIER = 3
#: States in which nothing is written yet, so that everything may still be chosen anew.
OPEN = (Status.UPLOADED, Status.JUDGING, Status.PREVIEW, Status.FAILED)


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows. ``show`` is the tab: "" for all rows, a verdict or LEFT_OUT."""

    show: str
    rows: list[RowView]
    earlier: bool
    later: bool
    #: The numbers of the first and last row.
    first: int
    last: int

    @property
    def next(self) -> int:
        return self.last + 1


@dataclass(frozen=True, slots=True)
class PreviewPosition:
    """Where in the preview somebody is, as the address says it."""

    show: str = ""
    start: int = 0
    before: int = 0

    @classmethod
    def of(cls, request: Request) -> PreviewPosition:
        show = request.GET.get("show", "")
        return cls(
            show if show in (*Verdict.values, LEFT_OUT) else "",
            id_from(request.GET.get("from", "")),
            id_from(request.GET.get("before", "")),
        )

    @property
    def query(self) -> str:
        """The address's query, with its question mark; "" for the beginning of all rows."""
        parts = {"show": self.show, "from": self.start, "before": self.before}
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"?{query}" if query else ""


def with_questions(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    """With all that differences to the bank are told from, in a fixed number of queries."""
    return rows.select_related("question__category").prefetch_related(
        "question__answers", "question__points", "question__competencies"
    )


def page_of_rows(batch: ImportBatch, place: PreviewPosition) -> tuple[list[ImportRow], bool, bool]:
    """The rows at a place, and whether there are earlier and later ones. Nothing is counted."""
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    if place.show == LEFT_OUT:
        rows = rows.filter(decision=Decision.LEAVE)
    elif place.show:
        rows = rows.filter(verdict=place.show)
    if place.before:
        found = list(with_questions(rows.filter(number__lt=place.before).order_by("-number"))[: ROWS + 1])
        return found[:ROWS][::-1], len(found) > ROWS, True
    found = list(with_questions(rows.filter(number__gte=place.start))[: ROWS + 1])
    earlier = bool(place.start) and rows.filter(number__lt=place.start).exists()
    return found[:ROWS], earlier, len(found) > ROWS


@dataclass(frozen=True, slots=True)
class Tab:
    """A choice above the rows, with how many rows it shows."""

    show: str
    label: str
    count: int
    look: str
    here: bool


class RowEffect(models.TextChoices):
    """What becomes of a row as things stand."""

    CREATES = "creates", gettext_lazy("New questions")
    CHANGES = "changes", gettext_lazy("Changed questions")
    REJECTED = "rejected"
    OUT = "out"


_FATE = Case(
    When(CREATES, then=Value(RowEffect.CREATES)),
    When(CHANGES, then=Value(RowEffect.CHANGES)),
    When(REJECTED, then=Value(RowEffect.REJECTED)),
    default=Value(RowEffect.OUT),
)

RowCounts = Counter[tuple[str, str, str]]


def count_rows(batch: ImportBatch) -> RowCounts:
    """The rows by (verdict, decision, fate): the one count of a page, over an index alone."""
    rows = ImportRow.objects.filter(batch=batch).order_by().annotate(fate=_FATE)
    counted = rows.values_list("verdict", "decision", "fate").annotate(n=Count("pk"))
    return Counter({(verdict, decision, fate): n for verdict, decision, fate, n in counted})


def tabs(counted: RowCounts, here: str) -> list[Tab]:
    """All rows, every verdict that occurs, and what was left out."""
    found = [Tab("", _("All"), counted.total(), "", not here)]
    for verdict in Verdict.values:
        count = sum(n for (one, _decision, _fate), n in counted.items() if one == verdict)
        if count or here == verdict:
            look = "flag" if verdict == Verdict.ERROR and count else ""
            found.append(Tab(verdict, verdict_label(verdict), count, look, here == verdict))
    left_out = sum(n for (_verdict, decision, _fate), n in counted.items() if decision == Decision.LEAVE)
    if left_out or here == LEFT_OUT:
        found.append(Tab(LEFT_OUT, _("Left out"), left_out, "", here == LEFT_OUT))
    return found


LabelledCount = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """The batch's rows, counted by what becomes of them: (what, how many, chip)."""

    comes: list[LabelledCount]
    stays: list[LabelledCount]
    #: Rows that will reach the bank, and rows handed back to be mended.
    accepted: int
    rejected: int


def summarize(counted: RowCounts) -> ImportSummary:
    by_fate: Counter[str] = Counter()
    stays: Counter[str] = Counter()
    for (verdict, decision, fate), n in counted.items():
        by_fate[fate] += n
        if fate in (RowEffect.REJECTED, RowEffect.OUT):
            stays[LEFT_OUT if decision == Decision.LEAVE else verdict] += n
    comes = [
        (str(fate.label), by_fate[fate], "on")
        for fate in (RowEffect.CREATES, RowEffect.CHANGES)
        if by_fate[fate]
    ]
    out = [(_left_out_name(kind), stays[kind], _look(kind)) for kind in _STAYS if stays[kind]]
    accepted = by_fate[RowEffect.CREATES] + by_fate[RowEffect.CHANGES]
    return ImportSummary(comes, out, accepted, by_fate[RowEffect.REJECTED])


_STAYS = (Verdict.SAME, Verdict.REPEATED, Verdict.SIMILAR, Verdict.ERROR, LEFT_OUT)


def _look(kind: str) -> str:
    return LOOKS[Verdict(kind)] if kind in Verdict.values else ""


def _left_out_name(kind: str) -> str:
    names = {Verdict.SIMILAR: _("Looks alike, not decided"), LEFT_OUT: _("Left out")}
    return str(names[kind]) if kind in names else verdict_label(kind)


def head_context(batch: ImportBatch, step: str) -> dict[str, Any]:
    """What the head of every page of an import needs. ``earlier``: imports of the very same file."""
    is_open = batch.status in OPEN
    before = earlier_batches(batch.sha256).filter(pk__lt=batch.pk).select_related("created_by")
    return {
        "batch": batch,
        "step": step,
        "open": is_open,
        "earlier": list(before[:EARLIER]) if is_open else [],
    }


def imported_sheet(batch: ImportBatch) -> ImportedSheet:
    """The columns of the file, and the names a value of it can mean."""
    return ImportedSheet(
        names=batch.options.get("names", []),
        mapping=batch_mapping(batch),
        categories=list(Category.objects.values_list("name", flat=True)),
        competencies=competency_names(),
        unknown=batch.result.get("unknown", {}),
    )


def competency_names() -> list[str]:
    """Sections of the competency framework, each once."""
    named = Competency.objects.filter(parent__isnull=False).order_by("parent__position", "position", "pk")
    return list(dict.fromkeys(named.values_list("name", flat=True)))


def preview_context(batch: ImportBatch, place: PreviewPosition) -> dict[str, Any]:
    """The preview at a place."""
    rows, earlier, later = page_of_rows(batch, place)
    counted = count_rows(batch)
    shown = RowsPage(
        place.show,
        row_views(rows, imported_sheet(batch)),
        earlier,
        later,
        first=rows[0].number if rows else place.start,
        last=rows[-1].number if rows else 0,
    )
    return head_context(batch, "preview") | {
        "shown": shown,
        "here": place.query,
        "tabs": tabs(counted, place.show),
        "numbers": summarize(counted),
        "bulk": _bulk(place.show) if shown.rows else [],
    }


def _bulk(show: str) -> list[tuple[str, str]]:
    """What can be decided for all rows of a tab at once."""
    leave = (Decision.LEAVE.value, _("Leave all of these out"))
    as_judged = (Decision.UNDECIDED.value, _("Take all of these in again"))
    if show == Verdict.SIMILAR:
        return [(Decision.TAKE.value, _("Import all of these as new")), leave]
    return [leave, as_judged] if show in (Verdict.NEW, Verdict.CHANGED) else []
