"""Interviews planned, moved and cancelled in the admin: by the services of the site, with the same refusals,
letters and entries in the trail."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.models import Company, Interview, OutgoingMail, PanelMember, Tie
from tests import factories
from tests.forms import COMING_DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return factories.make_user(), factories.make_user(), factories.make_user()


def page(action, *args, model="interview"):
    return reverse(f"admin:interviews_{model}_{action}", args=args)


def plan(interview, **fields):
    """What the form of an interview sends, on the site and here."""
    members = list(interview.members.order_by("pk"))
    sent = {
        "sheet": interview.sheet_id,
        "starts_at": timezone.localtime(interview.starts_at).strftime("%Y-%m-%dT%H:%M"),
        "minutes": interview.minutes,
        "round": interview.round,
        "place": interview.place,
        "note": interview.note,
        "lead": next(member.user_id for member in members if member.lead),
        "panel": [member.user_id for member in members if not member.lead],
        "members-TOTAL_FORMS": 0,
        "members-INITIAL_FORMS": 0,
    }
    return sent | fields


def new_plan(lead, other, **fields):
    sent = {
        "candidate": factories.make_candidate().pk,
        "sheet": factories.make_sheet().pk,
        "starts_at": f"{COMING_DAY}T09:30",
        "minutes": 60,
        "lead": lead.pk,
        "panel": [other.pk],
        "members-TOTAL_FORMS": 0,
        "members-INITIAL_FORMS": 0,
    }
    return sent | fields


def trail():
    """The trail without what differs from run to run."""
    return list(
        AuditEvent.objects.order_by("pk").values("action", "object_type", "before", "after", "reason")
    )


def errors(response):
    form = response.context["adminform"].form
    return " ".join(str(message) for messages in form.errors.values() for message in messages)


def test_an_interview_scheduled_here_is_what_the_site_would_have_made(hr, people):
    Company.objects.create(pk=1, sends_mail=True)
    lead, other, _ = people
    sent = new_plan(lead, other, place="三楼", note="请提前十分钟")
    assert hr.post(page("add"), sent).status_code == 302
    here = Interview.objects.get()
    entries, letters = trail(), list(OutgoingMail.objects.order_by("pk").values_list("person", "kind"))
    assert [entry["action"] for entry in entries] == ["interview.schedule"]
    assert letters == [(lead.pk, "invitation"), (other.pk, "invitation")]
    assert here.created_by == hr.user and here.members.get(lead=True).user == lead
    here.members.all().delete()
    OutgoingMail.objects.all().delete()
    here.delete()
    assert hr.post(reverse("interviews:interview-create"), sent).status_code == 302
    assert trail()[1:] == entries
    assert list(OutgoingMail.objects.order_by("pk").values_list("person", "kind")) == letters


def test_moving_raises_the_calendars_number_and_writes_letters(hr, people):
    Company.objects.create(pk=1, sends_mail=True)
    interview = factories.make_interview(panel=list(people[:2]))
    later = timezone.localtime(interview.starts_at + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    assert hr.post(page("change", interview.pk), plan(interview, starts_at=later)).status_code == 302
    interview.refresh_from_db()
    assert timezone.localtime(interview.starts_at).strftime("%Y-%m-%dT%H:%M") == later
    assert interview.calendar_sequence == 1
    assert OutgoingMail.objects.count() == 2
    assert [entry["action"] for entry in trail()] == ["interview.change"]


def test_the_panel_is_changed_in_the_form(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    sent = plan(interview, lead=people[2].pk, panel=[people[0].pk])
    assert hr.post(page("change", interview.pk), sent).status_code == 302
    assert set(interview.members.values_list("user", "lead")) == {(people[2].pk, True), (people[0].pk, False)}


def test_a_tied_person_is_refused_in_the_sites_words_and_nothing_typed_is_lost(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    Tie.objects.create(person=people[2], candidate=interview.candidate, kind="friend", declared_by=hr.user)
    sent = plan(interview, panel=[people[2].pk], place="改到五楼")
    response = hr.post(page("change", interview.pk), sent)
    assert response.status_code == 200
    assert "can't sit on this panel" in errors(response)
    assert 'value="改到五楼"' in response.content.decode()
    interview.refresh_from_db()
    assert interview.place == "" and not trail()


def test_the_sheet_stays_once_scoring_has_begun(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    factories.make_scorecard(interview=interview, user=people[0])
    other = factories.make_sheet()
    assert hr.post(page("change", interview.pk), plan(interview, sheet=other.pk)).status_code == 302
    interview.refresh_from_db()
    assert interview.sheet != other


def test_who_has_recorded_something_is_not_dropped_from_the_panel(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    factories.make_scorecard(interview=interview, user=people[1], submitted=True)
    response = hr.post(page("change", interview.pk), plan(interview, panel=[]))
    assert "has recorded something in this interview" in errors(response)
    assert interview.members.count() == 2


def test_cancelling_asks_for_a_reason_and_restoring_takes_it_back(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    cancel = page("act", interview.pk, "cancel")
    assert hr.get(cancel).status_code == 200
    assert hr.post(cancel, {"reason": " "}).status_code == 200
    assert hr.post(cancel, {"reason": "候选人改期"}).status_code == 302
    interview.refresh_from_db()
    assert (interview.called_off, interview.cancel_reason) == (True, "候选人改期")
    again = hr.post(cancel, {"reason": "again"})
    assert "This interview is cancelled already." in again.content.decode()
    opened = hr.get(page("change", interview.pk)).content.decode()
    assert "Restore it first, then change it." in opened and 'name="place"' not in opened
    refused = hr.post(page("change", interview.pk), plan(interview))
    assert refused.status_code == 403 and "Restore it first" in refused.content.decode()
    assert hr.post(page("act", interview.pk, "restore")).status_code == 302
    assert [entry["action"] for entry in trail()] == ["interview.cancel", "interview.restore"]


def test_a_decided_interview_is_not_cancelled_and_the_form_says_why(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    interview.decisions.create(
        number=1,
        outcome="hire",
        reason="x",
        needs_confirmation=False,
        taken_by=hr.user,
        taken_by_name="x",
        taken_at=timezone.now(),
        sealed="{}",
        sha256="0" * 64,
    )
    response = hr.post(page("act", interview.pk, "cancel"), {"reason": "x"})
    assert "There is a decision on this interview" in response.content.decode()
    interview.refresh_from_db()
    assert not interview.called_off


def test_seats_are_taken_given_back_and_filled_with_the_sites_entries(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    seat = interview.members.get(user=people[1])

    def act(name, **data):
        return hr.post(page("act", seat.pk, name, model="panelmember"), data).status_code

    assert act("take-off", reason="") == 200
    assert act("take-off", reason="出差") == 302
    assert act("give-back", reason="弄错了") == 302
    assert act("take-off", reason="还是出差") == 302
    assert act("replace", person=people[2].pk) == 302
    assert PanelMember.objects.sitting().filter(interview=interview).count() == 2
    expected = ["panelmember.leave", "panelmember.return", "panelmember.leave", "panelmember.replace"]
    assert [entry["action"] for entry in trail()] == expected


def test_only_hr_plans_here(admin, client_for, people):
    interview = factories.make_interview(panel=[people[0]])
    staff = client_for(user=people[0])
    assert admin.get(page("add")).status_code == 403
    assert staff.get(page("add")).status_code == 403
    shown = staff.get(page("change", interview.pk)).content.decode()
    assert "planned by HR" in shown and 'name="place"' not in shown
    assert staff.post(page("change", interview.pk), plan(interview)).status_code == 403
    assert staff.post(page("act", interview.pk, "cancel"), {"reason": "x"}).status_code == 403
    assert Interview.objects.get().status == "scheduled"


def test_candidates_are_searched_for_with_their_position_and_without_erased_ones(hr):
    position = factories.make_candidate(name="张伟").position
    factories.make_candidate(name="张伟", position=position, erased_at=timezone.now())
    closed = factories.make_candidate(name="张伟")
    closed.position.open = False
    closed.position.save()
    query = {"app_label": "interviews", "model_name": "interview", "field_name": "candidate", "term": "张伟"}
    rows = hr.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [row["text"] for row in rows] == [f"张伟 · {position}"]


def test_who_would_be_in_two_places_is_told(hr, people):
    interview = factories.make_interview(panel=list(people[:2]))
    other = factories.make_interview(panel=[people[0]], starts_at=interview.starts_at)
    response = hr.post(page("change", interview.pk), plan(interview), follow=True)
    assert f"At the same time: {other}" in response.content.decode()
