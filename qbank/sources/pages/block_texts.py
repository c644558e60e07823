"""The text of a block in pieces: what is doubtful in it, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from qbank.documents.layout.tables import BREAK

_AROUND: Final = " \t\r\n|"
_SENTENCE: Final = re.compile(r"[^。？！；?!\n]*[。？！；?!\n]+[”」』）)]*\s*|[^。？！；?!\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """``breaks``: it is the mark of a new line within a table's cell, shown as one."""

    text: str
    doubtful: bool = False
    breaks: bool = False


def shown_stretch(text: str, start: int, end: int, longest: int) -> tuple[int, int]:
    """What is shown of a block: without the white space and the lines of a table around it."""
    inner = text[start:end].strip(_AROUND)
    if not inner:
        return start, end
    begin = text.index(inner, start)
    return begin, begin + min(len(inner), longest)


def pieces_of(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> list[Piece]:
    """The stretch, cut where doubtful places (sorted) begin and end."""
    pieces: list[Piece] = []
    position = start
    for begin, stop in places[max(0, bisect_left(places, (start, 0)) - 1) :]:
        if begin >= end:
            break
        begin, stop = max(begin, position), min(stop, end)
        if stop <= begin:
            continue
        if begin > position:
            pieces += _plain(text[position:begin])
        pieces.append(Piece(text[begin:stop], doubtful=True))
        position = stop
    if position < end:
        pieces += _plain(text[position:end])
    return pieces


def _plain(text: str) -> Iterator[Piece]:
    for number, part in enumerate(text.split(BREAK)):
        if number:
            yield Piece(BREAK, breaks=True)
        if part:
            yield Piece(part)


def sentences_of(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The sentences of a stretch with their places."""
    return [(match.start(), match.group()) for match in _SENTENCE.finditer(text, start, end)]
