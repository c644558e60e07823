"""Bringing in a list of candidates: upload, preview, mending, importing, taking back. For HR."""

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
from common.downloads import workbook_response
from common.message_texts import message_text
from common.spacing import join_sentences
from interviews.candidates.imports import services as service
from interviews.candidates.imports.forms import ListForm, OptionsForm, RowForm
from interviews.candidates.imports.page import PER_PAGE, SHOW, left_out, shown, views_of
from interviews.candidates.imports.undoing import undo, undo_plan
from interviews.candidates.imports.workbooks import write_left_out, write_list_template
from interviews.candidates.rules.import_rows import Field
from interviews.common.retention import IMPORT_RETENTION
from interviews.models import CandidateImport, CandidateImportRow, Position
from qbank.spreadsheets.files import guard
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.files.workbook import Workbook

View = Callable[..., HttpResponse]
may_bring_in = requires("interviews.add_candidate", known="interviews.view_candidate")


def get_batch(pk: int) -> CandidateImport:
    """Raises Http404."""
    return get_object_or_404(CandidateImport.objects.select_related("created_by"), pk=pk)


def told_when_moved_on(view: View) -> View:
    """The import as it is by now, with a word, when it has moved on since the page was made."""

    @wraps(view)
    def act(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        batch = get_batch(pk)
        try:
            return view(request, batch, **kwargs)
        except service.ImportChangedError:
            messages.warning(
                request, _("Nothing was done: this list has changed meanwhile. Look at it again.")
            )
        except (ValidationError, SpreadsheetError) as error:
            messages.error(request, _words(error))
        return redirect("interviews:candidate-import", pk)

    return act


def _back(request: Request, batch: CandidateImport, number: int) -> HttpResponse:
    """To the row on the page of the preview one came from."""
    show, page = request.POST.get("show", ""), request.POST.get("page", "")
    query = {"show": show if show in SHOW else "", "page": page if page.isdecimal() else ""}
    told = urlencode({name: value for name, value in query.items() if value})
    return redirect(f"{reverse('interviews:candidate-import', args=[batch.pk])}?{told}#row-{number}")


def _words(error: ValidationError | SpreadsheetError) -> str:
    return (
        message_text(error.message, error.params)
        if isinstance(error, SpreadsheetError)
        else join_sentences(error.messages)
    )


@may_bring_in
@require_http_methods(["GET", "POST"])
def candidate_import_list(request: Request) -> HttpResponse:
    """Upload a list; earlier ones and what became of them."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = service.receive(actor=request.user, name=file.name, data=file.read())
        except (ValidationError, SpreadsheetError) as error:
            form.add_error("file", _words(error))
        else:
            return redirect("interviews:candidate-import", batch.pk)
    made = Count("rows", filter=Q(rows__candidate__isnull=False))
    batches = CandidateImport.objects.select_related("created_by").defer("content").annotate(made=made)
    page = Paginator(batches.order_by("-pk"), 30).get_page(request.GET.get("page"))
    context = {"form": form, "page_obj": page, "kept_days": IMPORT_RETENTION.days}
    return render(request, "interviews/candidates/imports/list.html", context)


@may_bring_in
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


@may_bring_in
@require_GET
def candidate_import(request: Request, pk: int) -> HttpResponse:
    """The preview of a list, or what came of it."""
    batch = get_batch(pk)
    if batch.status != CandidateImport.Status.PREVIEW:
        return _outcome(request, batch)
    return _preview(request, batch, OptionsForm(batch=batch, sheets=_sheets(batch)))


def _preview(request: Request, batch: CandidateImport, form: OptionsForm) -> HttpResponse:
    rows = service.judged(batch)
    show = request.GET.get("show", "") if request.GET.get("show", "") in SHOW else ""
    page = Paginator(shown(rows, show), PER_PAGE).get_page(request.GET.get("page"))
    numbers = service.counts(rows)
    tabs = [(key, name, len(shown(rows, key))) for key, name in SHOW.items()]
    context = {
        "batch": batch,
        "form": form,
        "page_obj": page,
        "rows": views_of(list(page)),
        "show": show,
        "tabs": [tab for tab in tabs if tab[2] or not tab[0]],
        "counts": numbers,
        "seen": service.fingerprint(rows),
        "kept_days": IMPORT_RETENTION.days,
    }
    return render(request, "interviews/candidates/imports/preview.html", context)


def _outcome(request: Request, batch: CandidateImport) -> HttpResponse:
    made = batch.rows.filter(candidate__isnull=False).select_related("candidate__position")
    page = Paginator(made.order_by("number"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch,
        "page_obj": page,
        "left_count": batch.rows.filter(candidate__isnull=True).exclude(cells=[]).count(),
        "kept_days": IMPORT_RETENTION.days,
    }
    return render(request, "interviews/candidates/imports/outcome.html", context)


def _sheets(batch: CandidateImport) -> list[str]:
    """The workbook's sheets; none for a CSV file or one that is no longer kept."""
    if batch.content is None or guard.file_kind(batch.name, bytes(batch.content)) == "csv":
        return []
    return [sheet.name for sheet in Workbook(bytes(batch.content)).sheets]


@may_bring_in
@require_POST
@told_when_moved_on
def candidate_import_columns(request: Request, batch: CandidateImport) -> HttpResponse:
    """What the columns hold, and how the file is read."""
    if batch.status != CandidateImport.Status.PREVIEW:
        raise service.ImportChangedError
    form = OptionsForm(request.POST, batch=batch, sheets=_sheets(batch))
    if not form.is_valid():
        return _preview(request, batch, form)
    service.configure(actor=request.user, batch=batch, options=form.chosen())
    messages.success(request, _("The list is read anew. This is what it would do."))
    return redirect("interviews:candidate-import", batch.pk)


@may_bring_in
@require_http_methods(["GET", "POST"])
@told_when_moved_on
def candidate_import_row(request: Request, batch: CandidateImport, number: int) -> HttpResponse:
    """One row, to mend."""
    if batch.status != CandidateImport.Status.PREVIEW:
        raise service.ImportChangedError
    row = get_object_or_404(batch.rows, number=number)
    values = service.values_of(row, service.Options.of(batch))
    form = RowForm(request.POST or None, initial={str(field): values.get(field, "") for field in Field})
    if request.method == "POST" and form.is_valid():
        service.mend(actor=request.user, batch=batch, number=number, values=form.values())
        return _back(request, batch, number)
    context = {
        "batch": batch,
        "row": row,
        "form": form,
        "cells": list(zip(batch.names, row.cells, strict=False)),
        "show": (request.POST or request.GET).get("show", ""),
        "page": (request.POST or request.GET).get("page", ""),
    }
    return render(request, "interviews/candidates/imports/row.html", context)


@may_bring_in
@require_POST
@told_when_moved_on
def candidate_import_choose(request: Request, batch: CandidateImport, number: int) -> HttpResponse:
    """Take a row in that would stay out, leave one out, or neither."""
    try:
        service.choose(actor=request.user, batch=batch, number=number, choice=request.POST.get("choice", ""))
    except CandidateImportRow.DoesNotExist as error:
        raise Http404 from error
    return _back(request, batch, number)


@may_bring_in
@require_POST
@told_when_moved_on
def candidate_import_apply(request: Request, batch: CandidateImport) -> HttpResponse:
    """Import what was seen, all or nothing."""
    number = service.apply(actor=request.user, batch=batch, seen=request.POST.get("seen", ""))
    told = ngettext("%(number)s candidate is imported.", "%(number)s candidates are imported.", number)
    messages.success(request, told % {"number": number})
    return redirect("interviews:candidate-import", batch.pk)


@may_bring_in
@require_POST
@told_when_moved_on
def candidate_import_discard(request: Request, batch: CandidateImport) -> HttpResponse:
    """Throw a list away that was not imported."""
    service.discard(actor=request.user, batch=batch)
    messages.success(request, _("The list is thrown away; nothing was imported."))
    return redirect("interviews:candidate-import-list")


@may_bring_in
@require_http_methods(["GET", "POST"])
@told_when_moved_on
def candidate_import_undo(request: Request, batch: CandidateImport) -> HttpResponse:
    """Who would go and who would stay; taken back once confirmed."""
    if batch.status != CandidateImport.Status.APPLIED:
        raise service.ImportChangedError
    if request.method == "POST":
        plan = undo(actor=request.user, batch=batch)
        number = len(plan.removed)
        told = ngettext(
            "%(number)s candidate is removed again.", "%(number)s candidates are removed again.", number
        )
        messages.success(request, told % {"number": number})
        return redirect("interviews:candidate-import", batch.pk)
    return render(
        request, "interviews/candidates/imports/undo.html", {"batch": batch, "plan": undo_plan(batch)}
    )


@may_bring_in
@require_GET
@told_when_moved_on
def candidate_import_rejected(request: Request, batch: CandidateImport) -> HttpResponse:
    """The rows that stay out, to mend and upload again."""
    file = io.BytesIO()
    write_left_out(file, batch.names, left_out(batch), get_language() or "")
    return workbook_response(_("candidates not imported") + ".xlsx", file.getvalue())
