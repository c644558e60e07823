"""Writing again to those of a panel who were not told how their interview stands."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import Interview, OutgoingMail
from interviews.models.visibility import keeps_interviews
from interviews.planning.pages.informed import uninformed_panel
from interviews.planning.services.announcing import write_letters

Kind = OutgoingMail.Kind


@transaction.atomic
def inform_again(*, actor: User, interview: Interview) -> int:
    """Write a letter to everybody of the panel who was not informed and has an address; returns how many.

    Raises PermissionDenied for anybody but HR, ValidationError when there is nobody to write to.
    """
    if not keeps_interviews(actor):
        raise PermissionDenied(_("HR sends letters again."))
    locked = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    panel = uninformed_panel(locked)
    people = [member.user_id for member in panel.writable]
    if not people:
        raise ValidationError(_("There is nobody to write to."))
    waiting = locked.mails.filter(person__in=people, state=OutgoingMail.State.WAITING)
    waiting.update(state=OutgoingMail.State.DROPPED)
    informed = set(
        locked.mails.filter(person__in=people, state=OutgoingMail.State.SENT).values_list("person", flat=True)
    )
    write_letters(locked, [(person, _kind(locked, knew=person in informed)) for person in people])
    return len(people)


def _kind(interview: Interview, *, knew: bool) -> Kind:
    if interview.called_off:
        return Kind.CANCELLATION
    return Kind.UPDATE if knew else Kind.INVITATION
