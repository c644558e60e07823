"""Spreadsheets on their way into the bank: the list, the upload, and the page of one by its state."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from accounts.access import Request
from common.downloads import workbook_response
from common.message_texts import message_text
from qbank.imports.forms import SpreadsheetForm
from qbank.imports.pages.batch import Place, competency_names, head_context, preview_context
from qbank.imports.services.batches import discard, receive, resume
from qbank.imports.services.states import WORKING, is_waiting
from qbank.imports.views.access import (
    get_batch,
    import_act,
    may_bring_in,
    may_look,
    problem_of,
)
from qbank.imports.views.outcome import outcome_context
from qbank.models import Category, ImportBatch
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.writing.export import write_template

Status = ImportBatch.Status
LIST_PAGE = 50


@may_look
@require_GET
def import_list(request: Request) -> HttpResponse:
    """Who brought in what, when and from which file, and what became of it."""
    batches = ImportBatch.objects.defer("mapping").select_related("created_by")
    page = Paginator(batches, LIST_PAGE).get_page(request.GET.get("page"))
    rows = [(batch, problem_of(batch)) for batch in page]
    return render(request, "qbank/imports/list.html", {"page_obj": page, "rows": rows})


@may_bring_in
@require_http_methods(["GET", "POST"])
def import_create(request: Request) -> HttpResponse:
    """Take a spreadsheet in; one that can't be read is refused with what to do about it."""
    form = SpreadsheetForm(request.POST, request.FILES) if request.method == "POST" else SpreadsheetForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = receive(name=file.name, data=file.read(), actor=request.user)
        except SpreadsheetError as refusal:
            form.add_error("file", message_text(refusal.message, refusal.params))
        else:
            return redirect("qbank:import-reading", batch.pk)
    return render(request, "qbank/imports/form.html", {"form": form})


@may_look
@require_GET
def import_template(request: Request) -> HttpResponse:
    """An empty spreadsheet with every column, in ``?language=`` or else the page's."""
    language = "en" if request.GET.get("language", get_language()) == "en" else "zh-hans"
    file = io.BytesIO()
    categories = list(Category.objects.values_list("name", flat=True))
    write_template(file, language, categories, competency_names())
    name = "question-bank-template.xlsx" if language == "en" else "题库导入模板.xlsx"
    return workbook_response(name, file.getvalue())


@may_look
@require_GET
def import_detail(request: Request, pk: int) -> HttpResponse:
    """An import as it stands: the next step, the preview, its progress, or what came of it.

    Polled while a job works on it; whoever looks takes it up again when that job has died.
    """
    batch = get_batch(pk)
    if request.htmx and request.htmx.target == "import-progress":
        if batch.status not in WORKING:
            return HttpResponseClientRefresh()
        return render(request, "qbank/imports/progress.html", _progress(batch))
    if batch.status == Status.UPLOADED:
        return redirect("qbank:import-reading", batch.pk)
    if batch.status == Status.PREVIEW:
        context = preview_context(batch, Place.of(request))
        context["problem"] = problem_of(batch)
    elif batch.status in WORKING:
        context = head_context(batch, "preview") | _progress(batch)
    elif batch.status in (Status.APPLIED, Status.UNDONE):
        context = outcome_context(request, batch)
    else:
        context = head_context(batch, "reading") | {"problem": problem_of(batch)}
    return render(request, "qbank/imports/detail.html", context)


def _progress(batch: ImportBatch) -> dict[str, Any]:
    waiting = is_waiting(batch)
    return {
        "batch": batch,
        "waiting": waiting,
        "resumed": resume(batch),
        "queued": batch.run is None and not waiting,
    }


@import_act
def import_discard(request: Request, batch: ImportBatch) -> HttpResponse:
    """Give an import up before anything of it is in the bank."""
    discard(batch=batch, actor=request.user)
    messages.success(request, _("The import of %(name)s is discarded.") % {"name": batch.name})
    return redirect("qbank:import-list")
