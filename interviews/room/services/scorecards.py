"""A scorecard as a whole: opening it under a lock, what closes it, and submitting it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Max, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import User
from accounts.permissions import has_permission_q, is_granted_permission_q
from common.composed import ComposedQuery
from common.numbers import format_decimal
from interviews import scoring
from interviews.common.letters import have_robots_say, write_to_hr
from interviews.common.settling import unsettle
from interviews.common.times import when_of
from interviews.models import (
    Interview,
    OutgoingMail,
    PanelMember,
    Response,
    RobotMessage,
    Scorecard,
    Sheet,
    SubmittedVersion,
)
from interviews.room.rules.early import is_early
from interviews.room.services.state import (
    FIELDS,
    ItemRules,
    ResponseState,
    SheetRules,
    read_responses,
    rules_of,
)
from interviews.scoring import Requirement

SUBMIT = "scorecard.submit"
_Model = TypeVar("_Model", bound=Model)


class NotSeatedError(Exception):
    """The person has no such seat, so for them there is no such scorecard."""


class ScorecardClosedError(Exception):
    """The scorecard takes no changes: ``code`` is "submitted", "withdrawn" (its owner left the panel) or
    "cancelled"; or no submission: "round-closed". The message says so."""

    def __init__(self, code: str) -> None:
        super().__init__(
            {
                "submitted": _("This scorecard has been submitted and is locked."),
                "withdrawn": _("You have left this panel: nothing more is recorded on this scorecard."),
                "cancelled": _("This interview does not take place: nothing more is recorded for it."),
                "round-closed": _(
                    "HR has closed this round, so scorecards are no longer submitted. Yours stays as it is "
                    "and stays yours; if it should count, ask HR to open the round again."
                ),
            }[code]
        )
        self.code = code


@dataclass(frozen=True, slots=True)
class Missing:
    """What one question still lacks; ``undecided``: a choice between versions of one of its fields."""

    item_id: int
    position: int
    text: str
    requirements: tuple[Requirement, ...]
    undecided: bool = False


class NotBegunError(Exception):
    """The interview has not begun, and nobody said that it is meant all the same. The message asks."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(
            _("This interview has not begun: it is on %(when)s. If you mean it all the same, confirm that.")
            % {"when": when_of(interview)}
        )


class IncompleteScorecardError(Exception):
    """The scorecard can't be submitted yet; ``missing`` says what each question lacks."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(_("The scorecard is not complete yet."))
        self.missing = tuple(missing)


def _own_scorecard(seat_id: int, interview_id: int, user_id: int, *, superuser: bool) -> QuerySet[Any, Any]:
    own = (
        Scorecard.objects.order_by()
        .select_for_update(of=("self",))
        .filter(member__id=seat_id, member__interview__id=interview_id, member__user=user_id)
    )
    if not superuser:
        own = own.filter(is_granted_permission_q(user_id, "interviews.view_interview"))
    return own.values_list(
        *("pk", "status", "submitted_at", "member__withdrawn_at"),
        *("member__interview__status", "member__interview__sheet"),
        "member__interview__sheet__published_at",
    )


_OWN_SCORECARD = ComposedQuery(_own_scorecard)


def open_scorecard(actor: User, interview_id: int, seat_id: int) -> Scorecard | None:
    """The actor's scorecard, locked, and made when there is none; None without the seat.

    It holds no more than an autosave needs; what else is asked of it is fetched then.
    """
    asked = (seat_id, interview_id, actor.pk)
    row = next(_OWN_SCORECARD.rows(*asked, superuser=actor.is_superuser), None)
    if row is None:
        # Under the lock of the seat: whoever is leaving it meanwhile has left before the first change.
        seats = PanelMember.objects.select_for_update(of=("self",))
        seats = seats.filter(has_permission_q(actor, "interviews.view_interview"))
        seat = seats.sitting().filter(pk=seat_id, interview__id=interview_id, user=actor).first()
        if seat is None:
            return None
        Scorecard.objects.get_or_create(member=seat)
        row = next(_OWN_SCORECARD.rows(*asked, superuser=actor.is_superuser))
    return _scorecard(*asked, row)


def _scorecard(seat_id: int, interview_id: int, user_id: int, row: tuple[Any, ...]) -> Scorecard:
    """What the query read, as the models it was read from."""
    pk, status, submitted_at, withdrawn_at, interview_status, sheet_id, published_at = row
    interview = _loaded(Interview, id=interview_id, sheet_id=sheet_id, status=interview_status)
    interview.sheet = _loaded(Sheet, id=sheet_id, published_at=published_at)
    member = _loaded(PanelMember, id=seat_id, user_id=user_id, withdrawn_at=withdrawn_at)
    member.interview = interview
    scorecard = _loaded(Scorecard, id=pk, status=status, submitted_at=submitted_at)
    scorecard.member = member
    return scorecard


def _loaded(model: type[_Model], **values: Any) -> _Model:
    """A row of which only these columns were read."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def closed_by(scorecard: Scorecard) -> str | None:
    """Why it takes no changes: the code of :class:`ScorecardClosedError`; None when it does."""
    if scorecard.status == Scorecard.Status.WITHDRAWN or scorecard.member.withdrawn:
        return "withdrawn"
    if scorecard.submitted:
        return "submitted"
    return "cancelled" if scorecard.member.interview.called_off else None


def left_out(interview: Interview, scorecard: Scorecard | None) -> bool:
    """Whether HR closed the round without this scorecard. One that was reopened comes back, also then."""
    return interview.closed and (scorecard is None or not scorecard.versions.exists())


@transaction.atomic
def submit(*, scorecard: Scorecard, actor: User, early: bool = False) -> SubmittedVersion:
    """Lock the scorecard and keep exactly what was submitted as its next version. ``early``: they know that
    the interview has not begun.

    Raises PermissionDenied for anybody but the owner, ScorecardClosedError when it is submitted already, the
    interview is cancelled or HR has closed its round, NotBegunError for an interview that has not begun,
    IncompleteScorecardError with what each question still lacks.
    """
    locked = (
        Scorecard.objects.select_for_update(of=("self", "member__interview"))
        .select_related("member__interview__sheet")
        .get(pk=scorecard.pk)
    )
    if locked.member.user_id != actor.pk:
        raise PermissionDenied(_("Only its owner submits a scorecard."))
    if closed := closed_by(locked):
        raise ScorecardClosedError(closed)
    if left_out(locked.member.interview, locked):
        raise ScorecardClosedError("round-closed")
    if not early and is_early(locked.member.interview.starts_at, timezone.now()):
        raise NotBegunError(locked.member.interview)
    rules = rules_of(locked.member.interview.sheet)
    states = read_responses(locked.pk, rules.items).responses
    if missing := missing_of(rules, states):
        raise IncompleteScorecardError(missing)
    now = timezone.now()
    locked.status, locked.submitted_at = Scorecard.Status.SUBMITTED, now
    locked.save(update_fields=["status", "submitted_at"])
    unsettle(locked.member.interview_id)
    version = _create_version(locked, content_of(rules, states) | {"added": added_questions(locked)}, now)
    # No rating, note or hash of them: people who are still blind may read the trail.
    record(
        actor=actor, action=SUBMIT, target=locked, after={"status": "submitted", "version": version.number}
    )
    interview = locked.member.interview
    if not interview.members.sitting().exclude(scorecard__status=Scorecard.Status.SUBMITTED).exists():
        have_robots_say(RobotMessage.Kind.SUBMITTED, [interview])
        write_to_hr(OutgoingMail.Kind.SUBMITTED, actor=actor, interview=interview)
    return version


def missing_of(rules: SheetRules, states: dict[int, ResponseState]) -> list[Missing]:
    """What each question still lacks, in the sheet's order; questions that lack nothing are left out."""
    missing = []
    for item_id, item in rules.items.items():
        requirements = states[item_id].missing(item, rules.scale)
        undecided = states[item_id].undecided
        if requirements or undecided:
            missing.append(Missing(item_id, item.position, item.text, requirements, undecided))
    return missing


def version_hash(content: dict[str, Any]) -> str:
    """The hash of a submitted version's content."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _create_version(scorecard: Scorecard, content: dict[str, Any], now: datetime) -> SubmittedVersion:
    last = scorecard.versions.aggregate(last=Max("number"))["last"] or 0
    version: SubmittedVersion = SubmittedVersion.objects.create(
        scorecard=scorecard,
        number=last + 1,
        content=content,
        sha256=version_hash(content),
        submitted_at=now,
    )
    return version


def added_questions(scorecard: Scorecard) -> list[dict[str, str]]:
    """The questions added on the spot, as a version keeps them."""
    asked = scorecard.extras.filter(removed=False).exclude(text="", notes="")
    return [{"text": extra.text, "notes": extra.notes} for extra in asked]


def content_of(rules: SheetRules, states: dict[int, ResponseState]) -> dict[str, Any]:
    """Everything that was recorded, in words that need no other table, with its total."""
    total = scoring.total(
        [_item_result(item, states[item.item_id]) for item in rules.items.values()], rules.scale
    )
    positions = {item_id: item.position for item_id, item in rules.items.items()}
    return {
        "responses": [_response_content(item, states[item.item_id], rules) for item in rules.items.values()],
        "total": {
            "share": None if total.share is None else str(total.share),
            "percent": None if total.percent is None else str(total.percent),
            "band": total.band,
            "disqualified_by": [positions[item_id] for item_id in total.disqualified_by],
            "not_asked": [positions[item_id] for item_id in total.not_asked],
        },
    }


def _item_result(item: ItemRules, state: ResponseState) -> scoring.ItemResult:
    return scoring.ItemResult(
        item_id=item.item_id,
        weight=item.weight,
        rating=state.rating,
        category=item.category,
        competencies=item.competencies,
        rubric_kind=item.rubric_kind,
    )


def _response_content(item: ItemRules, state: ResponseState, rules: SheetRules) -> dict[str, Any]:
    suggestion = state.suggestion(item, rules.scale)
    return {
        "position": item.position,
        "code": item.code,
        **{name: getattr(state, name) for name in FIELDS},
        "text": item.text,
        "rating": None if state.rating is None else format_decimal(state.rating),
        "suggested": None if suggestion is None else format_decimal(suggestion.rating),
        "marks": [
            {
                "text": item.point_texts[point.id],
                "value": str(state.marks[point.id]) if point.id in state.marks else None,
                "red_flag": point.red_flag,
                "weight": format_decimal(point.weight),
                "level": point.level,
            }
            for point in item.points
        ],
    }


def has_content(card: Scorecard) -> bool:
    """Whether anything was ever recorded on it."""
    if card.submitted or card.changes.exists() or card.aside_changes.exists():
        return True
    empty = {"notes": "", "rating": None, "evidence": "", "reason": "", "flag_note": "", "not_asked": False}
    responses = Response.objects.filter(scorecard=card)
    return responses.exclude(**empty).exists() or responses.filter(marks__isnull=False).exists()
