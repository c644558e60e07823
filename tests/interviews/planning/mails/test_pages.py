"""What HR sees of letters that did not arrive, and who else does not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from interviews.models import Company, OutgoingMail
from interviews.planning.services.delivery import resend
from tests import factories
from tests.interviews.planning.mails.letters import letter, state

pytestmark = pytest.mark.django_db

LIST = reverse("interviews:mail-list")


@pytest.mark.parametrize(("sends_mail", "words"), [(True, "is told by e-mail"), (False, "has to be told")])
def test_cancelling_says_who_tells_the_panel(hr, person, sends_mail, words):
    Company.objects.update(sends_mail=sends_mail)
    interview = factories.make_interview(panel=[person])
    cancel = reverse("interviews:interview-cancel", args=[interview.pk])
    assert words in hr.post(cancel, {"reason": "候选人生病"}, follow=True).content.decode()
    (mail,) = OutgoingMail.objects.filter(kind="cancellation")
    assert mail.state == ("waiting" if sends_mail else "dropped")


def failed(person, kind="invitation", **fields):
    return letter(person, kind, state="failed", error=fields.pop("error", "NoAddress"), **fields)


def test_hr_reads_what_did_not_arrive_and_why(hr, person):
    mail = failed(person)
    page = hr.get(LIST).content.decode()
    assert "陈昊" in page and "There is no e-mail address for this person." in page
    detail = hr.get(reverse("interviews:interview-detail", args=[mail.interview_id])).content.decode()
    assert "Not informed by e-mail" in detail and "There is no e-mail address for this person." in detail


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("SMTPRecipientsRefused", "knows no such address"),
        ("ConnectionRefusedError", "could not be reached"),
        ("SMTPAuthenticationError 535", "refuses the site"),
        ("Interrupted", "was stopped each time"),
        ("SMTPDataError 554", "SMTPDataError 554"),
    ],
)
def test_errors_in_words(hr, person, error, words):
    failed(person, error=error)
    assert words in hr.get(LIST).content.decode()


def test_what_reached_the_person_later_troubles_nobody(hr, person):
    interview = factories.make_interview(panel=[person])
    failed(person, interview=interview)
    letter(person, "update", interview=interview, state="sent", sent_at=timezone.now())
    assert "Every letter has arrived" in hr.get(LIST).content.decode()


def test_people_without_an_address_are_listed_when_they_sit_on_a_coming_panel(hr):
    coming, idle = factories.make_user(name="没有邮箱的人"), factories.make_user(name="不参加的人")
    factories.make_interview(panel=[coming])
    past = factories.make_user(name="面过的人")
    factories.make_interview(panel=[past], starts_at=timezone.now() - timedelta(days=2))
    page = hr.get(LIST).content.decode()
    assert "没有邮箱的人" in page and idle.name not in page and past.name not in page


def test_a_blind_keeper_does_not_read_who_was_reminded(hr, person, client_for):
    """That somebody was reminded says that they had not submitted."""
    interview = factories.make_interview(panel=[person])
    mail = failed(person, "reminder", interview=interview)
    other = failed(person, "invitation", interview=interview)
    assert mail in OutgoingMail.objects.visible_to(hr.user)
    interview.members.create(user=hr.user)
    assert set(OutgoingMail.objects.visible_to(hr.user)) == {other}
    for url in (LIST, reverse("interviews:interview-detail", args=[interview.pk])):
        assert "Reminder" not in hr.get(url).content.decode()
    assert hr.post(reverse("interviews:mail-resend", args=[mail.pk])).status_code == 404
    admin_list = reverse("admin:interviews_outgoingmail_changelist")
    assert hr.get(admin_list).context["cl"].result_count == 1


def test_sending_again(hr, person):
    mail = failed(person)
    answer = hr.post(reverse("interviews:mail-resend", args=[mail.pk]), follow=True)
    assert "sent again within a minute" in answer.content.decode()
    assert state(mail) == "waiting" and mail.tries == 0
    answer = hr.post(reverse("interviews:mail-resend", args=[mail.pk]), follow=True)
    assert "waits to be sent, or was sent already" in answer.content.decode()


@pytest.mark.parametrize("now", ["waiting", "dropped"])
def test_only_what_was_given_up_is_sent_again(person, now):
    mail = letter(person, state=now)
    with pytest.raises(ValidationError):
        resend(actor=factories.make_user("hr"), mail=mail)
    with pytest.raises(PermissionDenied):
        resend(actor=person, mail=mail)


def test_letters_are_hrs_business(client_for, admin, stranger, person):
    mail = failed(person)
    again = reverse("interviews:mail-resend", args=[mail.pk])
    panel = client_for(user=person)
    assert panel.get(LIST).status_code == panel.post(again).status_code == 404
    assert admin.get(LIST).status_code == admin.post(again).status_code == 404
    assert stranger.get(LIST).status_code == stranger.post(again).status_code == 302
    detail = panel.get(reverse("interviews:interview-detail", args=[mail.interview_id]))
    assert "not delivered" not in detail.content.decode()
    assert state(mail) == "failed"


@pytest.mark.parametrize("rows", [1, 4])
def test_the_list_takes_the_same_queries_for_any_number(hr, rows, django_assert_num_queries):
    for _ in range(rows):
        failed(factories.make_user())
    hr.get("/")
    with django_assert_num_queries(9):
        assert len(hr.get(LIST).context["page_obj"].object_list) == rows


def test_the_list_says_what_is_on_its_way_and_what_is_refused_so_far(hr, person):
    letter(person)
    assert "1 letter is on its way" in hr.get(LIST).content.decode()
    letter(person, error="ConnectionRefusedError", tries=2)
    assert "The mail server has not taken 1 letter yet" in hr.get(LIST).content.decode()


def test_letters_about_what_is_long_over_trouble_nobody(hr, person):
    failed(person, interview=factories.make_interview(starts_at=timezone.now() - timedelta(days=31)))
    assert not hr.get(LIST).context["page_obj"].object_list


def test_the_list_says_when_nothing_is_sent_at_all(hr, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "only printed to the server" in hr.get(LIST).content.decode()
    Company.objects.update(sends_mail=False)
    assert "E-mail is switched off" in hr.get(LIST).content.decode()


@pytest.mark.parametrize(("sends_mail", "state"), [(True, "waiting"), (False, "dropped")])
def test_nobody_is_told_that_every_letter_arrived_while_some_did_not(hr, person, sends_mail, state):
    Company.objects.update(sends_mail=sends_mail)
    letter(person, "invitation", state=state, error="SMTPDataError 451")
    page = hr.get(LIST).content.decode()
    assert "No letter was given up." in page and "Every letter has arrived" not in page


def test_letters_that_did_not_reach_a_candidate_are_listed_until_one_did(hr):
    interview = factories.make_interview()
    factories.make_candidate_letter(interview=interview, address="lilei@example.com")
    shown = hr.get(reverse("interviews:mail-list")).content.decode()
    assert "lilei@example.com" in shown and "The mail server knows no such address." in shown
    factories.make_candidate_letter(interview=interview, state="sent", sent_at=timezone.now())
    assert "lilei@example.com" not in hr.get(reverse("interviews:mail-list")).content.decode()
