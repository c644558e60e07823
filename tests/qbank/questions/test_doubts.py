"""Doubtful places of a question: found again in its words, shown, and in the way of “ready”."""

from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from qbank.imports.services.bank_questions import load_bank_questions
from qbank.imports.services.verdict_rows import fit_to_bank_rules
from qbank.models import Repair, Source
from qbank.questions.services.doubts import confirm_places, open_places_of
from qbank.questions.services.questions import NotReadyError, problems_of, set_status
from qbank.spreadsheets.judging.verdicts import JudgedRow, RowDraft, Verdict
from tests import factories

pytestmark = pytest.mark.django_db

RESTORED = "1. 讲一次经历。答：先稳住客户，\n没有人等过三分钟，当天回访。2. 下一题"


def question_from(
    restored=RESTORED, run="三分钟", answer="先稳住客户，没有人等过三分钟，当天回访。", **fields
):
    """A complete draft from a document with one doubtful run."""
    source = Source.objects.create(name="旧.txt", kind="document", sha256="a" * 64, restored=restored)
    Repair.objects.create(
        source=source,
        position=1,
        restored_position=restored.index(run),
        received="三兔鐘",
        restored=run,
        rule="swap",
        doubtful=True,
        note="This reading occurs nowhere else in the text. Check that it makes sense.",
    )
    return factories.make_question(answer=answer, source=source, status="draft", **fields)


def test_a_doubtful_place_is_found_in_the_question_however_its_lines_were_joined():
    (place,) = open_places_of(question_from())
    assert (place.run, place.before[-4:], place.after[:4]) == ("三分钟", "有人等过", "，当天回")


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("三分钟，当天回访。", 1),
        ("没有人等过三分钟", 1),
        ("三分钟", 1),
        ("大约三分钟左右。", 0),
        ("没有人等过五分钟，当天回访。", 0),
    ],
)
def test_by_what_stands_around_it_as_far_as_the_text_goes(answer, found):
    assert len(open_places_of(question_from(answer=answer))) == found


def test_it_is_in_the_way_of_ready_until_a_person_says_so():
    question, actor = question_from(), factories.make_user("hr")
    with pytest.raises(NotReadyError, match="三分钟"):
        set_status(actor=actor, question=question, status="ready")
    assert confirm_places(question=question, actor=actor)
    assert set_status(actor=actor, question=question, status="ready").status == "ready"
    event = AuditEvent.objects.get(action="question.confirm")
    assert "三分钟" in event.after["places"][0]
    assert not confirm_places(question=question, actor=actor), "there is nothing left to confirm"


def test_a_character_that_could_not_be_read_is_doubtful_wherever_the_question_comes_from():
    question = factories.make_question(answer="先听完，再复述，�后跟进。", status="draft")
    actor = factories.make_user("hr")
    with pytest.raises(NotReadyError):
        set_status(actor=actor, question=question, status="ready")
    confirm_places(question=question, actor=actor)
    set_status(actor=actor, question=question, status="ready")
    question.answers.update(text="先听完，再复述，最后�进。")
    assert problems_of(question), "what was confirmed is not what stands there now"


def test_the_page_shows_each_place_and_confirms_them(hr, interviewer):
    question = question_from()
    url = reverse("qbank:question-detail", args=[question.pk])
    page = hr.get(url).content.decode()
    assert "<mark>三分钟</mark>" in page
    confirm = reverse("qbank:question-confirm", args=[question.pk])
    assert interviewer.post(confirm).status_code in (403, 404)
    page = hr.post(confirm, follow=True).content.decode()
    assert "<mark>三分钟</mark>" not in page
    assert hr.get(confirm).status_code == 405


def test_the_admin_is_no_way_around_it(admin):
    question = question_from()
    url = reverse("admin:qbank_question_changelist")
    page = admin.post(url, {"action": "make_ready", "_selected_action": [question.pk]}, follow=True)
    assert "三分钟" in page.content.decode()
    admin.post(url, {"action": "confirm_places", "_selected_action": [question.pk]})
    admin.post(url, {"action": "make_ready", "_selected_action": [question.pk]})
    question.refresh_from_db()
    assert question.status == "ready"


def test_what_nobody_said_of_a_question_is_in_the_way_too():
    question = factories.make_question(status="draft", kind="", difficulty="", minutes=None)
    assert len(problems_of(question)) == 3
    with pytest.raises(NotReadyError):
        set_status(actor=factories.make_user("hr"), question=question, status="ready")


def test_what_nobody_said_is_shown_as_unsaid(hr):
    question = factories.make_question(status="draft", kind="", difficulty="", minutes=None)
    for url in (reverse("qbank:question-list"), reverse("qbank:question-detail", args=[question.pk])):
        page = hr.get(url).content.decode()
        assert "kind not said" in page
        assert "difficulty not said" in page
        assert "minutes not said" in page


def test_a_spreadsheet_is_no_way_around_it_either():
    question = question_from()

    def made_ready():
        (known,) = load_bank_questions([question.pk])
        row = RowDraft(2, replace(known.draft, status="ready"), known.category)
        changed = JudgedRow(row, Verdict.CHANGED, row.draft, known.category, question.pk, changed=("status",))
        return fit_to_bank_rules(changed, known)

    assert made_ready().draft.status == "draft"
    assert made_ready().verdict is Verdict.SAME
    confirm_places(question=question, actor=factories.make_user("hr"))
    assert made_ready().draft.status == "ready"
