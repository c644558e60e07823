"""What the pages of an import show: the head of each, and the preview, one page of rows at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.db.models import Case, Count, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import Request
from common.ids import id_from
from qbank.imports.pages.lines import lines_view
from qbank.imports.pages.rows import LOOKS, ImportedSheet, RowView, row_views, verdict_label
from qbank.imports.services.batches import earlier_batches
from qbank.imports.services.reading_rows import batch_mapping
from qbank.imports.services.states import DOUBTFUL, Scope, changes, creates, rejected
from qbank.models import Category, Competency, ImportBatch, ImportRow

Status, RowVerdict, RowDecision = ImportBatch.Status, ImportRow.Verdict, ImportRow.Decision

ROWS_PER_PAGE = 50
#: The tab of rows that a person left out; the others are named after verdicts.
LEFT_OUT = "left"
#: At most so many earlier imports of the same file are listed.
MAX_EARLIER = 3
#: States in which nothing has been written to the bank, so that columns and values may be changed.
OPEN_STATUSES = (Status.UPLOADED, Status.JUDGING, Status.PREVIEW, Status.FAILED)


@dataclass(frozen=True, slots=True)
class RowsPage:
    """A page of rows. ``show`` is the tab: "" for all rows, a verdict or LEFT_OUT.

    ``earlier`` and ``later`` say whether there are rows before and after the page.
    """

    show: str
    rows: list[RowView]
    earlier: bool
    later: bool
    #: The numbers of the first and the last row of the page.
    first: int
    last: int

    @property
    def next(self) -> int:
        return self.last + 1


@dataclass(frozen=True, slots=True)
class PreviewPosition:
    """The tab and rows of the preview that an address asks for: from row ``start``, or up to ``before``."""

    show: str = ""
    start: int = 0
    before: int = 0

    @classmethod
    def from_request(cls, request: Request) -> PreviewPosition:
        show = request.GET.get("show", "")
        return cls(
            show if show in (*RowVerdict.values, LEFT_OUT) else "",
            id_from(request.GET.get("from", "")),
            id_from(request.GET.get("before", "")),
        )

    @property
    def query(self) -> str:
        """The address's query string with its question mark; "" for the beginning of all rows."""
        parts = {"show": self.show, "from": self.start, "before": self.before}
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"?{query}" if query else ""


def with_questions(rows: QuerySet[ImportRow]) -> QuerySet[ImportRow]:
    """The rows with the questions they change or resemble, in a fixed number of queries."""
    return rows.select_related("question__category").prefetch_related(
        "question__answers", "question__points", "question__competencies"
    )


def page_of_rows(batch: ImportBatch, position: PreviewPosition) -> tuple[list[ImportRow], bool, bool]:
    """The rows at a position, and whether there are earlier and later ones. Nothing is counted."""
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    if position.show == LEFT_OUT:
        rows = rows.filter(decision=RowDecision.LEAVE)
    elif position.show:
        rows = rows.filter(verdict=position.show)
    if position.before:
        page = list(
            with_questions(rows.filter(number__lt=position.before).order_by("-number"))[: ROWS_PER_PAGE + 1]
        )
        return page[:ROWS_PER_PAGE][::-1], len(page) > ROWS_PER_PAGE, True
    page = list(with_questions(rows.filter(number__gte=position.start))[: ROWS_PER_PAGE + 1])
    earlier = bool(position.start) and rows.filter(number__lt=position.start).exists()
    return page[:ROWS_PER_PAGE], earlier, len(page) > ROWS_PER_PAGE


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab above the rows; ``count`` is the number of rows it shows, ``look`` a css class."""

    show: str
    label: str
    count: int
    look: str
    current: bool


class RowEffect(models.TextChoices):
    """What importing does with a row, as it is judged and decided now."""

    CREATES = "creates", gettext_lazy("New questions")
    CHANGES = "changes", gettext_lazy("Changed questions")
    REJECTED = "rejected"
    LEFT_OUT = "out"


RowCounts = Counter[tuple[str, str, str]]


def count_rows(batch: ImportBatch) -> RowCounts:
    """The number of rows by (verdict, decision, effect), in one query that an index answers alone."""
    effect = Case(
        When(creates(batch.scope), then=Value(RowEffect.CREATES)),
        When(changes(batch.scope), then=Value(RowEffect.CHANGES)),
        When(rejected(batch.scope), then=Value(RowEffect.REJECTED)),
        default=Value(RowEffect.LEFT_OUT),
    )
    rows = ImportRow.objects.filter(batch=batch).order_by().annotate(effect=effect)
    groups = rows.values_list("verdict", "decision", "effect").annotate(rows=Count("pk"))
    return Counter({(verdict, decision, effect): count for verdict, decision, effect, count in groups})


def tabs(counts: RowCounts, current: str) -> list[Tab]:
    """The tabs of all rows, of every verdict that occurs, and of rows left out."""
    result = [Tab("", _("All"), counts.total(), "", not current)]
    for verdict in RowVerdict.values:
        count = sum(
            row_count
            for (row_verdict, _decision, _effect), row_count in counts.items()
            if row_verdict == verdict
        )
        if count or current == verdict:
            look = "flag" if verdict == RowVerdict.ERROR and count else ""
            result.append(Tab(verdict, verdict_label(verdict), count, look, current == verdict))
    left_out = sum(
        row_count
        for (_verdict, decision, _effect), row_count in counts.items()
        if decision == RowDecision.LEAVE
    )
    if left_out or current == LEFT_OUT:
        result.append(Tab(LEFT_OUT, _("Left out"), left_out, "", current == LEFT_OUT))
    return result


#: (label, number of rows, css class of the chip)
LabelledCount = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """The batch's rows, counted by what importing does with them."""

    imported: list[LabelledCount]
    not_imported: list[LabelledCount]
    #: The numbers of rows that will be imported, and of rows a person has to correct first.
    accepted: int
    rejected: int


def summarize(counts: RowCounts) -> ImportSummary:
    """How many rows come into the bank, and how many stay out and why."""
    counts_by_effect: Counter[str] = Counter()
    counts_by_reason: Counter[str] = Counter()
    for (verdict, decision, effect), row_count in counts.items():
        counts_by_effect[effect] += row_count
        if effect in (RowEffect.REJECTED, RowEffect.LEFT_OUT):
            # What the whole import leaves alone counts like what a person left out row by row.
            is_left_out = decision == RowDecision.LEAVE or (
                effect == RowEffect.LEFT_OUT and verdict in (RowVerdict.NEW, RowVerdict.CHANGED)
            )
            counts_by_reason[LEFT_OUT if is_left_out else verdict] += row_count
    imported = [
        (str(effect.label), counts_by_effect[effect], "on")
        for effect in (RowEffect.CREATES, RowEffect.CHANGES)
        if counts_by_effect[effect]
    ]
    not_imported = [
        (_reason_label(reason), counts_by_reason[reason], _look(reason))
        for reason in _REASONS
        if counts_by_reason[reason]
    ]
    accepted = counts_by_effect[RowEffect.CREATES] + counts_by_effect[RowEffect.CHANGES]
    return ImportSummary(imported, not_imported, accepted, counts_by_effect[RowEffect.REJECTED])


#: Why rows are not imported, in the order they are listed in: a verdict, or left out by a person.
_REASONS = (
    RowVerdict.CHANGED,
    RowVerdict.CONFLICT,
    RowVerdict.SIMILAR,
    RowVerdict.REPEATED,
    RowVerdict.ERROR,
    RowVerdict.SAME,
    LEFT_OUT,
)


def _look(reason: str) -> str:
    if reason == RowVerdict.CHANGED:
        return "warn"
    return LOOKS[RowVerdict(reason)] if reason in RowVerdict.values else ""


def _reason_label(reason: str) -> str:
    names = {
        RowVerdict.SIMILAR: _("Looks alike, not decided"),
        RowVerdict.CHANGED: _("Would change a question, not decided"),
        RowVerdict.CONFLICT: _("Which question is it? Not decided"),
        LEFT_OUT: _("Left out"),
    }
    return str(names[reason]) if reason in names else verdict_label(reason)


def head_context(batch: ImportBatch, step: str) -> dict[str, Any]:
    """The context of the head of every page of an import. ``earlier``: imports of the same file."""
    is_open = batch.status in OPEN_STATUSES
    before = earlier_batches(batch.sha256).filter(pk__lt=batch.pk).select_related("created_by")
    return {
        "batch": batch,
        "step": step,
        "open": is_open,
        "reading_url": reverse("qbank:import-reading", args=[batch.pk]) if is_open else "",
        "columns_url": reverse("qbank:import-columns", args=[batch.pk]) if is_open else "",
        "earlier": list(before[:MAX_EARLIER]) if is_open else [],
    }


def imported_sheet(batch: ImportBatch) -> ImportedSheet:
    """The columns of the batch's file, and the names its values can mean."""
    return ImportedSheet(
        names=batch.options.get("names", []),
        mapping=batch_mapping(batch),
        categories=list(Category.objects.values_list("name", flat=True)),
        competencies=competency_names(),
        unknown=batch.result.get("unknown", {}),
        scope=batch.scope,
        sheets=batch.options.get("sheets", ()),
    )


def competency_names() -> list[str]:
    """The names of the competency framework's sections, each once."""
    sections = Competency.objects.filter(parent__isnull=False).order_by("parent__position", "position", "pk")
    return list(dict.fromkeys(sections.values_list("name", flat=True)))


def preview_context(batch: ImportBatch, position: PreviewPosition) -> dict[str, Any]:
    """The preview at a position."""
    rows, earlier, later = page_of_rows(batch, position)
    counts = count_rows(batch)
    shown = RowsPage(
        position.show,
        row_views(rows, imported_sheet(batch)),
        earlier,
        later,
        first=rows[0].number if rows else position.start,
        last=rows[-1].number if rows else 0,
    )
    return head_context(batch, "preview") | {
        "shown": shown,
        "lines": lines_view(batch.result, batch.options.get("sheets", ())),
        "position_query": position.query,
        "tabs": tabs(counts, position.show),
        "numbers": summarize(counts),
        "bulk": _bulk_decisions(batch, position.show) if shown.rows else [],
    }


def _bulk_decisions(batch: ImportBatch, show: str) -> list[tuple[str, str]]:
    """What can be decided for all rows of a tab at once."""
    leave = (RowDecision.LEAVE.value, _("Leave all of these out"))
    as_judged = (RowDecision.UNDECIDED.value, _("Take all of these in again"))
    change = (RowDecision.CHANGE.value, _("Change all of these questions"))
    if show in DOUBTFUL:
        take = (RowDecision.TAKE.value, _("Import all of these as new"))
        return [take, change, leave] if show == RowVerdict.CONFLICT else [take, leave]
    if show == RowVerdict.CHANGED and batch.scope in (Scope.ASK, Scope.ADD):
        return [change, leave]
    return [leave, as_judged] if show in (RowVerdict.NEW, RowVerdict.CHANGED) else []
