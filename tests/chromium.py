"""A real Chromium for the tests of pages (tests/browser) and of scripts (tests/js).

Set QBANK_SKIP_BROWSER=1 to leave them out; without a Chromium they fail, they are never skipped silently.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

TESTS = Path(__file__).parent
#: Where such tests lie.
FOLDERS = ("browser", "js")
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


def mark_browser_tests(items: list[pytest.Item]) -> None:
    """Mark what drives the Chromium, or leave it out where that was asked for."""
    for item in items:
        if item.path.relative_to(TESTS).parts[0] in FOLDERS:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if os.environ.get("QBANK_SKIP_BROWSER"):
                item.add_marker(
                    pytest.mark.skip(reason="BROWSER TESTS LEFT OUT: no Chromium on this machine")
                )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not installed where browser tests are left out)

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
