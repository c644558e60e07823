"""The one table of rights, and groups that follow it."""

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.roles import ROLES, sync_roles
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ROLES)
def test_a_group_holds_exactly_what_the_table_says(role):
    permissions = {
        f"{p.content_type.app_label}.{p.codename}"
        for p in Group.objects.get(name=role).permissions.select_related("content_type")
    }
    assert permissions == ROLES[role]


def test_a_right_given_by_hand_is_taken_back_at_the_next_migrate():
    group = Group.objects.get(name="interviewer")
    group.permissions.add(Permission.objects.get(codename="add_user"))
    sync_roles()
    assert not group.permissions.filter(codename="add_user").exists()


@pytest.mark.parametrize(
    ("role", "permission", "expected"),
    [
        ("interviewer", "qbank.view_question", True),
        ("interviewer", "qbank.change_question", False),
        ("interviewer", "qbank.export_question", False),
        ("interviewer", "qbank.view_questionrevision", False),
        ("interviewer", "interviews.change_questionset", True),
        ("interviewer", "interviews.keep_questionset", False),
        ("interviewer", "interviews.add_sheet", False),
        ("panelist", "interviews.view_interview", True),
        ("panelist", "qbank.view_question", False),
        ("panelist", "interviews.view_questionset", False),
        ("hr", "interviews.keep_questionset", True),
        ("interviewer", "interviews.view_candidate", False),
        ("interviewer", "interviews.view_interview", True),
        ("hr", "interviews.add_interview", True),
        ("hr", "accounts.change_user", False),
        ("admin", "accounts.change_user", True),
        ("admin", "interviews.view_interview", False),
        ("admin", "interviews.view_scorecard", False),
        (None, "interviews.view_interview", False),
    ],
)
def test_what_a_role_may(role, permission, expected):
    assert factories.make_user(role).has_perm(permission) is expected
