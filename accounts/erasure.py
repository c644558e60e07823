"""The one door through which an append-only row loses a text: erasing a person's data.

What is kept for good is kept about acts, not about people who may ask to be forgotten. So this door only
takes texts out; who passed it and when is recorded by its caller, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def take_out(rows: Iterable[models.Model], fields: Sequence[str]) -> int:
    """Write these fields of rows that were read before and changed in memory; how many.

    Raises RuntimeError outside a transaction: the erasure and its record stand or fall together.
    """
    changed = list(rows)
    if changed:
        _all(type(changed[0])).bulk_update(changed, fields, batch_size=200)
    return len(changed)


def put_in_place(model: type[models.Model], condition: models.Q, **marks: Any) -> int:
    """Put the same marks in place of fields of all rows that fit; how many. Raises as :func:`take_out`."""
    return _all(model).filter(condition).update(**marks)


def take_away(model: type[models.Model], condition: models.Q) -> int:
    """Delete the rows that fit, which hold nothing but what is erased; how many. Raises likewise."""
    return _all(model).filter(condition).delete()[0]


def _all(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows, without the queryset that refuses to change them."""
    if not connection.in_atomic_block:
        raise RuntimeError("Erase inside the transaction that records the erasure.")
    return models.QuerySet(model)
