"""The results of several interviews read at once: each is what it is by itself, in as many queries as one."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from interviews.models import ExtraQuestion, Interview, Scorecard, ScoreChange
from interviews.outcome.pages.report import candidate_page
from interviews.outcome.reports.interview import interview_report, interview_reports
from interviews.outcome.services import decisions
from interviews.outcome.services.consensus import save_consensus
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.planning.services.seats import take_off_panel
from tests import factories
from tests.interviews.panels import D, make_panel, make_sheet, people_of

pytestmark = pytest.mark.django_db
QUERIES = 10


def eventful(keeper, sheet, candidate, mark) -> Interview:
    """The first person was taken off and the third one's scorecard is reopened; the second asked in another
    order and added a question; question 1 was agreed twice, and it is decided."""
    interview = make_panel(["4", "3"], ["3", "2"], ["5", "1"], sheet=sheet, candidate=candidate)
    leaver, second, third = people_of(interview)
    take_off_panel(actor=keeper, member=interview.members.get(user=leaver), reason=f"出差{mark}")
    first, last = interview.sheet.items.order_by("position")
    for rating in ("2", "4"):
        save_consensus(
            actor=keeper,
            interview=interview,
            item=first,
            rating=D(rating),
            reason=f"一致{mark}{rating}",
            seen=0,
        )
    card = Scorecard.objects.get(member__interview=interview, member__user=second)
    ExtraQuestion.objects.create(id=uuid4(), scorecard=card, text=f"加问{mark}")
    for item in (last, first):
        ScoreChange.objects.create(id=uuid4(), scorecard=card, item=item, field="notes", by=second)
    basis = decisions.basis_sha256(interview_report(interview, keeper))
    decisions.decide(actor=keeper, interview=interview, outcome="hold", reason=f"再看{mark}", seen=basis)
    again = Scorecard.objects.get(member__interview=interview, member__user=third)
    reopen_scorecard(actor=keeper, scorecard=again, reason=f"补记{mark}")
    return interview


@pytest.fixture
def rounds(keeper) -> list[Interview]:
    """Two eventful rounds with one sheet, a plain one with it, one with another sheet, one not begun."""
    candidate, sheet = factories.make_candidate(), make_sheet(2)
    rows = [
        eventful(keeper, sheet, candidate, "甲"),
        eventful(keeper, sheet, candidate, "乙"),
        make_panel(["1", "1"], sheet=sheet, candidate=candidate),
        make_panel(["5", "4", "3"], candidate=candidate),
        factories.make_interview(sheet=sheet, candidate=candidate),
    ]
    return list(read().filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def read():
    return Interview.objects.select_related("candidate__position", "sheet")


def test_each_round_is_what_it_is_by_itself(keeper, rounds):
    blind = factories.make_user("hr")
    rounds[1].members.create(user=blind)
    for reader in (keeper, blind, people_of(rounds[0])[1], people_of(rounds[1])[0], factories.make_user()):
        together = interview_reports(rounds, reader)
        assert together == {interview.pk: interview_report(interview, reader) for interview in rounds}


def test_nothing_of_one_round_stands_in_another(keeper, rounds):
    together = interview_reports(rounds, keeper)
    for interview, mark in ((rounds[0], "甲"), (rounds[1], "乙")):
        report, (leaver, second, third) = together[interview.pk], people_of(interview)
        assert [member.name for member in report.members] == [str(second)]
        assert report.waiting == (str(third),)
        assert [agreed.reason for agreed in report.items[0].agreed] == [f"一致{mark}2", f"一致{mark}4"]
        # The second writer did not have the first row before them; of another round's rows nothing is said.
        assert [agreed.crossed for agreed in report.items[0].agreed] == [False, True]
        assert [(member.name, member.reason) for member in report.left] == [(str(leaver), f"出差{mark}")]
        assert [(reopening.name, reopening.reason) for reopening in report.reopenings] == [
            (str(third), f"补记{mark}")
        ]
        (deviations,) = report.deviations
        assert (deviations.name, deviations.asked) == (str(second), (2, 1))
        assert [added.text for added in deviations.added] == [f"加问{mark}"]
    plain, other, empty = (together[interview.pk] for interview in rounds[2:])
    for report in (plain, other, empty):
        assert (report.left, report.reopenings, report.deviations) == ((), (), ())
        assert not any(item.agreed for item in report.items)
    assert [str(plain.total.percent), str(other.total.percent)] == ["20.0", "80.0"]
    assert (empty.members, empty.total.percent) == ((), None)


def test_who_is_blind_in_one_round_reads_nothing_of_it_beside_the_others(keeper, rounds):
    blind = factories.make_user("hr")
    rounds[1].members.create(user=blind)
    together = interview_reports(rounds, blind)
    hidden, seen = together[rounds[1].pk], together[rounds[0].pk]
    assert (hidden.members, hidden.reopenings, hidden.deviations) == ((), (), ())
    assert not any(item.agreed or item.responses for item in hidden.items)
    assert [(member.reason, member.readable) for member in hidden.left] == [("", False)]
    assert seen == interview_report(rounds[0], keeper)
    page = candidate_page(rounds[0].candidate_id, blind)
    assert [round_.interview.pk for round_ in page.rounds if round_.page is None] == [rounds[1].pk]
    reasons = [decision.reason for round_ in page.rounds if round_.page for decision in round_.page.decisions]
    assert reasons == ["再看甲"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_are_those_of_one(keeper, number):
    candidate, sheet = factories.make_candidate(), make_sheet(2)
    pks = [eventful(keeper, sheet, candidate, str(index)).pk for index in range(number)]
    interviews = list(read().filter(pk__in=pks))
    keeper = User.objects.get(pk=keeper.pk)
    keeper.has_perm("interviews.view_interview")
    with CaptureQueriesContext(connection) as counted:
        interview_reports(interviews, keeper)
    assert len(counted) == QUERIES


def test_no_interviews_take_no_queries(keeper):
    keeper.has_perm("interviews.view_interview")
    with CaptureQueriesContext(connection) as counted:
        assert interview_reports([], keeper) == {}
    assert len(counted) == 0
