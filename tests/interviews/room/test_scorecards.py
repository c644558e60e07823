"""Live scoring: who may open a scorecard, and what its page shows."""

import gzip
import json
import os
import re

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.models import Response, Scorecard
from tests import factories
from tests.interviews.room.scoring_room import Room
from tests.markup import on_one_line

pytestmark = pytest.mark.django_db


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
    assert answer.json()["person"] == colleague.user.pk
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


#: Of its styles and scripts, compressed: the page is opened in meeting rooms, over whatever net there is.
MOST_BYTES = 80_000


def test_the_page_loads_what_scoring_needs_and_no_more(room):
    page = room.client.get(room.url()).content.decode()
    waiting = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js))"', page)
    sizes = {}
    while waiting:
        name = waiting.pop()
        path = finders.find(name)
        if path in sizes:
            continue
        with open(path, "rb") as file:
            content = file.read()
        sizes[path] = len(gzip.compress(content))
        imported = re.findall(rb'^(?:import|export)\b[^;"]*"(\.[^"]+)"', content, re.MULTILINE)
        folder = os.path.dirname(name)
        waiting += [os.path.normpath(os.path.join(folder, other.decode())) for other in imported]
    assert len(sizes) > 50, "styles and scripts were found"
    assert sum(sizes.values()) < MOST_BYTES
