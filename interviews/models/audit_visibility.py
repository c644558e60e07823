"""What of the audit trail somebody must not read yet, for it tells of others while they are blind."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from accounts.audit import WITHHELD, WITHHELD_ACTS
from accounts.models import User
from interviews.models.decisions import Consensus, Decision
from interviews.models.interviews import Interview, PanelMember
from interviews.models.scorecards import Scorecard
from interviews.models.visibility import is_blind_q


def _interviews(user: User) -> QuerySet[Any]:
    return Interview.objects.filter(is_blind_q(user, "pk")).values_list("pk", flat=True)


def _consensus(user: User) -> QuerySet[Any]:
    return Consensus.objects.filter(is_blind_q(user, "interview")).values_list("pk", flat=True)


def _decisions(user: User) -> QuerySet[Any]:
    return Decision.objects.filter(is_blind_q(user, "interview")).values_list("pk", flat=True)


def _scorecards(user: User) -> QuerySet[Any]:
    """Others' scorecards: not even that they were submitted is told."""
    blind = Scorecard.objects.filter(is_blind_q(user, "member__interview"))
    return blind.exclude(member__user=user).values_list("pk", flat=True)


def _seats(user: User) -> QuerySet[Any]:
    """Others' seats: why somebody left a panel may tell what they gave."""
    blind = PanelMember.objects.filter(is_blind_q(user, "interview"))
    return blind.exclude(user=user).values_list("pk", flat=True)


def register() -> None:
    """Enter this app's rules."""
    WITHHELD["interviews.scorecard"] = _scorecards
    WITHHELD["interviews.panelmember"] = _seats
    WITHHELD["interviews.consensus"] = _consensus
    WITHHELD["interviews.decision"] = _decisions
    # That a round was closed is seen; why, may tell who gave what.
    WITHHELD_ACTS["interview.close"] = WITHHELD_ACTS["interview.open"] = _interviews
