"""Applying an import, its outcome, and undoing it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request
from common.downloads import workbook_response
from common.ids import id_from
from qbank.imports.forms import FIELD_CHOICES, FIELD_NAMES
from qbank.imports.pages.batch import LabelledCount, count_rows, head_context, summarize
from qbank.imports.services.applying import start_apply
from qbank.imports.services.reading_rows import batch_mapping
from qbank.imports.services.rejections import write_rejected_rows
from qbank.imports.services.states import ImportStateError
from qbank.imports.services.undoing import start_undo, undo_plan
from qbank.imports.views.access import (
    can_change_imports,
    can_view_imports,
    get_any_batch,
    get_batch,
    warn_if_state_changed,
)
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import CREATE, NAME_FIELDS
from qbank.spreadsheets.files.encodings import ENCODINGS

Status, RowOutcome = ImportBatch.Status, ImportRow.Outcome

#: Questions on a page of the outcome, and in each part of the undo page.
PER_PAGE = 50
MAX_UNDO_SHOWN = 20

_APPLIED_LABELS = {
    "created": (gettext_lazy("Questions created"), "on"),
    "changed": (gettext_lazy("Questions changed"), "on"),
}
_UNDONE_LABELS = {
    "removed": (gettext_lazy("Removed again"), ""),
    "restored": (gettext_lazy("Earlier wording restored"), "on"),
    "retired": (gettext_lazy("Retired, because they are used"), "warn"),
    "kept": (gettext_lazy("Kept, because they were edited since"), "warn"),
}
_UNDO_PLAN_LABELS = {
    "removed": gettext_lazy("to be removed"),
    "restored": gettext_lazy("to get back their earlier wording"),
    "retired": gettext_lazy("to be retired"),
    "kept": gettext_lazy("to be kept as they are"),
}
_UNDO_EXPLANATIONS = {
    "removed": gettext_lazy("Created by this import and used nowhere: they vanish from the bank."),
    "restored": gettext_lazy(
        "Changed by this import: they get back the wording they had before, as a new revision."
    ),
    "retired": gettext_lazy(
        "Created by this import, and on a sheet or in a set by now: they stay there, retired."
    ),
    "kept": gettext_lazy(
        "Edited by somebody, or changed by a later import, since: they stay as they are now. What a later "
        "import changed goes when that one is taken back too."
    ),
}

_UNDO_EXPLANATIONS_OF_CHANGES = {
    "restored": gettext_lazy("They get back what they had before this change, as a new revision."),
    "kept": gettext_lazy(
        "Edited by somebody, or changed by something later, since: they stay as they are now. What came "
        "later goes when that is taken back too."
    ),
}


@can_change_imports
@require_http_methods(["GET", "POST"])
def import_apply(request: Request, pk: int) -> HttpResponse:
    """The numbers of rows, to be confirmed; posted with them, the rows are imported in the background."""
    return warn_if_state_changed(request, pk, lambda: _apply_page(request, get_batch(pk)))


def _apply_page(request: Request, batch: ImportBatch) -> HttpResponse:
    if batch.status != Status.PREVIEW:
        raise ImportStateError
    summary = summarize(count_rows(batch))
    has_changed = request.method == "POST" and id_from(request.POST.get("accepted", "")) != summary.accepted
    if request.method == "POST" and not has_changed:
        start_apply(batch=batch, actor=request.user)
        return redirect("qbank:import-detail", batch.pk)
    context = head_context(batch, "preview") | {
        "numbers": summary,
        "moved": has_changed,
        "creates": [
            (FIELD_NAMES[field], names)
            for field in NAME_FIELDS
            if (
                names := [
                    value for value, choice in _chosen_meanings(batch, field).items() if choice == CREATE
                ]
            )
        ],
    }
    return render(request, "qbank/imports/apply.html", context)


def _chosen_meanings(batch: ImportBatch, field: str) -> dict[str, str]:
    """{value of the field: the meaning it was given}."""
    return dict(batch.mapping.get("values", {}).get(field, {}))


@can_view_imports
@require_GET
def import_rejected(request: Request, pk: int) -> HttpResponse:
    """A workbook of the rejected rows with the reasons, to be corrected and uploaded again."""
    return warn_if_state_changed(request, pk, lambda: _rejected_workbook(get_batch(pk)))


def _rejected_workbook(batch: ImportBatch) -> HttpResponse:
    if batch.status not in (Status.PREVIEW, Status.APPLIED, Status.UNDONE):
        raise ImportStateError
    file = io.BytesIO()
    write_rejected_rows(batch, file)
    name = batch.name.rpartition(".")[0] or batch.name
    filename = _("%(name)s - rows that stayed out.xlsx") % {"name": name}
    return workbook_response(filename, file.getvalue())


@dataclass(frozen=True, slots=True)
class UndoPart:
    """Questions to which undoing the import does the same."""

    label: str
    why: str
    look: str
    count: int
    rows: list[ImportRow]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@can_change_imports
@require_http_methods(["GET", "POST"])
def import_undo(request: Request, pk: int) -> HttpResponse:
    """What undoing the import would do, question by question; posted, it is done in the background."""
    return warn_if_state_changed(request, pk, lambda: _undo_page(request, get_any_batch(pk)))


def _undo_page(request: Request, batch: ImportBatch) -> HttpResponse:
    if batch.status != Status.APPLIED:
        raise ImportStateError
    if request.method == "POST":
        start_undo(batch=batch, actor=request.user)
        return redirect("qbank:import-detail", batch.pk)
    plan = undo_plan(batch)
    explained = _UNDO_EXPLANATIONS | (
        _UNDO_EXPLANATIONS_OF_CHANGES if batch.kind == ImportBatch.Kind.CHANGE else {}
    )
    parts = [
        _undo_part(name, count, plan.parts[name], explained[name])
        for name, count in plan.counts().items()
        if count
    ]
    return render(request, "qbank/imports/undo.html", head_context(batch, "done") | {"parts": parts})


def _undo_part(name: str, count: int, rows: QuerySet[ImportRow], why: object) -> UndoPart:
    look = _UNDONE_LABELS[name][1]
    shown = list(rows.select_related("question").defer("cells", "draft", "problems")[:MAX_UNDO_SHOWN])
    return UndoPart(str(_UNDO_PLAN_LABELS[name]), str(why), look, count, shown)


def outcome_context(request: Request, batch: ImportBatch) -> dict[str, Any]:
    """The context of the page of an import that is in the bank, or was."""
    after = id_from(request.GET.get("after", ""))
    rows = batch.rows.exclude(outcome=RowOutcome.PENDING).filter(number__gt=after).order_by("number")
    page = list(rows.select_related("question").defer("cells", "problems")[: PER_PAGE + 1])
    return head_context(batch, "done") | {
        "outcomes": _outcomes(batch),
        "numbers": summarize(count_rows(batch)),
        "questions": page[:PER_PAGE],
        "more": page[PER_PAGE - 1].number if len(page) > PER_PAGE else 0,
        "source_query": urlencode({"source": batch.source_id}) if batch.source_id else "",
        "columns": _columns(batch),
        "values": _values(batch),
        "read_as": _read_as(batch),
    }


def _outcomes(batch: ImportBatch) -> list[LabelledCount]:
    undone = batch.status == Status.UNDONE
    counts, names = (
        (batch.result.get("undone", {}), _UNDONE_LABELS) if undone else (batch.result, _APPLIED_LABELS)
    )
    return [(str(label), counts[name], look) for name, (label, look) in names.items() if counts.get(name)]


def _columns(batch: ImportBatch) -> list[tuple[str, str]]:
    """(name of the column, field it was read as)."""
    names = batch.options.get("names", [])
    return [
        (names[column] if column < len(names) else str(column + 1), str(FIELD_NAMES[field]))
        for column, field in sorted(batch_mapping(batch).columns.items())
    ]


def _values(batch: ImportBatch) -> list[tuple[str, str]]:
    """(value, meaning it was given)."""
    meanings = []
    for field, values in batch_mapping(batch).values.items():
        names = dict(FIELD_CHOICES.get(field, ())) | {CREATE: _("created")}
        meanings += [(value, str(names.get(choice, choice))) for value, choice in values.items()]
    return meanings


def _read_as(batch: ImportBatch) -> list[str]:
    """Sheet, header and encoding in words."""
    options = batch.options
    if options.get("sheets"):
        return [_("sheet “%(sheet)s”") % {"sheet": sheet} for sheet in options["sheets"]]
    parts = [_("sheet “%(sheet)s”") % {"sheet": options["sheet"]}] if options.get("sheet") else []
    row = options.get("header_row", 0)
    parts.append(_("header in row %(n)d") % {"n": row} if row else _("no header"))
    if options.get("encoding"):
        parts.append(ENCODINGS.get(options["encoding"], options["encoding"]))
    return parts
