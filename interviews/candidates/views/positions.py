"""Positions: openings people are interviewed for. For HR."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Request, requires
from accounts.concurrent_edits import edits
from common.finding.choices import choices_found
from interviews.candidates.forms.candidates import PositionForm, PositionSearch
from interviews.candidates.pages.listed import with_candidates
from interviews.candidates.services.candidates import save_and_record
from interviews.candidates.services.positions import save_position
from interviews.common.forms import PositionChoiceField
from interviews.models import Position

PER_PAGE = 15


@requires("interviews.view_position")
@require_GET
def position_list(request: Request) -> HttpResponse:
    """Open positions first, with how many candidates each has; found by a part of the name."""
    search = PositionSearch(request.GET, label_suffix="")
    name = search.cleaned_data["q"] if search.is_valid() else ""
    positions = PositionChoiceField(Position.objects.none()).search(Position.objects.all(), name)
    page = Paginator(positions.order_by("-open", "name"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "positions": with_candidates(page), "search": search, "name": name}
    return render(request, "interviews/candidates/positions/list.html", context)


@requires("interviews.add_questionset")
@require_GET
def position_choices(request: Request) -> JsonResponse:
    """What fields that choose a position offer, of those one sees: open ones, or with ``closed`` all."""
    positions = Position.objects.visible_to(request.user)
    field = PositionChoiceField(positions if "closed" in request.GET else positions.filter(open=True))
    return JsonResponse(choices_found(field, request.GET))


@requires("interviews.add_position", view_permission="interviews.view_position")
@require_http_methods(["GET", "POST"])
def position_create(request: Request) -> HttpResponse:
    return _edit(request, Position())


@requires("interviews.change_position", view_permission="interviews.view_position")
@require_http_methods(["GET", "POST"])
@edits(Position, pk="pk")
def position_edit(request: Request, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(Position, pk=pk))


def _edit(request: Request, position: Position) -> HttpResponse:
    form = PositionForm(request.POST or None, instance=position)
    if request.method == "POST" and form.is_valid():
        wishes = (form.cleaned_data["wanted_categories"], form.cleaned_data["wanted_competencies"])
        save_position(
            actor=request.user, position=form.instance, categories=wishes[0], competencies=wishes[1]
        )
        messages.success(request, _("Saved."))
        return redirect("interviews:position-list")
    return render(request, "interviews/candidates/positions/form.html", {"form": form, "position": position})


@requires("interviews.change_position", view_permission="interviews.view_position")
@require_POST
def position_close(request: Request, pk: int) -> HttpResponse:
    """No new candidates or interviews for it; everything recorded stays."""
    return _set_open(request, pk, is_open=False)


@requires("interviews.change_position", view_permission="interviews.view_position")
@require_POST
def position_open(request: Request, pk: int) -> HttpResponse:
    return _set_open(request, pk, is_open=True)


def _set_open(request: Request, pk: int, *, is_open: bool) -> HttpResponse:
    position = get_object_or_404(Position, pk=pk)
    position.open = is_open
    save_and_record(actor=request.user, instance=position)
    text = _("“%(name)s” is open again.") if is_open else _("“%(name)s” is closed.")
    messages.success(request, text % {"name": position})
    return redirect("interviews:position-list")
