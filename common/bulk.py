"""Many rows into a table, with all the work done before the transaction that writes them begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from json import JSONEncoder
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Field, JSONField, Model

#: Rows and values of one statement. One long statement leaves the interpreter free for longer than many
#: short ones; SQLite takes no more than 32,766 values.
_AT_ONCE, _VALUES_AT_ONCE = 500, 30_000
_NOTHING = frozenset((type(None),))
_PLAIN = _NOTHING | {str, int}
_DEFAULT = object()


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
        database = connections[DEFAULT_DB_ALIAS]
        self._rows = list(zip(*[_column(field, rows, database) for field in fields], strict=True))
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


def _column(field: Field[Any, Any], rows: Sequence[Mapping[str, Any]], database: Any) -> list[Any]:
    """The rows' values of a field as the database takes them. Texts and whole numbers are taken as they are,
    which is what most values are."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        # Each row its own time: the order of the rows stays that of their times.
        stamped: Any = SimpleNamespace()
        return [field.get_db_prep_save(field.pre_save(stamped, add=True), database) for _row in rows]
    name = str(field.attname)
    values = [row.get(name, _DEFAULT) for row in rows]
    plain = _PLAIN
    adapt: Callable[[Any], Any] = partial(field.get_db_prep_save, connection=database)
    if isinstance(field, JSONField):
        # Written down once, here: the adapter of PostgreSQL would do so while the statement runs.
        plain, adapt = _NOTHING, (field.encoder or JSONEncoder)().encode
    if plain.issuperset(map(type, values)):
        return values

    @cache
    def default() -> Any:
        value = field.get_default()
        return value if type(value) in plain else adapt(value)

    return [
        value if type(value) in plain else default() if value is _DEFAULT else adapt(value)
        for value in values
    ]


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
