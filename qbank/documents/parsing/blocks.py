"""The whole text cut into blocks, each with what it was read as: together they are every character of it."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from qbank.bankfile.drafts import Leftover
from qbank.documents.layout.content import Content
from qbank.documents.parsing import reasons
from qbank.documents.parts.read import ReadQuestion, Span

#: What a block may be. "setting" is what was read and has no words of its own: a mark, minutes, a table's
#: lines; "left out" what was set aside on purpose; "left" what was not understood.
PARTS: Final = ("heading", "question", "probe", "answer", "point", "setting", "left out", "left")
_PART_OF_SPAN: Final = {
    "mark": "setting",
    "used": "setting",
    "table": "setting",
    "set aside": "left out",
    "title": "left out",
}
_LONGEST_MARKS: Final = 40
_MARKS: Final = re.compile(r"\S\s*\n([ \t]*(?:#{1,6}|[-•*·>])[ \t]*)$")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """``question`` counts the questions of the bank from 0, category by category; None where it is no part
    of one. ``reason`` says why it was left over or out."""

    start: int
    end: int
    part: str
    question: int | None = None
    reason: str = ""


def blocks_of_questions(
    content: Content, spans: Sequence[Span], questions: Sequence[ReadQuestion]
) -> tuple[TextBlock, ...]:
    """The blocks of a question bank. A span within another counts, not the one around it."""
    numbers = _numbers(questions)
    owners = {
        id(span): number
        for question, number in zip(questions, numbers, strict=True)
        for span in question.spans
    }
    inside = (_block(content, start, end, span, owners) for start, end, span in _innermost(spans, content))
    return _whole(content, inside)


def blocks_around(content: Content, leftovers: Iterable[Leftover], *, used: bool) -> tuple[TextBlock, ...]:
    """The blocks of a text without located questions: its leftovers, and the rest."""
    blocks: list[TextBlock] = []
    position = 0
    rest = "setting" if used else "left"
    for leftover in sorted(leftovers, key=lambda leftover: (leftover.start, leftover.end)):
        start = max(position, leftover.start)
        if leftover.end <= start:
            continue
        if start > position:
            blocks.append(TextBlock(position, start, rest))
        blocks.append(TextBlock(start, leftover.end, "left", reason=leftover.reason))
        position = leftover.end
    if position < len(content.whole):
        blocks.append(TextBlock(position, len(content.whole), rest))
    return _whole(content, blocks)


def _numbers(questions: Sequence[ReadQuestion]) -> list[int]:
    """The place of each question in its bank, whose categories come in the order of their first question."""
    categories = dict.fromkeys(question.category for question in questions)
    order = sorted(range(len(questions)), key=lambda i: list(categories).index(questions[i].category))
    places = {index: place for place, index in enumerate(order)}
    return [places[index] for index in range(len(questions))]


def _block(content: Content, start: int, end: int, span: Span | None, owners: Mapping[int, int]) -> TextBlock:
    """A block in the whole text; what no span covers says nothing."""
    start, end = content.stretch(start, end)
    if span is None:
        return TextBlock(start, end, "setting")
    part = _PART_OF_SPAN.get(span.what, span.what)
    return TextBlock(start, end, part, owners.get(id(span)), span.reason)


def _innermost(spans: Sequence[Span], content: Content) -> Iterator[tuple[int, int, Span | None]]:
    """The text cut at the borders of all spans: (start, end, the shortest span there)."""
    begin = sorted((span for span in spans if span.end > span.start), key=lambda span: span.start)
    borders = sorted({0, len(content.text), *(span.start for span in begin), *(span.end for span in begin)})
    active: list[tuple[int, int, Span]] = []
    index = 0
    for start, end in pairwise(borders):
        while index < len(begin) and begin[index].start <= start:
            heapq.heappush(active, (begin[index].end - begin[index].start, index, begin[index]))
            index += 1
        while active and active[0][2].end <= start:
            heapq.heappop(active)
        yield start, end, active[0][2] if active else None


def _cut_out(content: Content, blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """The blocks without what stands around the document, and that as blocks of their own."""
    around = iter([*content.around, (len(content.whole), len(content.whole))])
    start, end = next(around)
    for block in blocks:
        position = block.start
        while end <= position and start < len(content.whole):
            yield TextBlock(start, end, "left out", reason=reasons.SITE_NOISE)
            start, end = next(around)
        while start < block.end:
            if start > position:
                yield replace(block, start=position, end=start)
            yield TextBlock(start, end, "left out", reason=reasons.SITE_NOISE)
            position = end
            start, end = next(around)
        if position < block.end:
            yield replace(block, start=position)
    while start < len(content.whole):
        yield TextBlock(start, end, "left out", reason=reasons.SITE_NOISE)
        start, end = next(around)


def _whole(content: Content, blocks: Iterable[TextBlock]) -> tuple[TextBlock, ...]:
    """The blocks of the whole text. What marks a heading or an entry of a list stands with what it marks."""
    joined = list(_joined(content.whole, _cut_out(content, blocks)))
    for index, (block, following) in enumerate(pairwise(joined)):
        begin = max(block.start, block.end - _LONGEST_MARKS)
        if marks := _MARKS.search(content.whole[begin : block.end]):
            joined[index] = replace(joined[index], end=begin + marks.start(1))
            joined[index + 1] = replace(following, start=begin + marks.start(1))
    return tuple(replace(b, part="setting") if b.part == "competency" else b for b in joined)


def _joined(whole: str, blocks: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """The blocks without those that say nothing, which go to the block before them, and without gaps."""
    waiting: TextBlock | None = None
    position = 0
    for block in blocks:
        block = replace(block, start=position)
        position = block.end
        says = any(character.isalnum() for character in whole[block.start : block.end])
        if waiting is None:
            waiting = block
        elif not says or _goes_on(waiting, block):
            waiting = replace(waiting, end=block.end, part=block.part if says else waiting.part)
        elif not any(character.isalnum() for character in whole[waiting.start : waiting.end]):
            waiting = replace(block, start=waiting.start)
        else:
            yield waiting
            waiting = block
    if waiting is not None:
        yield waiting


def _goes_on(before: TextBlock, block: TextBlock) -> bool:
    """Whether two neighbours are one: a number and its question, marks that follow each other."""
    if before.part == "setting" and before.question is not None and before.question == block.question:
        return block.part in ("setting", "question")
    return before.part == block.part == "left out" and before.reason == block.reason
