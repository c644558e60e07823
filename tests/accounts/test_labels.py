"""The audit trail's codes, and roles, under the names people know."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from accounts.audit import record
from accounts.labels import VERB_LABELS, action_label, object_type_label, role_label
from accounts.roles import ROLES
from tests import factories

#: Where an action is recorded, and where one has a name of its own; f-strings are none of both.
ACTION = re.compile(r'action="[a-z]+\.([a-z-]+)"')
MODELS = {model._meta.model_name for model in apps.get_models()}
NAMED = re.compile(r"^(?:[A-Z]+, )*[A-Z]+ = (.*)$", re.MULTILINE)


def verbs_of(source):
    verbs = set(ACTION.findall(source))
    for values in NAMED.findall(source):
        named = re.findall(r'"([a-z]+)\.([a-z-]+)"', values)
        verbs |= {verb for model, verb in named if model in MODELS}
    return verbs


def test_every_verb_the_code_records_has_a_name():
    used = {
        verb
        for app in ("accounts", "qbank", "interviews")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        for verb in verbs_of(path.read_text(encoding="utf-8"))
    }
    assert {"change", "erase", "decide"} <= used
    assert used <= set(VERB_LABELS)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_has_a_chinese_name(role):
    with translation.override("zh-hans"):
        assert role_label(role) in ("管理员", "HR", "面试官", "面试官（不看题库）")


def test_what_is_not_known_is_shown_as_it_is_stored():
    assert action_label("robot.dance") == "robot.dance"
    assert object_type_label("gone.model") == "gone.model"
    assert object_type_label("gone") == "gone"
    assert role_label("guest") == "guest"


@pytest.mark.django_db
def test_the_trail_is_read_and_filtered_in_words(client_for):
    admin = factories.make_user("admin")
    record(actor=None, action="user.set-password", target=admin)
    client = client_for(user=admin, language="zh-hans")
    url = reverse("admin:accounts_auditevent_changelist")
    html = client.get(url).content.decode()
    assert all(words in html for words in ("重设密码", "人员", "系统"))
    assert client.get(url, {"act": "set-password", "kind": "accounts.user"}).context["cl"].result_count == 1
    assert client.get(url, {"act": "publish"}).context["cl"].result_count == 0


@pytest.mark.django_db
def test_people_are_filtered_by_role(client_for):
    admin = factories.make_user("admin")
    factories.make_user("interviewer")
    url = reverse("admin:accounts_user_changelist")
    assert client_for(user=admin).get(url, {"role": "interviewer"}).context["cl"].result_count == 1
