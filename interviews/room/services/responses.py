"""The responses of a scorecard as the save service knows them: what their fields take, and how they are
stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from common.bulk import BulkInsert
from interviews.models import Mark, Response, Scorecard, ScoreChange
from interviews.room.services.changes import (
    FieldChange,
    InvalidChangeError,
    read_text,
    read_yes_or_no,
    unknown_field,
)
from interviews.room.services.records import VersionJson
from interviews.room.services.saving import LoadedRecords, Records
from interviews.room.services.state import (
    FIELDS,
    MARK,
    TEXT_FIELDS,
    ItemRules,
    ResponseState,
    SheetRules,
    judged_json,
    point_of,
    read_responses,
    response_json,
    rules_of,
)

#: A question takes no longer than a day.
MAX_SECONDS = 24 * 3600


class Responses(Records[int, ResponseState]):
    """One record for each question of the sheet, by the question's id."""

    ledger = ScoreChange
    item_column = "item_id"

    def __init__(self, scorecard: Scorecard) -> None:
        super().__init__(scorecard)
        self.rules = rules_of(scorecard.member.interview.sheet)

    def read_item(self, value: Any) -> int:
        if type(value) is int and value in self.rules.items:
            return value
        raise InvalidChangeError("unknown-item", _("This question is not on the sheet."))

    def read_value(self, item: int, name: str, value: Any) -> Any:
        return read_response_value(name, value, self.rules.items[item], self.rules)

    def load(self, items: Collection[int], change_ids: Collection[UUID]) -> LoadedRecords[int, ResponseState]:
        reading = read_responses(self.scorecard.pk, items, changes=change_ids)
        return LoadedRecords(reading.responses, reading.repeats)

    def write(self, changes: Sequence[FieldChange[int]], states: Mapping[int, ResponseState]) -> None:
        ids = BulkInsert(
            Response,
            [
                {
                    "scorecard_id": self.scorecard.pk,
                    "item_id": item,
                    "revision": state.revision,
                    "heads": state.stored_heads(),
                    **{name: getattr(state, name) for name in FIELDS},
                }
                for item, state in states.items()
            ],
            unique=["scorecard", "item"],
            update=[*FIELDS, "revision", "heads", "updated_at"],
        ).insert_returning_ids()
        for state, pk in zip(states.values(), ids, strict=True):
            state.pk = pk
        _write_marks(changes, states)

    def answer(self, item: int, state: ResponseState, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
        return judged_json(state, self.rules.items[item], self.rules.scale)

    def whole(self, item: int, state: ResponseState, ledger: Mapping[str, VersionJson]) -> dict[str, Any]:
        return response_json(state, self.rules.items[item], self.rules.scale, ledger)


def _write_marks(changes: Sequence[FieldChange[int]], states: Mapping[int, ResponseState]) -> None:
    marked = {(change.item, point_of(change.field)) for change in changes}
    values = {
        (pk, point_id): states[item].marks.get(point_id)
        for item, point_id in sorted((item, point_id) for item, point_id in marked if point_id is not None)
        if (pk := states[item].pk) is not None
    }
    if made := {key: value for key, value in values.items() if value is not None}:
        BulkInsert(
            Mark,
            [
                {"response_id": pk, "point_id": point_id, "value": value}
                for (pk, point_id), value in made.items()
            ],
            unique=["response", "point"],
            update=["value"],
        ).insert()
    if cleared := [key for key, value in values.items() if value is None]:
        # A point belongs to one question, so the pairs need no matching up.
        Mark.objects.filter(
            response__in=[pk for pk, _point in cleared], point__in=[point_id for _pk, point_id in cleared]
        ).delete()


def read_response_value(name: str, value: Any, item: ItemRules, rules: SheetRules) -> Any:
    """The value of a response's field, of its own type. Raises InvalidChangeError."""
    if name.startswith(MARK):
        return _mark(name, value, item)
    if name in TEXT_FIELDS:
        return read_text(value)
    if name == "rating":
        return None if value is None else _rating(value, rules)
    readers: dict[str, Callable[[Any], Any]] = {
        "not_asked": read_yes_or_no,
        "seconds": _seconds,
        "probes_used": lambda probes: _probes(probes, item.probes),
    }
    if name not in readers:
        raise unknown_field()
    return readers[name](value)


def _mark(name: str, value: Any, item: ItemRules) -> str | None:
    if name not in {f"{MARK}{point.id}" for point in item.points}:
        raise InvalidChangeError("unknown-point", _("This rubric point doesn't belong to the question."))
    if value is None or (isinstance(value, str) and value in set(Mark.Value)):
        return value
    raise InvalidChangeError("bad-mark", _("A rubric point is met, partly met or missed."))


def _rating(value: Any, rules: SheetRules) -> Decimal:
    try:
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            sent = Decimal(str(value))
            return next(rating for rating in rules.ratings if rating == sent)
    except (InvalidOperation, StopIteration):
        pass
    raise InvalidChangeError("bad-rating", _("This rating is not on the sheet's scale."))


def _seconds(value: Any) -> int:
    if type(value) is int and 0 <= value <= MAX_SECONDS:
        return value
    raise InvalidChangeError("bad-seconds", _("The time spent on a question lies between 0 and 24 hours."))


def _probes(value: Any, count: int) -> list[int]:
    if isinstance(value, list) and all(type(probe) is int and 0 <= probe < count for probe in value):
        return sorted(set(value))
    raise InvalidChangeError("bad-probes", _("These follow-up probes don't belong to the question."))
