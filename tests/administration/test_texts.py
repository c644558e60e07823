"""The admin speaks HR's Chinese: our own wording of Django's texts, without gaps between words."""

import gettext
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import django
import pytest
from django.urls import reverse
from django.utils import translation

from accounts.roles import ROLES
from common.django_admin_texts import TEXTS
from tests import factories
from tests.test_every_admin_url import REGISTERED, addresses
from tests.world import make_world

pytestmark = pytest.mark.django_db

PLACES = [Path(django.__file__).parent / "contrib" / app for app in ("admin", "auth")]
DJANGOS = [gettext.translation("django", place / "locale", ["zh_Hans"]) for place in PLACES]
#: Of what stands in a heading, a link, a button or a label.
GAP = re.compile(r"[一-鿿] +[一-鿿]")
#: What names of things made by tests don't look like, nor places of the time zone database ("America/…").
ENGLISH = re.compile(r"^(?!\w+/).*[A-Za-z]{2,}(?: [A-Za-z’']{2,}){2,}")
#: Models that some role reads; superusers, who see the others, are made on the command line.
READ = [
    model
    for model in REGISTERED
    if any(f"{model._meta.app_label}.view_{model._meta.model_name}" in held for held in ROLES.values())
]


def djangos_wording() -> list[re.Pattern[str]]:
    """What Django would say where we say something else, whatever is filled in."""
    with translation.override("zh-hans"):
        ours = {str(translation.gettext(text)) for text in TEXTS}
    said = {own.gettext(text) for own in DJANGOS for text in TEXTS} - set(TEXTS) - ours
    patterns = []
    for text in said:
        parts = re.split(r"%\(\w+\)[sd]|%s|\{\w*\}", text.strip())
        if sum(map(len, parts)) > 3:
            patterns.append(re.compile("^" + "[^\n]+".join(map(re.escape, parts)) + "$", re.MULTILINE))
    return patterns


def words_of(html: str) -> str:
    """The texts of a page, and what it tells screen readers and shows on hovering, a line each."""
    body = html.partition("<body")[2].partition(">")[2]
    body = re.sub(r"(?s)<(script|style|svg|textarea)\b.*?</\1>", " ", body)
    attributes = re.findall(r'\b(?:aria-label|title|placeholder)="([^"]*)"', body)
    lines = re.sub(r"<[^>]+>", "\n", body).splitlines() + attributes
    return "\n".join(unescape(line).strip() for line in lines)


def assert_our_chinese(answer: Any, wooden: list[re.Pattern[str]], where: str) -> None:
    text = words_of(answer.content.decode())
    assert not [found.group() for pattern in wooden if (found := pattern.search(text))], where
    assert not [line for line in text.splitlines() if GAP.search(line) or ENGLISH.search(line)], where


@pytest.fixture(scope="module")
def world(module_db: Any) -> Any:
    with module_db.unblock():
        return make_world()


@pytest.fixture
def root(client_for: Any, world: Any) -> Any:
    return client_for(user=factories.make_user(None, is_superuser=True), language="zh-hans")


def test_every_page_says_it_our_way(root: Any) -> None:
    wooden = djangos_wording()
    assert len(wooden) > 50
    shown = 0
    for place in (url for model in READ for url in addresses(model)):
        answer = root.get(place)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            assert_our_chinese(answer, wooden, place)
            shown += 1
    assert shown > 100


@pytest.mark.parametrize("role", sorted(ROLES))
def test_the_index_says_it_our_way(role: str, client_for: Any) -> None:
    index = client_for(role, language="zh-hans").get(reverse("admin:index"))
    assert_our_chinese(index, djangos_wording(), role)


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30])
def test_every_form_says_what_is_wrong_our_way(typed: str, root: Any) -> None:
    """Sent with nothing, or with the same everywhere: texts, numbers, dates, choices, files."""
    wooden = djangos_wording()
    refused = 0
    for model in READ:
        for place in addresses(model):
            if not place.endswith(("/add/", "/change/", "/password/", "/import/")):
                continue
            opened = root.get(place)
            form = opened.context and (opened.context.get("adminform") or opened.context.get("form"))
            if opened.status_code != 200 or not form:
                continue
            answer = root.post(place, sent(opened, typed) if typed else {})
            if answer.status_code == 200:
                assert_our_chinese(answer, wooden, place)
                refused += 1
    assert refused > 8


def sent(opened: Any, typed: str) -> dict[str, str]:
    """The same in each field of a page, and of one new row of each table."""
    html = opened.content.decode()
    names = set(re.findall(r'<(?:input|select|textarea)\b[^>]*?\bname="([^"]+)"', html))
    counts = {name: "1" for name in names if name.endswith("-TOTAL_FORMS")}
    counts |= {name: "0" for name in names if name.endswith("-INITIAL_FORMS")}
    fields = {name for name in names if "csrf" not in name and "_FORMS" not in name} - {"opened_on"}
    return {name.replace("__prefix__", "0"): typed for name in fields} | counts


def test_headings_name_the_thing_alone(root: Any) -> None:
    text = root.get(reverse("admin:qbank_question_changelist")).content.decode()
    assert "<h1>题目</h1>" in text and "按状态" in text
    assert "新增面试" in root.get(reverse("admin:interviews_interview_add")).content.decode()


def test_the_scripts_of_the_admin_say_it_our_way_too(root: Any) -> None:
    script = root.get(reverse("admin:jsi18n")).content.decode()
    assert json.dumps("共 %(cnt)s 项，选中 %(sel)s 项")[1:-1] in script
