"""The list of imports, the upload of a spreadsheet, and the page of an import by its state."""

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
from qbank.imports.pages.batch import PreviewPosition, competency_names, head_context, preview_context
from qbank.imports.services.batches import batch_problem_text, discard, receive, resume
from qbank.imports.services.states import WORKING, is_waiting
from qbank.imports.views.access import (
    can_add_imports,
    can_view_imports,
    get_any_batch,
    import_action,
)
from qbank.imports.views.outcome import outcome_context
from qbank.models import Category, ImportBatch
from qbank.spreadsheets.files.refusals import SpreadsheetError
from qbank.spreadsheets.writing.export import write_template

Status = ImportBatch.Status
PER_PAGE = 50


@can_view_imports
@require_GET
def import_list(request: Request) -> HttpResponse:
    """All imports: who, when, which file, and the state."""
    # What a document brought in stands in the list of documents, a change of many questions in its own.
    batches = (
        ImportBatch.objects.filter(upload=None, kind=ImportBatch.Kind.FILE)
        .defer("mapping")
        .select_related("created_by")
    )
    page = Paginator(batches, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(batch, batch_problem_text(batch)) for batch in page]
    return render(request, "qbank/imports/list.html", {"page_obj": page, "rows": rows})


@can_add_imports
@require_http_methods(["GET", "POST"])
def import_create(request: Request) -> HttpResponse:
    """Upload a spreadsheet; for one that can't be read, the form says why and what to do."""
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


@can_view_imports
@require_GET
def import_template(request: Request) -> HttpResponse:
    """An empty spreadsheet with every column, in ``?language=`` or else the page's."""
    language = "en" if request.GET.get("language", get_language()) == "en" else "zh-hans"
    file = io.BytesIO()
    categories = list(Category.objects.values_list("name", flat=True))
    write_template(file, language, categories, competency_names())
    name = "question-bank-template.xlsx" if language == "en" else "题库导入模板.xlsx"
    return workbook_response(name, file.getvalue())


@can_view_imports
@require_GET
def import_detail(request: Request, pk: int) -> HttpResponse:
    """An import by its state: the next step, the preview, the progress, or the outcome.

    Polled while a job works on it; a job that is dead is enqueued again by whoever looks.
    """
    batch = get_any_batch(pk)
    if request.htmx and request.htmx.target == "import-progress":
        if batch.status not in WORKING:
            return HttpResponseClientRefresh()
        return render(request, "qbank/imports/progress.html", progress_context(batch))
    if batch.kind == ImportBatch.Kind.CHANGE:
        return redirect("qbank:change-detail", pk)
    if (upload := getattr(batch, "upload", None)) is not None:
        return redirect("qbank:upload-detail", upload.pk)
    if batch.status == Status.UPLOADED:
        return redirect("qbank:import-reading", batch.pk)
    if batch.status == Status.PREVIEW:
        context = preview_context(batch, PreviewPosition.from_request(request))
        context["problem"] = batch_problem_text(batch)
    elif batch.status in WORKING:
        context = head_context(batch, "preview") | progress_context(batch)
    elif batch.status in (Status.APPLIED, Status.UNDONE):
        context = outcome_context(request, batch)
    else:
        context = head_context(batch, "reading") | {"problem": batch_problem_text(batch)}
    return render(request, "qbank/imports/detail.html", context)


def progress_context(batch: ImportBatch) -> dict[str, Any]:
    """Of a batch that a job works on; enqueues a job that is dead again."""
    waiting = is_waiting(batch)
    return {
        "batch": batch,
        "waiting": waiting,
        "resumed": resume(batch),
        "queued": batch.run is None and not waiting,
    }


@import_action
def import_discard(request: Request, batch: ImportBatch) -> HttpResponse:
    """Discard an import that was not applied."""
    discard(batch=batch, actor=request.user)
    messages.success(request, _("The import of %(name)s is discarded.") % {"name": batch.name})
    return redirect("qbank:import-list")
