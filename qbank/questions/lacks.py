"""Keeps :class:`QuestionLack`: triggers of the database say of each question what it lacks.

A question is looked at again whenever itself, its answers, points or competencies change, and no other one.
"""
# ruff: noqa: S608 (statements are made of names of ours)

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from accounts.kept.append_only import trigger_names
from qbank.models import Question, QuestionLack, ReferenceAnswer, RubricKind, RubricPoint

_LACK, _QUESTION = QuestionLack._meta.db_table, Question._meta.db_table
_POINT, _ANSWER = RubricPoint._meta.db_table, ReferenceAnswer._meta.db_table
_LINK = Question.competencies.through._meta.db_table
_POINTS = f"SELECT 1 FROM {_POINT} p WHERE p.question_id = q.id AND NOT p.red_flag"
_LADDER = f"q.rubric_kind = '{RubricKind.LADDER}'"
_ANSWERS = f"SELECT 1 FROM {_ANSWER} a WHERE a.question_id = q.id"

#: What a question lacks → when it does.
_WHEN = {
    QuestionLack.What.POINTS: f"NOT EXISTS ({_POINTS})",
    QuestionLack.What.LEVEL: f"{_LADDER} AND EXISTS ({_POINTS} AND p.level IS NULL)",
    QuestionLack.What.ANSWER: f"q.rubric_kind = '{RubricKind.CHECKLIST}' AND NOT EXISTS ({_ANSWERS})",
    QuestionLack.What.COMPLETE: f"EXISTS ({_ANSWERS} AND NOT a.complete)",
    QuestionLack.What.COMPETENCY: f"NOT EXISTS (SELECT 1 FROM {_LINK} t WHERE t.question_id = q.id)",
}
#: Table → what a change of its rows may change.
_CONCERNS = {
    _POINT: (QuestionLack.What.POINTS, QuestionLack.What.LEVEL),
    _ANSWER: (QuestionLack.What.ANSWER, QuestionLack.What.COMPLETE),
    _LINK: (QuestionLack.What.COMPETENCY,),
    _QUESTION: tuple(QuestionLack.What),
}


def _forget(questions: str, whats: tuple[QuestionLack.What, ...]) -> str:
    named = ", ".join(f"'{what}'" for what in whats)
    return f"DELETE FROM {_LACK} WHERE what IN ({named}) AND question {questions}"


def _look(questions: str, whats: tuple[QuestionLack.What, ...]) -> str:
    """The statement that says what these questions lack, of which nothing is said yet."""
    rows = " UNION ALL ".join(
        f"SELECT q.id, '{what}' FROM {_QUESTION} q WHERE q.id {questions} AND {_WHEN[what]}" for what in whats
    )
    return f"INSERT INTO {_LACK} (question, what) {rows}"


def _sqlite_triggers() -> Iterator[tuple[str, str]]:
    for table, whats in _CONCERNS.items():
        column = "id" if table == _QUESTION else "question_id"

        def again(row: str, column: str = column, whats: tuple[QuestionLack.What, ...] = whats) -> str:
            same = f"= {row}.{column}"
            return f"{_forget(same, whats)}; {_look(same, whats)}; "

        acts = {"INSERT": again("new"), "DELETE": again("old"), "UPDATE": again("old") + again("new")}
        watched = {_QUESTION: "rubric_kind", _POINT: "question_id, red_flag, level"}
        watched |= {_ANSWER: "question_id, complete", _LINK: "question_id"}
        if table == _QUESTION:
            acts["INSERT"] = f"{_look('= new.id', whats)}; "
        elif table == _POINT:
            # The frequent case, without looking at all points of the question.
            ladder = f"SELECT 1 FROM {_QUESTION} q WHERE q.id = new.question_id AND {_LADDER}"
            gap = f"NOT new.red_flag AND new.level IS NULL AND EXISTS ({ladder})"
            acts["INSERT"] = (
                f"{_forget('= new.question_id AND NOT new.red_flag', (QuestionLack.What.POINTS,))}; "
                f"INSERT OR IGNORE INTO {_LACK} (question, what) "
                f"SELECT new.question_id, '{QuestionLack.What.LEVEL}' WHERE {gap}; "
            )
        for event, act in acts.items():
            of = f" OF {watched[table]}" if event == "UPDATE" else ""
            name = f"{_LACK}_{table}_{event.lower()}"
            yield name, f"CREATE TRIGGER {name} AFTER {event}{of} ON {table} BEGIN {act}END"


def _postgresql_triggers() -> Iterator[tuple[str, str]]:
    """One look at all questions of a statement. They are locked first: of two that change one question at the
    same time, the second looks when the first is done."""
    for table, whats in _CONCERNS.items():
        column = "id" if table == _QUESTION else "question_id"
        for event, tables in (("INSERT", ("added",)), ("DELETE", ("gone",)), ("UPDATE", ("gone", "added"))):
            name = f"{_LACK}_{table}_{event.lower()}"
            union = " UNION ".join(f"SELECT {column} FROM {transition}" for transition in tables)
            old, new = "OLD TABLE AS gone" * ("gone" in tables), "NEW TABLE AS added" * ("added" in tables)
            yield (
                name,
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
                f"DECLARE ids bigint[]; BEGIN SELECT ARRAY({union}) INTO ids; "
                f"PERFORM 1 FROM {_QUESTION} WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE; "
                f"{_forget('= ANY(ids)', whats)}; {_look('= ANY(ids)', whats)}; RETURN NULL; END $$; "
                f"CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {old} {new} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
            )


def create_lack_triggers(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Put the triggers where they are missing, and look at all questions. Called after every migrate: SQLite
    drops the triggers of a table that a migration rebuilds."""
    if using != DEFAULT_DB_ALIAS or _LACK not in connections[using].introspection.table_names():
        return
    present = set(trigger_names(using))
    wanted = _postgresql_triggers() if connection.vendor == "postgresql" else _sqlite_triggers()
    missing = [sql for name, sql in wanted if name not in present]
    with connection.cursor() as cursor:
        for sql in missing:
            cursor.execute(sql)
    if missing:
        look_at_all()


def look_at_all() -> None:
    """Say of every question anew what it lacks."""
    everything = tuple(QuestionLack.What)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_LACK}")
        cursor.execute(_look("IS NOT NULL", everything))
