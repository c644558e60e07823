"""The texts of a workbook that its cells point to by number."""

from __future__ import annotations

from collections.abc import Iterator

from qbank.spreadsheets.files.clean import unescape
from qbank.spreadsheets.files.limits import MAX_CELL, MAX_SHARED_STRINGS
from qbank.spreadsheets.files.package import Package, XmlReader
from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError


class SharedStrings:
    """Read only as far as they are asked for: the first rows of a sheet need only the first texts.

    A text longer than any cell may be is cut one character behind that limit.
    """

    def __init__(self, package: Package, part: str | None) -> None:
        self._texts: list[str] = []
        self._pieces: Iterator[bytes] | None = package.pieces(part) if part else None
        self._reader = XmlReader(self._start, self._end, self._text)
        self._parts: list[str] | None = None
        self._length = 0
        self._in_text = False
        self._phonetic = False

    def __getitem__(self, index: int) -> str:
        """IndexError when there is no such text."""
        texts = self._texts
        while index >= len(texts) and self._pieces is not None:
            piece = next(self._pieces, None)
            if piece is None:
                self._pieces = None
                self._reader.close()
            else:
                self._reader.feed(piece)
        if index < 0:
            raise IndexError(index)
        return texts[index]

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "si":
            self._parts = []
            self._length = 0
        elif tag == "t":
            self._in_text = not self._phonetic
        elif tag == "rPh":
            self._phonetic = True

    def _end(self, tag: str) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "t":
            self._in_text = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si" and self._parts is not None:
            if len(self._texts) >= MAX_SHARED_STRINGS:
                raise SpreadsheetError(Reason.TOO_MUCH_TEXT)
            self._texts.append(unescape("".join(self._parts))[: MAX_CELL + 1])
            self._parts = None

    def _text(self, text: str) -> None:
        if self._in_text and self._parts is not None and self._length <= MAX_CELL:
            self._parts.append(text)
            self._length += len(text)
