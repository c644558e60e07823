"""What a filled-in form would change on a scorecard.

Three values are compared for every field: what the form says, what it said when it was made (the basis),
and what the scorecard says now. What the person left as it was changes nothing, even where the scorecard
has changed; what both have changed is a conflict, and the person decides.

A field's name is that of its change (interviews/room/services/changes.py), except that "rating" also stands
for not asked: a question that was not asked has no rating. Probes that were used stand as numbers: "0,2".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from common.numbers import format_decimal
from interviews.paper.filled.words import NOT_ASKED
from interviews.room.rules.field_versions import version_key
from interviews.room.services.state import TEXT_FIELDS, ResponseState, SheetRules
from interviews.scoring import Mark

#: A question (by item id) and one of its fields.
FieldKey = tuple[int, str]
MARK = "mark:"
PROBES = "probes_used"


@dataclass(frozen=True, slots=True)
class FieldState:
    """What a field said, and the change that gave it that value (None: none did). ``value`` is None for an
    empty field, a mark's code, a rating as text, NOT_ASKED, numbers of probes, or a text."""

    value: str | None
    head: str | None


EMPTY = FieldState(None, None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the form would change: ``before`` is what the scorecard says now.

    ``conflict``: the scorecard has been changed since the form was made, and says neither the one nor the
    other.
    """

    key: FieldKey
    before: FieldState
    after: str | None
    conflict: bool


def field_states(states: Mapping[int, ResponseState]) -> dict[FieldKey, FieldState]:
    """Every field that says something, or has been changed."""
    fields: dict[FieldKey, FieldState] = {}
    for item_id, response in states.items():
        values: dict[str, str | None] = {name: getattr(response, name) or None for name in TEXT_FIELDS}
        values["rating"] = NOT_ASKED if response.not_asked else _rating(response)
        values[PROBES] = ",".join(map(str, response.probes_used)) or None
        values |= {f"{MARK}{point_id}": str(mark) for point_id, mark in response.marks.items()}
        for field in {*values, *(key for key in response.heads if key in values or key.startswith(MARK))}:
            head = response.heads.get(version_key(field) or field)
            state = FieldState(values.get(field), head.standing[-1] if head and head.standing else None)
            if state != EMPTY:
                fields[item_id, field] = state
    return fields


def _rating(state: ResponseState) -> str | None:
    return None if state.rating is None else format_decimal(state.rating)


def find_differences(
    filled: Mapping[FieldKey, str | None],
    basis: Mapping[FieldKey, FieldState],
    current: Mapping[FieldKey, FieldState],
    rules: SheetRules,
) -> list[Difference]:
    """The differences in the sheet's order; fields that ``filled`` doesn't name are left alone."""
    order = {item_id: number for number, item_id in enumerate(rules.items)}
    flags = {f"{MARK}{point.id}" for item in rules.items.values() for point in item.points if point.red_flag}

    def in_sheet_order(key: FieldKey) -> tuple[int, int]:
        item_id, field = key
        return order[item_id], _field_order(field, rules.items[item_id].points)

    differences = []
    for key in sorted(filled, key=in_sheet_order):
        after = filled[key]
        current_state, basis_state = current.get(key, EMPTY), basis.get(key, EMPTY)
        if key[1] in flags:
            # A red flag that is not ticked is one that was missed.
            current_state, basis_state = _ticked(current_state), _ticked(basis_state)
        if _same(after, current_state.value) or _same(after, basis_state.value):
            continue
        conflict = not _same(current_state.value, basis_state.value)
        differences.append(Difference(key, current_state, after, conflict))
    return differences


def _field_order(field: str, points: Iterable[Any]) -> int:
    names = [f"{MARK}{point.id}" for point in points]
    fields = [*names, "rating", "not_asked_reason", "notes", "evidence", "reason", "flag_note"]
    return fields.index(field) if field in fields else len(fields)


def _ticked(state: FieldState) -> FieldState:
    return FieldState(str(Mark.MET) if state.value in (Mark.MET, Mark.PARTLY) else None, state.head)


def _same(first: str | None, second: str | None) -> bool:
    """White space at the ends and the kind of line end are no difference: no cell keeps them."""
    return _plain_text(first) == _plain_text(second)


def _plain_text(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def changes_from(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """The differences as changes for the scorecard, each made on what the scorecard says now."""
    return [_change(difference) for difference in differences]


def _change(difference: Difference) -> dict[str, Any]:
    (item_id, field), after = difference.key, difference.after
    value: Any = after
    if field == "rating" and after == NOT_ASKED:
        field, value = "not_asked", True
    elif field == "rating" and after is None and difference.before.value == NOT_ASKED:
        field, value = "not_asked", False
    elif field in TEXT_FIELDS:
        value = after or ""
    elif field == PROBES:
        value = [int(number) for number in (after or "").split(",") if number]
    return {
        "id": str(uuid4()),
        "item": item_id,
        "field": field,
        "value": value,
        "base": difference.before.head,
    }
