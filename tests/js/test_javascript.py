"""The unit tests of our JavaScript (``*.test.js`` beside this file), in a Chromium under the site's policy.

Each test there is a test here. The pages are answered by this module: no server runs and no database is
needed, and nothing leaves the browser.
"""

import json
import mimetypes
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.html import json_script

from common.save_texts import form_texts
from interviews.room.pages.texts import script_texts

HERE = Path(__file__).parent
SITE = "https://scripts.test"
FOLDERS = {"/static/": settings.BASE_DIR / "static", "/tests/js/": HERE}
FILES = sorted(HERE.rglob("*.test.js"))
TITLE = re.compile(r'^\s*it\("((?:[^"\\]|\\.)+)"', re.MULTILINE)
POLICY = "; ".join(f"{name} {' '.join(sources)}" for name, sources in settings.SECURE_CSP.items())


def titles(file: Path) -> list[str]:
    """What the tests of a file are called."""
    return [json.loads(f'"{title}"') for title in TITLE.findall(file.read_text(encoding="utf-8"))]


def page_with_texts(file: Path) -> str:
    """A page with the sentences of the scripts, which runs one file of tests."""
    with translation.override("en"):
        texts = json_script(script_texts(), "scoring-texts") + json_script(form_texts(), "forms-texts")
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Tests</title>
{texts}
<main id="place"></main>
<script src="/tests/js/vendor/mocha/mocha.js"></script>
<script src="/tests/js/run.js" type="module"></script>
</html>"""


def answer(route: Any, file: Path) -> None:
    """Our own files and the page; everything else is not there."""
    path = route.request.url.removeprefix(SITE).partition("?")[0]
    if path == "/":
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body=page_with_texts(file), content_type="text/html", headers=headers)
        return
    for prefix, folder in FOLDERS.items():
        if path.startswith(prefix) and (wanted := folder / path.removeprefix(prefix)).is_file():
            kind = mimetypes.guess_type(wanted.name)[0] or "application/octet-stream"
            route.fulfill(body=wanted.read_bytes(), content_type=kind)
            return
    route.fulfill(status=404)


@pytest.fixture(scope="module")
def outcomes_of(chromium: Any) -> Iterator[Callable[[Path], dict[str, str]]]:
    """outcomes_of(file) → title → what went wrong, or "": each file runs once, in a browser of its own."""
    known: dict[Path, dict[str, str]] = {}

    def run(file: Path) -> dict[str, str]:
        context = chromium.new_context(locale="en-GB", timezone_id="UTC")
        try:
            page = context.new_page()
            errors: list[str] = []
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on(
                "console", lambda line: errors.append(line.text) if "Security Policy" in line.text else None
            )
            page.route("**/*", lambda route: answer(route, file))
            page.goto(f"{SITE}/?file=/tests/js/{file.relative_to(HERE).as_posix()}")
            for _ in range(600):
                if errors or page.evaluate("window.outcomes !== undefined"):
                    break
                page.wait_for_timeout(50)
            assert errors == []
            outcomes: dict[str, str] = page.evaluate("window.outcomes ?? {}")
            return outcomes
        finally:
            context.close()

    def outcomes(file: Path) -> dict[str, str]:
        if file not in known:
            known[file] = run(file)
        return known[file]

    yield outcomes


@pytest.mark.parametrize(
    ("file", "title"),
    [
        pytest.param(file, title, id=f"{file.relative_to(HERE).as_posix()}: {title}")
        for file in FILES
        for title in titles(file)
    ],
)
def test_javascript(outcomes_of, file, title):
    outcomes = outcomes_of(file)
    assert title in outcomes, "this test did not run"
    assert not outcomes[title], outcomes[title]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(HERE).as_posix())
def test_every_test_that_ran_is_named_once(outcomes_of, file):
    assert sorted(outcomes_of(file)) == sorted(titles(file))
