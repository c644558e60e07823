"""Files as people send them, each with what must come out.

``python -m tests.qbank.spreadsheets.awkward FOLDER`` writes them to a folder, to be looked at.
"""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

from qbank.spreadsheets.files.table import Oddity, Reading
from tests.qbank.spreadsheets.workbooks import relations, row, strings, table, text_cell, workbook, xml


@dataclass(frozen=True)
class Awkward:
    """``questions``: (row, code, category, question) of each row that says one; ``odd``: {(row, column):
    oddity}; ``errors``: {row: codes of what is wrong}."""

    name: str
    data: bytes
    reading: Reading
    names: list[str]
    fields: list[str]
    questions: list[tuple[int, str, str, str]]
    odd: dict[tuple[int, int], Oddity] = field(default_factory=dict)
    errors: dict[int, set[str]] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)


def _xlsxwriter(build: Callable[[xlsxwriter.Workbook], object], **options: Any) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        build(book)
    return stream.getvalue()


def _openpyxl(build: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    build(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _department_workbook() -> Awkward:
    """A title over all columns, a note, merged categories, codes that only look like 007, numbered questions,
    a drop-down's values on a hidden sheet in front."""

    def build(book: xlsxwriter.Workbook) -> None:
        choices = book.add_worksheet("参数")
        choices.write_column(0, 0, ["易", "中", "难"])
        choices.hide()
        book.add_worksheet("说明").protect()
        sheet = book.add_worksheet("题库（最终版）")
        sheet.activate()
        sheet.set_first_sheet()
        title = book.add_format({"bold": True, "align": "center"})
        code = book.add_format({"num_format": "000"})
        sheet.merge_range("A1:E1", "2024 年客服经理面试题库", title)
        sheet.merge_range("A2:E2", "填表说明：一行一题；分类相同的可以合并单元格。", title)
        sheet.write_row("A3", ["编号", "题目\n（必填）", "所属分类", "难易程度", "建议时长"], title)
        questions = [
            "1. 你为什么选择客服经理？",
            "2、遇到投诉升级怎么办？",
            "（3）怎样带新人？",
            "④ 怎样排班？",
        ]
        for index, question in enumerate(questions):
            sheet.write_number(3 + index, 0, index + 7, code)
            sheet.write_string(3 + index, 1, question)
            sheet.write_number(3 + index, 4, 5)
        sheet.merge_range("C4:C5", "求职动机")
        sheet.merge_range("C6:C7", "团队管理")
        sheet.data_validation("D4:D99", {"validate": "list", "source": "=参数!$A$1:$A$3"})
        sheet.write_column("D4", ["易", "中", "难", "中等"])
        sheet.autofilter("A3:E7")

    return Awkward(
        "2024客服经理题库_王敏改_最终版(2).xlsx",
        _xlsxwriter(build),
        Reading(sheet="题库（最终版）", header_row=3),
        ["编号", "题目 （必填）", "所属分类", "难易程度", "建议时长"],
        ["code", "text", "category", "difficulty", "minutes"],
        [
            (4, "007", "求职动机", "你为什么选择客服经理？"),
            (5, "008", "求职动机", "遇到投诉升级怎么办？"),
            (6, "009", "团队管理", "怎样带新人？"),
            (7, "010", "团队管理", "怎样排班？"),
        ],
    )


def _gbk_from_excel() -> Awkward:
    text = (
        '编号,题目,分类,参考答案\r\n001,"顾客说：""我要投诉""，你怎么回应？",服务意识,"先道歉，\n再倾听。\n\n最后跟进。"\r\n'
        "002,请介绍一次失败的经历,自我认知,\r\n,,,\r\n,,,\r\n"
    )
    return Awkward(
        "题库-导出.csv",
        text.encode("gbk"),
        Reading(encoding="gb18030", separator=","),
        ["编号", "题目", "分类", "参考答案"],
        ["code", "text", "category", "answer"],
        [
            (2, "001", "服务意识", '顾客说："我要投诉"，你怎么回应？'),
            (3, "002", "自我认知", "请介绍一次失败的经历"),
        ],
        more={"answer": "先道歉，\n再倾听。\n\n最后跟进。"},
    )


def _unicode_text() -> Awkward:
    text = "題號\t題目\t類別\r\n01\t請問，您如何管理情緒；壓力呢？\t情緒管理\r\n"
    return Awkward(
        "Unicode 文本.txt",
        text.encode("utf-16"),
        Reading(encoding="utf-16-le", separator="\t"),
        ["題號", "題目", "類別"],
        ["code", "text", "category"],
        [(2, "01", "情緒管理", "請問，您如何管理情緒；壓力呢？")],
    )


def _english_semicolons() -> Awkward:
    text = (
        "sep=;\r\nQuestion ID;Interview question;Category\r\n"
        "Q-01;Why café service, of all things?;Motivation\r\n"
    )
    return Awkward(
        "questions from Zürich.csv",
        text.encode("cp1252"),
        Reading(header_row=2, encoding="cp1252", separator=";"),
        ["Question ID", "Interview question", "Category"],
        ["code", "text", "category"],
        [(3, "Q-01", "Motivation", "Why café service, of all things?")],
    )


def _formulas_nobody_calculated() -> Awkward:
    def build(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.title = "Sheet1"
        sheet.append(["编号", "题目", "分类"])
        sheet.append(['="Q"&ROW()', "你怎样安排优先级？", "=VLOOKUP(A2,参数!A:B,2)"])
        sheet.append(["Q3", "你怎样复盘？", "复盘"])

    return Awkward(
        "脚本生成.xlsx",
        _openpyxl(build),
        Reading(sheet="Sheet1"),
        ["编号", "题目", "分类"],
        ["code", "text", "category"],
        [(2, "", "", "你怎样安排优先级？"), (3, "Q3", "复盘", "你怎样复盘？")],
        odd={(2, 0): Oddity.FORMULA, (2, 2): Oddity.FORMULA},
        errors={2: {"formula"}},
    )


def _system_export() -> Awkward:
    """Every tag with a prefix, no places, a wrong size, no styles, texts with escapes."""
    cells = "".join(f"<c t='s'><v>{number}</v></c>" for number in range(6))
    rows_ = cells.replace("<v>3<", "</c></row><row><c t='s'><v>3<", 1).replace(
        "<c t='s'></c></row>", "</row>"
    )
    inside = f"<dimension ref='A1'/><sheetData><row>{rows_}</row></sheetData>"
    texts = ["题目编号", "问题内容", "问题类别", "KF-1", "第一问_x000D_\n第二问_x0007_", "沟通"]
    prefixed = {
        "xl/worksheets/sheet1.xml": _prefixed(xml(inside)),
        "xl/sharedStrings.xml": _prefixed(strings(texts)),
        "xl/styles.xml": None,
        "xl/_rels/workbook.xml.rels": relations(
            [("worksheet", "/xl/worksheets/sheet1.xml"), ("sharedStrings", "/xl/sharedStrings.xml")]
        ),
    }
    return Awkward(
        "export_20240305143000.xlsx",
        workbook({"sheet": ""}, parts=prefixed),
        Reading(sheet="sheet"),
        ["题目编号", "问题内容", "问题类别"],
        ["code", "text", "category"],
        [(2, "KF-1", "沟通", "第一问\n第二问")],
        odd={(2, 1): Oddity.UNPRINTABLE},
    )


def _prefixed(part: str) -> str:
    """x: before every name of a tag."""
    return (
        part.replace("</", "\0")
        .replace("<?", "\1")
        .replace("<", "<x:")
        .replace("\0", "</x:")
        .replace("\1", "<?")
    ).replace("xmlns=", "xmlns:x=")


def _bare_list() -> Awkward:
    text = "1、你为什么离开上一家公司？\n2、你最大的缺点是什么？\n3、你怎么看待加班？\n"
    return Awkward(
        "面试问题.txt",
        text.encode("utf-8-sig"),
        Reading(header_row=0, encoding="utf-8", separator=","),
        ["A"],
        [""],
        [],
    )


def _two_languages() -> Awkward:
    def build(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.title = "Bank"
        sheet.append([])
        sheet.append([None, "*题目 Question", "分类/Category", "要点", "要点", "要点", "备注"])
        sheet.append([None, "怎样处理冲突？", "沟通", "先听", "再问", "跟进", "王", "多出来的一格"])
        sheet.append([None, None, None, None, None, None, None, None, "  "])

    return Awkward(
        "Question bank 题库 v2.XLSX",
        _openpyxl(build),
        Reading(sheet="Bank", header_row=2),
        ["A", "*题目 Question", "分类/Category", "要点", "要点 (2)", "要点 (3)", "备注", "H"],
        ["", "text", "category", "points", "points", "points", "", ""],
        [(3, "", "沟通", "怎样处理冲突？")],
        more={"points": ["先听", "再问", "跟进"]},
    )


def _excel_thought_it_knew_better() -> Awkward:
    """Codes that became dates, a time for minutes, numbers with formats, an error, a truth value."""

    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ["编号", "题目", "分类", "时长", "答案"])
        day = book.add_format({"num_format": 'm"月"d"日"'})
        minutes = book.add_format({"num_format": '0"分钟"'})
        sheet.write_datetime(1, 0, datetime.datetime(2024, 1, 2), day)  # noqa: DTZ001
        sheet.write_row(1, 1, ["编号成了日期的题？", "综合"])
        sheet.write_number(1, 3, 5, minutes)
        sheet.write_number(2, 0, 1.1, book.add_format({"num_format": "0.00"}))
        sheet.write_row(2, 1, ["编号是 1.10 的题？", "综合"])
        sheet.write_formula(2, 4, "=1/0", None, "#DIV/0!")
        sheet.write_number(3, 0, 13800138000)
        sheet.write_formula(3, 1, '="算出来的"&"题？"', None, "算出来的题？")
        sheet.write_row(3, 2, ["综合", 10])

    return Awkward(
        "工作簿1.xlsx",
        _xlsxwriter(build),
        Reading(sheet="Sheet1"),
        ["编号", "题目", "分类", "时长", "答案"],
        ["code", "text", "category", "minutes", "answer"],
        [
            (2, "2024-01-02", "综合", "编号成了日期的题？"),
            (3, "1.10", "综合", "编号是 1.10 的题？"),
            (4, "13800138000", "综合", "算出来的题？"),
        ],
        odd={(2, 0): Oddity.DATE, (3, 4): Oddity.ERROR_VALUE},
        errors={3: {"error-value"}},
        more={"minutes": 5},
    )


def _ghost_rows() -> Awkward:
    """A default value copied down, formats to the last row there is, a blank far out."""
    ghosts = "".join(row(number, text_cell(f"D{number}", "草稿")) for number in range(4, 400))
    formats = "".join(
        f'<row r="{number}" s="1" customFormat="1"><c r="A{number}" s="1"/></row>'
        for number in range(400, 900)
    )
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    inside = table(
        ("题目", "分类", "答案", "状态"), ("怎样道歉？", "服务", "真诚", "草稿"), ("", "团队", "", "草稿")
    )
    return Awkward(
        "模板（已填）.xlsx",
        workbook({"题目": inside + ghosts + formats + far}, formats=["000"]),
        Reading(sheet="题目"),
        ["题目", "分类", "答案", "状态"],
        ["text", "category", "answer", "status"],
        [(2, "", "服务", "怎样道歉？")],
    )


AWKWARD = [
    build()
    for build in (
        _department_workbook,
        _gbk_from_excel,
        _unicode_text,
        _english_semicolons,
        _formulas_nobody_calculated,
        _system_export,
        _bare_list,
        _two_languages,
        _excel_thought_it_knew_better,
        _ghost_rows,
    )
]

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for sample in AWKWARD:
        (folder / sample.name).write_bytes(sample.data)
