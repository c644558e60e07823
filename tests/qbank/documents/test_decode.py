"""Bytes become text, or the reason why not is said."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.limits import DOCUMENT_BYTES, DOCUMENT_CHARACTERS
from qbank.documents.reading.decode import decode, read_document
from qbank.documents.reading.unreadable import MESSAGES, UnreadableDocumentError, UnreadableReason

TEXT = (
    "一、自我认知\n1.请描述一下，你为什么选择这个职业方向？\n参考答案：我深知客服岗位是公司与客户沟通的桥梁。"
)
TRADITIONAL = "客服經理崗位需要處理各種複雜問題和情緒激動的客戶，你為什麼選擇這個職業方向？"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [TEXT, TRADITIONAL + "\n"])
def test_every_usual_encoding_of_chinese_is_read(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_traditional_chinese_in_its_own_encoding_is_read() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL


def test_a_big_endian_mark_is_believed() -> None:
    assert decode(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")) == TEXT


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\u2028"])
def test_line_ends_are_made_one_kind(line_end: str) -> None:
    assert decode(f"一{line_end}二".encode()) == "一\n二"


def test_a_stray_control_character_is_dropped() -> None:
    assert decode(f"{TEXT}\x02{TEXT}".encode()) == TEXT * 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", UnreadableReason.EMPTY),
        (b" \r\n\t", UnreadableReason.EMPTY),
        (codecs.BOM_UTF8, UnreadableReason.EMPTY),
        (codecs.BOM_UTF16_LE, UnreadableReason.EMPTY),
        (codecs.BOM_UTF16_LE + "\n ".encode("utf-16-le"), UnreadableReason.EMPTY),
        ("\u3000\n".encode(), UnreadableReason.EMPTY),
        (b"\x00" * 100, UnreadableReason.NOT_TEXT),
        (b"abc\x00def", UnreadableReason.NOT_TEXT),
        (bytes(range(1, 32)) * 4, UnreadableReason.NOT_TEXT),
        (b"%PDF-1.7 and so on", UnreadableReason.PDF),
        (b"{\\rtf1 hello}", UnreadableReason.RICH_TEXT),
        (b"<!DOCTYPE html><p>1. Why?", UnreadableReason.WEB_PAGE),
        (b"\n<html><body>1. Why?</body></html>", UnreadableReason.WEB_PAGE),
        (b"\x89PNG\r\n\x1a\n0000", UnreadableReason.NOT_TEXT),
        (codecs.BOM_UTF8 + b"\xff\xfe\xfd", UnreadableReason.ENCODING),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", UnreadableReason.ENCODING),
        (b"caf\xe9 au lait", UnreadableReason.ENCODING),
        ("Müller, François, Zoë, señor, Åse".encode("cp1252"), UnreadableReason.ENCODING),
        ("カスタマーサービスの経験".encode("shift-jis"), UnreadableReason.ENCODING),
        (TEXT.encode("utf-8")[:-1], UnreadableReason.ENCODING),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), UnreadableReason.OLD_WORD),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            UnreadableReason.PROTECTED,
        ),
        (b"a" * (DOCUMENT_BYTES + 1), UnreadableReason.TOO_LARGE),
        (b"a" * (DOCUMENT_CHARACTERS + 1), UnreadableReason.TOO_LONG),
    ],
)
def test_what_is_no_readable_text_is_refused_with_the_reason(data: bytes, reason: UnreadableReason) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_document(data, "questions.txt")
    assert refused.value.reason is reason
    assert refused.value.message == MESSAGES[reason]
    assert "%(" not in str(refused.value)


def test_every_reason_has_a_sentence() -> None:
    assert set(MESSAGES) == set(UnreadableReason)
    assert all(message.endswith(".") for message in MESSAGES.values())


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400), st.sampled_from(["", "a.txt", "a.docx", "a", "../../x.DOCX"]))
def test_no_bytes_do_more_than_be_refused(data: bytes, filename: str) -> None:
    try:
        text = read_document(data, filename)
    except UnreadableDocumentError as refused:
        assert refused.reason in UnreadableReason
    else:
        assert text.strip()
        assert "\x00" not in text and "\r" not in text
        text.encode()


@given(st.text(min_size=1).filter(str.strip))
def test_utf_8_text_keeps_all_but_control_characters(text: str) -> None:
    try:
        decoded = decode(text.encode())
    except UnreadableDocumentError:
        assert any(not c.isprintable() for c in text) or text[0] in "\ufeff%{PGR7"
    else:
        assert "".join(filter(str.isprintable, decoded)) == "".join(filter(str.isprintable, text))
