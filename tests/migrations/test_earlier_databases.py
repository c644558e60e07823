"""A database made before the migrations of an app became one comes up with all it holds, or is left alone."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.database import migrated

EARLIER = Path(__file__).with_name("earlier_database.sql")
#: Where each run leaves its own traces.
OWN_ROWS = {"django_migrations", "django_session", "sqlite_sequence"}
#: Written anew after each migration, as the models and accounts/roles.py say: rows may come, none goes.
OF_ROLES = {"django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
#: Columns that a migration drops and says why (``dropped_without_copy``).
DROPPED = {"accounts_user": {"is_staff"}}
#: Permissions that no role has any more, in SQL: roles are given where people are kept.
TAKEN_BACK = "('view_group')"

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def manage() -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """manage("migrate", database=path) → the process, ended."""

    def run(*arguments: str, database: Path) -> "subprocess.CompletedProcess[str]":
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QBANK")}
        environment |= {
            "DATABASE_URL": f"sqlite:///{database}",
            "QBANK_VAR": str(database.parent),
            "QBANK_SECRET_KEY": "x",
        }
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
        )

    return run


def make_earlier(path: Path, *, without: str = "") -> Path:
    """The earlier database; ``without``: the migrations this SQL condition names are not on record."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")  # as the site keeps it
        database.executescript(EARLIER.read_text(encoding="utf-8"))
        if without:
            database.execute(f"DELETE FROM django_migrations WHERE {without}")
        database.commit()
    return path


#: Wrong passwords as a library counted them, for fifteen minutes each; accounts/migrations/0007 says so.
OF_LIBRARY_GONE = "axes_"


def query(path: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(statement).fetchall()


def tables(path: Path) -> dict[str, set[str]]:
    """Each table's columns."""
    names = query(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        name: {column for _, column, *_ in query(path, f"PRAGMA table_info('{name}')")} for (name,) in names
    }


def rows(path: Path, columns: dict[str, set[str]]) -> Rows:
    return {
        table: sorted(query(path, f'SELECT {", ".join(map(quote, sorted(names)))} FROM "{table}"'), key=repr)
        for table, names in columns.items()
        if table not in OWN_ROWS
    }


def quote(name: str) -> str:
    return f'"{name}"'


# --- all of the earlier migrations are on record: it comes up -----------------------------------


@pytest.fixture(scope="module")
def upgraded(manage: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_earlier(tmp_path_factory.mktemp("var") / "db.sqlite3")
    done = manage("prepare", database=path)
    assert done.returncode == 0, done.stderr
    return path


def test_every_row_of_every_table_is_as_it_was(upgraded: Path, tmp_path: Path) -> None:
    earlier = make_earlier(tmp_path / "db.sqlite3")
    columns = {
        table: names - DROPPED.get(table, set())
        for table, names in tables(earlier).items()
        if not table.startswith(OF_LIBRARY_GONE)
    }
    assert not any(table.startswith(OF_LIBRARY_GONE) for table in tables(upgraded))
    before, after = rows(earlier, columns), rows(upgraded, columns)
    assert sum(map(len, before.values())) > 500
    taken_back = query(earlier, f"SELECT id FROM auth_permission WHERE codename IN {TAKEN_BACK}")
    for table in OF_ROLES:
        given = {row[1:] for row in before.pop(table)}
        if table == "auth_group_permissions":
            given = {row for row in given if row[1:] not in taken_back}
        assert given <= {row[1:] for row in after.pop(table)}, table
    assert after == before


def test_what_people_wrote_is_there(upgraded: Path) -> None:
    notes = (
        "SELECT name, text FROM interviews_candidatenote note "
        "JOIN interviews_candidate candidate ON candidate.id = candidate_id"
    )
    assert query(upgraded, notes) == [("欧阳澜漪", "内推，可夜班")]
    decisions = "SELECT number, outcome FROM interviews_decision ORDER BY id"
    assert query(upgraded, decisions) == [(1, "reject"), (2, "hold"), (1, "hire")]
    ratings = "SELECT count(*) FROM interviews_response WHERE rating IS NOT NULL"
    assert query(upgraded, ratings) == [(10,)]
    imported = "SELECT number, outcome FROM qbank_importrow WHERE batch_id = 1 ORDER BY number"
    assert query(upgraded, imported) == [(2, "created"), (3, "created"), (4, "created")]


def test_decisions_are_what_was_sealed(manage: Any, upgraded: Path) -> None:
    done = manage("verify", database=upgraded)
    assert done.returncode == 0 and "3" in done.stdout, done.stderr


def test_it_has_the_tables_of_a_new_database(upgraded: Path) -> None:
    new = migrated()
    everything = "SELECT type, name FROM sqlite_master ORDER BY type, name"
    assert query(upgraded, everything) == query(new, everything)
    assert tables(upgraded) == tables(new)


def test_nothing_is_left_to_migrate(upgraded: Path) -> None:
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    applied = set(query(upgraded, "SELECT app, name FROM django_migrations"))
    assert loader.disk_migrations.keys() <= applied


def test_the_search_index_follows_the_bank(upgraded: Path, tmp_path: Path) -> None:
    path = tmp_path / "db.sqlite3"
    path.write_bytes(upgraded.read_bytes())

    def matches(words: str) -> list[tuple[Any, ...]]:
        return database.execute(
            "SELECT rowid FROM qbank_questionindex_grams WHERE qbank_questionindex_grams MATCH ?", [words]
        ).fetchall()

    with closing(sqlite3.connect(path)) as database:
        (question,) = database.execute("SELECT min(question_id) FROM qbank_questionindex").fetchone()
        assert (question,) in matches("先听")
        database.execute("UPDATE qbank_questionindex SET grams = '新词' WHERE question_id = ?", [question])
        assert (question,) not in matches("先听")
        assert matches("新词") == [(question,)]
        database.execute("DELETE FROM qbank_questionindex WHERE question_id = ?", [question])
        assert matches("新词") == []


# --- some of them are missing: it is refused before anything happens ----------------------------


@pytest.mark.parametrize("command", ["prepare", "migrate"])
def test_an_older_one_is_refused_untouched_with_the_way_on(command: str, manage: Any, tmp_path: Path) -> None:
    path = make_earlier(tmp_path / "db.sqlite3", without="app = 'interviews' AND name > '0012'")
    before = path.read_bytes()
    done = manage(command, database=path)
    assert done.returncode == 1
    assert "interviews lacks 0012_blueprint, 0013_score_changes_by_item, 0014_one_place" in done.stderr
    assert "interviews/migrations/0014_one_place_for_notes.py) && make run" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["db.sqlite3"]


def refused() -> list[str]:
    """The apps for which this database is refused."""
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return [str(error.msg).split(": ")[1].split()[0] for error in found if error.id == "migrations.E001"]


@pytest.fixture
def recorded(db: None) -> Any:
    """The rows that say which migrations were applied."""
    return MigrationRecorder(connection).migration_qs


def test_a_new_database_goes_on(recorded: Any) -> None:
    assert refused() == []


def test_an_empty_database_goes_on(recorded: Any) -> None:
    recorded.all().delete()
    assert refused() == []


@pytest.mark.parametrize(
    ("app", "lacking"),
    [
        ("interviews", ["0014_one_place_for_notes"]),
        ("interviews", ["0003_debrief_and_decisions"]),
        ("qbank", ["0008_import_rows_counted_by_decision", "0009_revisions_in_plain_chinese"]),
    ],
)
def test_any_that_is_missing_is_noticed(app: str, lacking: list[str], recorded: Any) -> None:
    recorded.filter(app=app, name__in=lacking).delete()
    assert refused() == [app]


def test_the_first_ones_alone_are_too_few(recorded: Any) -> None:
    recorded.filter(app__in=["qbank", "interviews"]).exclude(name="0001_initial").delete()
    assert sorted(refused()) == ["interviews", "qbank"]


def test_what_stands_for_itself_may_be_missing(recorded: Any) -> None:
    """Compression is a migration of its own: one that lacks it is simply migrated."""
    recorded.filter(app="qbank", name__in=["0003_lz4_compression", "0010_long_texts_packed_quickly"]).delete()
    recorded.filter(name="0001_initial", app="interviews").delete()
    assert refused() == []
