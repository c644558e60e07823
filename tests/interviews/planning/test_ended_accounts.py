"""Who can't sign in any more and still sits on a panel is shown to HR, with a way to replace them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from interviews.models import Interview, PanelMember, Scorecard
from interviews.planning.services.seats import fill_seat
from tests import factories
from tests.interviews.planning.leaving import hand_in, record_something

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone(panel):
    panel.lead.name, panel.lead.is_active = "周离", False
    panel.lead.save()
    return panel.seat(panel.lead)


def test_hr_reads_of_it_on_the_start_page_the_list_and_the_interview(panel, gone, client_for):
    page = reverse("interviews:interview-detail", args=[panel.interview.pk])
    replace = reverse("interviews:seat-replace", args=[gone.pk])
    hr, colleague = client_for(user=panel.keeper), client_for(user=panel.colleague)
    assert "周离 can’t sign in any more" in hr.get("/").content.decode()
    assert replace in hr.get(page).content.decode()
    for address in (page, reverse("interviews:interview-list")):
        assert "can’t sign in any more" in hr.get(address).content.decode()
        assert "can’t sign in any more" not in colleague.get(address).content.decode()


@pytest.mark.parametrize("door", ["site", "admin"])
def test_one_step_replaces_them_and_keeps_what_they_recorded(panel, gone, client_for, door):
    card = record_something(panel, panel.lead)
    successor = factories.make_user()
    address = {
        "site": reverse("interviews:seat-replace", args=[gone.pk]),
        "admin": reverse("admin:interviews_panelmember_act", args=[gone.pk, "replace"]),
    }[door]
    hr = client_for(user=panel.keeper)
    assert hr.get(address).status_code == 200
    assert hr.post(address, {"person": successor.pk}).status_code == 302
    gone.refresh_from_db()
    card.refresh_from_db()
    assert (gone.withdrawn, gone.withdrawn_by, gone.successor.user) == (True, panel.keeper, successor)
    assert gone.successor.lead and card.status == Scorecard.Status.WITHDRAWN


def test_who_has_submitted_need_not_be_replaced(panel, client_for):
    hand_in(panel, panel.colleague)
    panel.colleague.is_active = False
    panel.colleague.save()
    assert not PanelMember.objects.abandoned().exists()
    with pytest.raises(ValidationError):
        fill_seat(actor=panel.keeper, member=panel.seat(panel.colleague), person=factories.make_user())


def test_of_panels_that_are_over_the_start_page_is_silent(panel, gone, client_for):
    Interview.objects.update(starts_at=timezone.now() - timedelta(days=3))
    assert "can’t sign in any more" not in client_for(user=panel.keeper).get("/").content.decode()
