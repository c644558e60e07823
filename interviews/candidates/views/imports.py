"""Importing a list of candidates: upload, preview, corrections, import, undoing. For HR."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits, locked_rows
from common.downloads import workbook_response
from common.message_texts import message_text
from common.spacing import join_sentences
from interviews.candidates.forms.imports import CandidateListForm, ImportOptionsForm, ImportRowForm
from interviews.candidates.pages.import_workbooks import write_left_out, write_list_template
from interviews.candidates.pages.imports import (
    PER_PAGE,
    SHOW_CHOICES,
    filter_rows,
    list_lines,
    place_of_row,
    row_views,
    rows_left_out,
    step_context,
)
from interviews.candidates.rules.import_rows import CandidateField
from interviews.candidates.services import imports
from interviews.candidates.services.import_applying import apply_import
from interviews.candidates.services.import_reading import (
    first_rows,
    options_under,
    read_list,
    sheets_of_list,
)
from interviews.candidates.services.import_undo import plan_undo, undo_import
from interviews.common.retention_dates import IMPORT_RETENTION
from interviews.models import CandidateImport, CandidateImportRow, Position
from qbank.imports.forms import ReadingForm, reading_form_of
from qbank.imports.pages.columns import columns_context, sample_texts
from qbank.imports.pages.sample import sample_context
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError

View = Callable[..., HttpResponse]
requires_importer = requires("interviews.add_candidate", view_permission="interviews.view_candidate")


def get_batch(pk: int) -> CandidateImport:
    """Raises Http404."""
    return get_object_or_404(CandidateImport.objects.select_related("created_by"), pk=pk)


def handle_import_errors(view: View) -> View:
    """Let a view take the import in the place of its id; what it refuses is shown on the import's page."""

    @wraps(view)
    def wrapper(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        batch = get_batch(pk)
        try:
            return view(request, batch, **kwargs)
        except imports.ImportChangedError:
            messages.warning(
                request, _("Nothing was done: this list has changed meanwhile. Look at it again.")
            )
        except (ValidationError, SpreadsheetError) as error:
            messages.error(request, _error_text(error))
        return redirect("interviews:candidate-import", pk)

    return wrapper


def _back(request: Request, batch: CandidateImport, number: int) -> HttpResponse:
    """Redirect to the row, on the page of the preview that the form was sent from."""
    show, page = request.POST.get("show", ""), request.POST.get("page", "")
    query = {"show": show if show in SHOW_CHOICES else "", "page": page if page.isdecimal() else ""}
    parameters = urlencode({name: value for name, value in query.items() if value})
    return redirect(f"{reverse('interviews:candidate-import', args=[batch.pk])}?{parameters}#row-{number}")


def _error_text(error: ValidationError | SpreadsheetError) -> str:
    if not isinstance(error, SpreadsheetError):
        return join_sentences(error.messages)
    if error.reason in (Reason.DOCUMENT, Reason.PROSE):
        # What the general sentence advises reads questions.
        return _("This is text and no table. Put one person in each row of a spreadsheet, and upload that.")
    return message_text(error.message, error.params)


@requires_importer
@require_http_methods(["GET", "POST"])
def candidate_import_list(request: Request) -> HttpResponse:
    """Upload a list; earlier ones and what became of them."""
    form = CandidateListForm(request.POST, request.FILES) if request.method == "POST" else CandidateListForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = imports.receive_list(actor=request.user, name=file.name, data=file.read())
        except (ValidationError, SpreadsheetError) as error:
            form.add_error("file", _error_text(error))
        else:
            return redirect("interviews:candidate-import-reading", batch.pk)
    created = Count("rows", filter=Q(rows__candidate__isnull=False))
    batches = CandidateImport.objects.select_related("created_by").defer("content").annotate(made=created)
    page = Paginator(batches.order_by("-pk"), 30).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "kept_days": IMPORT_RETENTION.days}
    return render(request, "interviews/candidates/imports/list.html", context)


@requires_importer
@require_GET
def candidate_import_template(request: Request) -> HttpResponse:
    """An empty list to fill in, in ``?language=`` or else the page's."""
    language = "en" if request.GET.get("language", get_language()) == "en" else "zh-hans"
    file = io.BytesIO()
    write_list_template(
        file, language, list(Position.objects.filter(open=True).values_list("name", flat=True))
    )
    name = "candidates-template.xlsx" if language == "en" else "候选人导入模板.xlsx"
    return workbook_response(name, file.getvalue())


@requires_importer
@require_GET
def candidate_import(request: Request, pk: int) -> HttpResponse:
    """The preview of a list, or what came of it."""
    batch = get_batch(pk)
    if batch.status != CandidateImport.Status.PREVIEW:
        return _outcome(request, batch)
    if CandidateField.NAME not in imports.ImportOptions.from_batch(batch).columns.values():
        return redirect("interviews:candidate-import-columns", batch.pk)
    return _preview(request, batch)


def _preview(request: Request, batch: CandidateImport) -> HttpResponse:
    rows = imports.judge_rows(batch)
    show = request.GET.get("show", "") if request.GET.get("show", "") in SHOW_CHOICES else ""
    page = Paginator(filter_rows(rows, show), PER_PAGE).get_page(request.GET.get("page"))
    tabs = [(key, name, len(filter_rows(rows, key))) for key, name in SHOW_CHOICES.items()]
    context = step_context(batch, "preview") | {
        "page_obj": page,
        "rows": row_views(batch, list(page)),
        "show": show,
        "tabs": [tab for tab in tabs if tab[2] or not tab[0]],
        "counts": imports.count_verdicts(rows),
        "kept_days": IMPORT_RETENTION.days,
        "lines": list_lines(batch),
    }
    return render(request, "interviews/candidates/imports/preview.html", context)


def _outcome(request: Request, batch: CandidateImport) -> HttpResponse:
    created = batch.rows.filter(candidate__isnull=False).select_related("candidate__position")
    page = Paginator(created.order_by("number"), PER_PAGE).get_page(request.GET.get("page"))
    context = step_context(batch, "done") | {
        "page_obj": page,
        "left_count": batch.rows.filter(candidate__isnull=True).exclude(cells=[]).count(),
        "kept_days": IMPORT_RETENTION.days,
    }
    return render(request, "interviews/candidates/imports/outcome.html", context)


def _reading_form(request: Request, batch: CandidateImport) -> ReadingForm:
    """How the list is read: as stored, but for what the address or the page says otherwise."""
    sheets = sheets_of_list(batch)
    form = reading_form_of(
        request.POST if request.method == "POST" else request.GET,
        proposed=imports.ImportOptions.from_batch(batch).reading,
        sheets=sheets.all,
        together=sheets.together,
    )
    if sheets.together:
        form.fields["all_sheets"].help_text = _("The name of the sheet can be the position.")
    return form


@requires_importer
@require_GET
@handle_import_errors
def candidate_import_reading(request: Request, batch: CandidateImport) -> HttpResponse:
    """Sheet, header row, encoding and separator, with the first rows read so."""
    _require_preview(batch)
    form = _reading_form(request, batch)
    reading = form.reading
    is_other_sheet = request.GET.get("of", form.proposed.sheet) != reading.sheet
    context = step_context(batch, "reading") | {"form": form, "reading": reading}
    try:
        reading, rows, hidden = first_rows(batch, reading, find_header_row=is_other_sheet)
    except SpreadsheetError as refusal:
        context["refusal"] = _error_text(refusal)
    else:
        context |= {"reading": reading, "hidden": hidden} | sample_context(rows)
    return render(request, "interviews/candidates/imports/reading.html", context)


@requires_importer
@require_http_methods(["GET", "POST"])
@handle_import_errors
def candidate_import_columns(request: Request, batch: CandidateImport) -> HttpResponse:
    """What the columns hold; once posted, the list is read so."""
    _require_preview(batch)
    read = read_list(batch, _reading_form(request, batch).reading)
    if request.method == "POST":
        # The file is read by now: nobody waits for that.
        with locked_rows(CandidateImport, pk=batch.pk):
            locked = imports.lock_preview(request.user, batch)
            form = ImportOptionsForm(
                request.POST, names=read.names, options=options_under(locked, read), edited=locked
            )
            if form.is_valid():
                imports.change_options(
                    actor=request.user,
                    batch=locked,
                    options=form.options(),
                    anew=read.anew,
                    seen_state=request.POST.get("state", ""),
                )
                return redirect("interviews:candidate-import", batch.pk)
    else:
        form = ImportOptionsForm(names=read.names, options=options_under(batch, read), edited=batch)
    texts = {column: sample_texts(texts) for column, texts in read.samples().items()}
    context = step_context(batch, "columns") | {"form": form, "fields": form.choices}
    context |= columns_context(read.names, texts, form.chosen_columns(), read.reading)
    context["state"] = request.POST.get("state") or imports.state_of(batch)
    context["asks"] = not form.is_bound and CandidateField.NAME not in form.proposed.columns.values()
    return render(request, "interviews/candidates/imports/columns.html", context)


def _require_preview(batch: CandidateImport) -> None:
    if batch.status != CandidateImport.Status.PREVIEW:
        raise imports.ImportChangedError


@requires_importer
@require_http_methods(["GET", "POST"])
@edits(CandidateImport, pk="pk")
@edits(CandidateImportRow, batch__pk="pk", number="number")
@handle_import_errors
def candidate_import_row(request: Request, batch: CandidateImport, number: int) -> HttpResponse:
    """Correct one row."""
    _require_preview(batch)
    row = get_object_or_404(batch.rows, number=number)
    values = imports.row_values(row, imports.ImportOptions.from_batch(batch))
    form = ImportRowForm(
        request.POST or None,
        edited=row,
        initial={str(field): values.get(field, "") for field in CandidateField},
    )
    if request.method == "POST" and form.is_valid():
        imports.correct_row(actor=request.user, batch=batch, number=number, values=form.values())
        return _back(request, batch, number)
    context = {
        "batch": batch,
        "row": row,
        "place": place_of_row(batch, number),
        "form": form,
        "cells": list(zip(batch.names, row.cells, strict=False)),
        "show": (request.POST or request.GET).get("show", ""),
        "page": (request.POST or request.GET).get("page", ""),
    }
    return render(request, "interviews/candidates/imports/row.html", context)


@requires_importer
@require_POST
@handle_import_errors
def candidate_import_choose(request: Request, batch: CandidateImport, number: int) -> HttpResponse:
    """Take a row in that would stay out, leave one out, or neither."""
    try:
        imports.choose_row(
            actor=request.user, batch=batch, number=number, choice=request.POST.get("choice", "")
        )
    except CandidateImportRow.DoesNotExist as error:
        raise Http404 from error
    return _back(request, batch, number)


@requires_importer
@require_http_methods(["GET", "POST"])
@handle_import_errors
def candidate_import_apply(request: Request, batch: CandidateImport) -> HttpResponse:
    """How many rows would be imported, to be confirmed; once posted, all that were seen are, or none."""
    _require_preview(batch)
    if request.method == "GET":
        rows = imports.judge_rows(batch)
        context = {"counts": imports.count_verdicts(rows), "seen": imports.fingerprint(rows)}
        context |= step_context(batch, "preview")
        return render(request, "interviews/candidates/imports/apply.html", context)
    number = apply_import(actor=request.user, batch=batch, seen_fingerprint=request.POST.get("seen", ""))
    text = ngettext("%(number)s candidate is imported.", "%(number)s candidates are imported.", number)
    messages.success(request, text % {"number": number})
    return redirect("interviews:candidate-import", batch.pk)


@requires_importer
@require_POST
@handle_import_errors
def candidate_import_discard(request: Request, batch: CandidateImport) -> HttpResponse:
    """Throw a list away that was not imported."""
    imports.discard_import(actor=request.user, batch=batch)
    messages.success(request, _("The import of %(name)s is discarded.") % {"name": batch.name})
    return redirect("interviews:candidate-import-list")


@requires_importer
@require_http_methods(["GET", "POST"])
@handle_import_errors
def candidate_import_undo(request: Request, batch: CandidateImport) -> HttpResponse:
    """Shows who would be deleted and who would stay; undoes the import once confirmed."""
    if batch.status != CandidateImport.Status.APPLIED:
        raise imports.ImportChangedError
    if request.method == "POST":
        plan = undo_import(actor=request.user, batch=batch)
        number = len(plan.removed)
        text = ngettext(
            "%(number)s candidate is removed again.", "%(number)s candidates are removed again.", number
        )
        messages.success(request, text % {"number": number})
        return redirect("interviews:candidate-import", batch.pk)
    context = step_context(batch, "done") | {"plan": plan_undo(batch)}
    return render(request, "interviews/candidates/imports/undo.html", context)


@requires_importer
@require_GET
@handle_import_errors
def candidate_import_rejected(request: Request, batch: CandidateImport) -> HttpResponse:
    """The rows that stay out, to mend and upload again."""
    file = io.BytesIO()
    write_left_out(file, batch.names, rows_left_out(batch), get_language() or "")
    return workbook_response(_("candidates not imported") + ".xlsx", file.getvalue())
