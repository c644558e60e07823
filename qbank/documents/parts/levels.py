"""Anchors for levels: 5分：… 3分：… 1分：…, 好：… 中：… 差：…, 5 - Excellent: …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.parsing.marks import fold, unwrap

#: Characters a rubric point may have.
LONGEST_POINT: Final = 300
#: What a point does not begin or end with.
ENDS: Final = " \t\n。;；,，、.：:"

_HIGH: Final = (
    "优秀|很好|优|好|高分|高|上|卓越|杰出|excellent|outstanding|exceptional|strong"
    "|exceeds(?:[ ]expectations)?|high|great|superior"
)
_MIDDLE: Final = "良好|良|较好|good|above[ ]average|solid"
_MEDIUM: Final = (
    "中等|中|一般|合格|及格|中分|达标|符合|average|acceptable|meets(?:[ ]expectations)?|medium|ok"
    "|adequate|satisfactory|fair|mixed"
)
_LOW: Final = "较差|待改进|需改进|偏低|below(?:[ ]expectations)?|below[ ]average|marginal|needs[ ]improvement"
_BOTTOM: Final = "差|很差|低分|低|下|不合格|不及格|不达标|poor|weak|unacceptable|unsatisfactory|low"
_WORDS: Final = "|".join(
    sorted("|".join([_HIGH, _MIDDLE, _MEDIUM, _LOW, _BOTTOM]).split("|"), key=len, reverse=True)
)
_LEVEL: Final = re.compile(
    rf"""(?: (?<=\n) | ^ | (?<=[。;!?)】.\s]) )
    [ \t]{{0,40}}+(?:[-•●■◆※·○▪*][ ]?){{0,6}}+\*{{0,3}}[(【\[]?
    (?: (?P<word>(?i:{_WORDS}))
        (?:的?(?:回答|表现|答案|水平|档|等级?|answers?|response))?
        [ ]?(?:[(【\[][^()\n]{{0,12}}[)】\]])?
      | (?i:level|score|rating)?[ ]?
        (?P<number>\d{{1,3}}(?:\.\d)?)(?:[ ]?[-—–~至到][ ]?\d{{1,3}}(?:\.\d)?)?
        [ ]?(?P<unit>分|级|星|档|points?|pts?|stars?)?(?:以[上下])?
        [ ]?(?:[(【\[][^()\n]{{0,12}}[)】\]])?
      | (?P<counted>[一二三四五])级
      | 第[一二三四五][级档]
      | (?P<letter>[A-E])(?:
          [级档等](?:[ ]?[(【\[][^()\n]{{0,12}}[)】\]])?
        | [ ]?[(【\[][^()\n]{{1,9}}分[^()\n]{{0,3}}[)】\]]
        )
    )
    [)】\]]?\**[ ]?(?P<mark>[::;=] | [-—–](?=[ ]?\S) | ,(?=[^0-9\s])
      | (?<=[分级星档][ ])[ ]{{0,8}}(?=[^\s\d::;=]) )[ ]?""",
    re.VERBOSE,
)
_SENTENCES: Final = re.compile(r"[^。;!?\n]+[。;!?\n]*")


def levels_of(text: str) -> list[PointDraft]:
    """The anchors of a text as points on levels 1 to 5, the lowest first; empty where it gives none."""
    folded = fold(text)
    matches = [match for match in _LEVEL.finditer(folded) if _is_anchor(match, folded)]
    graded = [match for match in matches if match["number"]]
    if len(graded) >= 2:
        # "5 - Excellent: …": the word repeats what the number says.
        matches = graded
    if len(matches) < 2:
        return []
    kinds = {(bool(match["word"]), bool(match["letter"])) for match in matches}
    numbers = [Decimal(match["number"]) for match in matches if match["number"]]
    if len(kinds) > 1 or len(matches) > 6 or len(set(numbers)) != len(numbers):
        return []
    if numbers and numbers != sorted(numbers) and numbers != sorted(numbers, reverse=True):
        return []
    if any(match["mark"].isspace() for match in matches) and not _is_scale(matches, numbers, folded):
        # "5分 有数据": three of these may be weights.
        return []
    if numbers and not any(match["unit"] for match in matches) and numbers != sorted(numbers, reverse=True):
        # Without a unit, 1 2 3 count a list.
        return []
    ranks = _ranks(matches, numbers)
    if len(set(ranks)) != len(ranks):
        return []
    points = []
    ends = [match.start() for match in matches[1:]] + [len(text)]
    for match, end, level in zip(matches, ends, ranks, strict=True):
        wording = unwrap(text[match.end() : end]).strip(ENDS)
        for piece in short_enough(wording):
            points.append(PointDraft(text=piece, level=level))
    return sorted(points, key=lambda point: point.level or 0) if len(points) >= 2 else []


def anchors_place(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """From the line of the first anchor for a level to the end of the last one's; None without two."""
    matches = [match for match in _LEVEL.finditer(folded, start, end) if _is_anchor(match, folded)]
    if len(matches) < 2:
        return None
    begin = folded.rfind("\n", start, matches[0].end()) + 1 or start
    stop = folded.find("\n", matches[-1].end(), end)
    return begin, end if stop < 0 else stop


def _is_scale(matches: list[re.Match[str]], numbers: list[Decimal], folded: str) -> bool:
    """Whether anchors without a colon go from 5, or from 1, to the other end, each on a line of its own."""
    on_lines = all(not folded[folded.rfind("\n", 0, m.start()) + 1 : m.start()].strip() for m in matches)
    return on_lines and bool(numbers) and max(numbers) == 5 and min(numbers) <= 1


def _is_anchor(match: re.Match[str], folded: str) -> bool:
    word, number, unit, mark = match["word"], match["number"], match["unit"], match["mark"]
    if word:
        return mark in ":;=-—–"
    if number is None or unit:
        return True
    on_line = match.start() == 0 or folded[match.start() - 1] == "\n"
    return mark in ":=" or (on_line and mark in "-—–" and Decimal(number) <= 5)


def _ranks(matches: list[re.Match[str]], numbers: list[Decimal]) -> list[int]:
    """The level 1–5 of each anchor."""
    if numbers and len(numbers) == len(matches):
        if max(numbers) <= 5 and min(numbers) >= 1 and all(number == int(number) for number in numbers):
            return [int(number) for number in numbers]
        order = sorted(numbers)
        return [_spread(order.index(number), len(order)) for number in numbers]
    counted = ["一二三四五".index(match["counted"]) + 1 for match in matches if match["counted"]]
    if len(counted) == len(matches):
        return counted
    letters = [match["letter"] for match in matches if match["letter"]]
    if len(letters) == len(matches):
        worst_first = sorted(letters, reverse=True)
        return [_spread(worst_first.index(letter), len(letters)) for letter in letters]
    words = [(match["word"] or match.group()).lower().strip() for match in matches]
    if len(words) == 3:
        ranks = [_rank(word) for word in words]
        return [5, 3, 1] if ranks[0] > ranks[-1] else [1, 3, 5]
    ranks = [_rank(word) for word in words]
    if len(set(ranks)) == len(ranks) and 0 not in ranks:
        return ranks
    return [_spread(len(words) - 1 - index, len(words)) for index in range(len(words))]


def _rank(word: str) -> int:
    for level, pattern in ((5, _HIGH), (4, _MIDDLE), (3, _MEDIUM), (2, _LOW), (1, _BOTTOM)):
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return level
    return 0


def _spread(index: int, count: int) -> int:
    return 3 if count == 1 else 1 + round(index * 4 / (count - 1))


def short_enough(text: str) -> Iterator[str]:
    """A point's wording, at sentence ends where it is longer than a point may be."""
    if len(text) <= LONGEST_POINT:
        if text:
            yield text
        return
    piece = ""
    for sentence in _SENTENCES.findall(text):
        if piece and len(piece) + len(sentence) > LONGEST_POINT:
            yield piece.strip(ENDS)
            piece = ""
        while len(sentence) > LONGEST_POINT:
            yield sentence[:LONGEST_POINT]
            sentence = sentence[LONGEST_POINT:]
        piece += sentence
    if piece.strip(ENDS):
        yield piece.strip(ENDS)
