"""The record pack of a candidate: what will be in it, and downloading it. For HR."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import Request, requires
from common.time_zones import company_time
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Candidate
from interviews.outcome.record_packs.content import pack_rounds_for
from interviews.outcome.record_packs.services import create_pack


@requires("interviews.change_candidate", view_permission="interviews.view_candidate")
@require_http_methods(["GET", "POST"])
@never_cache
def candidate_record_pack(request: Request, pk: int) -> HttpResponse:
    """GET tells what goes in and what is left out, POST makes the file; the trail keeps who took it."""
    candidate = get_object_or_404(Candidate.objects.select_related("position"), pk=pk)
    if request.method == "POST":
        pack = company_time(create_pack)(actor=request.user, candidate=candidate)
        note_scores_seen(request.user, pack.interviews)
        name = _("Record pack %(name)s") % {"name": candidate}
        file = FileResponse(
            pack.file, as_attachment=True, filename=f"{name}.zip", content_type="application/zip"
        )
        return cast(HttpResponse, file)
    context = {"candidate": candidate, "rounds": pack_rounds_for(candidate, request.user)}
    return render(request, "interviews/outcome/record_packs/page.html", context)
