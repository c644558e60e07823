"""One change beside the sheet as a browser sends it, read with suspicion.

A change is ``{"id": a UUID, "item": a target, "field": name, "value": …, "base": id or null}``. The target
is "handover" or the UUID that the browser gave a question added on the spot. ``base`` is the change that
gave the field the value this one was made on; without it the change is applied whatever stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from interviews.room.rules.field_versions import ANY
from interviews.room.services.changes import InvalidChangeError, read_id, read_text

HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class AsideChangeRead:
    """A change that makes sense: ``target`` is None for the hand-over note."""

    id: UUID
    target: UUID | None
    field: str
    value: Any
    base: str | None = ANY

    @property
    def key(self) -> str:
        """The target as the ledger keeps it."""
        return HANDOVER if self.target is None else str(self.target)


def read_aside_change(raw: Any) -> AsideChangeRead:
    """Check one change. Raises InvalidChangeError."""
    if not isinstance(raw, dict):
        raise InvalidChangeError("malformed", _("This change can't be read."))
    change_id = read_id(raw.get("id"))
    target = None if raw.get("item") == HANDOVER else read_id(raw.get("item"))
    base = raw.get("base", ANY)
    if base is not None and base != ANY:
        base = str(read_id(base))
    name, value = raw.get("field"), raw.get("value")
    if target is not None and name == "removed":
        if not isinstance(value, bool):
            raise InvalidChangeError("bad-value", _("Yes or no is expected here."))
        return AsideChangeRead(change_id, target, "removed", value, base)
    if not isinstance(name, str) or name not in (("text",) if target is None else ("text", "notes")):
        raise InvalidChangeError(
            "unknown-field", _("This page and the site don't fit together: load the page again.")
        )
    return AsideChangeRead(change_id, target, name, read_text(value), base)
