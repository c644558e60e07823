"""All candidates of a day are told in one act: looked at before, nobody twice, and who can't be reached."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.letters.services.days import send_day_letters
from interviews.letters.services.writing import about
from interviews.models import CandidateLetter, Company, Interview, LetterKind, LetterLanguage
from interviews.planning.services.attendance import save_reply
from interviews.planning.services.scheduling import cancel_interview
from tests import factories
from tests.interviews.letters.sending import company, interview_of, send

pytestmark = pytest.mark.django_db


def tomorrow(hour: int) -> datetime:
    day = timezone.localtime() + timedelta(days=1)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def url() -> str:
    return f"{reverse('interviews:interview-day-letters')}?date={tomorrow(9).date()}"


@pytest.fixture
def day() -> list[Interview]:
    """Three people on one day, the last without an address."""
    company()
    people = [("李雷", "li@example.com"), ("韩梅", "han@example.com"), ("王芳", "")]
    return [
        interview_of(person={"name": name, "email": email}, starts_at=tomorrow(9 + number))
        for number, (name, email) in enumerate(people)
    ]


def as_shown(interviews: list[Interview], **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"interview": [interview.pk for interview in interviews]}
    for interview in interviews:
        data[f"seen-{interview.pk}"] = about(interview, LetterKind.INVITATION)
        data[f"language-{interview.pk}"] = "zh-hans"
    return data | changes


def names(letters: Any) -> list[str]:
    return [letter.interview.candidate.name for letter in letters]


def test_the_page_says_who_is_written_to_and_who_can_not_be_reached(hr, day):
    page = hr.get(url())
    letters = page.context["letters"]
    assert names(letters.due) == ["李雷", "韩梅"]
    assert [interview.candidate.name for interview in letters.unreachable] == ["王芳"]
    assert "李雷，您好" in page.content.decode()
    assert "Can’t be reached by e-mail" in page.content.decode()
    assert not CandidateLetter.objects.exists()


def test_all_are_sent_in_one_act_each_recorded(hr, day):
    answer = hr.post(url(), as_shown(day[:2]), follow=True)
    assert "2 letters are sent within a minute." in answer.content.decode()
    sent = CandidateLetter.objects.order_by("pk")
    assert [(letter.address, letter.kind) for letter in sent] == [
        ("li@example.com", "invitation"),
        ("han@example.com", "invitation"),
    ]
    assert all(letter.token_sha256 for letter in sent)
    assert AuditEvent.objects.filter(action="candidateletter.send").count() == 2
    assert names(hr.get(url()).context["letters"].due) == []


def test_sent_twice_each_is_told_once(hr, day):
    data = as_shown(day[:2])
    hr.post(url(), data)
    again = hr.post(url(), data | {"again": "1"}, follow=True)
    assert CandidateLetter.objects.count() == 2
    assert "The candidate has been told already." in again.content.decode()


def test_a_plan_that_changed_meanwhile_is_not_told_and_keeps_nobody_else(hr, day):
    data = as_shown(day[:2], **{f"seen-{day[0].pk}": "earlier"})
    answer = hr.post(url(), data, follow=True).content.decode()
    assert [letter.address for letter in CandidateLetter.objects.all()] == ["han@example.com"]
    assert "李雷: What this letter tells has changed meanwhile." in answer


def test_who_is_not_ticked_gets_nothing(hr, day):
    hr.post(url(), as_shown(day[:1]))
    assert [letter.address for letter in CandidateLetter.objects.all()] == ["li@example.com"]
    answer = hr.post(url(), {}, follow=True)
    assert "Nobody was ticked" in answer.content.decode()


def test_who_knows_already_is_cancelled_or_elsewhere_is_not_written_to(hr, day):
    keeper = factories.make_user("hr")
    send(keeper, day[0])
    save_reply(day[1], Interview.Reply.CONFIRMED, keeper)
    letters = hr.get(url()).context["letters"]
    assert names(letters.due) == []
    assert [interview.candidate.name for interview in letters.told] == ["李雷", "韩梅"]
    gone = interview_of(person={"name": "赵六"}, starts_at=tomorrow(15))
    cancel_interview(actor=keeper, interview=gone, reason="-")
    interview_of(person={"name": "孙七"}, starts_at=tomorrow(9) + timedelta(days=1))
    assert names(hr.get(url()).context["letters"].due) == []


def test_somebody_told_of_another_time_is_sent_the_change(hr, day):
    send(factories.make_user("hr"), day[0], language="en")
    Interview.objects.filter(pk=day[0].pk).update(starts_at=tomorrow(14))
    due = {letter.interview.pk: letter for letter in hr.get(url()).context["letters"].due}
    assert due[day[0].pk].kind == LetterKind.CHANGE
    assert due[day[0].pk].language == LetterLanguage.ENGLISH


def test_nothing_is_offered_while_mail_is_off(hr, day):
    Company.objects.update(sends_mail=False)
    page = hr.get(url()).content.decode()
    assert "Send these" not in page
    hr.post(url(), as_shown(day[:2]))
    assert not CandidateLetter.objects.exists()


@pytest.mark.parametrize("role", ["interviewer", "admin"])
def test_nobody_but_hr_writes(day, client_for, role):
    assert client_for(role).get(url()).status_code in (403, 404)
    with pytest.raises(PermissionDenied):
        send_day_letters(actor=factories.make_user(role), wanted=[(day[0], LetterLanguage.ENGLISH, "")])


def test_as_many_queries_for_three_as_for_seven(hr, day):
    hr.get(url())
    with CaptureQueriesContext(connection) as few:
        hr.get(url())
    for number in range(4):
        interview_of(
            person={"name": f"周{number}", "email": f"z{number}@example.com"}, starts_at=tomorrow(13 + number)
        )
    with CaptureQueriesContext(connection) as many:
        hr.get(url())
    assert len(many) == len(few)
