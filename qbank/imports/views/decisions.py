"""Putting an import's rows right in its preview: cells mended, rows decided on, values given a meaning."""

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
from qbank.imports.forms import DecisionForm, MendForm, ValueForm
from qbank.imports.pages.batch import (
    ROWS,
    PreviewPosition,
    count_rows,
    head_context,
    imported_sheet,
    summarize,
    tabs,
    with_questions,
)
from qbank.imports.pages.rows import row_views, verdict_label
from qbank.imports.services.rows import decide, map_value, mend
from qbank.imports.views.access import can_view_imports, get_batch, import_action
from qbank.models import ImportBatch, ImportRow
from qbank.spreadsheets.columns.mapping import Field

Status, Decision = ImportBatch.Status, ImportRow.Decision


def get_row(batch: ImportBatch, number: int) -> ImportRow:
    """Raises Http404."""
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
    (one,) = row_views([row], imported_sheet(batch), whole=True)
    context = {"one": one, "here": PreviewPosition.of(request).query}
    if request.htmx:
        return render(request, "qbank/imports/rows/item.html", context | {"batch": batch})
    return render(request, "qbank/imports/rows/page.html", head_context(batch, "preview") | context)


@import_action
def import_mend(request: Request, batch: ImportBatch, number: int) -> HttpResponse:
    """Put another text in a cell's place; the row is judged again at once."""
    row = get_row(batch, number)
    form = MendForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That could not be kept: a cell holds at most 32,767 characters."))
        return _refused(request, batch, row)
    before = _beside(request, row)
    mend(batch=batch, number=number, actor=request.user, **form.cleaned_data)
    return _shown(request, batch, row, before)


@import_action
def import_decide(request: Request, batch: ImportBatch, number: int) -> HttpResponse:
    """Leave a row out, take it in, or let it change the question it resembles."""
    row = get_row(batch, number)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what becomes of the row."))
        return _refused(request, batch, row)
    before = _beside(request, row)
    decision = form.cleaned_data["decision"]
    if not decide(batch=batch, numbers=[number], decision=decision, actor=request.user) and (
        row.decision != decision
    ):
        messages.warning(request, _("Not possible for this row: another row changes that question already."))
        return _refused(request, batch, row)
    return _shown(request, batch, row, before)


@import_action
def import_decide_all(request: Request, batch: ImportBatch) -> HttpResponse:
    """The same for every row with a verdict."""
    form = DecisionForm(request.POST)
    if form.is_valid() and form.cleaned_data["verdict"]:
        verdict = form.cleaned_data["verdict"]
        decide(batch=batch, verdict=verdict, decision=form.cleaned_data["decision"], actor=request.user)
        messages.success(
            request, _("Done for all rows under “%(verdict)s”.") % {"verdict": verdict_label(verdict)}
        )
        return redirect(f"{_page(batch)}?show={verdict}")
    return redirect(_page(batch))


@import_action
def import_value(request: Request, batch: ImportBatch) -> HttpResponse:
    """Say once for the whole file what a value means; all rows are judged again."""
    form = ValueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what it means first."))
        return redirect(_page(batch) + PreviewPosition.of(request).query)
    cleaned = form.cleaned_data
    map_value(
        batch=batch,
        field=Field(cleaned["field"]),
        value=cleaned["value"],
        choice=cleaned["choice"],
        actor=request.user,
    )
    return redirect(_page(batch) + PreviewPosition.of(request).query)


def _page(batch: ImportBatch) -> str:
    return reverse("qbank:import-detail", args=[batch.pk])


#: What tells, of a row somebody sees, whether it has to be shown anew.
State = tuple[str, str, int | None]


def _states(batch: ImportBatch, numbers: list[int]) -> dict[int, State]:
    rows = ImportRow.objects.filter(batch=batch, number__in=numbers)
    return {n: state for n, *state in rows.values_list("number", "verdict", "decision", "repeats")}  # type: ignore[misc]


def _beside(request: Request, row: ImportRow) -> dict[int, State]:
    """The other rows on the reader's page, as they stand: one row can change another's verdict."""
    if not request.htmx:
        return {}
    seen = {id_from(number) for number in request.POST.getlist("shown")[: 2 * ROWS]}
    return _states(row.batch, sorted(seen - {row.number}))


def _refused(request: Request, batch: ImportBatch, row: ImportRow) -> HttpResponse:
    return HttpResponseClientRefresh() if request.htmx else redirect(_where(request, batch, row))


def _where(request: Request, batch: ImportBatch, row: ImportRow) -> str:
    """The row on the page it was changed from."""
    query = PreviewPosition.of(request).query
    if "whole" in request.POST:
        return reverse("qbank:import-row", args=[batch.pk, row.number]) + query
    return f"{_page(batch)}{query}#row-{row.number}"


def _shown(request: Request, batch: ImportBatch, row: ImportRow, before: dict[int, State]) -> HttpResponse:
    """The row as it is now. By htmx: it alone, with the counts and those other rows that it changed."""
    row = get_row(batch, row.number)
    if not request.htmx:
        verdict = Decision(row.decision).label if row.decision else verdict_label(row.verdict)
        messages.success(request, _("Row %(n)d: %(verdict)s") % {"n": row.number, "verdict": verdict})
        return redirect(_where(request, batch, row))
    place, sheet, counted = PreviewPosition.of(request), imported_sheet(batch), count_rows(batch)
    changed = [number for number, state in _states(batch, list(before)).items() if state != before[number]]
    others = with_questions(ImportRow.objects.filter(batch=batch, number__in=changed))
    (one,) = row_views([row], sheet, whole="whole" in request.POST)
    context = {
        "batch": batch,
        "one": one,
        "others": row_views(others, sheet),
        "here": place.query,
        "tabs": tabs(counted, place.show),
        "numbers": summarize(counted),
    }
    return render(request, "qbank/imports/rows/changed.html", context)
