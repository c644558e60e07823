"""HR's start page leads to the first interview, step by step, and says nothing once that is there."""

import pytest
from django.urls import reverse

from accounts.models import User
from home.first_steps import first_steps, read_site_facts
from interviews.models import Company
from tests import factories

pytestmark = pytest.mark.django_db


def open_steps(user: User) -> list[str]:
    user = User.objects.get(pk=user.pk)
    return [step.url for step in first_steps(user, read_site_facts(user)) if not step.done]


def test_each_step_goes_when_it_is_done():
    hr = factories.make_user("hr")
    names = ("company", "position-create", "ready-made", "candidate-create", "interview-create")
    company, position, sheet, candidate, interview = (reverse(f"interviews:{name}") for name in names)
    assert open_steps(hr) == [company, "", position, sheet, candidate, interview]
    factories.make_user()
    Company.objects.create(pk=1, name="云杉客服")
    assert open_steps(hr) == [position, sheet, candidate, interview]
    factories.make_candidate()
    factories.make_sheet()
    assert open_steps(hr) == [interview]
    factories.make_interview()
    assert first_steps(hr, read_site_facts(hr)) == []


def test_who_manages_people_is_led_to_them():
    both = factories.make_user("hr")
    both.groups.add(*factories.make_user("admin").groups.all())
    assert reverse("accounts:person-invite") in open_steps(both)


def test_the_start_page_shows_them_to_hr_alone(client):
    for role, shown in (("hr", True), ("interviewer", False), ("admin", False)):
        client.force_login(factories.make_user(role))
        assert (b'id="first-steps"' in client.get("/").content) is shown
