"""What an interview's page shows one person about its panel: who left, who is tied, who leads what, and
what earlier interviewers hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Prefetch, Subquery

from accounts.models import User
from interviews.models import Focus, HandoverNote, Interview, OutgoingMail, PanelMember, Scorecard, Tie
from interviews.models.interviews import InterviewWithOwnState
from interviews.models.visibility import keeps_interviews
from interviews.room.pages.handover_notes import handed_over
from interviews.room.services.scorecards import has_content

_TOLD = OutgoingMail.objects.filter(
    person=OuterRef("user"),
    interview=OuterRef("interview"),
    kind__in=OutgoingMail.ABOUT_THE_PLAN,
    state="sent",
)
#: The members of an interview with everybody their rows name, and when each was last told of its plan.
MEMBERS = Prefetch(
    "members",
    PanelMember.objects.select_related("user", "withdrawn_by", "successor__user", "admitted_by")
    .with_assembled()
    .annotate(told_at=Subquery(_TOLD.order_by("-pk").values("sent_at")[:1])),
)


@dataclass(frozen=True, slots=True)
class PanelView:
    """``own``: the reader's seat, also one they have left. ``recorded``: they left it with something on their
    scorecard. ``reasons_visible``: they may read why somebody left.
    ``ties``: those of people who sit, with their seats, and ``abandoned``: seats of people who can't sign in
    any more and owe their scorecard (both for HR). ``leads``: who leads which questions:
    (name, their numbers). ``handed_over``: notes from other interviews of the candidate, and of this one.
    """

    own: PanelMember | None
    recorded: bool
    reasons_visible: bool
    ties: tuple[tuple[Tie, PanelMember], ...]
    abandoned: tuple[PanelMember, ...]
    leads: tuple[tuple[str, tuple[int, ...]], ...]
    handed_over: tuple[HandoverNote, ...]
    from_this_interview: tuple[HandoverNote, ...]


def panel_view(interview: InterviewWithOwnState, user: User) -> PanelView:
    """Give the interview with MEMBERS prefetched; at most 4 queries, for who has left the panel some more."""
    keeps = keeps_interviews(user)
    notes = handed_over(interview, user)
    own = next((member for member in interview.members.all() if member.user_id == user.pk), None)
    return PanelView(
        own=own,
        recorded=own is not None
        and own.withdrawn
        and any(map(has_content, Scorecard.objects.filter(member=own))),
        reasons_visible=keeps and not interview.blind,
        ties=tuple(_ties(interview)) if keeps else (),
        abandoned=tuple(_abandoned(interview)) if keeps and not interview.blind else (),
        leads=_leads(interview),
        handed_over=tuple(note for note in notes if note.scorecard.member.interview_id != interview.pk),
        from_this_interview=tuple(
            note for note in notes if note.scorecard.member.interview_id == interview.pk
        ),
    )


def _ties(interview: Interview) -> Iterable[tuple[Tie, PanelMember]]:
    seats = {member.user_id: member for member in interview.sitting}
    ties = Tie.objects.active().filter(candidate=interview.candidate_id, person__in=list(seats))
    return [(tie, seats[tie.person_id]) for tie in ties.select_related("person", "declared_by")]


def _abandoned(interview: Interview) -> Iterable[PanelMember]:
    """Asks the database only where somebody can't sign in: most panels have nobody."""
    if not any(member.abandoned for member in interview.sitting):
        return []
    owing = set(PanelMember.objects.abandoned().filter(interview=interview.pk).values_list("pk", flat=True))
    return [member for member in interview.sitting if member.pk in owing]


def _leads(interview: Interview) -> tuple[tuple[str, tuple[int, ...]], ...]:
    focuses = Focus.objects.filter(interview=interview.pk, member__withdrawn_at__isnull=True)
    numbers: dict[str, list[int]] = {}
    for name, number in (
        (str(focus.member), focus.item.position)
        for focus in focuses.select_related("item", "member__user").order_by("item__position")
    ):
        numbers.setdefault(name, []).append(number)
    return tuple((name, tuple(of)) for name, of in numbers.items())
