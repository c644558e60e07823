"""What letters say, in whose language, and what they tell nobody."""

import pytest
from django.urls import reverse
from django.utils import timezone

from interviews.models import OutgoingMail
from interviews.planning.services.seats import step_back
from tests import factories
from tests.interviews.planning.mails.letters import KINDS, calendar_of, composed, letter

pytestmark = pytest.mark.django_db

#: Planted in another member's scorecard.
SECRET = "别人写下的一句话-11fe"


def full_interview(person, **fields):
    candidate = factories.make_candidate(name="林若溪", phone="139-0000-1111", email="lin@example.com")
    colleague = factories.make_user(name="李楠", email="li@example.com")
    starts_at = timezone.make_aware(timezone.datetime(2099, 11, 20, 14, 0))
    values = {
        "starts_at": starts_at,
        "minutes": 90,
        "round": "初试",
        "place": "会议室 A",
        "note": "请提前看简历",
    }
    return factories.make_interview(panel=[person, colleague], candidate=candidate, **values | fields)


def test_an_invitation_in_english(person):
    message = composed(letter(person, interview=full_interview(person)))
    assert message.to == ["chen@example.com"]
    assert message.subject == "Interview with 林若溪, Nov. 20, 2099 14:00"
    for line in (
        "Hello 陈昊,",
        "Candidate: 林若溪",
        "Round: 初试",
        "Time: Friday, Nov. 20, 2099, 14:00–15:30, Beijing time (UTC+08:00)",
        "Place: 会议室 A",
        "Panel: 陈昊 (lead), 李楠",
        "请提前看简历",
        "和风客服 · Customer Service Interviews",
    ):
        assert line in message.body.splitlines()


def test_an_invitation_in_chinese(person):
    person.language = "zh-hans"
    person.save()
    message = composed(letter(person, interview=full_interview(person)))
    assert message.subject == "面试邀请：林若溪，2099年11月20日 14:00"
    for line in (
        "陈昊，你好：",
        "候选人：林若溪",
        "时间：2099年11月20日 星期五 14:00–15:30，北京时间（UTC+08:00）",
        "地点：会议室 A",
        "面试官：陈昊（主面）、李楠",
    ):
        assert line in message.body.splitlines()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "zh-hans", ""])
def test_each_kind_speaks_one_language(person, kind, language):
    person.language = language
    person.save()
    message = composed(letter(person, kind, interview=full_interview(person)))
    english = ("Interview", "Candidate", "Hello", "Time:", "scorecard")
    is_english = any(word in f"{message.subject}\n{message.body}" for word in english)
    assert is_english == (language == "en")


@pytest.mark.parametrize("kind", KINDS)
def test_letters_link_to_the_sites_address_and_ask_for_no_automatic_answer(person, kind, settings):
    settings.SITE_URL = "https://hire.example.com"
    interview = full_interview(person, created_by=factories.make_user("hr", email="zhou@example.com"))
    message = composed(letter(person, kind, interview=interview))
    assert ("https://hire.example.com/interviews/" in message.body) == (kind != "removal")
    assert message.reply_to == ["zhou@example.com"]
    headers = message.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["Message-ID"].endswith("@hire.example.com>")


@pytest.mark.parametrize(
    ("kind", "method", "status"),
    [
        ("invitation", "REQUEST", "CONFIRMED"),
        ("update", "REQUEST", "CONFIRMED"),
        ("cancellation", "CANCEL", "CANCELLED"),
        ("removal", "CANCEL", "CANCELLED"),
    ],
)
def test_the_calendar_file_that_comes_with_them(person, kind, method, status, settings):
    settings.DEFAULT_FROM_EMAIL = "面试安排 <interviews@example.com>"
    interview = full_interview(person, calendar_sequence=3)
    part, calendar = calendar_of(composed(letter(person, kind, interview=interview)))
    assert part.get_param("method") == calendar["METHOD"] == method
    assert part.get_filename() == "interview.ics"
    event = calendar.walk("VEVENT")[0]
    assert (event["STATUS"], event["SEQUENCE"]) == (status, 3)
    assert str(event["ORGANIZER"]) == "mailto:interviews@example.com"
    assert str(event["ATTENDEE"]) == "mailto:chen@example.com"
    assert "li@example.com" not in calendar.to_ical().decode()


def test_a_reminder_has_no_calendar_file_and_leads_to_the_scorecard(person):
    interview = full_interview(person)
    message = composed(letter(person, "reminder", interview=interview))
    assert not message.attachments
    assert reverse("interviews:scorecard", args=[interview.pk]) in message.body


@pytest.mark.parametrize("kind", KINDS)
def test_letters_tell_nothing_that_was_recorded_and_no_contacts(person, kind):
    """The same letter, to the byte, whether the others have submitted or not."""
    interview = full_interview(person)
    mail = letter(person, kind, interview=interview)
    before = composed(mail)
    other = interview.members.exclude(user=person).get()
    card = factories.make_scorecard(interview=interview, user=other.user, submitted=True)
    card.responses.create(item=interview.sheet.items.get(), notes=SECRET, rating="4.5", evidence=SECRET)
    after = composed(mail)
    assert (before.subject, before.body) == (after.subject, after.body)
    whole = after.message().as_string() + after.body
    assert SECRET not in whole and "139-0000" not in whole and "lin@example.com" not in whole


def test_why_somebody_left_is_told_nobody(person):
    interview = full_interview(person)
    step_back(actor=person, interview=interview, reason="候选人曾是我的下属")
    mail = OutgoingMail.objects.get(kind="removal")
    assert "下属" not in composed(mail).body


@pytest.mark.parametrize("field", ["place", "round", "note"])
def test_a_line_break_in_a_field_adds_no_header(person, field):
    hostile = "A\r\nBcc: everybody@example.com\r\n\r\nX"
    interview = full_interview(person, **{field: hostile})
    interview.candidate.name = "林\r\nBcc: everybody@example.com"
    interview.candidate.save()
    message = composed(letter(person, interview=interview))
    assert "\n" not in message.subject and "\r" not in message.subject
    headers = message.message()
    assert headers["Bcc"] is None and message.recipients() == ["chen@example.com"]
    part, calendar = calendar_of(message)
    assert part["Bcc"] is None and [each.name for each in calendar.walk()] == ["VCALENDAR", "VEVENT"]


def test_html_in_a_name_stays_text(person):
    interview = full_interview(person, place="<b>A & B</b>")
    assert "Place: <b>A & B</b>" in composed(letter(person, interview=interview)).body
