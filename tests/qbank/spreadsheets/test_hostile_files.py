"""Files made to do harm: each is refused with a sentence or read in bounded time and memory."""

from __future__ import annotations

import csv
import io
import random
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.limits import SPREADSHEET_ROWS
from qbank.spreadsheets import reading
from qbank.spreadsheets.files import csv_text, limits, package
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Oddity, Reading, TableRow
from qbank.spreadsheets.reading import HEAD, head, inspect, rows
from tests.qbank.spreadsheets.workbooks import packed, row, table, text_cell, unpacked, workbook, xml

HEADER = ("编号", "题目", "分类")
SOUND = workbook({"题库": table(HEADER, ("1", "你为什么选择客服？", "动机"))})
SHEET = "xl/worksheets/sheet1.xml"


def refusal_of(data: bytes, name: str = "题库.xlsx") -> SpreadsheetError:
    """Why the file is refused, when it is looked at or when its rows are read."""
    with pytest.raises(SpreadsheetError) as refused:
        inspection = inspect(name, data)
        for _ in rows(inspection.kind, data, inspection.guess):
            """Read to the end."""
    return refused.value


def with_part(name: str, content: str | bytes) -> bytes:
    return packed({**unpacked(SOUND), name: content})


@pytest.mark.parametrize("megabytes", [1, 19, 21, 60, 300])
def test_zip_bombs_of_any_ratio_cost_next_to_nothing(megabytes):
    """Blanks in the sheet: up to the limit they are read through, above they are not opened."""
    stream = io.BytesIO(with_part("xl/media/blank.bin", ""))
    blank = b" " * 1024 * 1024
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/media/image.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(megabytes):
            part.write(blank)
    data = stream.getvalue()
    tracemalloc.start()
    try:
        if megabytes > limits.SMALL_ENOUGH // 1024 // 1024:
            assert refusal_of(data).reason is Reason.UNPACKS_TOO_FAR
        else:
            assert inspect("题库.xlsx", data).guess.sheet == "题库"
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_workbook_that_lies_about_its_sizes_is_damaged():
    """The zip's directory says the sheet is small; more than that is never unpacked."""
    data = with_part(SHEET, xml("<sheetData>" + "<row/>" * 300_000 + "</sheetData>"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    lied = data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lied != data
    assert refusal_of(lied).reason is Reason.CORRUPT


def test_thousands_of_parts_are_not_listed():
    data = packed({**unpacked(SOUND), **{f"xl/media/{number}": "" for number in range(limits.MAX_PARTS)}})
    assert refusal_of(data).reason is Reason.UNPACKS_TOO_FAR


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_no_spreadsheet_program_uses_are_not_tried(method):
    assert refusal_of(packed(unpacked(SOUND), method)).reason is Reason.CORRUPT


@pytest.mark.parametrize(
    ("cell", "reason"), [("XFD1048576", Reason.TOO_MANY_COLUMNS), ("CW2", Reason.TOO_MANY_COLUMNS)]
)
def test_one_far_column_is_named(cell, reason):
    number = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    refusal = refusal_of(workbook({"题库": table(HEADER) + row(number, text_cell(cell, "x"))}))
    assert (refusal.reason, refusal.params["cell"]) == (reason, cell)
    assert cell in str(refusal)


def test_a_far_column_without_content_does_no_harm():
    data = workbook({"题库": table(HEADER) + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'})
    assert head("xlsx", data, Reading(sheet="题库"), HEAD) == [TableRow(1, HEADER)]


def test_one_far_row_is_one_row():
    data = workbook({"题库": table(HEADER) + row(1_048_576, text_cell("B1048576", "远"))})
    assert list(rows("xlsx", data, Reading(sheet="题库"))) == [
        TableRow(1, HEADER),
        TableRow(1_048_576, ("", "远")),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        row(1_048_577, text_cell("A1048577", "x")),
        row(99_999_999_999, text_cell("A1", "x")),
        row(-1, text_cell("A1", "x")),
        row(2, text_cell("A2", "x")) + row(2, text_cell("A2", "y")),
        row(3, text_cell("A3", "x")) + row(1, text_cell("A1", "y")),
        '<row r="x"><c><v>1</v></c></row>',
        f'<row r="{"9" * 5000}"/>',
        row(1, text_cell("AAAA1", "x")),
        row(1, text_cell("1", "x")),
        row(1, text_cell("Ä1", "x")),
        row(1, '<c r="A1" t="s"><v>0</v></c>'),
        row(1, '<c r="A1" t="s"><v>-1</v></c>'),
        row(1, '<c r="A1" t="s"><v>x</v></c>'),
        "<row><c></row>",
        "<row>",
        "\x00",
        "&unknown;",
    ],
)
def test_impossible_places_and_broken_xml_are_damage(inside):
    assert refusal_of(workbook({"题库": inside})).reason is Reason.CORRUPT


ENTITIES = {
    "external": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "laughs": '<!DOCTYPE x [<!ENTITY a "哈"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/x.dtd"> %p;]>',
    "outside": '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    "empty": "<!DOCTYPE x>",
}


@pytest.mark.parametrize("kind", ENTITIES)
@pytest.mark.parametrize(
    "part",
    [
        SHEET,
        "xl/workbook.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "_rels/.rels",
        "xl/_rels/workbook.xml.rels",
    ],
)
def test_definitions_of_entities_are_refused_in_every_part(part, kind):
    whole = unpacked(workbook({"题库": row(1, '<c r="A1" t="s"><v>0</v></c>')}, texts=["题目"]))
    head, mark, rest = (
        whole[part].partition(b"?>") if whole[part].startswith(b"<?") else (b"", b"", whole[part])
    )
    whole[part] = head + mark + ENTITIES[kind].encode() + rest
    assert refusal_of(packed(whole)).reason is Reason.UNSAFE


def test_a_tag_without_end_is_not_held_in_memory():
    sheet = xml(f"<sheetData><row r='1' x='{'y' * (9 << 20)}'/></sheetData>")
    assert refusal_of(with_part(SHEET, sheet)).reason is Reason.UNSAFE


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_tags_in_tags_in_tags_are_not_held_in_memory(part):
    whole = unpacked(workbook({"题库": row(1, '<c r="A1" t="s"><v>0</v></c>')}, texts=["题目"]))
    end = whole[part].rindex(b"</")
    whole[part] = whole[part][:end] + b"<c>" * 200 + b"</c>" * 200 + whole[part][end:]
    assert refusal_of(packed(whole)).reason is Reason.UNSAFE


def test_more_tags_than_any_sheet_has_are_not_read(monkeypatch):
    monkeypatch.setattr(package, "MAX_TAGS", 5_000)
    blank = "".join(f"<row>{'<c/>' * 100}</row>" for _ in range(60))
    assert refusal_of(workbook({"题库": blank})).reason is Reason.UNPACKS_TOO_FAR


def test_two_sheets_of_one_part_are_damage():
    whole = unpacked(SOUND)
    sheet = b'<sheet name="x" sheetId="9" r:id="rId1"/></sheets>'
    whole["xl/workbook.xml"] = whole["xl/workbook.xml"].replace(b"</sheets>", sheet)
    assert refusal_of(packed(whole)).reason is Reason.CORRUPT


@pytest.mark.parametrize("part", ["xl/workbook.xml", SHEET, "xl/_rels/workbook.xml.rels"])
def test_a_workbook_without_its_parts_is_damaged_or_empty(part):
    whole = {name: content for name, content in unpacked(SOUND).items() if name != part}
    assert refusal_of(packed(whole)).reason in (Reason.CORRUPT, Reason.NO_ROWS)


def test_a_cell_of_a_megabyte_is_flagged_and_not_kept():
    long = "长" * 1_000_000
    shared = workbook({"题库": table(HEADER) + row(2, '<c r="B2" t="s"><v>0</v></c>')}, texts=[long])
    inline = workbook({"题库": table(HEADER, ("", long))})
    for data in (shared, inline):
        table_row = list(rows("xlsx", data, Reading(sheet="题库")))[1]
        assert table_row.odd == {1: Oddity.TOO_LONG}
        assert len(table_row.cells[1]) < 1000


def test_a_csv_cell_of_a_megabyte_is_refused_by_its_row():
    refusal = refusal_of(("编号,题目\n1,短\n2," + "长" * 1_000_000 + "\n").encode(), "题库.csv")
    assert (refusal.reason, refusal.params["row"]) == (Reason.ENDLESS_CELL, 3)


def test_a_long_csv_cell_is_flagged():
    text = "长" * (limits.MAX_CELL + 1)
    data = f"编号,题目\n1,{text}\n".encode()
    assert list(rows("csv", data, Reading(encoding="utf-8", separator=",")))[1].odd == {1: Oddity.TOO_LONG}


def test_a_quotation_mark_left_open_is_named_by_its_row():
    lines = "1,好\n" * 20 + '2,"没有结束\n' + "3,好\n" * 20
    refusal = refusal_of(f"编号,题目\n{lines}".encode(), "题库.csv")
    assert (refusal.reason, refusal.params["row"]) == (Reason.OPEN_QUOTE, 22)
    refusal = refusal_of(f'编号,题目\n1,"{"x,y" * 3_000_000}'.encode(), "题库.csv")
    assert (refusal.reason, refusal.params["row"]) == (Reason.ENDLESS_CELL, 2)


def test_reading_leaves_the_programs_csv_limit_alone():
    before = csv.field_size_limit()
    assert inspect("题库.csv", "编号,题目\n".encode())
    assert csv.field_size_limit() == before


def test_lines_without_end_and_lines_without_content(monkeypatch):
    assert refusal_of(b"," * (limits.MAX_LINE + 1), "题库.csv").reason is Reason.ENDLESS_CELL
    assert refusal_of(b"a\n" + b"," * (limits.MAX_LINE + 1), "题库.csv").reason is Reason.ENDLESS_CELL
    monkeypatch.setattr(csv_text, "LAST_ROW", 1000)
    assert refusal_of(b"\n" * 1001 + b"a", "题库.csv").reason is Reason.TOO_MANY_ROWS


@pytest.mark.parametrize("columns", [101, 200])
def test_too_many_columns_are_named_by_the_first_too_far_cell(columns):
    data = (",".join(f"列{number}" for number in range(columns)) + "\n").encode()
    assert refusal_of(data, "题库.csv").reason is Reason.TOO_MANY_COLUMNS
    cells = "".join(f'<c t="inlineStr"><is><t>列{number}</t></is></c>' for number in range(columns))
    refusal = refusal_of(workbook({"题库": row(1, cells)}))
    assert (refusal.reason, refusal.params["cell"]) == (Reason.TOO_MANY_COLUMNS, "CW1")


def test_a_hundred_columns_are_read():
    data = (",".join(f"列{number}" for number in range(100)) + "\n").encode()
    assert len(head("csv", data, inspect("题库.csv", data).guess, 1)[0].cells) == 100


def test_too_many_rows_are_refused_at_once(monkeypatch):
    monkeypatch.setattr(reading, "SPREADSHEET_ROWS", 300)
    for count in (300, 301):
        lines = [("编号", "题目"), *((str(number), f"第 {number} 题怎么答？") for number in range(count))]
        sheet = table(*lines)
        text = "".join(",".join(line) + "\n" for line in lines)
        blanks = "".join(f'<row r="{number}"><c s="1"/></row>' for number in range(1000, 2000))
        for name, data in (
            ("题库.xlsx", workbook({"题库": sheet + blanks})),
            ("题库.csv", text.encode()),
            ("题库.csv", (text + "\n" * 500).encode()),
            ("题库.csv", text.replace("\n", "\r").encode()),
        ):
            if count > 300:
                with pytest.raises(SpreadsheetError) as refused:
                    inspect(name, data)
                assert (refused.value.reason, refused.value.params) == (Reason.TOO_MANY_ROWS, {"rows": 300})
            else:
                inspection = inspect(name, data)
                assert sum(1 for _ in rows(inspection.kind, data, inspection.guess)) == 301


def test_one_shared_text_in_countless_cells_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_TEXT", 100_000)
    cells = "".join(row(number, '<c t="s"><v>0</v></c>') for number in range(1, 200))
    data = workbook({"题库": cells}, texts=["长" * 1000])
    assert refusal_of(data).reason is Reason.TOO_MUCH_TEXT


def test_a_hundred_thousand_and_one_rows_of_csv():
    data = b"a,b\n" * (SPREADSHEET_ROWS + 2)
    assert refusal_of(data, "题库.csv").reason is Reason.TOO_MANY_ROWS


def test_nul_bytes_are_taken_out_and_told():
    data = "编号,题目\n1,你\x00为什么\x07选择客服？\n".encode()
    inspection = inspect("题库.csv", data)
    assert inspection.guess.encoding == "utf-8"
    assert list(rows("csv", data, inspection.guess))[1] == TableRow(
        2, ("1", "你为什么选择客服？"), {1: Oddity.UNPRINTABLE}
    )


def test_number_formats_made_to_harm():
    codes = [
        "0" * 250,
        "#" * 250 + "." + "0" * 250,
        '"' * 255,
        "[h" * 120,
        ";;;;",
        "0" * 99_999,
        "\\",
        "%" * 200,
    ]
    cells = "".join(f'<c s="{number}"><v>-1.5</v></c>' for number in range(1, len(codes) + 1))
    table_rows = list(rows("xlsx", workbook({"题库": row(1, cells)}, formats=codes), Reading(sheet="题库")))
    assert all(len(cell) < 1000 for cell in table_rows[0].cells)


def test_rows_end_in_a_refusal_when_the_workbook_breaks_off():
    many = workbook({"题库": table(*([(str(number), "问") for number in range(3000)]))})
    broken = unpacked(many)
    broken[SHEET] = broken[SHEET][:-500]
    assert refusal_of(packed(broken)).reason is Reason.CORRUPT


def read_all(name: str, data: bytes) -> None:
    """Nothing but a SpreadsheetError may come of it."""
    try:
        inspection = inspect(name, data)
        for table_row in rows(inspection.kind, data, inspection.guess):
            "".join(table_row.cells).encode()
            assert all(0 <= column < len(table_row.cells) for column in table_row.odd)
    except SpreadsheetError as refusal:
        assert str(refusal)


@given(st.sampled_from(["题库.xlsx", "题库.csv", "题库", "题库.xls"]), st.binary(max_size=3000))
def test_any_bytes_are_read_or_refused(name, data):
    read_all(name, data)


@given(
    st.binary(max_size=200),
    st.sampled_from(
        [
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xef\xbb\xbf",
            b"\x09\x08",
        ]
    ),
)
def test_any_bytes_behind_a_known_beginning(data, beginning):
    read_all("题库.xlsx", beginning + data)
    read_all("题库.csv", beginning + data)


@given(
    st.text(st.sampled_from('"",,;;\t\n\r=ab题\x00 '), max_size=200),
    st.sampled_from(["utf-8", "gb18030", "utf-16", "utf-16-be", "big5"]),
)
def test_any_csv_is_read_or_refused(text, encoding):
    read_all("题库.csv", text.encode(encoding, errors="replace"))


RICH = workbook(
    {
        "题库": table(HEADER)
        + row(2, '<c r="A2" s="1"><v>7</v></c><c r="B2" t="s"><v>0</v></c><c r="C2"><f>1</f></c>'),
        "旧": table(HEADER),
    },
    texts=["题_x000D_目", "<r><t>a</t></r>"],
    formats=["000", 14, '[$¥-804]0.0;"x"'],
    states={"旧": "hidden"},
)
RICH_PARTS = unpacked(RICH)


@settings(max_examples=200)
@given(st.sampled_from(sorted(RICH_PARTS)), st.integers(0), st.integers(0, 255), st.integers(0, 3))
def test_workbooks_with_a_changed_byte_in_any_part(name, place, byte, cut):
    part = RICH_PARTS[name]
    place %= len(part)
    changed = part[:place] + bytes([byte]) + part[place + cut :]
    read_all("题库.xlsx", packed({**RICH_PARTS, name: changed}, zipfile.ZIP_STORED))


@given(st.integers(0), st.binary(min_size=1, max_size=4))
def test_workbooks_with_changed_bytes_in_the_zip_itself(place, replacement):
    place %= len(RICH)
    read_all("题库.xlsx", RICH[:place] + replacement + RICH[place + len(replacement) :])


def test_workbooks_with_many_changed_bytes():
    """Marks of XML in places where they hurt."""
    chance = random.Random(3)
    for _ in range(100):
        sheet = bytearray(RICH_PARTS[SHEET])
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(sheet))
            sheet[place : place + chance.randrange(4)] = chance.choice(
                [b"<", b">", b"&", b'"', b"</c>", b"<c>", b"<f/>"]
            )
        read_all("题库.xlsx", packed({**RICH_PARTS, SHEET: bytes(sheet)}, zipfile.ZIP_STORED))
