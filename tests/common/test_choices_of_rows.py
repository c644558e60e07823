"""No form holds a list of all rows of a table that grows: such rows are found by typing.

A new field that chooses rows fails here until it is one of ``common.finding.choices``, or what it chooses
from is one of the tables of which a company has few.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import ForeignKey, ManyToManyField, Model
from django.http import HttpRequest
from django.urls import get_resolver, reverse
from django.utils import timezone
from django_filters import FilterSet

from common.finding.choices import FEW as FEW_ROWS
from common.finding.choices import SearchedCheckboxes, SearchedSelect
from interviews.models import Candidate, CandidateTag, Interview, Position, SetSection
from qbank.models import Category, Competency, RatingScale
from tests import factories

pytestmark = pytest.mark.django_db

#: A company has tens of them, whatever becomes of the rest. Sections: those of one set.
FEW = {Category, Competency, RatingScale, Group, SetSection, CandidateTag}
#: Of these tables each is asked for a small part only, which is said beside the name of the form and field.
PARTS = {
    ("CommentForm", "question"): "the questions of one set",
    ("QuestionSetForm", "position"): "searched in the admin; an interviewer's own few positions are a list",
    ("PersonForm", "user_permissions"): "stands on no page: rights come from roles",
}


def all_below(base: type) -> Iterator[type]:
    for kind in base.__subclasses__():
        yield kind
        yield from all_below(kind)


def fields_of_forms() -> Iterator[tuple[str, str, forms.ModelChoiceField]]:
    get_resolver().url_patterns  # noqa: B018 (loads every module with a form)
    ours = tuple(config.name for config in apps.get_app_configs() if "." not in config.name)
    for form in all_below(forms.BaseForm):
        if form.__module__.startswith(ours) and not form.__module__.startswith("django"):
            for name, field in getattr(form, "base_fields", {}).items():
                if isinstance(field, forms.ModelChoiceField):
                    yield form.__name__, name, field
    for filter_set in all_below(FilterSet):
        if filter_set.__module__.startswith(ours):
            for name, entry in filter_set.base_filters.items():
                if isinstance(entry.field, forms.ModelChoiceField):
                    yield filter_set.__name__, name, entry.field


def test_no_form_chooses_from_all_rows_of_a_table_that_grows():
    checked = set()
    for form, name, field in fields_of_forms():
        checked.add((form, name))
        # A hidden field shows no choices.
        searched = isinstance(field.widget, SearchedSelect | SearchedCheckboxes) or field.widget.is_hidden
        few = field.queryset.model in FEW
        assert searched or few or (form, name) in PARTS, f"{form}.{name} lists all of {field.queryset.model}"
    assert {("InterviewForm", "sheet"), ("InterviewFilter", "member")} <= checked
    assert set(PARTS) <= checked


def relations(model: type[Model], names: list[str]) -> Iterator[ForeignKey | ManyToManyField]:
    for field in (*model._meta.fields, *model._meta.many_to_many):
        if field.remote_field and field.editable and field.name in names:
            yield field


def shown(page: admin.options.BaseModelAdmin, request: HttpRequest) -> list[str]:
    return [str(name) for _label, options in page.get_fieldsets(request) for name in flat(options["fields"])]


def flat(names: object) -> list[str]:
    return [part for name in names for part in ([name] if isinstance(name, str) else name)]  # type: ignore[attr-defined]


def test_the_admin_searches_too(rf):
    """Every relation that a page of the admin lets people change is searched for, or has few rows."""
    request = rf.get("/")
    request.user = apps.get_model("accounts.User").objects.create_superuser("root")
    for page in admin.site._registry.values():
        for part in (page, *(inline(page.model, admin.site) for inline in page.inlines)):
            writes = part.has_add_permission(request, *([None] if part is not page else []))
            if not (writes or part.has_change_permission(request)):
                continue
            fixed = {*part.get_readonly_fields(request), *(part.exclude or ())}
            searched = {*part.get_autocomplete_fields(request), *part.raw_id_fields}
            for field in relations(part.model, shown(part, request)):
                to_parent = part is not page and issubclass(page.model, field.remote_field.model)
                few = to_parent or field.remote_field.model in FEW
                if not few and field.name not in fixed | searched:
                    formfield = part.formfield_for_dbfield(field, request)
                    assert formfield is None, f"{part}: {field.name} lists all of {field.remote_field.model}"


@pytest.fixture
def hr(client):
    client.force_login(factories.make_user("hr"))
    return client


@pytest.fixture
def many(db):
    """More candidates, people and sheets than are offered at a time."""
    position = Position.objects.create(name="客服经理")
    for number in range(FEW_ROWS + 5):
        factories.make_candidate(name=f"候选人{number:03}", position=position)
        factories.make_user(name=f"面试官{number:03}")
    return position


def found(client, name, **query):
    return client.get(reverse(f"interviews:choose-{name}"), query).json()


def test_what_is_offered_is_a_part_and_says_so(hr, many):
    answer = found(hr, "candidate")
    assert (len(answer["choices"]), answer["more"]) == (FEW_ROWS, True)
    answer = found(hr, "candidate", q="候选人003")
    assert [choice["label"] for choice in answer["choices"]] == [f"候选人003 · {many}"]
    assert not answer["more"]
    assert found(hr, "person", q="没有这个人") == {"choices": [], "more": False}


def test_what_a_draft_chose_is_named_again(hr, many):
    last = Candidate.objects.order_by("name").last()
    assert [choice["id"] for choice in found(hr, "candidate", id=last.pk)["choices"]] == [str(last.pk)]


def test_erased_candidates_and_those_of_closed_positions_are_not_offered(hr):
    factories.make_candidate(name="甲", position=Position.objects.create(name="关", open=False))
    factories.make_candidate(name="乙", erased_at=timezone.now())
    assert found(hr, "candidate")["choices"] == []


def test_who_plans_no_interviews_is_offered_nothing(client):
    factories.make_candidate(name="秘密")
    for role in ("interviewer", "panelist", "admin", None):
        client.force_login(factories.make_user(role))
        for name in ("candidate", "person", "sheet"):
            answer = client.get(reverse(f"interviews:choose-{name}"), {"q": "秘密"})
            assert answer.status_code in (403, 404)
            assert "秘密" not in answer.content.decode()


def test_positions_are_offered_to_those_who_see_them(client):
    open_one, closed = (
        Position.objects.create(name="客服经理"),
        Position.objects.create(name="店长", open=False),
    )
    client.force_login(factories.make_user("hr"))
    assert [choice["id"] for choice in found(client, "position")["choices"]] == [str(open_one.pk)]
    assert [choice["id"] for choice in found(client, "position", q="客服")["choices"]] == [str(open_one.pk)]
    assert str(closed.pk) in [choice["id"] for choice in found(client, "position", closed=1)["choices"]]
    interviewer = factories.make_user("interviewer")
    client.force_login(interviewer)
    assert found(client, "position", closed=1)["choices"] == []
    factories.make_interview(candidate=factories.make_candidate(position=open_one), panel=[interviewer])
    assert [choice["label"] for choice in found(client, "position")["choices"]] == [str(open_one)]
    for role in ("panelist", "admin"):
        client.force_login(factories.make_user(role))
        assert client.get(reverse("interviews:choose-position")).status_code in (403, 404)


def test_hostile_texts_find_nothing_and_break_nothing(hr):
    factories.make_candidate(name="张伟")
    for hostile in ("'", '"><script>', "%", "_", "\\", "\0x", "😀" * 500, "1e999", "-1"):
        for key, value in (("q", hostile), ("id", hostile), ("id", [hostile] * 200), ("interview", hostile)):
            answer = hr.get(reverse("interviews:choose-person"), {key: value})
            assert answer.status_code == (404 if key == "interview" else 200)
        assert found(hr, "candidate", q=hostile)["choices"] == []


def test_the_page_is_as_light_with_many_rows(hr, many):
    page = hr.get(reverse("interviews:interview-create")).content
    assert len(page) < 30_000


def sent(**values):
    start = timezone.localtime() + timedelta(days=1)
    return {"starts_at": start.strftime("%Y-%m-%dT%H:%M"), "minutes": 45} | values


def test_without_scripts_the_only_one_of_a_name_is_meant(hr, many):
    lead = factories.make_user(name="王芳")
    sheet = factories.make_sheet(name="一面")
    data = sent(**{"candidate-typed": "候选人007", "lead-typed": "王芳", "sheet-typed": "一面"})
    data |= {"panel-typed": "面试官004"}
    assert hr.post(reverse("interviews:interview-create"), data).status_code == 302
    interview = Interview.objects.get()
    assert (interview.candidate.name, interview.sheet) == ("候选人007", sheet)
    assert {str(member.user) for member in interview.members.all()} == {str(lead), "面试官004"}


def test_without_scripts_of_several_one_is_chosen(hr, many):
    page = hr.post(reverse("interviews:interview-create"), sent(**{"candidate-typed": "候选人00"}))
    form = page.context["form"]
    assert "候选人00" in str(form.errors["candidate"])
    assert str(form["candidate"]).count("<option") == 11  # those found, and none
    page = hr.post(reverse("interviews:interview-create"), sent(**{"lead-typed": "<b>"}))
    assert "lead" in page.context["form"].errors
    assert "&lt;b&gt;" in page.content.decode()
    assert "<b>" not in str(page.context["form"]["lead"])
