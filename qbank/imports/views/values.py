"""The page of a preview on which texts are replaced and values get a meaning, for the whole file at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.access import Request
from common.ids import id_from
from qbank.imports.forms import ColumnsForm, FindAndReplaceForm, clean_text
from qbank.imports.pages.batch import head_context
from qbank.imports.pages.values import column_values, read_columns
from qbank.imports.services.reading_rows import batch_mapping
from qbank.imports.services.replacing import map_values, replace_in_cells, replace_whole_cells
from qbank.imports.services.states import ImportStateError, Status
from qbank.imports.views.access import can_change_imports, get_batch, import_action, warn_if_state_changed
from qbank.models import ImportBatch
from qbank.spreadsheets.columns.mapping import CHOICE_FIELDS, NAME_FIELDS


@can_change_imports
@require_GET
def import_values(request: Request, pk: int) -> HttpResponse:
    """Find and replace, and the values of ``?column=``."""
    return warn_if_state_changed(request, pk, lambda: _values_page(request, get_batch(pk)))


def _values_page(
    request: Request, batch: ImportBatch, form: FindAndReplaceForm | None = None
) -> HttpResponse:
    if batch.status != Status.PREVIEW:
        raise ImportStateError
    columns = read_columns(batch)
    column = _column(batch, request.GET.get("column", ""))
    context = head_context(batch, "preview") | {
        "form": form or FindAndReplaceForm(columns=columns),
        "columns": [(number, name, number == column) for number, name in columns],
        "shown": column_values(batch, column) if column is not None else None,
    }
    return render(request, "qbank/imports/values.html", context)


def _column(batch: ImportBatch, number: str) -> int | None:
    """The column of this number, or else the first one whose values are choices or names."""
    fields = batch_mapping(batch).columns
    chosen = id_from(number) if number.isdecimal() else None
    if chosen in fields:
        return chosen
    return next(
        (column for column in sorted(fields) if fields[column] in (*NAME_FIELDS, *CHOICE_FIELDS)), None
    )


@import_action
def import_replace(request: Request, batch: ImportBatch) -> HttpResponse:
    """Replace a text in one column or in all that are read; the rows are judged again."""
    form = FindAndReplaceForm(request.POST, columns=read_columns(batch))
    if not form.is_valid():
        return _values_page(request, batch, form)
    count = replace_in_cells(
        batch=batch,
        columns=form.chosen_columns,
        find=form.cleaned_data["find"],
        replacement=form.cleaned_data["replacement"],
        actor=request.user,
    )
    if not count:
        messages.warning(request, _("No cell says that: nothing was replaced."))
        return redirect("qbank:import-values", batch.pk)
    messages.success(request, _replaced(count))
    return redirect("qbank:import-detail", batch.pk)


@import_action
def import_column_values(request: Request, batch: ImportBatch, column: int) -> HttpResponse:
    """Give the values of a column a meaning, or another text where the column holds free text."""
    field = batch_mapping(batch).columns.get(column)
    if field is None:
        raise ImportStateError
    values = column_values(batch, column).values
    before = {clean_text(value.text): clean_text(value.meaning) for value in values}
    form = ColumnsForm(request.POST, names=())
    shown = before | form.shown_meanings(field)
    chosen = {
        text: choice
        for text, choice in form.decided(field).items()
        if choice not in (shown.get(text, ""), before.get(text, ""))
    }
    if any(before.get(text, "") != shown.get(text, "") for text in chosen):
        raise ImportStateError
    if not chosen:
        return redirect(f"{reverse('qbank:import-values', args=[batch.pk])}?column={column}")
    if field in (*NAME_FIELDS, *CHOICE_FIELDS):
        map_values(batch=batch, field=field, meanings=chosen, actor=request.user)
        return redirect("qbank:import-detail", batch.pk)
    count = replace_whole_cells(batch=batch, column=column, texts=chosen, actor=request.user)
    messages.success(request, _replaced(count))
    return redirect("qbank:import-detail", batch.pk)


def _replaced(count: int) -> str:
    return ngettext("Replaced in %(n)d row.", "Replaced in %(n)d rows.", count) % {"n": count}
