"""Candidates of one position beside each other. For HR."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Position
from interviews.outcome.pages.comparison import (
    ComparedInterview,
    RankedField,
    SheetGroup,
    category_rows,
    competency_rows,
    question_rows,
    sheet_groups,
)
from interviews.outcome.rules.charts import Profile, build_profile
from interviews.outcome.rules.field_drawing import HEIGHT, Reached, draw_columns

#: How many are shown on a page, and how many beside each other in full.
PAGE, SIDE_BY_SIDE = 20, range(2, 5)


@requires("interviews.view_candidate")
@require_GET
def position_compare(request: Request, pk: int) -> HttpResponse:
    """All results as one drawing, and a page of them by rank; ``sheet`` chooses the sheet version,
    ``anonymous`` hides who is who."""
    position = get_object_or_404(Position, pk=pk)
    groups = sheet_groups(position, request.user)
    chosen = _chosen(groups, request.GET)
    context: dict[str, Any] = {
        "position": position,
        "group": chosen,
        "others": [group for group in groups if group is not chosen],
        "anonymous": bool(request.GET.get("anonymous")),
    }
    if chosen:
        note_scores_seen(request.user, chosen.cards)
        field = RankedField(chosen, request.user)
        page = Paginator(field.ranked, PAGE).get_page(request.GET.get("page"))
        shown = field.in_full(page)
        near = {one.interview.pk for one in shown}
        reached = [
            Reached(row.standing.percent, bool(row.standing.disqualified_by), row.interview.pk in near)
            for row in field.ranked
            if row.standing.percent is not None
        ]
        context |= {
            "field": field,
            "page_obj": page,
            "shown": shown,
            "columns": draw_columns(reached),
            "column_height": HEIGHT,
        }
    return render(request, "interviews/outcome/comparison/page.html", context)


@requires("interviews.view_candidate")
@require_GET
def position_side_by_side(request: Request, pk: int) -> HttpResponse:
    """Two to four of them in full; ``with``: their interviews (ids), of one ``sheet`` version."""
    position = get_object_or_404(Position, pk=pk)
    chosen = _chosen(sheet_groups(position, request.user), request.GET)
    wanted = set(request.GET.getlist("with"))
    field = RankedField(chosen, request.user) if chosen else None
    rows = [row for row in field.ranked if str(row.interview.pk) in wanted] if field else []
    anonymous = bool(request.GET.get("anonymous"))
    if field is None or len(rows) not in SIDE_BY_SIDE:
        messages.error(request, _("Choose two to four candidates to see them side by side."))
        kept = QueryDict(mutable=True)
        kept.update({key: request.GET[key] for key in ("sheet", "anonymous", "page") if key in request.GET})
        address = reverse("interviews:position-compare", args=[position.pk])
        return HttpResponseRedirect(f"{address}?{kept.urlencode()}")
    note_scores_seen(request.user, [row.interview.pk for row in rows])
    compared = field.in_full(rows)
    context = {
        "position": position,
        "field": field,
        "compared": compared,
        "categories": category_rows(compared),
        "competencies": competency_rows(compared),
        "questions": question_rows(field, compared),
        "anonymous": anonymous,
        "chart": _profile(field, compared, anonymous=anonymous),
    }
    return render(request, "interviews/outcome/comparison/side_by_side.html", context)


def _chosen(groups: list[SheetGroup], query: QueryDict) -> SheetGroup | None:
    wanted = query.get("sheet", "")
    return next((group for group in groups if str(group.sheet.pk) == wanted), groups[0] if groups else None)


def _profile(field: RankedField, compared: tuple[ComparedInterview, ...], *, anonymous: bool) -> Profile:
    """Them over the competencies (else the categories) of their sheet."""
    rows = competency_rows(compared) or category_rows(compared)
    series = []
    for index, one in enumerate(compared):
        name = (
            _("Candidate %(number)s") % {"number": one.number} if anonymous else str(one.interview.candidate)
        )
        percents = {row.name: row.percents[index] for row in rows}
        series.append((f"{name} {one.interview.round}".strip(), percents))
    return build_profile(series, field.bands[-1])
