"""A backup holds everything, at one moment, and comes back as it was, on either database."""

import json
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from home.backups.archive import ArchiveReader
from home.backups.database import snapshot
from home.backups.moving import restore_into
from home.backups.restoring import SKIPPED_IDS, restore_backup
from home.backups.tables import LEFT_OUT, all_tables
from home.backups.writing import write_backup
from interviews.models import Decision
from qbank.models import Category, Question
from qbank.questions.search import reindex, search
from tests import factories
from tests.database import copy_migrated
from tests.interviews.outcome.deciding import check, decide
from tests.interviews.panels import make_panel
from tests.world import make_world


def manifest_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("manifest.json").decode()


def empty_file(folder: Path) -> Path:
    """A SQLite database with this version's tables and nothing in them."""
    path = folder / "other.sqlite3"
    copy_migrated(path)
    return path


def everything() -> Decision:
    """A site with one of everything, and a decision that was really taken."""
    make_world()
    keeper = factories.make_user("hr")
    decision = decide(keeper, make_panel(["4", "4"], ["4", "4"]))
    reindex()
    Category.objects.create(name="gone", position=99).delete()
    return decision


@pytest.mark.django_db
def test_no_table_is_left_out() -> None:
    """A new table is in the backup by itself; what is not stands in LEFT_OUT."""
    held = {table.name for table in all_tables()} | {model._meta.db_table for model in LEFT_OUT}
    index = "qbank_questionindex_grams"
    names = {name for name in connection.introspection.table_names() if not name.startswith(index)}
    assert names - held == {"django_migrations"}


@pytest.mark.django_db(transaction=True)
def test_there_and_back_and_there_again_it_is_the_same(tmp_path: Path) -> None:
    """From this database to a SQLite file, and from there back to this one."""
    decision = everything()
    write_backup(tmp_path / "first.zip")
    other = empty_file(tmp_path)
    done = restore_into(tmp_path / "first.zip", f"sqlite:///{other}")
    assert done.returncode == 0, done.stderr
    # make_world's own decision was never sealed, and says so there too.
    named = {line.partition(": ")[0] for line in done.stderr.splitlines() if "/1: " in line}
    assert len(named) == 1 and f"{decision.interview_id}/1" not in named

    call_command("flush", interactive=False, verbosity=0)
    assert not Decision.objects.exists()
    restore_backup(tmp_path / "first.zip", skipped_ids=0)
    write_backup(tmp_path / "second.zip")
    assert manifest_of(tmp_path / "second.zip") == manifest_of(tmp_path / "first.zip")
    assert check(decision) == ()
    assert Decision.objects.get(pk=decision.pk).taken_at.microsecond == decision.taken_at.microsecond
    question = Question.objects.get(index__folded__contains=Question.objects.first().code.lower())
    assert question in search(Question.objects.all(), question.code)
    with closing(sqlite3.connect(other)) as database:
        (taken_at,) = database.execute(
            "SELECT taken_at FROM interviews_decision WHERE id = ?", [decision.pk]
        ).fetchone()
    assert taken_at == f"{decision.taken_at:%Y-%m-%d %H:%M:%S.%f}"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("skipped", [0, SKIPPED_IDS])
def test_ids_that_were_given_out_are_not_given_out_again(skipped: int, tmp_path: Path) -> None:
    """Not that of a row deleted before the backup, nor, by default, those given out after it."""
    gone = Category.objects.create(name="gone", position=1)
    last = gone.pk
    gone.delete()
    write_backup(tmp_path / "a.zip")
    call_command("flush", interactive=False, verbosity=0)
    restore_backup(tmp_path / "a.zip", skipped_ids=skipped)
    assert Category.objects.create(name="new", position=1).pk == last + skipped + 1


@pytest.mark.django_db(transaction=True)
def test_a_backup_sees_one_moment_and_keeps_nobody_waiting() -> None:
    factories.make_category()

    def write() -> None:
        factories.make_category()
        connection.close()

    with snapshot():
        assert Category.objects.count() == 1
        other = threading.Thread(target=write)
        other.start()
        other.join()
        assert Category.objects.count() == 1
    assert Category.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_backup_made_while_people_write_comes_back(tmp_path: Path) -> None:
    """What was written in one transaction is in it together, or not at all."""
    written, enough = threading.Barrier(3), threading.Event()

    def write(name: str) -> None:
        for number in range(200):
            with transaction.atomic():
                for half in "ab":
                    Category.objects.create(name=f"{name}{number}{half}", position=number)
            if number == 5:
                written.wait()
            if enough.is_set():
                break
        connection.close()

    writers = [threading.Thread(target=write, args=[name]) for name in "xy"]
    for writer in writers:
        writer.start()
    written.wait()
    write_backup(tmp_path / "a.zip")
    enough.set()
    for writer in writers:
        writer.join()
    call_command("flush", interactive=False, verbosity=0)
    restore_backup(tmp_path / "a.zip")
    names = set(Category.objects.values_list("name", flat=True))
    assert len(names) >= 24
    assert {name[:-1] for name in names if name.endswith("a")} == {
        name[:-1] for name in names if name.endswith("b")
    }


@pytest.mark.django_db
def test_a_log_left_behind_by_an_unclean_stop_does_no_harm(tmp_path: Path) -> None:
    """The database file was moved away, its -wal was forgotten, and it still has pages in it."""
    interview = factories.make_interview()
    write_backup(tmp_path / "a.zip")
    old, path = empty_file(tmp_path), tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(old)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("INSERT INTO qbank_category (name, position) VALUES ('old', 1)")
        database.commit()
        for ending in ("-wal", "-shm"):
            shutil.copyfile(f"{old}{ending}", f"{path}{ending}")
    assert Path(f"{path}-wal").stat().st_size
    done = restore_into(tmp_path / "a.zip", f"sqlite:///{path}")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT id FROM interviews_interview").fetchall() == [(interview.pk,)]
        assert database.execute("SELECT count(*) FROM qbank_category WHERE name = 'old'").fetchone() == (0,)


@pytest.mark.django_db
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    write_backup(path)
    assert path.stat().st_mode & 0o777 == 0o600
    with path.open("rb") as file:
        archive = ArchiveReader(file)
        assert archive.manifest.tables.keys() == {table.name for table in all_tables()}
    assert json.loads(manifest_of(path))["format"] == 1
    assert [found.name for found in tmp_path.iterdir()] == ["a.zip"]
