"""Values of the database in one form, whichever database they come from: for backups and for seals."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

from django.db.models import Field, JSONField


def as_json(field: Field[Any, Any], value: Any) -> Any:
    """A field's value as JSON takes it; nothing is rounded."""
    if value is None or isinstance(field, JSONField) or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode("ascii")
    return str(value)


def from_json(field: Field[Any, Any], value: Any) -> Any:
    """The value again. Raises ValidationError for one the field can't have."""
    return value if value is None or isinstance(field, JSONField) else field.to_python(value)
