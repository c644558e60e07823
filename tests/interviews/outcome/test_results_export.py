"""The results of a position or of a period as one table: what each panel member gave, what counts and what
was decided, for who may see it; nothing runs in a spreadsheet program, and who took it is on record."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from interviews.models import Consensus, Interview, Position, Response, ScoresSeen
from interviews.outcome.services import results_export
from tests import factories
from tests.interviews.outcome.deciding import decide
from tests.interviews.panels import make_panel, make_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def take(client, kind="csv", **query):
    return client.get(reverse(f"interviews:results-{kind}"), query)


def table(answer):
    """The rows by the names of the columns."""
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment"), (
        answer.content
    )
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def position_of(interview):
    return interview.candidate.position_id


@pytest.fixture
def decided(good, keeper) -> Interview:
    decide(keeper, good)
    return good


def test_each_rating_what_was_agreed_the_total_and_the_decision_stand_there(hr, keeper, decided):
    item = decided.sheet.items.order_by("position").last()
    row = {"interview": decided, "item": item, "rating": 3, "reason": "一致", "by": keeper, "by_name": "周敏"}
    Consensus.objects.create(**row)
    first, last = table(take(hr, position=position_of(decided)))
    people = [str(member.user) for member in decided.members.order_by("pk")]
    assert [first["Interviewer 1"], first["Interviewer 2"]] == people
    assert (first["Rating 1"], first["Rating 2"], first["Agreed"], first["Counts"]) == (
        "4.0",
        "4.0",
        "",
        "4.0",
    )
    assert (last["Rating 1"], last["Rating 2"], last["Agreed"], last["Counts"]) == (
        "4.5",
        "4.0",
        "3.0",
        "3.0",
    )
    assert first["Candidate"] == decided.candidate.name and first["Sheet version"] == "1"
    assert (first["Total, %"], first["Decision"]) == ("70.0", "Hire")


def test_the_workbook_says_the_same(hr, decided):
    answer = take(hr, "xlsx", position=position_of(decided))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active.values)
    as_csv = table(take(hr, position=position_of(decided)))
    assert list(rows[0]) == list(as_csv[0])
    for cells, row in zip(rows[1:], as_csv, strict=True):
        assert ["" if cell is None else str(cell) for cell in cells] == [
            value.removesuffix(".0") if value.endswith(".0") else value for value in row.values()
        ]


def test_a_period_holds_its_first_and_last_day_and_no_other(hr):
    made = {}
    for days in range(4):
        made[days] = make_panel(["3"], sheet=make_sheet(1))
        at = timezone.now() - timedelta(days=days)
        Interview.objects.filter(pk=made[days].pk).update(starts_at=at)
    today = timezone.localdate()
    answer = take(hr, since=today - timedelta(days=2), until=today - timedelta(days=1))
    assert {row["Candidate"] for row in table(answer)} == {made[day].candidate.name for day in (1, 2)}


def test_panels_of_different_size_stand_in_one_table(hr):
    small, large = (
        make_panel(["3"], sheet=make_sheet(1)),
        make_panel(["3"], ["4"], ["5"], sheet=make_sheet(1)),
    )
    Position.objects.filter(pk=position_of(small)).exists()
    small.candidate.position = large.candidate.position
    small.candidate.save()
    rows = {row["Candidate"]: row for row in table(take(hr, position=position_of(large)))}
    assert (
        rows[small.candidate.name]["Interviewer 3"] == "" and rows[large.candidate.name]["Rating 3"] == "5.0"
    )
    assert rows[small.candidate.name]["Counts"] == "3.0"


def test_what_the_reader_is_blind_for_is_left_out(client_for, good):
    late = factories.make_user("hr")
    good.members.create(user=late)
    answer = take(client_for(user=late), position=position_of(good))
    assert "Content-Disposition" not in answer
    assert "Nobody has submitted a scorecard there that you may see." in answer.content.decode()
    assert not AuditEvent.objects.filter(action=results_export.EXPORT).exists()


def test_only_submitted_ratings_of_interviews_that_take_place_are_in_it(hr, good):
    draft = factories.make_user(name="还没提交")
    good.members.create(user=draft)
    card = factories.make_scorecard(interview=good, user=draft)
    Response.objects.create(scorecard=card, item=good.sheet.items.first(), rating=1)
    assert "还没提交" not in str(table(take(hr, position=position_of(good))))
    Interview.objects.filter(pk=good.pk).update(status="cancelled", cancel_reason="病了")
    assert "Content-Disposition" not in take(hr, position=position_of(good))


def test_a_name_can_not_run_as_a_formula(hr, good):
    good.candidate.name = "=HYPERLINK(1)"
    good.candidate.save()
    assert table(take(hr, position=position_of(good)))[0]["Candidate"] == "'=HYPERLINK(1)"
    answer = take(hr, "xlsx", position=position_of(good))
    cell = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active["A2"]
    assert (cell.value, cell.data_type) == ("'=HYPERLINK(1)", "s")


def test_who_took_it_is_on_record_and_has_read_the_scores(hr, good):
    take(hr, position=position_of(good))
    event = AuditEvent.objects.get(action=results_export.EXPORT)
    assert event.actor == hr.user
    assert (event.after["interviews"], event.after["position"]) == (1, str(good.candidate.position))
    assert ScoresSeen.objects.filter(person=hr.user, interview=good).exists()


def test_the_trail_shows_it_without_a_score(hr, good):
    take(hr, position=position_of(good))
    assert "82.5" not in str(AuditEvent.objects.get(action=results_export.EXPORT).after)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "Choose a position, or the first and the last day."),
        ({"since": "2026-01-01"}, "Choose a position, or the first and the last day."),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "The last day comes before the first."),
        ({"since": "gestern", "until": "2026-01-01"}, "Enter a valid date."),
        ({"since": "0001-01-01", "until": "9999-12-31"}, "Ensure this value is"),
        ({"position": "0 OR 1"}, "Select a valid choice"),
        ({"position": "9" * 30}, "Select a valid choice"),
    ],
)
def test_what_can_not_be_meant_is_said_and_hands_out_nothing(hr, query, sentence):
    answer = take(hr, **query)
    assert "Content-Disposition" not in answer
    assert sentence in answer.content.decode()


def test_too_much_for_one_file_is_said_with_what_to_do(hr, good, monkeypatch):
    monkeypatch.setattr(results_export, "MOST_ROWS", 1)
    assert "choose one position, or fewer days" in take(hr, position=position_of(good)).content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_only_hr_takes_it(interviewer, admin, good, kind):
    for client in (interviewer, admin):
        assert take(client, kind, position=position_of(good)).status_code == 404
        assert client.get(reverse("interviews:results-export")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(hr, count, django_assert_num_queries):
    position = Position.objects.create(name="主管")
    for _number in range(count):
        interview = make_panel(["3"], ["4"], sheet=make_sheet(1))
        interview.candidate.position = position
        interview.candidate.save()
    take(hr, position=position.pk)
    with django_assert_num_queries(18):
        assert len(table(take(hr, position=position.pk))) == count
