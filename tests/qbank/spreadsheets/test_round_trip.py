"""Exporting and importing the same file changes nothing, whatever the bank holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from common.formula_safety import escape_formula, unescape_formula
from qbank.bankfile.drafts import AnswerDraft, PointDraft, QuestionDraft
from qbank.spreadsheets.columns.columns import match_columns
from qbank.spreadsheets.columns.header import column_names
from qbank.spreadsheets.columns.labels import FIELDS, REASON, ROW_NUMBER
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.judging.judge import Bank, Judge
from qbank.spreadsheets.judging.row_drafts import RowReader
from qbank.spreadsheets.judging.verdicts import BankQuestion, JudgedRow, Verdict
from qbank.spreadsheets.reading import Kind, inspect, rows
from qbank.spreadsheets.writing.export import table, write_csv, write_rejected, write_template, write_xlsx
from tests.qbank.spreadsheets.drafts import SAID, TEXTS, banks

FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r")
#: Whole files take longer than texts.
FEWER = settings(max_examples=settings().max_examples // 7)
LANGUAGES = st.sampled_from(["zh-hans", "en"])
FULL = QuestionDraft(
    code="0012-A",
    text="=你会怎么办？",
    kind="situational",
    rubric_kind="checklist",
    difficulty="hard",
    minutes=8,
    status="ready",
    probes=("当时客户怎么说？", "+结果呢？"),
    competencies=("投诉处理", "服务、补救"),
    answers=(AnswerDraft("先听完。\n\n再复述。"), AnswerDraft("@另一种", complete=False)),
    points=(
        PointDraft("先听完；不打断", Decimal("2.5"), quote="先听完。\n\n再复述。"),
        PointDraft("复述（3分）", Decimal(1)),
        PointDraft("争对错", Decimal(0), red_flag=True),
    ),
)


def written(known: Sequence[BankQuestion], kind: Kind, language: str) -> bytes:
    stream = io.BytesIO()
    write: Callable[..., None] = write_xlsx if kind == "xlsx" else write_csv
    write(stream, table(((question.draft, question.category) for question in known), language), language)
    return stream.getvalue()


def imported(known: Sequence[BankQuestion], kind: Kind, data: bytes) -> list[JudgedRow]:
    inspected = inspect(f"bank.{kind}", data)
    table_rows = list(rows(kind, data, inspected.guess))
    names = column_names(table_rows, inspected.guess.header_row)
    reader = RowReader(
        ColumnMapping(match_columns(names)),
        names,
        {question.category for question in known},
        {name for question in known for name in question.draft.competencies},
    )
    judge = Judge(Bank(known))
    below = (row for row in table_rows if row.number > inspected.guess.header_row)
    return [judge.judge(draft) for row in below if (draft := reader.read(row)) is not None]


@given(TEXTS | st.text())
@example("'")
@example("'=1")
@example("''")
def test_safe_cells_run_nothing_and_come_back(text):
    assert unescape_formula(escape_formula(text)) == text
    assert not escape_formula(text).lstrip().startswith(FORMULA_STARTS)


@given(st.text())
def test_cells_of_others_are_left_alone_but_for_the_mark(text):
    assert unescape_formula(text) in (text, text[1:])
    if not text.startswith("'"):
        assert unescape_formula(text) == text


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@given(known=banks(), language=LANGUAGES)
@FEWER
def test_any_bank_comes_back_unchanged(kind, known, language):
    judged = imported(known, kind, written(known, kind, language))
    assert [(row.verdict, row.changed) for row in judged] == [(Verdict.SAME, ())] * len(known)
    assert [judged_row.draft for judged_row in judged] == [question.draft for question in known]
    assert [judged_row.category for judged_row in judged] == [question.category for question in known]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_everything_goes_to_another_bank_as_it_was(kind, language):
    """Quotes, weights, several answers, names with commas: a bank without the question gets it whole."""
    data = written([BankQuestion(1, "分类", FULL)], kind, language)
    elsewhere = [BankQuestion(9, "分类", replace(FULL, code="X", text="别的题"))]
    [judged] = imported(elsewhere, kind, data)
    assert judged.draft == FULL
    assert judged.category == "分类"
    assert judged.verdict is Verdict.NEW


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_long_texts_come_back(kind):
    long = replace(FULL, answers=(AnswerDraft("长" * 30_000),), text="问" * 6_000)
    known = [BankQuestion(1, "分类", long)]
    [judged] = imported(known, kind, written(known, kind, "zh"))
    assert (judged.verdict, judged.draft, judged.problems) == (Verdict.SAME, long, ())


@pytest.mark.parametrize(("kind", "length"), [("xlsx", 32_768), ("csv", 100_001)])
def test_texts_that_no_cell_can_hold_say_so_and_stay_as_they_are(kind, length):
    """The rest of the row can be changed; a bank that does not have the question is told why it can't."""
    known = [BankQuestion(1, "分类", replace(FULL, answers=(AnswerDraft("长" * length), AnswerDraft("短"))))]
    data = written(known, kind, "zh")
    [judged] = imported(known, kind, data)
    assert (judged.verdict, judged.draft) == (Verdict.SAME, known[0].draft)
    assert [(problem.code, problem.error) for problem in judged.problems] == [("not-written", False)]
    [elsewhere] = imported([BankQuestion(1, "分类", replace(FULL, code="Y", text="另一题"))], kind, data)
    assert [(problem.code, problem.error) for problem in elsewhere.problems] == [("not-written", True)]
    assert elsewhere.verdict is Verdict.ERROR


@given(banks(most=2))
@FEWER
def test_nothing_in_a_workbook_is_a_formula_or_a_link(known):
    book = openpyxl.load_workbook(io.BytesIO(written(known, "xlsx", "zh")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {type(cell.value) for cell in cells} <= {str, int}
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)


def test_csv_opens_in_excel_as_utf_8():
    data = written([BankQuestion(1, "分类", FULL)], "csv", "zh")
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1][0] == "0012-A"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbooks_are_pleasant(language):
    sheet = openpyxl.load_workbook(
        io.BytesIO(written([BankQuestion(1, "分类", FULL)], "xlsx", language))
    ).worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet["C2"].alignment.wrap_text
    assert sheet["A2"].number_format == "@"
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["A"].width > 6
    assert {str(validation.sqref)[0] for validation in sheet.data_validations.dataValidation} == set("DEJM")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_is_understood_and_its_example_skipped(language):
    stream = io.BytesIO()
    write_template(stream, language, ["自我认知", "团队"], ["投诉处理"])
    data = stream.getvalue()
    assert imported([], "xlsx", data) == []
    inspected = inspect("template.xlsx", data)
    header = next(iter(rows("xlsx", data, inspected.guess))).cells
    assert tuple(match_columns(header).values()) == FIELDS
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert len(book.sheetnames) == 3
    explained = [row[0].value for row in book.worksheets[1].iter_rows(min_row=2, max_row=len(FIELDS) + 1)]
    assert explained == list(header)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_example_that_was_written_over_is_a_question(language):
    """Only its code, which names no question, is left out."""
    stream = io.BytesIO()
    write_template(stream, language)
    book = openpyxl.load_workbook(io.BytesIO(stream.getvalue()))
    book.worksheets[0]["C2"] = "你为什么想做客服经理？"
    again = io.BytesIO()
    book.save(again)
    [judged] = imported([], "xlsx", again.getvalue())
    assert judged.draft.text == "你为什么想做客服经理？"
    assert judged.draft.code == ""
    assert "example-code" in [problem.code for problem in judged.problems]


@given(st.lists(st.lists(SAID, min_size=2, max_size=2), min_size=1, max_size=3), LANGUAGES)
@FEWER
def test_rejected_rows_can_be_mended_and_uploaded_again(cells, language):
    """The file's own columns follow the row's number and the reasons; cells stay as they were understood."""
    names = ["题目", "参考答案"]
    stream = io.BytesIO()
    fields = [Field.TEXT, Field.ANSWER]
    rejected = [(number, line, ["原因一", "=原因二"]) for number, line in enumerate(cells, 2)]
    write_rejected(stream, names, rejected, language, fields)
    data = stream.getvalue()
    table_rows = list(rows("xlsx", data, replace(inspect("r.xlsx", data).guess, header_row=1)))
    header = table_rows[0].cells
    assert header[0] in ROW_NUMBER and header[1] in REASON
    assert list(header[2:]) == names
    assert match_columns(header) == {2: Field.TEXT, 3: Field.ANSWER}
    for row, (number, line, _reasons) in zip(table_rows[1:], rejected, strict=True):
        assert row.cells[0] == str(number)
        assert "原因一" in row.cells[1]
        again = [unescape_formula(cell) for cell in (*row.cells[2:], "", "")][:2]
        assert [" ".join(text.split()) for text in again] == [
            " ".join(visible(unescape_formula(text)).split()) for text in line
        ]


def visible(text: str) -> str:
    return printable(text)[0]
