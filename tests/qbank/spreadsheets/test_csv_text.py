"""CSV files in the encodings and separators people send, as spreadsheet programs show them."""

from __future__ import annotations

import pytest

from qbank.spreadsheets.files.csv_text import SEPARATORS, CsvGuess, guess, read_rows
from qbank.spreadsheets.files.encodings import ENCODINGS
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Oddity, Reading, SheetInfo, TableRow
from qbank.spreadsheets.reading import inspect, rows

TEXT = "编号,题目,分类\r\n001,你为什么选择客服经理这个岗位？,求职动机\r\n002,请举例说明。,行为\r\n"
TRADITIONAL = "編號,題目,分類\r\n001,你為什麼選擇客服經理這個崗位？,求職動機\r\n"
FRENCH = "code,question,catégorie\r\n001,Décrivez « un échec » à vos côtés…,expérience\r\n"


def cells_of(data: bytes, encoding: str = "utf-8", separator: str = ",") -> list[tuple[str, ...]]:
    return [row.cells for row in read_rows(data, encoding, separator)]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("gb2312"), "gb18030"),
        (("编号,题目\n1,㐀𠮷😀\n" * 3).encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        ("题\n".encode("utf-16-le"), "utf-16-le"),
        (b"code,question\n1,Why?\n", "utf-8"),
        ("编号,题目".encode("utf-8-sig"), "utf-8"),
    ],
)
def test_the_encoding_is_found_and_the_text_comes_out(data, encoding):
    csv_guess = guess(data)
    assert csv_guess.encoding == encoding
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding).removeprefix(
        "\ufeff"
    )
    assert cells_of(data, encoding) == [tuple(line.split(",")) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("text", "encoding", "codec"), [(TRADITIONAL, "big5", "big5"), (FRENCH, "cp1252", "cp1252")]
)
def test_big5_and_windows_1252_by_choice(text, encoding, codec):
    data = text.encode(codec)
    reading = Reading(encoding=encoding, separator=",")
    assert [row.cells for row in rows("csv", data, reading)] == [
        tuple(line.split(",")) for line in text.splitlines()
    ]


def test_what_no_encoding_we_look_for_can_be_is_read_as_something_with_a_switch():
    """é before a comma is no GB18030: Windows-1252 is left."""
    data = "code;catégorie\r\n1;équité, société\r\n2;là,été,\r\n".encode("cp1252")
    assert guess(data) == CsvGuess("cp1252", ";")


def test_a_broken_place_in_the_encoding_that_was_chosen_is_named():
    data = (TEXT * 20).encode()
    place = data.index("岗位".encode(), len(data) // 2)
    with pytest.raises(SpreadsheetError) as refused:
        list(read_rows(data[:place] + b"\xff" + data[place:], "utf-8", ","))
    refusal = refused.value
    assert (refusal.reason, refusal.params["line"]) == (Reason.ENCODING, 32)
    assert refusal.params["before"] == "001,你为什么选择客服经理这个"
    assert refusal.params["encoding"] == "UTF-8"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "cp1252", "utf-16-le"])
def test_a_wrong_choice_of_encoding_is_refused_with_its_place_or_shows_other_characters(encoding):
    data = "编号,题目\n1,啊\x81\n".encode().replace(b"\xc2\x81", b"\x81\xff") + b"\x00"
    try:
        cells = cells_of(data, encoding)
    except SpreadsheetError as refusal:
        assert refusal.reason is Reason.ENCODING
        assert refusal.params["line"] >= 1
    else:
        assert cells != [("编号", "题目")]


@pytest.mark.parametrize("encoding", ["", "utf-7", "rot13", "zip", "UTF-8\x00", "../utf-8"])
def test_other_encodings_are_not_there_to_choose(encoding):
    with pytest.raises(SpreadsheetError) as refused:
        cells_of(b"a,b\n", encoding)
    assert refused.value.reason is Reason.UNKNOWN_ENCODING


@pytest.mark.parametrize("separator", ["", "x", ",,", "\n", '"', "\x00"])
def test_other_separators_are_not_there_to_choose(separator):
    with pytest.raises(SpreadsheetError) as refused:
        cells_of(b"a,b\n", separator=separator)
    assert refused.value.reason is Reason.UNKNOWN_SEPARATOR


def test_every_encoding_has_a_name_and_reads_ascii():
    for encoding in ENCODINGS:
        codec = encoding if encoding.startswith("utf-16") else "ascii"
        assert cells_of("a,b\n".encode(codec), encoding) == [("a", "b")]


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_separator_is_found(separator, encoding):
    text = "编号|题目|答案\n1|你好，请问；为什么？|因为, 所以; 一\n2|为什么, 怎么办?|好\n".replace(
        "|", separator
    )
    text = text.replace("因为, 所以; 一", '"因为, 所以; 一"').replace("为什么, 怎么办?", '"为什么, 怎么办?"')
    data = text.encode(encoding)
    csv_guess = guess(data)
    assert csv_guess.separator == separator
    assert cells_of(data, csv_guess.encoding, separator)[1] == ("1", "你好，请问；为什么？", "因为, 所以; 一")


def test_a_line_that_names_the_separator_is_believed_and_is_no_row():
    """Excel writes sep=; for others; the row keeps its number."""
    data = "sep=;\r\n编号;题目,问\r\n1;a,b\r\n".encode()
    assert guess(data).separator == ";"
    assert list(read_rows(data, "utf-8", ";")) == [
        TableRow(2, ("编号", "题目,问")),
        TableRow(3, ("1", "a,b")),
    ]


def test_a_file_of_one_column_has_one():
    data = "题目\n你好，请问？\n为什么；怎么办？\n".encode()
    assert cells_of(data, guess(data).encoding, guess(data).separator) == [
        ("题目",),
        ("你好，请问？",),
        ("为什么；怎么办？",),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_and_new_lines_in_quotes(end):
    text = f'编号,答案{end}1,"第一行{end}第二行{end}{end}第四行"{end}2,好{end}'
    assert list(read_rows(text.encode(), "utf-8", ",")) == [
        TableRow(1, ("编号", "答案")),
        TableRow(2, ("1", "第一行\n第二行\n\n第四行")),
        TableRow(3, ("2", "好")),
    ]


def test_the_last_line_needs_no_end_and_blank_rows_are_counted():
    data = "编号,题目\n\n , \n,,,\n1,好".encode()
    assert list(read_rows(data, "utf-8", ",")) == [TableRow(1, ("编号", "题目")), TableRow(5, ("1", "好"))]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('1,"他说""好"""', ("1", '他说"好"')),
        ('1,他说"好"', ("1", '他说"好"')),
        ('1,"好"的', ("1", "好的")),
        ('"1","好"', ("1", "好")),
        ('="007",好', ("007", "好")),
        ('"=""007""",好', ("007", "好")),
        ("007, 好 ,,", ("007", " 好 ")),
        ("007,1e5,3.0", ("007", "1e5", "3.0")),
        ("-1,=A1+1,@x", ("-1", "=A1+1", "@x")),
        ("a\tb,c\td", ("a\tb", "c\td")),
    ],
)
def test_cells_stay_as_they_are_written(line, cells):
    assert cells_of(f"编号,题目\n{line}\n".encode())[1] == cells


def test_unprintable_characters_are_taken_out_and_told():
    data = "编号,题目\n1,a\x00b\x0bc\n\x00,\n".encode()
    assert list(read_rows(data, "utf-8", ","))[1:] == [TableRow(2, ("1", "abc"), {1: Oddity.UNPRINTABLE})]


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert cells_of("编号,题目\n".encode("utf-8-sig")) == [("编号", "题目")]
    assert cells_of(("\ufeff" + TEXT).encode("utf-16-le"), "utf-16-le")[0][0] == "编号"


def test_a_csv_file_is_one_sheet_without_name():
    inspection = inspect("题库.csv", TEXT.encode("gbk"))
    assert inspection.kind == "csv"
    assert inspection.sheets == (SheetInfo(""),)
    assert inspection.guess == Reading(header_row=1, encoding="gb18030", separator=",")


@pytest.mark.parametrize("data", [b"\n\n\n", b" , ,\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\r"])
def test_a_file_of_blanks_says_that_there_is_nothing(data):
    with pytest.raises(SpreadsheetError) as refused:
        inspect("题库.csv", data)
    assert refused.value.reason is Reason.NO_ROWS
