"""Fixtures every test may use."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from django_tasks.backends import immediate

from common.limited import run_here
from common.translations import compile_translations
from tests import factories
from tests.chromium import chromium, mark_browser_tests  # noqa: F401 - the fixture is for every test
from tests.database import copy_migrated, let_tests_empty_append_only_tables, migrated_template

#: QBANK_HYPOTHESIS=thorough tries ten times as many examples wherever a test names no number of its own.
hypothesis.settings.register_profile("quick", deadline=None)
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("QBANK_HYPOTHESIS", "quick"))


def pytest_configure() -> None:
    # A process for each file that a test uploads would take most of the time.
    run_here(before=not_in_a_transaction)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    let_tests_empty_append_only_tables()
    locale = Path(settings.LOCALE_PATHS[0])
    if compile_translations(locale):
        # Django may have read the old texts already.
        translation_file_changed(None, locale / "django.mo")


def not_in_a_transaction() -> None:
    """Nobody waits until a file has been read. A test's own transaction is none, and in tests alone jobs run
    at once, within the transaction that has enqueued them."""
    frame = sys._getframe()
    while frame and frame.f_globals.get("__name__") != immediate.__name__:
        frame = frame.f_back
    assert frame or all(block._from_testcase for block in connection.atomic_blocks)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """All tests of a file go to one worker: what a module keeps takes long to make.

    Whatever ``--dist`` says; groups it can't tell, for pytest 9.2 ignores the mark that xdist 3.8 leaves on
    a test.
    """
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415 (pytest runs without xdist too)

    config.option.loadscopereorder = False
    return LoadFileScheduling(config, log)


#: Tests of what knows no database. Where one of them does use one, it runs on both.
PURE = ("growth", "interviews/blueprint", "interviews/scoring", "js", "qbank/documents", "qbank/spreadsheets")


TESTS = Path(__file__).parent
#: Folders of tests that go through every page, form or table.
CRAWLS = (TESTS, TESTS / "administration", TESTS / "growth", TESTS / "fixtures")
READERS = (TESTS / "qbank/documents", TESTS / "qbank/spreadsheets")


def touches_database(item: pytest.Item) -> bool:
    """pytest-django lets no test but these reach a database."""
    return item.get_closest_marker("django_db") is not None or any(
        name.endswith("db") for name in getattr(item, "fixturenames", ())
    )


def is_traced(item: pytest.Item) -> bool:
    """Coverage is taken from the rooms' own tests by example: with it crawls and generated examples take far
    longer, and they reach the same lines; the readers' files are left out of it (pyproject.toml)."""
    generated = hypothesis.is_hypothesis_test(getattr(item, "obj", None))
    readers = any(item.path.is_relative_to(folder) for folder in READERS)
    return not generated and not readers and item.path.parent not in CRAWLS


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files are begun first, so that at the end no worker is left alone with one. On PostgreSQL
    tests of PURE are left out: they ran on SQLite, and no database would make a difference to them."""
    mark_browser_tests(items)
    for item in items:
        if not is_traced(item):
            item.add_marker(pytest.mark.no_cover)
    if connection.vendor == "postgresql":
        folders = tuple(TESTS / folder for folder in PURE)
        pure = [
            item
            for item in items
            if any(item.path.is_relative_to(folder) for folder in folders) and not touches_database(item)
        ]
        config.hook.pytest_deselected(items=pure)
        left_out = set(pure)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=lambda item: item.path.parent != TESTS)


def pytest_collection_finish() -> None:
    """What is collected stays to the end: the garbage collector needn't look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_createdb: bool) -> bool:
    """On SQLite the tests' database is there when they start: a copy, with nothing left to migrate."""
    return django_db_keepdb or (connection.vendor == "sqlite" and not django_db_createdb)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> None:
    if django_db_createdb:
        return
    if connection.vendor == "sqlite":
        copy_migrated(Path(connection.settings_dict["TEST"]["NAME"]))
    else:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = migrated_template()


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """What a module's fixtures write under ``with module_db.unblock():`` stays until the module's last test.

    What a test changes of it is undone after that test. Not for modules with transactional tests.
    """
    outer = transaction.atomic()
    outer._from_testcase = True
    with django_db_blocker.unblock():
        outer.__enter__()
    yield django_db_blocker
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """Each test begins in the site's default language: a request leaves its own active in the thread."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture
def client_for(db: None) -> Callable[..., Client]:
    """client_for("hr") → a client signed in as a new HR person; client.user is that person."""

    def sign_in(role: str | None = "interviewer", *, user: object = None, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.user = user or factories.make_user(role)
        client.cookies[settings.SESSION_COOKIE_NAME] = factories.make_session(client.user)
        return client

    return sign_in


@pytest.fixture
def hr(client_for: Callable[..., Client]) -> Client:
    return client_for("hr")


@pytest.fixture
def interviewer(client_for: Callable[..., Client]) -> Client:
    return client_for("interviewer")


@pytest.fixture
def admin(client_for: Callable[..., Client]) -> Client:
    return client_for("admin")


@pytest.fixture
def stranger() -> Client:
    """Nobody: not signed in."""
    return Client(headers={"accept-language": "en"})
