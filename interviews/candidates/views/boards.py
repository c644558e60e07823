"""The board of a position. For HR."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.access import Request, requires
from interviews.candidates.pages.board import board_for
from interviews.models import Position


class BoardSearch(forms.Form):
    q = forms.CharField(
        label=_("Name"), max_length=80, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )


@requires("interviews.view_candidate")
@require_GET
def position_board(request: Request, pk: int) -> HttpResponse:
    """Everybody who applied for the position, by how far they are."""
    position = get_object_or_404(Position, pk=pk)
    search = BoardSearch(request.GET)
    name = search.cleaned_data["q"] if search.is_valid() else ""
    context = {
        "position": position,
        "positions": Position.objects.filter(open=True).exclude(pk=pk),
        "search": search,
        "name": name,
        "board": board_for(position, request.user, name),
    }
    return render(request, "interviews/candidates/positions/board.html", context)
