"""One scorecard on two devices, as the server takes it: bases, kept versions, choices."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interviews.models import Response, Scorecard, ScoreChange
from interviews.room.services.scorecards import IncompleteScorecardError, submit
from tests import factories
from tests.interviews.room.scoring_room import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(interviewer):
    return Room(interviewer)


def made_on(room, field, value, base, *settles):
    return room.change(field, value) | {"base": base, "settles": list(settles)}


def quarrel(room):
    """Two devices write the notes without knowing of each other; returns what they sent."""
    laptop = made_on(room, "notes", "from the laptop", None)
    tablet = made_on(room, "notes", "from the tablet", None)
    room.send(laptop)
    return laptop, tablet, room.send(tablet).json()


def undecided(room):
    return room.state()["kept"]


def test_a_text_changed_in_two_places_is_kept_twice(room):
    laptop, tablet, answer = quarrel(room)
    assert answer["acknowledged"] == [tablet["id"]]
    assert room.response().notes == "from the laptop"
    whole = answer["undecided"][str(room.checklist.pk)]
    assert whole["notes"] == "from the laptop"
    versions = whole["kept"]["notes"]
    assert (versions["now"]["id"], versions["now"]["value"]) == (laptop["id"], "from the laptop")
    assert [(other["id"], other["value"]) for other in versions["others"]] == [
        (tablet["id"], "from the tablet")
    ]
    assert undecided(room) == whole["kept"]
    assert set(ScoreChange.objects.values_list("value", "kept")) == {
        ("from the laptop", False),
        ("from the tablet", True),
    }


def test_a_version_says_which_device_it_is_from_and_when(room):
    change = made_on(room, "notes", "b", None)
    room.enter(notes="a")
    body = {"seat": room.seat.pk, "device": "Chrome\0 · iPad\u202e" + "x" * 100, "changes": [change]}
    room.client.post(room.url("scorecard-save"), body, content_type="application/json")
    other = undecided(room)["notes"]["others"][0]
    assert other["device"] == ("Chrome · iPad" + "x" * 100)[:60]
    assert other["at"] == ScoreChange.objects.get(pk=change["id"]).at.isoformat()


def test_what_follows_is_made_on_ones_own_version(room):
    _laptop, tablet, _answer = quarrel(room)
    room.send(made_on(room, "notes", "from the tablet, going on", tablet["id"]))
    assert [other["value"] for other in undecided(room)["notes"]["others"]] == ["from the tablet, going on"]
    assert room.response().notes == "from the laptop"


def test_a_choice_settles_it_and_both_stay_in_the_ledger(room):
    laptop, tablet, _answer = quarrel(room)
    choice = made_on(room, "notes", "both", laptop["id"], tablet["id"])
    answer = room.send(choice).json()
    assert (answer["undecided"], undecided(room), room.response().notes) == ({}, {}, "both")
    row = ScoreChange.objects.get(pk=choice["id"])
    assert (str(row.base), row.settles, row.kept) == (laptop["id"], [tablet["id"]], False)
    assert ScoreChange.objects.count() == 3


def test_a_repeated_change_that_was_kept_stays_kept_and_is_told_again(room):
    laptop, tablet, answer = quarrel(room)
    again = room.send(tablet).json()
    assert again["undecided"] == answer["undecided"]
    assert ScoreChange.objects.count() == 2
    room.send(made_on(room, "notes", "mine", laptop["id"], tablet["id"]))
    assert room.send(tablet).json()["undecided"] == {}


def test_the_answer_says_what_the_browser_need_not_apply_again(room):
    first, second = made_on(room, "notes", "a", None), made_on(room, "evidence", "b", None)
    room.send(first)
    answer = room.send(first, second).json()
    item = answer["items"][str(room.checklist.pk)]
    assert (answer["repeated"], item["was"], item["revision"]) == ([first["id"]], 1, 2)
    item = room.send(first).json()["items"][str(room.checklist.pk)]
    assert (item["was"], item["revision"]) == (2, 2)


def test_marks_and_the_verdict_are_kept_too(room):
    mark = f"mark:{room.points()[0]}"
    room.send(made_on(room, mark, "met", None), made_on(room, "rating", "3", None))
    room.send(made_on(room, mark, "missed", None), made_on(room, "not_asked", True, None))
    assert {key: versions["others"][0]["value"] for key, versions in undecided(room).items()} == {
        mark: "missed",
        "rating": True,
    }
    state = room.state()
    assert (state["rating"], state["not_asked"], list(state["marks"].values())) == ("3", False, ["met"])


def test_a_kept_rating_is_told_as_the_page_writes_it(room):
    room.send(made_on(room, "rating", "3", None))
    room.send(made_on(room, "rating", "4", None))
    assert undecided(room)["rating"]["others"][0]["value"] == "4"
    assert undecided(room)["rating"]["now"]["value"] == "3"


def test_the_same_value_from_both_is_no_quarrel(room):
    first, second = made_on(room, "rating", "3", None), made_on(room, "rating", "3", None)
    room.send(first)
    room.send(second)
    assert undecided(room) == {}
    room.send(made_on(room, "rating", "4", first["id"]))
    assert (undecided(room), room.state()["rating"]) == ({}, "4")


def test_in_one_request_each_change_is_made_on_the_one_before(room):
    first = made_on(room, "notes", "a", None)
    room.send(first, made_on(room, "notes", "ab", first["id"]))
    assert (room.response().notes, undecided(room)) == ("ab", {})


def test_clearing_a_rating_makes_a_question_asked_again(room):
    room.enter(not_asked=True)
    room.enter(rating=None)
    assert (room.state()["rating"], room.state()["not_asked"]) == (None, False)


def test_the_next_change_names_what_the_page_was_told(room):
    room.enter(notes="a")
    head = room.state()["heads"]["notes"]
    room.send(made_on(room, "notes", "b", head))
    assert (room.response().notes, undecided(room)) == ("b", {})


def test_another_device_hears_of_a_kept_version_by_the_revision(room):
    quarrel(room)
    assert room.response().revision == 2


def test_nothing_undecided_is_submitted(room):
    room.complete()
    head = room.state()["heads"]["notes"]
    other = made_on(room, "notes", "another", None)
    room.send(other)
    with pytest.raises(IncompleteScorecardError) as refusal:
        submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    assert [(item.position, item.requirements, item.undecided) for item in refusal.value.missing] == [
        (1, (), True)
    ]
    assert 'href="#q1"' in room.client.post(room.url("scorecard-submit")).content.decode()
    room.send(made_on(room, "notes", "chosen", head, other["id"]))
    submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    assert Scorecard.objects.get().submitted


def test_another_panel_member_s_change_is_no_base_and_no_version_of_mine(room, client_for):
    colleague = client_for("interviewer")
    seat = factories.PanelMember.objects.create(interview=room.interview, user=colleague.user)
    theirs = room.change("notes", "PLANTED-NOTE")
    room.send(theirs, client=colleague, seat=seat.pk)
    room.send(made_on(room, "notes", "mine", theirs["id"], theirs["id"]))
    room.send(made_on(room, "notes", "mine again", theirs["id"]))
    answer = room.client.get(room.url("scorecard-state")).content.decode()
    assert "PLANTED-NOTE" not in answer
    assert [other["value"] for other in undecided(room)["notes"]["others"]] == ["mine again"]


@pytest.mark.parametrize("base", [5, "", "not-a-uuid", [], {}, True, "**"])
def test_a_base_that_is_none_is_refused(room, base):
    assert [
        refusal["code"] for refusal in room.send(made_on(room, "notes", "x", base)).json()["refused"]
    ] == ["bad-id"]
    assert not Response.objects.exists()


@pytest.mark.parametrize("settles", [None, "x", 5, {}, [5], ["x"], [None], [[]], [str(uuid4())] * 51])
def test_what_a_change_settles_is_a_short_list_of_ids(room, settles):
    change = room.change("notes", "x") | {"base": None, "settles": settles}
    assert len(room.send(change).json()["refused"]) == 1
    assert not Response.objects.exists()


@pytest.mark.parametrize("device", [5, None, ["x"], {}])
def test_a_device_without_a_name_is_a_bad_request(room, device):
    body = {"seat": room.seat.pk, "device": device, "changes": []}
    answer = room.client.post(room.url("scorecard-save"), body, content_type="application/json")
    assert answer.status_code == 400


def test_an_autosave_takes_one_query_more_only_while_something_is_undecided(room):
    first = made_on(room, "notes", "a", None)
    room.send(first)

    def queries_of(change):
        with CaptureQueriesContext(connection) as queries:
            assert room.send(change).status_code == 200
        return len(queries)

    usual = queries_of(made_on(room, "evidence", "e", None))
    other = made_on(room, "notes", "b", None)
    assert queries_of(other) == usual + 1 <= 9
    assert queries_of(made_on(room, "notes", "c", first["id"], other["id"])) == usual


def test_the_state_takes_one_query_more_for_any_number_of_versions(room):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            room.state()
        return len(captured)

    room.enter(notes="a", evidence="a", reason="a")
    usual = queries()
    room.send(made_on(room, "notes", "b", None))
    assert queries() == usual + 1
    room.send(made_on(room, "evidence", "b", None), made_on(room, "reason", "b", None))
    assert queries() == usual + 1


def test_who_is_signed_out_or_somebody_else_is_told_the_token_to_sign_in_with(room, stranger, client_for):
    for client, status in ((stranger, 401), (client_for("interviewer"), 404)):
        answer = client.get(room.url("scorecard-state"))
        assert (answer.status_code, len(answer.json()["csrf"])) == (status, 64)
