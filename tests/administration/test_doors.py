"""The admin is a second door to the site: what is written there goes through a service and into the trail,
no form lists everything, and each page leads to its page on the site and back."""

import re
from html import unescape
from importlib import import_module
from types import SimpleNamespace
from typing import Any
from unittest import mock

import pytest
from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AutocompleteMixin, ForeignKeyRawIdWidget, RelatedFieldWidgetWrapper
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.forms import ModelChoiceField
from django.urls import reverse

from accounts.admin_base import SiteAdmin
from accounts.models import AuditEvent
from tests import factories
from tests.administration.test_lookups import OURS
from tests.test_every_url import make_world

pytestmark = pytest.mark.django_db

#: What may be added, changed or deleted in the admin, and what writes it. Any other page is read-only.
WRITTEN_BY = {
    "accounts.User": ["accounts.admin.PersonAdmin"],
    "interviews.Candidate": [
        "interviews.candidates.services.candidates.create_candidate",
        "interviews.candidates.services.candidates.save_and_record",
    ],
    "interviews.Company": ["interviews.company.services.company.change_company"],
    "interviews.Interview": [
        "interviews.planning.services.scheduling.schedule_interview",
        "interviews.planning.services.scheduling.change_interview",
    ],
    "interviews.Position": ["interviews.candidates.services.positions.save_position"],
    "interviews.QuestionSet": ["interviews.building.services.sets"],
    "interviews.Scorecard": ["interviews.room.services.saving"],
    "qbank.Category": [
        "qbank.questions.services.categories.create_category",
        "qbank.questions.services.categories.rename_category",
        "qbank.questions.services.categories.delete_category",
    ],
    # Only the admin writes these.
    "qbank.Competency": ["accounts.admin_audited.AuditedAdmin"],
    "qbank.CompetencyPoint": ["accounts.admin_audited.AuditedAdmin"],
    "qbank.Passage": ["accounts.admin_audited.AuditedAdmin"],
    "qbank.Question": ["qbank.questions.services.questions.save_question"],
    "qbank.RatingScale": ["accounts.admin_audited.AuditedAdmin"],
    "qbank.Source": ["accounts.admin_audited.AuditedAdmin"],
}
#: Of these a company has a few dozen at most: a select may list them.
FEW = {
    "qbank.Category": "the bank's sections",
    "qbank.Competency": "chapters and sections of one framework",
    "qbank.RatingScale": "a handful",
    "interviews.Position": "those that are open",
    "interviews.SetSection": "those of this very set",
    "accounts.User": "those whose role lets them sit on a panel",
    "auth.Group": "the roles",
}
#: Nothing on the site shows these by themselves.
WITHOUT_PAGE_ON_SITE = {
    "accounts.User": "people are kept here",
    "accounts.AuditEvent": "the trail is read here",
    "qbank.SavedMapping": "what an import proposes",
    "qbank.RatingScale": "scales are kept here",
    "qbank.Band": "with their scale",
    "interviews.NoteSnippet": "phrases are kept on the scoring page itself",
}
#: Its pages are their own, without fields of the model.
WITHOUT_MODEL_FORM = {"interviews.Scorecard"}
WRITABLE = sorted(WRITTEN_BY.keys() - {"interviews.Scorecard", "interviews.QuestionSet"})


@pytest.fixture
def root(client_for: Any) -> Any:
    return client_for(user=factories.make_user(None, is_superuser=True))


@pytest.fixture
def root_request(rf: Any, root: Any) -> Any:
    request = rf.get("/")
    request.user = root.user
    return request


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    with module_db.unblock():
        return make_world()


def page_of(obj: Model, page: str = "change") -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def writes(model_admin: SiteAdmin, request: Any) -> bool:
    return (
        model_admin.has_add_permission(request)
        or model_admin.has_change_permission(request)
        or model_admin.has_delete_permission(request)
    )


@pytest.mark.parametrize("label", sorted(OURS))
def test_what_can_be_written_names_its_service(label: str, root_request: Any) -> None:
    assert writes(OURS[label], root_request) == (label in WRITTEN_BY)


@pytest.mark.parametrize("name", sorted({name for names in WRITTEN_BY.values() for name in names}))
def test_the_services_exist(name: str) -> None:
    module, _dot, service = name.rpartition(".")
    assert hasattr(import_module(module), service)


def made(label: str) -> Model:
    """An object of this kind."""
    question = factories.make_question(status="draft")
    competency = question.competencies.get()
    made_by_label = {
        "accounts.User": factories.make_user,
        "interviews.Candidate": factories.make_candidate,
        "interviews.Company": lambda: OURS[label].model.objects.get_or_create(pk=1)[0],
        "interviews.Interview": lambda: factories.make_interview(panel=[factories.make_user()]),
        "interviews.Position": lambda: factories.make_candidate().position,
        "qbank.Category": factories.make_category,
        "qbank.Competency": lambda: competency,
        "qbank.CompetencyPoint": lambda: competency.points.create(title="要点"),
        "qbank.Passage": lambda: OURS[label].model.objects.create(topic="沟通", title="标题", text="文字"),
        "qbank.Question": lambda: question,
        "qbank.RatingScale": factories.make_scale,
        "qbank.Source": lambda: OURS[label].model.objects.create(name="a.txt", kind="document", sha256="1"),
    }
    return made_by_label[label]()


def sent_by(response: Any) -> dict[str, Any]:
    """What the form of a page sends when nobody changes anything."""
    data: dict[str, Any] = {}
    forms_of_page = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms_of_page += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms_of_page:
        for bound in form:
            value = bound.value()
            if isinstance(value, bool):
                data |= {bound.html_name: "on"} if value else {}
            elif value is not None:
                values = [getattr(row, "pk", row) for row in value] if isinstance(value, list) else value
                data[bound.html_name] = values if values != [] else ""
            if bound.field.show_hidden_initial:
                data[bound.html_initial_name] = data.get(bound.html_name, "")
    return {name: value for name, value in data.items() if value != ""}


#: The field that is changed; the first text of the form where there is nothing here.
CHANGED = {
    "interviews.Interview": "place",
    "qbank.Question": "text",
    "qbank.CompetencyPoint": "title",
    "accounts.User": "name",
    "qbank.Source": "title",
}


@pytest.mark.parametrize("label", WRITABLE)
def test_a_change_leaves_an_entry_in_the_trail_and_in_the_history(label: str, root: Any) -> None:
    obj = made(label)
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    data = sent_by(root.get(page_of(obj)))
    field = CHANGED.get(label) or ("title" if "title" in data else "name")
    response = root.post(page_of(obj), data | {field: "改过的内容"})
    assert response.status_code == 302, response.context["errors"]
    obj.refresh_from_db()
    assert getattr(obj, field) == "改过的内容"
    events = AuditEvent.objects.exclude(pk__in=before).filter(object_id=str(obj.pk))
    assert events.get().actor == root.user
    assert str(root.user) in root.get(page_of(obj, "history")).content.decode()


@pytest.mark.parametrize("label", WRITABLE)
def test_saving_without_a_change_leaves_none(label: str, root: Any) -> None:
    obj = made(label)
    before = AuditEvent.objects.count()
    response = root.post(page_of(obj), sent_by(root.get(page_of(obj))))
    assert response.status_code == 302, response.context["errors"]
    assert AuditEvent.objects.count() == before


def opened_on(response: Any) -> dict[str, str]:
    """What the page says of the values that it was opened on."""
    found = re.search(r'name="opened_on" value="([^"]*)"', response.content.decode())
    return {"opened_on": unescape(found[1])} if found else {}


@pytest.mark.parametrize("label", WRITABLE)
def test_an_older_tab_overwrites_nobody_s_change(label: str, root: Any) -> None:
    obj = made(label)
    page = root.get(page_of(obj))
    opened = sent_by(page) | opened_on(page)
    field = CHANGED.get(label) or ("title" if "title" in opened else "name")
    assert root.post(page_of(obj), opened | {field: "先改的内容"}).status_code == 302
    response = root.post(page_of(obj), opened | {field: "后改的内容"})
    assert response.status_code == 200 and "后改的内容" in response.content.decode()
    obj.refresh_from_db()
    assert getattr(obj, field) == "先改的内容"


def choices_of(form: forms.BaseForm) -> list[tuple[str, ModelChoiceField[Any]]]:
    return [(name, field) for name, field in form.fields.items() if isinstance(field, ModelChoiceField)]


def is_listed(field: ModelChoiceField[Any]) -> bool:
    """Whether the field's page holds all that could be chosen."""
    widget: Any = field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    return not isinstance(widget, AutocompleteMixin | ForeignKeyRawIdWidget | forms.HiddenInput)


@pytest.mark.parametrize("label", sorted(OURS))
def test_no_form_lists_what_may_be_many(label: str, root_request: Any) -> None:
    model_admin = OURS[label]
    has_form = writes(model_admin, root_request) and label not in WITHOUT_MODEL_FORM
    pages: list[Any] = [model_admin.get_form(root_request)()] if has_form else []
    inlines: list[InlineModelAdmin[Any, Any]] = model_admin.get_inline_instances(root_request)
    for inline in inlines:
        if inline.has_change_permission(root_request):
            pages.append(inline.get_formset(root_request)(instance=model_admin.model()).empty_form)
    for form in pages:
        for name, field in choices_of(form):
            target = field.queryset.model._meta.label if field.queryset is not None else ""
            assert not is_listed(field) or target in FEW, (name, target)


def shown_objects(label: str, root: Any) -> Any:
    """The first object of this kind in the world, if there is one."""
    options = OURS[label].model._meta
    place = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    return next(iter(root.get(place).context["cl"].result_list), None)


@pytest.mark.parametrize("label", sorted(OURS.keys() - WITHOUT_PAGE_ON_SITE.keys()))
def test_each_page_leads_to_the_site_and_back(label: str, root: Any, world: SimpleNamespace) -> None:
    assert callable(OURS[label].view_on_site), "say where on the site it stands"
    obj = shown_objects(label, root)
    if obj is None:
        return
    place: Any = OURS[label].view_on_site(obj)  # type: ignore[operator]
    assert f'href="{place}"' in root.get(page_of(obj)).content.decode()
    shown = root.get(place, follow=True)
    assert shown.status_code == 200
    links = re.findall(r'href="(/admin/\w+/\w+/\d+/change/)"', shown.content.decode())
    assert links, place
    assert root.get(links[0]).status_code == 200


@pytest.mark.parametrize("label", sorted(OURS))
def test_who_only_looks_sees_the_page_without_a_field(label: str, client_for: Any, world: Any) -> None:
    reader = client_for("interviewer")
    views = Permission.objects.filter(codename__startswith="view_")
    reader.user.user_permissions.add(*views)
    world.interview.members.create(user=reader.user)
    if OURS[label].has_module_permission(SimpleNamespace(user=reader.user)):  # type: ignore[arg-type]
        obj = shown_objects(label, reader)
        if obj is not None:
            assert reader.get(page_of(obj)).status_code == 200


def test_who_may_not_enter_finds_no_way_in(client_for: Any, world: SimpleNamespace) -> None:
    nobody = client_for(None)
    assert "/admin/" not in nobody.get(reverse("home")).content.decode()
    refused = nobody.get(reverse("admin:index"), follow=True)
    assert refused.status_code == 403 and "does not open the administration" in refused.content.decode()


def test_people_sign_in_on_the_site(stranger: Any) -> None:
    place = reverse("admin:interviews_interview_changelist")
    response = stranger.get(place, follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('accounts:sign-in')}?next={place}"


def test_django_keeps_no_second_trail(root: Any) -> None:
    from django.contrib.admin.models import LogEntry  # noqa: PLC0415 (only this test asks for it)

    position = made("interviews.Position")
    root.post(page_of(position), sent_by(root.get(page_of(position))) | {"name": "客服主管"})
    assert not LogEntry.objects.exists()
    assert "客服主管" in root.get(reverse("admin:index")).content.decode()


def test_the_menu_is_put_together_where_it_is_shown(root: Any) -> None:
    """It asks for the rights to each model: that takes as long as the rest of a page."""
    category = OURS["qbank.Category"]
    with mock.patch.object(category, "get_model_perms", wraps=category.get_model_perms) as asked:
        assert root.get(reverse("admin:qbank_category_changelist")).status_code == 200
        assert not asked.called
        assert root.get(reverse("admin:index")).status_code == 200
        assert asked.called
