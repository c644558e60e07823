"""The history of an object speaks to people: names for ids, labels for codes, and only what changed."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from accounts.labels import VALUE_LABELS
from accounts.models import AuditEvent
from interviews.models import Candidate, QuestionSet, SetShare
from qbank.models import Competency
from tests import factories
from tests.administration.test_doors import page_of, sent_by
from tests.recorded_actions import WRITERS, source_files, tree_of

pytestmark = pytest.mark.django_db

#: What the code says of an object in functions that recording calls.
STATES = {"_state", "_audit_values", "_section_state", "_wishes"}
#: Rows and settings that only programs follow: no history shows them.
FOR_PROGRAMS = {"row", "file", "read_as"}
CHANGE = re.compile(r"<dt>(.*?)</dt>\s*<dd>(.*?) → (.*?)</dd>", re.DOTALL)


def changes_on(client: Any, obj: Model) -> dict[str, tuple[str, str]]:
    """The newest entry of an object's history: label → before and after."""
    text = client.get(page_of(obj, "history")).content.decode()
    newest = text.partition('<ol class="trail">')[2].partition("</dl>")[0]
    return {label: (before, after) for label, before, after in CHANGE.findall(newest)}


def test_another_object_is_named_and_what_stayed_empty_is_not_told(hr: Any) -> None:
    position = factories.make_candidate().position
    hr.post(reverse("admin:interviews_candidate_add"), {"name": "林若溪", "position": position.pk})
    candidate = Candidate.objects.get(name="林若溪")
    told = {"Name": ("–", "林若溪"), "Position": ("–", str(position))}
    assert changes_on(hr, candidate) == told
    other = factories.make_candidate().position
    hr.post(page_of(candidate), {"name": "林若溪", "position": other.pk, "email": "a@b.cn"})
    assert changes_on(hr, candidate) == {"Position": (str(position), str(other)), "E-mail": ("–", "…")}


def test_what_only_the_admin_writes_names_other_objects_too(admin: Any) -> None:
    chapter, other = (Competency.objects.create(name=name) for name in ("沟通", "团队"))
    section = Competency.objects.create(name="倾听", parent=chapter)
    data = sent_by(admin.get(page_of(section)))
    assert admin.post(page_of(section), data | {"parent": other.pk}).status_code == 302
    assert list(changes_on(admin, section).values()) == [("沟通", "团队")]


def test_entries_that_kept_an_id_are_named_as_well(hr: Any, client_for: Any) -> None:
    root = client_for(user=factories.make_user(None, is_superuser=True))
    question_set, person = factories.make_set(created_by=hr.user), factories.make_user()
    give = reverse("interviews:set-give", args=[question_set.pk])
    hr.post(give, {"person": person.pk})
    shown = changes_on(root, SetShare.objects.get())
    assert shown["Question set"] == ("–", str(question_set)) and shown["Person"] == ("–", str(person))
    QuestionSet.objects.filter(pk=question_set.pk).update(name="改名后的题组")
    assert changes_on(root, SetShare.objects.get())["Question set"] == ("–", "改名后的题组")


def test_an_entry_of_the_trail_says_the_same_in_words_and_as_it_is_stored(hr: Any) -> None:
    position = factories.make_candidate().position
    hr.post(reverse("admin:interviews_candidate_add"), {"name": "林若溪", "position": position.pk})
    text = hr.get(page_of(AuditEvent.objects.get())).content.decode()
    assert "<dt>Position</dt>" in text and f"– → {position}" in text and "candidate.create" in text


def test_codes_times_and_marks_of_yes_are_said_in_words(client_for: Any) -> None:
    hr = client_for("hr", language="zh-hans")
    interview = factories.make_interview()
    hr.post(reverse("admin:interviews_interview_act", args=[interview.pk, "cancel"]), {"reason": "改期"})
    assert changes_on(hr, interview) == {"状态": ("已安排", "已取消"), "取消原因": ("–", "改期")}
    question_set = factories.make_set(created_by=hr.user)
    hr.post(reverse("interviews:set-archive", args=[question_set.pk]))
    assert changes_on(hr, question_set) == {"已归档": ("否", "是")}


def recorded_keys() -> Iterator[str]:
    """What the code writes into ``before`` and ``after``, read from its source."""
    for path in source_files():
        tree = tree_of(path)
        if not any(isinstance(node, ast.Name) and node.id in WRITERS for node in ast.walk(tree)):
            continue
        for node in ast.walk(tree):
            for said in states_in(node):
                for part in ast.walk(said):
                    if isinstance(part, ast.Dict):
                        yield from (key.value for key in part.keys if isinstance(key, ast.Constant))


def states_in(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.keyword) and node.arg in ("before", "after"):
        return [node.value]
    if isinstance(node, ast.Assign):
        names = {
            name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)
        }
        return [node.value] if names & {"before", "after"} else []
    if isinstance(node, ast.FunctionDef) and node.name in STATES:
        return [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value]
    return []


def test_every_value_the_code_records_has_a_name() -> None:
    fields = {field.name for model in apps.get_models() for field in model._meta.get_fields()}
    keys = set(recorded_keys())
    assert {"roles", "successor", "taken_back"} <= keys
    assert not keys - fields - VALUE_LABELS.keys() - FOR_PROGRAMS
