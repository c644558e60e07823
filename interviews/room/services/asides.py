"""What stands beside the sheet: questions added on the spot and the hand-over note. Their one writer.

The rules of a change are in interviews/aside_changes.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from interviews.models import AsideChange, Candidate, ExtraQuestion, HandoverNote, Scorecard
from interviews.room.rules.field_versions import ANY
from interviews.room.rules.handover_note import rating_words
from interviews.room.services.aside_changes import HANDOVER, AsideChangeRead, read_aside_change
from interviews.room.services.changes import InvalidChangeError, read_text
from interviews.room.services.scorecards import (
    NotSeatedError,
    Refused,
    ScorecardClosedError,
    closed_by,
    open_scorecard,
)

#: Questions one scorecard may have besides the sheet's.
MOST_EXTRAS = 50
_Row = ExtraQuestion | HandoverNote


@dataclass(frozen=True, slots=True)
class SavedAsides:
    """What became of the changes; ``items``: what stands now, of each target that was touched."""

    acknowledged: tuple[str, ...]
    refused: tuple[Refused, ...]
    items: dict[str, dict[str, Any]]
    at: datetime


def save_asides(*, actor: User, interview_id: int, seat_id: int, raw_changes: Sequence[Any]) -> SavedAsides:
    """Apply a browser's changes to the actor's own extra questions and hand-over note, in order, each once.

    The hand-over note can be written after submitting too. Raises NotSeatedError, and ScorecardClosedError
    when the scorecard takes none of them.
    """
    # Without a savepoint: this is the request's only transaction, and it never fails half-way.
    with transaction.atomic(savepoint=False):
        scorecard = open_scorecard(actor, interview_id, seat_id)
        closed = closed_by(scorecard) if scorecard else None
        saved = None
        if scorecard and (closed is None or (_takes_notes(scorecard) and _only_handover(raw_changes))):
            saved = _apply_all(actor, scorecard, raw_changes)
    if scorecard is None:
        raise NotSeatedError
    if saved is None:
        raise ScorecardClosedError(closed or "submitted")
    return saved


def _takes_notes(scorecard: Scorecard) -> bool:
    """Whether its hand-over note may still be written."""
    if closed_by(scorecard) == "withdrawn" or scorecard.member.interview.cancelled:
        return False
    about = Candidate.objects.filter(interviews__members=scorecard.member_id)
    return not about.filter(erased_at__isnull=False).exists()


def _only_handover(raw_changes: Iterable[Any]) -> bool:
    return all(isinstance(raw, dict) and raw.get("item") == HANDOVER for raw in raw_changes)


def _apply_all(actor: User, scorecard: Scorecard, raw_changes: Sequence[Any]) -> SavedAsides:
    known = _known(raw_changes)
    refused: list[Refused] = []
    acknowledged: list[str] = []
    touched: dict[str, _Row] = {}
    for raw in raw_changes:
        try:
            change = read_aside_change(raw)
            if known.setdefault(change.id, 0) not in (0, scorecard.pk):
                raise InvalidChangeError("bad-id", _("This change has no proper id."))
            row = touched[change.key] = touched.get(change.key) or _row(scorecard, change)
            if not known[change.id]:
                _write(actor, scorecard, change, row)
                known[change.id] = scorecard.pk
        except InvalidChangeError as problem:
            given = raw.get("id") if isinstance(raw, dict) else None
            refused.append(Refused(given if isinstance(given, str) else "", problem.code, str(problem)))
        else:
            acknowledged.append(str(change.id))
    heads = _heads(scorecard)
    return SavedAsides(
        acknowledged=tuple(acknowledged),
        refused=tuple(refused),
        items={key: _row_json(row, heads.get(key, {})) for key, row in touched.items()},
        at=timezone.now(),
    )


def _known(raw_changes: Iterable[Any]) -> dict[UUID, int]:
    """The ids of these that a ledger holds already → the scorecard it belongs to."""
    given = set()
    for raw in raw_changes:
        try:
            given.add(UUID(raw["id"]))
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
    return dict(AsideChange.objects.filter(pk__in=given).values_list("pk", "scorecard"))


def _row(scorecard: Scorecard, change: AsideChangeRead) -> _Row:
    """The note, or the question (made when it is new). Raises InvalidChangeError for another scorecard's."""
    if change.target is None:
        return _note(scorecard)
    extra: ExtraQuestion | None = ExtraQuestion.objects.filter(pk=change.target).first()
    if extra is None:
        if scorecard.extras.count() >= MOST_EXTRAS:
            raise InvalidChangeError("too-many", _("No more questions can be added to this scorecard."))
        return ExtraQuestion.objects.create(pk=change.target, scorecard=scorecard)
    if extra.scorecard_id != scorecard.pk:
        raise InvalidChangeError("unknown-item", _("This question is not on this scorecard."))
    return extra


def _note(scorecard: Scorecard) -> HandoverNote:
    return HandoverNote.objects.get_or_create(scorecard=scorecard)[0]


def _write(actor: User, scorecard: Scorecard, change: AsideChangeRead, row: _Row) -> None:
    """Raises InvalidChangeError when the field was changed elsewhere meanwhile: nothing is overwritten, and
    the browser, which has both texts then, puts them together."""
    if getattr(row, change.field) != change.value:
        head = _heads(scorecard, target=change.key).get(change.key, {}).get(change.field)
        if change.base != ANY and change.base != head:
            raise InvalidChangeError("changed-elsewhere", _("This was changed on another device meanwhile."))
    setattr(row, change.field, change.value)
    row.revision += 1
    if isinstance(row, HandoverNote):
        row.held = bool(rating_words(row.text))
    row.save()
    AsideChange.objects.create(
        pk=change.id,
        scorecard=scorecard,
        target=change.key,
        field=change.field,
        value=change.value,
        by=actor,
    )


@transaction.atomic
def write_handover(*, actor: User, scorecard: Scorecard, text: str, base: str | None) -> HandoverNote:
    """Set one's own hand-over note from a form that was opened when ``base`` was its last change.

    Raises PermissionDenied for another's, InvalidChangeError for a text that can't be stored or a note that
    was changed meanwhile, ScorecardClosedError when the interview is cancelled or its author has left the
    panel.
    """
    if scorecard.member.user_id != actor.pk:
        raise PermissionDenied(_("Only its author writes a hand-over note."))
    locked = open_scorecard(actor, scorecard.member.interview_id, scorecard.member_id)
    if locked is None:
        raise NotSeatedError
    if not _takes_notes(locked):
        raise ScorecardClosedError("withdrawn" if closed_by(locked) == "withdrawn" else "cancelled")
    note = _note(locked)
    change = AsideChangeRead(uuid4(), None, "text", read_text(text), base)
    if note.text != change.value:
        _write(actor, locked, change, note)
    return note


def handover_head(scorecard: Scorecard) -> str | None:
    """The id of the note's last change: what a form names as its base."""
    return _heads(scorecard, target=HANDOVER).get(HANDOVER, {}).get("text")


def _heads(scorecard: Scorecard, *, target: str | None = None) -> dict[str, dict[str, str]]:
    """Target → field → the id of its last change."""
    rows = AsideChange.objects.filter(scorecard=scorecard)
    if target is not None:
        rows = rows.filter(target=target)
    heads: dict[str, dict[str, str]] = {}
    for change_id, key, field in rows.order_by("at", "pk").values_list("pk", "target", "field"):
        heads.setdefault(key, {})[field] = str(change_id)
    return heads


def _row_json(row: _Row, heads: dict[str, str]) -> dict[str, Any]:
    common = {"text": row.text, "revision": row.revision, "heads": heads}
    if isinstance(row, HandoverNote):
        return common | {"warned": list(rating_words(row.text))}
    return common | {"notes": row.notes, "removed": row.removed}


def asides_json(scorecard: Scorecard | None) -> dict[str, dict[str, Any]]:
    """The page's state: target → what stands there; extra questions in the order they were added."""
    if scorecard is None:
        return {HANDOVER: _row_json(HandoverNote(), {})}
    heads = _heads(scorecard)
    note = HandoverNote.objects.filter(scorecard=scorecard).first() or HandoverNote()
    rows: dict[str, _Row] = {HANDOVER: note}
    rows |= {str(extra.pk): extra for extra in scorecard.extras.order_by("added_at", "pk")}
    return {key: _row_json(row, heads.get(key, {})) for key, row in rows.items()}
