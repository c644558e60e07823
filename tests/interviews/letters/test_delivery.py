"""Letters to candidates on their way: what they carry, when they are tried again or given up."""

import smtplib
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from interviews.letters.services.delivery import deliver_to_candidates
from interviews.models import CandidateLetter, Company, Interview
from interviews.planning.rules.letters import MAX_TRIES
from interviews.planning.services.attendance import record_reply
from interviews.planning.services.scheduling import cancel_interview
from tests.interviews.letters.sending import company, delivered, interview_of, link, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(hr) -> CandidateLetter:
    company()
    return send(hr.user, interview_of(note="别提薪酬", round="终面"))


def calendar_of(message):
    part = next(part for part in message.message().walk() if part.get_content_type() == "text/calendar")
    return part, Calendar.from_ical(part.get_payload(decode=True))


def test_it_carries_the_link_and_the_calendar_entry(letter, mailoutbox):
    delivered(letter)
    [message] = mailoutbox
    assert link(letter) in message.body
    part, calendar = calendar_of(message)
    assert part.get_filename() == "interview.ics" and part.get_param("method") == "REQUEST"
    [event] = calendar.walk("VEVENT")
    assert event["summary"].startswith("Interview at 甲公司") and event["location"] == "302 室"
    assert event["attendee"] == "mailto:lilei@example.com"
    # What the panel is told, and where its pages are, is not the candidate's.
    assert "别提薪酬" not in str(calendar.to_ical().decode()) and "url" not in event


def test_a_cancellation_takes_the_same_entry_out_again(letter, hr, mailoutbox):
    delivered(letter)
    interview = cancel_interview(actor=hr.user, interview=letter.interview, reason="生病")
    delivered(send(hr.user, interview))
    first, second = (calendar_of(message)[1] for message in mailoutbox)
    assert second["method"] == "CANCEL"
    [before], [after] = first.walk("VEVENT"), second.walk("VEVENT")
    assert before["uid"] == after["uid"] and after["sequence"] > before["sequence"]
    assert "生病" not in mailoutbox[1].body


def test_a_server_that_does_not_take_it_is_asked_again_until_it_is_given_up(letter, monkeypatch):
    def down(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", down)
    for _try in range(MAX_TRIES):
        CandidateLetter.objects.update(next_try_at=timezone.now())
        deliver_to_candidates()
    letter.refresh_from_db()
    assert (letter.state, letter.error, letter.tries) == ("failed", "ConnectionRefusedError", MAX_TRIES)
    assert Interview.objects.get(pk=letter.interview_id).reply == ""


def test_an_address_the_server_knows_nothing_of_is_given_up_at_once(letter, monkeypatch):
    def refuse(*args, **kwargs):
        raise smtplib.SMTPRecipientsRefused({"lilei@example.com": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    assert delivered(letter).state == "failed"
    assert "lilei" not in letter.error


def test_a_worker_that_dies_after_the_server_took_it_sends_one_letter_that_can_be_told_as_one(
    letter, mailoutbox
):
    delivered(letter)
    CandidateLetter.objects.update(state="waiting", sent_at=None, next_try_at=timezone.now())
    deliver_to_candidates()
    ids = {message.extra_headers["Message-ID"] for message in mailoutbox}
    assert len(mailoutbox) == 2 and len(ids) == 1


def test_whoever_confirmed_by_telephone_meanwhile_stays_confirmed(letter, hr):
    record_reply(actor=hr.user, interview=letter.interview, reply=Interview.Reply.CONFIRMED)
    delivered(letter)
    assert Interview.objects.get(pk=letter.interview_id).reply == "confirmed"


def test_mail_that_was_switched_off_meanwhile_is_not_sent(letter, mailoutbox):
    Company.objects.update(sends_mail=False)
    assert delivered(letter).error == "MailOff" and not mailoutbox


def test_nobody_is_invited_to_what_is_over(letter, mailoutbox):
    Interview.objects.update(starts_at=timezone.now() - timedelta(days=1))
    assert delivered(letter).state == "dropped" and not mailoutbox


def test_another_secret_key_makes_another_link_that_works(letter, settings, stranger, mailoutbox):
    settings.SECRET_KEY = "another"
    delivered(letter)
    assert link(letter) in mailoutbox[0].body
    assert stranger.get(link(letter)).status_code == 200
