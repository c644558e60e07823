"""Rights in one query, meaning what Django's two mean."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission

from accounts.backends import OneQueryBackend
from accounts.models import User
from accounts.permissions import has_permission_q
from accounts.roles import ROLES
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def own(user, codename):
    user.user_permissions.add(Permission.objects.get(codename=codename))
    return user


def people():
    both = own(make_user("hr"), "add_user")
    both.groups.add(Group.objects.get(name="interviewer"))
    return {
        "nobody": make_user(None),
        "by group": make_user("hr"),
        "of their own": own(make_user(None), "view_interview"),
        "by two groups and of their own": both,
        "the same twice": own(make_user("hr"), "view_interview"),
        "superuser": User.objects.create_superuser(username="root"),
        "inactive": make_user("hr", is_active=False),
        "inactive superuser": User.objects.create_superuser(username="gone", is_active=False),
    }


def test_everybody_holds_what_they_hold_for_django():
    ours, django = OneQueryBackend(), ModelBackend()
    for name, user in people().items():
        again = User.objects.get(pk=user.pk)
        assert user.get_all_permissions() == django.get_all_permissions(again), name
        for permission in ("interviews.view_interview", "accounts.add_user", "accounts.no_such"):
            assert ours.has_perm(user, permission) is django.has_perm(again, permission), name
        for app_label in ("interviews", "accounts", "nothing"):
            assert ours.has_module_perms(user, app_label) is django.has_module_perms(again, app_label), name


def test_a_role_is_held_whole():
    assert make_user("hr").get_all_permissions() == ROLES["hr"]


def test_the_condition_in_a_query_means_the_same():
    for name, user in people().items():
        if not user.is_active:
            continue  # Nobody who is inactive comes so far.
        for permission in ("interviews.view_interview", "accounts.add_user", "accounts.no_such"):
            is_permitted = User.objects.filter(has_permission_q(user, permission), pk=user.pk).exists()
            assert is_permitted is (user.has_perm(permission) or user.is_superuser), name


def test_strangers_and_single_objects_hold_nothing():
    backend, user = OneQueryBackend(), make_user("hr")
    assert backend.get_all_permissions(AnonymousUser()) == set()
    assert backend.get_all_permissions(user, obj=user) == set()
    assert not user.has_perm("interviews.view_interview", user)


@pytest.mark.parametrize("superuser", [False, True])
def test_one_query_answers_every_question(superuser, django_assert_num_queries):
    user = User.objects.get(pk=make_user("hr", is_superuser=superuser).pk)
    with django_assert_num_queries(1):
        for _ in range(2):
            user.get_all_permissions()
            assert user.has_perm("interviews.view_interview") and user.has_module_perms("interviews")
            assert user.has_perm("accounts.add_user") is superuser


def test_a_right_taken_away_is_gone_with_the_next_reading():
    user = own(make_user(None), "view_interview")
    assert user.has_perm("interviews.view_interview")
    user.user_permissions.clear()
    assert not User.objects.get(pk=user.pk).has_perm("interviews.view_interview")


def test_people_are_found_by_a_right():
    seated, other = make_user("interviewer"), make_user(None)
    users = set(
        User.objects.with_perm("interviews.view_interview", backend="accounts.backends.OneQueryBackend")
    )
    assert seated in users and other not in users


def test_somebody_signs_in_through_it(client):
    user = make_user("hr")
    user.set_password("correct-horse-battery")
    user.save()
    assert client.login(username=user.username, password="correct-horse-battery")
    assert client.session["_auth_user_backend"] == "accounts.backends.OneQueryBackend"


def test_no_two_permissions_go_by_one_name():
    """Conditions in queries (accounts.permissions) look one up by its app and codename."""
    names = list(Permission.objects.values_list("content_type__app_label", "codename"))
    assert len(names) == len(set(names))
