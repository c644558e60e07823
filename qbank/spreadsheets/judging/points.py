"""Rubric points as the text of a cell, and back.

What is written (:func:`format_points`) is one point after the other, each behind a bullet, with its
weight behind it and the words of the answer it rests on below it::

    • 说出选择客服的内在动因（2分）
      原文：“对人际沟通的浓厚兴趣”
    • 1级：按流程处理

What is read (:func:`parse_points`) is that, and what people write: one point a line, ``1. 2. 3.`` in
lines or in a row, points between ；, weights as 「（3分）」 or 「[2]」, levels as 「L1」 or 「1级：」,
and the notations of :mod:`~qbank.spreadsheets.judging.notations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from common.numbers import format_decimal
from qbank.bankfile.drafts import PointDraft
from qbank.spreadsheets.judging.notations import (
    Doubt,
    is_introduction,
    level_prefix,
    notation_of,
    split_levels,
    split_weighted,
)

BULLET: Final = "•"

_WEIGHT: Final = r"(?:权重|权|weight)?\s*[:：]?\s*[+＋]?(\d+(?:[.．]\d+)?)\s*"
_UNIT: Final = r"(?:分|％|%|points?|pts?|marks?)"
_BOUNDED: Final = (
    rf"(?:[（(]\s*{_WEIGHT}{_UNIT}\s*[）)]|[（(]\s*(?:权重|weight)\s*[:：]?\s*(\d+(?:[.．]\d+)?)\s*[）)]"
    rf"|[\[【]\s*{_WEIGHT}{_UNIT}?\s*[\]】])"
)
_WEIGHT_AFTER: Final = re.compile(rf"\s*{_BOUNDED}\s*[。．.；;，,]?\s*$", re.IGNORECASE)
_WEIGHT_BEFORE: Final = re.compile(rf"^\s*{_BOUNDED}\s*", re.IGNORECASE)
_AFTER_WEIGHT: Final = "。．.；;，, \t\n"
_CLOSING: Final = frozenset("）)]】")
_OPENING: Final = frozenset("（([【")
_LEVEL: Final = re.compile(
    r"^\s*[（(\[【]?\s*(?:"
    r"(?:L|Level|等级|级别|水平)\s*([0-5０-５])(?![\d.A-Za-z])\s*[级級]?\s*[）)\]】]?\s*[:：.．、-]?"
    r"|第?\s*([0-5０-５一二三四五])\s*[级級]\s*(?:[）)\]】]\s*[:：.．、-]?|[:：.．、-]|\s))\s*",
    re.IGNORECASE,
)
_CN_COUNTS: Final = "一二三四五六七八九十"
_CN: Final = "零一二三四五"
_QUOTE: Final = re.compile(r"^\s*(?:原文|依据|引文|quote)\s*[:：]\s*", re.IGNORECASE)
_QUOTE_MARKS: Final = (("“", "”"), ('"', '"'), ("「", "」"))
_BULLETS: Final = re.compile(r"^\s*(?:[•●○◆◇■□▪▫►➤★☆*]|[-–—·‧・](?=\s|[\u3400-\u9fff]))\s*")
_COUNTED: Final = re.compile(
    r"^\s*(?:[（(【]\s*(\d{1,2})\s*[)）】]|(\d{1,2})\s*(?:[.．](?!\d)|[、:：)）](?!\d))|([①-⑳])"
    r"|([一二三四五六七八九十])(?:、|[.．](?=\S))(?![一二三四五六七八九十])"
    r"|[（(]\s*([一二三四五六七八九十])\s*[)）])\s*[.．、]?\s*"
)
_COUNT_IN_LINE: Final = re.compile(
    r"(?:[（(]\s*(\d{1,2})\s*[)）]|(?<![\d.．])(\d{1,2})\s*(?:[.．](?!\d)|[、)）](?!\d))|([①-⑳])"
    r"|[（(]\s*([一二三四五六七八九十])\s*[)）]|(?:^|(?<=[；;。，,\s]))([一二三四五六七八九十])、)\s*"
)
_AMOUNT: Final = re.compile(r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*(?:分|%|％|points?|pts?)?\s*", re.IGNORECASE)
_AMOUNTS: Final = re.compile(r"[\n；;、/]+")
_BETWEEN: Final = re.compile(r"[；;]")
_LOOSE: Final = frozenset("；;，,、")
_LOOSE_END: Final = re.compile(r"[；;，,、\s]+$")


@dataclass(frozen=True, slots=True)
class ParsedPoints:
    """``weighted`` / ``quoted``: whether the text states any weight or quote. ``doubt``: what a person has to
    be asked. ``introduction``: a line that leads to the points and is none."""

    points: tuple[PointDraft, ...]
    weighted: bool = False
    quoted: bool = False
    doubt: Doubt | None = None
    introduction: str = ""


def one_line(text: str) -> str:
    """A point is one line, as on its own page."""
    return " ".join(text.split())


def parse_points(
    text: str, red_flag: bool = False, ladder: bool = False, alone: bool = False, checklist: bool = False
) -> ParsedPoints:
    """The points of a cell. ``ladder``: 1. 2. 3. are its levels; ``checklist``: it has none. ``alone``: the
    cell is one of several columns (要点1, 要点2 …), so that a ； in it divides nothing.

    Weights and levels are read as they stand; whether they may be so is for the caller to say.
    """
    if text.lstrip().startswith(BULLET):
        # Our own files say a level or a weight of each; others use the mark too.
        introduction, blocks = "", _bulleted(text.split("\n"))
    else:
        introduction, blocks = _blocks(text, alone)
    parsed = _parsed(blocks, red_flag, ladder)
    if introduction:
        parsed = replace(parsed, introduction=introduction)
    is_said = parsed.weighted and text.lstrip().startswith(BULLET)
    if red_flag or is_said or any(point.level is not None for point in parsed.points):
        return parsed
    notation = notation_of([block.text for block in blocks if block.text], ladder, checklist)
    if notation is None:
        return parsed
    if notation.doubt is not None:
        return replace(parsed, doubt=notation.doubt)
    changed = [
        replace(point, text=one_line(text) or point.text)
        for point, text in zip(parsed.points, notation.texts, strict=True)
    ]
    if notation.levels:
        changed = [replace(point, level=level) for point, level in zip(changed, notation.levels, strict=True)]
    for index, weight in enumerate(notation.weights):
        changed[index] = replace(changed[index], weight=weight)
    return replace(parsed, points=tuple(changed), weighted=parsed.weighted or bool(notation.weights))


def with_weights(parsed: ParsedPoints, text: str) -> ParsedPoints | None:
    """The points with the weights of another cell, one for each; None where the cell doesn't say as many."""
    amounts = [_AMOUNT.fullmatch(part) for part in _AMOUNTS.split(text) if part.strip()]
    numbers = [Decimal(amount[1]) for amount in amounts if amount is not None]
    if not len(numbers) == len(amounts) == len(parsed.points):
        return None
    points = zip(parsed.points, numbers, strict=True)
    return replace(
        parsed, points=tuple(replace(point, weight=number) for point, number in points), weighted=True
    )


def _parsed(blocks: Sequence[_Block], red_flag: bool, ladder: bool) -> ParsedPoints:
    read = [point for block in blocks if (point := _point(block, red_flag)) is not None]
    points = tuple(point.draft for point in read)
    counts = [point.count for point in read]
    if ladder and all(counts) and all(point.level is None and not point.red_flag for point in points):
        points = tuple(replace(point, level=count) for point, count in zip(points, counts, strict=True))
    return ParsedPoints(
        points,
        weighted=any(point.weighted for point in read),
        quoted=any(point.quote for point in points),
    )


def format_points(points: Iterable[PointDraft], language: str = "zh") -> str:
    """The points as one cell; :func:`parse_points` gives them back, but for white space in their texts."""
    return "\n".join(_written(point, language) for point in points)


@dataclass(frozen=True, slots=True)
class _Block:
    """The parts of one point: its text, the quote below it, and the number before it."""

    text: str
    quote: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class _ParsedPoint:
    draft: PointDraft
    weighted: bool
    count: int | None


def _blocks(text: str, alone: bool) -> tuple[str, list[_Block]]:
    """A line that only introduces the points ("" without one), and the points."""
    lines = [line for line in text.split("\n") if line.strip()]
    introduction = ""
    if len(lines) > 2 and is_introduction(lines[0]) and all(map(_is_item, lines[1:3])):
        introduction, lines = lines[0].strip(), lines[1:]
    if len(lines) == 1:
        return introduction, _in_a_row(lines[0], alone)
    return introduction, _in_lines(lines) if lines else []


def _is_item(line: str) -> bool:
    return _count_of(line) is not None or _BULLETS.match(line) is not None


def _bulleted(lines: Sequence[str]) -> list[_Block]:
    """Every bullet at the start of a line begins a point; what is indented belongs to it."""
    groups: list[list[str]] = []
    for line in lines:
        bare = line.lstrip() if not groups else line
        if bare.startswith(BULLET):
            groups.append([bare[len(BULLET) :]])
        elif groups:
            groups[-1].append(line)
    return [_block_of(group) for group in groups]


def _block_of(group: Sequence[str]) -> _Block:
    for index, line in enumerate(group[1:], 1):
        mark = _QUOTE.match(line)
        if mark:
            rest = [line[mark.end() :], *(part.removeprefix("  ") for part in group[index + 1 :])]
            return _Block(_joined(group[:index]), _unquoted("\n".join(rest)))
    return _Block(_joined(group))


def _joined(lines: Sequence[str]) -> str:
    """Lines of one point; between words of Chinese no space is due."""
    text = ""
    for line in map(str.strip, lines):
        spaced = text[-1:].isascii() or line[:1].isascii()
        text = f"{text} {line}" if text and spaced else text + line
    return one_line(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    for opening, closing in _QUOTE_MARKS:
        if text.startswith(opening) and text.endswith(closing) and len(text) > 1:
            return text[1:-1]
    return text


def _in_lines(lines: Sequence[str]) -> list[_Block]:
    """One point a line; where the lines are numbered, one a number."""
    numbered = _count_of(lines[0]) is not None and sum(_count_of(line) is not None for line in lines) > 1
    leveled = level_prefix(lines[0]) is not None and sum(level_prefix(line) is not None for line in lines) > 1
    blocks: list[_Block] = []
    for line in lines:
        mark = _QUOTE.match(line)
        count = _count_of(line)
        if mark and blocks:
            blocks[-1] = replace(blocks[-1], quote=_unquoted(line[mark.end() :]))
        elif (leveled and level_prefix(line) is None and blocks) or (
            numbered and count is None and blocks and not _BULLETS.match(line)
        ):
            blocks[-1] = replace(blocks[-1], text=_joined([blocks[-1].text, line]))
        else:
            bare = (_COUNTED if count is not None else _BULLETS).sub("", line)
            blocks.append(_Block(one_line(bare), count=count))
    return [
        replace(block, text=_LOOSE_END.sub("", block.text)) if block.text[-1:] in _LOOSE else block
        for block in blocks
    ]


def _in_a_row(line: str, alone: bool) -> list[_Block]:
    """``1. … 2. …`` counting up from 1, else the parts between ；."""
    cuts: list[re.Match[str]] = []
    for match in _COUNT_IN_LINE.finditer(line):
        if _number(match) == len(cuts) + 1 and (cuts or not line[: match.start()].strip()):
            cuts.append(match)
    if len(cuts) > 1:
        ends = [cut.start() for cut in cuts[1:]] + [len(line)]
        return [
            _Block(one_line(_LOOSE_END.sub("", line[cut.end() : end])), count=number)
            for number, (cut, end) in enumerate(zip(cuts, ends, strict=True), 1)
        ]
    if len(levels := split_levels(line)) > 1:
        return [_Block(one_line(part)) for part in levels]
    parts = [line] if alone else _BETWEEN.split(line)
    if not alone:
        parts = [weighted for part in parts for weighted in split_weighted(part)]
    return [_Block(one_line(_BULLETS.sub("", _COUNTED.sub("", part)))) for part in parts]


def _count_of(line: str) -> int | None:
    match = _COUNTED.match(line)
    return None if match is None else _number(match)


def _number(match: re.Match[str]) -> int:
    number = match[match.lastindex or 0]
    if number.isdecimal():
        return int(number)
    if number in _CN_COUNTS:
        return _CN_COUNTS.index(number) + 1
    return ord(number) - ord("①") + 1


def _point(block: _Block, red_flag: bool) -> _ParsedPoint | None:
    if red_flag:
        flag = PointDraft(block.text, Decimal(0), quote=block.quote, red_flag=True)
        return _ParsedPoint(flag, False, block.count) if block.text else None
    text, level = _level_of(block.text)
    text, weight = _weight_of(text)
    if not text:
        return None
    draft = PointDraft(text, Decimal(1) if weight is None else weight, level, block.quote)
    return _ParsedPoint(draft, weight is not None, block.count)


def _level_of(text: str) -> tuple[str, int | None]:
    match = _LEVEL.match(text)
    if match is None or not text[match.end() :]:
        return text, None
    digit = match[1] or match[2]
    level = _CN.index(digit) if digit in _CN else int(digit)
    return text[match.end() :], level or None


def _weight_of(text: str) -> tuple[str, Decimal | None]:
    # A look at the ends is quicker than a search that fails.
    bounded = text.rstrip(_AFTER_WEIGHT)[-1:] in _CLOSING, text.lstrip()[:1] in _OPENING
    for pattern, may_be in zip((_WEIGHT_AFTER, _WEIGHT_BEFORE), bounded, strict=True):
        match = pattern.search(text) if may_be else None
        if match is not None:
            rest = text[: match.start()] + text[match.end() :]
            if rest.strip():
                number = match[match.lastindex or 0]
                return rest.strip(), Decimal(number.replace("．", "."))
    return text, None


def _written(point: PointDraft, language: str) -> str:
    chinese = language.startswith("zh")
    text = one_line(point.text)
    if not point.red_flag:
        if point.level is None or point.weight != 1 or _weight_of(text)[1] is not None:
            text += (
                f"（{format_decimal(point.weight)}分）" if chinese else f" [{format_decimal(point.weight)}]"
            )
        text = _with_level(text, point.level, chinese)
    if not point.quote:
        return f"{BULLET} {text}"
    quote = point.quote.replace("\n", "\n  ")
    return f"{BULLET} {text}\n  {'原文：' if chinese else 'Quote: '}“{quote}”"


def _with_level(text: str, level: int | None, chinese: bool) -> str:
    """The level before the text; 0 where the text has none but looks as if it began with one."""
    if level is None:
        if _level_of(text)[0] == text:
            return text
        level = 0
    return f"{level}级：{text}" if chinese else f"L{level}: {text}"
