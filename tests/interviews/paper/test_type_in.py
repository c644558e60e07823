"""Typing a scorecard in from paper: one form for all questions, without scripts."""

import json
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from interviews.models import Mark, Response, Scorecard, ScoreChange
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(room):
    room.url = reverse("interviews:scorecard-type-in", args=[room.interview.pk])
    return room


def fields(room) -> dict[str, str]:
    """The page's form as a browser without scripts would send it, untouched."""
    context = room.client.get(room.url, {"early": "1"}).context
    sent = {"stood": context["stood"]}
    for row in context["rows"]:
        for mark in row.marks:
            if not mark.point.red_flag or mark.value:
                sent[mark.name] = mark.value
        sent[row.rating.name] = row.rating.value
        if row.not_asked:
            sent[row.not_asked_name] = "1"
        sent |= {text.name: text.value for text in row.texts}
    return sent


def type_in(room, **more):
    return room.client.post(room.url, fields(room) | more, follow=True)


def marks_of(item) -> dict[str, str]:
    return dict(Mark.objects.filter(response__item=item).values_list("point__text", "value"))


def test_everything_is_saved_at_once_as_it_was_typed(room):
    first, second, third = room.checklist.points.filter(red_flag=False)
    flag = room.checklist.points.get(red_flag=True)
    checklist, ladder = room.checklist.pk, room.ladder.pk
    answer = type_in(
        room,
        **{
            f"mark-{first.pk}": "1",
            f"mark-{second.pk}": "½",
            f"mark-{third.pk}": "0",
            f"mark-{flag.pk}": "1",
            f"rating-{checklist}": "3,5",
            f"notes-{checklist}": "先听\r\n再说",
            f"not_asked-{ladder}": "1",
            f"not_asked_reason-{ladder}": "时间不够",
        },
    )
    assert "Saved: 8 entries." in answer.content.decode()
    response = Response.objects.get(item=room.checklist)
    assert (response.rating, response.notes) == (Decimal("3.5"), "先听\n再说")
    assert marks_of(room.checklist) == {
        first.text: "met",
        second.text: "partly",
        third.text: "missed",
        flag.text: "met",
    }
    assert Response.objects.get(item=room.ladder).not_asked
    assert set(ScoreChange.objects.values_list("device", flat=True)) == {"Typed in from paper"}
    # What the page shows now, sent again, changes nothing.
    assert "Nothing had changed." in type_in(room).content.decode()
    assert ScoreChange.objects.count() == 8


def test_what_is_missing_for_submitting_is_said_and_submitting_is_offered_when_nothing_is(room):
    first, second, third = room.checklist.points.filter(red_flag=False)
    checklist, ladder = room.checklist.pk, room.ladder.pk
    assert "To be submitted" not in room.client.get(room.url).content.decode()
    marks = {f"mark-{point.pk}": "1" for point in (first, second, third)}
    answer = type_in(room, **marks, **{f"rating-{checklist}": "4", f"not_asked-{ladder}": "1"})
    body = answer.content.decode()
    assert "2 questions still lack something" in body
    rows = answer.context["rows"]
    assert rows[0].suggested == "5"
    assert rows[0].missing == ("needs its evidence", "differs from the suggestion: say why")
    assert rows[1].missing == ("say why it was not asked",)
    texts = {f"evidence-{checklist}": "甲", f"reason-{checklist}": "乙", f"not_asked_reason-{ladder}": "丙"}
    body = type_in(room, **texts).content.decode()
    assert "Everything is there." in body
    room.client.post(reverse("interviews:scorecard-submit", args=[room.interview.pk]))
    assert Scorecard.objects.get().submitted


def test_submitting_before_the_interview_asks_without_scripts_too(room):
    room.interview.starts_at = timezone.now() + timedelta(days=1)
    room.interview.save(update_fields=["starts_at"])
    items = {room.checklist.pk, room.ladder.pk}
    sent = {f"not_asked-{item}": "1" for item in items} | {f"not_asked_reason-{item}": "丙" for item in items}
    body = type_in(room, **sent).content.decode()
    assert "Everything is there." in body and 'name="early"' in body
    url = reverse("interviews:scorecard-submit", args=[room.interview.pk])
    room.client.post(url)
    assert not Scorecard.objects.get().submitted
    room.client.post(url, {"early": "on"})
    assert Scorecard.objects.get().submitted


def test_what_cannot_be_read_is_marked_and_nothing_is_saved_or_lost(room):
    point = room.checklist.points.filter(red_flag=False).first()
    checklist, ladder = room.checklist.pk, room.ladder.pk
    sent = {
        f"mark-{point.pk}": "vielleicht",
        f"rating-{checklist}": "7",
        f"notes-{checklist}": "字" * 20_001,
        f"rating-{ladder}": "3",
        f"not_asked-{ladder}": "1",
        f"notes-{ladder}": "<script>alert(1)</script>",
    }
    answer = type_in(room, **sent)
    body = answer.content.decode()
    assert answer.status_code == 422 and not Scorecard.objects.exists()
    assert set(answer.context["problems"]) == {
        f"mark-{point.pk}",
        f"rating-{checklist}",
        f"notes-{checklist}",
        f"rating-{ladder}",
    }
    assert "vielleicht" in body and "“7” is not a rating between 0 and 5" in body
    assert "<script>alert(1)</script>" not in body and "&lt;script&gt;alert(1)" in body
    # Mended, it is taken: the page still knows what it was made on.
    mended = {
        f"mark-{point.pk}": "1",
        f"rating-{checklist}": "3",
        f"notes-{checklist}": "短",
        f"rating-{ladder}": "",
    }
    again = {"stood": answer.context["stood"]} | sent | mended
    assert room.client.post(room.url, again).status_code == 302
    assert Response.objects.get(item=room.checklist).notes == "短"


def test_what_another_device_has_changed_meanwhile_is_kept_beside_and_not_overwritten(room):
    page = fields(room)
    change = {"id": str(uuid4()), "item": room.checklist.pk, "field": "rating", "value": "2", "base": None}
    room.client.post(
        reverse("interviews:scorecard-save", args=[room.interview.pk]),
        json.dumps({"seat": room.seat.pk, "changes": [change]}),
        content_type="application/json",
    )
    page |= {f"rating-{room.checklist.pk}": "3", f"notes-{room.checklist.pk}": "甲"}
    body = room.client.post(room.url, page, follow=True).content.decode()
    response = Response.objects.get()
    assert (response.rating, response.notes) == (2, "甲") and response.heads["rating"]["kept"]
    assert "both are kept" in body and "two versions" in body


def test_clearing_a_field_clears_it(room):
    checklist = room.checklist.pk
    point = room.checklist.points.filter(red_flag=False).first()
    type_in(room, **{f"rating-{checklist}": "3", f"notes-{checklist}": "甲", f"mark-{point.pk}": "1"})
    type_in(room, **{f"rating-{checklist}": "", f"notes-{checklist}": "", f"mark-{point.pk}": ""})
    response = Response.objects.get()
    assert (response.rating, response.notes) == (None, "") and not Mark.objects.exists()
    type_in(room, **{f"not_asked-{checklist}": "1"})
    sent = fields(room)
    del sent[f"not_asked-{checklist}"]
    room.client.post(room.url, sent)
    response.refresh_from_db()
    assert not response.not_asked


@pytest.mark.parametrize("stood", ["", "x", "\0", "eyJhIjoxfQ:1:2"])
def test_a_page_that_was_not_made_here_saves_nothing(room, stood):
    sent = fields(room) | {"stood": stood, f"rating-{room.checklist.pk}": "3"}
    answer = room.client.post(room.url, sent)
    assert "Load it again" in answer.content.decode() and not Scorecard.objects.exists()


def test_another_seats_page_saves_nothing_here(room, client_for):
    colleague = client_for(user=room.interview.members.exclude(user=room.client.user).get().user)
    sent = fields(room) | {f"rating-{room.checklist.pk}": "3"}
    colleague.post(room.url, sent)
    assert not Scorecard.objects.exists()


def test_hr_types_in_nobodys_scorecard(room, hr):
    assert hr.get(room.url).status_code == 404
    assert hr.post(room.url, fields(room)).status_code == 404


def test_as_many_queries_for_many_questions_as_for_one(client_for, django_assert_max_num_queries):
    counts = []
    for questions in (1, 6):
        client = client_for("interviewer")
        made = [factories.make_question() for _ in range(questions)]
        sheet = factories.make_sheet(question_set=factories.make_set(questions=made))
        interview = factories.make_interview(panel=[client.user], sheet=sheet)
        url = reverse("interviews:scorecard-type-in", args=[interview.pk])
        client.get(url)
        with django_assert_max_num_queries(15) as seen:
            client.get(url)
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]
