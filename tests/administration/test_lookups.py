"""An address of the admin filters a list by what the list offers, and by nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import FieldListFilter, RelatedOnlyFieldListFilter
from django.contrib.admin.utils import get_fields_from_path
from django.db.models import Model
from django.test import RequestFactory
from django.urls import reverse

from accounts.admin_base import SiteAdmin, offered_lookups
from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

#: Registered by the libraries that keep these rows; superusers alone see them.
OF_LIBRARIES = {"django_tasks_database"}
OURS = {
    model._meta.label: model_admin
    for model, model_admin in admin.site._registry.items()
    if model._meta.app_label not in OF_LIBRARIES
}
LOOKUPS = ["", "__startswith", "__regex", "__contains", "__gt", "__lte", "__in", "__range"]


@pytest.fixture
def request_of_root(rf: RequestFactory) -> Any:
    request = rf.get("/")
    request.user = factories.make_user(None, is_superuser=True)
    return request


def paths_from(model: type[Model], steps: int) -> Iterator[str]:
    """Every column of a model, of what it points to and of what points to it."""
    for field in model._meta.get_fields():
        yield field.name
        related = field.related_model
        if steps and related is not None and not isinstance(related, str):
            yield from (f"{field.name}__{path}" for path in paths_from(related, steps - 1))


def test_nothing_of_a_library_is_shown_by_a_role() -> None:
    user = factories.make_user("hr")
    for model in admin.site._registry:
        if model._meta.app_label in OF_LIBRARIES:
            assert not user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


@pytest.mark.parametrize("label", sorted(OURS))
def test_only_what_the_filters_ask_for_is_allowed(label: str, request_of_root: Any) -> None:
    model_admin = OURS[label]
    assert isinstance(model_admin, SiteAdmin)
    offered = set(offered_lookups(model_admin, request_of_root))
    tried = {f"{path}{lookup}" for path in paths_from(model_admin.model, 2) for lookup in LOOKUPS}
    assert {lookup for lookup in tried if model_admin.lookup_allowed(lookup, "1", request_of_root)} <= offered
    assert not model_admin.lookup_allowed("pk__startswith", "1", request_of_root)


@pytest.mark.parametrize("label", sorted(OURS))
def test_a_list_takes_what_its_own_filters_send(label: str, request_of_root: Any) -> None:
    model_admin = OURS[label]
    for list_filter in model_admin.get_list_filter(request_of_root):
        if isinstance(list_filter, type):
            spec: Any = list_filter(request_of_root, {}, model_admin.model, model_admin)
        else:
            path, kind = (
                (list_filter, FieldListFilter.create) if isinstance(list_filter, str) else list_filter
            )
            field = get_fields_from_path(model_admin.model, path)[-1]
            spec = kind(field, request_of_root, {}, model_admin.model, model_admin, field_path=path)
        for parameter in spec.expected_parameters():
            assert model_admin.lookup_allowed(parameter, "1", request_of_root), parameter


@pytest.mark.parametrize("label", sorted(OURS))
def test_a_filter_names_nothing_that_the_person_does_not_see(label: str, request_of_root: Any) -> None:
    """What a model shows by ``visible_to`` is offered only where a row that the person sees points to it."""
    model_admin = OURS[label]
    for list_filter in model_admin.get_list_filter(request_of_root):
        if isinstance(list_filter, type):
            continue
        path, kind = list_filter if isinstance(list_filter, tuple) else (list_filter, None)
        field: Any = get_fields_from_path(model_admin.model, path)[-1]
        if field.is_relation and hasattr(field.related_model.objects.all(), "visible_to"):
            assert issubclass(kind, RelatedOnlyFieldListFilter), path


@pytest.mark.parametrize("label", sorted(OURS))
def test_an_address_that_asks_for_more_is_a_bad_request(label: str, client_for: Any) -> None:
    root = client_for(user=factories.make_user(None, is_superuser=True))
    options = OURS[label].model._meta
    place = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    assert root.get(f"{place}?{options.pk.name}__startswith=1").status_code == 400
    assert root.get(place).status_code == 200


def test_a_password_is_not_guessed_letter_by_letter(admin_of_people: Any) -> None:
    person = User.objects.exclude(pk=admin_of_people.user.pk).get()
    place = reverse("admin:accounts_user_changelist")
    for query in ("password__startswith=", "is_superuser__exact=", "email__contains="):
        assert admin_of_people.get(f"{place}?{query}{person.password[:3]}").status_code == 400
    assert admin_of_people.get(f"{place}?is_active__exact=1").status_code == 200


@pytest.fixture
def admin_of_people(client_for: Any) -> Any:
    factories.make_user()
    return client_for("admin")
