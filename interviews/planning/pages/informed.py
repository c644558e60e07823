"""Who sits on a coming panel and was not told how its interview stands, and why: the one place that knows.

The interview's page, the answer to scheduling, the start page and the button that writes again all ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from interviews.models import Company, Interview, OutgoingMail, PanelMember
from interviews.planning.pages.mails import why_not_delivered

State = OutgoingMail.State
#: Seats that are looked through at once.
MAX_SEATS = 500


@dataclass(frozen=True, slots=True)
class Uninformed:
    """A seat whose person does not know how the interview stands; ``why`` is a sentence."""

    member: PanelMember
    why: str


@dataclass(frozen=True, slots=True)
class UninformedPanel:
    """An interview with those of its panel who don't know how it stands; nobody where all do.

    ``sends_mail``: the company writes letters.
    """

    interview: Interview
    people: tuple[Uninformed, ...]
    sends_mail: bool

    @property
    def writable(self) -> list[PanelMember]:
        """To whom a letter could be written now."""
        return [person.member for person in self.people if self.sends_mail and person.member.user.email]

    def sentence(self) -> str:
        """Who was not informed and why, for a message; "" when all were."""
        names: dict[str, list[str]] = {}
        for person in self.people:
            names.setdefault(person.why, []).append(str(person.member.user))
        comma = pgettext("between names", ", ")
        return "\n".join(
            _("Not informed by e-mail: %(names)s. %(why)s") % {"names": comma.join(those), "why": why}
            for why, those in names.items()
        )


def uninformed_panels(interviews: QuerySet[Interview], *, most: int | None = None) -> list[UninformedPanel]:
    """Of these interviews those with somebody who was not informed, the next first: ``most`` of them, or all.
    One query, of which no more is read than is needed.

    Interviews that are over concern nobody, nor people who can't sign in any more: they are to be replaced.
    """
    letters = OutgoingMail.objects.filter(
        interview=OuterRef("interview"), person=OuterRef("user"), kind__in=OutgoingMail.ABOUT_THE_PLAN
    ).order_by("-pk")
    added: dict[str, Any] = {
        "letter_state": Subquery(letters.values("state")[:1]),
        "letter_error": Subquery(letters.values("error")[:1]),
        "sends_mail": Exists(Company.objects.filter(pk=1, sends_mail=True)),
    }
    seats = (
        PanelMember.objects.sitting()
        .filter(interview__in=interviews, user__is_active=True)
        .exclude(interview__status=Interview.Status.NO_SHOW)
        .annotate(**added)
        .select_related("user", "interview__candidate")
        .order_by("interview__starts_at", "interview", "-lead", "pk")
    )
    now = timezone.now()
    read = seats[:MAX_SEATS].iterator(chunk_size=50)
    coming = (seat for seat in read if seat.interview.ends_at > now)
    panels = (
        UninformedPanel(those[0].interview, tuple(_uninformed(those)), those[0].sends_mail)
        for those in (list(seats) for _interview, seats in groupby(coming, attrgetter("interview_id")))
    )
    return list(islice((panel for panel in panels if panel.people), most))


def uninformed_panel(interview: Interview) -> UninformedPanel:
    """The same of one interview."""
    panels = uninformed_panels(Interview.objects.filter(pk=interview.pk))
    return panels[0] if panels else UninformedPanel(interview, (), sends_mail=False)


def _uninformed(seats: Iterable[PanelMember]) -> Iterable[Uninformed]:
    for seat in seats:
        if why := _why(seat):
            yield Uninformed(seat, why)


def _why(seat: PanelMember) -> str:
    """Why its person does not know, as a sentence; "" when they do or a letter is on its way."""
    state, error = seat.letter_state, seat.letter_error or ""
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend") and seat.sends_mail:
        return _("No mail server is set up: letters are only printed to the server’s console.")
    if state == State.SENT:
        return ""
    if not seat.sends_mail:
        return _("E-mail is switched off.")
    if not seat.user.email:
        return _("There is no e-mail address.")
    if state is None or error == OutgoingMail.MAIL_OFF:
        return _("E-mail was switched off when the letter was due.")
    if state == State.FAILED:
        return why_not_delivered(error)
    if state == State.WAITING and error:
        return _("The mail server has not taken the letter yet; it is tried again by itself.")
    return ""
