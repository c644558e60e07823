"""HR is told who of a coming panel was not informed, and why."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation

from interviews.models import Company, Interview, OutgoingMail
from interviews.planning.pages.informed import uninformed_panel, uninformed_panels
from interviews.planning.services.informing import inform_again
from tests import factories
from tests.interviews.planning.mails.letters import letter

pytestmark = pytest.mark.django_db


def reasons(interview) -> dict[str, str]:
    with translation.override("en"):
        return {str(person.member.user): person.why for person in uninformed_panel(interview).people}


def sent(person, interview, kind="invitation") -> OutgoingMail:
    return letter(person, kind, interview=interview, state="sent", sent_at=timezone.now())


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"state": "failed", "error": "SMTPRecipientsRefused"}, "knows no such address"),
        ({"state": "dropped", "error": "MailOff"}, "was switched off when the letter was due"),
        ({"state": "waiting", "error": "SMTPDataError 451"}, "has not taken the letter yet"),
        ({"state": "waiting"}, None),
        ({"state": "dropped"}, None),
    ],
)
def test_why_somebody_does_not_know(person, fields, why):
    interview = factories.make_interview(panel=[person])
    sent(person, interview)
    assert reasons(interview) == {}
    letter(person, "update", interview=interview, **fields)
    assert (why or "") in reasons(interview).get("陈昊", "") and bool(why) == bool(reasons(interview))


def test_without_an_address_or_without_mail_nobody_is_told(person):
    homeless = factories.make_user(name="没有邮箱的人")
    interview = factories.make_interview(panel=[person, homeless])
    letter(person, interview=interview)
    letter(homeless, interview=interview)
    assert reasons(interview) == {"没有邮箱的人": "There is no e-mail address."}
    Company.objects.update(sends_mail=False)
    assert set(reasons(interview).values()) == {"E-mail is switched off."}


def test_reminders_tell_nothing_of_the_plan_and_what_is_over_concerns_nobody(person):
    interview = factories.make_interview(panel=[person])
    letter(person, "reminder", interview=interview, state="sent", sent_at=timezone.now())
    assert reasons(interview)
    Interview.objects.update(starts_at=timezone.now() - timedelta(hours=2))
    assert not reasons(interview)


def test_the_start_page_and_the_interview_tell_hr_and_nobody_else(hr, person, client_for):
    interview = factories.make_interview(panel=[person])
    letter(person, interview=interview, state="failed", error="NoAddress")
    page = reverse("interviews:interview-detail", args=[interview.pk])
    for address in ("/", page):
        assert "Not informed by e-mail" in hr.get(address).content.decode()
    member = client_for(user=person)
    for address in ("/", page):
        assert "Not informed by e-mail" not in member.get(address).content.decode()


def test_scheduling_says_who_was_not_informed(hr):
    Company.objects.update(sends_mail=False)
    lead = factories.make_user(name="林静")
    data = {
        "candidate": factories.make_candidate().pk,
        "sheet": factories.make_sheet().pk,
        "starts_at": f"{timezone.localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}",
        "minutes": 60,
        "lead": lead.pk,
    }
    answer = hr.post(reverse("interviews:interview-create"), data, follow=True).content.decode()
    assert "林静: E-mail is switched off." in answer
    another_day = f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}"
    data |= {"candidate": factories.make_candidate().pk, "starts_at": another_day}
    answer = hr.post(reverse("admin:interviews_interview_add"), data, follow=True).content.decode()
    assert "Not informed by e-mail: 林静. E-mail is switched off." in answer


def test_hr_writes_again_to_those_who_do_not_know(hr, person):
    homeless = factories.make_user(name="没有邮箱的人")
    informed = factories.make_user(email="lin@example.com")
    interview = factories.make_interview(panel=[person, homeless, informed])
    sent(informed, interview)
    sent(person, interview)
    letter(person, "update", interview=interview, state="failed", error="ConnectionRefusedError")
    hr.post(reverse("interviews:interview-inform", args=[interview.pk]))
    (written,) = OutgoingMail.objects.filter(state="waiting")
    assert (written.person, written.kind) == (person, "update")
    assert reasons(interview) == {"没有邮箱的人": "There is no e-mail address."}
    with pytest.raises(ValidationError):
        inform_again(actor=hr.user, interview=interview)
    with pytest.raises(PermissionDenied):
        inform_again(actor=person, interview=interview)


def test_one_query_for_any_number(person, django_assert_num_queries):
    for _ in range(3):
        factories.make_interview(panel=[person, factories.make_user()])
    with django_assert_num_queries(1):
        assert len(uninformed_panels(Interview.objects.all())) == 3


def test_the_interview_says_to_hr_when_each_of_the_panel_was_told(hr, person, client_for):
    interview = factories.make_interview(panel=[person, factories.make_user()])
    address = reverse("interviews:interview-detail", args=[interview.pk])
    assert "e-mail sent" not in hr.get(address).content.decode()
    sent(person, interview)
    letter(person, "reminder", interview=interview, number=1, state="sent", sent_at=timezone.now())
    assert hr.get(address).content.decode().count("e-mail sent") == 1
    assert "e-mail sent" not in client_for(user=person).get(address).content.decode()
