"""Reviewed outlines: where the pieces of a known document begin, and what each one is.

Running text carries no marks that tell an advertisement from advice, or one topic from the next. A
person's reading of that is kept as data (``fixtures/outlines.json``): the first words of every piece
with its topic and title. The text itself always comes from the document, so a better restoration is
picked up without touching the outline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from qbank.documents.parsing import reasons
from qbank.documents.parsing.marks import fold

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"

#: What a piece can be that is not kept as content, and the reason its leftover gives.
SET_ASIDE = {
    "heading": reasons.HEADING,
    "site noise": reasons.SITE_NOISE,
    "advertisement": reasons.ADVERTISEMENT,
    "repeated": reasons.REPEATED,
    "off topic": reasons.OFF_TOPIC,
    "cut off": reasons.CUT_OFF,
}


@dataclass(frozen=True, slots=True)
class OutlinePiece:
    """``what`` is "passage", "ladder", "scored ladder", "scale" or a key of :data:`SET_ASIDE`."""

    begins: str
    what: str = "passage"
    topic: str = ""
    title: str = ""
    code: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """``recognised_by``: words that together stand in this document and in no other."""

    recognised_by: tuple[str, ...]
    doubtful: bool
    pieces: tuple[OutlinePiece, ...]

    def fits(self, text: str) -> bool:
        return all(words in text for words in self.recognised_by)

    def pieces_of(self, text: str) -> Iterator[tuple[OutlinePiece | None, str]]:
        """The pieces in order, and what stands before the first; joined, they are the whole text."""
        folded = fold(text)
        start, piece = 0, None
        for following in self.pieces:
            position = folded.find(fold(following.begins), start + (piece is not None))
            if position < 0:
                continue
            if text[start:position].strip():
                yield piece, text[start:position]
            start, piece = position, following
        if text[start:].strip():
            yield piece, text[start:]


def load_json(name: str) -> Any:
    """One of the reviewed data files in ``fixtures/``."""
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def _piece(data: dict[str, Any]) -> OutlinePiece:
    return OutlinePiece(
        begins=data["begins"],
        what=data.get("as", "passage"),
        topic=data.get("topic", ""),
        title=data.get("title", ""),
        code=data.get("code", ""),
        values=tuple(data.get("values", ())),
    )


@cache
def outlines() -> tuple[Outline, ...]:
    """All reviewed outlines."""
    return tuple(
        Outline(
            recognised_by=tuple(data["recognised_by"]),
            doubtful=data["doubtful"],
            pieces=tuple(_piece(piece) for piece in data["pieces"]),
        )
        for data in load_json("outlines.json")
    )
