"""No migration loses what people wrote, and none breaks when the code moves on."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import models
from django.db.migrations import (
    CreateModel,
    DeleteModel,
    Migration,
    RemoveField,
    RenameModel,
    RunPython,
    RunSQL,
    SeparateDatabaseAndState,
)
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tests.migrations.inspection import losses

APPS = ("accounts", "qbank", "interviews")
#: Django writes encoders and validators into migrations by name: these modules stay where they are, or the
#: migrations are changed with them.
MODULES_OF_OURS = {"interviews.models.blueprints", "qbank.models.readable"}


def files_of(app: str) -> list[Path]:
    return sorted((settings.BASE_DIR / app / "migrations").glob("0*.py"))


# --- the migrations there are -------------------------------------------------------------------


@pytest.mark.parametrize("app", APPS)
def test_no_migration_loses_anything(app: str) -> None:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    migrations = [loader.disk_migrations[app, path.stem] for path in files_of(app)]
    assert migrations and losses(migrations) == []


@pytest.mark.parametrize("app", APPS)
def test_migrations_import_no_code_that_may_change(app: str) -> None:
    for path in files_of(app):
        names = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path.name} imports from beside itself"
                names.add(node.module or "")
        ours = {name for name in names if (settings.BASE_DIR / name.split(".")[0]).is_dir()}
        assert ours <= MODULES_OF_OURS, path.name


# --- the inspection itself ----------------------------------------------------------------------


def migration(*operations: Operation, **attributes: Any) -> Migration:
    body = {"operations": list(operations), **attributes}
    made: Migration = type("Migration", (Migration,), body)("0009_made_up", "qbank")
    return made


def copy(apps: Any, schema_editor: Any) -> None:
    """Stands for a function that brings rows elsewhere."""


ROW = CreateModel("Row", [("id", models.BigAutoField(primary_key=True))])
COPY = RunPython(copy, RunPython.noop)
DROP = RemoveField("Batch", "content")
DROPPED = ["qbank.0009_made_up drops batch.content without copying it"]


def test_a_model_is_not_deleted_and_made_anew() -> None:
    anew = "qbank.0009_made_up makes row anew, which was deleted with its rows"
    assert anew in losses([migration(DeleteModel("Row"), ROW)])
    assert losses([migration(COPY, DeleteModel("row"), ROW)]) == [anew]
    assert losses([migration(COPY, DeleteModel("Row")), migration(ROW)]) == [anew]


def test_a_model_may_be_copied_into_a_new_one_that_takes_its_name() -> None:
    new = CreateModel("NewRow", [("id", models.BigAutoField(primary_key=True))])
    assert losses([migration(new, COPY, DeleteModel("Row"), RenameModel("NewRow", "Row"))]) == []


def test_nothing_is_dropped_before_it_is_copied() -> None:
    assert losses([migration(DROP)]) == DROPPED
    assert losses([migration(DROP, COPY)]) == DROPPED
    assert losses([migration(COPY), migration(DROP)]) == DROPPED
    assert losses([migration(DeleteModel("Row"))]) == ["qbank.0009_made_up drops row without copying it"]
    assert losses([migration(COPY, DROP)]) == []
    assert losses([migration(RunSQL("UPDATE a SET b = c"), DROP)]) == []


@pytest.mark.parametrize("nothing", [RunPython(RunPython.noop), RunSQL(RunSQL.noop)])
def test_doing_nothing_is_no_copy(nothing: Operation) -> None:
    assert losses([migration(nothing, DROP)]) == DROPPED


def test_what_reaches_the_database_counts() -> None:
    assert losses([migration(SeparateDatabaseAndState(database_operations=[DROP]))]) == DROPPED
    assert losses([migration(SeparateDatabaseAndState(state_operations=[DROP]))]) == []


def test_a_migration_may_say_why_nothing_is_lost() -> None:
    reason = {"batch.content": "counted again from the rows"}
    assert losses([migration(DROP, dropped_without_copy=reason)]) == []
    assert losses([migration(DROP, dropped_without_copy={"batch.content": " "})]) == DROPPED
    stale = ["qbank.0009_made_up gives a reason for batch.content, which it does not drop"]
    assert losses([migration(dropped_without_copy=reason)]) == stale


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE qbank_question DROP COLUMN minutes",
        'DELETE FROM "qbank_question"',
        "truncate table qbank_question",
        "DROP TABLE IF EXISTS qbank_question",
    ],
)
def test_sql_that_takes_something_away_needs_its_reason(sql: str) -> None:
    migration = Migration("0009_x", "qbank")
    migration.operations = [RunSQL(sql)]
    assert len(losses([migration])) == 1
    migration.dropped_without_copy = {"qbank_question": "nothing was ever written there"}  # type: ignore[attr-defined]
    assert losses([migration]) == []
