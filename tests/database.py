"""The migrated test database of SQLite, kept from one run to the next.

Migrating takes longer than most files of tests, and every worker would do it again. A change of a migration,
of a model or of a requirement makes a new one. ``pytest --create-db`` migrates without it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

SOURCES = ("requirements.lock", "*/migrations/0*.py", "*/models.py", "*/models/**/*.py", "tests/database.py")
BESIDE = ("", "-wal", "-shm", "-journal")


def fingerprint() -> str:
    """What the database's tables follow from."""
    digest = sha256(sys.version.encode())
    for pattern in SOURCES:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def migrated() -> Path:
    """The migrated file; who comes first makes it, and the other workers wait."""
    folder = Path(settings.VAR_DIR).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"migrated-{fingerprint()}.sqlite3"
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            for old in folder.glob("migrated-*.sqlite3*"):
                old.unlink()
            partial = path.with_suffix(".sqlite3.part")
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=settings.BASE_DIR,
                env=os.environ | {"DATABASE_URL": f"sqlite:///{partial}", "QBANK_SECRET_KEY": "x"},
                check=True,
            )
            partial.replace(path)
    return path


def copy_migrated(name: Path) -> None:
    """Put the migrated database where the tests look for theirs, with nothing left of an earlier run."""
    for ending in BESIDE:
        name.with_name(name.name + ending).unlink(missing_ok=True)
    shutil.copyfile(migrated(), name)


@contextmanager
def tampering() -> Iterator[Any]:
    """A cursor of somebody with the database in their hands: no trigger keeps them from anything."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_unlocked DEFAULT VALUES")
        yield cursor
        cursor.execute("DELETE FROM accounts_unlocked")


def let_tests_empty_append_only_tables() -> None:
    """After a test with transactions of its own Django empties all tables: by the one door that there is."""
    operations = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        statements = flush(
            self, style, [table for table in tables if table != "accounts_unlocked"], **options
        )
        opened = "INSERT INTO accounts_unlocked DEFAULT VALUES;"
        # Emptied last: SQLite tallies each question that goes.
        kept = ["DELETE FROM qbank_questiontally;", "DELETE FROM qbank_questionlack;"]
        return [opened, *statements, "DELETE FROM accounts_unlocked;", *kept]

    operations.sql_flush = sql_flush  # type: ignore[method-assign]


@contextmanager
def rolled_back() -> Iterator[None]:
    """What is written within is undone at the end. To the code that is tested this is no transaction."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def row_counts() -> Counter[str]:
    """How many rows each table has, by the label of its model; asked in one statement for all of them."""
    models = [model._meta for model in apps.get_models() if model._meta.managed and not model._meta.proxy]
    counts = (
        f"SELECT '{options.label_lower}', COUNT(*) FROM {connection.ops.quote_name(options.db_table)}"
        for options in models
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return Counter(dict(cursor.fetchall()))
