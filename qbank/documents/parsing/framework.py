"""A competency framework given as slide text: titles before, after or away from their texts.

Reading order on a slide is not reading order in its text, so which title goes with which text is kept
as reviewed data (``fixtures/framework.json``): every title with the first words of its text. The text is
then walked from end to end, and whatever is neither a title nor a text is left over, never lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from qbank.bankfile.drafts import BankDraft, ChapterDraft, CompetencyPointDraft, Leftover, SectionDraft
from qbank.documents.parsing import reasons
from qbank.documents.parsing.marks import fold, unwrap
from qbank.documents.parsing.outlines import load_json

_CONTENTS = re.compile(r"目录\s*01")
#: Numbers of slides and of the figures on them, and the blank lines between.
_SLIDE_NUMBERS = re.compile(r"[\s\d]*")
_TEXT_END = re.compile(r"。(?=$|[^”」）)])|\n|$")


@dataclass(frozen=True, slots=True)
class ReviewedFramework:
    """The reviewed shape of one framework: chapters → sections → (title, first words of its text)."""

    recognised_by: str
    chapters: tuple[tuple[str, tuple[tuple[str, tuple[tuple[str, str], ...]], ...]], ...]

    def headings(self) -> Iterator[str]:
        for chapter, sections in self.chapters:
            yield chapter
            for section, points in sections:
                yield section
                yield from (title for title, _ in points)

    def beginnings(self) -> Iterator[str]:
        for _, sections in self.chapters:
            for _, points in sections:
                yield from (begins for _, begins in points)


def _framework(data: dict[str, Any]) -> ReviewedFramework:
    return ReviewedFramework(
        recognised_by=data["recognised_by"],
        chapters=tuple(
            (
                chapter["name"],
                tuple(
                    (section["name"], tuple((point["title"], point["begins"]) for point in section["points"]))
                    for section in chapter["sections"]
                ),
            )
            for chapter in data["chapters"]
        ),
    )


@cache
def reviewed_frameworks() -> tuple[ReviewedFramework, ...]:
    """All reviewed frameworks."""
    return tuple(_framework(data) for data in load_json("framework.json"))


def parse_framework(text: str) -> BankDraft | None:
    """Parse a framework that has a reviewed reading; None where none fits."""
    contents = _CONTENTS.search(text)
    framework = next((r for r in reviewed_frameworks() if contents and r.recognised_by in text), None)
    if contents is None or framework is None:
        return None
    texts, leftovers = _walk(text, contents.start(), framework)
    if text[: contents.start()].strip():
        leftovers.insert(0, Leftover(unwrap(text[: contents.start()]), reasons.INTRODUCTION))
    return BankDraft(chapters=_chapters(framework, texts), leftovers=tuple(leftovers))


def _walk(text: str, start: int, framework: ReviewedFramework) -> tuple[dict[str, str], list[Leftover]]:
    """From ``start`` on: the text for each of the reading's beginnings, and what belongs nowhere."""
    folded = fold(text)
    beginnings = {fold(words): words for words in framework.beginnings()}
    pattern = re.compile(
        "|".join(
            re.escape(words)
            for words in sorted(
                ["目录", *map(fold, framework.headings()), *beginnings], key=lambda words: -len(words)
            )
        )
    )
    texts: dict[str, str] = {}
    leftovers: list[Leftover] = []
    position = start
    while position < len(text):
        position = _SLIDE_NUMBERS.match(folded, position).end()  # type: ignore[union-attr]  # it matches the empty string
        match = pattern.match(folded, position)
        if match and match.group() not in beginnings:
            position = match.end()
            continue
        end = _end_of_text(folded, position)
        piece = text[position:end].strip()
        if match:
            texts[beginnings[match.group()]] = piece
            if end > position and folded[end - 1] != "。":
                leftovers.append(Leftover(piece, reasons.CUT_OFF))
        elif piece:
            leftovers.append(Leftover(piece, reasons.NO_PLACE))
        position = end
    return texts, leftovers


def _end_of_text(folded: str, position: int) -> int:
    match = _TEXT_END.search(folded, position)
    return match.end() if match else len(folded)


def _chapters(framework: ReviewedFramework, texts: dict[str, str]) -> tuple[ChapterDraft, ...]:
    return tuple(
        ChapterDraft(
            name,
            tuple(
                SectionDraft(
                    section,
                    tuple(
                        CompetencyPointDraft(title, texts[begins])
                        for title, begins in points
                        if begins in texts
                    ),
                )
                for section, points in sections
            ),
        )
        for name, sections in framework.chapters
    )
