"""Planning a day of interviews: the form with its plan, and making the interviews. For HR."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Request, requires
from common.ids import id_from
from interviews.planning.forms.day_plan import MOST, DayPlanForm, DayPositionForm
from interviews.planning.forms.interviews import candidates_to_interview
from interviews.planning.pages.day_plan import DayGrid, day_grid, initial_day
from interviews.planning.pages.missing import missing_for_planning
from interviews.planning.services.day_plan import schedule_day
from interviews.planning.views.choices import PLANS


@requires(**PLANS)
@require_GET
def day_plan(request: Request) -> HttpResponse:
    """The form, filled in with what is usual for a ``position``, or for those chosen elsewhere."""
    ids = [id_from(text) for text in request.GET.getlist("candidate")[:MOST]]
    chosen = list(candidates_to_interview().filter(pk__in=[pk for pk in ids if pk])) if ids else []
    asked = DayPositionForm(request.GET)
    position = asked.cleaned_data.get("position") if asked.is_valid() else None
    if position is None and chosen:
        position = chosen[0].position
    return _page(request, DayPlanForm(initial=initial_day(position, chosen)), None)


@requires(**PLANS)
@require_POST
def day_plan_preview(request: Request) -> HttpResponse:
    """What would come of what stands in the form. A script asks for the plan alone."""
    form = DayPlanForm(request.POST)
    grid = day_grid(form) if form.is_valid() else None
    if request.htmx:
        return render(request, "interviews/planning/day/grid.html", {"form": form, "grid": grid})
    return _page(request, form, grid)


@requires(**PLANS)
@require_POST
def day_plan_schedule(request: Request) -> HttpResponse:
    """Make the interviews of the plan that stands in the form."""
    form = DayPlanForm(request.POST)
    if not form.is_valid():
        return _page(request, form, None)
    grid = day_grid(form)
    try:
        confirmed = request.POST.get("confirmed", "")
        interviews = schedule_day(actor=request.user, plan=grid.plan, confirmed=confirmed)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, form, grid)
    text = ngettext(
        "%(count)s interview is scheduled.", "%(count)s interviews are scheduled.", len(interviews)
    )
    messages.success(request, text % {"count": len(interviews)})
    day = form.cleaned_data["date"].isoformat()
    return redirect(f"{reverse('interviews:interview-day')}?{urlencode({'date': day})}")


def _page(request: Request, form: DayPlanForm, grid: DayGrid | None) -> HttpResponse:
    context = {
        "form": form,
        "grid": grid,
        "position_form": DayPositionForm(initial={"position": form.chosen_position}),
        "missing": missing_for_planning(),
    }
    return render(request, "interviews/planning/day/plan.html", context)
