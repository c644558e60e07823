"""Letters that did not arrive (HR)."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from common.spacing import join_sentences
from interviews.common.lookups import get_editable_interview
from interviews.models import Company, OutgoingMail
from interviews.planning.pages.mails import (
    MAX_PEOPLE,
    attach_reasons,
    count_waiting_mails,
    people_without_address,
    undelivered_to_candidates,
    visible_undelivered,
)
from interviews.planning.services.delivery import resend
from interviews.planning.services.informing import inform_again

PER_PAGE = 30


@requires("interviews.view_outgoingmail")
@require_GET
def mail_list(request: Request) -> HttpResponse:
    """What was not delivered, and who can't be written to."""
    page = Paginator(visible_undelivered(request.user), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = attach_reasons(page.object_list)
    context = {
        "page_obj": page,
        "sends": Company.current().sends_mail,
        "printed": settings.EMAIL_BACKEND.endswith("console.EmailBackend"),
        **count_waiting_mails(),
        "to_candidates": undelivered_to_candidates(request.user),
        "without": people_without_address()[:MAX_PEOPLE],
    }
    return render(request, "interviews/planning/mail/list.html", context)


@requires("interviews.view_outgoingmail")
@require_POST
def mail_resend(request: Request, pk: int) -> HttpResponse:
    """Try one again."""
    mail = get_object_or_404(OutgoingMail.objects.visible_to(request.user), pk=pk)
    try:
        resend(actor=request.user, mail=mail)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The letter is sent again within a minute."))
    return redirect("interviews:mail-list")


@requires("interviews.view_interview")
@require_POST
def interview_inform(request: Request, pk: int) -> HttpResponse:
    """Write to those of a panel who were not informed."""
    interview = get_editable_interview(request, pk)
    try:
        number = inform_again(actor=request.user, interview=interview)
    except ValidationError as error:
        messages.error(request, join_sentences(error.messages))
    else:
        sentence = ngettext(
            "%(number)s letter is sent within a minute.",
            "%(number)s letters are sent within a minute.",
            number,
        )
        messages.success(request, sentence % {"number": number})
    return redirect("interviews:interview-detail", pk)
