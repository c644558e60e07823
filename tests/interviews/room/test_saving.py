"""Autosave: what a change may be, and that each counts once."""

import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.models import Mark, Response, Scorecard, ScoreChange
from interviews.room.services.changes import MAX_TEXT
from interviews.room.services.responses import MAX_SECONDS
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_first_change_makes_the_scorecard(room):
    answer = room.enter(notes="先听完")
    assert answer.status_code == 200
    assert Scorecard.objects.get().member == room.seat
    assert room.response().notes == "先听完"
    assert room.state()["notes"] == "先听完"


def test_every_field_is_kept(room):
    point, flag = room.points()[0], room.points(red_flag=True)[0]
    values = {
        "notes": "[02:10] 先听完\n再复述",
        "evidence": "e",
        "reason": "r",
        "flag_note": "f",
        "not_asked_reason": "n",
        "rating": "3.5",
        "probes_used": [1, 0, 1],
        "seconds": 95,
        f"mark:{point}": "partly",
        f"mark:{flag}": "met",
    }
    answer = room.enter(**values).json()
    assert len(answer["acknowledged"]) == len(values)
    state = room.state()
    assert state["marks"] == {str(point): "partly", str(flag): "met"}
    assert state["probes_used"] == [0, 1]
    assert {name: state[name] for name in ("notes", "rating", "seconds", "evidence")} == {
        "notes": "[02:10] 先听完\n再复述",
        "rating": "3.5",
        "seconds": 95,
        "evidence": "e",
    }
    assert room.response().rating == Decimal("3.5")


def test_the_answer_says_what_the_rules_say(room):
    answer = room.mark("met", "partly", "missed").json()["items"][str(room.checklist.pk)]
    # weights 1, 2, 3: 5 × (1 + 1) / 6 = 1.67, to the nearest half 1.5
    assert answer["suggestion"] == {
        "rating": "1.5",
        "complete": True,
        "total_weight": "6",
        "met_weight": "1",
        "partly_weight": "2",
    }
    assert answer["missing"] == ["rating"]
    answer = room.mark("met", "missed", "met", item=room.ladder).json()["items"][str(room.ladder.pk)]
    assert answer["suggestion"]["rating"] == "1"
    assert answer["suggestion"]["uncounted"] == [3]


@pytest.mark.parametrize(
    ("rating", "missing"),
    [("4", ["evidence-high", "reason"]), ("0.5", ["evidence-low", "reason"]), ("2.5", []), ("3", ["reason"])],
)
def test_what_a_rating_needs_is_asked_for(room, rating, missing):
    room.mark("met", "met", "missed")
    answer = room.enter(rating=rating).json()
    assert answer["items"][str(room.checklist.pk)]["missing"] == missing


def test_a_mark_is_cleared_again(room):
    room.mark("met", "met")
    room.mark(None)
    assert list(Mark.objects.values_list("point", flat=True)) == [room.points()[1]]
    assert list(room.state()["marks"]) == [str(room.points()[1])]


def test_not_asked_and_a_rating_exclude_each_other_and_the_last_act_counts(room):
    room.enter(rating="3")
    room.enter(not_asked=True)
    assert (room.state()["rating"], room.state()["not_asked"]) == (None, True)
    room.enter(rating="2")
    assert (room.state()["rating"], room.state()["not_asked"]) == ("2", False)


def test_time_spent_only_grows(room):
    room.enter(seconds=90)
    room.enter(seconds=30)
    assert room.response().seconds == 90


def test_a_repeated_change_is_acknowledged_and_does_nothing(room):
    first = room.change("notes", "first")
    room.send(first)
    room.enter(notes="second")
    revision = room.response().revision
    again = room.send(first).json()
    assert again["acknowledged"] == [first["id"]]
    assert room.response().notes == "second"
    assert room.response().revision == revision
    assert ScoreChange.objects.count() == 2


def test_in_one_request_an_id_counts_once_and_new_changes_beside_repeats_are_applied(room):
    first = room.change("notes", "first")
    room.send(first)
    twin = str(uuid4())
    answer = room.send(
        first,
        room.change("evidence", "new", change_id=twin),
        room.change("evidence", "newer", change_id=twin),
    ).json()
    assert set(answer["acknowledged"]) == {first["id"], twin}
    assert (room.response().notes, room.response().evidence) == ("first", "new")


def test_an_id_of_another_scorecard_is_refused(room, client_for):
    colleague = client_for("interviewer")
    seat = factories.PanelMember.objects.create(interview=room.interview, user=colleague.user)
    change = room.change("notes", "theirs")
    room.send(change, client=colleague, seat=seat.pk)
    answer = room.send({**change, "value": "mine"}).json()
    assert answer["acknowledged"] == []
    assert [refusal["code"] for refusal in answer["refused"]] == ["bad-id"]
    assert room.state()["notes"] == ""


def test_the_ledger_keeps_every_change_with_who_made_it(room):
    room.enter(rating="3", notes="a")
    room.enter(rating=None)
    ledger = set(ScoreChange.objects.values_list("field", "value", "by"))
    person = room.client.user.pk
    assert ledger == {("rating", "3.0", person), ("notes", "a", person), ("rating", None, person)}


BAD_VALUES = [
    ("notes", 5, "bad-text"),
    ("notes", None, "bad-text"),
    ("notes", "a\0b", "bad-text"),
    ("notes", "half \ud83d of a pair", "bad-text"),
    ("notes", "好" * (MAX_TEXT + 1), "too-long"),
    ("rating", "5.5", "bad-rating"),
    ("rating", "-1", "bad-rating"),
    ("rating", "3.3", "bad-rating"),
    ("rating", "NaN", "bad-rating"),
    ("rating", "sNaN", "bad-rating"),
    ("rating", "1e999999", "bad-rating"),
    ("rating", True, "bad-rating"),
    ("rating", [3], "bad-rating"),
    ("rating", "", "bad-rating"),
    ("not_asked", "yes", "bad-value"),
    ("not_asked", 1, "bad-value"),
    ("seconds", -1, "bad-seconds"),
    ("seconds", MAX_SECONDS + 1, "bad-seconds"),
    ("seconds", 1.5, "bad-seconds"),
    ("seconds", True, "bad-seconds"),
    ("probes_used", [2], "bad-probes"),
    ("probes_used", [-1], "bad-probes"),
    ("probes_used", "0", "bad-probes"),
    ("probes_used", [True], "bad-probes"),
    ("probes_used", [[0]], "bad-probes"),
    ("revision", 7, "unknown-field"),
    ("scorecard", 1, "unknown-field"),
    ("id", 1, "unknown-field"),
    ("mark:999999", "met", "unknown-point"),
    ("mark:", "met", "unknown-point"),
    ("mark:٣", "met", "unknown-point"),
    (["notes"], "x", "unknown-field"),
    (None, "x", "unknown-field"),
]


@pytest.mark.parametrize(("field", "value", "code"), BAD_VALUES)
def test_what_makes_no_sense_is_refused_with_a_sentence_and_the_rest_is_kept(room, field, value, code):
    bad, good = room.change(field, value), room.change("evidence", "kept")
    answer = room.send(bad, good)
    assert answer.status_code == 200
    (refused,) = answer.json()["refused"]
    assert (refused["id"], refused["code"]) == (bad["id"], code)
    assert refused["message"].endswith((".", "。"))
    assert answer.json()["acknowledged"] == [good["id"]]
    assert room.response().evidence == "kept"
    assert ScoreChange.objects.count() == 1


def test_a_point_of_another_question_and_a_mark_of_another_kind_are_refused(room):
    foreign = room.change(f"mark:{room.points(room.ladder)[0]}", "met")
    strange = room.change(f"mark:{room.points()[0]}", "brilliant")
    codes = [refusal["code"] for refusal in room.send(foreign, strange).json()["refused"]]
    assert codes == ["unknown-point", "bad-mark"]


@pytest.mark.parametrize("item", [None, "1", True, 10**40, -1, [1]])
def test_a_question_that_is_not_on_the_sheet_is_refused(room, item):
    change = room.change("notes", "x") | {"item": item}
    assert room.send(change).json()["refused"][0]["code"] == "unknown-item"


@pytest.mark.parametrize("change_id", [None, 5, "", "not-a-uuid", "x" * 36, "0" * 200])
def test_a_change_without_a_proper_id_is_refused(room, change_id):
    change = room.change("notes", "x") | {"id": change_id}
    assert [refusal["code"] for refusal in room.send(change).json()["refused"]] == ["bad-id"]
    assert not Response.objects.exists()


@pytest.mark.parametrize("junk", [5, "x", None, [], [["id"]]])
def test_a_change_that_is_no_change_is_refused(room, junk):
    assert [refusal["code"] for refusal in room.send(junk).json()["refused"]] == ["malformed"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"5",
        b"null",
        b"{}",
        b'{"seat": "1", "changes": []}',
        b'{"seat": 1, "changes": {}}',
        b'{"seat": true, "changes": []}',
        b"[" * 100_000,
    ],
)
def test_a_request_that_cannot_be_read_is_a_bad_request(room, body):
    answer = room.client.post(room.url("scorecard-save"), body, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


def test_a_form_with_files_is_a_bad_request_too(room):
    """Its body was read before, in search of the token against forged requests."""
    answer = room.client.post(room.url("scorecard-save"), {"seat": "1", "changes": "[]"})
    assert (answer.status_code, answer.json()["error"]) == (400, "malformed")


def test_who_has_no_seat_is_not_told_that_a_request_is_malformed(room, client_for):
    for body in (b"nonsense", json.dumps({"seat": 1, "changes": [0] * 300}).encode()):
        answer = client_for("hr").post(room.url("scorecard-save"), body, content_type="application/json")
        assert answer.status_code == 404


def test_a_seat_beyond_every_number_is_not_found(room):
    assert room.send(room.change("notes", "x"), seat=10**40).status_code == 404


def test_too_many_changes_at_once_are_sent_back(room):
    changes = [room.change("notes", str(number)) for number in range(201)]
    assert room.send(*changes).status_code == 413
    assert not Response.objects.exists()


def test_an_autosave_takes_at_most_eight_queries(room):
    room.enter(notes="first")
    point = room.points()[0]
    for changes in (
        [room.change("notes", "更多")],
        [room.change(f"mark:{point}", "met")],
        [room.change(f"mark:{point}", None)],
        [room.change("rating", "3"), room.change("evidence", "e"), room.change(f"mark:{point}", "partly")],
        [room.change("notes", "x", room.ladder), room.change("seconds", 15, room.ladder)],
    ):
        with CaptureQueriesContext(connection) as queries:
            assert room.send(*changes).status_code == 200
        assert len(queries) <= 8, "\n".join(query["sql"] for query in queries)


def test_the_first_change_to_a_sheet_no_process_has_read_takes_no_more(room):
    factories.Scorecard.objects.create(member=room.seat)
    change = room.change(f"mark:{room.points()[0]}", "met")
    with CaptureQueriesContext(connection) as queries:
        assert room.send(change).status_code == 200
    assert len(queries) <= 8, "\n".join(query["sql"] for query in queries)
