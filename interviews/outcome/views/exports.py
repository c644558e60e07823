"""The results of a position or of a period as a file. For HR."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from common.downloads import CONTENT_TYPES
from common.time_zones import company_time
from interviews.outcome.forms import ResultsForm
from interviews.outcome.services.results_export import export_results


@requires("interviews.view_candidate")
@require_GET
def results_export(request: Request) -> HttpResponse:
    """Asks which; its buttons lead to :func:`results_file`."""
    form = ResultsForm(initial={"position": request.GET.get("position")})
    return _page(request, form)


@requires("interviews.view_candidate")
@require_GET
def results_file(request: Request, kind: str) -> HttpResponse:
    """The file; or the page again, saying why there is none."""
    form = ResultsForm(request.GET)
    if not form.is_valid():
        return _page(request, form)
    try:
        file = company_time(export_results)(actor=request.user, wanted=form.wanted(), kind=kind)
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, form)
    name = f"{_('Results')}-{localdate():%Y-%m-%d}.{kind}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])
    return cast(HttpResponse, response)


def _page(request: Request, form: ResultsForm) -> HttpResponse:
    return render(request, "interviews/outcome/results/export.html", {"form": form})
