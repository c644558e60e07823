"""Calendar files: what is written comes back, whatever stands in it; and one interview as a file."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from interviews.planning.pages.calendars import entry_of, uid_of
from interviews.planning.rules.icalendar import CalendarEntry, Method, Party, calendar_file, plain
from tests import factories

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
#: Anything a person or a hostile form may put into a text.
TEXT = st.text(max_size=200) | st.sampled_from(
    [
        "林若溪，客服经理；第一轮" * 12,
        "a,b;c\\d",
        "\\N\\n",
        "\r\nBEGIN:VEVENT\r\nX:1",
        "\x00\x1b",
        'CN="x";Y=1:z',
    ]
)
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001 (made aware below)
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


def entry(**fields):
    values = {
        "uid": "interview-1@qbank",
        "sequence": 0,
        "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=1),
    }
    return CalendarEntry(**values | {"summary": "面试"} | fields)


def only_event(content: bytes):
    calendar = Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    assert len(events) == 1 and [part.name for part in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    return events[0]


def unsaid(text: str) -> str:
    """Without the byte order mark, which the reader drops at a text's beginning."""
    return text.replace("\ufeff", "")


@given(TEXT, TEXT, TEXT, TIMES, st.integers(5, 480), st.integers(0, 10_000))
def test_what_is_written_comes_back(summary, place, details, starts_at, minutes, sequence):
    made = entry(
        summary=summary,
        place=place,
        details=details,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        sequence=sequence,
    )
    content = calendar_file([made], method=Method.PUBLISH, now=NOW)
    event = only_event(content)
    for key, text in (("SUMMARY", summary), ("LOCATION", place), ("DESCRIPTION", details)):
        assert unsaid(str(event.get(key, ""))) == unsaid(plain(text))
    assert event["DTSTART"].dt == starts_at
    assert event["DTEND"].dt == starts_at + timedelta(minutes=minutes)
    assert (event["UID"], event["SEQUENCE"]) == ("interview-1@qbank", sequence)


@given(TEXT, TEXT)
def test_lines_are_short_end_as_they_must_and_begin_with_a_property(summary, name):
    content = calendar_file([entry(summary=summary)], method=Method.PUBLISH, now=NOW, name=name)
    assert content.endswith(b"\r\n") and content.count(b"\n") == content.count(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


@given(TEXT, TEXT)
def test_nothing_in_a_name_or_address_adds_a_line_or_a_parameter(name, email):
    party = Party(name=name, email=email)
    content = calendar_file([entry()], method=Method.REQUEST, now=NOW, organizer=party, attendee=party)
    event = only_event(content)
    assert set(event["ORGANIZER"].params) <= {"CN"}
    assert set(event["ATTENDEE"].params) <= {"CN", "ROLE", "PARTSTAT", "RSVP"}


def test_a_request_names_who_invites_and_who_is_invited():
    content = calendar_file(
        [entry()],
        method=Method.REQUEST,
        now=NOW,
        organizer=Party(name="人力资源", email="hr@example.com"),
        attendee=Party(name="陈昊", email="chen@example.com"),
    )
    event = only_event(content)
    assert Calendar.from_ical(content)["METHOD"] == "REQUEST"
    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == ("mailto:hr@example.com", "人力资源")
    assert (str(event["ATTENDEE"]), event["ATTENDEE"].params["CN"]) == ("mailto:chen@example.com", "陈昊")
    assert event["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    ("method", "cancelled"), [(Method.CANCEL, False), (Method.CANCEL, True), (Method.PUBLISH, True)]
)
def test_what_is_cancelled_says_so(method, cancelled):
    content = calendar_file([entry(cancelled=cancelled)], method=method, now=NOW)
    assert only_event(content)["STATUS"] == "CANCELLED"


@pytest.mark.django_db
def test_an_interview_in_either_language():
    candidate = factories.make_candidate(name="林若溪", phone="139-0000-1111", email="lin@example.com")
    interview = factories.make_interview(
        candidate=candidate, round="初试", place="会议室 A，三楼", note="请提前看简历"
    )
    with translation.override("en"):
        made = entry_of(interview)
        assert made.summary == "Interview: 林若溪 (初试)"
        assert f"Position: {candidate.position}" in made.details and "请提前看简历" in made.details
    with translation.override("zh-hans"):
        assert entry_of(interview).summary == "面试：林若溪（初试）"
    assert made.place == "会议室 A，三楼"
    assert made.url.endswith(reverse("interviews:interview-detail", args=[interview.pk]))
    assert not any("139-0000" in text or "lin@example" in text for text in (made.summary, made.details))


@pytest.mark.django_db
def test_two_interviews_have_two_names_that_stay():
    interview, other = factories.make_interview(), factories.make_interview()
    assert uid_of(interview) != uid_of(other)
    before = uid_of(interview)
    interview.starts_at += timedelta(days=1)
    interview.save()
    interview.refresh_from_db()
    assert uid_of(interview) == before


# The file on the interview's page


def ics(interview) -> str:
    return reverse("interviews:interview-ics", args=[interview.pk])


@pytest.mark.django_db
def test_the_panel_and_hr_download_it(client_for, hr):
    interview = factories.make_interview(candidate=factories.make_candidate(name="林若溪"))
    for client in (hr, client_for(user=interview.members.get().user)):
        answer = client.get(ics(interview))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="interview-{interview.pk}.ics"'
        assert "no-store" in answer["Cache-Control"]
        event = only_event(answer.content)
        assert "林若溪" in event["SUMMARY"] and event["UID"] == uid_of(interview)
        assert Calendar.from_ical(answer.content)["METHOD"] == "PUBLISH"


@pytest.mark.django_db
def test_nobody_else_does(interviewer, admin, stranger):
    interview = factories.make_interview()
    assert interviewer.get(ics(interview)).status_code == 404
    assert admin.get(ics(interview)).status_code == 404
    assert stranger.get(ics(interview)).status_code == 302


@pytest.mark.django_db
def test_it_tells_nothing_that_was_recorded(client_for):
    """Not even that, or by whom: a panel member who has not submitted reads it."""
    blind, other = factories.make_user(), factories.make_user(name="先交的人")
    interview = factories.make_interview(panel=[blind, other], starts_at=timezone.now() - timedelta(hours=2))
    client = client_for(user=blind)
    before = only_event(client.get(ics(interview)).content)
    factories.make_scorecard(interview=interview, user=other, submitted=True)
    after = only_event(client.get(ics(interview)).content)
    for event in (before, after):
        del event["DTSTAMP"]
    assert before.to_ical() == after.to_ical()
