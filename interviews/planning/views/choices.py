"""What the fields offer that choose by typing: candidates, people and sheets. For HR, who plan interviews."""

from django.db.models import QuerySet
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from accounts.models import User
from common.finding.choices import choices_found
from common.ids import id_from
from interviews.common.forms import CandidateChoiceField, PersonChoiceField, panel_choices
from interviews.common.lookups import get_visible_interview
from interviews.planning.filters import people_who_sat
from interviews.planning.forms.interviews import (
    SheetChoiceField,
    candidates_to_interview,
    offered_sheets,
)
from interviews.planning.forms.panel import people_to_seat

PLANS = {"permission": "interviews.add_interview", "view_permission": "interviews.view_interview"}


@requires(**PLANS)
@require_GET
def candidate_choices(request: Request) -> JsonResponse:
    """Candidates of open positions."""
    return JsonResponse(choices_found(CandidateChoiceField(candidates_to_interview()), request.GET))


@requires(**PLANS)
@require_GET
def person_choices(request: Request) -> JsonResponse:
    """People for any panel, for that of an ``interview``, for a free ``seat`` of one; or all who ``sat``."""
    return JsonResponse(choices_found(PersonChoiceField(_people(request)), request.GET))


@requires(**PLANS)
@require_GET
def sheet_choices(request: Request) -> JsonResponse:
    """Sheets, the current ones first."""
    return JsonResponse(choices_found(SheetChoiceField(offered_sheets()), request.GET))


def _people(request: Request) -> QuerySet[User]:
    if "sat" in request.GET:
        return people_who_sat()
    if "seat" in request.GET:
        return people_to_seat(get_visible_interview(request, id_from(request.GET["seat"])))
    if "interview" in request.GET:
        return panel_choices(get_visible_interview(request, id_from(request.GET["interview"])))
    return panel_choices()
