"""Changes to the rows of a preview: cells mended, rows decided about, values given a meaning."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRefresh

from accounts.access import Request
from common.ids import id_from
from qbank.imports.forms import MendForm, RowDecisionForm, ValueForm
from qbank.imports.pages.batch import (
    ROWS_PER_PAGE,
    PreviewPosition,
    count_rows,
    head_context,
    imported_sheet,
    summarize,
    tabs,
    with_questions,
)
from qbank.imports.pages.rows import row_views, verdict_label
from qbank.imports.services.replacing import map_values
from qbank.imports.services.rows import CellChangedError, decide, mend
from qbank.imports.views.access import can_view_imports, get_batch, import_action
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import Field

Status, RowDecision = ImportBatch.Status, ImportRow.Decision


def get_row(batch: ImportBatch, number: int) -> ImportRow:
    """The row of this number in the file. Raises Http404."""
    row = with_questions(ImportRow.objects.filter(batch=batch, number=id_from(number))).first()
    if row is None:
        raise Http404
    return row


@can_view_imports
@require_GET
def import_row(request: Request, pk: int, number: int) -> HttpResponse:
    """One row with all its cells; put in place of the short one by htmx."""
    batch = get_batch(pk)
    row = get_row(batch, number)
    if batch.status != Status.PREVIEW:
        return redirect("qbank:import-detail", batch.pk)
    (row_view,) = row_views([row], imported_sheet(batch), whole=True)
    context = {"row": row_view, "position_query": PreviewPosition.from_request(request).query}
    if request.htmx:
        return render(request, "qbank/imports/rows/item.html", context | {"batch": batch})
    return render(request, "qbank/imports/rows/page.html", head_context(batch, "preview") | context)


@import_action
def import_mend(request: Request, batch: ImportBatch, number: int) -> HttpResponse:
    """Replace a cell's text; the row is judged again at once."""
    row = get_row(batch, number)
    form = MendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That could not be kept: a cell holds at most 32,767 characters."))
        return _back_to_row(request, batch, row)
    states_before = _states_beside(request, row)
    was = request.POST.get("was")
    try:
        mend(batch=batch, number=number, actor=request.user, was=was, **form.cleaned_data)
    except CellChangedError as error:
        text = _("Somebody else has written “%(theirs)s” there meanwhile, so your “%(mine)s” is not saved.")
        messages.warning(request, text % {"theirs": error.text, "mine": form.cleaned_data["text"]})
        return _back_to_row(request, batch, row)
    return _changed_row(request, batch, row, states_before)


@import_action
def import_decide(request: Request, batch: ImportBatch, number: int) -> HttpResponse:
    """Leave a row out, import it, or let it change the question it resembles."""
    row = get_row(batch, number)
    form = RowDecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what becomes of the row."))
        return _back_to_row(request, batch, row)
    states_before = _states_beside(request, row)
    decision = form.cleaned_data["decision"]
    if not decide(batch=batch, numbers=[number], decision=decision, actor=request.user) and (
        row.decision != decision
    ):
        messages.warning(request, _("Not possible for this row: another row changes that question already."))
        return _back_to_row(request, batch, row)
    return _changed_row(request, batch, row, states_before)


@import_action
def import_decide_all(request: Request, batch: ImportBatch) -> HttpResponse:
    """Decide about all rows with a verdict."""
    form = RowDecisionForm(request.POST)
    if form.is_valid() and form.cleaned_data["verdict"]:
        verdict = form.cleaned_data["verdict"]
        decide(batch=batch, verdict=verdict, decision=form.cleaned_data["decision"], actor=request.user)
        messages.success(
            request, _("Done for all rows under “%(verdict)s”.") % {"verdict": verdict_label(verdict)}
        )
        return redirect(f"{_detail_url(batch)}?show={verdict}")
    return redirect(_detail_url(batch))


@import_action
def import_value(request: Request, batch: ImportBatch) -> HttpResponse:
    """Set what a value means in the whole file; all rows are judged again."""
    form = ValueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what it means first."))
        return redirect(_detail_url(batch) + PreviewPosition.from_request(request).query)
    cleaned = form.cleaned_data
    map_values(
        batch=batch,
        field=Field(cleaned["field"]),
        meanings={cleaned["value"]: cleaned["choice"]},
        actor=request.user,
    )
    return redirect(_detail_url(batch) + PreviewPosition.from_request(request).query)


def _detail_url(batch: ImportBatch) -> str:
    return reverse("qbank:import-detail", args=[batch.pk])


#: Verdict, decision and repeated row of a row: when one of them changes, the row is shown again.
RowState = tuple[str, str, int | None]


def _states(batch: ImportBatch, numbers: list[int]) -> dict[int, RowState]:
    rows = ImportRow.objects.filter(batch=batch, number__in=numbers)
    return {
        number: (verdict, decision, repeats)
        for number, verdict, decision, repeats in rows.values_list("number", "verdict", "decision", "repeats")
    }


def _states_beside(request: Request, row: ImportRow) -> dict[int, RowState]:
    """The states of the other rows on the page: changing one row can change another's verdict."""
    if not request.htmx:
        return {}
    shown = {id_from(number) for number in request.POST.getlist("shown")[: 2 * ROWS_PER_PAGE]}
    return _states(row.batch, sorted(shown - {row.number}))


def _back_to_row(request: Request, batch: ImportBatch, row: ImportRow) -> HttpResponse:
    return HttpResponseClientRefresh() if request.htmx else redirect(_row_url(request, batch, row))


def _row_url(request: Request, batch: ImportBatch, row: ImportRow) -> str:
    """The address of the row on the page it was changed from."""
    query = PreviewPosition.from_request(request).query
    if "whole" in request.POST:
        return reverse("qbank:import-row", args=[batch.pk, row.number]) + query
    return f"{_detail_url(batch)}{query}#row-{row.number}"


def _changed_row(
    request: Request, batch: ImportBatch, row: ImportRow, states_before: dict[int, RowState]
) -> HttpResponse:
    """The row after a change. For htmx: the row alone, with the counts and the other rows that changed."""
    row = get_row(batch, row.number)
    if not request.htmx:
        verdict = RowDecision(row.decision).label if row.decision else verdict_label(row.verdict)
        messages.success(request, _("Row %(n)d: %(verdict)s") % {"n": row.number, "verdict": verdict})
        return redirect(_row_url(request, batch, row))
    position, sheet, counts = PreviewPosition.from_request(request), imported_sheet(batch), count_rows(batch)
    changed = [
        number
        for number, state in _states(batch, list(states_before)).items()
        if state != states_before[number]
    ]
    others = with_questions(ImportRow.objects.filter(batch=batch, number__in=changed))
    (row_view,) = row_views([row], sheet, whole="whole" in request.POST)
    context = {
        "batch": batch,
        "row": row_view,
        "others": row_views(others, sheet),
        "position_query": position.query,
        "tabs": tabs(counts, position.show),
        "numbers": summarize(counts),
    }
    return render(request, "qbank/imports/rows/changed.html", context)
