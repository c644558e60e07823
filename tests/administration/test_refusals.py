"""What the admin refuses says why, or where it is done."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.admin_base import ReadOnlyAdmin
from interviews.models import Scorecard
from tests.administration.test_lookups import OURS
from tests.test_every_url import make_world

pytestmark = pytest.mark.django_db

REFUSED = {
    "consensus": "What the panel agrees on is written down on the site",
    "decision": "Decisions are taken, confirmed and withdrawn on the site",
    "panelmember": "People are seated on the page of their interview",
    "sheet": "A sheet comes from publishing a question set",
}


@pytest.mark.parametrize("model", REFUSED)
def test_what_comes_about_elsewhere_says_where(model: str, hr: Any) -> None:
    refused = hr.get(reverse(f"admin:interviews_{model}_add"))
    assert refused.status_code == 403 and REFUSED[model] in refused.content.decode()


def test_every_page_that_adds_nothing_says_so(rf: Any, hr: Any) -> None:
    request = rf.get("/")
    request.user = hr.user
    for label, model_admin in OURS.items():
        if isinstance(model_admin, ReadOnlyAdmin) and not model_admin.has_add_permission(request):
            assert model_admin.reason_against_adding(request), label


def test_who_does_not_plan_is_sent_to_hr(interviewer: Any) -> None:
    refused = interviewer.get(reverse("admin:interviews_interview_add"))
    assert refused.status_code == 403 and "Interviews are planned by HR" in refused.content.decode()


def test_nobody_writes_into_anothers_scorecard(hr: Any) -> None:
    make_world()
    card = Scorecard.objects.visible_to(hr.user).exclude(member__user=hr.user).first()
    assert card is not None
    refused = hr.post(reverse("admin:interviews_scorecard_change", args=[card.pk]), {})
    assert refused.status_code == 403
    assert "Only its owner fills in a scorecard" in refused.content.decode()
