"""A document's own text, without what a website or a printer put around it, and where it stood.

Positions in :attr:`Content.text` can be turned into positions in the whole text, so that every character of
the document stays accounted for.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from qbank.documents.parsing.boilerplate import outside_content


@dataclass(frozen=True, slots=True)
class Content:
    """``text`` is what is left of ``whole`` without the stretches in ``around``."""

    whole: str
    text: str
    around: tuple[tuple[int, int], ...]
    #: Where each kept stretch begins in ``text``, and in ``whole``.
    _begins: tuple[int, ...]
    _origins: tuple[int, ...]

    def origin(self, position: int) -> int:
        """The place in the whole text of the character at ``position`` of the content."""
        if not self._begins:
            return position
        index = max(0, bisect_right(self._begins, position) - 1)
        return self._origins[index] + position - self._begins[index]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the content as one of the whole text."""
        return (self.origin(start), self.origin(end - 1) + 1) if end > start else (self.origin(start),) * 2


def content_of(whole: str) -> Content:
    """The content of a restored text."""
    around: list[tuple[int, int]] = []
    for start, end in outside_content(whole):
        if around and around[-1][1] == start:
            around[-1] = (around[-1][0], end)
        else:
            around.append((start, end))
    pieces: list[str] = []
    begins: list[int] = []
    origins: list[int] = []
    length = position = 0
    for start, end in [*around, (len(whole), len(whole))]:
        if start > position:
            begins.append(length)
            origins.append(position)
            pieces.append(whole[position:start])
            length += start - position
        position = end
    return Content(whole, "".join(pieces), tuple(around), tuple(begins), tuple(origins))
