"""Criteria into rubric points: lists, weights such as （4分）, and levels such as 5分：… or 好：…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.parsing.marks import fold, unwrap
from qbank.documents.parts.levels import ENDS, levels_of, short_enough

_ITEM: Final = re.compile(
    r"(?:(?<=\n)|^|(?<=[。;:!?)】]))[ \t]*(?:[(【\[]?\d{1,2}(?:[、)】\]]|[.](?!\d))|[①-⑳]"
    r"|[-•●■◆※·○▪→★☆]+|\*+(?= )|[(][a-hA-H][)]|[a-hA-H][.、)](?=[ \u4e00-\u9fff])"
    r"|[(]?[一二三四五六七八九十]{1,2}[、)]|第[一二三四五六七八九十]{1,2}[,、:])[ \t]*"
)
#: uses figures (4), owns the result (4分): here the numbers in brackets weigh what stands before them.
_WEIGHED_ENTRY: Final = re.compile(
    r"(?:[^,;、\n()]{1,300}[(]\d{1,2}[)]|[^;\n()]{1,300}[(]\d{1,3}(?:\.\d)?[ ]?(?:分|%|points?|pts?)[)])"
    r"[ ]?(?:[,;、。.][ ]?|$)"
)
_CIRCLED: Final = re.compile(r"(?<![ \t])[ \t]*(?:[①-⑳]|[(]\d{1,2}[)])[ \t]*")
_WEIGHT_BEHIND: Final = re.compile(
    r"[ ]?(?:[(【\[][ ]?(?:满分|占|计|各|共|\+)?[ ]?(\d{1,3}(?:\.\d)?)[ ]?(?:分|%|points?|pts?"
    r"|marks?)?[ ]?(?:[)】\]]|$)|[,::\-—– ]+(?:占|计)?(\d{1,3}(?:\.\d)?)[ ]?(?:分|%|points?|pts?"
    r"|marks?))[。;.,]?$",
    re.IGNORECASE,
)
#: With the marks before it.
_LONGEST_WEIGHT: Final = 40
_WEIGHT_BEFORE: Final = re.compile(
    r"^[(【\[]?(\d{1,3}(?:\.\d)?)[ ]?(?:分|%|points?|pts?)[)】\]]?[::、]?[ ]?(?=\S)", re.IGNORECASE
)
_TOTAL_BEFORE: Final = re.compile(
    r"^[ ]*(?:满分|共|总分)?[ ]?(\d{1,3})[ ]?(?:分|points?|marks?)[ ]?(?=[(【])", re.IGNORECASE
)


def points_of(text: str, *, red_flag: bool = False, quoted: bool = False) -> list[PointDraft]:
    """The points that a part lists. ``quoted``: the text is an answer, and each point rests on its words."""
    folded = fold(text)
    if not red_flag and (levels := levels_of(text)):
        return levels
    points: list[PointDraft] = []
    for wording, weight in _ungrouped([(mark, *_weighed(item)) for mark, item in _items(text, folded)]):
        for piece in short_enough(wording):
            points.append(
                _point(piece, weight, red_flag=red_flag, quote=wording if quoted and wording in text else "")
            )
    return points


def _point(text: str, weight: Decimal, *, red_flag: bool, quote: str) -> PointDraft:
    return PointDraft(text=text, weight=Decimal(0) if red_flag else weight, red_flag=red_flag, quote=quote)


def _ungrouped(items: list[tuple[str, str, Decimal]]) -> list[tuple[str, Decimal]]:
    """Entries with their weights. A list of lists: what weighs as much as those below it is their heading."""
    entries: list[tuple[str, Decimal]] = []
    index = 0
    while index < len(items):
        mark, heading, weight = items[index]
        end = index + 1
        while end < len(items) and items[end][0] != mark:
            end += 1
        below = items[index + 1 : end]
        if mark != items[0][0] or len(below) < 2 or sum(entry[2] for entry in below) != weight:
            return [(wording, weight) for _, wording, weight in items]
        entries += [(f"{heading}：{wording}", weight) for _, wording, weight in below]
        index = end
    return entries


def _kind_of_mark(mark: str) -> str:
    """Marks of one list look alike: (1) and (2), ① and ②."""
    mark = re.sub(r"[①-⑳]", "①", re.sub(r"[A-Za-z]", "a", mark.strip()))
    return re.sub(r"\d+|[一二三四五六七八九十]+", "1", mark)


def _items(text: str, folded: str) -> Iterator[tuple[str, str]]:
    """The entries of a list, each behind its kind of mark: numbers, bullets, lines, else ；."""
    total = _TOTAL_BEFORE.match(folded)
    if total:
        text, folded = text[total.end() :], folded[total.end() :]
    text, folded = _without_brackets(text, folded)
    weighed = _weighed_entries(folded.strip())
    if len(weighed) >= 2:
        lead = len(folded) - len(folded.lstrip())
        yield from (("", text[lead + m.start() : lead + m.end()].strip(ENDS)) for m in weighed)
        return
    cuts = [(match.start(), match.end()) for match in _ITEM.finditer(folded)]
    circled = [(match.start(), match.end()) for match in _CIRCLED.finditer(folded)]
    if len(circled) >= 2 and len(circled) >= len(cuts):
        cuts = circled
    if len(cuts) >= 2 or (cuts and not folded[: cuts[0][0]].strip()):
        ends = [start for start, _ in cuts[1:]] + [len(text)]
        pieces = [("", text[: cuts[0][0]])]
        pieces += [
            (_kind_of_mark(folded[slice(*cut)]), text[cut[1] : end])
            for cut, end in zip(cuts, ends, strict=True)
        ]
        pieces = [(mark, unwrap(piece)) for mark, piece in pieces]
    else:
        lines = [line for line in unwrap(text).split("\n") if line.strip()]
        pieces = [("", piece) for line in lines for piece in _parted(line)]
    for mark, piece in pieces:
        if piece.strip(ENDS):
            yield mark, piece.strip(ENDS)


def _weighed_entries(folded: str) -> list[re.Match[str]]:
    """The entries of a text that is made of nothing but weighed entries; else none."""
    entries: list[re.Match[str]] = []
    position = 0
    while position < len(folded):
        entry = _WEIGHED_ENTRY.match(folded, position)
        if entry is None:
            return []
        entries.append(entry)
        position = entry.end()
    return entries


def _without_brackets(text: str, folded: str) -> tuple[str, str]:
    """A text that stands in brackets as a whole, without them; what stands in them is a list between 、."""
    start, end = len(folded) - len(folded.lstrip(ENDS)), len(folded.rstrip(ENDS))
    inner = folded[start:end]
    if len(inner) > 2 and inner[0] in "([" and inner[-1] in ")]" and inner.count(inner[0]) == 1:
        body = text[start + 1 : end - 1]
        if ";" not in fold(body) and "\n" not in body:
            body = re.sub("[、,]", ";", fold(body)) if len(body) < 120 else body
            # The marks between are no words; the words stay as they were written.
            body = "".join(
                a if b != ";" else ";" for a, b in zip(text[start + 1 : end - 1], body, strict=True)
            )
        return body, fold(body)
    return text, folded


def _parted(line: str) -> list[str]:
    folded = fold(line)
    parts = [p for p in re.split(r";", folded) if p.strip(ENDS)]
    if len(parts) < 2:
        return [line]
    pieces, start = [], 0
    for match in re.finditer(r";|$", folded):
        pieces.append(line[start : match.start()])
        start = match.end()
    return pieces


def _weighed(item: str) -> tuple[str, Decimal]:
    folded = fold(item)
    behind = _WEIGHT_BEHIND.search(folded, max(0, len(folded) - _LONGEST_WEIGHT))
    if behind and behind.start() > 0:
        weight = Decimal(behind[1] or behind[2])
        if 0 < weight <= 100:
            return item[: behind.start()].strip(ENDS), weight
    before = _WEIGHT_BEFORE.match(folded)
    if before and 0 < Decimal(before[1]) <= 100:
        return item[before.end() :].strip(ENDS), Decimal(before[1])
    return item, Decimal(1)
