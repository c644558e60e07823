"""In which encoding a CSV file is written, by the evidence in its bytes."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.files.table import Oddity

#: Read line by line: the file was put together from several.
MIXED: Final = "mixed"
#: Code → the name people know it by.
ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030（GBK、GB2312）",
    "utf-16-le": "UTF-16 LE（Unicode）",
    "utf-16-be": "UTF-16 BE",
    "big5": "Big5（繁體）",
    "cp1252": "Windows-1252",
    MIXED: "UTF-8 + GB18030 …",
}
#: Big5 as Windows writes it.
_CODECS: Final = {"big5": "cp950"}
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
#: Encodings in which almost any bytes are text, so that only what they say counts.
_EIGHT_BIT: Final = ("gb18030", "big5", "cp1252")
_SAMPLE: Final = 64 * 1024
#: Of a file's lines beyond ASCII, so many bytes are looked at.
_EVIDENCE: Final = 128 * 1024
#: Bytes looked at of a line.
_LINE: Final = 4096
#: What people write: letters, Han characters, marks of both scripts, white space.
_USUAL: Final = re.compile("[\t\r\n -~\u00a0-\u024f\u2010-\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_BEYOND_ASCII: Final = bytes(range(128, 256))
_NOT_ASCII_RUN: Final = re.compile(r"[^\x00-\x7f]+")
#: What a Western text has beyond ASCII: accented letters, quotation marks, dashes.
_WESTERN: Final = frozenset("‘’“”–—…•€™®©°·£§«»¿¡½¼¾×ªº\u00a0") | frozenset(
    character for character in map(chr, range(0xC0, 0x100)) if character.isalpha()
)
_LONGEST_WESTERN_RUN: Final = 3
#: Lines looked at one by one.
_LINES: Final = 20_000
#: The share of the lines that may be no text in any encoding, so that the others are still read.
_FEW: Final = 0.2
#: Less than this share of plausible characters is no text in that encoding.
_PLAUSIBLE: Final = 0.6


def codec(encoding: str) -> str:
    """Python's name of one of ENCODINGS."""
    return _CODECS.get(encoding, encoding)


def _euro_of_windows(error: UnicodeError) -> tuple[str, int]:
    """Chinese Windows writes the euro sign as the byte 80, which the standard does not have."""
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


def _euro_or_mark(error: UnicodeError) -> tuple[str, int]:
    try:
        return _euro_of_windows(error)
    except UnicodeDecodeError as unknown:
        return "\ufffd", unknown.end


codecs.register_error("euro-or-strict", _euro_of_windows)
codecs.register_error("euro-or-replace", _euro_or_mark)


def error_handler(encoding: str, how: str = "strict") -> str:
    """How bytes are taken that are no text in one of ENCODINGS: ``how`` is "strict" or "replace"."""
    return f"euro-or-{how}" if encoding == "gb18030" else how


def guess_encoding(data: bytes) -> str:
    """The most likely of ENCODINGS. SpreadsheetError when the file is in none of them."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return encoding if encoding != "utf-8" or _decodes(data, "utf-8") else _of_lines(data)
    if b"\x00" in data[:_SAMPLE] and (wide := _guess_utf16(data[:_SAMPLE])):
        return wide
    if not looks_like_text(data[:_SAMPLE]):
        raise SpreadsheetError(Reason.NOT_A_TABLE)
    if _decodes(data, "utf-8"):
        return "utf-8"
    evidence = _evidence(data)
    shares = {encoding: plausibility(evidence, encoding) for encoding in _EIGHT_BIT}
    best = max(shares, key=lambda encoding: shares[encoding])
    if shares[best] >= 0.9 and _decodes(data, best):
        return best
    return _of_lines(
        data,
        best if shares[best] >= _PLAUSIBLE and _decodes(data, best) else "",
        best if shares[best] >= 0.9 else "",
    )


def _of_lines(data: bytes, whole: str = "", broken: str = "") -> str:
    """MIXED when lines are text in encodings of their own, or all but a few in one; else ``whole``.
    SpreadsheetError for "" then: UTF-8, or text in ``broken``, with bytes gone wrong, or nothing we know."""
    lines = [line for line in data.splitlines() if not line.isascii()][:_LINES]
    counts = Counter(map(encoding_of_line, lines))
    encodings = set(counts)
    if "utf-8" in encodings and "" not in encodings:
        return MIXED
    if whole:
        return whole
    if 0 < counts[""] <= len(lines) * _FEW:
        return MIXED
    if "utf-8" in encodings and _is_broken_utf8(data):
        raise undecodable(data, "utf-8")
    if broken:
        raise undecodable(data, broken)
    for encoding in _EIGHT_BIT:
        if _decodes(data, encoding) and "utf-8" not in encodings:
            return encoding
    raise undecodable(data, "utf-8" if "utf-8" in encodings else "gb18030")


def encoding_of_line(line: bytes) -> str:
    """The encoding of one line of a file that has several; "" where none is plausible."""
    if _decodes(line, "utf-8"):
        return "utf-8"
    shares = {encoding: plausibility(line[:_LINE], encoding) for encoding in _EIGHT_BIT}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _PLAUSIBLE and _decodes(line, best) else ""


def plausibility(data: bytes, encoding: str) -> float:
    """The share of the characters beyond ASCII that people would write, 0 to 1, if ``data`` were in
    ``encoding``.

    In GB18030 and Big5 the common characters and the marks have a range of their own; rarer ones are few in
    any text. A rare Han character alone between Latin letters speaks against both: it is a dash or an
    accented letter of a Western encoding and the letter behind it. A Western text has few characters in a
    row beyond ASCII.
    """
    text = data.decode(codec(encoding), error_handler(encoding, "replace"))
    good = total = 0
    for run in _NOT_ASCII_RUN.finditer(text):
        characters = run[0]
        total += len(characters)
        if encoding == "cp1252":
            if len(characters) <= _LONGEST_WESTERN_RUN:
                good += sum(character in _WESTERN for character in characters)
            continue
        good += _common_ones(characters, encoding)
    return good / total if total else 0.0


def _common_ones(characters: str, encoding: str) -> int:
    """How many characters of a run are common; the rarer half of the standard counts beside as many of
    the others."""
    common = rarer = 0
    for character in characters:
        try:
            pair = character.encode(codec(encoding))
        except UnicodeEncodeError:
            continue
        if len(pair) != 2:
            continue
        if encoding == "big5":
            common += 0xA1 <= pair[0] <= 0xC6
            rarer += 0xC9 <= pair[0] <= 0xF9
        elif pair[1] >= 0xA1:
            common += 0xA1 <= pair[0] <= 0xA3 or 0xB0 <= pair[0] <= 0xD7
            rarer += 0xD8 <= pair[0] <= 0xF7
    return common + min(rarer, common)


def _evidence(data: bytes) -> bytes:
    """The beginning of the file's lines beyond ASCII."""
    if len(data) <= _EVIDENCE:
        return data
    lines: list[bytes] = []
    length = 0
    for line in data[: 8 * _EVIDENCE].splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            length += len(line)
            if length > _EVIDENCE:
                break
    return b"".join(lines) or data[-_EVIDENCE:]


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(codec(encoding), error_handler(encoding))
    except UnicodeDecodeError:
        return False
    return True


def looks_like_text(head: bytes) -> bool:
    """Few control characters; UTF-16 is known only by its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return sum(byte < 9 or 13 < byte < 32 for byte in head) * 20 <= len(head) + 40


def _guess_utf16(sample: bytes) -> str:
    """UTF-16 without a mark, by what it would say; "" when it says nothing sensible."""
    sample = sample[: len(sample) // 2 * 2]
    best, best_share = "", 0.9
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        share = len(_USUAL.findall(text)) / max(1, len(text))
        if share > best_share:
            best, best_share = encoding, share
    return best


def _is_broken_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes gone wrong, rather than another encoding."""
    text = data.decode("utf-8", errors="replace")
    beyond_ascii = len(text) - len(data.translate(None, delete=_BEYOND_ASCII))
    return text.count("\ufffd") * 50 < beyond_ascii


def undecodable(data: bytes, encoding: str) -> SpreadsheetError:
    """Why ``data`` isn't text in ``encoding``, and where."""
    try:
        data.decode(codec(encoding), error_handler(encoding))
        before = ""
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codec(encoding), errors="ignore")
    lines = printable(before.removeprefix("\ufeff"))[0].split("\n")
    shown = lines[-1].strip()[-20:]
    return SpreadsheetError(Reason.ENCODING, encoding=ENCODINGS[encoding], line=len(lines), before=shown)


def decoded_lines(data: bytes) -> Iterable[tuple[str, Oddity | None]]:
    """The lines of a MIXED file, and of each whether it is in another encoding than most of those beyond
    ASCII, or holds bytes that are no text in any."""
    lines = data.splitlines(keepends=True)
    encodings = [("" if line.isascii() else encoding_of_line(line) or "?") for line in lines]
    usual = usual_encoding(encodings)
    for line, encoding in zip(lines, encodings, strict=True):
        if encoding in ("", "?", usual) or _may_be(line, usual):
            text = line.decode(codec(usual), error_handler(usual, "replace"))
            yield text, Oddity.UNREADABLE if "\ufffd" in text else None
        else:
            yield line.decode(codec(encoding), error_handler(encoding)), Oddity.OTHER_ENCODING


def usual_encoding(encodings: Iterable[str]) -> str:
    """The most frequent of the lines' encodings; UTF-8 where none is known."""
    counts = Counter(encoding for encoding in encodings if encoding not in ("", "?"))
    return max(("utf-8", *_EIGHT_BIT), key=lambda encoding: counts[encoding])


def _may_be(line: bytes, encoding: str) -> bool:
    """Whether a line may be in this encoding too: a short one tells little."""
    return encoding in _EIGHT_BIT and _decodes(line, encoding) and plausibility(line[:_LINE], encoding) >= 0.9
