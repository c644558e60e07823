"""The tags of one candidate (HR)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import Request, requires
from common.ids import id_from
from common.spacing import join_sentences
from interviews.candidates.services.erased import refuse_erased
from interviews.candidates.services.tags import change_tags
from interviews.models import Candidate


@requires("interviews.change_candidate", view_permission="interviews.view_candidate")
@require_POST
def candidate_tags(request: Request, pk: int) -> HttpResponse:
    """Give the candidate the tags that were typed, or take one off."""
    candidate = get_object_or_404(Candidate, pk=pk)
    remove = [tag for text in request.POST.getlist("remove")[:50] if (tag := id_from(text))]
    try:
        refuse_erased(candidate.pk)
        change_tags(
            actor=request.user,
            candidates=[candidate.pk],
            add=request.POST.get("tags", "")[:400],
            remove=remove,
        )
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    return redirect(f"{reverse('interviews:candidate-detail', args=[pk])}#tags")
