"""A short title is a field of the bank: copied into the sheet, shown where room is short, out and in."""

import openpyxl
import pytest
from django.urls import reverse

from interviews.building.services.publishing import load_frozen, publish
from interviews.outcome.reports.interview import interview_report
from interviews.room.pages.scorecard import page_items
from qbank.imports.services.exporting import question_drafts
from qbank.imports.views.export import write_question_file
from qbank.models import Question
from qbank.questions.services.revisions import question_content, record_revision
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.row_drafts import RowReader
from tests import factories
from tests.interviews.panels import hand_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def question():
    return factories.make_question(text="请描述一次客户情绪激动的经历。", short_title="情绪激动的客户")


def test_the_sheet_keeps_it_and_room_and_debrief_show_it(question, client_for):
    made = factories.make_question(text="请讲一次带新人的经历。")
    question_set = factories.make_set(questions=[question, made])
    sheet = publish(actor=factories.make_user("hr"), question_set=question_set)
    Question.objects.filter(pk=question.pk).update(short_title="另一个标题")
    assert [item.title for item in page_items(sheet.pk)] == ["情绪激动的客户", "带新人"]
    assert load_frozen(sheet).sha256 == sheet.sha256
    interview = factories.make_interview(panel=[factories.make_user()], sheet=sheet)
    hand_in(interview, interview.members.get().user, ["4", "4"])
    hr = client_for("hr")
    assert interview_report(interview, hr.user).items[0].title == "情绪激动的客户"
    page = hr.get(reverse("interviews:interview-debrief", args=[interview.pk])).content.decode()
    assert "1 情绪激动的客户" in page and question.text in page


def test_contents_and_hashes_from_before_stay_as_they_are(question):
    assert question_content(question)["short_title"] == "情绪激动的客户"
    Question.objects.filter(pk=question.pk).update(short_title="")
    question.refresh_from_db()
    assert "short_title" not in question_content(question)


def test_it_is_written_on_the_questions_page_and_its_history_says_so(question, client_for):
    record_revision(question=question, actor=None)
    hr = client_for("hr")
    page = hr.get(reverse("qbank:question-edit", args=[question.pk])).content.decode()
    assert 'name="short_title"' in page and "情绪激动的客户" in page
    assert (
        "Short title: 情绪激动的客户"
        in hr.get(reverse("qbank:question-detail", args=[question.pk])).content.decode()
    )


def test_it_goes_out_and_comes_back_in_a_spreadsheet(question):
    with write_question_file(Question.objects.filter(pk=question.pk), "xlsx") as file:
        sheet = openpyxl.load_workbook(file).worksheets[0]
        header, cells = list(sheet.iter_rows(values_only=True))[:2]
    assert cells[header.index("Short title")] == "情绪激动的客户"
    (draft,) = (draft for draft, *_ in question_drafts(Question.objects.filter(pk=question.pk)))
    assert draft.short_title == "情绪激动的客户"


def test_a_row_may_say_it_and_a_long_one_is_a_problem():
    mapping = ColumnMapping({0: Field.TEXT, 1: Field.SHORT_TITLE}, category="甲")
    reader = RowReader(mapping, ("题目", "短标题"), {"甲"}, set())
    row = reader.read(TableRow(2, ("你怎样安抚客户？", " 安抚\n客户 ")))
    assert row.draft.short_title == "安抚 客户" and "short_title" in row.stated
    assert any(problem.error for problem in reader.read(TableRow(3, ("另一题？", "长" * 41))).problems)
