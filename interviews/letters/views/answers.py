"""The page behind the link in a letter: no sign-in, and nothing but what its candidate has to know.

Looking changes nothing, for mail scanners follow every link; answering is a button.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.passwords.throttle import ThrottledError
from common.spacing import join_sentences
from interviews.common.times import when_of
from interviews.letters.services.answers import ExpiredLinkError, Invitation, answer, invitation_by
from interviews.models import Company, Interview

ANSWERS = {"confirm": Interview.Reply.CONFIRMED, "decline": Interview.Reply.DECLINED}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def letter_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """In the language of the letter, in the company's time."""
    try:
        invitation = invitation_by(request, secret)
    except ThrottledError as error:
        return _plain(request, "interviews/letters/answer/locked.html", 429, minutes=error.minutes)
    except ExpiredLinkError:
        return _plain(request, "interviews/letters/answer/gone.html", 410, expired=True)
    if invitation is None:
        return _plain(request, "interviews/letters/answer/gone.html", 404, expired=False)
    with translation.override(invitation.letter.language), timezone.override(None):
        return _answer(request, secret, invitation)


def _answer(request: HttpRequest, secret: str, invitation: Invitation) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        reply = ANSWERS.get(request.POST.get("answer", ""))
        if reply is None:
            problem = _("Please press one of the two buttons.")
        else:
            try:
                answer(invitation, reply, request.POST.get("seen", ""))
            except ValidationError as error:
                problem = join_sentences(error.messages)
            else:
                return _private(redirect("interviews:letter-answer", secret))
    interview = Interview.objects.select_related("candidate__position").get(pk=invitation.interview.pk)
    return _plain(
        request,
        "interviews/letters/answer/answer.html",
        409 if problem else 200,
        interview=interview,
        when=when_of(interview),
        seen=invitation.seen,
        problem=problem,
    )


def _plain(request: HttpRequest, name: str, status: int, **context: object) -> HttpResponse:
    context["company"] = Company.current().name
    return _private(render(request, name, context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by no browser, found by no search engine, named to no other site."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # With "no-referrer" browsers would send the answer from nowhere, which the check against forgery refuses.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
