"""A workbook with a row of each verdict, and the requests that bring it in."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qbank.models import ImportBatch, ImportRow
from tests.markup import on_one_line

HEADER = ["编号", "题目", "分类", "参考答案", "难度", "建议时长", "备注"]


EXISTING_TEXT = "请描述一下你认为自己最大的优点和缺点是什么？"


#: A category and a difficulty that nobody knows.
ROWS_WITH_UNKNOWN_VALUES = [
    ["", f"旺季第 {n} 周人手不够，你怎么办？", "团队协作", "", "三星", "", ""] for n in "12"
]


#: One row of each verdict, from row 2 on.
ROWS = [
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
    for row in [header, *(ROWS if rows is None else rows)]:
        sheet.append([cell or None for cell in row])
    if sheets.get("hidden"):
        other = book.create_sheet("旧数据")
        other.append(["旧题", "旧答案"])
        other.sheet_state = "hidden"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(client: Client, data: bytes | None = None, name: str = "题库2026.xlsx") -> Any:
    file = SimpleUploadedFile(name, workbook() if data is None else data)
    return client.post(reverse("qbank:import-create"), {"file": file}, follow=True)


def import_url(batch: ImportBatch, name: str, **kwargs: Any) -> str:
    return reverse(f"qbank:import-{name}", kwargs={"pk": batch.pk} | kwargs)


def newest_batch() -> ImportBatch:
    return ImportBatch.objects.order_by("-pk")[0]


def text_of(response: Any) -> str:
    return on_one_line(response.content.decode())


COLUMNS = {
    f"column-{index}": field
    for index, field in enumerate(["code", "text", "category", "answer", "difficulty", "minutes", ""])
}


def columns_data(batch: ImportBatch, **changes: str) -> dict[str, str]:
    reading = {name: batch.options[name] for name in ("sheet", "header_row", "encoding", "separator")}
    return reading | COLUMNS | {"category": "", "status": "draft", "scope": "both"} | changes


def verdicts(batch: ImportBatch) -> dict[int, str]:
    return dict(batch.rows.order_by("number").values_list("number", "verdict"))


def detail_page(client: Client, batch: ImportBatch, **query: Any) -> str:
    return text_of(client.get(import_url(batch, "detail"), query, follow=True))


def fill_preview(batch: ImportBatch, count: int) -> None:
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


def capture_queries() -> Any:
    return CaptureQueriesContext(connection)
