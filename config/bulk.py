"""Many rows into a table, with all the work done before the transaction that writes them begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Field, JSONField, Model

#: Rows and values of one statement. One long statement leaves the interpreter free for longer than many
#: short ones; SQLite takes no more than 32,766 values.
_AT_ONCE, _VALUES_AT_ONCE = 500, 30_000
_PLAIN = frozenset((str, int, type(None)))


class Insert:
    """New rows of a model as a statement with its values.

    Each row is {attribute: value}, foreign keys by id ("category_id"); what it doesn't name gets the field's
    default. All rows give the primary key, or none does. A row that has the same ``unique`` fields as one
    that stands gets its ``update`` fields only.
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
        self._upon = ""
        if not rows:
            return
        meta = model._meta
        fields = [
            field for field in meta.concrete_fields if not field.primary_key or field.attname in rows[0]
        ]
        # The connection itself: asking for it by its name each time costs as much as the rest.
        readers = [_reader(field, connections[DEFAULT_DB_ALIAS]) for field in fields]
        self._rows = [tuple([read(row) for read in readers]) for row in rows]
        name = connection.ops.quote_name
        columns = ", ".join(name(str(field.column)) for field in fields)
        self._into = f"INSERT INTO {name(meta.db_table)} ({columns}) VALUES "  # noqa: S608 (names of ours)
        self._values = f"({', '.join(['%s'] * len(fields))})"
        if unique:
            column = {field.name: name(str(field.column)) for field in meta.concrete_fields}
            same = ", ".join(column[field] for field in unique)
            changed = ", ".join(f"{column[field]} = EXCLUDED.{column[field]}" for field in update)
            self._upon = f" ON CONFLICT ({same}) DO UPDATE SET {changed}"

    def execute(self) -> None:
        """Write them, inside the caller's transaction."""
        self._run("")

    def ids(self) -> list[int]:
        """Write them and say under which ids they stand, in their order."""
        return self._run(" RETURNING id")

    def _run(self, returning: str) -> list[int]:
        found: list[int] = []
        if not self._rows:
            return found
        with connection.cursor() as cursor:
            size = min(_AT_ONCE, _VALUES_AT_ONCE // len(self._rows[0]))
            for start in range(0, len(self._rows), size):
                rows = self._rows[start : start + size]
                statement = self._into + ", ".join([self._values] * len(rows)) + self._upon + returning
                cursor.execute(statement, list(chain.from_iterable(rows)))
                if returning:
                    found += [pk for (pk,) in cursor.fetchall()]
        return found


def _reader(field: Field[Any, Any], database: Any) -> Callable[[Mapping[str, Any]], Any]:
    """What gives a row's value of a field as the database takes it. Texts and whole numbers are taken as they
    are, which is what most values are."""
    name = str(field.attname)
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        stamped: Any = SimpleNamespace()
        return lambda row: field.get_db_prep_save(field.pre_save(stamped, add=True), database)
    plain = frozenset() if isinstance(field, JSONField) else _PLAIN

    @cache
    def default() -> Any:
        return field.get_db_prep_save(field.get_default(), database)

    def read(row: Mapping[str, Any]) -> Any:
        if name not in row:
            return default()
        value = row[name]
        return value if type(value) in plain else field.get_db_prep_save(value, database)

    return read


def reserved_ids(model: type[Model], count: int) -> Iterator[int]:
    """``count`` ids that no other row of the model will get. Those that stay unused harm nobody."""
    table = model._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            return iter(_reserved_by_sqlite(cursor, table, count))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return iter([pk for (pk,) in cursor.fetchall()])


def _reserved_by_sqlite(cursor: Any, table: str, count: int) -> range:
    cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
    if not cursor.rowcount:
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count])
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    (last,) = cursor.fetchone()
    return range(last - count + 1, last + 1)
