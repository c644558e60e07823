"""The encoding is told by what the bytes would say: rare characters in odd places speak against it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.spreadsheets.files.encodings import MIXED, codec, decoded_lines, guess_encoding, plausibility
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from tests.qbank.spreadsheets.whole_files import read_whole


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("分类,题目\n咨询,客户辱骂坐席，你怎么处理？\n", "gb18030"),
        ("题目\n瑕疵\n", "gb18030"),
        ("编号,题目\nA1,你为什么来？\nQ2,给VIP讲IT吗？\n", "gb18030"),
        ("价格￥5，编号①②③，★，≥3\n", "gb18030"),
        ("题目,难度\n怎么对客户说“不”？,★★★\n", "gb18030"),
        ("分類,題目,參考答案\n品質,怎樣做好錄音抽檢？請說明重點與頻率。,抽樣\n", "big5"),
        ("請舉例說明你如何處理客戶抱怨？,處理,中\n", "big5"),
        ("Category,Question\nQuality,What is call sampling – and why?\n", "cp1252"),
        ("technique—and naïve café résumé, “quoted” it’s\n", "cp1252"),
        ("Frage;Antwort\nWas tun Sie, wenn ein Kunde verärgert ist?;zuhören, Größe\n", "cp1252"),
        ("¿Qué haría usted si un cliente está enojado?\n", "cp1252"),
        ("Cost: £5–£10 • 50% off…\n", "cp1252"),
        ("分类,题目\n质检,怎样抽检？\n", "utf-8"),
        ("plain ascii only\n", "utf-8"),
    ],
)
def test_the_encoding_is_told(text, encoding):
    assert guess_encoding(text.encode(codec(encoding))) == encoding


def test_a_rare_character_between_latin_letters_speaks_against_chinese():
    assert plausibility("technique—and".encode("cp1252"), "gb18030") == 0
    assert plausibility("technique—and".encode("cp1252"), "cp1252") == 1


@pytest.mark.parametrize(
    ("lines", "doubtful"),
    [
        ([("题目,答案", "utf-8"), ("怎样抽检？,抽样", "utf-8"), ("怎么排夜班？,轮换", "gb18030")], [3]),
        ([("题目,答案", "gb18030"), ("怎样抽检？,抽样", "gb18030"), ("怎么排夜班？,轮换", "utf-8")], [3]),
        ([("Question,Answer", "utf-8"), ("What’s “good” service?,x", "cp1252"), ("怎么排班？,轮换", "utf-8"),
          ("怎么抽检？,抽样", "utf-8")], [2]),
        ([("题目,答案", "utf-8-sig"), ("怎样抽检？,抽样", "utf-8"), ("怎么排夜班？,轮换", "gb18030")], [3]),
        ([("題目,答案", "utf-8"), ("怎樣抽檢？,抽樣", "utf-8"), ("請說明如何處理？,輪班", "cp950")], [3]),
    ],
)  # fmt: skip
def test_lines_of_several_encodings_are_read_each_in_its_own(lines, doubtful):
    data = b"".join(text.encode(encoding) + b"\r\n" for text, encoding in lines)
    file = read_whole("题库.csv", data)
    assert file.reading.encoding == MIXED
    assert file.texts == [text.partition(",")[0] for text, _encoding in lines[1:]]
    assert [row.number for row in file.drafts if "other-encoding" in file.said(row.number)] == doubtful


ROWS = ["题目,答案", *(f"怎样做好第{n}次抽检？,抽样并复盘" for n in range(1, 9))]
TRADITIONAL = ["題目,答案", *(f"怎樣做好第{n}次抽檢？,抽樣並複盤" for n in range(1, 9))]


@pytest.mark.parametrize(("encoding", "rows"), [("utf-8", ROWS), ("gb18030", ROWS), ("cp950", TRADITIONAL)])
@pytest.mark.parametrize("is_cut", [False, True])
def test_damaged_lines_are_read_with_the_others_and_asked_about(encoding, rows, is_cut):
    lines = [text.encode(encoding) for text in rows]
    lines[3] = lines[3][:-1] if is_cut else lines[3].replace(b",", b"\xff,")
    file = read_whole("题库.csv", b"\r\n".join(lines))
    assert file.reading.encoding == MIXED
    assert file.counts == {"header": 1, "questions": 8}
    assert [row.number for row in file.drafts if "unreadable!" in file.said(row.number)] == [4]
    assert [text.replace("\ufffd", "") for text in file.texts] == [
        line.partition(",")[0] for line in rows[1:]
    ]


def test_a_file_that_is_damaged_all_over_is_refused_with_its_place():
    with pytest.raises(SpreadsheetError) as refused:
        read_whole("题库.csv", b"\n".join(line.encode()[:-1] + b"\xff" for line in ROWS))
    assert refused.value.reason is Reason.ENCODING
    assert refused.value.params["line"] == 1


def test_the_euro_sign_of_chinese_windows_is_one():
    data = "题目,答案\n赔偿超过@50怎么办？,找主管\n".encode("gb18030").replace(b"@", b"\x80")
    file = read_whole("题库.csv", data)
    assert file.texts == ["赔偿超过€50怎么办？"]
    assert file.reading.encoding == "gb18030"
    assert not file.asked


@given(st.binary(max_size=200))
def test_any_bytes_have_an_encoding_or_are_refused(data):
    try:
        encoding = guess_encoding(data)
        if encoding == MIXED:
            assert len(list(decoded_lines(data))) == len(data.splitlines())
        else:
            data.decode(codec(encoding), errors="ignore")
    except SpreadsheetError as refusal:
        assert refusal.reason in (Reason.ENCODING, Reason.NOT_A_TABLE)
