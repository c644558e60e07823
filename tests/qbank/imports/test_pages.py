"""The guided path of a spreadsheet on the site: upload, header, columns, preview, import, taking back."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from common.limits import SPREADSHEET_BYTES
from qbank.imports.pages.batch import ROWS_PER_PAGE
from qbank.models import Category, ImportBatch, ImportFile, ImportRow, Question, SavedMapping
from qbank.questions.services.revisions import record_revision
from tests.factories import make_category, make_question, make_set, make_user
from tests.markup import on_one_line

pytestmark = pytest.mark.django_db

HEADER = ["编号", "题目", "分类", "参考答案", "难度", "建议时长", "备注"]
KNOWN = "请描述一下你认为自己最大的优点和缺点是什么？"
#: A category and a difficulty that nobody knows.
UNKNOWN = [["", f"旺季第 {n} 周人手不够，你怎么办？", "团队协作", "", "三星", "", ""] for n in "12"]
#: One row of each verdict, from row 2 on.
FILE = [
    ["N-1", "新人第一周接线就被投诉三次，你会怎么带他？", "服务意识", "先陪听。", "中", "5", ""],
    ["OLD-1", "排班冲突时你先找谁谈？", "", "先找组长。", "易", "", ""],
    ["", "请谈谈你最大的优点和缺点。", "服务意识", "", "易", "", ""],
    ["", "新人第一周接线就被投诉三次，你会怎么带他？", "服务意识", "", "", "", "又一次"],
    ["", "如何评估外呼团队的质检结果？", "", "抽样复听。", "三星", "", ""],
    ["", "夜班临时缺员三成，你怎么安排？", "服务意识", "先保重点线路。", "三星", "900", ""],
]


def workbook(rows: list[list[str]] | None = None, *, header: list[str] = HEADER, **sheets: Any) -> bytes:
    """``hidden=True`` adds a hidden sheet; ``title`` is a line above the header."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "题目"
    if "title" in sheets:
        sheet.append([sheets["title"]])
    for row in [header, *(FILE if rows is None else rows)]:
        sheet.append([cell or None for cell in row])
    if sheets.get("hidden"):
        other = book.create_sheet("旧数据")
        other.append(["旧题", "旧答案"])
        other.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(client: Client, data: bytes | None = None, name: str = "题库2026.xlsx") -> Any:
    file = SimpleUploadedFile(name, workbook() if data is None else data)
    return client.post(reverse("qbank:import-create"), {"file": file}, follow=True)


def at(batch: ImportBatch, name: str, **kwargs: Any) -> str:
    return reverse(f"qbank:import-{name}", kwargs={"pk": batch.pk} | kwargs)


def newest() -> ImportBatch:
    return ImportBatch.objects.order_by("-pk")[0]


def text_of(answer: Any) -> str:
    return on_one_line(answer.content.decode())


COLUMNS = {
    f"column-{index}": field
    for index, field in enumerate(["code", "text", "category", "answer", "difficulty", "minutes", ""])
}


def columns(batch: ImportBatch, **changes: str) -> dict[str, str]:
    reading = {name: batch.options[name] for name in ("sheet", "header_row", "encoding", "separator")}
    return reading | COLUMNS | {"category": "", "status": "draft"} | changes


@pytest.fixture(scope="module")
def world(module_db: Any) -> SimpleNamespace:
    """The file in its preview, brought in once: what a test does to it is undone after that test."""
    with module_db.unblock():
        user = make_user("hr", name="周敏")
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        category = make_category(name="服务意识")
        make_question(code="KF-1-02", text=KNOWN, category=category)
        known = make_question(
            code="OLD-1",
            text="排班冲突时你找谁谈？",
            category=category,
            answer="先找组长。",
            difficulty="easy",
        )
        send(client)
        client.post(at(newest(), "columns"), columns(newest()))
        assert newest().status == "preview"
        return SimpleNamespace(user=user, session=session, known=known.pk, preview=newest().pk)


@pytest.fixture
def hr(world: SimpleNamespace, db: None) -> Client:
    """The person who brought the file in."""
    client = Client(headers={"accept-language": "en"})
    client.cookies[settings.SESSION_COOKIE_NAME] = world.session
    client.user = world.user  # type: ignore[attr-defined]
    return client


@pytest.fixture
def bank(world: SimpleNamespace, db: None) -> Question:
    """The question that the file changes."""
    return Question.objects.get(pk=world.known)


@pytest.fixture
def preview(world: SimpleNamespace, db: None) -> ImportBatch:
    return ImportBatch.objects.get(pk=world.preview)


def verdicts(batch: ImportBatch) -> dict[int, str]:
    return dict(batch.rows.order_by("number").values_list("number", "verdict"))


def page_of(client: Client, batch: ImportBatch, **query: Any) -> str:
    return text_of(client.get(at(batch, "detail"), query, follow=True))


class TestUpload:
    def test_a_spreadsheet_leads_on_to_its_header(self, hr: Client) -> None:
        answer = send(hr)
        assert answer.redirect_chain[-1][0] == at(newest(), "reading")
        assert newest().created_by == hr.user  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("name", "data", "says"),
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
        self, hr: Client, name: str, data: bytes, says: str
    ) -> None:
        assert says in text_of(send(hr, data, name))
        assert ImportBatch.objects.count() == 1

    def test_no_file_and_too_large_a_file(self, hr: Client) -> None:
        assert "Choose an .xlsx or .csv file first" in text_of(hr.post(reverse("qbank:import-create")))
        assert "Split it" in text_of(send(hr, b"x" * (SPREADSHEET_BYTES + 1), "gross.csv"))
        assert ImportBatch.objects.count() == 1

    def test_the_same_file_again_is_told_with_a_link(self, hr: Client, admin: Client) -> None:
        first = newest()
        again = ImportFile.objects.get(batch=first).content
        page = text_of(send(admin, bytes(again)))
        assert "This very file was brought in before" in page
        assert at(first, "detail") in page
        assert str(hr.user) in page  # type: ignore[attr-defined]

    @pytest.mark.parametrize(("language", "header"), [("en", "Question"), ("zh-hans", "题目")])
    def test_the_template_is_a_workbook_that_an_import_reads(
        self, hr: Client, language: str, header: str
    ) -> None:
        answer = hr.get(reverse("qbank:import-template"), {"language": language})
        assert "attachment" in answer["Content-Disposition"]
        cells = [
            str(cell.value) for cell in openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0][1]
        ]
        assert any(header in cell for cell in cells)
        page = text_of(send(hr, answer.content, "vorlage.xlsx"))
        assert "Which row is the header?" in page


class TestHeaderAndEncoding:
    def test_a_title_above_the_header_is_passed_over(self, hr: Client) -> None:
        page = text_of(send(hr, workbook(title="客服经理面试题库（2026 年整理，人力资源部）")))
        assert 'value="2" id="header-2" checked' in page
        assert "题目" in page

    def test_hidden_sheets_are_listed_and_not_chosen(self, hr: Client) -> None:
        page = text_of(send(hr, workbook(hidden=True)))
        assert "旧数据 (hidden)" in page
        assert newest().options["sheet"] == "题目"
        other = text_of(hr.get(at(newest(), "reading"), {"sheet": "旧数据", "of": "题目", "header_row": "1"}))
        assert "旧答案" in other
        assert "新人第一周" not in other

    def test_a_switch_of_the_encoding_changes_the_sample(self, hr: Client) -> None:
        page = text_of(send(hr, "题目,答案\n你好吗？,很好\n".encode("gb18030"), "a.csv"))
        assert "你好吗" in page
        wrong = text_of(hr.get(at(newest(), "reading"), {"encoding": "cp1252", "separator": ","}))
        assert "你好吗" not in wrong
        refused = text_of(hr.get(at(newest(), "reading"), {"encoding": "utf-8", "separator": ","}))
        assert "Choose another encoding" in refused

    def test_the_separator_too(self, hr: Client) -> None:
        send(hr, "题目;答案\n你好吗？;很好\n".encode(), "a.csv")
        assert newest().options["separator"] == ";"
        page = text_of(hr.get(at(newest(), "reading"), {"encoding": "utf-8", "separator": ","}))
        assert "题目;答案" in page

    def test_the_choice_goes_on_to_the_columns(self, hr: Client) -> None:
        send(hr, workbook(title="总标题"))
        page = text_of(hr.get(at(newest(), "columns"), {"sheet": "题目", "header_row": "0"}))
        assert 'name="header_row" value="0"' in page
        assert "总标题" in page


class TestColumns:
    def test_columns_are_matched_and_the_others_stand_out(self, hr: Client) -> None:
        send(hr)
        page = text_of(hr.get(at(newest(), "columns")))
        assert "1 column is not read" in page
        assert page.count("selected>Question<") == 1
        assert "新人第一周接线就被投诉三次" in page

    def test_unknown_values_are_shown_with_their_counts(self, hr: Client) -> None:
        send(hr, workbook(UNKNOWN))
        batch = newest()
        page = text_of(hr.post(at(batch, "columns"), columns(batch, values="show")))
        assert "三星" in page
        assert "2 rows" in page
        assert "Create “团队协作”" in page
        batch.refresh_from_db()
        assert batch.status == "uploaded"

    def test_create_all_decides_every_category_that_is_left(self, hr: Client) -> None:
        send(hr, workbook(UNKNOWN))
        page = text_of(hr.post(at(newest(), "columns"), columns(newest(), create_all="category")))
        assert '<option value="+" selected>' in page

    def test_values_get_the_meaning_that_was_chosen(self, hr: Client, bank: Question) -> None:
        send(hr)
        batch = newest()
        chosen = {"value-difficulty-1": "三星", "choice-difficulty-1": "hard"}
        hr.post(at(batch, "columns"), columns(batch) | chosen)
        batch.refresh_from_db()
        assert batch.mapping["values"]["difficulty"] == {"三星": "hard"}
        assert batch.rows.get(number=6).verdict == "new"

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"column-1": ""}, "Say which column holds the question"),
            ({"column-6": "text"}, "chosen for more than one column"),
            ({"column-1": "nonsense"}, "Say which column holds the question"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_chosen_stays(
        self, hr: Client, changes: dict[str, str], says: str
    ) -> None:
        send(hr)
        batch = newest()
        page = text_of(hr.post(at(batch, "columns"), columns(batch, category="杂项", **changes)))
        assert says in page
        assert 'value="杂项"' in page
        batch.refresh_from_db()
        assert batch.status == "uploaded"

    def test_the_next_file_with_this_header_begins_with_what_was_chosen(
        self, hr: Client, preview: ImportBatch, admin: Client
    ) -> None:
        assert SavedMapping.objects.count() == 1
        send(admin, workbook([["X-1", "另一道题怎么答？", "服务意识", "", "", "", "备注里的话"]]))
        page = text_of(admin.get(at(newest(), "columns")))
        assert "for a file with the same header" in page
        assert str(hr.user) in page  # type: ignore[attr-defined]

    def test_remembered_values_that_the_page_did_not_show_keep_their_meaning(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        url = at(preview, "value")
        hr.post(url, {"field": "difficulty", "value": "三星", "choice": "hard"})
        preview.refresh_from_db()
        hr.post(at(preview, "columns"), columns(preview))
        preview.refresh_from_db()
        assert preview.mapping["values"]["difficulty"] == {"三星": "hard"}

    def test_a_default_category_is_for_rows_without(self, hr: Client, bank: Question) -> None:
        send(hr, workbook([["", "没有分类的题怎么办？", "", "", "", "", ""]]))
        batch = newest()
        hr.post(at(batch, "columns"), columns(batch, category="服务意识"))
        assert batch.rows.get().draft["category"] == "服务意识"


class TestPreview:
    def test_every_verdict_has_its_tab_and_its_words(self, hr: Client, preview: ImportBatch) -> None:
        assert verdicts(preview) == {
            2: "new",
            3: "changed",
            4: "similar",
            5: "repeated",
            6: "error",
            7: "error",
        }
        page = page_of(hr, preview)
        for said in (
            "All <b>6</b>",
            "New <b>1</b>",
            "Changed <b>1</b>",
            "Looks alike <b>1</b>",
            "Error <b>2</b>",
        ):
            assert said in page
        assert "<ins>先</ins>" in page
        assert "KF-1-02" in page
        assert "The same as row 2 of this file" in page
        assert "is not a known difficulty" in page
        assert "filled down" in page
        assert "Import 2 rows" in page
        assert not Question.objects.filter(code="N-1").exists()

    def test_one_that_looks_alike_is_compared_with_what_the_row_says(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        page = page_of(hr, preview, show="similar")
        assert "% like" in page
        assert "<del>" in page
        assert "Status" not in page.split('id="row-4"')[1].split("</article>")[0]

    def test_a_tab_shows_its_rows_alone(self, hr: Client, preview: ImportBatch) -> None:
        page = page_of(hr, preview, show="error")
        assert 'id="row-6"' in page
        assert 'id="row-2"' not in page

    def test_a_cell_is_mended_and_the_row_judged_again(self, hr: Client, preview: ImportBatch) -> None:
        url = at(preview, "mend", number=6) + "?show=error"
        answer = hr.post(url, {"column": "4", "text": "难"})
        assert answer["Location"] == at(preview, "detail") + "?show=error#row-6"
        assert preview.rows.get(number=6).verdict == "new"
        assert "Row 6: New" in page_of(hr, preview)
        assert "In the file: 三星" in " ".join(page_of(hr, preview).split())

    def test_by_htmx_the_row_comes_with_the_counts_and_what_else_it_changed(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        answer = hr.post(
            at(preview, "mend", number=2),
            {"column": "1", "text": "另外一道题：旺季人手不够怎么办？", "shown": ["2", "3", "5"]},
            headers={"hx-request": "true"},
        )
        page = text_of(answer)
        assert page.strip().startswith("<article")
        assert 'id="row-2"' in page
        assert 'id="row-5"' in page
        assert 'id="row-3"' not in page
        assert "New <b>2</b>" in page
        assert "Import 3 rows" in page

    def test_a_row_with_all_its_cells(self, hr: Client, preview: ImportBatch) -> None:
        page = text_of(hr.get(at(preview, "row", number=2)))
        assert page.count('name="column"') == 6
        whole = hr.post(at(preview, "mend", number=2), {"column": "5", "text": "7", "whole": "1"})
        assert whole["Location"] == at(preview, "row", number=2)
        assert preview.rows.get(number=2).draft["minutes"] == 7

    def test_a_value_is_settled_for_the_whole_file(self, hr: Client, preview: ImportBatch) -> None:
        assert "for all 2 rows that say it" in page_of(hr, preview)
        hr.post(at(preview, "value"), {"field": "difficulty", "value": "三星", "choice": "hard"})
        assert verdicts(preview)[6] == "new"
        assert preview.rows.get(number=6).draft["difficulty"] == "hard"

    @pytest.mark.parametrize(("decision", "accepted"), [("take", 3), ("change", 3), ("leave", 2)])
    def test_the_choices_for_one_that_looks_alike(
        self, hr: Client, preview: ImportBatch, decision: str, accepted: int
    ) -> None:
        hr.post(at(preview, "decide", number=4), {"decision": decision})
        assert preview.rows.get(number=4).decision == decision
        assert f"Import {accepted} rows" in page_of(hr, preview)

    def test_two_rows_cannot_change_the_same_question(self, hr: Client, bank: Question) -> None:
        rows = [
            ["", f"请{say}你最大的优点和缺点。", "服务意识", "", "", "", ""] for say in ("谈谈", "描述一下")
        ]
        send(hr, workbook(rows))
        batch = newest()
        hr.post(at(batch, "columns"), columns(batch))
        assert verdicts(batch) == {2: "similar", 3: "similar"}
        for number in (2, 3):
            page = text_of(hr.post(at(batch, "decide", number=number), {"decision": "change"}, follow=True))
        assert "another row changes that question already" in page
        assert dict(batch.rows.values_list("number", "decision")) == {2: "change", 3: ""}

    def test_rows_are_left_out_singly_or_as_a_verdict_and_taken_in_again(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(at(preview, "decide", number=2), {"decision": "leave"})
        page = page_of(hr, preview, show="left")
        assert "Left out <b>1</b>" in page
        assert 'id="row-2"' in page
        hr.post(at(preview, "decide", number=2), {"decision": ""})
        hr.post(at(preview, "decide-all"), {"verdict": "changed", "decision": "leave"})
        assert dict(preview.rows.exclude(decision="").values_list("number", "decision")) == {3: "leave"}

    def test_rows_are_paged_by_their_number(self, hr: Client, preview: ImportBatch) -> None:
        many(preview, 2 * ROWS_PER_PAGE + 5)
        page = page_of(hr, preview)
        assert f'id="row-{ROWS_PER_PAGE + 1}"' in page
        assert f'id="row-{ROWS_PER_PAGE + 2}"' not in page
        assert f"from={ROWS_PER_PAGE + 2}" in page
        later = page_of(hr, preview, **{"from": 70})
        assert 'id="row-70"' in later
        assert 'id="row-69"' not in later
        assert "before=70" in later
        earlier = page_of(hr, preview, before=70)
        assert 'id="row-69"' in earlier
        assert 'id="row-19"' not in earlier
        assert "The file ends before this row" in page_of(hr, preview, **{"from": 9_000})

    def test_going_back_to_the_columns_keeps_what_was_decided_about_rows(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(at(preview, "decide", number=2), {"decision": "leave"})
        hr.post(at(preview, "columns"), columns(preview, status="ready"))
        assert preview.rows.get(number=2).decision == "leave"


def many(batch: ImportBatch, count: int) -> None:
    """Rows 2 … count + 1, all new; the numbers of a large file without its time."""
    batch.rows.all().delete()
    draft = {
        "text": "题",
        "code": "",
        "category": "服务意识",
        "difficulty": "easy",
        "answers": [],
        "points": [],
    }
    ImportRow.objects.bulk_create(
        (
            ImportRow(batch=batch, number=number, verdict="new", cells={"1": "题"}, draft=draft)
            for number in range(2, count + 2)
        ),
        batch_size=5000,
    )


class TestImporting:
    def test_the_numbers_are_confirmed_before_anything_happens(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        page = text_of(hr.get(at(preview, "apply")))
        assert "Import 2 rows?" in page
        assert "New questions" in page
        assert "Changed questions" in page
        preview.refresh_from_db()
        assert preview.status == "preview"

    def test_numbers_that_have_changed_meanwhile_are_shown_again(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(at(preview, "decide", number=4), {"decision": "take"})
        page = text_of(hr.post(at(preview, "apply"), {"accepted": "2"}))
        assert "The numbers have changed" in page
        assert "Import 3 rows?" in page
        preview.refresh_from_db()
        assert preview.status == "preview"

    def test_the_result_links_to_the_questions_and_tells_what_is_on_record(
        self, hr: Client, preview: ImportBatch, bank: Question
    ) -> None:
        page = text_of(hr.post(at(preview, "apply"), {"accepted": "2"}, follow=True))
        created = Question.objects.get(code="N-1")
        assert reverse("qbank:question-detail", args=[created.pk]) in page
        assert reverse("qbank:question-detail", args=[bank.pk]) in page
        assert preview.sha256 in page
        assert "题目 → Question" in page
        preview.refresh_from_db()
        assert f"?source={preview.source_id}" in page
        bank.refresh_from_db()
        assert bank.text == "排班冲突时你先找谁谈？"
        event = AuditEvent.objects.get(action="importbatch.apply")
        assert event.actor == hr.user  # type: ignore[attr-defined]

    def test_the_rows_that_stay_out_come_as_excel_and_can_be_brought_in_once_mended(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        hr.post(at(preview, "apply"), {"accepted": "2"})
        answer = hr.get(at(preview, "rejected"))
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        sheet = book.worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert [row[0] for row in rows[1:]] == [4, 5, 6, 7]
        assert "is not a known difficulty" in str(rows[3][1])
        assert "KF-1-02" in str(rows[1][1])
        assert {row[2 + HEADER.index("分类")] for row in rows[1:]} == {"服务意识"}
        sheet.cell(4, 2 + HEADER.index("难度") + 1).value = "难"
        mended = io.BytesIO()
        book.save(mended)
        send(hr, mended.getvalue(), "mended.xlsx")
        batch = newest()
        step = hr.get(at(batch, "columns")).context["mapping"]
        hr.post(
            at(batch, "columns"),
            columns(batch)
            | {f"column-{n}": "" for n in range(9)}
            | {f"column-{n}": str(field) for n, field in step.columns.items()},
        )
        assert verdicts(batch) == {2: "similar", 3: "same", 4: "new", 5: "error"}

    def test_the_same_file_again_changes_nothing(self, hr: Client, preview: ImportBatch) -> None:
        hr.post(at(preview, "apply"), {"accepted": "2"})
        send(hr)
        batch = newest()
        hr.post(at(batch, "columns"), columns(batch))
        assert {verdicts(batch)[2], verdicts(batch)[3]} == {"same"}
        assert "There is nothing to import as it stands" in page_of(hr, batch)

    def test_the_bank_that_changed_meanwhile_sends_it_back_to_the_preview(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        make_question(code="N-1", text="别的题", category=Category.objects.get(name="服务意识"))
        page = text_of(hr.post(at(preview, "apply"), {"accepted": "2"}, follow=True))
        assert "The bank has changed since these rows were judged" in page
        preview.refresh_from_db()
        assert preview.status == "preview"

    def test_progress_is_told_and_the_page_goes_on_by_itself(self, hr: Client, preview: ImportBatch) -> None:
        working = ImportBatch.objects.filter(pk=preview.pk)
        working.update(status="applying", done=40, total=100, run="0" * 32, beat_at=timezone.now())
        page = page_of(hr, preview)
        assert "40 of 100 rows" in page
        assert 'hx-trigger="every 1s"' in page
        poll = {"hx-request": "true", "hx-target": "import-progress"}
        assert "40 of 100 rows" in text_of(hr.get(at(preview, "detail"), headers=poll))
        working.update(status="preview", run=None)
        assert hr.get(at(preview, "detail"), headers=poll)["HX-Refresh"] == "true"

    def test_one_that_waits_for_another_says_so(self, hr: Client, preview: ImportBatch) -> None:
        ImportBatch.objects.create(
            name="b.csv", status="applying", run="1" * 32, beat_at=timezone.now(), options={"kind": "csv"}
        )
        ImportBatch.objects.filter(pk=preview.pk).update(status="applying", beat_at=timezone.now())
        assert "Waiting: another import is being written" in page_of(hr, preview)

    def test_one_whose_job_has_died_is_taken_up_again_by_whoever_looks(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        long_ago = timezone.now() - timedelta(minutes=5)
        ImportBatch.objects.filter(pk=preview.pk).update(status="applying", run="1" * 32, beat_at=long_ago)
        assert "it was taken up again just now" in page_of(hr, preview)
        assert Question.objects.filter(code="N-1").exists()

    def test_a_file_that_fails_on_the_way_says_why_and_can_be_read_anew(
        self, hr: Client, preview: ImportBatch
    ) -> None:
        problem = "The sheet has more than %(rows)s rows."
        ImportBatch.objects.filter(pk=preview.pk).update(
            status="failed", problem=problem, result={"params": {"rows": 100_000}}
        )
        page = page_of(hr, preview)
        assert "more than 100000 rows" in page
        assert at(preview, "reading") in page
        assert "more than 100000 rows" in text_of(hr.get(reverse("qbank:import-list")))


class TestTakingBack:
    def test_what_it_would_do_is_listed_and_then_done(
        self, hr: Client, preview: ImportBatch, bank: Question
    ) -> None:
        hr.post(at(preview, "apply"), {"accepted": "2"})
        page = text_of(hr.get(at(preview, "undo")))
        assert "N-1" in page
        assert "OLD-1" in page
        assert Question.objects.filter(code="N-1").exists()
        page = text_of(hr.post(at(preview, "undo"), follow=True))
        assert "This import was taken back" in page
        assert not Question.objects.filter(code="N-1").exists()
        bank.refresh_from_db()
        assert bank.text == "排班冲突时你找谁谈？"

    def test_questions_in_use_are_retired_and_edited_ones_kept(
        self, hr: Client, preview: ImportBatch, bank: Question
    ) -> None:
        hr.post(at(preview, "apply"), {"accepted": "2"})
        make_set(questions=[Question.objects.get(code="N-1")])
        bank.refresh_from_db()
        bank.minutes = 11
        bank.save()
        record_revision(question=bank, actor=None)
        page = text_of(hr.get(at(preview, "undo")))
        assert "to be retired" in page
        assert "to be kept as they are" in page
        hr.post(at(preview, "undo"))
        assert Question.objects.get(code="N-1").status == "retired"
        bank.refresh_from_db()
        assert bank.minutes == 11


class TestTooLate:
    """Somebody else moved the import on while the page was open."""

    ACTS: tuple[tuple[str, dict[str, str]], ...] = (
        ("mend", {"column": "1", "text": "x"}),
        ("decide", {"decision": "leave"}),
        ("decide-all", {"verdict": "new", "decision": "leave"}),
        ("value", {"field": "difficulty", "value": "三星", "choice": "hard"}),
        ("apply", {"accepted": "2"}),
        ("columns", {}),
        ("discard", {}),
    )

    @pytest.mark.parametrize(("name", "data"), ACTS)
    def test_nothing_is_done_and_the_page_says_so(
        self, hr: Client, preview: ImportBatch, name: str, data: dict[str, str]
    ) -> None:
        hr.post(at(preview, "apply"), {"accepted": "2"})
        before = list(preview.rows.order_by("number").values_list("verdict", "decision", "mended", "outcome"))
        kwargs = {"number": 2} if name in ("mend", "decide") else {}
        page = text_of(hr.post(at(preview, name, **kwargs), data or columns(preview), follow=True))
        assert "Nothing was done: this import has moved on meanwhile" in page
        after = list(preview.rows.order_by("number").values_list("verdict", "decision", "mended", "outcome"))
        assert after == before

    def test_nothing_is_taken_back_that_was_not_imported(self, hr: Client, preview: ImportBatch) -> None:
        for answer in (hr.get(at(preview, "undo"), follow=True), hr.post(at(preview, "undo"), follow=True)):
            assert "Nothing was done" in text_of(answer)

    def test_a_discarded_one_has_no_pages_but_its_own(self, hr: Client, preview: ImportBatch) -> None:
        page = text_of(hr.post(at(preview, "discard"), follow=True))
        assert "is discarded" in page
        for name in ("reading", "columns", "apply", "undo", "rejected"):
            assert hr.get(at(preview, name))["Location"] == at(preview, "detail"), name
        assert "Nothing of it reached the bank" in page_of(hr, preview)
        assert "brought in before" not in text_of(send(hr))


class TestHostileRequests:
    @pytest.mark.parametrize("number", [1, 99, 10**9 - 1])
    def test_rows_that_do_not_exist(self, hr: Client, preview: ImportBatch, number: int) -> None:
        assert hr.get(at(preview, "row", number=number)).status_code == 404
        for name in ("mend", "decide"):
            data = {"column": "1", "text": "x", "decision": "leave"}
            assert hr.post(at(preview, name, number=number), data).status_code == 404

    @pytest.mark.parametrize(
        ("name", "data"),
        [
            ("mend", {"column": "100", "text": "x"}),
            ("mend", {"column": "-1", "text": "x"}),
            ("mend", {"column": "1", "text": "x" * 40_000}),
            ("mend", {"text": "x"}),
            ("mend", {"column": "1", "text": "夜\0班"}),
            ("decide", {"decision": "delete"}),
            ("decide-all", {"verdict": "all", "decision": "take"}),
            ("decide-all", {"decision": "take"}),
            ("value", {"field": "text", "value": "x", "choice": "y"}),
            ("value", {"field": "difficulty", "value": "三星", "choice": "+"}),
            ("value", {"field": "difficulty", "value": "三星"}),
            ("apply", {"accepted": "-1"}),
            ("apply", {}),
        ],
    )
    def test_what_makes_no_sense_changes_nothing(
        self, hr: Client, preview: ImportBatch, name: str, data: dict[str, str]
    ) -> None:
        before = list(preview.rows.order_by("number").values())
        kwargs = {"number": 6} if name in ("mend", "decide") else {}
        for headers in ({}, {"hx-request": "true"}):
            assert hr.post(at(preview, name, **kwargs), data, headers=headers).status_code in (200, 302)
        assert list(preview.rows.order_by("number").values()) == before
        preview.refresh_from_db()
        assert preview.status == "preview"

    @pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "甲\0乙", "²"])
    def test_nonsense_in_the_address_shows_what_there_is(
        self, hr: Client, preview: ImportBatch, value: str
    ) -> None:
        for name, parameters in {
            "detail": ("show", "from", "before", "after"),
            "reading": ("sheet", "header_row", "encoding", "separator", "of"),
            "columns": ("sheet", "header_row", "encoding", "separator"),
        }.items():
            for parameter in parameters:
                assert hr.get(at(preview, name), {parameter: value}).status_code == 200, (name, parameter)

    def test_a_cell_cannot_bring_markup_onto_the_page(self, hr: Client, bank: Question) -> None:
        bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
        send(
            hr,
            workbook([["", f"题目{bad}？", bad, bad, bad, bad, bad]], header=[*HEADER[:6], bad]),
            "<b>.xlsx",
        )
        batch = newest()
        pages = [hr.get(at(batch, "reading")), hr.get(at(batch, "columns"))]
        pages.append(hr.post(at(batch, "columns"), columns(batch, values="show")))
        pages.append(hr.post(at(batch, "columns"), columns(batch), follow=True))
        pages += [hr.get(at(batch, "row", number=2)), hr.get(reverse("qbank:import-list"))]
        for answer in pages:
            assert "<script>alert" not in text_of(answer)
            assert "<img src=x" not in text_of(answer)
            assert "<b>.xlsx" not in text_of(answer)


class TestWhoMay:
    POSTS = ("columns", "decide-all", "value", "apply", "undo", "discard")

    def test_an_interviewer_knows_of_none_of_it(self, interviewer: Client, preview: ImportBatch) -> None:
        for name in ("list", "create", "template"):
            assert interviewer.get(reverse(f"qbank:import-{name}")).status_code == 404
        for name in ("detail", "reading", "columns", "apply", "rejected", "undo"):
            assert interviewer.get(at(preview, name)).status_code == 404
        for name in self.POSTS:
            assert interviewer.post(at(preview, name)).status_code == 404
        assert send(interviewer).status_code == 404

    def test_posts_are_posts(self, hr: Client, preview: ImportBatch) -> None:
        for name in ("decide-all", "value", "discard"):
            assert hr.get(at(preview, name)).status_code == 405
        for name in ("mend", "decide"):
            assert hr.get(at(preview, name, number=2)).status_code == 405

    def test_and_carry_their_token(self, preview: ImportBatch, hr: Client) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = hr.cookies
        for name in self.POSTS:
            assert strict.post(at(preview, name)).status_code == 403

    def test_the_way_in_is_on_the_bank_page_for_those_who_may(self, hr: Client) -> None:
        page = text_of(hr.get(reverse("qbank:question-list")))
        assert reverse("qbank:import-create") in page
        assert reverse("qbank:import-list") in page


class TestQueries:
    def test_the_list_asks_the_same_for_one_and_for_three(
        self, hr: Client, django_assert_num_queries: Callable[..., Any]
    ) -> None:
        url = reverse("qbank:import-list")
        counts = []
        for number in (1, 2):
            for _each in range(number):
                send(hr, workbook([[f"{number}", "题？", "", "", "", "", ""]]), "a.xlsx")
            with django_assert_num_queries(counts[0]) if counts else capture() as found:
                hr.get(url)
            counts.append(len(found))

    def test_the_preview_asks_the_same_for_three_rows_and_for_many(
        self, hr: Client, preview: ImportBatch, django_assert_num_queries: Callable[..., Any]
    ) -> None:
        category = Category.objects.get()
        for verdict in ("changed", "similar"):
            for number in range(3):
                ImportRow.objects.create(
                    batch=preview,
                    number=100 + number + (10 if verdict == "similar" else 0),
                    verdict=verdict,
                    question=make_question(category=category),
                    similarity=80 if verdict == "similar" else None,
                    draft=preview.rows.get(number=3).draft,
                )
        with capture() as found:
            hr.get(at(preview, "detail"), {"from": "111"})
        with django_assert_num_queries(len(found)):
            hr.get(at(preview, "detail"), {"from": "2"})

    def test_no_row_is_counted_that_is_not_on_the_page(self, hr: Client, preview: ImportBatch) -> None:
        many(preview, 3 * ROWS_PER_PAGE)
        with capture() as found:
            hr.get(at(preview, "detail"), {"show": "new", "from": str(ROWS_PER_PAGE)})
        counting = [query["sql"] for query in found if "COUNT(" in query["sql"].upper()]
        assert len(counting) == 1
        assert not any("OFFSET" in query["sql"].upper() for query in found)


def capture() -> Any:
    return CaptureQueriesContext(connection)
