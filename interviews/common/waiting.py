"""What waits for HR, one definition for the start page, its drawing, and the list of interviews.

Where the reader still has to submit, whether the others did stays unknown to them: such interviews wait for
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interviews.common.progress import awaiting_debrief
from interviews.models import CandidateLetter, Decision, Interview, PanelMember, Tie
from interviews.models.visibility import is_released_q

#: How long an interview is missed here that owes its debrief.
DEBRIEF_AWAITED = timedelta(days=90)
#: How long it is missed that owes its scorecards.
LOOKED_BACK = timedelta(days=365)
#: A scorecard is missed so long after the interview's beginning.
SCORED_WITHIN = timedelta(hours=2)


class Waits(models.TextChoices):
    """What an interview waits for."""

    PANEL = "panel", _("Panel to look after")
    CANDIDATE = "candidate", _("Candidate to get in touch with")
    SCORECARDS = "scorecards", _("Scorecards missing")
    DEBRIEF = "debrief", _("To be debriefed")
    CONFIRMATION = "confirmation", _("Confirmation of the decision")


def taking_place() -> QuerySet[Interview]:
    """Interviews that were not called off, of candidates whose data is there."""
    return Interview.objects.filter(status=Interview.Status.SCHEDULED, candidate__erased_at__isnull=True)


def unsettled() -> QuerySet[Interview]:
    """Those that may still ask something of HR."""
    return taking_place().filter(settled=False).order_by()


def awaiting(what: Waits | str, user: User) -> QuerySet[Interview]:
    """The interviews that wait for it, as far as ``user`` may know. For people who keep interviews."""
    return _AWAITING[Waits(what)](user, timezone.now())


def open_seats(user: User, now: datetime) -> QuerySet[PanelMember]:
    """Seats of interviews that are over, without a submitted scorecard."""
    late = _released(user).filter(
        closed_at=None, starts_at__lt=now - SCORED_WITHIN, starts_at__gte=now - LOOKED_BACK
    )
    return PanelMember.objects.sitting().filter(interview__in=late).exclude(scorecard__status="submitted")


def seats_to_look_after(now: datetime) -> QuerySet[PanelMember]:
    """Seats of today's and coming interviews that somebody gave up and nobody fills, or that a tied person
    still holds or one who can't sign in any more."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    ties = Tie.objects.active().filter(person=OuterRef("user"), candidate=OuterRef("interview__candidate"))
    coming = PanelMember.objects.filter(interview__status="scheduled", interview__starts_at__gte=start)
    given_up = Q(pk__in=coming.given_up().order_by().values("pk"))
    still_tied = Q(withdrawn_at__isnull=True) & Q(Exists(ties))
    abandoned = Q(pk__in=coming.abandoned().order_by().values("pk"))
    return coming.filter(given_up | still_tied | abandoned)


def with_newest_letter(interviews: QuerySet[Interview]) -> QuerySet[Interview]:
    """Adds the state of the newest letter that told the candidate when they are to come."""
    letters = CandidateLetter.objects.filter(interview=OuterRef("pk"), kind__in=("invitation", "change"))
    return interviews.annotate(newest_letter=Subquery(letters.order_by("-pk").values("state")[:1]))


def is_to_call_q(now: datetime) -> Q:
    """Of rows of :func:`with_newest_letter`: the candidate can't come, or was not reached."""
    unreached = Q(reply=Interview.Reply.NONE, newest_letter=CandidateLetter.State.FAILED)
    return Q(starts_at__gte=now) & (Q(reply=Interview.Reply.DECLINED) | unreached)


def _released(user: User) -> QuerySet[Interview]:
    return taking_place().filter(is_released_q(user, "pk"), settled=False)


def _panel(user: User, now: datetime) -> QuerySet[Interview]:
    return taking_place().filter(pk__in=seats_to_look_after(now).order_by().values("interview"))


def _candidate(user: User, now: datetime) -> QuerySet[Interview]:
    return with_newest_letter(taking_place().filter(starts_at__gte=now)).filter(is_to_call_q(now))


def _scorecards(user: User, now: datetime) -> QuerySet[Interview]:
    return taking_place().filter(pk__in=open_seats(user, now).order_by().values("interview"))


def debriefs(user: User, now: datetime) -> QuerySet[Interview]:
    """All have submitted or the round is closed, and nothing is decided."""
    return awaiting_debrief(_released(user).filter(starts_at__gte=now - DEBRIEF_AWAITED))


def _confirmation(user: User, now: datetime) -> QuerySet[Interview]:
    pending = Decision.objects.visible_to(user).pending().exclude(taken_by=user)
    return unsettled().filter(pk__in=pending.order_by().values("interview"))


_AWAITING: dict[Waits, Callable[[User, datetime], QuerySet[Interview]]] = {
    Waits.PANEL: _panel,
    Waits.CANDIDATE: _candidate,
    Waits.SCORECARDS: _scorecards,
    Waits.DEBRIEF: debriefs,
    Waits.CONFIRMATION: _confirmation,
}
