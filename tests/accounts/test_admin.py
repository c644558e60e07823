"""People and the trail in the admin: who gets in, and what nobody can do there."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import AuditEvent, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("hr", 403), ("interviewer", 403)])
def test_only_admins_manage_people(client_for, role, status):
    assert client_for(role).get(reverse("admin:accounts_user_changelist")).status_code == status


def test_an_admin_adds_a_person_who_may_enter_by_their_role(admin):
    answer = admin.post(
        reverse("admin:accounts_user_add"),
        {
            "username": "zhoumin",
            "name": "周敏",
            "usable_password": "true",
            "password1": factories.PASSWORD,
            "password2": factories.PASSWORD,
            "groups": [Group.objects.get(name="hr").pk],
        },
    )
    assert answer.status_code == 302
    user = User.objects.get(username="zhoumin")
    assert user.is_staff and not user.is_superuser
    event = AuditEvent.objects.get(action="user.create")
    assert event.after["roles"] == ["hr"] and event.actor == admin.user


@pytest.mark.parametrize("role", ["admin", "hr", "interviewer"])
def test_every_role_may_enter_and_nobody_without_one(client_for, role):
    index = reverse("admin:index")
    assert client_for(role).get(index).status_code == 200
    nobody = client_for(None)
    assert nobody.get(index).status_code == 302
    gone = factories.make_user(role, is_active=False)
    assert not gone.is_staff


def test_taking_the_role_away_takes_the_admin_site_away(admin):
    user = factories.make_user("hr")
    url = reverse("admin:accounts_user_change", args=[user.pk])
    admin.post(url, {"username": user.username, "name": user.name, "is_active": "on", "groups": []})
    user = User.objects.get(pk=user.pk)
    assert not user.is_staff and not user.groups.exists()
    event = AuditEvent.objects.get(action="user.change")
    assert event.before == {"roles": ["hr"], "active": True} and event.after == {"roles": [], "active": True}


def test_setting_a_persons_password_leaves_a_trail(admin):
    user = factories.make_user("hr")
    url = reverse("admin:auth_user_password_change", args=[user.pk])
    assert admin.post(url, {"password1": "x", "password2": "y"}).status_code == 200
    assert not AuditEvent.objects.exists()
    new = "a-long-new-password-7"
    sent = {"usable_password": "true", "password1": new, "password2": new}
    assert admin.post(url, sent).status_code == 302
    event = AuditEvent.objects.get(action="user.set-password")
    assert (event.actor, event.object_id, event.after) == (admin.user, str(user.pk), None)


def test_nobody_becomes_superuser_through_a_forged_form(admin):
    url = reverse("admin:accounts_user_change", args=[admin.user.pk])
    admin.post(
        url,
        {
            "username": "x",
            "is_superuser": "on",
            "is_staff": "on",
            "user_permissions": ["1"],
            "is_active": "on",
        },
    )
    admin.user.refresh_from_db()
    assert not admin.user.is_superuser and not admin.user.user_permissions.exists()


def test_an_admin_cannot_take_over_a_superuser(admin):
    boss = User.objects.create_superuser("boss", password=factories.PASSWORD)
    assert admin.post(reverse("admin:auth_user_password_change", args=[boss.pk]), {}).status_code == 403


@pytest.mark.parametrize("role", ["admin", "hr"])
def test_the_trail_can_be_read_and_not_changed(client_for, role):
    client = client_for(role)
    assert client.get(reverse("admin:accounts_auditevent_changelist")).status_code == 200
    assert client.get(reverse("admin:accounts_auditevent_add")).status_code == 403


def test_people_are_not_deleted(admin):
    user = factories.make_user()
    assert (
        admin.post(reverse("admin:accounts_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403
    )
    assert User.objects.filter(pk=user.pk).exists()
