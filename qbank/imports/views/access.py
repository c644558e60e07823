"""What every page of an import begins with: the permission, the batch, and a word when it has moved on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.access import Request, requires
from qbank.imports.services.states import ImportStateError
from qbank.models import ImportBatch
from qbank.spreadsheets.files.refusals import SpreadsheetError

View = Callable[..., HttpResponse]

VIEW = "qbank.view_importbatch"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

may_look = requires(VIEW)
may_bring_in = requires("qbank.add_importbatch", known=VIEW)
may_change = requires("qbank.change_importbatch", known=VIEW)


def get_batch(pk: int) -> ImportBatch:
    """Raises Http404."""
    batches = ImportBatch.objects.select_related("created_by", "applied_by", "undone_by", "source")
    return get_object_or_404(batches.defer("source__received", "source__restored"), pk=pk)


def import_act(view: View) -> View:
    """A POST that changes an import: gets the batch, and tells when it is no longer to be changed."""

    @may_change
    @require_POST
    @wraps(view)
    def act(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        return told_when_too_late(request, pk, lambda: view(request, get_batch(pk), **kwargs))

    return act


def told_when_too_late(request: Request, pk: int, act: Callable[[], HttpResponse]) -> HttpResponse:
    """What ``act`` answers, or the import as it is by now, with a word on why nothing was done."""
    try:
        return act()
    except ImportStateError:
        messages.warning(
            request,
            _("Nothing was done: this import has moved on meanwhile. This is how it stands now."),
        )
    return HttpResponseClientRefresh() if request.htmx else redirect("qbank:import-detail", pk)


def refused(refusal: SpreadsheetError) -> str:
    """Why a file can't be read, in the reader's language."""
    return _(refusal.message) % refusal.params


def problem_of(batch: ImportBatch) -> str:
    """Why a batch could not be read or applied, in the reader's language; "" where nothing went wrong."""
    return _(batch.problem) % batch.result.get("params", {}) if batch.problem else ""


def workbook_named(name: str, content: bytes) -> HttpResponse:
    """An Excel file to be downloaded."""
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(content, content_type=XLSX, headers=headers)
