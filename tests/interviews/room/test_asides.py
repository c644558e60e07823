"""What is written beside the sheet: each change once, nothing overwritten, only by its owner."""

import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from interviews.models import AsideChange, ExtraQuestion, HandoverNote, Scorecard
from interviews.room.services.asides import MOST_EXTRAS, Asides, asides_json
from interviews.room.services.changes import InvalidChangeError
from interviews.room.services.saving import save
from interviews.room.services.scorecards import NotSeatedError, ScorecardClosedError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    return factories.make_interview(panel=[factories.make_user()]).members.get()


def change(target, field="text", value="说说上一次裁员。", **more):
    return {"id": str(uuid4()), "item": target, "field": field, "value": value, **more}


def send(seat, *changes, device=""):
    where = {"interview_id": seat.interview_id, "seat_id": seat.pk}
    return save(Asides, actor=seat.user, raw_changes=changes, device=device, **where)


def read(raw):
    """What the service makes of a change."""
    return Asides(Scorecard()).read(raw)


def test_the_first_change_makes_the_scorecard_and_the_question(seat):
    target = str(uuid4())
    saved = send(seat, change(target), change(target, "notes", "先道歉，再补偿"))
    assert len(saved.acknowledged) == 2 and saved.refused == ()
    extra = ExtraQuestion.objects.get(scorecard__member=seat)
    assert (str(extra.pk), extra.text, extra.notes, extra.revision) == (
        target,
        "说说上一次裁员。",
        "先道歉，再补偿",
        1,
    )


def test_repeating_a_change_does_nothing(seat):
    first = change("handover", value="第一稿")
    send(seat, first)
    send(seat, change("handover", value="第二稿"))
    saved = send(seat, first, first)
    assert saved.acknowledged == saved.repeated == (first["id"],)
    assert (saved.items["handover"]["was"], saved.items["handover"]["revision"]) == (2, 2)
    assert HandoverNote.objects.get().text == "第二稿" and AsideChange.objects.count() == 2


def quarrel(seat, target):
    """Two devices write without knowing of each other; returns what they sent and the second answer."""
    laptop, tablet = (change(target, value=text, base=None) for text in ("电脑上写的", "平板上写的"))
    send(seat, laptop, device="Chrome")
    return laptop, tablet, send(seat, tablet, device="iPad")


@pytest.mark.parametrize("target", ["handover", "0d9e1f6c-8d0c-4a63-8f0c-2f7f1c1b7a10"])
def test_a_text_changed_in_two_places_is_kept_twice(seat, target):
    laptop, tablet, saved = quarrel(seat, target)
    assert (saved.acknowledged, saved.refused) == ((tablet["id"],), ())
    whole = saved.undecided[target]
    assert (whole["text"], whole["heads"]) == ("电脑上写的", {"text": laptop["id"]})
    versions = whole["kept"]["text"]
    assert (versions["now"]["id"], versions["now"]["device"]) == (laptop["id"], "Chrome")
    assert [(version["value"], version["device"]) for version in versions["others"]] == [
        ("平板上写的", "iPad")
    ]
    assert asides_json(Scorecard.objects.get())[target] == whole
    assert list(AsideChange.objects.order_by("at").values_list("kept", flat=True)) == [False, True]


@pytest.mark.parametrize("target", ["handover", "0d9e1f6c-8d0c-4a63-8f0c-2f7f1c1b7a10"])
def test_a_choice_settles_it_and_both_stay_in_the_ledger(seat, target):
    laptop, tablet, _saved = quarrel(seat, target)
    both = change(target, value="两边都留", base=laptop["id"], settles=[tablet["id"]])
    saved = send(seat, both)
    whole = asides_json(Scorecard.objects.get())[target]
    assert (saved.undecided, whole["text"], whole["kept"]) == ({}, "两边都留", {})
    row = AsideChange.objects.get(pk=both["id"])
    assert (str(row.base), row.settles, row.kept) == (laptop["id"], [tablet["id"]], False)
    assert AsideChange.objects.count() == 3


def test_every_write_raises_the_revision_also_one_that_is_kept(seat):
    _laptop, _tablet, saved = quarrel(seat, "handover")
    assert (saved.items["handover"]["was"], saved.items["handover"]["revision"]) == (1, 2)


def test_a_new_question_and_the_note_come_whole(seat):
    target = str(uuid4())
    items = send(seat, change(target), change("handover", value="我打 4 分")).items
    state = asides_json(Scorecard.objects.get())
    assert items == {key: {**state[key], "was": 0} for key in (target, "handover")}
    assert items["handover"]["warned"] == ["4 分"]


def test_a_device_that_says_the_same_is_not_in_the_way(seat):
    send(seat, change("handover", value="一样", base=None))
    assert send(seat, change("handover", value="一样", base=None)).undecided == {}


def test_changes_of_one_device_build_on_each_other(seat):
    target = str(uuid4())
    first = change(target, value="一", base=None)
    second = change(target, value="一二", base=first["id"])
    assert send(seat, first, second).refused == ()
    assert ExtraQuestion.objects.get().text == "一二"


@given(st.lists(st.tuples(st.booleans(), st.text("甲乙丙", max_size=3)), max_size=6))
def test_what_is_read_says_what_was_sent(steps):
    for is_note, text in steps:
        raw = change("handover" if is_note else str(uuid4()), value=text, base=None)
        known = read(raw)
        assert (known.value, known.item, str(known.id)) == (text, raw["item"], raw["id"])


BAD = [
    None,
    7,
    "x",
    {},
    {"id": "x", "item": "handover", "field": "text", "value": "x"},
    {"id": str(uuid4()), "item": "1", "field": "text", "value": "x"},
    {"id": str(uuid4()), "item": None, "field": "text", "value": "x"},
    {"id": str(uuid4()), "item": "handover", "field": "notes", "value": "x"},
    {"id": str(uuid4()), "item": "handover", "field": "held", "value": False},
    {"id": str(uuid4()), "item": "handover", "field": ["text"], "value": "x"},
    {"id": str(uuid4()), "item": "handover", "field": "text", "value": 5},
    {"id": str(uuid4()), "item": "handover", "field": "text", "value": "甲\0"},
    {"id": str(uuid4()), "item": "handover", "field": "text", "value": "\ud800"},
    {"id": str(uuid4()), "item": "handover", "field": "text", "value": "x" * 20_001},
    {"id": str(uuid4()), "item": "handover", "field": "text", "value": "x", "base": 5},
    {"id": str(uuid4()), "item": "handover", "field": "text", "value": "x", "settles": "x"},
    {"id": str(uuid4()), "item": "handover", "field": "removed", "value": True},
    {"id": str(uuid4()), "item": str(uuid4()), "field": "stored", "value": True},
    {"id": str(uuid4()), "item": str(uuid4()), "field": "removed", "value": "yes"},
    {"id": str(uuid4()), "item": str(uuid4()), "field": "scorecard", "value": 1},
]


@pytest.mark.parametrize("raw", BAD)
def test_nonsense_is_refused_and_the_rest_is_taken(seat, raw):
    with pytest.raises(InvalidChangeError):
        read(raw)
    good = change("handover", value="留下")
    saved = send(seat, raw, good)
    assert saved.acknowledged == (good["id"],) and len(saved.refused) == 1
    assert HandoverNote.objects.get().text == "留下"


def test_nobody_writes_on_anothers_scorecard(seat):
    other = factories.make_interview(panel=[factories.make_user()]).members.get()
    target = str(uuid4())
    theirs = change(target, value="别人的")
    send(other, theirs)
    for raw in (change(target, value="抢来的"), {**change("handover"), "id": theirs["id"]}):
        saved = send(seat, raw)
        assert saved.acknowledged == () and len(saved.refused) == 1
    assert ExtraQuestion.objects.get().text == "别人的"
    with pytest.raises(NotSeatedError):
        send(SimpleNamespace(user=seat.user, interview_id=other.interview_id, pk=other.pk), theirs)


def test_there_is_an_end_to_adding(seat):
    card = Scorecard.objects.create(member=seat)
    ExtraQuestion.objects.bulk_create(
        ExtraQuestion(pk=uuid4(), scorecard=card) for _ in range(MOST_EXTRAS - 1)
    )
    last, over = change(str(uuid4())), change(str(uuid4()))
    saved = send(seat, last, over)
    assert saved.acknowledged == (last["id"],)
    assert [(refusal.id, refusal.code) for refusal in saved.refused] == [(over["id"], "too-many")]
    assert send(seat, change(last["item"], value="改写")).refused == ()


def test_a_submitted_scorecard_takes_the_hand_over_note_only(seat):
    factories.make_scorecard(interview=seat.interview, user=seat.user, submitted=True)
    send(seat, change("handover", value="还要核实"))
    with pytest.raises(ScorecardClosedError) as closed:
        send(seat, change("handover", value="x"), change(str(uuid4())))
    assert closed.value.code == "submitted"
    assert HandoverNote.objects.get().text == "还要核实" and not ExtraQuestion.objects.exists()


def test_the_pages_state(seat):
    assert asides_json(None)["handover"]["text"] == ""
    target = str(uuid4())
    first = change(target)
    send(seat, first, change("handover", value="我打 4 分"))
    state = asides_json(Scorecard.objects.get())
    assert state[target]["heads"] == {"text": first["id"]} and state[target]["removed"] is False
    assert state["handover"]["warned"] == ["4 分"]


# The addresses


def addresses(seat):
    names = ("interviews:scorecard-asides", "interviews:scorecard-asides-save")
    return [reverse(name, args=[seat.interview_id]) for name in names]


def post(client, seat, body):
    content = body if isinstance(body, str) else json.dumps(body)
    return client.post(addresses(seat)[1], content, content_type="application/json")


def test_saving_and_reading_through_the_addresses(seat, client_for):
    client = client_for(user=seat.user)
    raw = change("handover", value="还要核实")
    answer = post(client, seat, {"seat": seat.pk, "changes": [raw]})
    assert answer.json()["acknowledged"] == [raw["id"]]
    state = client.get(addresses(seat)[0]).json()
    assert state["items"]["handover"]["text"] == "还要核实" and state["closed"] is None and state["csrf"]


@pytest.mark.parametrize("body", ["", "[", "7", "{}", '{"seat": 1}', '{"seat": "1", "changes": []}'])
def test_a_body_that_is_no_changes(seat, client_for, body):
    assert post(client_for(user=seat.user), seat, body).status_code == 400


def test_too_many_at_once(seat, client_for):
    body = {"seat": seat.pk, "changes": [{}] * 201}
    assert post(client_for(user=seat.user), seat, body).status_code == 413


@pytest.mark.parametrize("count", [1, 8])
def test_saving_takes_the_same_queries_for_any_number_of_questions(
    seat, client_for, count, django_assert_max_num_queries
):
    client = client_for(user=seat.user)
    targets = [str(uuid4()) for _ in range(count)]
    post(client, seat, {"seat": seat.pk, "changes": [change(target) for target in targets]})
    changes = [change(target, "notes") for target in targets]
    with django_assert_max_num_queries(9):
        assert post(client, seat, {"seat": seat.pk, "changes": changes}).json()["refused"] == []


def test_only_ones_own(seat, client_for, stranger):
    for client, code in ((stranger, 401), (client_for("hr"), 404), (client_for("interviewer"), 404)):
        answer = post(client, seat, {"seat": seat.pk, "changes": [change("handover")]})
        assert answer.status_code == code
        assert client.get(addresses(seat)[0]).status_code == code
    assert not HandoverNote.objects.exists()
