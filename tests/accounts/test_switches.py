"""What interviewers hold only while the company's switches are on."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.permissions import has_permission_q
from accounts.roles import ROLES, SWITCHED
from interviews.models import Company
from tests.factories import make_user

pytestmark = pytest.mark.django_db

EVERYTHING = set().union(*SWITCHED.values())


def held(user):
    """As has_perm says, and as a condition in a query says."""
    fresh = User.objects.get(pk=user.pk)
    in_queries = {
        name
        for name in EVERYTHING
        if User.objects.filter(has_permission_q(fresh, name), pk=fresh.pk).exists()
    }
    assert in_queries == fresh.get_all_permissions() & EVERYTHING
    return fresh.get_all_permissions()


@pytest.mark.parametrize(
    ("sees", "publishes", "missing"),
    [
        (None, None, SWITCHED["interviewers_publish"]),
        (True, False, SWITCHED["interviewers_publish"]),
        (True, True, set()),
        (False, True, SWITCHED["interviewers_see_bank"]),
        (False, False, SWITCHED["interviewers_see_bank"]),
    ],
)
def test_interviewers_hold_what_the_switches_leave(sees, publishes, missing):
    if sees is not None:
        Company.objects.create(pk=1, interviewers_see_bank=sees, interviewers_publish=publishes)
    assert held(make_user("interviewer")) == ROLES["interviewer"] - missing
    for role in ("hr", "admin", "panelist"):
        assert held(make_user(role)) == ROLES[role]


def test_another_role_gives_it_all_the_same():
    Company.objects.create(pk=1, interviewers_see_bank=False)
    both = make_user("interviewer")
    both.groups.add(Group.objects.get(name="hr"))
    assert held(both) >= ROLES["hr"]


def test_every_switch_is_a_setting_of_the_company():
    assert set(SWITCHED) <= {field.name for field in Company._meta.get_fields()}
    assert ROLES["interviewer"] >= EVERYTHING
