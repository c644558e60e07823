"""With more than sixty of everything that grows, no page asks people to choose from all of it.

Every page of the site and of the administration is opened as somebody who may; a select, or ticks of one
name, with more choices than are offered at a time fails here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from common.finding.choices import FEW
from interviews.models import Blueprint, Candidate, Interview, Position, QuestionSet, Sheet
from qbank.models import Category, Competency, Question, Source
from tests import factories, test_every_url
from tests.bulk.interviews import load_interviews
from tests.bulk.questions import load_questions
from tests.test_every_admin_url import addresses
from tests.world import make_world

pytestmark = pytest.mark.django_db

MUCH = 65
#: What is offered at a time, with what is chosen, an empty choice, and room for lists that the site itself
#: limits: kinds, stages, columns of a file, hours.
MOST = 2 * FEW + 5
#: Names of fields with longer lists that do not grow with what people enter, and why.
FIXED = {
    "time_zone": "the world's time zones",
    "_selected_action": "the rows of one page of a list of the administration",
    "competencies": "the framework's chapters and sections, see FEW in test_choices_of_rows.py",
}
GROWING = (Position, Candidate, Interview, Sheet, QuestionSet, Question, Source, Blueprint)


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    with module_db.unblock():
        load_questions(MUCH)
        load_interviews(MUCH, positions=MUCH)
        for number in range(MUCH):
            Source.objects.create(name=f"来源{number}", sha256=f"{number:063x}f", kind="spreadsheet")
            Blueprint.objects.create(name=f"蓝图{number}", wishes={"total": 3})
        made = make_world()
        superuser = factories.make_user(None, is_superuser=True)
        made.sessions["super"] = factories.make_session(superuser)
    return made


class _Choices(HTMLParser):
    """Counts the options of every select and the ticks of every name."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()
        self._select: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        if tag in ("select", "datalist"):
            self._select = values.get("name") or values.get("id") or tag
        elif tag == "option" and self._select is not None:
            self.counts[self._select] += 1
        elif tag == "input" and values.get("type") in ("checkbox", "radio"):
            self.counts[str(values.get("name"))] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "datalist"):
            self._select = None


def too_long(body: str) -> dict[str, int]:
    parser = _Choices()
    parser.feed(body)
    return {name: count for name, count in parser.counts.items() if count > MOST and name not in FIXED}


def body_of(client: Client, url: str) -> str:
    answer = client.get(url)
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer.getvalue().decode() if is_page else ""


def test_there_is_much_of_everything(world):
    for model in GROWING:
        assert model._default_manager.count() > MUCH - 5, model
    assert Category.objects.count() + Competency.objects.count() < MOST


def pages(world: SimpleNamespace) -> Iterator[tuple[str, str]]:
    """(role, address) of every page of the site, by each role that may open it."""
    for name in sorted(test_every_url.ADDRESSES.keys() - test_every_url.PUBLIC):
        for role in sorted(test_every_url.open_to(name) & world.sessions.keys()):
            yield role, test_every_url.address(name, world)


def test_no_page_of_the_site_lists_all(world):
    opened = 0
    for role, url in pages(world):
        if body := body_of(test_every_url.client_of(world, role), url):
            opened += 1
            assert not too_long(body), (role, url)
    assert opened > 200


def test_no_page_of_the_administration_lists_all(world):
    client = test_every_url.client_of(world, "super")
    opened = 0
    for model in admin.site._registry:
        for url in addresses(model):
            if body := body_of(client, url):
                opened += 1
                assert not too_long(body), url
    assert opened > 100


def test_the_parser_sees_a_long_select():
    options = "<option>1</option>" * (MOST + 1)
    assert too_long(f"<select name=a>{options}</select>") == {"a": MOST + 1}
    assert not too_long("<select name=a><option>1</select><select name=b><option>1</select>")


def test_a_page_of_positions_is_light(world):
    page = test_every_url.client_of(world, "hr").get(reverse("interviews:position-list")).getvalue()
    assert len(page) <= 30_000
    assert page.count(b"row-line") == 15
