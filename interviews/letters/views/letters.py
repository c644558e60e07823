"""One letter to a candidate: looked at before it is sent, and afterwards (HR)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from common.spacing import join_sentences
from interviews.common.lookups import get_editable_interview
from interviews.letters.forms import ChosenLetterForm, LetterForm
from interviews.letters.pages.letters import attach_reasons
from interviews.letters.services.templates import ANSWERED, TELLS_OUTCOME
from interviews.letters.services.writing import draft, kinds_for, send_again, send_letter, usual_language
from interviews.models import CandidateLetter, Company, LetterKind, LetterLanguage


@requires("interviews.add_candidateletter")
@require_http_methods(["GET", "POST"])
def interview_letter(request: Request, pk: int) -> HttpResponse:
    """The letter as the candidate will read it, to be changed and sent."""
    interview = get_editable_interview(request, pk)
    kinds = kinds_for(interview, request.user)
    asked = request.GET.get("kind")
    kind = LetterKind(asked) if asked in LetterKind.values else None
    if kind is None or (request.method == "GET" and kind not in kinds):
        kind = kinds[0] if kinds else None
    if kind is None or interview.candidate.erased:
        messages.info(request, _("There is no letter to send to this candidate now."))
        return redirect("interviews:interview-detail", pk)
    chosen = request.GET.get("language")
    language = LetterLanguage(chosen) if chosen in LetterLanguage.values else usual_language(interview)
    if kind in TELLS_OUTCOME and kind not in kinds:
        # Of a decision the person may not read, nothing is put into words.
        messages.error(request, _("This letter no longer fits: something has changed meanwhile. Look again."))
        return redirect("interviews:interview-detail", pk)
    written = draft(actor=request.user, interview=interview, kind=kind, language=language)
    form = LetterForm(request.POST or None, draft=written)
    if request.method == "POST" and form.is_valid():
        try:
            send_letter(
                actor=request.user,
                interview=interview,
                kind=kind,
                language=language,
                text=form.text(),
                seen=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The letter is sent within a minute."))
            return redirect("interviews:interview-detail", pk)
    context = {
        "interview": interview,
        "form": form,
        "choice": ChosenLetterForm(kinds, written),
        "answered": kind in ANSWERED,
        "sends": Company.current().sends_mail,
    }
    return render(request, "interviews/letters/write.html", context)


@requires("interviews.view_candidateletter")
@require_GET
def letter_detail(request: Request, pk: int) -> HttpResponse:
    """A letter as it was sent."""
    rows = CandidateLetter.objects.visible_to(request.user)
    letter = get_object_or_404(rows.select_related("interview__candidate", "sent_by"), pk=pk)
    attach_reasons([letter])
    return render(
        request, "interviews/letters/letter.html", {"letter": letter, "interview": letter.interview}
    )


@requires("interviews.add_candidateletter")
@require_POST
def letter_send_again(request: Request, pk: int) -> HttpResponse:
    """Try one again that was given up."""
    rows = CandidateLetter.objects.visible_to(request.user)
    letter = get_object_or_404(rows.select_related("interview"), pk=pk)
    try:
        send_again(actor=request.user, letter=letter)
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        messages.success(request, _("The letter is sent again within a minute."))
    return redirect("interviews:interview-detail", letter.interview_id)
