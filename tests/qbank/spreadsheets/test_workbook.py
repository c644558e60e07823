"""What stands in a workbook comes out as people see it, whatever program wrote it."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Oddity, Reading, SheetInfo, TableRow
from qbank.spreadsheets.reading import inspect, rows
from tests.qbank.spreadsheets.workbooks import (
    MAIN,
    packed,
    relations,
    row,
    table,
    text_cell,
    unpacked,
    workbook,
    xml,
)

HEADER = ("编号", "题目", "分类")


def read(data: bytes, name: str = "题库.xlsx") -> list[TableRow]:
    return list(rows("xlsx", data, inspect(name, data).guess))


def cells_of(inside: str, **more: Any) -> tuple[str, ...]:
    """The cells of a sheet's only row."""
    return read(workbook({"题库": row(1, inside)}, **more))[0].cells


def written(build: Callable[[xlsxwriter.Workbook], object], **options: Any) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, options) as book:
        build(book)
    return stream.getvalue()


def saved(build: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    build(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_rows_keep_their_numbers_and_blank_ones_are_skipped():
    data = workbook({"题库": table(HEADER) + row(3) + row(4, text_cell("B4", "问")) + '<row r="9"/>'})
    assert read(data) == [TableRow(1, HEADER), TableRow(4, ("", "问"))]


def test_rows_and_cells_without_places_follow_one_another():
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(3))
    data = workbook({"题库": f"<row>{cells}</row><row>{cells}</row>"})
    assert read(data) == [TableRow(1, ("0", "1", "2")), TableRow(2, ("0", "1", "2"))]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("3", "3"),
        ("3.0", "3"),
        ("-7", "-7"),
        ("0", "0"),
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("1.5E-05", "0.000015"),
        ("13800138000", "13800138000"),
        ("1.3800138E10", "13800138000"),
        ("4.4030019900101E+17", "440300199001010000"),
        ("1E+300", "1e+300"),
        ("1e999", "inf"),
        ("not a number", "not a number"),
        (" 5 ", "5"),
    ],
)
def test_numbers_are_as_people_write_them(raw, shown):
    assert cells_of(f'<c r="A1"><v>{raw}</v></c>') == (shown,)


@pytest.mark.parametrize(
    ("code", "raw", "shown"),
    [
        ("000", "7", "007"),
        ("00000", "12", "00012"),
        ('"Q"000', "7", "Q007"),
        ("\\Q-000", "7", "Q-007"),
        ("00-000", "12345", "12-345"),
        ("000", "12345", "12345"),
        (9, "0.3", "30%"),
        (10, "0.12345", "12.35%"),
        ("0.0%", "0.125", "12.5%"),
        (2, "3", "3.00"),
        ("0.0", "0.25", "0.3"),
        ("0.##", "2.5", "2.5"),
        ("#.##", "3", "3"),
        ("#,##0", "1234567", "1234567"),
        ('0"分钟"', "5", "5分钟"),
        ("¥#,##0.00", "12", "¥12.00"),
        ("[$¥-804]0.0;[Red]-[$¥-804]0.0", "-1.25", "-¥1.3"),
        ('0;-0;"无"', "0", "无"),
        ("0_ ;[Red]\\-0\\ ", "-4", "-4"),
        ("# ?/?", "0.5", "0.5"),
        ("0.00E+00", "1500", "1500"),
        ("[>100]0.0;0", "150", "150"),
        ("@", "7", "7"),
        ("General", "7", "7"),
        ("0.0.0", "7", "7"),
        ("0%%", "7", "7"),
        ("", "7", "7"),
    ],
)
def test_numbers_follow_their_format(code, raw, shown):
    assert cells_of(f'<c r="A1" s="1"><v>{raw}</v></c>', formats=[code]) == (shown,)


@pytest.mark.parametrize(
    ("code", "raw", "shown"),
    [
        (14, "45356", "2024-03-05"),
        ("yyyy/m/d", "45356", "2024-03-05"),
        ('m"月"d"日"', "45356", "2024-03-05"),
        (31, "45356", "2024-03-05"),
        (22, "45356.6041666667", "2024-03-05 14:30"),
        ("yyyy-mm-dd hh:mm:ss", "45356.604178241", "2024-03-05 14:30:01"),
        (20, "0.00347222222222222", "00:05"),
        ("[h]:mm", "1.5", "36:00"),
        (14, "1", "1900-01-01"),
        (14, "61", "1900-03-01"),
        (14, "-1", "-1"),
        (14, "99999999", "99999999"),
        ("aaaa", "45356", "2024-03-05"),
    ],
)
def test_dates_are_flagged_and_written_as_iso_8601(code, raw, shown):
    data = workbook({"题库": row(1, f'<c r="A1" s="1"><v>{raw}</v></c>')}, formats=[code])
    assert read(data) == [TableRow(1, (shown,), {0: Oddity.DATE})]


def test_dates_count_from_1904_where_the_workbook_says_so():
    day = '<c r="A1" s="1"><v>1</v></c>'
    assert cells_of(day, formats=[14], settings='<workbookPr date1904="1"/>') == ("1904-01-02",)


def test_dates_may_be_written_out():
    cells = '<c r="A1" t="d"><v>2024-03-05T00:00:00</v></c><c r="B1" t="d"><v>2024-03-05T14:30:00</v></c>'
    data = workbook({"题库": row(1, cells)})
    assert read(data) == [
        TableRow(1, ("2024-03-05", "2024-03-05 14:30:00"), {0: Oddity.DATE, 1: Oddity.DATE})
    ]


def test_truth_values_and_errors():
    cells = (
        '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#REF!</v></c>'
        '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    data = workbook({"题库": row(1, cells)})
    odd = {2: Oddity.ERROR_VALUE, 3: Oddity.ERROR_VALUE}
    assert read(data) == [TableRow(1, ("TRUE", "FALSE", "#REF!", "#DIV/0!"), odd)]


def test_formulas_count_by_their_stored_value():
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"题"</f><v>2题</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f t="shared" si="0"/><v>4</v></c>'
    )
    assert cells_of(cells) == ("2", "2题", "", "4")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B1"><f>1+1</f></c>',
        '<c r="B1"><f>1+1</f><v/></c>',
        '<c r="B1"><f>1+1</f><v></v></c>',
        '<c r="B1" t="str"><f>A1</f></c>',
        '<c r="B1"><f t="shared" si="0"/></c>',
    ],
)
def test_formulas_without_a_stored_value_are_flagged(cell):
    data = workbook({"题库": row(1, text_cell("A1", "题"), cell)})
    assert read(data) == [TableRow(1, ("题", ""), {1: Oddity.FORMULA})]


def test_formulas_written_by_libraries_have_no_value_yet():
    def with_openpyxl(book: openpyxl.Workbook) -> None:
        book.active.append(["题目", "=1+1"])

    def with_xlsxwriter(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet().write_row(0, 0, ["题目", "=1+1"])

    for data in (saved(with_openpyxl), written(with_xlsxwriter)):
        assert read(data) == [TableRow(1, ("题目", ""), {1: Oddity.FORMULA})]


def test_shared_inline_and_rich_texts():
    texts = [
        "第一",
        "<r><t>加</t></r><r><rPr><b/></rPr><t>粗</t></r><rPh sb='0' eb='1'><t>jiacu</t></rPh>",
        "<t> 前后有空格 </t>",
        "<t/>",
    ]
    cells = (
        '<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="s"><v>3</v></c>'
        '<c r="E1" t="inlineStr"><is><r><t>行</t></r><r><t>内</t></r><rPh><t>nei</t></rPh></is></c>'
    )
    assert cells_of(cells, texts=texts) == ("加粗", "第一", " 前后有空格 ", "", "行内")


def test_rich_texts_of_openpyxl():
    bold = CellRichText("请说明", TextBlock(InlineFont(b=True), "具体"), "经过")
    assert read(saved(lambda book: book.active.append([bold])))[0].cells == ("请说明具体经过",)


def test_escaped_characters():
    texts = [
        "第一行_x000D_\n第二行",
        "_x005F_x000D_",
        "a_x0000_b",
        "_xD83D__xDE00_",
        "_xD83D_a",
        "_x00e9_",
        "_x0000_",
    ]
    cells = "".join(f'<c r="{chr(65 + n)}1" t="s"><v>{n}</v></c>' for n in range(len(texts)))
    data = workbook({"题库": row(1, cells)}, texts=texts)
    assert read(data) == [
        TableRow(
            1,
            ("第一行\n第二行", "_x000D_", "ab", "😀", "a", "é"),
            {2: Oddity.UNPRINTABLE, 4: Oddity.UNPRINTABLE},
        )
    ]


def test_merged_cells_are_filled_down():
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.merge_range("C2:C4", "服务意识")
        for index in range(1, 4):
            sheet.write(index, 1, f"第 {index} 题")

    assert [table_row.cells[2:] for table_row in read(written(build))] == [("分类",), *[("服务意识",)] * 3]


def test_cells_of_blanks_alone_are_empty():
    data = workbook({"题库": table(HEADER, ("", " \n\t　", "")) + row(3, text_cell("ZZ3", "  "))})
    assert read(data) == [TableRow(1, HEADER)]


def test_values_written_by_libraries_come_back_as_seen():
    day = datetime.datetime(2024, 3, 5, 14, 30)  # noqa: DTZ001
    values = ["编号", 7, 2.5, True, day, None, "末"]
    expected = ("编号", "7", "2.5", "TRUE", "2024-03-05 14:30", "", "末")
    assert read(saved(lambda book: book.active.append(values)))[0].cells == expected

    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, values[:4])
        sheet.write_datetime(0, 4, day, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_string(0, 6, "末")

    for options in ({}, {"constant_memory": True}):
        assert read(written(build, **options))[0].cells == expected


def test_sheets_are_listed_and_hidden_ones_never_chosen():
    data = workbook(
        {"说明": "", "旧题": table(HEADER), "题库": table(HEADER), "参数": table(HEADER)},
        states={"旧题": "hidden", "参数": "veryHidden"},
    )
    inspection = inspect("题库.xlsx", data)
    assert inspection.kind == "xlsx"
    assert inspection.sheets == (
        SheetInfo("说明"),
        SheetInfo("旧题", True),
        SheetInfo("题库"),
        SheetInfo("参数", True),
    )
    assert inspection.guess == Reading(sheet="题库", header_row=1)
    assert list(rows("xlsx", data, Reading(sheet="旧题"))) == [TableRow(1, HEADER)]


def test_a_workbook_of_hidden_sheets_says_how_to_unhide_them():
    for sheets in ({"旧题": table(HEADER)}, {"说明": "", "旧题": table(HEADER)}):
        with pytest.raises(SpreadsheetError) as refused:
            inspect("题库.xlsx", workbook(sheets, states={"旧题": "hidden"}))
        assert refused.value.reason is Reason.ONLY_HIDDEN


def test_an_empty_workbook_says_so():
    for data in (workbook({"题库": ""}), workbook({}), workbook({"题库": row(1, text_cell("A1", " "))})):
        with pytest.raises(SpreadsheetError) as refused:
            inspect("题库.xlsx", data)
        assert refused.value.reason is Reason.NO_ROWS


def test_a_sheet_that_is_not_there_is_named():
    with pytest.raises(SpreadsheetError) as refused:
        list(rows("xlsx", workbook({"题库": table(HEADER)}), Reading(sheet="题库\x00%s")))
    assert (refused.value.reason, refused.value.params) == (Reason.NO_SUCH_SHEET, {"sheet": "题库\x00%s"})


def test_charts_and_macro_sheets_are_no_sheets():
    data = workbook(
        {"图": "", "题库": table(HEADER)},
        parts={
            "xl/_rels/workbook.xml.rels": relations(
                [("chartsheet", "worksheets/sheet1.xml"), ("worksheet", "/xl/worksheets/sheet2.xml")]
            )
        },
    )
    assert inspect("题库.xlsx", data).sheets == (SheetInfo("题库"),)


def test_prefixes_strict_names_and_backslashes_are_understood():
    """As some export tools write: every tag with a prefix, back slashes, other cases, the strict names."""
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    plain = unpacked(workbook({"题库": row(1, '<c r="A1" t="s"><v>0</v></c>')}, texts=["题目"]))
    for folder in ("worksheets/sheet1.xml", "sharedStrings.xml", "workbook.xml"):
        part = (
            plain[f"xl/{folder}"]
            .decode()
            .replace(MAIN, strict)
            .replace(f'xmlns="{strict}"', f'xmlns:x="{strict}"')
        )
        for tag in (
            "worksheet",
            "sheetData",
            "row",
            "c",
            "v",
            "sst",
            "si",
            "t",
            "workbook",
            "sheets",
            "sheet",
        ):
            for mark in (" ", ">", "/>"):
                part = part.replace(f"<{tag}{mark}", f"<x:{tag}{mark}").replace(f"</{tag}>", f"</x:{tag}>")
        plain[f"xl/{folder}"] = part.encode()
    data = packed({name.replace("xl/", "XL\\"): part for name, part in plain.items()})
    assert read(data) == [TableRow(1, ("题目",))]


def test_parts_in_other_places_are_found():
    plain = unpacked(workbook({"题库": table(HEADER)}))
    moved = {name.replace("xl/workbook.xml", "xl/book2.xml"): part for name, part in plain.items()}
    moved["xl/_rels/book2.xml.rels"] = moved.pop("xl/_rels/workbook.xml.rels")
    moved["_rels/.rels"] = relations([("officeDocument", "/xl/book2.xml")]).encode()
    assert read(packed(moved)) == [TableRow(1, HEADER)]


def test_styles_and_shared_texts_may_be_missing():
    data = workbook(
        {"题库": row(1, '<c r="A1" s="4"><v>7</v></c>')},
        parts={"xl/sharedStrings.xml": None, "xl/styles.xml": None, "xl/_rels/workbook.xml.rels": None}
        | {"xl/_rels/workbook.xml.rels": relations([("worksheet", "worksheets/sheet1.xml")])},
    )
    assert read(data) == [TableRow(1, ("7",))]


def test_a_sheet_in_utf_16():
    sheet = xml(f"<sheetData>{table(HEADER)}</sheetData>").replace("UTF-8", "UTF-16").encode("utf-16")
    assert read(workbook({"题库": ""}, parts={"xl/worksheets/sheet1.xml": sheet})) == [TableRow(1, HEADER)]


@pytest.mark.parametrize("wrong", ["A1", "A1:B2", "A1:XFD1048576", "", "nonsense"])
def test_what_a_sheet_says_of_its_size_is_not_believed(wrong):
    sheet = xml(f'<dimension ref="{wrong}"/><sheetData>{table(HEADER, ("1", "问", "类"))}</sheetData>')
    data = workbook({"题库": ""}, parts={"xl/worksheets/sheet1.xml": sheet})
    assert read(data) == [TableRow(1, HEADER), TableRow(2, ("1", "问", "类"))]


def test_a_protected_sheet_can_be_read():
    def build(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.protect("secret")

    assert read(written(build)) == [TableRow(1, HEADER)]
