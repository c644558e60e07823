"""One change as a browser sends it, read with suspicion.

A change is ``{"id": a UUID, "item": id, "field": name, "value": …, "base": id or null, "settles": [ids]}``.
What items, fields and values there are, each kind of records says by itself. ``base`` and ``settles`` are
those of interviews/room/rules/field_versions.py; without a ``base`` the change is applied whatever stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from interviews.room.rules.field_versions import ANY, version_key

#: Characters of one text.
MAX_TEXT = 20_000
#: Versions that one choice settles.
MAX_SETTLED = 50
#: Characters of a device's name.
MAX_DEVICE = 60

ItemId = TypeVar("ItemId", int, str)


@dataclass(frozen=True, slots=True)
class FieldChange(Generic[ItemId]):
    """A change that makes sense for its record. ``value`` has the field's own type."""

    id: UUID
    item: ItemId
    field: str
    value: Any
    base: str | None = ANY
    settles: tuple[str, ...] = ()

    @property
    def key(self) -> str | None:
        """Under which name the field's versions are stored; None for a field that has none."""
        return version_key(self.field)

    @property
    def known_base(self) -> UUID | None:
        """The change it was made on, as the ledger stores it."""
        return None if self.base is None or self.base == ANY else UUID(self.base)

    @property
    def json_value(self) -> Any:
        """The value as the ledger stores it."""
        return str(self.value) if isinstance(self.value, Decimal) else self.value


class InvalidChangeError(ValueError):
    """A change that can never be applied: ``code`` for the page, the message for the person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def unknown_field() -> InvalidChangeError:
    """The refusal of a field that such a record doesn't have."""
    return InvalidChangeError(
        "unknown-field", _("This page and the site don't fit together: load the page again.")
    )


def read_id(value: Any) -> UUID:
    """A change's id. Raises InvalidChangeError."""
    try:
        if isinstance(value, str) and len(value) == 36:
            return UUID(value)
    except ValueError:
        pass
    raise InvalidChangeError("bad-id", _("This change has no proper id."))


def read_base(raw: Mapping[str, Any]) -> str | None:
    """The id of the change that this one was made on, None for an empty field, or ANY. Raises
    InvalidChangeError."""
    base = raw.get("base", ANY)
    return base if base is None or base == ANY else str(read_id(base))


def read_settles(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the versions that this change chose about. Raises InvalidChangeError."""
    settles = raw.get("settles", [])
    if not isinstance(settles, list) or len(settles) > MAX_SETTLED:
        raise InvalidChangeError("malformed", _("This change can't be read."))
    return tuple(str(read_id(change_id)) for change_id in settles)


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


def read_yes_or_no(value: Any) -> bool:
    """A boolean. Raises InvalidChangeError."""
    if isinstance(value, bool):
        return value
    raise InvalidChangeError("bad-value", _("Yes or no is expected here."))


def device_name(sent: str) -> str:
    """A browser's name for itself, cut to size and without what can't be shown or stored."""
    return "".join(character for character in sent if character.isprintable())[:MAX_DEVICE]
