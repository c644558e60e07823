"""Letters to all candidates of a day, looked at before they are sent (HR)."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import Request, requires
from common.ids import id_from
from interviews.access import check_may_plan
from interviews.common.lookups import visible_interviews
from interviews.letters.pages.days import letters_of_day
from interviews.letters.services.days import send_day_letters
from interviews.models import Company, Interview, LetterLanguage
from interviews.planning.pages.days import bounds_of, day_from


@requires("interviews.add_candidateletter")
@require_http_methods(["GET", "POST"])
def day_letters(request: Request) -> HttpResponse:
    """Who of a ``date`` is to be told of their interview; and telling those who are ticked."""
    check_may_plan(request.user)
    day = day_from(request.GET.get("date"))
    since, until = bounds_of(day)
    interviews = visible_interviews(request).filter(starts_at__gte=since, starts_at__lt=until)
    if request.method == "POST":
        done = send_day_letters(
            actor=request.user,
            wanted=[
                (interview, _language(request, interview), request.POST.get(f"seen-{interview.pk}", ""))
                for interview in interviews.filter(
                    pk__in=[id_from(text) for text in request.POST.getlist("interview")[:500]]
                ).order_by("starts_at", "pk")
            ],
        )
        text = ngettext(
            "%(number)s letter is sent within a minute.",
            "%(number)s letters are sent within a minute.",
            len(done.sent),
        )
        if done.sent:
            messages.success(request, text % {"number": len(done.sent)})
        elif not done.refused:
            messages.info(request, _("Nobody was ticked: nothing is sent."))
        for interview, sentence in done.refused:
            messages.error(
                request, _("%(name)s: %(sentence)s") % {"name": interview.candidate, "sentence": sentence}
            )
        return redirect(f"{reverse('interviews:interview-day')}?{urlencode({'date': day.isoformat()})}")
    context = {
        "day": day,
        "letters": letters_of_day(interviews, request.user),
        "languages": LetterLanguage.choices,
        "sends": Company.current().sends_mail,
    }
    return render(request, "interviews/letters/day.html", context)


def _language(request: Request, interview: Interview) -> LetterLanguage:
    chosen = request.POST.get(f"language-{interview.pk}", "")
    return LetterLanguage(chosen) if chosen in LetterLanguage.values else LetterLanguage.CHINESE
