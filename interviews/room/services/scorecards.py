"""Scoring: the one writer of a scorecard's responses, and of its submission."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

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
from interviews.models import Interview, PanelMember, Scorecard, ScoreChange, Sheet, SubmittedVersion
from interviews.room.services.changes import InvalidChangeError, ScorecardChange, read_change
from interviews.room.services.response_rows import write
from interviews.room.services.state import (
    FIELDS,
    ItemRules,
    ResponseState,
    SheetRules,
    judged_json,
    ledger_of,
    read_responses,
    response_json,
    rules_of,
)
from interviews.scoring import Requirement

#: One request carries no more; a browser with more to send comes again.
MAX_CHANGES = 200
SUBMIT = "scorecard.submit"
_Row = TypeVar("_Row", bound=Model)


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
                "cancelled": _("This interview has been cancelled: nothing more is recorded for it."),
                "round-closed": _(
                    "HR has closed this round, so scorecards are no longer submitted. Yours stays as it is "
                    "and stays yours; if it should count, ask HR to open the round again."
                ),
            }[code]
        )
        self.code = code


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that will never be applied, and why. ``id`` is what the browser called it."""

    id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the changes; ``items`` is what the rules now say of each question touched, with the
    revision it had before as ``was``.

    ``repeated`` are those acknowledged that had been taken before, and did nothing now.
    ``undecided`` are the whole responses, as the page reads them, of those among them that have a field
    with another version kept beside it.
    """

    acknowledged: tuple[str, ...]
    repeated: tuple[str, ...]
    refused: tuple[Refused, ...]
    items: dict[int, dict[str, Any]]
    undecided: dict[int, dict[str, Any]]
    at: datetime


@dataclass(frozen=True, slots=True)
class Missing:
    """What one question still lacks; ``undecided``: a choice between versions of one of its fields."""

    item_id: int
    position: int
    text: str
    requirements: tuple[Requirement, ...]
    undecided: bool = False


class IncompleteScorecardError(Exception):
    """The scorecard can't be submitted yet; ``missing`` says what each question lacks."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(_("The scorecard is not complete yet."))
        self.missing = tuple(missing)


def save(
    *, actor: User, interview_id: int, seat_id: int, raw_changes: Sequence[Any], device: str = ""
) -> Saved:
    """Apply a browser's changes to the actor's own scorecard, in order, each once.

    The first change makes the scorecard. A change that makes no sense is refused and the others are applied;
    one that was applied before is acknowledged again and does nothing; one that was made on a value that no
    longer stands is kept beside it. Raises NotSeatedError, and ScorecardClosedError when the scorecard takes
    no changes.
    """
    # Without a savepoint: this is the request's only transaction, and it never fails half-way.
    with transaction.atomic(savepoint=False):
        scorecard = open_scorecard(actor, interview_id, seat_id)
        closed = closed_by(scorecard) if scorecard else None
        saved = _apply_all(actor, scorecard, raw_changes, device) if scorecard and not closed else None
    if scorecard is None:
        raise NotSeatedError
    if saved is None:
        raise ScorecardClosedError(closed or "submitted")
    return saved


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


def _loaded(model: type[_Row], **values: Any) -> _Row:
    """A row of which only these columns were read."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def closed_by(scorecard: Scorecard) -> str | None:
    """Why it takes no changes: the code of :class:`ScorecardClosedError`; None when it does."""
    if scorecard.status == Scorecard.Status.WITHDRAWN or scorecard.member.withdrawn:
        return "withdrawn"
    if scorecard.submitted:
        return "submitted"
    return "cancelled" if scorecard.member.interview.cancelled else None


def _apply_all(actor: User, scorecard: Scorecard, raw_changes: Sequence[Any], device: str) -> Saved:
    rules = rules_of(scorecard.member.interview.sheet)
    changes, refused = _read_all(raw_changes, rules)
    touched = {change.item_id for change in changes.values()}
    reading = read_responses(scorecard.pk, touched, changes=list(changes)) if touched else None
    new = dict(changes)
    if reading is not None and reading.repeats:
        new, taken = _without_repeats(scorecard, changes)
        refused += taken
    states = reading.responses if reading else {}
    was = {item_id: state.revision for item_id, state in states.items()}
    if new:
        write(actor=actor, scorecard=scorecard, changes=list(new.values()), states=states, device=device)
    refused_ids = {one.id for one in refused}
    acknowledged = tuple(str(change_id) for change_id in changes if str(change_id) not in refused_ids)
    return Saved(
        acknowledged=acknowledged,
        repeated=tuple(change_id for change_id in acknowledged if UUID(change_id) not in new),
        refused=tuple(refused),
        items={
            item_id: {**judged_json(state, rules.items[item_id], rules.scale), "was": was[item_id]}
            for item_id, state in states.items()
        },
        undecided=_undecided(states, rules),
        at=timezone.now(),
    )


def _undecided(states: dict[int, ResponseState], rules: SheetRules) -> dict[int, dict[str, Any]]:
    found = {item_id: state for item_id, state in states.items() if state.undecided}
    ledger = ledger_of(found.values())
    return {
        item_id: response_json(state, rules.items[item_id], rules.scale, ledger)
        for item_id, state in found.items()
    }


def _read_all(
    raw_changes: Iterable[Any], rules: SheetRules
) -> tuple[dict[UUID, ScorecardChange], list[Refused]]:
    """The changes that make sense, by id (the first of each id), and those that don't."""
    changes: dict[UUID, ScorecardChange] = {}
    refused: list[Refused] = []
    for raw in raw_changes:
        try:
            change = read_change(raw, rules)
        except InvalidChangeError as problem:
            given = raw.get("id") if isinstance(raw, dict) else None
            refused.append(Refused(given if isinstance(given, str) else "", problem.code, str(problem)))
        else:
            changes.setdefault(change.id, change)
    return changes, refused


def _without_repeats(
    scorecard: Scorecard, changes: dict[UUID, ScorecardChange]
) -> tuple[dict[UUID, ScorecardChange], list[Refused]]:
    """The changes that are new; an id that another scorecard's ledger holds is refused."""
    known = dict(ScoreChange.objects.filter(pk__in=changes).values_list("pk", "scorecard"))
    taken = [
        Refused(str(change_id), "bad-id", _("This change has no proper id."))
        for change_id, owner in known.items()
        if owner != scorecard.pk
    ]
    return {change_id: change for change_id, change in changes.items() if change_id not in known}, taken


def left_out(interview: Interview, scorecard: Scorecard | None) -> bool:
    """Whether HR closed the round without this scorecard. One that was reopened comes back, also then."""
    return interview.closed and (scorecard is None or not scorecard.versions.exists())


@transaction.atomic
def submit(*, scorecard: Scorecard, actor: User) -> SubmittedVersion:
    """Lock the scorecard and keep exactly what was submitted as its next version.

    Raises PermissionDenied for anybody but the owner, ScorecardClosedError when it is submitted already, the
    interview is cancelled or HR has closed its round, IncompleteScorecardError with what each question still
    lacks.
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
    rules = rules_of(locked.member.interview.sheet)
    states = read_responses(locked.pk, rules.items).responses
    if missing := missing_of(rules, states):
        raise IncompleteScorecardError(missing)
    now = timezone.now()
    locked.status, locked.submitted_at = Scorecard.Status.SUBMITTED, now
    locked.save(update_fields=["status", "submitted_at"])
    version = _keep_version(locked, content_of(rules, states) | {"added": added_questions(locked)}, now)
    # No rating, note or hash of them: people who are still blind may read the trail.
    record(
        actor=actor, action=SUBMIT, target=locked, after={"status": "submitted", "version": version.number}
    )
    return version


def missing_of(rules: SheetRules, states: dict[int, ResponseState]) -> list[Missing]:
    """What each question still lacks, in the sheet's order; questions that lack nothing are left out."""
    found = []
    for item_id, item in rules.items.items():
        requirements = states[item_id].missing(item, rules.scale)
        undecided = states[item_id].undecided
        if requirements or undecided:
            found.append(Missing(item_id, item.position, item.text, requirements, undecided))
    return found


def _keep_version(scorecard: Scorecard, content: dict[str, Any], now: datetime) -> SubmittedVersion:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    last = scorecard.versions.aggregate(last=Max("number"))["last"] or 0
    version: SubmittedVersion = SubmittedVersion.objects.create(
        scorecard=scorecard,
        number=last + 1,
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
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
