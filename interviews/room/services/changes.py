"""One change as a browser sends it: read with suspicion, then applied to a response.

A change is ``{"id": a UUID, "item": id, "field": name, "value": …, "base": id or null, "settles": [ids]}``.
A field is a column of the response or ``mark:<point id>``. ``base`` and ``settles`` are those of
interviews/field_versions.py; without a ``base`` the change is applied whatever stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from interviews.room.rules.field_versions import ANY, version_key
from interviews.room.services.state import TEXT_FIELDS, ItemRules, ResponseState, SheetRules
from interviews.scoring import Mark

#: Characters of one text.
MAX_TEXT = 20_000
#: A question takes no longer than a day.
MAX_SECONDS = 24 * 3600
#: Kept versions that one choice settles.
MAX_SETTLED = 50
#: Characters of a device's name.
MAX_DEVICE = 60
_MARK = "mark:"


@dataclass(frozen=True, slots=True)
class ScorecardChange:
    """A change that makes sense for its sheet. ``value`` has the field's own type."""

    id: UUID
    item_id: int
    field: str
    value: Any
    base: str | None = ANY
    settles: tuple[str, ...] = ()

    @property
    def key(self) -> str | None:
        """Under which name the field's versions are kept."""
        return version_key(self.field)

    @property
    def known_base(self) -> UUID | None:
        """The change it was made on, as the ledger keeps it."""
        return None if self.base is None or self.base == ANY else UUID(self.base)

    @property
    def point_id(self) -> int | None:
        """The point a mark belongs to; None for other fields."""
        return int(self.field.removeprefix(_MARK)) if self.field.startswith(_MARK) else None

    @property
    def json_value(self) -> Any:
        """The value as the ledger keeps it."""
        return str(self.value) if isinstance(self.value, Decimal) else self.value


class InvalidChangeError(ValueError):
    """A change that can never be applied: ``code`` for the page, the message for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_change(raw: Any, rules: SheetRules) -> ScorecardChange:
    """Check one change against its sheet. Raises InvalidChangeError."""
    if not isinstance(raw, Mapping):
        raise InvalidChangeError("malformed", _("This change can't be read."))
    change_id = read_id(raw.get("id"))
    item_id = raw.get("item")
    item = rules.items.get(item_id) if type(item_id) is int else None
    if item is None:
        raise InvalidChangeError("unknown-item", _("This question is not on the sheet."))
    name = raw.get("field")
    if not isinstance(name, str):
        raise InvalidChangeError(
            "unknown-field", _("This page and the site don't fit together: load the page again.")
        )
    if name.startswith(_MARK):
        name, value = f"{_MARK}{_point_id(name, item)}", _mark(raw.get("value"))
    else:
        value = _value(name, raw.get("value"), item, rules)
    return ScorecardChange(change_id, item.item_id, name, value, _base(raw), _settles(raw))


def _base(raw: Mapping[str, Any]) -> str | None:
    given = raw.get("base", ANY)
    return given if given is None or given == ANY else str(read_id(given))


def _settles(raw: Mapping[str, Any]) -> tuple[str, ...]:
    given = raw.get("settles", [])
    if not isinstance(given, list) or len(given) > MAX_SETTLED:
        raise InvalidChangeError("malformed", _("This change can't be read."))
    return tuple(str(read_id(one)) for one in given)


def holds(change: ScorecardChange, state: ResponseState) -> bool:
    """Whether the response says already what the change says."""
    if (point_id := change.point_id) is not None:
        return bool(state.marks.get(point_id) == change.value)
    if change.field == "rating":
        return bool(state.rating == change.value and not state.not_asked)
    return bool(getattr(state, change.field) == change.value)


def apply(change: ScorecardChange, state: ResponseState) -> None:
    """Set what the change says. The last act counts: a rating, given or cleared, makes a question asked,
    and not asked clears the rating."""
    if (point_id := change.point_id) is not None:
        if change.value is None:
            state.marks.pop(point_id, None)
        else:
            state.marks[point_id] = Mark(change.value)
        return
    if change.field == "seconds":
        state.seconds = max(state.seconds, change.value)
        return
    setattr(state, change.field, change.value)
    if change.field == "rating":
        state.not_asked = False
    if change.field == "not_asked" and change.value:
        state.rating = None


def device_name(given: str) -> str:
    """A browser's name for itself, cut to size and without what can't be shown or stored."""
    return "".join(character for character in given if character.isprintable())[:MAX_DEVICE]


def read_id(value: Any) -> UUID:
    """A change's id. Raises InvalidChangeError."""
    try:
        if isinstance(value, str) and len(value) == 36:
            return UUID(value)
    except ValueError:
        pass
    raise InvalidChangeError("bad-id", _("This change has no proper id."))


def _point_id(name: str, item: ItemRules) -> int:
    digits = name.removeprefix(_MARK)
    known = {str(point.id): point.id for point in item.points}
    if digits not in known:
        raise InvalidChangeError("unknown-point", _("This rubric point doesn't belong to the question."))
    return known[digits]


def _mark(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value in set(Mark)):
        return value
    raise InvalidChangeError("bad-mark", _("A rubric point is met, partly met or missed."))


def _value(name: str, value: Any, item: ItemRules, rules: SheetRules) -> Any:
    if name in TEXT_FIELDS:
        return read_text(value)
    if name == "rating":
        return None if value is None else _rating(value, rules)
    readers: dict[str, Callable[[Any], Any]] = {
        "not_asked": _yes_or_no,
        "seconds": _seconds,
        "probes_used": lambda given: _probes(given, item.probes),
    }
    if name not in readers:
        raise InvalidChangeError(
            "unknown-field", _("This page and the site don't fit together: load the page again.")
        )
    return readers[name](value)


def read_text(value: Any) -> str:
    """A text that can be stored. Raises InvalidChangeError."""
    if not isinstance(value, str):
        raise InvalidChangeError("bad-text", _("A text is expected here."))
    if len(value) > MAX_TEXT:
        raise InvalidChangeError("too-long", _("This text is too long: 20,000 characters are the most."))
    # Halves of surrogate pairs and NUL can't be stored.
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise InvalidChangeError("bad-text", _("This text has characters that can't be stored."))
    return value


def _rating(value: Any, rules: SheetRules) -> Decimal:
    try:
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            given = Decimal(str(value))
            return next(rating for rating in rules.ratings if rating == given)
    except (InvalidOperation, StopIteration):
        pass
    raise InvalidChangeError("bad-rating", _("This rating is not on the sheet's scale."))


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise InvalidChangeError("bad-value", _("Yes or no is expected here."))


def _seconds(value: Any) -> int:
    if type(value) is int and 0 <= value <= MAX_SECONDS:
        return value
    raise InvalidChangeError("bad-seconds", _("The time spent on a question lies between 0 and 24 hours."))


def _probes(value: Any, count: int) -> list[int]:
    if isinstance(value, list) and all(type(one) is int and 0 <= one < count for one in value):
        return sorted(set(value))
    raise InvalidChangeError("bad-probes", _("These follow-up probes don't belong to the question."))
