"""A candidate is invited, confirms, can't or does not come, withdraws: who records it, what it means."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from home.start_page import home_for
from interviews.models import Company, Interview, OutgoingMail, Scorecard
from interviews.planning.pages.calendars import entry_of
from interviews.planning.services.attendance import answer_by_link, record_reply
from interviews.planning.services.reminders import create_reminders
from interviews.planning.services.scheduling import call_off_for_candidate, restore_interview
from interviews.room.services.scorecards import has_content
from tests import factories

pytestmark = pytest.mark.django_db
Reply, Status = Interview.Reply, Interview.Status


def url(name: str, interview: Interview) -> str:
    return reverse(f"interviews:interview-{name}", args=[interview.pk])


def page(response: Any) -> str:
    return response.content.decode()


def over(**fields: Any) -> Interview:
    return factories.make_interview(starts_at=timezone.now() - timedelta(hours=4), **fields)


@pytest.mark.parametrize(
    "impossible",
    [
        {"status": "no_show"},
        {"status": "withdrew", "called_off_at": timezone.now()},
        {"status": "scheduled", "called_off_at": timezone.now()},
        {"reply": "confirmed"},
        {"reply": "", "reply_at": timezone.now()},
        # Nobody but one of ours invites.
        {"reply": "invited", "reply_at": timezone.now()},
    ],
)
def test_the_database_keeps_impossible_states_out(impossible):
    interview = factories.make_interview()
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.filter(pk=interview.pk).update(**impossible)


def test_hr_records_what_was_said_on_the_telephone_and_it_is_on_record(hr):
    interview = factories.make_interview()
    answer = hr.post(url("reply", interview), {"reply": "confirmed"}, follow=True)
    assert "Candidate has confirmed" in page(answer) and f"recorded by {hr.user}" in page(answer)
    interview.refresh_from_db()
    assert (interview.reply, interview.reply_by) == ("confirmed", hr.user)
    event = AuditEvent.objects.get(action="interview.reply")
    assert (event.before, event.after) == ({"reply": ""}, {"reply": "confirmed"})
    hr.post(url("reply", interview), {"reply": ""})
    interview.refresh_from_db()
    assert (interview.reply, interview.reply_at, interview.reply_by) == ("", None, None)


@pytest.mark.parametrize("reply", ["no_show", "withdrew", "hired", "确认"])
def test_an_answer_nobody_offers_is_refused(hr, reply):
    interview = factories.make_interview()
    answer = hr.post(url("reply", interview), {"reply": reply}, follow=True)
    assert "Choose one of the states that are offered." in page(answer)
    interview.refresh_from_db()
    assert interview.reply == ""


def test_nobody_but_hr_records_anything(interviewer):
    interview = factories.make_interview(panel=[interviewer.user])
    for address in (url("reply", interview), url("withdrew", interview)):
        assert interviewer.post(address, {"reply": "confirmed"}).status_code == 403
    with pytest.raises(PermissionDenied):
        record_reply(actor=interviewer.user, interview=interview, reply=Reply.CONFIRMED)
    with pytest.raises(PermissionDenied):
        call_off_for_candidate(actor=interviewer.user, interview=interview, status=Status.WITHDREW)
    interview.refresh_from_db()
    assert (interview.status, interview.reply) == ("scheduled", "")


def test_whoever_did_not_come_is_not_scored_nor_overdue_nor_reminded_of(hr, client_for):
    Company.objects.create(pk=1, sends_mail=True, reminder_hours=1)
    person = factories.make_user(email="p@example.com")
    interview = over(panel=[person])
    answer = hr.post(url("no-show", interview), {"note": "电话无人接听"}, follow=True)
    assert "The candidate did not come to this interview." in page(answer)
    assert "电话无人接听" in page(answer)
    create_reminders()
    assert not OutgoingMail.objects.exists()
    home = home_for(hr.user)
    assert not home.overdue and not home.debriefs
    assert not home_for(person).unfinished
    scorecard = page(client_for(user=person).get(reverse("interviews:scorecard", args=[interview.pk])))
    assert "The candidate did not come to this interview." in scorecard
    assert not [card for card in Scorecard.objects.all() if has_content(card)]


def test_nobody_can_have_missed_what_has_not_begun(hr):
    interview = factories.make_interview()
    answer = hr.post(url("no-show", interview), {"note": ""})
    assert "has not begun" in page(answer)
    interview.refresh_from_db()
    assert interview.status == "scheduled"


def test_the_panel_hears_of_a_withdrawal_as_of_a_cancellation(hr):
    Company.objects.create(pk=1, sends_mail=True)
    person = factories.make_user(email="p@example.com")
    interview = factories.make_interview(panel=[person])
    hr.post(url("withdrew", interview), {"note": "另有安排"})
    mail = OutgoingMail.objects.get()
    assert (mail.person, mail.kind) == (person, "cancellation")
    interview.refresh_from_db()
    assert entry_of(interview).cancelled
    assert (interview.called_off_by, interview.called_off_at is not None) == (hr.user, True)


def test_a_panel_that_waits_for_somebody_who_does_not_come_is_not_written_to(hr):
    Company.objects.create(pk=1, sends_mail=True)
    person = factories.make_user(email="p@example.com")
    interview = factories.make_interview(panel=[person], starts_at=timezone.now() - timedelta(minutes=20))
    call_off_for_candidate(actor=hr.user, interview=interview, status=Status.NO_SHOW)
    assert not OutgoingMail.objects.exists()
    interview.refresh_from_db()
    assert not entry_of(interview).cancelled


def test_what_is_recorded_stands_against_it(hr):
    interview = over(panel=[(person := factories.make_user())])
    factories.make_scorecard(interview=interview, user=person, submitted=True)
    for name in ("no-show", "withdrew"):
        answer = hr.post(url(name, interview), {"note": ""})
        assert "Something is recorded in this interview" in page(answer)
    interview.refresh_from_db()
    assert interview.status == "scheduled"


def test_it_can_be_undone_and_who_came_after_all_is_asked_nothing(hr):
    interview = over()
    record_reply_of_old(interview, hr.user)
    call_off_for_candidate(actor=hr.user, interview=interview, status=Status.NO_SHOW)
    assert hr.post(url("restore", interview)).status_code == 302
    interview.refresh_from_db()
    assert (interview.status, interview.reply, interview.called_off_by) == ("scheduled", "confirmed", None)


def record_reply_of_old(interview: Interview, by: Any) -> None:
    Interview.objects.filter(pk=interview.pk).update(
        reply="confirmed", reply_at=timezone.now() - timedelta(days=1), reply_by=by
    )


def test_whoever_is_expected_again_is_to_be_told_anew(hr):
    interview = factories.make_interview()
    record_reply(actor=hr.user, interview=interview, reply=Reply.CONFIRMED)
    call_off_for_candidate(actor=hr.user, interview=interview, status=Status.WITHDREW)
    restore_interview(actor=hr.user, interview=interview)
    interview.refresh_from_db()
    assert interview.reply == ""


def test_an_answer_about_another_time_counts_no_more(hr):
    interview = factories.make_interview(place="302 室")
    record_reply(actor=hr.user, interview=interview, reply=Reply.CONFIRMED)
    data = {
        "sheet": interview.sheet_id,
        "starts_at": "2099-12-01T14:30",
        "minutes": interview.minutes,
        "place": "302 室",
        "lead": interview.members.get().user_id,
    }
    assert hr.post(url("edit", interview), data).status_code == 302
    interview.refresh_from_db()
    assert interview.reply == ""


def test_another_note_to_the_panel_leaves_the_answer_as_it_is(hr):
    interview = factories.make_interview(
        starts_at=timezone.now().replace(second=0, microsecond=0) + timedelta(days=2)
    )
    record_reply(actor=hr.user, interview=interview, reply=Reply.CONFIRMED)
    data = {
        "sheet": interview.sheet_id,
        "starts_at": timezone.localtime(interview.starts_at).strftime("%Y-%m-%dT%H:%M"),
        "minutes": interview.minutes,
        "note": "请带作品集",
        "lead": interview.members.get().user_id,
    }
    assert hr.post(url("edit", interview), data).status_code == 302
    interview.refresh_from_db()
    assert (interview.note, interview.reply) == ("请带作品集", "confirmed")


def test_hr_hears_of_the_candidates_own_answer():
    Company.objects.create(pk=1, sends_mail=True)
    keeper = factories.make_user("hr", email="hr@example.com")
    interview = factories.make_interview()
    answer_by_link(interview=interview, reply=Reply.DECLINED)
    answer_by_link(interview=interview, reply=Reply.DECLINED)
    mail = OutgoingMail.objects.get()
    assert (mail.person, mail.kind) == (keeper, "reply")
    interview.refresh_from_db()
    assert (interview.reply, interview.reply_by) == ("declined", None)
    assert AuditEvent.objects.get(action="interview.reply").after == {"reply": "declined", "by_link": True}


def test_nobody_answers_once_it_is_called_off_or_over(hr):
    cancelled = factories.make_interview(status="cancelled", cancel_reason="x")
    for interview in (cancelled, over()):
        with pytest.raises(ValidationError):
            answer_by_link(interview=interview, reply=Reply.CONFIRMED)
        with pytest.raises(ValidationError):
            record_reply(actor=hr.user, interview=interview, reply=Reply.CONFIRMED)
    with pytest.raises(PermissionDenied):
        answer_by_link(interview=factories.make_interview(), reply=Reply.INVITED)


def test_the_list_finds_interviews_by_the_candidates_answer(hr):
    waiting, confirmed = factories.make_interview(), factories.make_interview()
    record_reply(actor=hr.user, interview=confirmed, reply=Reply.CONFIRMED)
    address = reverse("interviews:interview-list")
    assert list(hr.get(address, {"reply": "confirmed"}).context["page_obj"]) == [confirmed]
    assert list(hr.get(address, {"reply": "none"}).context["page_obj"]) == [waiting]
    assert len(hr.get(address, {"reply": "x'; drop"}).context["page_obj"]) == 2


def test_home_names_those_to_get_in_touch_with(hr):
    declined, unreached, reached = (factories.make_interview() for _number in range(3))
    answer_by_link(interview=declined, reply=Reply.DECLINED)
    factories.make_candidate_letter(interview=unreached)
    factories.make_candidate_letter(interview=reached)
    factories.make_candidate_letter(interview=reached, state="sent", sent_at=timezone.now())
    assert home_for(hr.user).to_call == [declined, unreached]
    shown = page(hr.get(reverse("home")))
    assert "Candidates to get in touch with" in shown and "Letter not delivered" in shown


def test_whoever_withdrew_waits_for_no_interview_and_stands_on_the_board_as_such(hr):
    interview = factories.make_interview()
    call_off_for_candidate(actor=hr.user, interview=interview, status=Status.WITHDREW)
    assert home_for(hr.user).unscheduled == 0
    board = reverse("interviews:position-board", args=[interview.candidate.position_id])
    lanes = hr.get(board).context["board"].decided
    assert [lane.key for lane in lanes if lane.count] == ["withdrew"]
    factories.make_interview(candidate=interview.candidate, starts_at=interview.starts_at + timedelta(days=1))
    board = hr.get(board).context["board"]
    assert [lane.key for lane in board.open if lane.count] == ["scheduled"] and not board.decided_count


def test_whoever_did_not_come_is_to_be_scheduled_again(hr):
    call_off_for_candidate(actor=hr.user, interview=over(), status=Status.NO_SHOW)
    assert home_for(hr.user).unscheduled == 1


def test_the_panel_reads_the_answer_where_it_looks(client_for):
    person = factories.make_user()
    interview = factories.make_interview(panel=[person])
    answer_by_link(interview=interview, reply=Reply.CONFIRMED)
    client = client_for(user=person)
    interview.refresh_from_db()
    assert "Confirmed" in entry_of(interview).details or "已确认" in entry_of(interview).details
    for address in (
        url("detail", interview),
        reverse("interviews:interview-list"),
        reverse("interviews:scorecard", args=[interview.pk]),
    ):
        assert "Candidate has confirmed" in page(client.get(address))
