"""The board of a position. For HR."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from interviews.candidates.forms.candidates import NameSearch
from interviews.candidates.pages.board import board_for
from interviews.models import Position


@requires("interviews.view_candidate")
@require_GET
def position_board(request: Request, pk: int) -> HttpResponse:
    """Everybody who applied for the position, by how far they are."""
    position = get_object_or_404(Position, pk=pk)
    search = NameSearch(request.GET)
    name = search.cleaned_data["q"] if search.is_valid() else ""
    context = {
        "position": position,
        "search": search,
        "name": name,
        "board": board_for(position, request.user, name),
    }
    return render(request, "interviews/candidates/positions/board.html", context)
