"""A person's own phrases for notes, changed in a dialog of the scoring page."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.models import User
from interviews.room.services.snippets import save_snippets
from interviews.room.views.scorecards import for_scripts, problem


@for_scripts
@requires("interviews.view_interview")
@require_POST
def snippets_save(request: HttpRequest) -> HttpResponse:
    """Make the form's texts one's phrases; answers with those stored."""
    try:
        snippets = save_snippets(user=cast(User, request.user), texts=request.POST.getlist("text"))
    except ValidationError as error:
        return problem(400, "bad-snippet", error.messages[0])
    return JsonResponse({"snippets": snippets})
