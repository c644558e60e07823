"""The first steps of an import on the site: upload, header and encoding, columns and values."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from common.limits import SPREADSHEET_BYTES
from qbank.models import ImportBatch, ImportFile, Question, SavedMapping
from tests.qbank.imports.pages.workbooks import (
    ROWS_WITH_UNKNOWN_VALUES,
    columns_data,
    import_url,
    newest_batch,
    text_of,
    upload,
    workbook,
)

pytestmark = pytest.mark.django_db


class TestUpload:
    def test_a_spreadsheet_leads_on_to_its_header(self, hr: Client) -> None:
        response = upload(hr)
        assert response.redirect_chain[-1][0] == import_url(newest_batch(), "reading")
        assert newest_batch().created_by == hr.user  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("name", "data", "expected"),
        [
            (
                "alt.xls",
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 9,
                "old Excel file",
            ),
            ("~$题库.xlsx", b"\x05user" + b"\0" * 160, "lock file"),
            ("kaputt.xlsx", workbook([])[:700], "damaged"),
            ("text.xlsx", "题目,答案\n问,答\n".encode(), "plain text"),
            ("blatt.csv", workbook([]), "Excel workbook"),
            ("bild.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "not a spreadsheet"),
            ("leer.csv", b"", "file is empty"),
        ],
    )
    def test_what_cant_be_read_says_what_to_do_and_keeps_nothing(
        self, hr: Client, name: str, data: bytes, expected: str
    ) -> None:
        assert expected in text_of(upload(hr, data, name))
        assert ImportBatch.objects.count() == 1

    def test_no_file_and_too_large_a_file(self, hr: Client) -> None:
        assert "Choose an .xlsx or .csv file first" in text_of(hr.post(reverse("qbank:import-create")))
        assert "Split it" in text_of(upload(hr, b"x" * (SPREADSHEET_BYTES + 1), "gross.csv"))
        assert ImportBatch.objects.count() == 1

    def test_the_same_file_again_is_told_with_a_link(self, hr: Client, admin: Client) -> None:
        first = newest_batch()
        again = ImportFile.objects.get(batch=first).content
        page = text_of(upload(admin, bytes(again)))
        assert "This very file was brought in before" in page
        assert import_url(first, "detail") in page
        assert str(hr.user) in page  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("language", "header"), [("en", "Question"), ("zh-hans", "题目")])
    def test_the_template_is_a_workbook_that_an_import_reads(
        self, hr: Client, language: str, header: str
    ) -> None:
        response = hr.get(reverse("qbank:import-template"), {"language": language})
        assert "attachment" in response["Content-Disposition"]
        cells = [
            str(cell.value) for cell in openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0][1]
        ]
        assert any(header in cell for cell in cells)
        page = text_of(upload(hr, response.content, "vorlage.xlsx"))
        assert "Which row is the header?" in page


class TestHeaderAndEncoding:
    def test_a_title_above_the_header_is_passed_over(self, hr: Client) -> None:
        page = text_of(upload(hr, workbook(title="客服经理面试题库（2026 年整理，人力资源部）")))
        assert 'value="2" id="header-2" checked' in page
        assert "题目" in page

    def test_hidden_sheets_are_listed_and_not_chosen(self, hr: Client) -> None:
        page = text_of(upload(hr, workbook(hidden=True)))
        assert "旧数据 (hidden)" in page
        assert newest_batch().options["sheet"] == "题目"
        other = text_of(
            hr.get(
                import_url(newest_batch(), "reading"), {"sheet": "旧数据", "of": "题目", "header_row": "1"}
            )
        )
        assert "旧答案" in other
        assert "新人第一周" not in other

    def test_a_switch_of_the_encoding_changes_the_sample(self, hr: Client) -> None:
        page = text_of(upload(hr, "题目,答案\n你好吗？,很好\n".encode("gb18030"), "a.csv"))
        assert "你好吗" in page
        wrong = text_of(
            hr.get(import_url(newest_batch(), "reading"), {"encoding": "cp1252", "separator": ","})
        )
        assert "你好吗" not in wrong
        refused = text_of(
            hr.get(import_url(newest_batch(), "reading"), {"encoding": "utf-8", "separator": ","})
        )
        assert "Choose another encoding" in refused

    def test_the_separator_too(self, hr: Client) -> None:
        upload(hr, "题目;答案\n你好吗？;很好\n".encode(), "a.csv")
        assert newest_batch().options["separator"] == ";"
        page = text_of(hr.get(import_url(newest_batch(), "reading"), {"encoding": "utf-8", "separator": ","}))
        assert "题目;答案" in page

    def test_the_choice_goes_on_to_the_columns(self, hr: Client) -> None:
        upload(hr, workbook(title="总标题"))
        page = text_of(hr.get(import_url(newest_batch(), "columns"), {"sheet": "题目", "header_row": "0"}))
        assert 'name="header_row" value="0"' in page
        assert "总标题" in page


class TestColumns:
    def test_columns_are_matched_and_the_others_stand_out(self, hr: Client) -> None:
        upload(hr)
        page = text_of(hr.get(import_url(newest_batch(), "columns")))
        assert "1 column is not read" in page
        assert page.count("selected>Question<") == 1
        assert "新人第一周接线就被投诉三次" in page

    def test_unknown_values_are_shown_with_their_counts(self, hr: Client) -> None:
        upload(hr, workbook(ROWS_WITH_UNKNOWN_VALUES))
        batch = newest_batch()
        page = text_of(hr.post(import_url(batch, "columns"), columns_data(batch, values="show")))
        assert "三星" in page
        assert "2 rows" in page
        assert "Create “团队协作”" in page
        batch.refresh_from_db()
        assert batch.status == "uploaded"

    def test_create_all_decides_every_category_that_is_left(self, hr: Client) -> None:
        upload(hr, workbook(ROWS_WITH_UNKNOWN_VALUES))
        page = text_of(
            hr.post(
                import_url(newest_batch(), "columns"), columns_data(newest_batch(), create_all="category")
            )
        )
        assert '<option value="+" selected>' in page

    def test_values_get_the_meaning_that_was_chosen(self, hr: Client, bank: Question) -> None:
        upload(hr)
        batch = newest_batch()
        chosen = {"value-difficulty-1": "三星", "choice-difficulty-1": "hard"}
        hr.post(import_url(batch, "columns"), columns_data(batch) | chosen)
        batch.refresh_from_db()
        assert batch.mapping["values"]["difficulty"] == {"三星": "hard"}
        assert batch.rows.get(number=6).verdict == "new"

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"column-1": ""}, "Say which column holds the question"),
            ({"column-6": "text"}, "chosen for more than one column"),
            ({"column-1": "nonsense"}, "Say which column holds the question"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_chosen_stays(
        self, hr: Client, changes: dict[str, str], expected: str
    ) -> None:
        upload(hr)
        batch = newest_batch()
        page = text_of(hr.post(import_url(batch, "columns"), columns_data(batch, category="杂项", **changes)))
        assert expected in page
        assert 'value="杂项"' in page
        batch.refresh_from_db()
        assert batch.status == "uploaded"

    def test_the_next_file_with_this_header_begins_with_what_was_chosen(
        self, hr: Client, preview: ImportBatch, admin: Client
    ) -> None:
        assert SavedMapping.objects.count() == 1
        upload(admin, workbook([["X-1", "另一道题怎么答？", "服务意识", "", "", "", "备注里的话"]]))
        page = text_of(admin.get(import_url(newest_batch(), "columns")))
        assert "for a file with the same header" in page
        assert str(hr.user) in page  # type: ignore[attr-defined]

    def test_remembered_values_that_the_page_did_not_show_keep_their_meaning(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        url = import_url(preview, "value")
        hr.post(url, {"field": "difficulty", "value": "三星", "choice": "hard"})
        preview.refresh_from_db()
        hr.post(import_url(preview, "columns"), columns_data(preview))
        preview.refresh_from_db()
        assert preview.mapping["values"]["difficulty"] == {"三星": "hard"}

    def test_a_default_category_is_for_rows_without(self, hr: Client, bank: Question) -> None:
        upload(hr, workbook([["", "没有分类的题怎么办？", "", "", "", "", ""]]))
        batch = newest_batch()
        hr.post(import_url(batch, "columns"), columns_data(batch, category="服务意识"))
        assert batch.rows.get().draft["category"] == "服务意识"


def hidden_parts() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (
        ["分类", "题目", "参考答案"],
        ["质检", "怎样抽检录音？", "抽样"],
        ["质检", "旧题怎么问？", "旧"],
    ):
        sheet.append(cells)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_hidden_rows_and_columns_are_read_only_when_somebody_says_so(hr: Client) -> None:
    page = text_of(upload(hr, hidden_parts()))
    assert "The sheet has hidden rows or columns. They are left out" in page
    assert "抽样" not in page
    batch = newest_batch()
    reading = import_url(batch, "reading")
    assert "抽样" in text_of(hr.get(reading, {"with_hidden": "True"}))
    assert "抽样" not in text_of(hr.get(reading, {"with_hidden": "nonsense"}))
    columns = text_of(hr.get(import_url(batch, "columns"), {"with_hidden": "True"}))
    assert 'name="with_hidden" value="True"' in columns


def test_a_header_far_down_can_be_chosen_where_none_names_the_question(hr: Client) -> None:
    lines = [[f"第{n}条说明，共五十条"] for n in range(44)] + [["甲", "乙", "丙"], ["1", "说说抽检", "抽样"]]
    page = text_of(upload(hr, workbook(lines, header=["说明"])))
    assert 'id="header-46"' in page
