"""Which letters an act calls for, and that they stand or fall with it."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from interviews.models import Company, Interview, OutgoingMail
from interviews.planning.rules.letters import (
    MAX_TRIES,
    REMINDER_EXPIRY,
    Appointment,
    due_reminder,
    letters_for_change,
    pause,
)
from interviews.planning.services.announcing import announce, appointment_of
from interviews.planning.services.reminders import create_reminders
from interviews.planning.services.scheduling import (
    Plan,
    cancel_interview,
    change_interview,
    restore_interview,
    schedule_interview,
)
from interviews.planning.services.seats import fill_seat, give_seat_back, step_back, take_off_panel
from tests import factories

NOW = timezone.make_aware(datetime(2026, 11, 20, 14, 0))  # noqa: DTZ001 (made aware)
dates = st.builds(
    Appointment,
    starts_at=st.integers(-300, 300).map(lambda hours: NOW + timedelta(hours=hours)),
    minutes=st.sampled_from([5, 60, 480]),
    place=st.sampled_from(["", "A", "B"]),
    cancelled=st.booleans(),
    panel=st.frozensets(st.integers(1, 4)),
)


def date(**changes) -> Appointment:
    values = {"starts_at": NOW + timedelta(days=1), "minutes": 60, "place": "A", "cancelled": False}
    return Appointment(**values | {"panel": frozenset({1, 2})} | changes)


# Which letters


@given(st.none() | dates, dates)
def test_everybody_gets_one_letter_at_most_and_it_is_true(before, after):
    letters = letters_for_change(before, after, NOW)
    assert len({person for person, _ in letters}) == len(letters)
    for person, kind in letters:
        assert (person in after.expected) == (kind in ("invitation", "update"))
        knew = before is not None and person in before.expected
        assert knew == (kind != "invitation")


@given(dates)
def test_nothing_changed_nothing_told(same):
    assert letters_for_change(same, same, NOW) == []


@given(st.none() | dates, dates)
def test_who_comes_or_came_hears_of_every_change_that_is_not_over(before, after):
    over = after.ends_at <= NOW and (before is None or before.ends_at <= NOW)
    recipients = {person for person, _ in letters_for_change(before, after, NOW)}
    were = before.expected if before else frozenset()
    if over:
        assert recipients == set()
    else:
        assert were ^ after.expected <= recipients


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, date(), [(1, "invitation"), (2, "invitation")]),
        (date(), date(place="B"), [(1, "update"), (2, "update")]),
        (date(), date(minutes=30), [(1, "update"), (2, "update")]),
        (date(), date(panel=frozenset({2, 3})), [(3, "invitation"), (1, "removal")]),
        (date(), date(cancelled=True), [(1, "cancellation"), (2, "cancellation")]),
        (date(cancelled=True), date(), [(1, "invitation"), (2, "invitation")]),
        (date(cancelled=True), date(cancelled=True, panel=frozenset()), []),
        # Moved out of the past, and into it: both concern calendars.
        (date(starts_at=NOW - timedelta(days=3)), date(), [(1, "update"), (2, "update")]),
        (date(), date(starts_at=NOW - timedelta(days=3)), [(1, "update"), (2, "update")]),
        (None, date(starts_at=NOW - timedelta(days=3)), []),
    ],
)
def test_what_each_change_calls_for(before, after, expected):
    assert letters_for_change(before, after, NOW) == expected


# When a scorecard is reminded of


@given(st.integers(1, 720), st.integers(0, 5000), st.lists(st.integers(0, 3000), max_size=3))
def test_a_reminder_is_never_early_nor_late_nor_a_third(hours, since_end, ago):
    ended = NOW - timedelta(hours=since_end)
    reminded = [NOW - timedelta(hours=each) for each in ago]
    number = due_reminder(ended, NOW, hours, reminded)
    assert number in (0, len(ago) + 1) and number <= 2
    if number:
        due_at = ended + timedelta(hours=hours) * number
        assert due_at <= NOW < due_at + REMINDER_EXPIRY
        assert all(each >= hours for each in ago)


def test_tries_pause_longer_and_longer_then_end():
    pauses = [pause(tries) for tries in range(1, MAX_TRIES + 1)]
    assert pauses[-1] is None and None not in pauses[:-1]
    assert pauses[:-1] == sorted(pauses[:-1])
    assert timedelta(days=2) < sum(pauses[:-1], timedelta()) < timedelta(days=4)


# Written with the act

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return factories.make_user("hr")


@pytest.fixture
def sends():
    Company.objects.create(pk=1, sends_mail=True)


def plan(*people, **changes) -> Plan:
    values = {"sheet": factories.make_sheet(), "starts_at": timezone.now() + timedelta(days=1), "minutes": 45}
    return Plan(**values | {"lead": people[0], "panel": people[1:], "place": "A"} | changes)


def scheduled(keeper, *people) -> tuple[Interview, Plan]:
    made = plan(*people)
    interview = schedule_interview(actor=keeper, candidate=factories.make_candidate(), plan=made)
    return interview, made


def changed(made: Plan, **changes) -> Plan:
    names = ("sheet", "starts_at", "minutes", "lead", "panel", "round", "place", "note")
    return Plan(**{name: getattr(made, name) for name in names} | changes)


def written(interview, since=0) -> list[tuple[int, str, int]]:
    mails = OutgoingMail.objects.filter(interview=interview, pk__gt=since).order_by("pk")
    return list(mails.values_list("person", "kind", "sequence"))


def last() -> int:
    return OutgoingMail.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def test_off_by_default_nothing_waits_to_be_sent(keeper):
    first, second = factories.make_user(), factories.make_user()
    interview, made = scheduled(keeper, first, second)
    change_interview(actor=keeper, interview=interview, plan=changed(made, place="B"))
    step_back(actor=second, interview=interview, reason="认识候选人")
    cancel_interview(actor=keeper, interview=interview, reason="候选人生病")
    create_reminders()
    # That nobody was told is kept, so that HR can be told of it.
    assert set(OutgoingMail.objects.values_list("state", "error")) == {("dropped", "MailOff")}
    # The calendar sequence rises all the same: feeds are read whether mails are sent or not.
    assert Interview.objects.get().calendar_sequence == 3


def test_scheduling_invites_the_panel(keeper, sends):
    first, second = factories.make_user(), factories.make_user()
    interview, _ = scheduled(keeper, first, second)
    assert written(interview) == [(first.pk, "invitation", 0), (second.pk, "invitation", 0)]


def test_moving_tells_all_and_changing_the_panel_tells_those_it_concerns(keeper, sends):
    first, second, third = (factories.make_user() for _ in range(3))
    interview, made = scheduled(keeper, first, second)
    since = last()
    moved = changed(made, starts_at=made.starts_at + timedelta(hours=2))
    change_interview(actor=keeper, interview=interview, plan=moved)
    assert written(interview, since) == [(first.pk, "update", 1), (second.pk, "update", 1)]
    since = last()
    change_interview(actor=keeper, interview=interview, plan=changed(moved, panel=(third,)))
    assert written(interview, since) == [(third.pk, "invitation", 2), (second.pk, "removal", 2)]


@pytest.mark.parametrize("changes", [{}, {"sheet": None}])
def test_what_no_calendar_has_to_follow_is_told_nobody(keeper, sends, changes):
    interview, made = scheduled(keeper, factories.make_user())
    since = last()
    changes = {"sheet": factories.make_sheet()} if changes else {}
    change_interview(actor=keeper, interview=interview, plan=changed(made, **changes))
    assert written(interview, since) == []
    assert Interview.objects.get().calendar_sequence == 0


@pytest.mark.parametrize("changes", [{"round": "复试"}, {"note": "请带上作品集"}, {"place": "302"}])
def test_what_letters_and_calendars_say_reaches_the_panel_when_it_changes(keeper, sends, changes):
    person = factories.make_user()
    interview, made = scheduled(keeper, person)
    since = last()
    change_interview(actor=keeper, interview=interview, plan=changed(made, **changes))
    assert written(interview, since) == [(person.pk, "update", 1)]


def test_cancelling_and_restoring(keeper, sends):
    first = factories.make_user()
    interview, _ = scheduled(keeper, first)
    since = last()
    cancel_interview(actor=keeper, interview=interview, reason="候选人生病")
    restore_interview(actor=keeper, interview=interview)
    assert written(interview, since) == [(first.pk, "cancellation", 1), (first.pk, "invitation", 2)]


def test_seats_left_given_back_and_filled(keeper, sends):
    first, second, third = (factories.make_user() for _ in range(3))
    interview, _ = scheduled(keeper, first, second)
    since = last()
    step_back(actor=second, interview=interview, reason="认识候选人")
    seat = interview.members.get(user=second)
    give_seat_back(actor=keeper, member=seat, reason="不认识")
    take_off_panel(actor=keeper, member=seat, reason="时间不合")
    fill_seat(actor=keeper, member=seat, person=third)
    assert written(interview, since) == [
        (second.pk, "removal", 1),
        (second.pk, "invitation", 2),
        (second.pk, "removal", 3),
        (third.pk, "invitation", 4),
    ]


def test_interviews_entered_afterwards_invite_nobody(keeper, sends):
    made = plan(factories.make_user(), starts_at=timezone.now() - timedelta(days=2), past=True)
    schedule_interview(actor=keeper, candidate=factories.make_candidate(), plan=made)
    assert not OutgoingMail.objects.exists()


def test_an_act_that_fails_writes_no_letter(keeper, sends):
    class StopError(Exception):
        pass

    with pytest.raises(StopError), transaction.atomic():
        scheduled(keeper, factories.make_user())
        raise StopError
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_refused():
    interview = factories.make_interview()
    with pytest.raises(RuntimeError, match="inside the transaction"):
        announce(interview=interview, before=appointment_of(interview))


# Reminders


def over(hours: float, *, panel=None, **fields):
    """An interview of an hour that ended so many hours ago."""
    starts_at = timezone.now() - timedelta(hours=hours + 1)
    return factories.make_interview(panel=panel or [factories.make_user()], starts_at=starts_at, **fields)


def reminders() -> list[tuple[int, int]]:
    mails = OutgoingMail.objects.filter(kind="reminder").order_by("pk")
    return list(mails.values_list("interview", "number"))


def test_an_open_scorecard_is_reminded_of_once(sends):
    interview = over(24.1)
    over(23.5)
    create_reminders()
    create_reminders()
    assert reminders() == [(interview.pk, 1)]


def test_and_once_more_as_long_after_the_first(sends):
    interview = over(48.1)
    create_reminders()
    create_reminders()
    assert reminders() == [(interview.pk, 1)]
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(hours=24))
    create_reminders()
    assert reminders() == [(interview.pk, 1), (interview.pk, 2)]
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(hours=48))
    create_reminders()
    assert len(reminders()) == 2


def test_who_has_begun_is_reminded_who_has_submitted_is_not(sends):
    first, second, third = (factories.make_user() for _ in range(3))
    interview = over(30, panel=[first, second, third])
    factories.make_scorecard(interview=interview, user=first)
    factories.make_scorecard(interview=interview, user=second, submitted=True)
    create_reminders()
    recipients = OutgoingMail.objects.values_list("person", flat=True)
    assert set(recipients) == {first.pk, third.pk}


def test_nobody_is_reminded_of_what_is_not_awaited(sends, keeper):
    cancelled = over(30, status="cancelled", cancel_reason="候选人生病")
    closed = over(30, closed_at=timezone.now(), closed_by=keeper, close_reason="来不及")
    inactive = over(30, panel=[factories.make_user(is_active=False)])
    left = over(30)
    step_back(actor=left.members.get().user, interview=left, reason="认识候选人")
    ancient = over(24 * 40)
    OutgoingMail.objects.all().delete()
    create_reminders()
    assert {each.pk for each in (cancelled, closed, inactive, left, ancient)} and reminders() == []


def test_the_companys_hours_count(sends):
    Company.objects.update(reminder_hours=2)
    interview = over(2.5)
    create_reminders()
    assert reminders() == [(interview.pk, 1)]


def test_two_workers_at_once_write_one_reminder(sends, monkeypatch):
    """The second has looked before the first wrote: the database refuses its row, not the whole batch."""
    interview = over(30)
    create_reminders()
    other = over(30)
    monkeypatch.setattr("interviews.planning.services.reminders._reminder_times", lambda seats: {})
    create_reminders()
    assert reminders() == [(interview.pk, 1), (other.pk, 1)]


@pytest.mark.parametrize("rows", [1, 4])
def test_reminding_takes_the_same_queries_for_any_number(sends, rows, django_assert_max_num_queries):
    for _ in range(rows):
        over(30)
    # Settings, seats, earlier reminders, the rows, and the savepoint around them.
    with django_assert_max_num_queries(6):
        create_reminders()
    assert len(reminders()) == rows
