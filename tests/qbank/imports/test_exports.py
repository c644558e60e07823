"""Questions out again: what the list shows, and nothing changes when it comes back in."""

import io
import itertools

import openpyxl
import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from qbank.imports.services.batches import configure, receive
from qbank.imports.services.exporting import question_drafts
from qbank.imports.services.judging import judge_batch
from qbank.imports.services.steps import columns_step
from qbank.imports.views.export import write_question_file
from qbank.models import Question
from qbank.questions.filters import BankFilter
from qbank.questions.search import reindex
from qbank.spreadsheets.files.table import Reading
from qbank.spreadsheets.reading import inspect, rows
from tests import factories

pytestmark = pytest.mark.django_db


def address(kind):
    return reverse(f"qbank:question-export-{kind}")


def lines(data, name="a.xlsx"):
    """The rows of an exported file below its header."""
    inspection = inspect(name, data)
    return [
        row
        for row in rows(inspection.kind, data, inspection.guess)
        if row.number > inspection.guess.header_row
    ]


def verdicts(data, name):
    """What an import of the file would do, row by row."""
    batch = receive(name=name, data=data, actor=None)
    reading = Reading.from_json(batch.options)
    configure(batch=batch, reading=reading, mapping=columns_step(batch, reading).mapping, actor=None)
    judge_batch(batch_id=batch.pk)
    return list(batch.rows.order_by("number").values_list("verdict", flat=True))


def test_the_real_bank_comes_back_unchanged(db):
    """The bank as a new installation has it, in both languages and kinds."""
    call_command("load_documents", verbosity=0, stdout=io.StringIO())
    questions = Question.objects.in_bank()
    assert questions.count() >= 41
    for language, kind in itertools.product(("zh-hans", "en"), ("xlsx", "csv")):
        with translation.override(language), write_question_file(questions, kind) as file:
            file_verdicts = verdicts(file.read(), f"bank.{kind}")
        assert file_verdicts == ["same"] * questions.count(), (language, kind)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49",
        "-5",
        "@x",
        "\t制表",
        "'引号",
        "＝全角",
        "第一行\n第二行",
        "😀 表情",
        'a,b;c"d',
        "长" * 4900,
    ],
)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_any_text_comes_back_unchanged(text, kind):
    factories.make_question(text=f"{text}？", answer=text, points=2)
    with write_question_file(Question.objects.in_bank(), kind) as file:
        assert verdicts(file.read(), f"bank.{kind}") == ["same"]


def test_the_file_holds_what_the_list_shows_in_its_order(hr):
    for code, kind in (("C-2", "behavioural"), ("C-1", "behavioural"), ("C-3", "knowledge")):
        factories.make_question(code=code, text=f"投诉 {code}？", kind=kind)
    factories.make_question(code="C-4", text="别的？", kind="behavioural")
    factories.make_question(code="C-5", text="投诉？", kind="behavioural", status="retired")
    reindex()
    query = {"q": "投诉", "kind": "behavioural", "sort": "code", "page": "2"}
    for kind in ("xlsx", "csv"):
        response = hr.get(address(kind), query)
        assert (
            f".{kind}" in response["Content-Disposition"] and "attachment" in response["Content-Disposition"]
        )
        assert [row.cells[0] for row in lines(response.getvalue(), f"a.{kind}")] == ["C-1", "C-2"]


def test_the_list_offers_what_it_shows(hr):
    for _ in range(3):
        factories.make_question(kind="behavioural")
    factories.make_question(kind="knowledge")
    page = hr.get(reverse("qbank:question-list"), {"kind": "behavioural", "page": "1"}).content.decode()
    assert "Export these 3 questions" in page
    assert f'{address("xlsx")}?kind=behavioural"' in page


def test_nothing_found_is_nothing_to_export(hr):
    page = hr.get(reverse("qbank:question-list"), {"q": "没有的"}).content.decode()
    assert address("csv") not in page
    assert lines(hr.get(address("csv"), {"q": "没有的"}).getvalue(), "a.csv") == []


def test_cells_are_texts_that_no_program_runs(hr):
    factories.make_question(text='=HYPERLINK("http://x","y")')
    sheet = openpyxl.load_workbook(io.BytesIO(hr.get(address("xlsx")).getvalue())).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"] and cells[0].value.startswith("'=")
    assert sheet.freeze_panes


def test_the_questions_are_read_with_a_fixed_number_of_statements(django_assert_max_num_queries):
    factories.make_question()
    reader = factories.make_user("hr")
    with django_assert_max_num_queries(7) as queries:
        assert len(list(question_drafts(BankFilter(QueryDict(), user=reader).qs))) == 1
    for _ in range(2):
        factories.make_question()
    with django_assert_max_num_queries(len(queries)):
        assert len(list(question_drafts(BankFilter(QueryDict(), user=reader).qs))) == 3


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_who_may_not_see_the_bank_exports_nothing(kind, interviewer, stranger, client_for):
    assert interviewer.get(address(kind)).status_code == 404
    assert stranger.get(address(kind)).status_code == 302
    assert client_for(None).get(address(kind)).status_code == 404
