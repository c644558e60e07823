"""Drafts completed one after another, without going back to the list."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from common.ids import id_from
from qbank.models import Question
from qbank.questions.pages.drafts import drafts_behind, missing_parts


@require_GET
@requires("qbank.change_question", view_permission="qbank.view_question")
def draft_next(request: Request) -> HttpResponse:
    """The form of the first draft that the list's filters show, of those behind the question ``after``, at
    what it lacks first."""
    data = request.GET.copy()
    for name in ("after", "status", "sort", "page"):
        data.pop(name, None)
    seen = Question.objects.visible_to(request.user).select_related("category")
    after = seen.filter(pk=id_from(request.GET.get("after"))).first()
    draft = drafts_behind(request.user, data, after).first()
    if draft is None:
        text = _("That was the last draft.") if after else _("There is no draft to complete here.")
        messages.success(request, text)
        return redirect(f"{reverse('qbank:question-list')}?{data.urlencode()}")
    missing = missing_parts(draft)
    place = f"#{missing[0].field}" if missing else ""
    query = urlencode({"drafts": data.urlencode()})
    return redirect(f"{reverse('qbank:question-edit', args=[draft.pk])}?{query}{place}")
