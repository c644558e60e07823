"""An interview is planned in one form: what is usual is proposed, what is in the way is shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.models import Candidate, Interview, Position, Tie
from interviews.planning.rules.free_times import free_spans
from tests import factories

CREATE = reverse("interviews:interview-create")
PROPOSAL = reverse("interviews:interview-proposal")
REMARKS = reverse("interviews:interview-remarks")


@pytest.fixture
def hr(client, db):
    client.force_login(factories.make_user("hr"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def tomorrow(hour=10, minute=0) -> datetime:
    day = timezone.localtime() + timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)


def local(time: datetime) -> str:
    return timezone.localtime(time).strftime("%Y-%m-%dT%H:%M")


def form_data(**changes):
    return {
        "sheet": factories.make_sheet().pk,
        "starts_at": local(tomorrow()),
        "minutes": 45,
        "lead": factories.make_user().pk,
    } | changes


def test_a_new_candidate_for_a_new_position_comes_with_the_interview(hr):
    data = form_data(new_name="林若溪", new_position_name="  客服经理  （华东）", new_phone="13800138000")
    # What was typed to find them does not stand in the way.
    assert hr.post(CREATE, data | {"candidate-typed": "林若溪"}).status_code == 302
    candidate = Interview.objects.get().candidate
    assert (candidate.name, candidate.position.name) == ("林若溪", "客服经理 （华东）")
    actions = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"position.create", "candidate.create", "interview.schedule"} <= actions


def test_nothing_is_made_when_the_interview_is_refused(hr):
    past = local(tomorrow() - timedelta(9))
    data = form_data(new_name="林若溪", new_position_name="客服经理", starts_at=past)
    assert "past" in hr.post(CREATE, data).context["form"].errors
    assert not Position.objects.exists()
    assert not Candidate.objects.exists()


def test_a_position_of_that_name_is_the_one_that_is_meant(hr):
    known = Position.objects.create(name="Manager")
    Position.objects.create(name="客服主管", open=False)
    hr.post(CREATE, form_data(new_name="甲", new_position_name="manager"))
    assert Candidate.objects.get().position == known
    for wrong, field in (
        ({"new_position_name": "客服主管"}, "new_position_name"),
        ({"new_position_name": "别的", "new_position": known.pk}, "new_position_name"),
        ({}, "new_position"),
    ):
        assert field in hr.post(CREATE, form_data(new_name="乙", **wrong)).context["form"].errors


def test_what_is_usual_for_the_position_is_proposed(hr):
    lead, member, gone, tied = (factories.make_user() for _ in range(4))
    question_set = factories.make_set()
    old = factories.make_sheet(question_set=question_set, version=1)
    last = factories.make_interview(sheet=old, panel=[lead, member, gone, tied], place="3 号会议室")
    last.members.filter(user=lead).update(lead=True)
    last.members.exclude(user=lead).update(lead=False)
    new = factories.make_sheet(question_set=question_set, version=2, planned_minutes=35)
    gone.is_active = False
    gone.save()
    candidate = factories.make_candidate(position=last.candidate.position)
    Tie.objects.create(candidate=candidate, person=tied, kind=Tie.Kind.choices[0][0], declared_by=lead)
    form = hr.get(CREATE, {"candidate": candidate.pk}).context["form"]
    assert {name: form.initial.get(name) for name in ("sheet", "lead", "panel", "minutes", "place")} == {
        "sheet": new.pk,
        "lead": lead.pk,
        "panel": [member.pk],
        "minutes": 35,
        "place": "3 号会议室",
    }
    told = hr.get(PROPOSAL, {"candidate": candidate.pk}).json()
    assert [choice["id"] for choice in (*told["sheet"], *told["lead"], *told["panel"])] == [
        *(str(new.pk), str(lead.pk), str(member.pk)),
    ]
    assert hr.get(PROPOSAL, {"sheet": new.pk}).json() == {"minutes": 35}
    for odd in ({}, {"candidate": "x"}, {"position": "999999"}, {"sheet": "\0"}):
        assert hr.get(PROPOSAL, odd).json() == {}


def test_the_only_sheet_there_is_needs_no_choosing(hr):
    sheet = factories.make_sheet()
    position = Position.objects.create(name="客服经理")
    assert [choice["id"] for choice in hr.get(PROPOSAL, {"position": position.pk}).json()["sheet"]] == [
        str(sheet.pk)
    ]
    factories.make_sheet()
    assert hr.get(PROPOSAL, {"position": position.pk}).json()["sheet"] == []


def test_who_is_busy_on_that_day_is_shown_while_choosing(hr):
    lead = factories.make_user(name="王芳")
    other = factories.make_interview(panel=[lead], starts_at=tomorrow(10), minutes=60)
    factories.make_interview(panel=[lead], starts_at=tomorrow(10) + timedelta(days=1))
    factories.make_interview(panel=[lead], starts_at=tomorrow(15), status="cancelled", cancel_reason="x")
    asked = {"lead": lead.pk, "starts_at": local(tomorrow(10, 30)), "minutes": 45}
    page = hr.get(REMARKS, asked).content.decode()
    assert page.count("<li") == 1
    assert "10:00–11:00" in page and "王芳" in page and "at the same time" in page
    assert "08:00–10:00 · 11:00–20:00" in page
    assert (
        "at the same time" not in hr.get(REMARKS, asked | {"starts_at": local(tomorrow(11))}).content.decode()
    )
    own = hr.get(REMARKS, asked | {"interview": other.pk}).content.decode()
    assert "none of those chosen" in own, "an interview is not in its own way"
    for odd in ({}, {"lead": lead.pk}, asked | {"starts_at": "x"}, asked | {"minutes": "-1"}):
        assert hr.get(REMARKS, odd).status_code == 200


def test_an_interview_that_stays_where_it_was_asks_nothing(hr):
    lead = factories.make_user()
    first = factories.make_interview(panel=[lead], starts_at=tomorrow())
    factories.make_interview(panel=[lead], starts_at=tomorrow())
    address = reverse("interviews:interview-edit", args=[first.pk])
    data = {
        "sheet": first.sheet_id,
        "starts_at": local(tomorrow()),
        "minutes": first.minutes,
        "lead": lead.pk,
    }
    assert hr.post(address, data | {"place": "别处"}).status_code == 302
    moved = hr.post(address, data | {"starts_at": local(tomorrow(10, 15))})
    assert "clash" in moved.context["form"].errors


def test_the_form_is_no_dead_end(hr):
    page = hr.get(CREATE).content.decode()
    assert "none is published yet" in page and reverse("interviews:ready-made") in page
    factories.make_set()
    assert reverse("interviews:set-list") in hr.get(CREATE).content.decode()
    factories.make_sheet()
    factories.make_user()
    assert not hr.get(CREATE).context["missing"]


def test_free_times_are_what_is_left():
    day = [datetime(2026, 12, 1, hour, tzinfo=UTC) for hour in range(24)]
    assert free_spans([], day[8], day[20], 60) == [(day[8], day[20])]
    busy = [(day[12], day[14]), (day[9], day[10]), (day[13], day[15]), (day[7], day[9])]
    assert free_spans(busy, day[8], day[20], 60) == [(day[10], day[12]), (day[15], day[20])]
    assert free_spans(busy, day[8], day[20], 150) == [(day[15], day[20])]
    assert free_spans([(day[0], day[23])], day[8], day[20], 5) == []
