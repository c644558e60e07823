"""Any text that a library writes into a cell comes back as it was."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.files.columns_by_letter import column_letters, column_number
from qbank.spreadsheets.files.encodings import ENCODINGS
from qbank.spreadsheets.files.number_formats import format_kind, show_by, show_date, show_plainly
from qbank.spreadsheets.files.table import Oddity, Reading
from qbank.spreadsheets.reading import head

#: Whatever a person can type or paste; what no text may hold is taken out and told.
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("=+-@'\"\t\n\r,;_x000D_<>&　＝😀\x00\x1f\u2028\ufeff"),
    ),
    max_size=40,
)
ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_")


def expected(texts: list[str]) -> tuple[str, ...]:
    """Cells as they must come out: between two marks, so that blank ones at the end are seen."""
    cleaned = [printable(text)[0] for text in texts]
    return ("始", *(text if text.strip() else "" for text in cleaned), "终")


def odd(texts: list[str]) -> dict[int, Oddity]:
    return {
        column: Oddity.UNPRINTABLE
        for column, text in enumerate(texts, 1)
        if printable(text)[1] and printable(text)[0].strip()
    }


@given(st.lists(TEXTS, max_size=5), st.booleans())
@example(["_x0041_", "_x005F_", "_x000D_", "a\r\nb\rc"], False)
@example(["x" * 32_767, "字" * 30_000], True)
def test_texts_written_by_xlsxwriter(texts, constant_memory):
    """XlsxWriter escapes only the first of two escapes that share a mark."""
    texts = [re.sub("(_x[0-9A-Fa-f]{4})(?=_x[0-9A-Fa-f]{4}_)", "", text) for text in texts]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"constant_memory": constant_memory}) as book:
        sheet = book.add_worksheet("题库")
        for column, text in enumerate(["始", *texts, "终"]):
            if text:
                sheet.write_string(0, column, text)
    table_row = head("xlsx", stream.getvalue(), Reading(sheet="题库"), 1)[0]
    assert table_row.cells == expected(texts)
    assert dict(table_row.odd) == odd(texts)


@given(st.lists(TEXTS.map(lambda text: printable(text)[0]), max_size=5), st.booleans())
def test_texts_written_by_openpyxl(texts, write_only):
    """openpyxl refuses control characters, and writes what looks like an escape as one."""
    texts = [ESCAPE.sub("", text) for text in texts]
    book = openpyxl.Workbook(write_only=write_only)
    sheet = book.create_sheet("题库", 0)
    sheet.append([])
    line = []
    for text in ["始", *texts, "终"]:
        cell = openpyxl.cell.WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        line.append(cell)
    sheet.append(line)
    stream = io.BytesIO()
    book.save(stream)
    assert head("xlsx", stream.getvalue(), Reading(sheet="题库"), 1)[0].cells == expected(texts)


@given(
    st.lists(TEXTS, max_size=5),
    st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
    st.booleans(),
)
def test_texts_written_as_csv(texts, encoding, separator, mark, quote_all):
    """But for ="…", which is how CSV files keep zeros from spreadsheet programs."""
    texts = [text for text in texts if not text.startswith('="')]
    stream = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=separator, quoting=quoting).writerow(["始", *texts, "终"])
    data = (("\ufeff" if mark else "") + stream.getvalue()).encode(encoding)
    table_row = head("csv", data, Reading(encoding=encoding, separator=separator), 1)[0]
    assert table_row.cells == expected(texts)
    assert dict(table_row.odd) == odd(texts)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_are_digits(value):
    assert show_plainly(float(value)) == str(value)


@given(st.decimals(-10_000, 10_000, places=6, allow_nan=False))
def test_decimals_have_the_digits_people_typed(value):
    assert float(show_plainly(float(value))) == float(value)
    assert "e" not in show_plainly(float(value))


@given(st.floats())
@pytest.mark.parametrize("code", ["General", "000", '"Q"000', "0.00%", "#.##", "#,##0;(#,##0);-", "# ?/?"])
def test_any_number_is_shown_under_any_format(code, value):
    assert show_by(code)(value) or code == "#.##"
    assert show_date(value, "yyyy-mm-dd", False)


@given(st.text('0#?.,%;"\\[]_*@Ee+-/ ymdhsQ年$¥<>=', max_size=20), st.floats(allow_nan=False))
def test_any_format_shows_any_number(code, value):
    format_kind(code)
    show_by(code)(value).encode()


@given(st.integers(0, 99_999), st.integers(1, 9))
def test_codes_keep_their_leading_zeros(value, places):
    assert show_by("0" * places)(float(value)) == str(value).zfill(places)


@given(st.integers(0, 16_383))
def test_letters_of_columns_are_numbers_and_back(column):
    assert column_number(column_letters(column)) == column_number(column_letters(column).lower()) == column


def test_the_first_and_last_columns_of_each_length():
    assert [column_letters(column) for column in (0, 25, 26, 701, 702, 16_383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


@given(TEXTS)
def test_printable_text_stays_printable(text):
    once, _ = printable(text)
    assert printable(once) == (once, False)
    assert "\x00" not in once
    assert "\r" not in once
    once.encode()


def test_the_encodings_shown_are_the_ones_of_the_interface():
    assert list(ENCODINGS) == ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5", "cp1252", "mixed"]
