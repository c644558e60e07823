"""Candidates of one position side by side. For HR."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from interviews.common.scores_seen import note_scores_seen
from interviews.models import Position
from interviews.outcome.pages.comparison import SheetGroup, compare_interviews
from interviews.outcome.rules.charts import MOST_SERIES, Profile, build_profile


@requires("interviews.view_candidate")
@require_GET
def position_compare(request: Request, pk: int) -> HttpResponse:
    """Totals, bands and subtotals; ``sheet`` chooses the sheet version, ``anonymous`` hides who is who."""
    position = get_object_or_404(Position, pk=pk)
    groups = compare_interviews(position, request.user)
    wanted = request.GET.get("sheet", "")
    chosen = next((group for group in groups if str(group.sheet.pk) == wanted), groups[0] if groups else None)
    if chosen:
        note_scores_seen(request.user, [compared.interview.pk for compared in chosen.scored])
    anonymous = bool(request.GET.get("anonymous"))
    context = {
        "position": position,
        "group": chosen,
        "others": [group for group in groups if group is not chosen],
        "anonymous": anonymous,
        "chart": _profile(chosen, anonymous=anonymous) if chosen else None,
    }
    return render(request, "interviews/outcome/comparison/page.html", context)


def _profile(group: SheetGroup, *, anonymous: bool) -> Profile:
    """The candidates with the highest totals over the competencies (else the categories) of their sheet."""
    rows = group.competencies or group.categories
    series = []
    for index, compared in enumerate(group.scored[:MOST_SERIES]):
        name = (
            _("Candidate %(number)s") % {"number": compared.number}
            if anonymous
            else str(compared.interview.candidate)
        )
        percents = {row.name: row.percents[index] for row in rows}
        series.append((f"{name} {compared.interview.round}".strip(), percents))
    return build_profile(series, group.bands[-1])
