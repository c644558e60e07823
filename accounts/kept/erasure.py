"""Changing append-only rows after all: erasing a person's data, and taking back an import nobody used.

The rows record actions, not people who may ask to be forgotten. Callers take texts out, nothing else, and
record the erasure in the audit trail, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from accounts.kept.chain import seal_again
from accounts.models import Unlocked

#: Milliseconds that others may have to wait for the log to be emptied.
_FOLDING = 300


@contextmanager
def unlocked() -> Iterator[None]:
    """Inside, the database lets append-only rows be changed and deleted, in this transaction alone.

    Raises RuntimeError outside a transaction: the erasure and its record stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Erase inside the transaction that records the erasure.")
    with transaction.atomic():
        row = Unlocked.objects.create()
        yield
        row.delete()


def fold_log() -> None:
    """Empty SQLite's write-ahead log, which keeps what was erased until it is written over.

    While somebody reads an older state, such as a backup, the log stays and nobody is kept waiting for long;
    the worker's hourly turn comes by again.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_FOLDING}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")


def update_append_only(rows: Iterable[models.Model], fields: Sequence[str]) -> int:
    """Write these fields of rows that were read and changed in memory; return how many rows."""
    changed = list(rows)
    if changed:
        writable: models.QuerySet[Any] = models.QuerySet(type(changed[0]))
        with unlocked():
            writable.bulk_update(changed, fields, batch_size=200)
        seal_again(type(changed[0]), [row.pk for row in changed])
    return len(changed)


def replace_in_append_only(model: type[models.Model], condition: models.Q, **values: Any) -> int:
    """Set the same values in all matching rows; return how many."""
    rows: models.QuerySet[Any] = models.QuerySet(model).filter(condition)
    ids = list(rows.values_list("pk", flat=True))
    with unlocked():
        count = rows.update(**values)
    seal_again(model, ids)
    return count


def delete_append_only(model: type[models.Model], condition: models.Q) -> int:
    """Delete the matching rows, which hold nothing but what is erased; return how many."""
    rows: models.QuerySet[Any] = models.QuerySet(model).filter(condition)
    ids = list(rows.values_list("pk", flat=True))
    with unlocked():
        count = rows.delete()[0]
    seal_again(model, ids)
    return count
