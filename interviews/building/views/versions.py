"""The published versions of a set beside each other."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from interviews.building.forms.review import VersionsForm
from interviews.building.pages.versions import sheet_differences
from interviews.building.services.publishing import load_frozen
from interviews.models import QuestionSet


@require_GET
@requires("interviews.view_sheet")
def set_versions(request: Request, pk: int) -> HttpResponse:
    """Two versions chosen, by default the last two, and how the later one differs from the earlier."""
    question_set = get_object_or_404(QuestionSet.objects.visible_to(request.user), pk=pk)
    sheets = list(question_set.sheets.select_related("published_by").order_by("-version"))
    form = VersionsForm(request.GET, sheets=sheets)
    chosen = form.chosen()
    context = {
        "set": question_set,
        "sheets": sheets,
        "form": form,
        "before": chosen and chosen[0],
        "after": chosen and chosen[1],
        "diff": sheet_differences(*map(load_frozen, chosen)) if chosen else None,
    }
    return render(request, "interviews/building/versions/compare.html", context)
