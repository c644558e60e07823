"""What HR is told when an interview is planned: shown, not forbidden, at both doors."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit import record
from interviews.building.services.sets import change_set
from interviews.models import Company, Interview
from tests import factories
from tests.interviews.building.helpers import url

pytestmark = pytest.mark.django_db
DOORS = {
    "site": reverse("interviews:interview-create"),
    "admin": reverse("admin:interviews_interview_add"),
}


def schedule(hr, door, **fields):
    data = {
        "candidate": factories.make_candidate().pk,
        "starts_at": f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}",
        "minutes": 60,
        "lead": factories.make_user().pk,
    }
    answer = hr.post(DOORS[door], data | fields, follow=True).content.decode()
    assert Interview.objects.filter(candidate=data["candidate"]).exists()
    return answer


@pytest.mark.parametrize("door", DOORS)
def test_who_put_the_sheet_together_and_sits_on_the_panel_is_named(hr, door):
    maker = factories.make_user(name="编题的人")
    sheet = factories.make_sheet(question_set=factories.make_set(created_by=maker))
    words = "On this panel sits who helped put its sheet together: 编题的人."
    assert words in schedule(hr, door, sheet=sheet.pk, lead=maker.pk)
    assert words not in schedule(hr, door, sheet=sheet.pk)


def test_they_are_named_before_anything_is_saved(hr):
    """The form asks for what is to be said of it while it is filled in."""
    maker, helper = factories.make_user(name="编题的人"), factories.make_user(name="改题的人")
    question_set = factories.make_set(created_by=maker)
    change_set(actor=factories.make_user("hr"), question_set=question_set, changes={"name": "一面题"})
    record(actor=helper, action="set.change", target=question_set, after={"name": "一面题"})
    sheet = factories.make_sheet(question_set=question_set)
    address = reverse("interviews:interview-remarks")
    assert f'hx-get="{address}"' in hr.get(DOORS["site"]).content.decode()
    chosen = {"sheet": sheet.pk, "lead": maker.pk, "panel": [factories.make_user().pk, helper.pk]}
    said = hr.get(address, chosen).content.decode()
    assert "helped put its sheet together: 编题的人, 改题的人." in said
    assert "together" not in hr.get(address, chosen | {"lead": "", "panel": []}).content.decode()
    assert "together" not in hr.get(address, {"lead": maker.pk, "sheet": "x"}).content.decode()
    # Scoring has begun, so the sheet stays and isn't sent.
    interview = factories.make_interview(sheet=sheet)
    said = hr.get(address, {"interview": interview.pk, "lead": maker.pk}).content.decode()
    assert "编题的人" in said
    assert not Interview.objects.exclude(pk=interview.pk).exists()


@pytest.mark.parametrize("door", DOORS)
def test_questions_used_too_often_are_named(hr, door):
    Company.objects.create(pk=1, exposure_limit=2, exposure_days=30)
    sheet = factories.make_sheet()
    words = "Used 2 times or more within 30 days, candidates may know them: questions 1."
    factories.make_interview(sheet=sheet, starts_at=timezone.now() - timedelta(days=3))
    assert words not in schedule(hr, door, sheet=sheet.pk)
    assert words in schedule(hr, door, sheet=sheet.pk)


def test_publishing_names_them_too(hr):
    Company.objects.create(pk=1, exposure_limit=1)
    sheet = factories.make_sheet()
    factories.make_interview(sheet=sheet, starts_at=timezone.now() - timedelta(days=3))
    words = "Used once or more within 30 days, candidates may know them: questions 1."
    assert words in hr.get(url("set-publish", sheet.question_set_id)).content.decode()
    publish = reverse("admin:interviews_questionset_act", args=[sheet.question_set_id, "publish"])
    seen = hr.get(publish).context["form"]["seen"].value()
    assert words in hr.post(publish, {"seen": seen}, follow=True).content.decode()
    assert words not in hr.get(url("set-publish", factories.make_set().pk)).content.decode()
