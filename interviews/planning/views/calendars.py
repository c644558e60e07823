"""Calendar files: one interview, a person's feed, and the page where they get its address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import Request, requires
from interviews.common.lookups import get_visible_interview
from interviews.models import CalendarFeed
from interviews.planning.pages.calendars import FEED_DAYS, feed_file, interview_file, language_of
from interviews.planning.rules.icalendar import CONTENT_TYPE
from interviews.planning.services import feeds


def _calendar_response(content: bytes, name: str, disposition: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'{disposition}; filename="{name}"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


@requires("interviews.view_interview")
@require_GET
@never_cache
def interview_ics(request: Request, pk: int) -> HttpResponse:
    """One interview as a file, for whoever sees it."""
    interview = get_visible_interview(request, pk)
    return _calendar_response(interview_file(interview), f"interview-{pk}.ics", "attachment")


@login_not_required
@require_safe
@never_cache
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """A person's interviews for their calendar program, which can't sign in: the secret in the address
    stands for the person. In the person's language: the program has no cookie."""
    user = feeds.get_feed_owner(secret)
    if user is None:
        raise Http404
    with translation.override(language_of(user)), timezone.override(user.zone):
        return _calendar_response(feed_file(user), "interviews.ics", "inline")


@requires("interviews.view_interview")
@require_GET
def calendar(request: Request) -> HttpResponse:
    """The person's own address: whether there is one, renewing and ending it."""
    return _calendar_page(request)


@requires("interviews.view_interview")
@require_POST
def calendar_renew(request: Request) -> HttpResponse:
    """Make or renew the address. The answer is the only page that ever shows it."""
    secret = feeds.renew_feed(actor=request.user)
    return _calendar_page(
        request, request.build_absolute_uri(reverse("interviews:calendar-feed", args=[secret]))
    )


@requires("interviews.view_interview")
@require_POST
def calendar_end(request: Request) -> HttpResponse:
    try:
        feeds.end_feed(actor=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The address is dead. Calendars that read it get nothing any more."))
    return redirect("interviews:calendar")


@never_cache
def _calendar_page(request: Request, address: str = "") -> HttpResponse:
    context = {
        "feed": CalendarFeed.objects.filter(user=request.user).first(),
        "address": address,
        # Programs that know this kind of address subscribe by themselves.
        "subscribe": "webcal" + address.removeprefix("https").removeprefix("http") if address else "",
        "days": FEED_DAYS,
    }
    return render(request, "interviews/planning/calendar.html", context)
