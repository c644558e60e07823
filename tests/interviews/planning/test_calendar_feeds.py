"""A person's calendar address: made, read without signing in, renewed, ended; dead for everybody else."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accounts.models import AuditEvent
from interviews.models import CalendarFeed, Interview
from interviews.planning.services.feeds import end_feed, get_feed_owner, renew_feed
from interviews.planning.services.seats import step_back
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = reverse("interviews:calendar")
RENEW, END = reverse("interviews:calendar-renew"), reverse("interviews:calendar-end")


def feed(secret: str) -> str:
    return reverse("interviews:calendar-feed", args=[secret])


def events(answer) -> list:
    return Calendar.from_ical(answer.content).walk("VEVENT")


def names(answer) -> set[str]:
    return {str(event["SUMMARY"]).split()[-1] for event in events(answer)}


def seated(person, name, **fields):
    return factories.make_interview(panel=[person], candidate=factories.make_candidate(name=name), **fields)


def test_it_holds_ones_own_seats_of_the_last_days_and_to_come(stranger):
    person, now = factories.make_user(language="en"), timezone.now()
    seated(person, "Coming", starts_at=now + timedelta(days=300))
    seated(person, "Lately", starts_at=now - timedelta(days=29))
    seated(person, "Long-ago", starts_at=now - timedelta(days=31))
    seated(factories.make_user(), "Another's")
    left = seated(person, "Left")
    step_back(actor=person, interview=left, reason="认识候选人")
    called_off = seated(person, "Called-off", status="cancelled", cancel_reason="候选人生病")
    answer = stranger.get(feed(renew_feed(actor=person)))
    assert names(answer) == {"Coming", "Lately", "Called-off"}
    status = {str(event["UID"]): str(event["STATUS"]) for event in events(answer)}
    assert sorted(status.values()) == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert any(
        uid.startswith(f"interview-{called_off.pk}-") and s == "CANCELLED" for uid, s in status.items()
    )


def test_it_is_read_without_a_session_kept_by_nobody_and_names_no_contacts(stranger):
    person = factories.make_user()
    candidate = factories.make_candidate(phone="139-0000-1111", email="lin@example.com")
    factories.make_note(candidate=candidate, text="内部备注")
    factories.make_interview(panel=[person], candidate=candidate)
    answer = stranger.get(feed(renew_feed(actor=person)))
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"] and answer["X-Robots-Tag"] == "noindex"
    assert not answer.cookies
    text = answer.content.decode().replace("\r\n ", "")
    assert candidate.name in text
    for private in ("139-0000", "lin@example.com", "内部备注"):
        assert private not in text


def test_hr_reads_the_seats_they_hold_not_all_interviews(stranger):
    keeper = factories.make_user("hr", language="en")
    seated(keeper, "Mine")
    seated(factories.make_user(), "Theirs")
    assert names(stranger.get(feed(renew_feed(actor=keeper)))) == {"Mine"}


@pytest.mark.parametrize(("language", "word"), [("en", "Interview: "), ("zh-hans", "面试："), ("", "面试：")])
def test_it_speaks_the_persons_language_whatever_the_program_asks_for(stranger, language, word):
    person = factories.make_user(language=language)
    factories.make_interview(panel=[person])
    answer = stranger.get(feed(renew_feed(actor=person)), headers={"accept-language": "en"})
    assert str(events(answer)[0]["SUMMARY"]).startswith(word)


@pytest.mark.parametrize(
    "secret",
    [
        "x",
        "0" * 43,
        "A" * 5000,
        "\x00",
        "' OR 1=1 --",
        "%2e%2e",
        "…林若溪",
        "\udcff",
        sha256(b"x").hexdigest(),
    ],
)
def test_a_wrong_secret_finds_nothing(stranger, secret):
    renew_feed(actor=factories.make_user())
    answer = stranger.get(feed(secret.encode(errors="replace").decode()))
    assert answer.status_code == 404


def test_neither_the_fingerprint_nor_a_changed_secret_opens_it(stranger):
    person = factories.make_user()
    secret = renew_feed(actor=person)
    fingerprint = CalendarFeed.objects.get(user=person).token_sha256
    for wrong in (fingerprint, secret[:-1], secret + "=", secret.swapcase()):
        assert stranger.get(feed(wrong)).status_code == 404


def test_only_a_fingerprint_is_kept():
    person = factories.make_user()
    secret = renew_feed(actor=person)
    row = CalendarFeed.objects.values().get(user=person)
    assert len(secret) == 43 and not any(secret in str(value) for value in row.values())
    assert row["token_sha256"] == sha256(secret.encode()).hexdigest()
    trail = AuditEvent.objects.filter(object_type="interviews.calendarfeed")
    assert [event.action for event in trail] == ["calendarfeed.create"]
    assert not any(
        secret in str(event.__dict__) or row["token_sha256"] in str(event.__dict__) for event in trail
    )


def test_renewing_kills_the_old_address(stranger):
    person = factories.make_user()
    old, new = renew_feed(actor=person), renew_feed(actor=person)
    assert stranger.get(feed(old)).status_code == 404
    assert stranger.get(feed(new)).status_code == 200
    assert AuditEvent.objects.filter(action="calendarfeed.replace").count() == 1


def test_ending_kills_it_and_cannot_be_done_twice(stranger):
    person = factories.make_user()
    secret = renew_feed(actor=person)
    end_feed(actor=person)
    assert stranger.get(feed(secret)).status_code == 404
    with pytest.raises(ValidationError, match=r"no calendar address|没有日历地址"):
        end_feed(actor=person)


def test_people_who_left_or_lost_their_role_have_a_dead_feed(stranger):
    gone, changed = factories.make_user(), factories.make_user()
    of_gone, of_changed = renew_feed(actor=gone), renew_feed(actor=changed)
    gone.is_active = False
    gone.save()
    changed.groups.clear()
    assert stranger.get(feed(of_gone)).status_code == 404
    assert stranger.get(feed(of_changed)).status_code == 404


def test_wrong_methods(stranger):
    secret = renew_feed(actor=factories.make_user())
    assert stranger.head(feed(secret)).status_code == 200
    for method in ("POST", "PUT", "DELETE"):
        assert stranger.generic(method, feed(secret)).status_code == 405


@pytest.mark.parametrize("rows", [1, 4])
def test_it_takes_the_same_queries_for_any_number(stranger, rows, django_assert_max_num_queries):
    person = factories.make_user()
    secret = renew_feed(actor=person)
    for _ in range(rows):
        factories.make_interview(panel=[person])
    get_feed_owner(secret)
    with django_assert_max_num_queries(4):
        assert len(events(stranger.get(feed(secret)))) == rows


def test_when_it_was_read_is_written_once_an_hour(django_assert_max_num_queries):
    person = factories.make_user()
    secret = renew_feed(actor=person)
    assert get_feed_owner(secret) == person
    first = CalendarFeed.objects.get().read_at
    assert first is not None
    get_feed_owner(secret)
    assert CalendarFeed.objects.get().read_at == first
    CalendarFeed.objects.update(read_at=first - timedelta(hours=2))
    get_feed_owner(secret)
    assert CalendarFeed.objects.get().read_at > first - timedelta(hours=1)


# The page


def test_the_address_is_shown_once(interviewer, stranger):
    assert "You have no calendar address yet" in interviewer.get(PAGE).content.decode()
    answer = interviewer.post(RENEW)
    address = answer.context["address"]
    assert address.startswith("http://testserver/") and address in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert stranger.get(address.removeprefix("http://testserver")).status_code == 200
    again = interviewer.get(PAGE).content.decode()
    assert address not in again and "You have a calendar address" in again


def test_ending_it_on_the_page(interviewer):
    interviewer.post(RENEW)
    answer = interviewer.post(END, follow=True)
    assert "The address is dead" in answer.content.decode()
    assert not CalendarFeed.objects.exists()
    assert "You have no calendar address." in interviewer.post(END, follow=True).content.decode()


def test_each_acts_on_their_own_address_only(client_for):
    interviewer, hr = client_for("interviewer"), client_for("hr")
    interviewer.post(RENEW)
    hr.post(END)
    hr.post(RENEW, {"user": interviewer.user.pk})
    assert set(CalendarFeed.objects.values_list("user", flat=True)) == {interviewer.user.pk, hr.user.pk}


def test_who_sees_no_interviews_has_no_calendar(admin, stranger):
    assert admin.get(PAGE).status_code == admin.post(RENEW).status_code == admin.post(END).status_code == 404
    assert stranger.post(RENEW).status_code == 302
    assert not CalendarFeed.objects.exists()


def test_an_interview_that_moves_moves_in_the_feed_under_the_same_name(stranger, hr):
    person = factories.make_user()
    interview = factories.make_interview(panel=[person])
    secret = renew_feed(actor=person)
    before = events(stranger.get(feed(secret)))[0]
    Interview.objects.update(starts_at=interview.starts_at + timedelta(days=1), calendar_sequence=1)
    after = events(stranger.get(feed(secret)))[0]
    assert before["UID"] == after["UID"] and after["SEQUENCE"] == 1
    assert after["DTSTART"].dt - before["DTSTART"].dt == timedelta(days=1)
