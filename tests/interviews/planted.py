"""An interview with two seats, and what one of them recorded planted in it as secrets."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.models import User
from interviews.models import Interview, Mark, Response, Scorecard, ScoreChange, SubmittedVersion
from tests import factories

#: Planted in another member's scorecard. None of it may stand in an answer to somebody who is blind.
SECRET_NOTE = "绝密笔记-7f3a91"
SECRET_EVIDENCE = "绝密依据-c05d22"
SECRET_REASON = "重开缘由-e81b40"


@dataclass
class Room:
    """An interview with two seats: the viewer's (or somebody else's) and the other's, which has secrets."""

    interview: Interview
    viewer: User
    other: User
    card: Scorecard
    version: SubmittedVersion | None


def make_viewer(kind: str) -> User:
    if kind == "superuser":
        return factories.make_user(None, is_superuser=True)
    if kind == "staff interviewer":
        return factories.make_user("interviewer")
    return factories.make_user(kind)


def record_secrets(interview: Interview, owner: User, *, submitted: bool) -> Scorecard:
    card = factories.make_scorecard(interview=interview, user=owner, submitted=submitted)
    item = interview.sheet.items.get()
    response = Response.objects.create(
        scorecard=card,
        item=item,
        notes=SECRET_NOTE,
        evidence=SECRET_EVIDENCE,
        rating=Decimal("3.5"),
        seconds=100,
        revision=1,
    )
    Mark.objects.create(response=response, point=item.points.first(), value="partly")
    ScoreChange.objects.create(
        id=uuid4(), scorecard=card, item=item, field="notes", value=SECRET_NOTE, by=owner
    )
    return card


def keep_version(card: Scorecard) -> SubmittedVersion:
    return SubmittedVersion.objects.create(
        scorecard=card,
        number=1,
        content={
            "responses": [
                {
                    "position": 1,
                    "text": "Q",
                    "notes": SECRET_NOTE,
                    "evidence": SECRET_EVIDENCE,
                    "rating": "3.5",
                }
            ],
            "total": {"percent": "70.0", "band": "合格"},
        },
        sha256="0" * 64,
        submitted_at=card.submitted_at or timezone.now(),
    )


def make_room(kind: str, *, seated: bool, own: str, other: str) -> Room:
    """``own`` and ``other``: "none", "draft", "submitted"; ``other`` also "reopened"."""
    viewer, owner, third = make_viewer(kind), factories.make_user(), factories.make_user()
    interview = factories.make_interview(panel=[owner, viewer if seated else third])
    card = record_secrets(interview, owner, submitted=other == "submitted")
    version = keep_version(card) if other in ("submitted", "reopened") else None
    if other == "reopened":
        with transaction.atomic():
            record(
                actor=None,
                action="scorecard.reopen",
                target=card,
                before={"status": "submitted", "version": 1},
                reason=SECRET_REASON,
            )
    if seated and own != "none":
        own_card = factories.make_scorecard(interview=interview, user=viewer, submitted=own == "submitted")
        if own == "submitted":
            keep_version(own_card)
    return Room(interview, viewer, owner, card, version)
