"""Saving a browser's changes: the one door through which the records of a scorecard are written.

Responses (responses.py) and what stands beside the sheet (asides.py) are kinds of records; what becomes of a
change to one of them is decided here and in interviews/room/rules/field_versions.py.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common.bulk import BulkInsert
from interviews.models import AsideChange, Scorecard, ScoreChange
from interviews.room.rules.field_versions import Versions, place
from interviews.room.services.changes import (
    FieldChange,
    InvalidChangeError,
    ItemId,
    read_base,
    read_id,
    read_settles,
)
from interviews.room.services.records import RecordState, VersionJson, read_ledger
from interviews.room.services.scorecards import (
    NotSeatedError,
    ScorecardClosedError,
    closed_by,
    open_scorecard,
)

#: One request carries no more; a browser with more to send comes again.
MAX_CHANGES = 200
State = TypeVar("State", bound=RecordState)


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that will never be applied, and why. ``id`` is what the browser called it."""

    id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of the changes; ``items`` says of each record touched which revision it had before as
    ``was``, and what the page can't know by itself.

    ``repeated`` are those acknowledged that had been taken before, and did nothing now.
    ``undecided`` are the whole records, as the page reads them, of those among them that have a field with
    another version kept beside it.
    """

    acknowledged: tuple[str, ...]
    repeated: tuple[str, ...]
    refused: tuple[Refused, ...]
    items: dict[Any, dict[str, Any]]
    undecided: dict[Any, dict[str, Any]]
    at: datetime

    def to_json(self) -> dict[str, Any]:
        """As a browser reads it (static/js/common/channel.js)."""
        return {
            "acknowledged": self.acknowledged,
            "repeated": self.repeated,
            "refused": [
                {"id": refusal.id, "code": refusal.code, "message": refusal.message}
                for refusal in self.refused
            ],
            "items": self.items,
            "undecided": self.undecided,
            "saved_at": self.at.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class LoadedRecords(Generic[ItemId, State]):
    """Records as they stand. ``repeats``: one of the changes asked about is in the ledger already.
    ``refused``: the records that take no change, and why."""

    states: dict[ItemId, State]
    repeats: bool
    refused: Mapping[ItemId, InvalidChangeError] = field(default_factory=dict)


class Records(ABC, Generic[ItemId, State]):
    """The records of one kind on one scorecard: what save() has to know of them."""

    #: Where their changes are written down.
    ledger: ClassVar[type[ScoreChange] | type[AsideChange]]
    #: The ledger's column that holds the record's id.
    item_column: ClassVar[str]

    def __init__(self, scorecard: Scorecard) -> None:
        self.scorecard = scorecard

    def closed_by(self, raw_changes: Sequence[Any]) -> str | None:
        """Why none of these changes is taken: the code of a ScorecardClosedError; None when they are."""
        return closed_by(self.scorecard)

    @abstractmethod
    def read_item(self, value: Any) -> ItemId:
        """A record's id. Raises InvalidChangeError."""

    @abstractmethod
    def read_value(self, item: ItemId, name: str, value: Any) -> Any:
        """A field's value, of its own type. Raises InvalidChangeError, also for an unknown field."""

    @abstractmethod
    def load(self, items: Collection[ItemId], change_ids: Collection[UUID]) -> LoadedRecords[ItemId, State]:
        """These records, new ones included, behind the scorecard's lock."""

    @abstractmethod
    def write(self, changes: Sequence[FieldChange[ItemId]], states: Mapping[ItemId, State]) -> None:
        """Store what stands after these changes; ``states``: every record that one of them touched."""

    @abstractmethod
    def answer(self, item: ItemId, state: State, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
        """What the page can't know by itself of a record it has changed."""

    @abstractmethod
    def whole(self, item: ItemId, state: State, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
        """A record as the page reads it."""

    def read(self, raw: Any) -> FieldChange[ItemId]:
        """Check one change. Raises InvalidChangeError."""
        if not isinstance(raw, Mapping):
            raise InvalidChangeError("malformed", _("This change can't be read."))
        change_id = read_id(raw.get("id"))
        item = self.read_item(raw.get("item"))
        name = raw.get("field")
        value = self.read_value(item, name if isinstance(name, str) else "", raw.get("value"))
        return FieldChange(change_id, item, str(name), value, read_base(raw), read_settles(raw))


def save(
    kind: type[Records[Any, Any]],
    *,
    actor: User,
    interview_id: int,
    seat_id: int,
    raw_changes: Sequence[Any],
    device: str = "",
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
        records = kind(scorecard) if scorecard else None
        closed = records.closed_by(raw_changes) if records else None
        saved = _accept(actor, records, raw_changes, device) if records and not closed else None
    if records is None:
        raise NotSeatedError
    if saved is None:
        raise ScorecardClosedError(closed or "submitted")
    return saved


def _accept(actor: User, records: Records[ItemId, State], raw_changes: Sequence[Any], device: str) -> Saved:
    changes, refused = _read_all(raw_changes, records)
    items = list(dict.fromkeys(change.item for change in changes.values()))
    loaded: LoadedRecords[ItemId, State] = (
        records.load(items, list(changes)) if items else LoadedRecords({}, repeats=False)
    )
    owners = _owners(records, changes) if loaded.repeats else {}
    acknowledged: list[str] = []
    new: list[FieldChange[ItemId]] = []
    for change in changes.values():
        if owners.get(change.id, records.scorecard.pk) != records.scorecard.pk:
            refused.append(Refused(str(change.id), "bad-id", _("This change has no proper id.")))
        elif problem := loaded.refused.get(change.item):
            refused.append(Refused(str(change.id), problem.code, str(problem)))
        else:
            acknowledged.append(str(change.id))
            if change.id not in owners:
                new.append(change)
    revisions = {item: state.revision for item, state in loaded.states.items()}
    if new:
        _write(actor, records, new, loaded.states, device)
    undecided = {item: state for item, state in loaded.states.items() if state.undecided}
    ledger = read_ledger(undecided.values(), records.ledger)
    return Saved(
        acknowledged=tuple(acknowledged),
        repeated=tuple(change_id for change_id in acknowledged if UUID(change_id) in owners),
        refused=tuple(refused),
        items={
            item: {
                **records.answer(item, state, ledger),
                "was": revisions[item],
                "revision": state.revision,
            }
            for item, state in loaded.states.items()
        },
        undecided={item: records.whole(item, state, ledger) for item, state in undecided.items()},
        at=timezone.now(),
    )


def _read_all(
    raw_changes: Iterable[Any], records: Records[ItemId, State]
) -> tuple[dict[UUID, FieldChange[ItemId]], list[Refused]]:
    """The changes that make sense, by id (the first of each id), and those that don't."""
    changes: dict[UUID, FieldChange[ItemId]] = {}
    refused: list[Refused] = []
    for raw in raw_changes:
        try:
            change = records.read(raw)
        except InvalidChangeError as problem:
            sent_id = raw.get("id") if isinstance(raw, dict) else None
            refused.append(Refused(sent_id if isinstance(sent_id, str) else "", problem.code, str(problem)))
        else:
            changes.setdefault(change.id, change)
    return changes, refused


def _owners(records: Records[ItemId, State], change_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Those of the ids that the ledger has already → the scorecard they belong to."""
    rows = records.ledger.objects.filter(pk__in=list(change_ids))
    return dict(rows.values_list("pk", "scorecard"))


def _write(
    actor: User,
    records: Records[ItemId, State],
    changes: Sequence[FieldChange[ItemId]],
    states: Mapping[ItemId, State],
    device: str,
) -> None:
    """Apply new changes to the states, or keep them beside what stands; store the ledger and the records."""
    set_aside = {change.id for change in changes if not place_change(change, states[change.item])}
    touched = {item: states[item] for item in dict.fromkeys(change.item for change in changes)}
    for state in touched.values():
        state.revision += 1
    BulkInsert(
        records.ledger,
        [
            {
                "id": change.id,
                "scorecard_id": records.scorecard.pk,
                records.item_column: change.item,
                "field": change.field,
                "value": change.json_value,
                "base": change.known_base,
                "settles": list(change.settles) or None,
                "kept": change.id in set_aside,
                "device": device,
                "by_id": actor.pk,
            }
            for change in changes
        ],
    ).insert()
    records.write(changes, touched)


def place_change(change: FieldChange[ItemId], state: RecordState) -> bool:
    """Apply the change unless its field says something else by now; whether it was applied."""
    if (key := change.key) is not None:
        state.heads[key], applied = place(
            state.heads.get(key, Versions()),
            str(change.id),
            base=change.base,
            settles=change.settles,
            same=state.has_value(change.field, change.value),
        )
        if not applied:
            return False
    state.apply(change.field, change.value)
    return True
