"""Pages of the running site, in the Chromium of tests/chromium.py."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.test import Client
from django.utils import timezone

from tests import factories


class LiveRequests:
    """What the live server is answering just now: not the requests of a test's own client."""

    def __init__(self) -> None:
        self._running, self._closed, self._lock = 0, False, threading.Lock()
        request_started.connect(self._begin)
        request_finished.connect(self._end)

    def open(self) -> None:
        self._closed = False

    def close(self, seconds: float = 15) -> None:
        """Until the last request is answered; one that comes later is an error in the server's log, no more.

        A page that closes still sends its last words, on a busy machine after any pause.
        """
        with self._lock:
            self._closed = True
        end = time.monotonic() + seconds
        while self._running:
            if time.monotonic() > end:
                raise AssertionError("the live server is still answering a request")
            time.sleep(0.01)

    def _begin(self, sender: type | None, **_: Any) -> None:
        if sender and issubclass(sender, WSGIHandler):
            with self._lock:
                if self._closed:
                    raise ConnectionAbortedError("the test is over")
                self._running += 1

    def _end(self, sender: type | None, **_: Any) -> None:
        if sender and issubclass(sender, WSGIHandler):
            with self._lock:
                self._running -= 1


@pytest.fixture(scope="session")
def live_requests() -> LiveRequests:
    return LiveRequests()


@pytest.fixture
def page_for(live_server: Any, chromium: Any, live_requests: LiveRequests) -> Iterator[Callable[..., Any]]:
    """page_for("hr") → a page signed in as a new HR person (or as the given user), at the live server.

    ``page.user`` is the person, ``page.violations`` collects every breach of the
    Content-Security-Policy and every script error; the test fails at its end if there was one,
    unless it empties the list itself.
    """
    live_requests.open()
    contexts = []
    pages = []

    def open_page(
        who: Any = "interviewer", *, language: str = "zh-hans", theme: str = "light", **options: Any
    ) -> Any:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("timezone_id", settings.TIME_ZONE)
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
    live_requests.close()
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
