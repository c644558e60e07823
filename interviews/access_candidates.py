"""Who may read what HR wrote about a candidate. The rule of interviews/access.py holds here too: whoever
still owes a scorecard reads nothing that others may have written knowing theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import AppendOnlyQuerySet
from interviews.access import withheld_interviews

if TYPE_CHECKING:
    from accounts.models import User


class CandidateNoteQuerySet(AppendOnlyQuerySet[Any]):
    def visible_to(self, user: User) -> CandidateNoteQuerySet:
        """HR's own notes, and others'; but not those written since scoring began in an interview for which
        the reader is blind: they may tell what was given."""
        from interviews.models import Scorecard

        if not user.is_authenticated or not user.has_perm("interviews.view_candidate"):
            return self.none()
        begun = Scorecard.objects.filter(
            member__interview__in=withheld_interviews(user),
            member__interview__candidate=OuterRef("candidate"),
            opened_at__lte=OuterRef("at"),
        )
        return self.filter(Q(by=user) | ~Q(Exists(begun)))
