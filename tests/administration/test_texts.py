"""The admin speaks HR's Chinese: our own wording of Django's texts, without gaps between words."""

import gettext
import json
import re
from pathlib import Path
from typing import Any

import django
import pytest
from django.urls import reverse
from django.utils import translation

from common.django_admin_texts import TEXTS
from tests import factories
from tests.test_every_url import make_world

pytestmark = pytest.mark.django_db

PLACES = [Path(django.__file__).parent / "contrib" / app for app in ("admin", "auth")]
DJANGOS = [gettext.translation("django", place / "locale", ["zh_Hans"]) for place in PLACES]
#: Of what stands in a heading, a link, a button or a label.
GAP = re.compile(r"[一-鿿] +[一-鿿]")


def djangos_wording() -> set[str]:
    """What Django would say where we say something else, without what is filled in."""
    with translation.override("zh-hans"):
        ours = {str(translation.gettext(text)) for text in TEXTS}
    said = {own.gettext(text) for own in DJANGOS for text in TEXTS} - set(TEXTS)
    return {text for text in said - ours if not re.search(r"[%{<]", text) and len(text) > 3}


def pages() -> dict[str, str]:
    world = make_world()
    question = world.ids["qbank:question"]
    return {
        "index": reverse("admin:index"),
        "list": reverse("admin:qbank_question_changelist"),
        "interviews": reverse("admin:interviews_interview_changelist"),
        "add": reverse("admin:interviews_interview_add"),
        "question": reverse("admin:qbank_question_change", args=[question]),
        "interview": reverse("admin:interviews_interview_change", args=[world.interview.pk]),
        "cancel": reverse("admin:interviews_interview_act", args=[world.interview.pk, "cancel"]),
        "history": reverse("admin:qbank_question_history", args=[question]),
        "delete": reverse("admin:qbank_category_delete", args=[world.ids["qbank:category"]]),
        "import": reverse("admin:qbank_question_import"),
        "people": reverse("admin:accounts_user_changelist"),
        "person": reverse("admin:accounts_user_add"),
        "trail": reverse("admin:accounts_auditevent_changelist"),
    }


def words_of(html: str) -> str:
    body = re.sub(r"(?s)<(script|style|svg|textarea)\b.*?</\1>", " ", html.partition("<body")[2])
    return re.sub(r"<[^>]+>", "\n", body)


def test_typical_pages_say_it_our_way(client_for: Any) -> None:
    root = client_for(user=factories.make_user(None, is_superuser=True), language="zh-hans")
    wooden = djangos_wording()
    assert len(wooden) > 20
    for name, place in pages().items():
        response = root.get(place)
        assert response.status_code == 200, name
        text = words_of(response.content.decode())
        assert not [phrase for phrase in wooden if phrase in text], name
        gaps = [line.strip() for line in text.splitlines() if GAP.search(line)]
        assert not gaps, (name, gaps)


def test_headings_name_the_thing_alone(client_for: Any) -> None:
    root = client_for(user=factories.make_user(None, is_superuser=True), language="zh-hans")
    text = root.get(reverse("admin:qbank_question_changelist")).content.decode()
    assert "<h1>题目</h1>" in text and "按状态" in text
    assert "新增面试" in root.get(reverse("admin:interviews_interview_add")).content.decode()


def test_the_scripts_of_the_admin_say_it_our_way_too(client_for: Any) -> None:
    root = client_for(user=factories.make_user(None, is_superuser=True), language="zh-hans")
    script = root.get(reverse("admin:jsi18n")).content.decode()
    assert json.dumps("共 %(cnt)s 项，选中 %(sel)s 项")[1:-1] in script
