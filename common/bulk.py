"""Inserting many rows into a table, with all the work done before the writing transaction begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from json import JSONEncoder
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Field, JSONField, Model

#: Most rows and most values of one statement. One long statement leaves the interpreter free for longer than
#: many short ones; SQLite takes no more than 32,766 values.
_STATEMENT_ROWS, _STATEMENT_VALUES = 500, 30_000
_NULL_ONLY = frozenset((type(None),))
#: Types of values that every database takes as they are.
_PLAIN_TYPES = _NULL_ONLY | {str, int}
#: Stands for a value that a row doesn't give.
_DEFAULT = object()


class BulkInsert:
    """New rows of a model, made ready as SQL with values; ``insert`` or ``insert_returning_ids`` writes them.

    Each row is {attribute: value}, foreign keys by id ("category_id"); fields it doesn't name get their
    default. All rows give the primary key, or none does. Where a stored row has the same ``unique`` fields,
    its ``update`` fields are updated instead.
    """

    def __init__(
        self,
        model: type[Model],
        rows: Sequence[Mapping[str, Any]],
        *,
        unique: Sequence[str] = (),
        update: Sequence[str] = (),
    ) -> None:
        self._rows: list[tuple[Any, ...]] = []
        self._on_conflict = ""
        if not rows:
            return
        meta = model._meta
        fields = [
            field for field in meta.concrete_fields if not field.primary_key or field.attname in rows[0]
        ]
        # The connection itself: asking for it by its name each time costs as much as the rest.
        database = connections[DEFAULT_DB_ALIAS]
        self._rows = list(zip(*[_column(field, rows, database) for field in fields], strict=True))
        name = connection.ops.quote_name
        columns = ", ".join(name(str(field.column)) for field in fields)
        self._into = f"INSERT INTO {name(meta.db_table)} ({columns}) VALUES "  # noqa: S608 (names of ours)
        self._values = f"({', '.join(['%s'] * len(fields))})"
        if unique:
            column = {field.name: name(str(field.column)) for field in meta.concrete_fields}
            conflict = ", ".join(column[field] for field in unique)
            updates = ", ".join(f"{column[field]} = EXCLUDED.{column[field]}" for field in update)
            self._on_conflict = f" ON CONFLICT ({conflict}) DO UPDATE SET {updates}"

    def insert(self) -> None:
        """Write the rows, inside the caller's transaction."""
        self._execute("")

    def insert_returning_ids(self) -> list[int]:
        """Write the rows, inside the caller's transaction, and return their ids in the rows' order."""
        return self._execute(" RETURNING id")

    def _execute(self, returning: str) -> list[int]:
        ids: list[int] = []
        if not self._rows:
            return ids
        with connection.cursor() as cursor:
            size = min(_STATEMENT_ROWS, _STATEMENT_VALUES // len(self._rows[0]))
            for start in range(0, len(self._rows), size):
                rows = self._rows[start : start + size]
                statement = self._into + ", ".join([self._values] * len(rows)) + self._on_conflict + returning
                cursor.execute(statement, list(chain.from_iterable(rows)))
                if returning:
                    ids += [pk for (pk,) in cursor.fetchall()]
        return ids


def _column(field: Field[Any, Any], rows: Sequence[Mapping[str, Any]], database: Any) -> list[Any]:
    """The rows' values of a field as the database takes them.

    Most values are texts and whole numbers, which it takes as they are.
    """
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        # Each row its own time: the order of the rows stays that of their times.
        instance: Any = SimpleNamespace()
        return [field.get_db_prep_save(field.pre_save(instance, add=True), database) for _row in rows]
    name = str(field.attname)
    values = [row.get(name, _DEFAULT) for row in rows]
    plain_types = _PLAIN_TYPES
    adapt: Callable[[Any], Any] = partial(field.get_db_prep_save, connection=database)
    if isinstance(field, JSONField):
        # Encoded here and once: the adapter of PostgreSQL would do so while the statement runs.
        plain_types, adapt = _NULL_ONLY, (field.encoder or JSONEncoder)().encode
    if plain_types.issuperset(map(type, values)):
        return values

    @cache
    def default() -> Any:
        value = field.get_default()
        return value if type(value) in plain_types else adapt(value)

    return [
        value if type(value) in plain_types else default() if value is _DEFAULT else adapt(value)
        for value in values
    ]


def reserve_ids(model: type[Model], count: int) -> Iterator[int]:
    """Reserve ``count`` ids that no other row of the model will get. Unused ones do no harm."""
    table = model._meta.db_table
    if not count:
        return iter(())
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return iter(_reserve_in_sqlite(cursor, table, count))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return iter([pk for (pk,) in cursor.fetchall()])


def _reserve_in_sqlite(cursor: Any, table: str, count: int) -> range:
    cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
    if not cursor.rowcount:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    (last,) = cursor.fetchone()
    return range(last - count + 1, last + 1)
