"""Letters on their way: when they are tried again or given up, and what has become untrue meanwhile."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone

from interviews.models import Company, Interview, OutgoingMail, PanelMember
from interviews.planning.rules.letters import MAX_TRIES
from interviews.planning.services.delivery import deliver_waiting, resend
from interviews.planning.services.outbox import claim
from interviews.planning.services.scheduling import cancel_interview, restore_interview
from tests import factories
from tests.interviews.planning.mails.letters import KINDS, calendar_of, composed, letter, state

pytestmark = pytest.mark.django_db


class Down:
    """A mail server that raises the given error at every letter."""

    def __init__(self, monkeypatch, error):
        self.tries, self.error = 0, error
        monkeypatch.setattr("django.core.mail.message.EmailMessage.send", self.send)

    def send(self, *args, **kwargs):
        self.tries += 1
        raise self.error


def wait_over():
    OutgoingMail.objects.filter(state="waiting").update(next_try_at=timezone.now())


def test_what_waits_is_sent_once(person):
    mail = letter(person)
    assert deliver_waiting() == 1 and deliver_waiting() == 0
    assert state(mail) == "sent" and mail.sent_at is not None and mail.told == 0
    assert [message.to for message in outbox.outbox] == [["chen@example.com"]]


def test_switched_off_meanwhile_nothing_is_sent(person):
    mail = letter(person)
    Company.objects.update(sends_mail=False)
    deliver_waiting()
    assert state(mail) == "dropped" and not outbox.outbox


def test_a_server_that_is_down_loses_nothing(person, monkeypatch):
    mail = letter(person)
    with monkeypatch.context() as patched:
        down = Down(patched, ConnectionRefusedError("mail.example.com"))
        deliver_waiting()
        deliver_waiting()
        assert down.tries == 1
    assert state(mail) == "waiting" and mail.tries == 1
    assert mail.error == "ConnectionRefusedError"
    assert timezone.now() < mail.next_try_at <= timezone.now() + timedelta(minutes=1)
    wait_over()
    deliver_waiting()
    assert state(mail) == "sent" and mail.error == "" and len(outbox.outbox) == 1


def test_in_the_end_it_is_given_up(person, monkeypatch):
    mail = letter(person)
    down = Down(monkeypatch, smtplib.SMTPServerDisconnected("bye"))
    for _ in range(MAX_TRIES + 3):
        wait_over()
        deliver_waiting()
    assert down.tries == MAX_TRIES and state(mail) == "failed"


@pytest.mark.parametrize(
    "error",
    [
        smtplib.SMTPRecipientsRefused({"chen@example.com": (550, b"no such user")}),
        ValueError("Invalid address"),
    ],
)
def test_what_can_never_arrive_is_not_tried_again(person, monkeypatch, error):
    mail = letter(person)
    down = Down(monkeypatch, error)
    deliver_waiting()
    wait_over()
    deliver_waiting()
    assert down.tries == 1 and state(mail) == "failed" and mail.error == type(error).__name__


def test_a_mailbox_that_is_full_for_now_is_tried_again(person, monkeypatch):
    mail = letter(person)
    Down(monkeypatch, smtplib.SMTPRecipientsRefused({"chen@example.com": (452, b"full")}))
    deliver_waiting()
    assert state(mail) == "waiting"


def test_an_error_is_kept_and_logged_without_addresses(person, monkeypatch, caplog):
    mail = letter(person)
    Down(monkeypatch, smtplib.SMTPSenderRefused(451, b"chen@example.com is grey", "chen@example.com"))
    deliver_waiting()
    assert state(mail) == "waiting" and mail.error == "SMTPSenderRefused 451"
    assert caplog.messages and "example.com" not in caplog.text


def test_one_that_fails_keeps_no_other_waiting(person, monkeypatch):
    other = factories.make_user(email="li@example.com")
    first, second = letter(person), letter(other)
    sent = []
    monkeypatch.setattr(
        "django.core.mail.message.EmailMessage.send",
        lambda self, **_: sent.append(self.to) if "li@" in self.to[0] else 1 / 0,
    )
    deliver_waiting()
    assert state(first) == "waiting" and first.error == "ZeroDivisionError"
    assert state(second) == "sent" and sent == [["li@example.com"]]


def test_a_killed_workers_letter_is_taken_up_again(person, monkeypatch):
    """Killed before the server’s answer: held for a while, then sent with the same Message-ID."""
    mail = letter(person)
    first_id = composed(mail).message()["Message-ID"]
    with monkeypatch.context() as patched:
        Down(patched, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            deliver_waiting()
    assert state(mail) == "waiting" and deliver_waiting() == 0
    wait_over()
    deliver_waiting()
    assert state(mail) == "sent" and outbox.outbox[0].message()["Message-ID"] == first_id


def test_a_letter_that_kills_workers_is_given_up(person):
    mail = letter(person, tries=MAX_TRIES)
    deliver_waiting()
    assert state(mail) == "failed" and mail.error == OutgoingMail.INTERRUPTED and not outbox.outbox


def test_two_workers_never_take_the_same_letter(person):
    mail = letter(person)
    assert claim(OutgoingMail) == mail and claim(OutgoingMail) is None


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_letter_once(person):
    start = threading.Barrier(3)

    def work() -> None:
        start.wait(10)
        while deliver_waiting(limit=2):
            pass
        connection.close()

    mails = [letter(person) for _ in range(12)]
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [state(mail) for mail in mails] == ["sent"] * 12
    assert len({message.extra_headers["Message-ID"] for message in outbox.outbox}) == len(outbox.outbox) == 12


def test_the_oldest_first_and_so_many_at_once(person):
    mails = [letter(person) for _ in range(3)]
    assert deliver_waiting(limit=2) == 2
    assert [state(mail) for mail in mails] == ["sent", "sent", "waiting"]


def test_who_has_no_address_gets_none_and_hr_can_send_it_later(person):
    person.email = ""
    person.save()
    mail = letter(person)
    deliver_waiting()
    assert state(mail) == "failed" and mail.error == OutgoingMail.NO_ADDRESS and not outbox.outbox
    person.email = "chen@example.com"
    person.save()
    resend(actor=factories.make_user("hr"), mail=mail)
    deliver_waiting()
    assert state(mail) == "sent" and len(outbox.outbox) == 1


# What has become untrue meanwhile


def sent_subjects() -> list[str]:
    return [message.subject.partition(" ")[0] for message in outbox.outbox]


def test_an_invitation_to_what_was_cancelled_meanwhile_is_not_sent(person):
    keeper = factories.make_user("hr")
    interview = factories.make_interview(panel=[person])
    letter(person, interview=interview)
    cancel_interview(actor=keeper, interview=interview, reason="候选人生病")
    deliver_waiting()
    assert sent_subjects() == ["Cancelled:"]


def test_called_off_and_on_again_sends_what_is_so(person):
    keeper = factories.make_user("hr")
    interview = factories.make_interview(panel=[person])
    cancel_interview(actor=keeper, interview=interview, reason="候选人生病")
    restore_interview(actor=keeper, interview=interview)
    deliver_waiting()
    assert sent_subjects() == ["Interview"]
    assert calendar_of(outbox.outbox[0])[1].walk("VEVENT")[0]["SEQUENCE"] == 2


def test_what_an_earlier_letter_told_already_is_not_told_again(person):
    """The invitation waited while the interview moved: it tells the new time, the update is not needed."""
    interview = factories.make_interview(panel=[person], calendar_sequence=1)
    first, second = (
        letter(person, interview=interview),
        letter(person, "update", interview=interview, sequence=1),
    )
    deliver_waiting()
    assert (state(first), state(second)) == ("sent", "dropped") and first.told == 1


def test_a_change_after_the_letter_is_told(person):
    interview = factories.make_interview(panel=[person])
    letter(person, interview=interview)
    deliver_waiting()
    Interview.objects.update(calendar_sequence=1)
    letter(person, "update", interview=interview, sequence=1)
    deliver_waiting()
    assert sent_subjects() == ["Interview", "Changed:"]


@pytest.mark.parametrize("kind", ["invitation", "update", "reminder"])
def test_who_has_left_the_panel_gets_no_more_of_it(person, kind):
    interview = factories.make_interview(panel=[person])
    mail = letter(person, kind, interview=interview)
    PanelMember.objects.update(withdrawn_at=timezone.now(), withdrawn_by=person, withdrawn_reason="忙")
    deliver_waiting()
    assert state(mail) == "dropped"


@pytest.mark.parametrize("kind", KINDS)
def test_who_left_the_company_gets_nothing(person, kind):
    mail = letter(person, kind)
    person.is_active = False
    person.save()
    deliver_waiting()
    assert state(mail) == "dropped" and not outbox.outbox


def test_no_reminder_of_what_was_submitted_or_closed_meanwhile(person):
    submitted, closed = letter(person, "reminder"), letter(person, "reminder")
    factories.make_scorecard(interview=submitted.interview, user=person, submitted=True)
    Interview.objects.filter(pk=closed.interview_id).update(
        closed_at=timezone.now(), closed_by=person, close_reason="来不及"
    )
    deliver_waiting()
    assert state(submitted) == state(closed) == "dropped"


def test_no_invitation_to_what_is_over(person):
    past = factories.make_interview(panel=[person], starts_at=timezone.now() - timedelta(hours=3))
    mail = letter(person, interview=past)
    deliver_waiting()
    assert state(mail) == "dropped"
