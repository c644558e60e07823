"""What stands beside the sheet, as the save service knows it: questions added on the spot and the hand-over
note."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from common.bulk import BulkInsert
from interviews.models import AsideChange, Candidate, ExtraQuestion, HandoverNote, Scorecard
from interviews.room.rules.handover_note import rating_words
from interviews.room.services.changes import (
    FieldChange,
    InvalidChangeError,
    read_id,
    read_text,
    read_yes_or_no,
    unknown_field,
)
from interviews.room.services.records import (
    RecordState,
    VersionJson,
    read_heads,
    read_ledger,
    versions_json,
)
from interviews.room.services.saving import LoadedRecords, Records, save
from interviews.room.services.scorecards import closed_by

#: The hand-over note's id; a question's is the UUID that the browser gave it.
HANDOVER = "handover"
#: Questions one scorecard may have besides the sheet's.
MOST_EXTRAS = 50


@dataclass(slots=True)
class AsideState(RecordState):
    """The hand-over note, which has a text only, or a question. ``stored``: it is in the database."""

    text: str = ""
    notes: str = ""
    removed: bool = False
    stored: bool = False


class Asides(Records[str, AsideState]):
    """The hand-over note and the questions, by their ids."""

    ledger = AsideChange
    item_column = "target"

    def closed_by(self, raw_changes: Sequence[Any]) -> str | None:
        """The hand-over note can be written after submitting too."""
        closed = closed_by(self.scorecard)
        return None if closed and self._takes_notes(closed) and _only_handover(raw_changes) else closed

    def _takes_notes(self, closed: str) -> bool:
        if closed == "withdrawn" or self.scorecard.member.interview.called_off:
            return False
        about = Candidate.objects.filter(interviews__members=self.scorecard.member_id)
        return not about.filter(erased_at__isnull=False).exists()

    def read_item(self, value: Any) -> str:
        return HANDOVER if value == HANDOVER else str(read_id(value))

    def read_value(self, item: str, name: str, value: Any) -> Any:
        if name == "text":
            return read_text(value)
        if item != HANDOVER and name == "notes":
            return read_text(value)
        if item != HANDOVER and name == "removed":
            return read_yes_or_no(value)
        raise unknown_field()

    def load(self, items: Collection[str], change_ids: Collection[UUID]) -> LoadedRecords[str, AsideState]:
        states = read_asides(self.scorecard, items)
        refused = self._refused([item for item, state in states.items() if not state.stored])
        return LoadedRecords(
            {item: state for item, state in states.items() if item not in refused},
            AsideChange.objects.filter(pk__in=change_ids).exists(),
            refused,
        )

    def _refused(self, new: Iterable[str]) -> dict[str, InvalidChangeError]:
        """The new questions that can't be added: another scorecard has them, or there is no room."""
        ids = [item for item in new if item != HANDOVER]
        if not ids:
            return {}
        others = {str(pk) for pk in ExtraQuestion.objects.filter(pk__in=ids).values_list("pk", flat=True)}
        room = max(0, MOST_EXTRAS - self.scorecard.extras.count())
        over = [item for item in ids if item not in others][room:]
        return {
            item: InvalidChangeError("unknown-item", _("This question is not on this scorecard."))
            for item in others
        } | {
            item: InvalidChangeError("too-many", _("No more questions can be added to this scorecard."))
            for item in over
        }

    def write(self, changes: Sequence[FieldChange[str]], states: Mapping[str, AsideState]) -> None:
        if note := states.get(HANDOVER):
            columns = _columns(note, "text") | {"held": bool(rating_words(note.text))}
            BulkInsert(
                HandoverNote,
                [{"scorecard_id": self.scorecard.pk, **columns}],
                unique=["scorecard"],
                update=[*columns, "updated_at"],
            ).insert()
        entered = ("text", "notes", "removed")

        def rows(*, stored: bool) -> list[dict[str, Any]]:
            return [
                {"id": UUID(item), "scorecard_id": self.scorecard.pk, **_columns(state, *entered)}
                for item, state in states.items()
                if item != HANDOVER and state.stored is stored
            ]

        # Where another scorecard is given the same new id meanwhile, the later of the two fails.
        BulkInsert(ExtraQuestion, rows(stored=False)).insert()
        changed = [*entered, "revision", "heads"]
        BulkInsert(ExtraQuestion, rows(stored=True), unique=["id"], update=changed).insert()

    def answer(self, item: str, state: AsideState, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
        return aside_json(item, state, ledger)

    def whole(self, item: str, state: AsideState, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
        return aside_json(item, state, ledger)


def _only_handover(raw_changes: Iterable[Any]) -> bool:
    return all(isinstance(raw, dict) and raw.get("item") == HANDOVER for raw in raw_changes)


def _columns(state: AsideState, *names: str) -> dict[str, Any]:
    entered = {name: getattr(state, name) for name in names}
    return entered | {"revision": state.revision, "heads": state.stored_heads()}


def read_asides(scorecard: Scorecard, items: Collection[str] | None = None) -> dict[str, AsideState]:
    """These records, those that are not stored yet empty; without ``items`` the note, and all questions in
    the order they were added."""
    states: dict[str, AsideState] = {}
    if items is None or HANDOVER in items:
        note = HandoverNote.objects.filter(scorecard=scorecard).values("text", "revision", "heads").first()
        states[HANDOVER] = _state(note)
    ids = None if items is None else [item for item in items if item != HANDOVER]
    if ids is None or ids:
        rows = scorecard.extras.order_by("added_at", "pk")
        rows = rows if ids is None else rows.filter(pk__in=ids)
        stored = {
            str(row["id"]): row for row in rows.values("id", "text", "notes", "removed", "revision", "heads")
        }
        states |= {item: _state(stored.get(item)) for item in (stored if ids is None else ids)}
    return states


def _state(row: Mapping[str, Any] | None) -> AsideState:
    if row is None:
        return AsideState()
    columns = {name: value for name, value in row.items() if name != "id"}
    return AsideState(stored=True, **columns | {"heads": read_heads(row["heads"])})


def aside_json(item: str, state: AsideState, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
    """A record as the page reads it; ``warned``: the words of the note that read like a rating."""
    entered: dict[str, Any] = {"text": state.text}
    if item == HANDOVER:
        entered["warned"] = list(rating_words(state.text))
    else:
        entered |= {"notes": state.notes, "removed": state.removed}
    return entered | versions_json(state, ledger)


def asides_json(scorecard: Scorecard | None) -> dict[str, dict[str, Any]]:
    """The page's state: every record by its id, questions in the order they were added."""
    states = read_asides(scorecard) if scorecard else {HANDOVER: AsideState()}
    ledger = read_ledger(states.values(), AsideChange)
    return {item: aside_json(item, state, ledger) for item, state in states.items()}


@dataclass(frozen=True, slots=True)
class NoteToWrite:
    """The hand-over note as a form shows it: every version of it in one text, and what that is made on."""

    text: str
    base: str | None
    settles: tuple[str, ...]


def note_to_write(note: Mapping[str, Any]) -> NoteToWrite:
    """What a form starts with; ``note``: as aside_json() gives it."""
    undecided = note["kept"].get("text")
    others = undecided["others"] if undecided else []
    texts = dict.fromkeys([note["text"], *(version["value"] for version in others)])
    return NoteToWrite(
        "\n".join(text for text in texts if text),
        note["heads"].get("text"),
        tuple(version["id"] for version in others),
    )


def save_handover(
    *, actor: User, scorecard: Scorecard, text: str, base: str | None, settles: Collection[str] = ()
) -> dict[str, Any]:
    """Save one's own hand-over note from a form that was opened when ``base`` was its last change, and that
    showed the versions ``settles`` too. Returns what stands now, as aside_json() gives it.

    Raises PermissionDenied for another's, InvalidChangeError for a text that can't be stored,
    ScorecardClosedError when the interview is cancelled or its author has left the panel.
    """
    if scorecard.member.user_id != actor.pk:
        raise PermissionDenied(_("Only its author writes a hand-over note."))
    change = {
        "id": str(uuid4()),
        "item": HANDOVER,
        "field": "text",
        "value": text,
        "base": base,
        "settles": list(settles),
    }
    member = scorecard.member
    saved = save(
        Asides, actor=actor, interview_id=member.interview_id, seat_id=member.pk, raw_changes=[change]
    )
    for refusal in saved.refused:
        raise InvalidChangeError(refusal.code, refusal.message)
    return saved.items[HANDOVER]
