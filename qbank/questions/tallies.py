"""Keeps :class:`QuestionTally`: triggers of the database add what changes, a recount folds it together."""
# ruff: noqa: S608 (statements are made of names of ours)

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import Count

from accounts.kept.append_only import trigger_names
from qbank.models import Question, QuestionTally

#: So many rows more than there would be after a recount are read with every list.
_MOST_LOOSE = 300
_TALLY, _QUESTION = QuestionTally._meta.db_table, Question._meta.db_table
_KEPT = "category, kind, difficulty, status, rubric_kind, source"
_INTO = f"INSERT INTO {_TALLY} ({_KEPT}, number)"
_COLUMNS = ("category_id", "kind", "difficulty", "status", "rubric_kind", "source_id", "arriving_id")


def _values(row: str) -> str:
    """The values of a row of questions, as the tally has them."""
    columns = [f"{row}{column}" for column in _COLUMNS[:5]]
    return ", ".join([*columns, f"COALESCE({row}source_id, 0)"])


def _sqlite_trigger(event: str, rows: dict[str, int], when: str = "") -> str:
    adds = "".join(
        f"{_INTO} SELECT {_values(f'{row}.')}, {number} WHERE {row}.arriving_id IS NULL; "
        for row, number in rows.items()
    )
    name = f"{_TALLY}_{event.split()[0].lower()}"
    return f"CREATE TRIGGER {name} AFTER {event} ON {_QUESTION} {when} BEGIN {adds}END"


_CHANGED = " OR ".join(f"old.{column} IS NOT new.{column}" for column in _COLUMNS)
_SQLITE = {
    f"{_TALLY}_insert": _sqlite_trigger("INSERT", {"new": 1}),
    f"{_TALLY}_delete": _sqlite_trigger("DELETE", {"old": -1}),
    f"{_TALLY}_update": _sqlite_trigger(
        f"UPDATE OF {', '.join(_COLUMNS)}", {"old": -1, "new": 1}, f"WHEN {_CHANGED}"
    ),
}


def _postgresql_trigger(event: str, tables: str, rows: dict[str, int]) -> list[str]:
    """One row for all alike of a statement, however many questions it writes."""
    name = f"{_TALLY}_{event.lower()}"
    union = " UNION ALL ".join(
        f"SELECT {_values('')}, {number} FROM {table} WHERE arriving_id IS NULL"
        for table, number in rows.items()
    )
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{_INTO} SELECT {_KEPT}, SUM(number) FROM ({union}) AS changes ({_KEPT}, number) "
        f"GROUP BY {_KEPT} HAVING SUM(number) <> 0; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {event} ON {_QUESTION} REFERENCING {tables} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


_POSTGRESQL = {
    f"{_TALLY}_insert": _postgresql_trigger("INSERT", "NEW TABLE AS added", {"added": 1}),
    f"{_TALLY}_delete": _postgresql_trigger("DELETE", "OLD TABLE AS gone", {"gone": -1}),
    f"{_TALLY}_update": _postgresql_trigger(
        "UPDATE", "OLD TABLE AS gone NEW TABLE AS added", {"gone": -1, "added": 1}
    ),
}
_COUNT = (
    f"{_INTO} SELECT {_values('')}, COUNT(*) FROM {_QUESTION} WHERE arriving_id IS NULL "
    f"GROUP BY {', '.join(_COLUMNS[:6])}"
)


def create_triggers(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the triggers where they are missing, and count anew. Called after every migrate: SQLite drops the
    triggers of a table that a migration rebuilds."""
    if using != DEFAULT_DB_ALIAS or _TALLY not in connections[using].introspection.table_names():
        return
    present = set(trigger_names(using))
    wanted = _POSTGRESQL if connection.vendor == "postgresql" else {n: [sql] for n, sql in _SQLITE.items()}
    missing = [statements for name, statements in wanted.items() if name not in present]
    with connection.cursor() as cursor:
        for statements in missing:
            for sql in statements:
                cursor.execute(sql)
    if missing:
        recount()


def recount() -> None:
    """Count all questions anew: what had been added meanwhile becomes one row for all alike."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Of two at once the second would add its count to that of the first.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [_TALLY])
            # One statement sees one state: what others write meanwhile is neither counted nor deleted.
            cursor.execute(f"WITH gone AS (DELETE FROM {_TALLY}) {_COUNT}")
        else:
            cursor.execute(f"DELETE FROM {_TALLY}")
            cursor.execute(_COUNT)


def recount_when_due() -> None:
    """Called by the clock."""
    alike = QuestionTally.objects.order_by().values(*_KEPT.split(", ")).annotate(rows=Count("pk"))
    if sum(group["rows"] - 1 for group in alike) > _MOST_LOOSE:
        recount()
