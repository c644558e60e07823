"""Changing append-only rows after all, for one purpose only: erasing a person's data.

The rows record actions, not people who may ask to be forgotten. Callers take texts out, nothing else, and
record the erasure in the audit trail, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def update_append_only(rows: Iterable[models.Model], fields: Sequence[str]) -> int:
    """Write these fields of rows that were read and changed in memory; return how many rows.

    Raises RuntimeError outside a transaction: the erasure and its record stand or fall together.
    """
    changed = list(rows)
    if changed:
        _writable(type(changed[0])).bulk_update(changed, fields, batch_size=200)
    return len(changed)


def replace_in_append_only(model: type[models.Model], condition: models.Q, **values: Any) -> int:
    """Set the same values in all matching rows; return how many. Raises as :func:`update_append_only`."""
    return _writable(model).filter(condition).update(**values)


def delete_append_only(model: type[models.Model], condition: models.Q) -> int:
    """Delete the matching rows, which hold nothing but what is erased; return how many. Raises likewise."""
    return _writable(model).filter(condition).delete()[0]


def _writable(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows of an append-only model, without the queryset that refuses to change them."""
    if not connection.in_atomic_block:
        raise RuntimeError("Erase inside the transaction that records the erasure.")
    return models.QuerySet(model)
