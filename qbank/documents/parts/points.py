"""Criteria into rubric points: lists, weights such as （4分）, and levels such as 5分：… or 好：…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from qbank.bankfile.drafts import PointDraft
from qbank.documents.parsing.marks import fold, unwrap

LONGEST_POINT: Final = 300
_ITEM: Final = re.compile(
    r"(?:(?<=\n)|^|(?<=[。;:!?)】]))[ \t]*(?:[(【\[]?\d{1,2}(?:[、)】\]]|[.](?!\d))|[①-⑳]|[-•●■◆※·○▪→★☆]+|\*+(?= )|[(][a-hA-H][)]|[a-hA-H][.、)](?=[ \u4e00-\u9fff])"
    r"|[(]?[一二三四五六七八九十]{1,2}[、)]|第[一二三四五六七八九十]{1,2}[,、:])[ \t]*"
)
_CIRCLED: Final = re.compile(r"[ \t]*(?:[①-⑳]|[(]\d{1,2}[)])[ \t]*")
_WEIGHT_BEHIND: Final = re.compile(
    r"[ ]?(?:[(【\[][ ]?(?:满分|占|计|各|共|\+)?[ ]?(\d{1,3}(?:\.\d)?)[ ]?(?:分|%|points?|pts?|marks?)?[ ]?[)】\]]|[,::\-—– ]+(?:占|计)?(\d{1,3}(?:\.\d)?)[ ]?(?:分|%|points?|pts?|marks?))[。;.,]?$",
    re.IGNORECASE,
)
_WEIGHT_BEFORE: Final = re.compile(
    r"^[(【\[]?(\d{1,3}(?:\.\d)?)[ ]?(?:分|%|points?|pts?)[)】\]]?[::、]?[ ]?(?=\S)", re.IGNORECASE
)
_TOTAL_BEFORE: Final = re.compile(
    r"^[ ]*(?:满分|共|总分)?[ ]?(\d{1,3})[ ]?(?:分|points?|marks?)[ ]?(?=[(【])", re.IGNORECASE
)
_WORD_LEVELS: Final = (
    ("优秀", "良好", "中等", "及格", "不及格"),
    ("优秀", "良好", "一般", "较差", "差"),
    ("优秀", "良好", "合格", "待改进", "不合格"),
    ("优", "良", "中", "一般", "差"),
    ("很好", "好", "一般", "差", "很差"),
    ("上", "中上", "中", "中下", "下"),
    ("高", "较高", "中", "较低", "低"),
    ("excellent", "good", "average", "fair", "poor"),
    ("outstanding", "strong", "acceptable", "weak", "unacceptable"),
    ("exceeds", "above", "meets", "below", "unsatisfactory"),
)
_HIGH: Final = "优秀|很好|优|好|高分|高|上|卓越|杰出|excellent|outstanding|exceptional|strong|exceeds(?:[ ]expectations)?|high|great|superior"
_MIDDLE: Final = "良好|良|较好|good|above[ ]average|solid"
_MEDIUM: Final = "中等|中|一般|合格|及格|中分|达标|符合|average|acceptable|meets(?:[ ]expectations)?|medium|ok|adequate|satisfactory|fair|mixed"
_LOW: Final = "较差|待改进|需改进|偏低|below(?:[ ]expectations)?|below[ ]average|marginal|needs[ ]improvement"
_BOTTOM: Final = "差|很差|低分|低|下|不合格|不及格|不达标|poor|weak|unacceptable|unsatisfactory|low"
_LEVEL: Final = re.compile(
    rf"""(?:(?<=\n)|^|(?<=[。;!?)】.\s]))[ \t]*(?:[-•●■◆※·○▪*][ ]?)*\**[(【\[]?
    (?:(?P<word>(?i:{"|".join(sorted("|".join([_HIGH, _MIDDLE, _MEDIUM, _LOW, _BOTTOM]).split("|"), key=len, reverse=True))}))(?:的?(?:回答|表现|答案|水平|档|等级?|answers?|response))?
        [ ]?(?:[(【\[][^()\n]{{0,12}}[)】\]])?
      | (?i:level|score|rating)?[ ]?(?P<number>\d{{1,3}}(?:\.\d)?)(?:[ ]?[-—–~至到][ ]?\d{{1,3}}(?:\.\d)?)?[ ]?(?P<unit>分|级|星|档|points?|pts?|stars?)?(?:以[上下])?
        [ ]?(?:[(【\[][^()\n]{{0,12}}[)】\]])?
      | [一二三四五]级 | 第[一二三四五][级档] )
    [)】\]]?\**[ ]?(?P<mark>[::;=]|[-—–](?=[ ]?\S)|,(?=[^0-9\s]))[ ]?""",
    re.VERBOSE,
)
_SENTENCES: Final = re.compile(r"[^。;!?\n]+[。;!?\n]*")
_ENDS: Final = " \t\n。;；,，、.：:"


def points_of(text: str, *, red_flag: bool = False, quoted: bool = False) -> list[PointDraft]:
    """The points that a part lists. ``quoted``: the text is an answer too, and each point rests on its words."""
    folded = fold(text)
    if not red_flag and (levels := _levels(text, folded)):
        return levels
    points: list[PointDraft] = []
    for item in _items(text, folded):
        wording, weight = _weighed(item)
        for piece in _short_enough(wording):
            points.append(
                _point(piece, weight, red_flag=red_flag, quote=wording if quoted and wording in text else "")
            )
    return points


def _point(text: str, weight: Decimal, *, red_flag: bool, quote: str) -> PointDraft:
    return PointDraft(text=text, weight=Decimal(0) if red_flag else weight, red_flag=red_flag, quote=quote)


def has_levels(text: str) -> bool:
    """Whether a text gives anchors for levels."""
    return bool(_levels(text, fold(text)))


def _levels(text: str, folded: str) -> list[PointDraft]:
    matches = [match for match in _LEVEL.finditer(folded) if _is_anchor(match, folded)]
    graded = [match for match in matches if match["number"]]
    if len(graded) >= 2:
        # "5 - Excellent: …": the word repeats what the number says.
        matches = graded
    if len(matches) < 2:
        return []
    kinds = {bool(match["word"]) for match in matches}
    numbers = [Decimal(match["number"]) for match in matches if match["number"]]
    if len(kinds) > 1 or len(matches) > 6 or len(set(numbers)) != len(numbers):
        return []
    if numbers and numbers != sorted(numbers) and numbers != sorted(numbers, reverse=True):
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
        wording = unwrap(text[match.end() : end]).strip(_ENDS)
        for piece in _short_enough(wording):
            points.append(PointDraft(text=piece, level=level))
    return sorted(points, key=lambda point: point.level or 0) if len(points) >= 2 else []


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


def _items(text: str, folded: str) -> Iterator[str]:
    """The entries of a list: numbered, with bullets, line by line, else between ；."""
    total = _TOTAL_BEFORE.match(folded)
    if total:
        text, folded = text[total.end() :], folded[total.end() :]
    text, folded = _without_brackets(text, folded)
    cuts = [(match.start(), match.end()) for match in _ITEM.finditer(folded)]
    circled = [(match.start(), match.end()) for match in _CIRCLED.finditer(folded)]
    if len(circled) >= 2 and len(circled) >= len(cuts):
        cuts = circled
    if len(cuts) >= 2 or (cuts and not folded[: cuts[0][0]].strip()):
        ends = [start for start, _ in cuts[1:]] + [len(text)]
        pieces = [text[: cuts[0][0]], *(text[cut[1] : end] for cut, end in zip(cuts, ends, strict=True))]
        pieces = [unwrap(piece) for piece in pieces]
    else:
        lines = [line for line in unwrap(text).split("\n") if line.strip()]
        pieces = [piece for line in lines for piece in _parted(line)]
    for piece in pieces:
        if piece.strip(_ENDS):
            yield piece.strip(_ENDS)


def _without_brackets(text: str, folded: str) -> tuple[str, str]:
    """A text that stands in brackets as a whole, without them; what stands in them is a list between 、."""
    start, end = len(folded) - len(folded.lstrip(_ENDS)), len(folded.rstrip(_ENDS))
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
    parts = [p for p in re.split(r";", folded) if p.strip(_ENDS)]
    if len(parts) < 2:
        return [line]
    pieces, start = [], 0
    for match in re.finditer(r";|$", folded):
        pieces.append(line[start : match.start()])
        start = match.end()
    return pieces


def _weighed(item: str) -> tuple[str, Decimal]:
    folded = fold(item)
    behind = _WEIGHT_BEHIND.search(folded)
    if behind and behind.start() > 0:
        weight = Decimal(behind[1] or behind[2])
        if 0 < weight <= 100:
            return item[: behind.start()].strip(_ENDS), weight
    before = _WEIGHT_BEFORE.match(folded)
    if before and 0 < Decimal(before[1]) <= 100:
        return item[before.end() :].strip(_ENDS), Decimal(before[1])
    return item, Decimal(1)


def _short_enough(text: str) -> Iterator[str]:
    """A point's wording, at sentence ends where it is longer than a point may be."""
    if len(text) <= LONGEST_POINT:
        if text:
            yield text
        return
    piece = ""
    for sentence in _SENTENCES.findall(text):
        if piece and len(piece) + len(sentence) > LONGEST_POINT:
            yield piece.strip(_ENDS)
            piece = ""
        while len(sentence) > LONGEST_POINT:
            yield sentence[:LONGEST_POINT]
            sentence = sentence[LONGEST_POINT:]
        piece += sentence
    if piece.strip(_ENDS):
        yield piece.strip(_ENDS)
