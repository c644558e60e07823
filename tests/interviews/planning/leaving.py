"""A panel whose members record something and leave it."""

from dataclasses import dataclass
from uuid import uuid4

from accounts.models import User
from interviews.models import (
    Interview,
    PanelMember,
    Response,
    Scorecard,
    ScoreChange,
    SubmittedVersion,
)
from interviews.planning.services.seats import step_back
from interviews.room.services.responses import Responses
from interviews.room.services.saving import save
from interviews.room.services.scorecards import submit

SECRET = "离开者写下的一句话-5d17"
REASON = "候选人曾是我的下属-77b2"
OTHERS = "别人写下的一句话-11fe"


@dataclass
class Panel:
    """Two interviewers (the first leads) and an HR person who does not sit."""

    interview: Interview
    lead: User
    colleague: User
    keeper: User

    def seat(self, user: User) -> PanelMember:
        return self.interview.members.get(user=user)


def record_something(panel, user, notes=SECRET, rating="3"):
    item = panel.interview.sheet.items.get()
    raw = [
        {"id": str(uuid4()), "item": item.pk, "field": field, "value": value}
        for field, value in (("notes", notes), ("rating", rating))
    ]
    seat_id = panel.seat(user).pk
    save(Responses, actor=user, interview_id=panel.interview.pk, seat_id=seat_id, raw_changes=raw)
    return Scorecard.objects.get(member=panel.seat(user))


def hand_in(panel, user, notes=SECRET):
    card = record_something(panel, user, notes)
    submit(scorecard=card, actor=user)
    return Scorecard.objects.get(pk=card.pk)


def visible_rows(user, card):
    """Which of this scorecard's rows reach the person."""
    rows = {
        "card": Scorecard.objects.visible_to(user).filter(pk=card.pk),
        "response": Response.objects.visible_to(user).filter(scorecard=card),
        "change": ScoreChange.objects.visible_to(user).filter(scorecard=card),
        "version": SubmittedVersion.objects.visible_to(user).filter(scorecard=card),
    }
    return {name for name, queryset in rows.items() if queryset.exists()}


ALL_ROWS = {"card", "response", "change", "version"}


def leave(panel, user):
    return step_back(actor=user, interview=panel.interview, reason=REASON)
