"""The plan of a day as it stands: on the page, on paper, and when somebody falls out of it. For HR."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Request, requires
from common.ids import id_from
from common.spacing import join_sentences
from common.time_zones import company_time
from interviews.common.lookups import get_editable_interview, visible_interviews
from interviews.common.progress import attach_stages, with_facts
from interviews.company.letterhead import choice_group, chosen_value, print_context
from interviews.models import Company, Interview
from interviews.planning.pages.days import bounds_of, day_from, rooms_of_day
from interviews.planning.services.day_moves import move_up, plan_moves
from interviews.planning.views.choices import PLANS


class DayPaper(TextChoices):
    """What is printed of a day."""

    DOORS = "doors", gettext_lazy("Door lists")
    PANELS = "panels", gettext_lazy("Panel lists")
    SLIPS = "slips", gettext_lazy("Candidate slips")


class DoorNames(TextChoices):
    """Whether a door says who is behind it: passers-by read it."""

    WITHOUT = "no", gettext_lazy("Times only")
    WITH = "yes", gettext_lazy("With names")


@requires(**PLANS)
@require_GET
def interview_day(request: Request) -> HttpResponse:
    """All interviews of a ``date``, room by room."""
    day = day_from(request.GET.get("date"))
    since, until = bounds_of(day)
    interviews = with_facts(visible_interviews(request).prefetch_related("members__user"))
    rows = list(interviews.filter(starts_at__gte=since, starts_at__lt=until))
    attach_stages(rows)
    context = {
        "day": day,
        "previous": (day - timedelta(days=1)).isoformat(),
        "next": (day + timedelta(days=1)).isoformat(),
        "rooms": rooms_of_day(rows),
        "keeps": True,
    }
    return render(request, "interviews/planning/day/day.html", context)


@requires(**PLANS)
@require_GET
@company_time
def interview_day_print(request: Request) -> HttpResponse:
    """Door lists, lists for the panels, and slips for the candidates. Who was cancelled stands on none."""
    day = day_from(request.GET.get("date"))
    since, until = bounds_of(day)
    what = chosen_value(request, "what", DayPaper)
    names = chosen_value(request, "names", DoorNames) == DoorNames.WITH
    choices = [choice_group(request, _("Content"), "what", {paper: str(paper.label) for paper in DayPaper})]
    if what == DayPaper.DOORS:
        choices.append(
            choice_group(request, _("Names"), "names", {kind: str(kind.label) for kind in DoorNames})
        )
    context = print_context(
        company=Company.current(),
        running=_("Interviews on %(date)s") % {"date": date_format(day, "DATE_FORMAT")},
        back=f"{reverse('interviews:interview-day')}?{urlencode({'date': day.isoformat()})}",
        choices=tuple(choices),
    )
    interviews = visible_interviews(request).filter(
        status=Interview.Status.SCHEDULED, starts_at__gte=since, starts_at__lt=until
    )
    context |= {"rooms": rooms_of_day(interviews.prefetch_related("members__user"))}
    context |= {"day": day, "what": what, "names": names}
    return render(request, "interviews/planning/day/paper.html", context)


@requires("interviews.view_interview")
@require_http_methods(["GET", "POST"])
def interview_move_up(request: Request, pk: int) -> HttpResponse:
    """Who moves when, now that this interview doesn't take place; and moving them."""
    fallen = get_editable_interview(request, pk)
    sent = request.POST if request.method == "POST" else request.GET
    staying = {id_from(text) for text in sent.getlist("stay")[:500]}
    back = f"{reverse('interviews:interview-day')}?{urlencode({'date': _local_day(fallen)})}"
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            moved = move_up(actor=request.user, fallen=fallen, staying=staying, seen=seen)
        except ValidationError as error:
            messages.error(request, join_sentences(error.messages))
        else:
            text = ngettext(
                "%(count)s interview has moved up.", "%(count)s interviews have moved up.", len(moved)
            )
            messages.success(request, text % {"count": len(moved)})
            return redirect(back)
    context = {"fallen": fallen, "moves": plan_moves(fallen, staying), "staying": staying, "back": back}
    return render(request, "interviews/planning/day/move_up.html", context)


def _local_day(interview: Interview) -> str:
    return date_format(interview.starts_at, "Y-m-d")
