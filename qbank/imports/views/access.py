"""What the views of imports share: permissions, the batch, and what happens when its state has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from accounts.access import Request, requires
from common.message_texts import message_text
from qbank.imports.services.states import ImportStateError
from qbank.models import ImportBatch

View = Callable[..., HttpResponse]

VIEW = "qbank.view_importbatch"

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


def problem_of(batch: ImportBatch) -> str:
    """Why a batch could not be read or applied, in the reader's language; "" where nothing went wrong."""
    return message_text(batch.problem, batch.result.get("params", {})) if batch.problem else ""
