"""The migrated test database, made once: on SQLite a file that is kept from one run to the next, on
PostgreSQL a template that the workers copy.

Migrating takes longer than most files of tests, and every worker would do it again. A change of a migration,
of a model or of a requirement makes a new one. ``pytest --create-db`` migrates without it.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

SOURCES = ("requirements.lock", "*/migrations/0*.py", "*/models.py", "*/models/**/*.py", "tests/database.py")
#: How the databases of PostgreSQL are called that others are copied from.
TEMPLATES = "test_migrated_"
BESIDE = ("", "-wal", "-shm", "-journal")


def fingerprint() -> str:
    """What the database's tables follow from."""
    digest = sha256(sys.version.encode())
    for pattern in SOURCES:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(str(path.relative_to(settings.BASE_DIR)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time() -> Iterator[Path]:
    """The folder of what is migrated; who comes first makes it, and the other workers wait."""
    folder = Path(settings.VAR_DIR).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "QBANK_SECRET_KEY": "x"},
        check=True,
    )


def migrated() -> Path:
    """The migrated file of SQLite."""
    with one_at_a_time() as folder:
        path = folder / f"migrated-{fingerprint()}.sqlite3"
        if not path.exists():
            for old in folder.glob("migrated-*.sqlite3*"):
                old.unlink()
            partial = path.with_suffix(".sqlite3.part")
            migrate(f"sqlite:///{partial}")
            partial.replace(path)
    return path


def copy_migrated(name: Path) -> None:
    """Put the migrated database where the tests look for theirs, with nothing left of an earlier run."""
    for ending in BESIDE:
        name.with_name(name.name + ending).unlink(missing_ok=True)
    shutil.copyfile(migrated(), name)


def migrated_template() -> str:
    """The name of a migrated database on the same PostgreSQL, for its ``CREATE DATABASE … TEMPLATE``."""
    name = f"{TEMPLATES}{fingerprint()}"
    with one_at_a_time(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{TEMPLATES}%"])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            partial = f"{TEMPLATES}part"
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}"')
            cursor.execute(f'CREATE DATABASE "{partial}"')
            migrate(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{partial}").geturl())
            cursor.execute(f'ALTER DATABASE "{partial}" RENAME TO "{name}"')
    return name


@contextmanager
def tampering() -> Iterator[Any]:
    """A cursor of somebody with the database in their hands: no trigger keeps them from anything."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_unlocked DEFAULT VALUES")
        yield cursor
        cursor.execute("DELETE FROM accounts_unlocked")


def let_tests_empty_append_only_tables() -> None:
    """After a test with transactions of its own Django empties all tables: by the one door that there is.

    Most tables are empty anyhow, and PostgreSQL takes as long to truncate an empty one as a full one: there
    what has rows is deleted, with neither triggers nor foreign keys asked.
    """
    operations = type(connection.ops)
    flush = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        if connection.vendor == "postgresql":
            full = [self.quote_name(table) for table in tables_with_rows(tables)]
            return [
                "SET session_replication_role = replica;",
                *(f"DELETE FROM {table};" for table in full),
                "SET session_replication_role = DEFAULT;",
            ]
        statements = flush(
            self, style, [table for table in tables if table != "accounts_unlocked"], **options
        )
        opened = "INSERT INTO accounts_unlocked DEFAULT VALUES;"
        # Emptied last: SQLite tallies each question that goes.
        kept = ["DELETE FROM qbank_questiontally;", "DELETE FROM qbank_questionlack;"]
        return [opened, *statements, "DELETE FROM accounts_unlocked;", *kept]

    operations.sql_flush = sql_flush  # type: ignore[method-assign]


def tables_with_rows(tables: Iterable[str]) -> list[str]:
    """Those of the tables that are not empty; asked in one statement."""
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [table for (table,) in cursor.fetchall()]


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
