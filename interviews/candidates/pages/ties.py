"""What is said once somebody is tied to a candidate, on the site and in the admin."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.candidates.services.ties import tied_seats
from interviews.models import Tie


def declared_sentence(tie: Tie) -> str:
    """That it was declared, and the panels they still sit on with this candidate."""
    seats = sum(1 for seat in tied_seats(tie.candidate) if seat.user_id == tie.person_id)
    if not seats:
        return _("Declared. %(name)s can’t be seated with this candidate.") % {"name": tie.person}
    text = ngettext(
        "Declared. %(name)s still sits on %(number)s panel with this candidate: take them off.",
        "Declared. %(name)s still sits on %(number)s panels with this candidate: take them off.",
        seats,
    )
    return text % {"name": tie.person, "number": seats}
