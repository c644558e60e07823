"""The database itself refuses to change or delete append-only rows, whatever code asks it to.

A trigger for each act on each table lets through only a transaction in which a row of ``Unlocked`` stands;
accounts/kept/erasure.py puts one there and takes it away again, so that nobody else ever sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models

from accounts.models import AppendOnly, Unlocked

_REFUSAL = "append-only: add a new row instead"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_unless_unlocked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM {Unlocked._meta.db_table}) THEN
    RAISE EXCEPTION '{_REFUSAL} (%)', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$
"""  # noqa: S608 (a name of ours)


def append_only_models() -> list[type[AppendOnly]]:
    """Every model whose rows are written once."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def create_triggers(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the triggers where they are missing. Called after every migrate: SQLite drops those of a table that
    a migration rebuilds."""
    connection = connections[using]
    present = set(trigger_names(using))
    wanted = {name: sql for model in append_only_models() for name, sql in _triggers(model, connection)}
    missing = [sql for name, sql in wanted.items() if name not in present]
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION.replace("%", "%%"), [])
        for sql in missing:
            cursor.execute(sql)


def trigger_names(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of all triggers of the database."""
    connection = connections[using]
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(queries[connection.vendor])
        return [name for (name,) in cursor.fetchall()]


def _triggers(model: type[models.Model], connection: Any) -> Iterator[tuple[str, str]]:
    """(name, statement) of each trigger of a table."""
    table, quote = model._meta.db_table, connection.ops.quote_name
    # A person may go: that a row then names nobody any more changes nothing of what it says.
    columns = [
        quote(field.column)
        for field in model._meta.concrete_fields
        if not field.remote_field or field.remote_field.on_delete is not models.SET_NULL
    ]
    if connection.vendor == "postgresql":
        # Emptying a table calls no trigger of its rows. SQLite knows no such statement.
        begin = f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {quote(table)}"
        yield f"{table}_no_truncate", f"{begin} FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_unlocked()"
    for act, event in (("change", f"UPDATE OF {', '.join(columns)}"), ("delete", "DELETE")):
        name = f"{table}_no_{act}"
        begin = f"CREATE TRIGGER {name} BEFORE {event} ON {quote(table)}"
        if connection.vendor == "postgresql":
            yield name, f"{begin} FOR EACH ROW EXECUTE FUNCTION refuse_unless_unlocked()"
        else:
            unlocked = f"EXISTS (SELECT 1 FROM {Unlocked._meta.db_table})"  # noqa: S608 (a name of ours)
            yield name, f"{begin} WHEN NOT {unlocked} BEGIN SELECT RAISE(ABORT, '{_REFUSAL} ({table})'); END"
