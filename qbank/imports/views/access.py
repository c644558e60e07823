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
from qbank.imports.services.states import ImportStateError
from qbank.models import ImportBatch

View = Callable[..., HttpResponse]

VIEW = "qbank.view_importbatch"

can_view_imports = requires(VIEW)
can_add_imports = requires("qbank.add_importbatch", view_permission=VIEW)
can_change_imports = requires("qbank.change_importbatch", view_permission=VIEW)


def get_batch(pk: int) -> ImportBatch:
    """The batch of a file, without the texts of its source. Raises Http404."""
    return get_any_batch(pk, kind=ImportBatch.Kind.FILE)


def get_any_batch(pk: int, **fields: str) -> ImportBatch:
    """The same of any kind; ``fields``: what it is to be. Raises Http404."""
    batches = ImportBatch.objects.select_related("created_by", "applied_by", "undone_by", "source", "upload")
    return get_object_or_404(
        batches.defer("source__received", "source__restored", "upload__content", "upload__drafts"),
        pk=pk,
        **fields,
    )


def import_action(view: View) -> View:
    """Decorates a view that changes an import by POST: it gets the batch instead of its id.

    Raises Http404; when the batch is in another state by now, the response says so and nothing is changed.
    """

    @can_change_imports
    @require_POST
    @wraps(view)
    def action(request: Request, pk: int, **kwargs: Any) -> HttpResponse:
        return warn_if_state_changed(request, pk, lambda: view(request, get_batch(pk), **kwargs))

    return action


def warn_if_state_changed(request: Request, pk: int, respond: Callable[[], HttpResponse]) -> HttpResponse:
    """The response of ``respond``; where it raises ImportStateError, the import's page with a warning."""
    try:
        return respond()
    except ImportStateError:
        messages.warning(
            request,
            _("Nothing was done: this import has moved on meanwhile. This is how it stands now."),
        )
    return HttpResponseClientRefresh() if request.htmx else redirect("qbank:import-detail", pk)
