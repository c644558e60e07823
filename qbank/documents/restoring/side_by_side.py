"""A text as received beside the same text as restored, cut into blocks that stay level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

#: A block ends at a line's end, at a sentence's end once it has 160 characters, else at a clause's.
_ENDS_BLOCK_FROM = {"\n": 0} | dict.fromkeys("。？！；", 160) | dict.fromkeys("，、：", 400)


@dataclass(frozen=True, slots=True)
class AlignedPiece:
    """A stretch of both texts; ``rule`` is "" where it is no repair. ``position`` is in the received text."""

    position: int
    received: str
    restored: str
    rule: str = ""
    doubtful: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class RepairPlace:
    """A repair with its positions in both texts."""

    piece: AlignedPiece
    restored_position: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a part of a long one. ``number`` counts from 1."""

    number: int
    pieces: tuple[AlignedPiece, ...]

    @property
    def doubtful(self) -> bool:
        return any(piece.doubtful and piece.received for piece in self.pieces)


def blocks(received: str, restored: str, places: Iterable[RepairPlace]) -> list[Block]:
    """Both texts, whole and in order, in blocks: cut only where nothing was repaired.

    Between repairs the two texts run in step, character by character, so a cut falls on the same
    place in both.
    """
    finished: list[Block] = []
    pieces: list[AlignedPiece] = []
    length = 0
    for piece in _pieces(received, restored, places):
        for part, ends in _parts(piece, length):
            pieces.append(part)
            length = 0 if ends else length + len(part.restored)
            if ends:
                finished.append(Block(len(finished) + 1, tuple(pieces)))
                pieces = []
    if pieces:
        finished.append(Block(len(finished) + 1, tuple(pieces)))
    return [block for block in finished if any((p.received + p.restored).strip() for p in block.pieces)]


def _pieces(received: str, restored: str, places: Iterable[RepairPlace]) -> Iterator[AlignedPiece]:
    """Plain stretches and repairs, in order."""
    received_start = restored_start = 0
    for place in sorted(places, key=lambda p: (p.piece.position, p.restored_position)):
        piece = place.piece
        yield AlignedPiece(
            received_start,
            received[received_start : piece.position],
            restored[restored_start : place.restored_position],
        )
        yield piece
        received_start = piece.position + len(piece.received)
        restored_start = place.restored_position + len(piece.restored)
    yield AlignedPiece(received_start, received[received_start:], restored[restored_start:])


def _parts(piece: AlignedPiece, length: int) -> Iterator[tuple[AlignedPiece, bool]]:
    """The piece, cut where a block of ``length`` so far may end, each with whether one ends there."""
    start = 0
    if not piece.rule and len(piece.received) == len(piece.restored):
        for end, character in enumerate(piece.restored, 1):
            length += 1
            if length >= _ENDS_BLOCK_FROM.get(character, length + 1):
                yield _slice(piece, start, end), True
                start, length = end, 0
    if start < max(len(piece.received), len(piece.restored)):
        yield _slice(piece, start, None), False


def _slice(piece: AlignedPiece, start: int, end: int | None) -> AlignedPiece:
    return replace(
        piece,
        position=piece.position + start,
        received=piece.received[start:end],
        restored=piece.restored[start:end],
    )


def surroundings(text: str, start: int, end: int, longest: int = 200) -> tuple[str, str]:
    """As much of the text before and after a stretch as makes it unique in the text.

    At least 4 characters on each side where there are as many, at most ``longest``.
    """
    reach = 4
    while True:
        before, after = text[max(start - reach, 0) : start], text[end : end + reach]
        whole = before + text[start:end] + after
        first = text.find(whole)
        if reach >= longest or text.find(whole, first + 1) < 0:
            return before, after
        reach = min(reach * 2, longest)
