"""Who may see which interview, which scorecard, and what hangs on them. Views, exports, counts, the admin and
the audit trail ask here.

The rule: a panel member is blind until they have submitted their own scorecard, whatever other role
they hold. After that they see the others' submitted ones. People who keep interviews (HR) and do not
sit on the panel see the submitted ones. A draft is seen by its owner only.

Who has left a panel stays blind for good, HR included: stepping back opens nobody's scorecard. What they
had recorded until then stays theirs to read, and is read like the rest by those who are not blind; of an
unsubmitted scorecard that was left so, HR. The one exception: who keeps interviews and was taken off by
somebody else before anybody had recorded anything (a slip in the planning) is HR as if they had never sat.

The models import this module, so it imports none of them. A path to an interview is written
as in a filter, "pk" where the row is the interview itself.
"""

from __future__ import annotations

from typing import Any, Self, TypedDict, TypeVar, cast

from django.apps import apps
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django_stubs_ext import WithAnnotations

from accounts.models import AppendOnlyQuerySet, User
from accounts.permissions import has_permission_q

_Row = TypeVar("_Row", bound=Model, covariant=True)

VIEW = "interviews.view_interview"
KEEP = "interviews.add_interview"
VIEW_SETS = "interviews.view_questionset"
CHANGE_SETS = "interviews.change_questionset"
KEEP_SETS = "interviews.keep_questionset"
READ_BANK = "qbank.view_question"


def keeps_interviews(user: Any) -> bool:
    """HR: plans interviews and reads results."""
    return bool(user.is_active and user.has_perm(KEEP))


def views_interviews(user: Any) -> bool:
    """Whoever sees any interview at all; which ones, the querysets say."""
    return bool(user.is_authenticated and user.has_perm(VIEW))


def keeps_sets(user: Any) -> bool:
    """HR: sees, changes, approves and gives away everybody's question sets."""
    return bool(user.is_authenticated and user.has_perm(KEEP_SETS))


def has_seat_q(user: User, interview_path: str) -> Q:
    """The user sits on the panel of the row's interview, or has left it."""
    return Q(Exists(_seats(user, interview_path)))


def has_submitted_q(user: User, interview_path: str) -> Q:
    """The user has submitted their own scorecard of the row's interview."""
    return Q(Exists(_seats(user, interview_path).filter(scorecard__status="submitted")))


def is_blind_q(user: User, interview_path: str) -> Q:
    """The user still owes a scorecard of the row's interview, or left its panel owing one."""
    seats = _binding_seats(user, interview_path) if keeps_interviews(user) else _seats(user, interview_path)
    return Q(Exists(seats.exclude(scorecard__status="submitted")))


def is_released_q(user: User, interview_path: str, keeper: Q | None = None) -> Q:
    """What others submitted is open to the user: they have submitted themselves, or keep interviews and do
    not sit on this panel.

    ``keeper`` is the condition that they keep interviews, where the query itself asks for it.
    """
    if keeper is None:
        keeper = Q() if keeps_interviews(user) else Q(pk__in=[])
    bound = Exists(_binding_seats(user, interview_path))
    return has_submitted_q(user, interview_path) | (keeper & ~Q(bound))


def _seats(user: User, interview_path: str) -> QuerySet[Any]:
    """The user's seat on the panel of the row's interview, also one they have left: one row or none."""
    return _rows_of("PanelMember").filter(user=user, interview=OuterRef(interview_path))


def _binding_seats(user: User, interview_path: str) -> QuerySet[Any]:
    """The seat that keeps somebody in HR from what others recorded, until they have submitted."""
    return _seats(user, interview_path).filter(left_before_scoring=False)


def left_out_seats(seats: QuerySet[Any]) -> QuerySet[Any]:
    """Those whose round HR closed without their scorecard. One that was reopened comes back, also then."""
    unsubmitted = seats.filter(withdrawn_at__isnull=True).exclude(scorecard__status="submitted")
    return unsubmitted.filter(interview__closed_at__isnull=False, scorecard__versions__isnull=True)


def _rows_of(model: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = apps.get_model("interviews", model)._default_manager.all()
    return rows


class OwnState(TypedDict):
    """What :meth:`InterviewQuerySet.with_own_state` adds to an interview: what the user's own seat says."""

    #: The user (id) whose state it is.
    state_of: int
    seated: bool
    #: They have left the panel.
    left: bool
    #: The status of their scorecard; None: not begun.
    own_status: str | None
    blind: bool
    #: HR closed the round without their scorecard. One that was reopened comes back, also then.
    left_out: bool
    #: They lead the panel, and have not left it.
    leads: bool


class InterviewQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """All for HR, else those the user sits on or has sat on."""
        if not views_interviews(user):
            return self.none()
        return self if keeps_interviews(user) else self.filter(has_seat_q(user, "pk"))

    def with_own_state(self, user: User) -> InterviewQuerySet[WithAnnotations[_Row, OwnState]]:
        """Adds what the user's own seat says."""
        seat = _seats(user, "pk")
        rows = self.annotate(
            state_of=Value(user.pk),
            seated=Exists(seat.filter(withdrawn_at__isnull=True)),
            left=Exists(seat.filter(withdrawn_at__isnull=False)),
            own_status=Subquery(seat.values("scorecard__status")[:1]),
            blind=ExpressionWrapper(is_blind_q(user, "pk"), output_field=BooleanField()),
            left_out=Exists(left_out_seats(seat)),
            leads=Exists(seat.filter(withdrawn_at__isnull=True, lead=True)),
        )
        return cast("InterviewQuerySet[WithAnnotations[_Row, OwnState]]", rows)

    def released_to(self, user: User) -> Self:
        """Those whose submitted scorecards the user may see, asked in one query together with their rights:
        pages that follow others ask every few seconds."""
        released = is_released_q(user, "pk", keeper=has_permission_q(user, KEEP))
        return self.filter(released).filter(has_permission_q(user, VIEW))


class ScorecardQuerySet(QuerySet[_Row]):
    #: How to walk from a row of this queryset to its scorecard ("" where it is the scorecard).
    to_scorecard = ""

    def visible_to(self, user: User) -> Self:
        """The user's own, and others' that are open to them."""
        if not views_interviews(user):
            return self.none()
        own = Q(**{f"{self.to_scorecard}member__user": user})
        released = is_released_q(user, f"{self.to_scorecard}member__interview")
        return self.filter(own | (self._shown_to_others(user) & released))

    def _shown_to_others(self, user: User) -> Q:
        """What others may come to see at all: rows of scorecards that are submitted now, or were when their
        owner left the panel; for HR also of those that were not."""
        submitted = Q(**{f"{self.to_scorecard}submitted_at__isnull": False})
        if keeps_interviews(user):
            return submitted | Q(**{f"{self.to_scorecard}status": "withdrawn"})
        return submitted


class ResponseQuerySet(ScorecardQuerySet[_Row]):
    to_scorecard = "scorecard__"


class MarkQuerySet(ScorecardQuerySet[_Row]):
    to_scorecard = "response__scorecard__"


class ScoreChangeQuerySet(AppendOnlyQuerySet[_Row], ScorecardQuerySet[_Row]):  # type: ignore[override]
    to_scorecard = "scorecard__"


class SubmittedVersionQuerySet(AppendOnlyQuerySet[_Row], ScorecardQuerySet[_Row]):  # type: ignore[override]
    to_scorecard = "scorecard__"

    def _shown_to_others(self, user: User) -> Q:
        """Every version was submitted once, and stays readable while its scorecard is reopened."""
        return Q()


class AsideChangeQuerySet(AppendOnlyQuerySet[_Row], ScorecardQuerySet[_Row]):  # type: ignore[override]
    to_scorecard = "scorecard__"


class ReleasedQuerySet(AppendOnlyQuerySet[_Row]):
    """Rows of an interview as a whole, what was agreed and decided: for those who may see its scorecards."""

    #: How to walk from a row of this queryset to its interview.
    to_interview = "interview"

    def visible_to(self, user: User) -> Self:
        """Those of interviews whose submitted scorecards are open to the user."""
        if not views_interviews(user):
            return self.none()
        return self.filter(is_released_q(user, self.to_interview))


class DecisionQuerySet(ReleasedQuerySet[_Row]):
    def counting(self) -> Self:
        """Those that count; of an interview’s the newest is in force."""
        return self.filter(Q(needs_confirmation=False) | Q(answer__kind="confirmed"))

    def in_force_first(self) -> Self:
        """Those that count, the newest first: of an interview's decisions, the first is in force."""
        return self.counting().order_by("-number")

    def pending(self) -> Self:
        """Those that wait for a second person."""
        return self.filter(needs_confirmation=True, answer__isnull=True)


class DecisionAnswerQuerySet(ReleasedQuerySet[_Row]):
    to_interview = "decision__interview"


class HandoverNoteQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """Its author's always. Of others' notes, whoever is not blind in the note's own interview: HR, those
        who submitted in it, and the panels of the candidate's later interviews. A note that is held back,
        and one whose author has left the panel, goes to no later panel."""
        if not views_interviews(user):
            return self.none()
        interview = "scorecard__member__interview"
        later_seats = _rows_of("PanelMember").filter(
            user=user,
            withdrawn_at__isnull=True,
            interview__status="scheduled",
            interview__candidate=OuterRef(f"{interview}__candidate"),
            interview__starts_at__gt=OuterRef(f"{interview}__starts_at"),
        )
        passed_on = Q(Exists(later_seats), scorecard__member__withdrawn_at__isnull=True)
        open_to_user = is_released_q(user, interview) | (passed_on & ~is_blind_q(user, interview))
        return self.filter(Q(scorecard__member__user=user) | (Q(held=False) & ~Q(text="") & open_to_user))


class CandidateNoteQuerySet(AppendOnlyQuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """HR's own notes, and others'; but not those written since scoring began in an interview for which
        the reader is blind: they may tell what was given."""
        if not user.is_authenticated or not user.has_perm("interviews.view_candidate"):
            return self.none()
        begun = _rows_of("Scorecard").filter(
            member__interview__in=_rows_of("Interview").filter(is_blind_q(user, "pk")).values("pk"),
            member__interview__candidate=OuterRef("candidate"),
            opened_at__lte=OuterRef("at"),
        )
        return self.filter(Q(by=user) | ~Q(Exists(begun)))


class CandidatePaperQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """All for HR, else those of the candidates on whose panels they sit. Where a position is scored
        without papers, who owes a scorecard about the candidate sees those alone that they uploaded."""
        held = _rows_of("Interview").filter(candidate=OuterRef("candidate"), status="scheduled")
        sits = Exists(held.filter(members__user=user, members__withdrawn_at__isnull=True))
        readable = Q() if user.has_perm("interviews.view_candidate") else Q(sits)
        owes = Q(Exists(held.filter(is_blind_q(user, "pk"))), candidate__position__papers_after_scoring=True)
        return self.filter(readable & (Q(added_by=user) | ~owes)) if views_interviews(user) else self.none()


class TieQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """All for HR, else what the user declared about themselves."""
        if not views_interviews(user):
            return self.none()
        return self if keeps_interviews(user) else self.filter(person=user, declared_by=user)

    def active(self) -> Self:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class OutgoingMailQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """HR. Who was reminded had not submitted, and what waits for confirmation was decided: the blind see
        neither letter."""
        if not user.is_authenticated or not keeps_interviews(user):
            return self.none()
        return self.exclude(is_blind_q(user, "interview"), kind__in=("reminder", "confirmation"))

    def undelivered(self) -> Self:
        """Those given up, unless a later letter about the same interview reached the person."""
        later = self.model._base_manager.filter(
            person=OuterRef("person"), interview=OuterRef("interview"), pk__gt=OuterRef("pk"), state="sent"
        )
        return self.filter(~Exists(later), state="failed")


class CandidateLetterQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """HR. A letter that tells the outcome is for those who may read the decision."""
        if not user.is_authenticated or not keeps_interviews(user):
            return self.none()
        tells = Q(kind__in=("acceptance", "rejection"))
        return self.filter(~tells | is_released_q(user, "interview"))


class QuestionSetQuerySet(QuerySet[_Row]):
    """Ask with ``QuestionSet.objects.visible_to(user)`` for what is shown and copied, with
    ``editable_by(user)`` for what is changed, commented on, or of which approval is asked.
    ``may_publish``, ``may_approve`` and ``may_give`` of interviews.access say the rest."""

    #: How to walk from a row of this queryset to its set ("" where it is the set).
    to_set = ""

    def visible_to(self, user: User) -> Self:
        """All for HR, else those the user made or was given; of these none while the bank is closed to
        them, for a set says what the bank does."""
        if not user.has_perm(VIEW_SETS):
            return self.none()
        if keeps_sets(user):
            return self
        return self.filter(has_set_q(user, self.to_set)) if user.has_perm(READ_BANK) else self.none()

    def editable_by(self, user: User) -> Self:
        """Those that the user may see and change."""
        return self.visible_to(user) if user.has_perm(CHANGE_SETS) else self.none()


class SetRowQuerySet(QuestionSetQuerySet[_Row]):
    """Items, sections and shares of a set, seen and changed with it."""

    to_set = "question_set__"


def has_set_q(user: User, to_set: str) -> Q:
    """The user made the row's set, or was given it."""
    shares = _rows_of("SetShare").filter(person=user, question_set=OuterRef(f"{to_set}pk"))
    return Q(**{f"{to_set}created_by": user}) | Q(Exists(shares))


class SheetQuerySet(AppendOnlyQuerySet[_Row]):
    #: How to walk from a row of this queryset to its sheet ("" where it is the sheet).
    to_sheet = ""

    def visible_to(self, user: User) -> Self:
        """All for HR, else those that came of sets the user made or was given, and those of the interviews
        on whose panels they sit."""
        if not user.has_perm("interviews.view_sheet"):
            return self.none()
        if keeps_sets(user):
            return self
        seats = _rows_of("PanelMember").filter(
            user=user,
            withdrawn_at__isnull=True,
            interview__status="scheduled",
            interview__sheet=OuterRef(f"{self.to_sheet}pk"),
        )
        return self.filter(has_set_q(user, f"{self.to_sheet}question_set__") | Q(Exists(seats)))


class SheetItemQuerySet(SheetQuerySet[_Row]):
    to_sheet = "sheet__"


class SheetPointQuerySet(SheetQuerySet[_Row]):
    to_sheet = "item__sheet__"


class PositionQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """All for HR, else those the user interviews for."""
        if user.has_perm("interviews.view_position"):
            return self
        return self.filter(interviews_for_q(user, "pk")) if views_interviews(user) else self.none()


class BlueprintQuerySet(QuerySet[_Row]):
    def visible_to(self, user: User) -> Self:
        """All for HR; for others the open ones that are for no position, or for one they interview for."""
        if not user.has_perm("interviews.view_blueprint"):
            return self.none()
        if keeps_sets(user):
            return self
        return self.filter(Q(position=None) | interviews_for_q(user, "position"), archived=False)


def interviews_for_q(user: User, position_path: str) -> Q:
    """The user has a seat on a panel that interviews for the row's position."""
    seats = _rows_of("PanelMember").filter(
        user=user, withdrawn_at__isnull=True, interview__candidate__position=OuterRef(position_path)
    )
    return Q(Exists(seats))
