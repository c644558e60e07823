"""A published sheet can be read whole, by those who keep sets."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.building.services import sets
from interviews.building.services.publishing import publish
from interviews.models import Sheet
from tests.database import tampering
from tests.factories import make_question, make_set, make_user

pytestmark = pytest.mark.django_db


def place(sheet):
    return reverse("interviews:sheet-detail", args=[sheet.pk])


@pytest.fixture
def actor():
    return make_user("hr", name="周敏")


@pytest.fixture
def sheet(actor):
    question = make_question(code="KF-3-06", text="客户情绪激动时，你会怎么说？", minutes=7)
    question_set = make_set(questions=[question], name="华东客服中心 一面")
    section = sets.add_section(actor=actor, question_set=question_set, title="情境模拟")
    item = question_set.items.get().pk
    sets.move_item(actor=actor, question_set=question_set, item=item, place=sets.Place(section.pk))
    return publish(actor=actor, question_set=question_set)


def test_a_sheet_is_shown_in_full(hr, sheet):
    page = hr.get(place(sheet)).content.decode()
    item = sheet.items.get()
    shown = [
        "华东客服中心 一面",
        "Version 1",
        "周敏",
        sheet.sha256,
        "情境模拟",
        "KF-3-06",
        item.text,
        *item.probes,
        item.answers[0]["text"],
        *item.competencies,
        item.category,
        "7 minutes",
        "优秀",
        "from 90 %",
        "from 76.7 %",
        "不合格",
        "Ratings run from 0 to 5 in steps of 0.5.",
    ]
    shown += [point.text for point in item.points.all()]
    assert [text for text in shown if text not in page] == []


def test_an_answer_the_source_cut_off_is_marked(hr, actor):
    question = make_question()
    question.answers.update(complete=False)
    sheet = publish(actor=actor, question_set=make_set(questions=[question]))
    assert "The source cut this answer off." in hr.get(place(sheet)).content.decode()


def test_all_versions_are_listed(hr, actor, sheet):
    sheet.question_set.items.update(weight=3)
    second = publish(actor=actor, question_set=sheet.question_set)
    assert place(second) in hr.get(place(sheet)).content.decode()
    assert place(sheet) in hr.get(place(second)).content.decode()


def test_a_sheet_of_an_archived_set_is_still_read(hr, actor, sheet):
    sets.set_archived(actor=actor, question_set=sheet.question_set, archived=True)
    assert hr.get(place(sheet)).status_code == 200


def test_a_sheet_changed_in_the_database_is_reported(hr, sheet):
    assert "does not match its hash" not in hr.get(place(sheet)).content.decode()
    with tampering() as cursor:
        cursor.execute("UPDATE interviews_sheetitem SET text = 'x'")
    assert "does not match its hash" in hr.get(place(sheet)).content.decode()


def test_interviewers_and_admins_do_not_find_sheets(admin, interviewer, sheet):
    assert interviewer.get(place(sheet)).status_code == 404
    assert admin.get(place(sheet)).status_code == 404


def test_strangers_are_asked_to_sign_in(stranger, sheet):
    assert stranger.get(place(sheet)).status_code == 302


def test_a_sheet_takes_no_posts(hr, sheet):
    assert hr.post(place(sheet)).status_code == 405


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_page_asks_as_often_for_three_of_everything_as_for_one(hr, actor, sheet):
    for_one = queries(hr, place(sheet))
    larger = make_set(questions=[make_question(points=5) for _ in range(3)])
    for weight in (1, 2, 3):
        larger.items.update(weight=weight)
        publish(actor=actor, question_set=larger)
    assert queries(hr, place(Sheet.objects.latest("pk"))) == for_one <= 16


def test_the_preview_asks_as_often_for_three_questions_as_for_one(hr, sheet):
    def preview(questions):
        question_set = make_set(questions=questions)
        return reverse("interviews:set-publish", args=[question_set.pk])

    for_one = queries(hr, preview([make_question()]))
    assert queries(hr, preview([make_question() for _ in range(3)])) == for_one <= 16
