"""Who has read scores of an interview without sitting on its panel.

Every page, file and admin page that shows what others recorded says so here, once for each person and
interview; the trail keeps it. Whoever knows what others gave no longer judges alone, so they can't join that
panel (interviews/planning/services/admission.py). tests/interviews/test_scores_seen.py tries all doors.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.audit import record_each
from accounts.models import User
from interviews.models import Interview, PanelMember, Scorecard, ScoresSeen, SubmittedVersion
from interviews.models.visibility import keeps_interviews

READ = "interview.read"


def note_scores_seen(reader: User, interviews: Iterable[int]) -> None:
    """Keep that the person reads what was recorded in these interviews (ids).

    Nothing is kept of their own panels: what they read there is what they have judged themselves. Nor where
    nobody has submitted anything yet, or of what is kept already.
    """
    ids = set(interviews)
    if not ids or not keeps_interviews(reader):
        return
    here = OuterRef("pk")
    cards = Scorecard.objects.filter(member__interview=here).exclude(status=Scorecard.Status.DRAFT)
    versions = SubmittedVersion.objects.filter(scorecard__member__interview=here)
    seats = PanelMember.objects.filter(interview=here, user=reader, left_before_scoring=False)
    recorded = Interview.objects.filter(Exists(cards) | Exists(versions), pk__in=ids)
    unknown = recorded.exclude(Exists(seats)).exclude(
        Exists(ScoresSeen.objects.filter(interview=here, person=reader))
    )
    new = list(unknown.select_related("candidate"))
    if new:
        with transaction.atomic():
            rows = [ScoresSeen(interview=interview, person=reader) for interview in new]
            # The same person may open two pages at once.
            ScoresSeen.objects.bulk_create(rows, ignore_conflicts=True)
            record_each(actor=reader, action=READ, targets=[(interview, None, None) for interview in new])
