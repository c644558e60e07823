"""The start page by role: what waits for whom, and nothing that breaks the blind."""

from datetime import timedelta
from unittest import mock

import pytest
from django.urls import reverse
from django.utils import timezone

from home.start_page import SHOWN
from interviews.models import ApprovalRequest, Company, Decision, Interview, Tie
from qbank.models import DocumentUpload, Repair, Source
from tests import factories

pytestmark = pytest.mark.django_db

SEATS = ["today", "later", "unfinished"]
BANK = ["uploads", "health"]
KEPT = ["todays_interviews", "gaps", "overdue", "debriefs", "to_confirm", "unpublished", "approvals"]
#: Who has which blocks.
BLOCKS = {
    "interviewer": SEATS,
    "admin": BANK,
    "hr": [*SEATS, *BANK, *KEPT, "unscheduled", "erasures"],
}


def noon():
    return timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)


def test_an_interviewer_sees_todays_interview_with_a_button(interviewer):
    interview = factories.make_interview(panel=[interviewer.user], starts_at=noon())
    page = interviewer.get("/").content.decode()
    assert interview.candidate.name in page
    assert "Start scoring" in page


def test_the_button_follows_the_scorecard(interviewer):
    interview = factories.make_interview(panel=[interviewer.user], starts_at=noon())
    card = factories.make_scorecard(interview=interview, user=interviewer.user)
    assert "Continue scoring" in interviewer.get("/").content.decode()
    card.status, card.submitted_at = "submitted", timezone.now()
    card.save()
    assert "See the result" in interviewer.get("/").content.decode()


def test_a_round_that_was_closed_without_a_scorecard_asks_for_none(interviewer):
    today = factories.make_interview(panel=[interviewer.user, factories.make_user()], starts_at=noon())
    earlier = factories.make_interview(
        panel=[interviewer.user], starts_at=timezone.now() - timedelta(days=3), candidate=today.candidate
    )
    factories.make_scorecard(interview=today, user=interviewer.user)
    Interview.objects.filter(pk__in=[today.pk, earlier.pk]).update(
        closed_at=timezone.now(), closed_by=factories.make_user("hr"), close_reason="病假"
    )
    for page in (
        reverse("home"),
        reverse("interviews:interview-list"),
        reverse("interviews:interview-detail", args=[today.pk]),
    ):
        text = interviewer.get(page, headers={"accept-language": "en"}).content.decode()
        assert "Closed without your scorecard" in text, page
        for asking in ("Start scoring", "Continue", "Not submitted yet", "in progress", "You have not begun"):
            assert asking not in text, (page, asking)


def test_an_interviewer_sees_nobody_elses_interview(interviewer):
    other = factories.make_interview(starts_at=noon())
    assert other.candidate.name not in interviewer.get("/").content.decode()


def test_with_nothing_to_do_the_page_says_what_will_come(interviewer):
    assert "No interview today" in interviewer.get("/").content.decode()


def test_hr_sees_open_scorecards_and_complete_interviews(hr):
    late = factories.make_interview(starts_at=timezone.now() - timedelta(days=1))
    done = factories.make_interview(starts_at=timezone.now() - timedelta(days=2))
    factories.make_scorecard(interview=done, submitted=True)
    page = hr.get("/").content.decode()
    assert late.candidate.name in page.split("Scorecards still open")[1].split("Debriefs waiting")[0]
    assert done.candidate.name in page.split("Debriefs waiting")[1]


def test_nothing_is_said_to_wait_only_where_nothing_does(hr):
    nothing = "Nothing at the moment."
    assert nothing in hr.get("/").content.decode()
    done = factories.make_interview(starts_at=timezone.now() - timedelta(days=2))
    factories.make_scorecard(interview=done, submitted=True)
    page = hr.get("/").content.decode()
    assert "Debriefs waiting" in page
    assert nothing not in page


def test_hr_on_the_panel_is_not_told_how_far_the_others_are(hr):
    other = factories.make_user()
    interview = factories.make_interview(panel=[other, hr.user], starts_at=timezone.now() - timedelta(days=1))
    page = hr.get("/").content.decode()
    assert interview.candidate.name not in page.split("Scorecards still open")[-1].split("Waits for you")[
        0
    ] or ("Scorecards still open" not in page)


def test_admins_see_the_health_of_the_bank(admin):
    factories.make_question(points=0, red_flags=0)
    assert "1 question without rubric points" in admin.get("/").content.decode()


def test_a_seat_that_is_open_and_given_to_a_tied_person_stands_in_both_lists(hr):
    tied, free = factories.make_user(), factories.make_user()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    interview = factories.make_interview(panel=[tied, free], starts_at=midnight)
    Tie.objects.create(person=tied, candidate=interview.candidate, kind="friend", declared_by=hr.user)
    with mock.patch("home.start_page.timezone.now", return_value=midnight + timedelta(hours=10)):
        home = hr.get("/").context["home"]
    assert [member.user for member in home.gaps] == [tied]
    assert [member.user for member in home.overdue] == [tied, free]
    assert home.todays_interviews == [interview] and home.debriefs == []


def test_each_list_keeps_its_own_order_and_length(hr):
    """They are read together: none may take another's places."""
    days = range(1, SHOWN + 3)
    for day in days:
        at = noon() - timedelta(days=day)
        factories.make_scorecard(interview=factories.make_interview(starts_at=at), submitted=True)
        factories.make_interview(panel=[hr.user], starts_at=at)
    factories.make_interview(panel=[hr.user], starts_at=noon())
    home = hr.get("/").context["home"]
    ages = [(noon() - interview.starts_at).days for interview in home.debriefs]
    assert ages == list(days)[:SHOWN]
    assert [(noon() - seat.interview.starts_at).days for seat in home.unfinished] == list(days)[
        : -SHOWN - 1 : -1
    ]
    assert len(home.today) == 1 and home.later == []


def test_doubtful_repairs_are_counted_without_a_question_in_the_bank(admin):
    make_repair()
    assert "1 doubtful repair to confirm" in admin.get("/").content.decode()


def make_repair():
    source = Source.objects.create(
        name=f"Source {Source.objects.count()}", sha256=f"{Source.objects.count():064}"
    )
    return Repair.objects.create(source=source, position=1, restored_position=1, received="?", doubtful=True)


def one_row_in_every_block(user, other):
    """Something for each list of the page, for HR and whoever sits on a panel."""
    now = timezone.now()
    factories.make_interview(panel=[user], starts_at=noon())
    factories.make_interview(panel=[user], starts_at=now + timedelta(days=2))
    factories.make_interview(panel=[user], starts_at=now - timedelta(days=2))
    factories.make_interview(starts_at=now - timedelta(days=1))
    tied = factories.make_interview(panel=[other], starts_at=now + timedelta(days=1))
    Tie.objects.create(person=other, candidate=tied.candidate, kind="friend", declared_by=other)
    for decided in (False, True):
        done = factories.make_interview(starts_at=now - timedelta(days=3))
        factories.make_scorecard(interview=done, submitted=True)
        if decided:
            said = {"outcome": "hire", "reason": "Good", "sealed": "{}", "sha256": "0" * 64, "taken_at": now}
            Decision.objects.create(
                interview=done, number=1, needs_confirmation=True, taken_by=other, taken_by_name="O", **said
            )
    factories.make_candidate(warned_at=now)
    factories.make_candidate()
    ApprovalRequest.objects.create(question_set=factories.make_set(), sha256="1" * 64, asked_by=other)
    factories.make_set()
    factories.make_question(points=0)
    make_repair()
    DocumentUpload.objects.create(
        name="bank.docx", sha256=f"{DocumentUpload.objects.count():064}", content=b"x", uploaded_by=other
    )


@pytest.mark.parametrize("role", ["admin", "hr", "interviewer"])
def test_the_number_of_queries_does_not_grow(
    client_for, role, django_assert_max_num_queries, django_assert_num_queries
):
    Company.objects.create(pk=1, approval_needed=True, retention_months=6)
    client, other = client_for(role), factories.make_user()

    one_row_in_every_block(client.user, other)
    with django_assert_max_num_queries(20) as first:
        home = client.get("/").context["home"]
    one_row_in_every_block(client.user, other)
    one_row_in_every_block(client.user, other)
    with django_assert_num_queries(len(first)):
        client.get("/")
    empty = [name for name in BLOCKS[role] if not getattr(home, name)]
    assert not empty


@pytest.mark.parametrize(("role", "block"), [("hr", "unpublished"), ("interviewer", "own_sets")])
def test_question_sets_come_newest_first(role, block, client_for):
    client = client_for(role)
    earlier, later = (factories.make_set(created_by=client.user) for _ in range(2))
    assert getattr(client.get("/").context["home"], block) == [later, earlier]
    earlier.save()
    assert getattr(client.get("/").context["home"], block) == [earlier, later]
