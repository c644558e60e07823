"""Writing what a scorecard's changes come to: the ledger, the responses, the marks."""

from __future__ import annotations

from collections.abc import Sequence

from accounts.models import User
from common.bulk import BulkInsert
from interviews.models import Mark, Response, Scorecard, ScoreChange
from interviews.room.rules.field_versions import Versions, place
from interviews.room.services.changes import ScorecardChange, apply, holds
from interviews.room.services.state import FIELDS, ResponseState


def write(
    *,
    actor: User,
    scorecard: Scorecard,
    changes: Sequence[ScorecardChange],
    states: dict[int, ResponseState],
    device: str,
) -> None:
    """Apply or keep new changes to the states, and store the ledger, the responses and the marks.

    Call it with the scorecard locked and the states read behind that lock.
    """
    kept = {change.id for change in changes if not _take(change, states[change.item_id])}
    touched = [states[item_id] for item_id in dict.fromkeys(change.item_id for change in changes)]
    for state in touched:
        state.revision += 1
    BulkInsert(
        ScoreChange,
        [
            {
                "id": change.id,
                "scorecard_id": scorecard.pk,
                "item_id": change.item_id,
                "field": change.field,
                "value": change.json_value,
                "base": change.known_base,
                "settles": list(change.settles) or None,
                "kept": change.id in kept,
                "device": device,
                "by_id": actor.pk,
            }
            for change in changes
        ],
    ).insert()
    ids = BulkInsert(
        Response,
        [
            {
                "scorecard_id": scorecard.pk,
                "item_id": state.item_id,
                "revision": state.revision,
                "heads": {key: versions.to_json() for key, versions in state.heads.items()},
                **{name: getattr(state, name) for name in FIELDS},
            }
            for state in touched
        ],
        unique=["scorecard", "item"],
        update=[*FIELDS, "revision", "heads", "updated_at"],
    ).insert_returning_ids()
    for state, pk in zip(touched, ids, strict=True):
        state.pk = pk
    _write_marks(changes, states)


def _take(change: ScorecardChange, state: ResponseState) -> bool:
    """Apply the change unless its field says something else by now; whether it was applied."""
    if (key := change.key) is not None:
        state.heads[key], applied = place(
            state.heads.get(key, Versions()),
            str(change.id),
            base=change.base,
            settles=change.settles,
            same=holds(change, state),
        )
        if not applied:
            return False
    apply(change, state)
    return True


def _write_marks(changes: Sequence[ScorecardChange], states: dict[int, ResponseState]) -> None:
    marked = {(change.item_id, change.point_id) for change in changes if change.point_id is not None}
    values = {
        (pk, point_id): states[item_id].marks.get(point_id)
        for item_id, point_id in sorted(marked)
        if point_id is not None and (pk := states[item_id].pk) is not None
    }
    if kept := {key: value for key, value in values.items() if value is not None}:
        BulkInsert(
            Mark,
            [
                {"response_id": pk, "point_id": point_id, "value": value}
                for (pk, point_id), value in kept.items()
            ],
            unique=["response", "point"],
            update=["value"],
        ).insert()
    if cleared := [key for key, value in values.items() if value is None]:
        # A point belongs to one question, so the pairs need no matching up.
        Mark.objects.filter(
            response__in=[pk for pk, _point in cleared], point__in=[point_id for _pk, point_id in cleared]
        ).delete()
