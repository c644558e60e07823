"""A file is brought in by pressing nothing but the one button each step is left by.

The proposal of each step (encoding, separator, sheet, header, columns, new names) stands unless a person
changes it, so what the first page shows is what the last one imports.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from qbank.imports.services.bank_files import export_bank
from qbank.models import Category, ImportBatch, Question
from tests.factories import make_category, make_question, make_user
from tests.pressing import controls, press
from tests.qbank.imports.pages.workbooks import import_url, newest_batch, text_of, upload

pytestmark = pytest.mark.django_db

CASES = Path("tests/qbank/spreadsheets/cases")
HEADER = ("分类", "题目", "参考答案")
QUESTIONS = (
    ("现场管理", "高峰时段人手不够，你怎么排？", "先看话务预测，再调休息时间"),
    ("现场管理", "新员工首日接错电话，你怎么带？", "旁听、复盘、示范"),
    ("质检", "抽检发现话术违规，你怎么反馈？", "事实、影响、改法"),
)


@pytest.fixture
def client() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_user("hr"))
    return client


def as_far_as_preview(client: Client, data: bytes, name: str) -> Any:
    page = upload(client, data, name)
    assert "Which row is the header?" in text_of(page), text_of(page)
    page = press(client, page, "Next: columns")
    page = press(client, page, "Next: preview")
    assert newest_batch().status == "preview"
    return page


def bring_in(client: Client, data: bytes, name: str) -> ImportBatch:
    page = as_far_as_preview(client, data, name)
    press(client, press(client, page, r"Import \d+ rows?"), r"Import \d+ rows?")
    batch = newest_batch()
    assert batch.status == "applied"
    return batch


def take_back(client: Client, batch: ImportBatch) -> None:
    page = client.get(import_url(batch, "detail"))
    press(client, press(client, page, "Take back this import"), "Take back this import")
    batch.refresh_from_db()
    assert batch.status == "undone"


def in_bank() -> list[tuple[str, str, str]]:
    """(category, text, answer) of each question, in the order they came in."""
    questions = Question.objects.in_bank().select_related("category").prefetch_related("answers")
    return [
        (question.category.name, question.text, "".join(answer.text for answer in question.answers.all()))
        for question in questions.order_by("pk")
    ]


def case(name: str) -> bytes:
    return (CASES / name).read_bytes()


class TestTheProposalStands:
    @pytest.mark.parametrize("name", ["gb18030_plain.csv", "semicolon_utf8.csv", "empty_cover_first.xlsx"])
    def test_three_questions(self, client: Client, name: str) -> None:
        bring_in(client, case(name), name)
        assert in_bank() == list(QUESTIONS)

    def test_a_hidden_old_sheet_is_not_read(self, client: Client) -> None:
        bring_in(client, case("hidden_old_version_first.xlsx"), "a.xlsx")
        assert [text for _category, text, _answer in in_bank()] == [
            "怎样做好录音抽检，怎样让坐席信服？",
            "淡季怎么排班，怎样减少闲置？",
            "怎样带教首月新人？",
        ]

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_any_encoding_with_any_separator(self, client: Client, encoding: str, separator: str) -> None:
        bring_in(client, csv_file([HEADER, *QUESTIONS], encoding, separator), "题库.csv")
        assert in_bank() == list(QUESTIONS)

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    @pytest.mark.parametrize("covers", [0, 1, 2])
    def test_sheets_nobody_sees_and_covers(self, client: Client, state: str, covers: int) -> None:
        sheets: list[tuple[str, str, Sequence[Sequence[str]]]] = [
            ("旧版", state, [HEADER, ("旧", "旧题？", "旧")])
        ]
        sheets += [(f"封面{n}", "visible", []) for n in range(covers)]
        sheets += [("题库", "visible", [HEADER, *QUESTIONS]), ("备用", "visible", [("草稿",)])]
        bring_in(client, book(sheets), "题库.xlsx")
        assert in_bank() == list(QUESTIONS)

    def test_sheets_that_are_not_read_are_named_with_their_rows(self, client: Client) -> None:
        sheets = [
            ("2024", "visible", [HEADER, *QUESTIONS]),
            ("空白", "visible", []),
            ("2023", "visible", [HEADER, QUESTIONS[0]]),
            ("旧版", "hidden", [HEADER]),
        ]
        page = text_of(as_far_as_preview(client, book(sheets), "题库.xlsx"))
        assert "Not read: the sheet “2023” (2 rows)" in page
        assert "Not read: the hidden sheet “旧版” (1 row)" in page
        assert "空白" not in page

    def test_what_a_person_changed_stands_too(self, client: Client) -> None:
        """And what they changed to something that makes no sense does not."""
        sheets = [
            ("甲", "visible", [HEADER, ("旧", "旧题？", "旧")]),
            ("乙", "visible", [HEADER, *QUESTIONS]),
        ]
        upload(client, book(sheets), "题库.xlsx")
        for sheet, expected in (("乙", "高峰时段"), ("没有这张表", "旧题")):
            page = client.get(import_url(newest_batch(), "reading"), {"sheet": sheet, "header_row": "x"})
            assert expected in text_of(press(client, page, "Next: columns"))

    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
        separator=st.sampled_from([",", ";", "\t"]),
        numbering=st.sampled_from([None, str, "Q{}".format, "{:03}".format, "1.{}".format, "第{}题".format]),
        titles=st.integers(0, 2),
    )
    def test_however_a_bank_is_written_down(
        self, client: Client, encoding: str, separator: str, numbering: Any, titles: int
    ) -> None:
        header, rows = list(HEADER), [list(cells) for cells in QUESTIONS]
        expected = [tuple(cells) for cells in rows]
        if numbering is not None:
            header.insert(0, "题号")
            for number, cells in enumerate(rows):
                cells.insert(0, numbering(number % 2 + 1))
        above = [["客服经理题库"]] * titles
        batch = bring_in(client, csv_file([*above, header, *rows], encoding, separator), "题库.csv")
        assert in_bank() == expected
        take_back(client, batch)
        assert in_bank() == []


class TestAllSheetsTogether:
    SHEETS = (
        ("质检", "visible", (("题号", "题目", "参考答案"), ("1", QUESTIONS[2][1], "事实"))),
        ("旧版", "hidden", (HEADER, ("旧", "旧题？", "旧"))),
        ("封面", "visible", ()),
        (
            "排班",
            "visible",
            (("排班题目",), ("答案", "题目"), ("先看预测", QUESTIONS[0][1]), ("", ""), ("轮休", "淡季？")),
        ),
    )

    def joined(self, client: Client, sheets: Any) -> Any:
        upload(client, book(sheets), "题库.xlsx")
        page = client.get(import_url(newest_batch(), "reading"))
        assert "Read all sheets together" in text_of(page)
        reading = {"sheet": sheets[0][0], "header_row": "1", "of": sheets[0][0], "all_sheets": "on"}
        return press(client, client.get(import_url(newest_batch(), "reading"), reading), "Next: columns")

    def test_the_name_of_the_sheet_is_the_category(self, client: Client) -> None:
        page = press(client, self.joined(client, self.SHEETS), "Next: preview")
        assert "排班 · 3" in text_of(page)
        press(client, press(client, page, r"Import \d+ rows"), r"Import \d+ rows")
        assert in_bank() == [
            ("质检", QUESTIONS[2][1], "事实"),
            ("排班", QUESTIONS[0][1], "先看预测"),
            ("排班", "淡季？", "轮休"),
        ]
        take_back(client, newest_batch())
        assert in_bank() == []
        assert not Category.objects.exists()

    def test_one_sheet_alone_is_read_unless_somebody_says_so(self, client: Client) -> None:
        bring_in(client, book(self.SHEETS), "题库.xlsx")
        assert [text for _category, text, _answer in in_bank()] == [QUESTIONS[2][1]]

    def test_a_category_column_is_read_and_filled_down_within_its_sheet(self, client: Client) -> None:
        sheets = (
            ("甲", "visible", (HEADER, ("现场", "第一题，怎么排？", "一"), ("", "第二题，谁来带？", "二"))),
            (
                "乙",
                "visible",
                (HEADER, ("", "第三题，怎么反馈？", "三"), ("质检", "第四题，怎么复盘？", "四")),
            ),
        )
        press(client, self.joined(client, sheets), "Next: preview")
        rows = list(newest_batch().rows.order_by("number").values_list("verdict", "draft__category"))
        assert rows == [("new", "现场"), ("new", "现场"), ("error", ""), ("new", "质检")]

    def test_going_back_keeps_the_choice_and_it_can_be_taken_back(self, client: Client) -> None:
        press(client, self.joined(client, self.SHEETS), "Next: preview")
        page = client.get(import_url(newest_batch(), "reading"))
        forms = map(dict, map(controls, html.fromstring(page.content.decode()).forms))
        assert [form["all_sheets"] for form in forms if "all_sheets" in form] == ["on"]
        one = {"sheet": "质检", "header_row": "1", "of": "质检"}
        page = press(client, client.get(import_url(newest_batch(), "reading"), one), "Next: columns")
        press(client, page, "Next: preview")
        assert newest_batch().rows.count() == 1

    def test_the_rows_that_stay_out_say_where_they_stood(self, client: Client) -> None:
        sheets = [
            (name, "visible", (HEADER, ("质检", "同一道题，怎么反馈？", name))) for name in ("甲", "乙")
        ]
        page = press(client, self.joined(client, sheets), "Next: preview")
        assert "Asks the same as row 甲 · 2 of this file" in text_of(page)
        rejected = client.get(import_url(newest_batch(), "rejected")).content
        cells = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(rejected)).worksheets[0][2]]
        assert cells[0] == "乙 · 2"
        assert "甲 · 2" in str(cells[1])


def test_a_column_of_pictures_is_not_called_empty(client: Client) -> None:
    book = openpyxl.Workbook()
    for cells in (("题目", "图"), ("看图说说哪里不合规？", '=_xlfn.DISPIMG("ID_0A",1)')):
        book.active.append(cells)
    file = io.BytesIO()
    book.save(file)
    page = text_of(press(client, upload(client, file.getvalue(), "a.xlsx"), "Next: columns"))
    assert "[picture]" in page
    assert "empty in the first rows" not in page


class TestTwoCompanies:
    def test_numbers_are_no_codes_and_nothing_is_left_behind(self, client: Client) -> None:
        before = export_bank()
        first = bring_in(client, case("numbers_company_a.csv"), "a.csv")
        second = bring_in(client, case("numbers_company_b.csv"), "b.csv")
        assert len(in_bank()) == 6
        take_back(client, second)
        assert len(in_bank()) == 3
        take_back(client, first)
        assert export_bank() == before
        assert not Category.objects.exists()

    def test_the_page_says_that_the_numbers_are_not_read(self, client: Client) -> None:
        page = upload(client, case("numbers_company_a.csv"), "a.csv")
        assert "1 column is not read" in text_of(press(client, page, "Next: columns"))

    def test_a_real_code_is_asked_about_with_both_texts(self, client: Client) -> None:
        category = make_category(name="质检")
        make_question(code="CS-012", text="请举例说明你如何处理一位情绪激动的来电者", category=category)
        data = csv_file([("编号", *HEADER), ("CS-012", "质检", "说说你最得意的一次改进", "数据说话")])
        before = export_bank()
        page = text_of(as_far_as_preview(client, data, "b.csv"))
        assert "请举例说明你如何处理一位情绪激动的来电者" in page
        assert "说说你最得意的一次改进" in page
        assert "There is nothing to import as it stands" in page
        assert export_bank() == before

    @pytest.mark.parametrize(("button", "count"), [("Import as new", 2), ("Change that one", 1)])
    def test_and_the_person_says_which_it_is(self, client: Client, button: str, count: int) -> None:
        category = make_category(name="质检")
        make_question(code="CS-012", text="请举例说明你如何处理一位情绪激动的来电者", category=category)
        data = csv_file([("编号", *HEADER), ("CS-012", "质检", "说说你最得意的一次改进", "数据说话")])
        page = press(client, as_far_as_preview(client, data, "b.csv"), button)
        page = press(client, page, "Import 1 row …")
        press(client, page, "Import 1 row")
        assert len(in_bank()) == count
        assert Question.objects.filter(text="说说你最得意的一次改进").exists()


class TestNothingIsOverwritten:
    CHANGES = (
        ("质检", "怎样做好录音抽检？", "新答案"),  # another answer
        ("排班", "怎样校准评分？", "双盲"),  # another category
        ("", "怎样统一口径？", "案例库"),  # a blank category, below another one
    )

    @pytest.fixture
    def bank(self) -> None:
        category = make_category(name="质检")
        make_category(name="排班")
        for text, answer in (
            ("怎样做好录音抽检？", "抽样"),
            ("怎样校准评分？", "双盲"),
            ("怎样统一口径？", "案例库"),
        ):
            make_question(text=text, answer=answer, category=category)

    def test_by_pressing_next(self, client: Client, bank: None) -> None:
        before = export_bank()
        page = as_far_as_preview(client, csv_file([HEADER, *self.CHANGES]), "a.csv")
        assert "There is nothing to import as it stands" in text_of(page)
        verdicts = dict(newest_batch().rows.values_list("number", "verdict"))
        assert verdicts == {2: "changed", 3: "conflict", 4: "same"}
        assert export_bank() == before

    def test_only_what_was_chosen_for_the_file_happens_by_itself(self, client: Client, bank: None) -> None:
        rows = [*self.CHANGES, ("质检", "全新的一道题，关于夜班？", "轮休")]
        for scope, accepted in (("ask", 1), ("add", 1), ("update", 1), ("both", 2)):
            page = press(client, upload(client, csv_file([HEADER, *rows]), f"{scope}.csv"), "Next: columns")
            assert f'value="{newest_batch().scope}" selected' in text_of(page)
            from_page = {"scope": scope} | reading_and_columns(newest_batch())
            client.post(import_url(newest_batch(), "columns"), from_page)
            page = client.get(import_url(newest_batch(), "detail"))
            assert f"Import {accepted} row" in text_of(page), scope
            taken = newest_batch().rows.get(verdict="new" if scope in ("ask", "add") else "changed")
            assert taken.number == (5 if scope in ("ask", "add") else 2)

    def test_rows_that_stayed_out_stay_out_when_the_file_comes_back(self, client: Client) -> None:
        bring_in(client, case("rejected_then_reuploaded.csv"), "题库.csv")
        before = export_bank()
        rejected = client.get(import_url(newest_batch(), "rejected")).content
        page = as_far_as_preview(client, rejected, "未导入的行.xlsx")
        assert "There is nothing to import as it stands" in text_of(page)
        assert newest_batch().rows.filter(verdict="repeated").count() == 1
        assert export_bank() == before

    def test_even_where_known_questions_are_to_be_changed(self, client: Client) -> None:
        bring_in(client, case("rejected_then_reuploaded.csv"), "题库.csv")
        rejected = client.get(import_url(newest_batch(), "rejected")).content
        for mended, verdict in ((rejected, "repeated"), (with_another_answer(rejected), "changed")):
            page = press(client, upload(client, mended, "未导入的行.xlsx"), "Next: columns")
            data = {"scope": "both"} | sent_by(page)
            client.post(import_url(newest_batch(), "columns"), data | {"scope": "both"})
            assert newest_batch().rows.filter(cells__icontains="又一次").get().verdict == verdict


def sent_by(page: Any) -> dict[str, str]:
    return dict(controls(html.fromstring(page.content.decode()).get_element_by_id("columns-form")))


def reading_and_columns(batch: ImportBatch) -> dict[str, str]:
    reading = {name: batch.options[name] for name in ("sheet", "header_row", "encoding", "separator")}
    return reading | {"column-0": "category", "column-1": "text", "column-2": "answer"}


def with_another_answer(workbook: bytes) -> bytes:
    """The rejected rows with the answer of the repeated one mended."""
    opened = openpyxl.load_workbook(io.BytesIO(workbook))
    for cells in opened.worksheets[0].iter_rows():
        for cell in cells:
            if cell.value == "又一次":
                cell.value = "又一次，改过"
    file = io.BytesIO()
    opened.save(file)
    return file.getvalue()


def csv_file(rows: Sequence[Sequence[str]], encoding: str = "utf-8", separator: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    data = text.getvalue().encode(encoding)
    return data if encoding != "utf-16" or data.startswith(codecs.BOM_UTF16) else codecs.BOM_UTF16 + data


def book(sheets: Sequence[tuple[str, str, Sequence[Sequence[str]]]]) -> bytes:
    """A workbook of these sheets: (name, state, rows)."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, state, rows in sheets:
        sheet = workbook.create_sheet(name)
        sheet.sheet_state = state
        for cells in rows:
            sheet.append(list(cells))
    workbook.active = next(n for n, (_name, state, _rows) in enumerate(sheets) if state == "visible")
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()
