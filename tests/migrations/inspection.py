"""What a migration would lose of the rows that people wrote."""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db.migrations import CreateModel, DeleteModel, Migration, RemoveField, RunPython, RunSQL
from django.db.migrations.operations import SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation

#: The table of a statement that takes rows or columns away.
_DESTRUCTIVE = re.compile(
    r"""(?:\bDELETE\s+FROM|\bTRUNCATE(?:\s+TABLE)?|\bDROP\s+TABLE(?:\s+IF\s+EXISTS)?)\s+["`]?(\w+)"""
    r"""|\bALTER\s+TABLE\s+["`]?(\w+)["`]?\s+DROP\s+COLUMN""",
    re.IGNORECASE,
)


def losses(migrations: Iterable[Migration]) -> list[str]:
    """One sentence for each table or column whose content is lost; ``migrations`` come in order.

    SQL of a RunSQL that drops or deletes counts too. Whether a RunPython really copies what it should, only a
    reader can tell.

    A model must not be deleted and made anew, and a column or model goes only after a RunPython or RunSQL in
    the same migration has brought its content elsewhere. Where there is nothing to bring, the migration says
    so itself: ``dropped_without_copy = {"importrow.cells": "why nothing is lost"}``.
    """
    deleted: set[tuple[str, str]] = set()
    return [sentence for migration in migrations for sentence in _losses_of(migration, deleted)]


def _losses_of(migration: Migration, deleted: set[tuple[str, str]]) -> Iterator[str]:
    reasons: dict[str, str] = getattr(migration, "dropped_without_copy", {})
    explained = {name for name, reason in reasons.items() if reason.strip()}
    named: set[str] = set()
    copied = False
    for table in _destroyed_by_sql(migration):
        named.add(table)
        if table not in explained:
            yield f"{migration} drops or deletes from {table} by SQL"
    for operation in _database_operations(migration.operations):
        copied = copied or _may_copy(operation)
        if isinstance(operation, CreateModel):
            name = operation.name_lower
            named.add(name)
            if (migration.app_label, name) in deleted and name not in explained:
                yield f"{migration} makes {name} anew, which was deleted with its rows"
        elif dropped := _dropped(operation):
            named.add(dropped)
            if isinstance(operation, DeleteModel):
                deleted.add((migration.app_label, dropped))
            if not copied and dropped not in explained:
                yield f"{migration} drops {dropped} without copying it"
    for name in reasons.keys() - named:
        yield f"{migration} gives a reason for {name}, which it does not drop"


def _database_operations(operations: Sequence[Operation]) -> Iterator[Operation]:
    """Those that reach the database."""
    for operation in operations:
        if isinstance(operation, SeparateDatabaseAndState):
            yield from _database_operations(operation.database_operations)
        else:
            yield operation


def _destroyed_by_sql(migration: Migration) -> Iterator[str]:
    """The tables from which the migration's SQL takes rows or columns, in small letters."""
    for operation in _database_operations(migration.operations):
        if isinstance(operation, RunSQL):
            yield from ((match[1] or match[2]).lower() for match in _DESTRUCTIVE.finditer(str(operation.sql)))


def _may_copy(operation: Operation) -> bool:
    if isinstance(operation, RunPython):
        return operation.code is not RunPython.noop
    return isinstance(operation, RunSQL) and operation.sql != RunSQL.noop


def _dropped(operation: Operation) -> str:
    """``model`` or ``model.field``, in small letters; empty where nothing is dropped."""
    if isinstance(operation, DeleteModel):
        return operation.name_lower
    if isinstance(operation, RemoveField):
        return f"{operation.model_name_lower}.{operation.name_lower}"
    return ""
