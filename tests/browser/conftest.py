"""A real Chromium for the browser tests.

Set QBANK_SKIP_BROWSER=1 to leave them out; without a Chromium they fail, they are never skipped silently.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from django.utils import timezone

from tests import factories

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if os.environ.get("QBANK_SKIP_BROWSER"):
                item.add_marker(
                    pytest.mark.skip(reason="BROWSER TESTS LEFT OUT: no Chromium on this machine")
                )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    # Playwright's loop runs in this thread; Django must not take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if CHROMIUM is None:
        pytest.fail(
            "There is no Chromium. Run `make test`, which installs it, or `apt-get install chromium`."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Requests:
    """How many requests the live server is answering just now."""

    def __init__(self) -> None:
        self.running, self._lock = 0, threading.Lock()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def _begin(self, **_: Any) -> None:
        with self._lock:
            self.running += 1

    def _end(self, **_: Any) -> None:
        with self._lock:
            self.running -= 1

    def wait_for_quiet(self, seconds: float = 15) -> None:
        """Until nothing has been running for a moment: a page that closes still sends its last words."""
        quiet_since, end = time.monotonic(), time.monotonic() + seconds
        while time.monotonic() - quiet_since < 0.1:
            if self.running > 0:
                quiet_since = time.monotonic()
            if time.monotonic() > end:
                raise AssertionError("the live server is still answering a request")
            time.sleep(0.01)


@pytest.fixture(scope="session")
def requests() -> Requests:
    return Requests()


@pytest.fixture
def page_for(live_server: Any, chromium: Any, requests: Requests) -> Iterator[Callable[..., Any]]:
    """page_for("hr") → a page signed in as a new HR person (or as the given user), at the live server.

    ``page.user`` is the person, ``page.violations`` collects every breach of the
    Content-Security-Policy and every script error; the test fails at its end if there was one,
    unless it empties the list itself.
    """
    contexts = []
    pages = []

    def open_page(
        who: Any = "interviewer", *, language: str = "zh-hans", theme: str = "light", **options: Any
    ) -> Any:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
        contexts.append(context)
        cookies = {"language": language, "theme": theme}
        user = factories.make_user(who) if isinstance(who, str) else who
        if user is not None:
            client = Client()
            client.force_login(user)
            cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.user = user
        page.violations = []
        page.on("pageerror", lambda error: page.violations.append(str(error)))
        page.on(
            "console",
            lambda message: (
                page.violations.append(message.text) if "Content Security Policy" in message.text else None
            ),
        )
        pages.append(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # The tables are emptied next, and on PostgreSQL that and a running request lock each other out.
    requests.wait_for_quiet()
    assert [violation for page in pages for violation in page.violations] == []


@pytest.fixture
def interview(db: None) -> Any:
    """Two questions for one interviewer, now: a checklist with a red flag, and a ladder."""
    questions = [
        factories.make_question(points=3, red_flags=1, text="客户同时投诉多个问题，你会如何处理？"),
        factories.make_question(rubric_kind="ladder", red_flags=0, text="请讲一次你把客户放在第一位的经历。"),
    ]
    sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
    return factories.make_interview(panel=[factories.make_user()], sheet=sheet, starts_at=timezone.now())
