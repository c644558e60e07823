"""The database's side of a backup: one look at all of it, writing rows as they were, numbering on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet

from home.backups.archive import Digest, Row, TableDigest
from home.backups.tables import FILLED_BY_MIGRATE, StoredTable, all_tables

#: A transaction that sees one moment and keeps nobody from writing. Django's own would take SQLite's write
#: lock, and on PostgreSQL see what is committed meanwhile.
_BEGIN = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}
#: Most rows, values and bytes of one INSERT.
_MOST_ROWS, _MOST_VALUES, _MOST_BYTES = 500, 30_000, 4 * 1024 * 1024


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment. Within a transaction of the caller's, that one."""
    if connection.in_atomic_block:
        yield
        return
    _execute(_BEGIN[connection.vendor])
    try:
        yield
    finally:
        _execute("ROLLBACK")


def read_rows(table: StoredTable) -> Iterator[Row]:
    """All rows by their primary key; a few in memory, of files one."""
    names = [str(field.attname) for field in table.fields]
    rows: QuerySet[Any, Any] = QuerySet(table.model).order_by(table.model._meta.pk.attname)
    return map(table.encode, rows.values_list(*names).iterator(chunk_size=1 if table.holds_files else 500))


def digest_of(table: StoredTable) -> TableDigest:
    """The content that stands in the database now, in short."""
    digest = Digest()
    for row in read_rows(table):
        digest.add(row)
    return digest.result(table.columns)


def insert_rows(table: StoredTable, rows: Iterable[tuple[Row, int]]) -> None:
    """Write rows exactly as they are, with their ids and times. Each comes with its size in bytes."""
    batch: list[list[Any]] = []
    size = 0
    most = min(_MOST_ROWS, _MOST_VALUES // len(table.fields))
    for row, row_size in rows:
        batch.append(table.decode(row))
        size += row_size
        if len(batch) >= most or size >= _MOST_BYTES:
            _insert(table, batch)
            batch, size = [], 0
    _insert(table, batch)


def _insert(table: StoredTable, rows: list[list[Any]]) -> None:
    if not rows:
        return
    columns = ", ".join(map(connection.ops.quote_name, table.columns))
    one = f"({', '.join(['%s'] * len(table.columns))})"
    _execute(
        f"INSERT INTO {_quoted(table)} ({columns}) VALUES {', '.join([one] * len(rows))}",  # noqa: S608 (names of ours)
        list(chain.from_iterable(rows)),
    )


def last_id(table: StoredTable) -> int:
    """The highest id that the database ever gave out, also to a row that is gone."""
    if connection.vendor == "sqlite":
        found = _execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table.name])
        return int(found[0]) if found else 0
    last, is_called = _execute(f"SELECT last_value, is_called FROM {_sequence(table)}")  # noqa: S608 (a name of ours)
    return int(last) if is_called else 0


def set_last_id(table: StoredTable, value: int) -> None:
    """Have the next row numbered behind ``value``."""
    if connection.vendor == "sqlite":
        _execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
        if value:
            _execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table.name, value])
    else:
        _execute("SELECT setval(%s, %s, %s)", [_sequence(table), value or 1, bool(value)])


def is_new() -> bool:
    """Whether there is no table at all."""
    return not connection.introspection.table_names()


def tables_with_data() -> list[str]:
    """The tables in which somebody has written something."""
    return [
        table.name
        for table in all_tables()
        if table.model not in FILLED_BY_MIGRATE and QuerySet(table.model).exists()
    ]


def empty_what_migrate_filled() -> None:
    for model in FILLED_BY_MIGRATE:
        _execute(f"DELETE FROM {_quoted(StoredTable(model))}")  # noqa: S608 (a name of ours)


def version() -> dict[str, str]:
    """App → the last migration of this version of the site."""
    return dict(MigrationExecutor(connection).loader.graph.leaf_nodes())


def lags_behind() -> bool:
    """Whether the database lacks migrations of this version of the site."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def check_search_index() -> None:
    """Raise DatabaseError where SQLite's index of the questions does not fit its table."""
    if connection.vendor == "sqlite":
        index = "qbank_questionindex_grams"
        _execute(f"INSERT INTO {index}({index}) VALUES ('integrity-check')")  # noqa: S608 (a name of ours)


def same_database(settings: dict[str, Any]) -> bool:
    """Whether these settings of a database lead to the one that is open."""
    own = connection.settings_dict
    return all(
        (settings.get(key) or "") == (own.get(key) or "") for key in ("ENGINE", "NAME", "HOST", "PORT")
    )


def _quoted(table: StoredTable) -> str:
    return str(connection.ops.quote_name(table.name))


def _sequence(table: StoredTable) -> str:
    column = str(table.model._meta.pk.column)
    return str(_execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(table), column])[0])


def _execute(statement: str, parameters: list[Any] | None = None) -> tuple[Any, ...]:
    """Run it; the first row of the answer, () when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return (cursor.fetchone() or ()) if cursor.description else ()
