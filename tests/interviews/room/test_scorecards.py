"""Live scoring: who may score, what a change may be, that each counts once, and how a card is submitted."""

import hashlib
import json
import threading
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent
from interviews.models import Mark, Response, Scorecard, ScoreChange, SubmittedVersion
from interviews.outcome.services.reopening import reopen_scorecard
from interviews.room.services.changes import MAX_TEXT
from interviews.room.services.responses import MAX_SECONDS
from interviews.room.services.scorecards import IncompleteScorecardError, ScorecardClosedError, submit
from tests import factories
from tests.markup import on_one_line

pytestmark = pytest.mark.django_db


class Room:
    """An interview with one interviewer, a checklist question and a ladder question."""

    def __init__(self, client: Client, **interview) -> None:
        self.client = client
        questions = [
            factories.make_question(points=3, red_flags=1),
            factories.make_question(rubric_kind="ladder", red_flags=0),
        ]
        sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
        self.interview = factories.make_interview(panel=[client.user], sheet=sheet, **interview)
        self.seat = self.interview.members.get(user=client.user)
        self.checklist, self.ladder = sheet.items.order_by("position")

    def url(self, name: str = "scorecard") -> str:
        return reverse(f"interviews:{name}", args=[self.interview.pk])

    def send(self, *changes, seat=None, client=None):
        body = {"seat": seat or self.seat.pk, "changes": list(changes)}
        return (client or self.client).post(
            self.url("scorecard-save"), json.dumps(body), content_type="application/json"
        )

    def change(self, field, value, item=None, change_id=None):
        return {
            "id": change_id or str(uuid4()),
            "item": (item or self.checklist).pk,
            "field": field,
            "value": value,
        }

    def enter(self, **fields):
        return self.send(*(self.change(name, value) for name, value in fields.items()))

    def points(self, item=None, *, red_flag=False):
        found = (item or self.checklist).points.filter(red_flag=red_flag)
        return [point.pk for point in found.order_by("level", "position")]

    def mark(self, *values, item=None):
        pairs = zip(self.points(item), values, strict=False)
        return self.send(*(self.change(f"mark:{point}", value, item) for point, value in pairs))

    def response(self, item=None):
        return Response.objects.get(item=item or self.checklist)

    def state(self, item=None):
        answer = self.client.get(self.url("scorecard-state"))
        assert answer.status_code == 200
        return answer.json()["items"][str((item or self.checklist).pk)]

    def complete(self):
        """Everything that submitting asks for: the first question rated, the second not asked."""
        self.mark("met", "met", "missed")
        self.enter(rating="2.5", notes="先听完，再复述。")
        return self.send(
            self.change("not_asked", True, self.ladder),
            self.change("not_asked_reason", "时间不够", self.ladder),
        )


@pytest.fixture
def room(interviewer):
    return Room(interviewer)


# --- who may come in --------------------------------------------------------------------------

PAGES = [
    ("scorecard", "get"),
    ("scorecard-state", "get"),
    ("scorecard-save", "post"),
    ("scorecard-submit", "post"),
]


@pytest.mark.parametrize(("name", "method"), PAGES)
@pytest.mark.parametrize("role", ["interviewer", "hr", "admin", None])
def test_nobody_else_has_this_scorecard(room, client_for, name, method, role):
    other = client_for(role)
    body = json.dumps({"seat": room.seat.pk, "changes": [room.change("notes", "x")]})
    answer = getattr(other, method)(
        room.url(name), **({"data": body, "content_type": "application/json"} if method == "post" else {})
    )
    assert answer.status_code == 404
    assert not Scorecard.objects.exists()


@pytest.mark.parametrize(("name", "method"), PAGES)
def test_an_unknown_interview_is_not_found(interviewer, name, method):
    for number in (999_999, 10**30):
        url = reverse(f"interviews:{name}", args=[number])
        body = {"data": '{"seat": 1, "changes": []}', "content_type": "application/json"}
        assert getattr(interviewer, method)(url, **(body if method == "post" else {})).status_code == 404


@pytest.mark.parametrize(("name", "method"), PAGES)
def test_the_wrong_method_is_refused(room, name, method):
    assert getattr(room.client, "post" if method == "get" else "get")(room.url(name)).status_code == 405


def test_a_stranger_signs_in_first_and_scripts_are_told_in_json(room, stranger):
    assert stranger.get(room.url()).status_code == 302
    assert stranger.post(room.url("scorecard-submit")).status_code == 302
    for answer in (stranger.get(room.url("scorecard-state")), room.send(client=stranger)):
        assert answer.status_code == 401
        assert answer.json()["error"] == "signed-out"


def test_a_panel_member_whose_role_was_taken_away_scores_no_more(room):
    room.client.user.groups.clear()
    assert room.client.get(room.url()).status_code == 404
    assert room.client.get(room.url("scorecard-state")).status_code == 404
    assert room.enter(notes="x").status_code == 404
    assert not Scorecard.objects.exists()


def test_an_administrator_with_all_rights_still_needs_a_seat(room, client_for):
    root = client_for(None)
    root.user.is_superuser = True
    root.user.save()
    assert root.get(room.url()).status_code == 404
    factories.PanelMember.objects.create(interview=room.interview, user=root.user)
    assert root.get(room.url()).status_code == 200


def test_a_page_left_open_by_somebody_else_does_not_write_into_my_scorecard(room, client_for):
    colleague = client_for("interviewer")
    factories.PanelMember.objects.create(interview=room.interview, user=colleague.user)
    answer = room.send(room.change("notes", "not mine"), client=colleague)
    assert answer.status_code == 404
    assert answer.json()["error"] == "not-yours"
    assert not Response.objects.exists()


def test_saving_needs_the_token(room):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(room.client.user)
    body = {"seat": room.seat.pk, "changes": [room.change("notes", "x")]}
    assert (
        strict.post(room.url("scorecard-save"), json.dumps(body), content_type="application/json").status_code
        == 403
    )
    token = strict.get(room.url("scorecard-state")).json()["csrf"]
    answer = strict.post(
        room.url("scorecard-save"),
        json.dumps(body),
        content_type="application/json",
        headers={"x-csrftoken": token},
    )
    assert answer.status_code == 200


# --- the page ---------------------------------------------------------------------------------


def test_opening_the_page_shows_every_question_and_writes_nothing(room):
    page = room.client.get(room.url()).content.decode()
    assert room.checklist.text in page
    assert room.ladder.text in page
    assert all(point.text in page for point in room.checklist.points.all())
    assert not Scorecard.objects.exists()
    assert "style=" not in page


def test_quotes_are_highlighted_in_the_reference_answer(room):
    assert "<mark>先听完</mark>" in on_one_line(room.client.get(room.url()).content.decode())


def test_the_page_holds_nothing_of_other_panel_members(room, client_for):
    colleague = client_for("interviewer")
    seat = factories.PanelMember.objects.create(interview=room.interview, user=colleague.user)
    room.send(room.change("notes", "PLANTED-NOTE"), client=colleague, seat=seat.pk)
    assert Response.objects.get().notes == "PLANTED-NOTE"
    for name in ("scorecard", "scorecard-state"):
        answer = room.client.get(room.url(name)).content.decode()
        assert "PLANTED-NOTE" not in answer
        assert str(colleague.user) not in answer
    assert room.state()["notes"] == ""


def test_what_was_typed_is_never_markup(room):
    room.enter(notes="</script><img src=x onerror=alert(1)>")
    assert "<img src=x" not in on_one_line(room.client.get(room.url()).content.decode())
    room.complete()
    room.enter(evidence="<b>bold</b>")
    room.client.post(room.url("scorecard-submit"))
    page = room.client.get(room.url()).content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "<b>bold</b>" not in page


def test_a_cancelled_interview_says_so(interviewer):
    room = Room(interviewer, status="cancelled", cancel_reason="候选人改期")
    assert "候选人改期" in on_one_line(room.client.get(room.url()).content.decode())
    answer = room.enter(notes="x")
    assert (answer.status_code, answer.json()["error"]) == (409, "cancelled")
    assert room.client.post(room.url("scorecard-submit")).status_code == 302
    assert not Response.objects.exists()


def test_the_page_takes_as_many_queries_for_three_questions_as_for_one(interviewer):
    counts = []
    for number in (1, 3):
        questions = [factories.make_question() for _ in range(number)]
        sheet = factories.make_sheet(question_set=factories.make_set(questions=questions))
        interview = factories.make_interview(panel=[interviewer.user], sheet=sheet)
        url = reverse("interviews:scorecard", args=[interview.pk])
        with CaptureQueriesContext(connection) as queries:
            assert interviewer.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


# --- saving -----------------------------------------------------------------------------------


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
    assert [one["code"] for one in answer["refused"]] == ["bad-id"]
    assert room.state()["notes"] == ""


def test_the_ledger_keeps_every_change_with_who_made_it(room):
    room.enter(rating="3", notes="a")
    room.enter(rating=None)
    kept = set(ScoreChange.objects.values_list("field", "value", "by"))
    person = room.client.user.pk
    assert kept == {("rating", "3.0", person), ("notes", "a", person), ("rating", None, person)}


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
    codes = [one["code"] for one in room.send(foreign, strange).json()["refused"]]
    assert codes == ["unknown-point", "bad-mark"]


@pytest.mark.parametrize("item", [None, "1", True, 10**40, -1, [1]])
def test_a_question_that_is_not_on_the_sheet_is_refused(room, item):
    change = room.change("notes", "x") | {"item": item}
    assert room.send(change).json()["refused"][0]["code"] == "unknown-item"


@pytest.mark.parametrize("change_id", [None, 5, "", "not-a-uuid", "x" * 36, "0" * 200])
def test_a_change_without_a_proper_id_is_refused(room, change_id):
    change = room.change("notes", "x") | {"id": change_id}
    assert [one["code"] for one in room.send(change).json()["refused"]] == ["bad-id"]
    assert not Response.objects.exists()


@pytest.mark.parametrize("junk", [5, "x", None, [], [["id"]]])
def test_a_change_that_is_no_change_is_refused(room, junk):
    assert [one["code"] for one in room.send(junk).json()["refused"]] == ["malformed"]


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


# --- submitting -------------------------------------------------------------------------------


def test_an_incomplete_scorecard_lists_what_is_missing_with_links(room):
    room.enter(rating="4")
    page = room.client.post(room.url("scorecard-submit"))
    assert page.status_code == 200
    assert [(one.position, [str(code) for code in one.requirements]) for one in page.context["missing"]] == [
        (1, ["evidence-high"]),
        (2, ["rating"]),
    ]
    text = page.content.decode()
    assert 'href="#q1"' in text
    assert 'href="#q2"' in text
    assert Scorecard.objects.get().status == "draft"
    assert not SubmittedVersion.objects.exists()


def test_nothing_entered_cannot_be_submitted(room):
    assert len(room.client.post(room.url("scorecard-submit")).context["missing"]) == 2


def test_a_ticked_red_flag_needs_its_note(room):
    room.complete()
    room.send(room.change(f"mark:{room.points(red_flag=True)[0]}", "met"))
    with pytest.raises(IncompleteScorecardError) as refusal:
        submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    assert [str(code) for code in refusal.value.missing[0].requirements] == ["flag-note"]


def test_submitting_locks_and_keeps_what_was_submitted(room):
    room.complete()
    answer = room.client.post(room.url("scorecard-submit"), follow=True)
    assert answer.status_code == 200
    card, version = Scorecard.objects.get(), SubmittedVersion.objects.get()
    assert card.status == "submitted"
    assert (version.number, version.submitted_at) == (1, card.submitted_at)
    first, second = version.content["responses"]
    assert (first["rating"], first["suggested"], first["notes"]) == ("2.5", "2.5", "先听完，再复述。")
    assert [mark["value"] for mark in first["marks"]] == ["met", "met", "missed", None]
    assert first["marks"][3]["red_flag"] is True
    assert (second["not_asked"], second["rating"], second["not_asked_reason"]) == (True, None, "时间不够")
    assert version.content["total"] == {
        "share": "1/2",
        "percent": "50.0",
        "band": "不合格",
        "disqualified_by": [],
        "not_asked": [2],
    }


def test_the_hash_belongs_to_the_content(room):
    room.complete()
    version = submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    version.refresh_from_db()
    text = json.dumps(version.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert version.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_the_audit_event_gives_no_rating_away(room):
    room.complete()
    submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    event = AuditEvent.objects.get(action="scorecard.submit")
    assert event.actor == room.client.user
    assert event.after == {"status": "submitted", "version": 1}


def test_a_submitted_scorecard_is_shown_and_takes_no_change(room):
    room.complete()
    room.client.post(room.url("scorecard-submit"))
    page = room.client.get(room.url()).content.decode()
    assert "先听完，再复述。" in page
    assert "时间不够" in page
    assert reverse("interviews:interview-result", args=[room.interview.pk]) in page
    assert "scoring-state" not in page
    answer = room.enter(notes="late")
    assert (answer.status_code, answer.json()["error"]) == (409, "submitted")
    assert room.response().notes == "先听完，再复述。"
    assert room.client.get(room.url("scorecard-state")).json()["closed"] == "submitted"


def test_submitting_twice_makes_one_version_and_a_kind_answer(room):
    room.complete()
    room.client.post(room.url("scorecard-submit"))
    again = room.client.post(room.url("scorecard-submit"), follow=True)
    assert again.status_code == 200
    assert "This scorecard has been submitted and is locked." in again.content.decode()
    assert SubmittedVersion.objects.count() == 1
    with pytest.raises(ScorecardClosedError):
        submit(scorecard=Scorecard.objects.get(), actor=room.client.user)


def test_only_the_owner_submits(room, hr):
    room.complete()
    with pytest.raises(PermissionDenied):
        submit(scorecard=Scorecard.objects.get(), actor=hr.user)
    assert Scorecard.objects.get().status == "draft"


def test_after_reopening_a_second_version_follows_and_the_first_stays(room, hr):
    room.complete()
    first = submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    reopen_scorecard(actor=hr.user, scorecard=Scorecard.objects.get(), reason="漏了一处依据")
    assert room.client.get(room.url()).status_code == 200
    room.enter(notes="补充")
    second = submit(scorecard=Scorecard.objects.get(), actor=room.client.user)
    assert (first.number, second.number) == (1, 2)
    assert SubmittedVersion.objects.get(number=1).content["responses"][0]["notes"] == "先听完，再复述。"
    assert second.content["responses"][0]["notes"] == "补充"


# --- many at once -----------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_twelve_people_saving_at_once_lose_nothing():
    clients = []
    for _ in range(12):
        client = Client()
        client.user = factories.make_user("interviewer")
        client.force_login(client.user)
        clients.append(client)
    rooms = [Room(clients[0])]
    for client in clients[1:]:
        seat = factories.PanelMember.objects.create(interview=rooms[0].interview, user=client.user)
        room = object.__new__(Room)
        room.__dict__ = {**rooms[0].__dict__, "client": client, "seat": seat}
        rooms.append(room)
    point = rooms[0].points()[0]
    statuses, start = [], threading.Barrier(12)

    def work(room):
        try:
            start.wait()
            for number in range(8):
                answer = room.send(
                    room.change("notes", f"{room.seat.pk}: {number}"),
                    room.change(f"mark:{point}", ("met", "partly")[number % 2]),
                )
                statuses.append(answer.status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[room]) for room in rooms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 96
    assert ScoreChange.objects.count() == 192
    for room in rooms:
        response = Response.objects.get(scorecard__member=room.seat)
        assert response.notes == f"{room.seat.pk}: 7"
        assert response.revision == 8
        assert response.marks.get().value == "partly"


@pytest.mark.django_db(transaction=True)
def test_the_same_change_sent_twice_at_once_counts_once():
    client = Client()
    client.user = factories.make_user("interviewer")
    client.force_login(client.user)
    room = Room(client)
    change = room.change("notes", "once")
    statuses, start = [], threading.Barrier(4)

    def work():
        own = Client()
        own.force_login(client.user)
        try:
            start.wait()
            statuses.append(room.send(change, client=own).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 4
    assert ScoreChange.objects.count() == 1
    assert Response.objects.get().revision == 1
