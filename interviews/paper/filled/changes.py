"""What a filled-in form would change on a scorecard.

Three values meet for every field: what the form says now, what stood in it when it was made, and what the
scorecard says now. What the person left as it was changes nothing, also where the scorecard has moved on;
what both have changed is a conflict, and the person decides.

A field's name is that of its change (interviews/score_changes.py), except that "rating" also stands for not
asked: a question that was not asked has no rating.
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
Place = tuple[int, str]
MARK = "mark:"


@dataclass(frozen=True, slots=True)
class Stood:
    """What a field said, and the change that gave it that value (None: none did). ``value`` is None for an
    empty field, a mark's code, a rating as text, NOT_ASKED, or a text."""

    value: str | None
    head: str | None


EMPTY = Stood(None, None)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the form would change: ``before`` is what the scorecard says now.

    ``conflict``: the scorecard has been changed since the form was made, and says neither the one nor the
    other.
    """

    place: Place
    before: Stood
    after: str | None
    conflict: bool


def basis_of(states: Mapping[int, ResponseState]) -> dict[Place, Stood]:
    """Every field that says something, or has been changed."""
    found: dict[Place, Stood] = {}
    for item_id, state in states.items():
        values: dict[str, str | None] = {name: getattr(state, name) or None for name in TEXT_FIELDS}
        values["rating"] = NOT_ASKED if state.not_asked else _rating(state)
        values |= {f"{MARK}{point_id}": str(mark) for point_id, mark in state.marks.items()}
        for field in {*values, *(key for key in state.heads if key in values or key.startswith(MARK))}:
            head = state.heads.get(version_key(field) or field)
            stood = Stood(values.get(field), head.now[-1] if head and head.now else None)
            if stood != EMPTY:
                found[item_id, field] = stood
    return found


def _rating(state: ResponseState) -> str | None:
    return None if state.rating is None else format_decimal(state.rating)


def compare(
    filled: Mapping[Place, str | None],
    basis: Mapping[Place, Stood],
    current: Mapping[Place, Stood],
    rules: SheetRules,
) -> list[Difference]:
    """The differences in the sheet's order; fields that ``filled`` doesn't name are left alone."""
    order = {item_id: number for number, item_id in enumerate(rules.items)}
    flags = {f"{MARK}{point.id}" for item in rules.items.values() for point in item.points if point.red_flag}
    found = []
    for place in sorted(
        filled, key=lambda one: (order[one[0]], _field_order(one[1], rules.items[one[0]].points))
    ):
        after = filled[place]
        now, was = current.get(place, EMPTY), basis.get(place, EMPTY)
        if place[1] in flags:
            # A red flag that is not ticked is one that was missed.
            now, was = _ticked(now), _ticked(was)
        if _same(after, now.value) or _same(after, was.value):
            continue
        found.append(Difference(place, now, after, conflict=not _same(now.value, was.value)))
    return found


def _field_order(field: str, points: Iterable[Any]) -> int:
    names = [f"{MARK}{point.id}" for point in points]
    fields = [*names, "rating", "not_asked_reason", "notes", "evidence", "reason", "flag_note"]
    return fields.index(field) if field in fields else len(fields)


def _ticked(stood: Stood) -> Stood:
    return Stood(str(Mark.MET) if stood.value in (Mark.MET, Mark.PARTLY) else None, stood.head)


def _same(one: str | None, other: str | None) -> bool:
    """White space at the ends and the kind of line end are no difference: no cell keeps them."""
    return _plain_text(one) == _plain_text(other)


def _plain_text(value: str | None) -> str:
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def changes_of(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """The differences as changes for the scorecard, each made on what the scorecard says now."""
    return [_change(difference) for difference in differences]


def _change(difference: Difference) -> dict[str, Any]:
    (item_id, field), after = difference.place, difference.after
    value: Any = after
    if field == "rating" and after == NOT_ASKED:
        field, value = "not_asked", True
    elif field == "rating" and after is None and difference.before.value == NOT_ASKED:
        field, value = "not_asked", False
    elif field in TEXT_FIELDS:
        value = after or ""
    return {
        "id": str(uuid4()),
        "item": item_id,
        "field": field,
        "value": value,
        "base": difference.before.head,
    }
