"""Everything that could number a question, a heading or an item: 1. （二） 第3题 Question 4 ① B. ## •"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qbank.documents.structure.labels import Label, chinese_number
from qbank.documents.structure.words import BULLETS, Role

_CN: Final = "[一二三四五六七八九十百零]{1,6}"
_TITLE: Final = (
    "面试题目|面试题|题目|问题|试题|题|问|案例分析|案例|情景题|情境题|简答题|论述题|场景|情景"
    "|情境|背景材料|材料"
)
_NUMBER_MARK: Final = re.compile(
    rf"""
    (?=[第模部板类面题试问案简论情场单背材【\[(一二三四五六七八九十0-9①-⑳⑴-⒇⒈-⒛❶-❿➀-➉➊-➓㈠-㈩A-Za-z])
    (?: (?P<part> 第[ ]?(?:{_CN}|\d{{1,2}})[ ]?(?:部分|大类|类|章|篇|单元|模块|板块|节|轮|环节|阶段)[:、.]?
              | (?:模块|部分|板块|类别|单元|环节|维度)[ ]?(?:{_CN}|\d{{1,2}})[:、.]
              | (?i:part|section|chapter|module|stage|round)[ ](?:\d{{1,2}}|[IVX]{{1,4}}
                |[A-H])(?![A-Za-z0-9])[ ]?[:.–—-]? )
    | (?P<label> [【\[(]?第[ ]?(?:{_CN}|\d{{1,6}})[ ]?[题问道](?![目型])[】\])]?[ ]?[:.、)]?
              | [【\[(](?:{_TITLE})[ ]?(?:{_CN}|\d{{1,6}})[】\])]:?
              | (?:{_TITLE})[ ]?(?:(?:{_CN}|\d{{1,6}})[ ]?(?:[:]|(?=\())|\d{{1,6}}[ ]?[.、)]
                |\d{{1,6}}(?=[ ]|\n|$))
              | (?:{_TITLE})[ ]?{_CN}[ ]?(?=\n|[ ])
              | (?<![A-Za-z])(?i:interview[ ]question|question|problem|task|scenario|case|item|no\.
                |q)[ ]?[#]?\d{{1,6}}(?![\d.]\d)[ ]?[:.、)]?
              | [\[(](?i:question|q)[ ]?\d{{1,6}}[\])]:? )
    | (?P<cnp> \({_CN}\)[、.]? )
    | (?P<dotted> (?<![\d.A-Za-z])(?:\d{{1,3}}|{_CN})(?:[.]\d{{1,3}}){{1,3}}(?=[ 、)\u4e00-\u9fff“"])
      (?![ ]?(?:小时|分钟|[年月天个名位家次岁元万千百倍秒分]))[ 、)]? )
    | (?P<cn> {_CN}[ ]?[、.](?!\d(?!\d?[.、)])) | {_CN}[ ]?:(?=\S) )
    | (?P<brackets> [(\[【]\d{{1,6}}[)\]】][、.]? )
    | (?P<circled> [①-⑳⑴-⒇⒈-⒛❶-❿➀-➉➊-➓㈠-㈩] )
    | (?P<digit> (?<![\d.A-Za-z/%+~-])\d{{1,6}}[ ]?[.、)](?:[、)])? )
    | (?P<space> (?:(?<![^\n])|(?<=\n[#])|(?<=^[#]))\d{{1,5}}(?:[ ]{{1,8}}|\t)(?=["“(A-Z\u4e00-\u9fff]) )
    | (?P<roman> (?<![A-Za-z0-9])(?:[IVX]{{1,5}}|[ivx]{{1,5}})[.、)](?=[ \u4e00-\u9fff]) )
    | (?P<letter> (?<![A-Za-z0-9])[A-Za-z][.、)](?![A-Za-z][.]) )
    )
    """,
    re.VERBOSE,
)
_OPTION_BEFORE: Final = re.compile(r"[A-H][.、:)][^\n]{1,60}$")
_NOT_PREFIX: Final = re.compile(r"[\s\d【】\[\]()::.、#]|" + _CN)
_DIGITS: Final = re.compile(rf"\d{{1,6}}|{_CN}")
#: After a point, digits make a decimal (3.0), unless they are plainly a year or an amount (3.72小时内…).
_AFTER_POINT: Final = re.compile(r"\d(?!\d{3}年|\d{1,3}\s?(?:小时|分钟|[天个名位家次岁%])|\d{1,2}[.、])")
_AFTER_COMMA: Final = re.compile(r"\s?\d{1,3}\s?[、和及)]")
_BOUNDARY: Final = '。?!;…”"」』)】》:\t|'
_BEFORE_LINE: Final = f" \t>#_{BULLETS}"
#: A number may stand glued to the text before it, but not behind these.
_NEVER_BEFORE_ONE: Final = "第之其统唯专单万逐同(每前后共约近"
_LONGEST_FIRST: Final = 5_000
_HEADING: Final = re.compile(r"(?m)^[ ]{0,3}(#{1,6})[ ]+(?=\S)")
_BULLET: Final = re.compile(rf"(?m)^([ \t]*)([{re.escape(BULLETS)}])(?:[ \t]+|(?=[^\s*-])|(?=\n))")
#: The first of each kind of number that is one character with its circle, brackets or point.
_FIRST_CIRCLED: Final = "①⑴⒈❶➀➊㈠"
_ROMANS: Final = {"I": 1, "V": 5, "X": 10}

_ANSWERS: Final = frozenset({Role.ANSWER, Role.ANALYSIS})
#: What may stand between a question's number and its text.
_STEMS: Final = frozenset(
    {Role.SITUATION, Role.KIND, Role.DIFFICULTY, Role.TIME, Role.SCORE, Role.CATEGORY, Role.COMPETENCY}
)

#: Marks that all count 1, 2, 3 as plain numbers: authors mix them.
PLAIN: Final = frozenset({"dot", "comma", "paren", "space"})
#: Kinds that number questions, in the order in which ties are settled.
DIGITS: Final = (
    "label",
    "plain",
    "cn",
    "cnp",
    "brackets",
    "dotted",
    "dotted3",
    "dotted4",
    "circled",
    "roman",
)
#: They mark options more often than questions.
LETTERS: Final = ("upper", "lower")
COUNTING: Final = (*DIGITS, *LETTERS)


@dataclass(frozen=True, slots=True)
class Number:
    """A mark that counts. ``end`` is behind it and behind a label that belongs to it (1.题目：)."""

    kind: str
    start: int
    end: int
    number: int
    line_start: bool
    prefix: str = ""
    #: Blanks before it, where it begins a line.
    indent: int = 0
    #: Where a situation stands that leads to the question, before its number.
    lead: tuple[int, int] | None = None
    #: A label for an answer stands right behind it (第1题答案：): it numbers an answer.
    answers: bool = False

    @property
    def family(self) -> str:
        return "plain" if self.kind in PLAIN else self.kind


def find_numbers(folded: str, labels: Sequence[Label]) -> list[Number]:
    """Every number in a folded text that could count something, in order; none from inside a label."""
    numbers: list[Number] = []
    starts = [label.start for label in labels]
    for match in _NUMBER_MARK.finditer(folded):
        number = _number(match, folded)
        if number is None:
            continue
        index = bisect_right(starts, number.start) - 1
        near = labels[index] if index >= 0 else None
        if near is not None and number.start < near.end:
            if near.role == Role.QUESTION and number.end <= near.end:
                number = replace(number, end=near.end)
            elif near.role in _ANSWERS and number.end <= near.word_at:
                number = replace(number, answers=True)
            elif near.role == Role.SITUATION and near.number is not None and number.kind == "label":
                # 材料二: cases are counted as questions are.
                number = replace(number, end=near.end)
            elif near.role not in _STEMS or number.end > near.word_at:
                continue
        following = labels[index + 1] if index + 1 < len(labels) else None
        if following is not None and following.start - 2 <= number.end <= following.end:
            if following.role == Role.QUESTION:
                number = replace(number, end=following.end)
            elif following.role in _ANSWERS and not folded[number.end : following.start].strip():
                number = replace(number, answers=True)
        numbers.append(number)
    return _with_first_glued(folded, numbers)


def _with_first_glued(folded: str, numbers: list[Number]) -> list[Number]:
    """Also the number before the first of a kind, where it stands glued to a title (题库1998.…1999.…)."""
    added: list[Number] = []
    for kind, mark in (("dot", "."), ("comma", "、")):
        first = next((number for number in numbers if number.kind == kind), None)
        if first is None or first.number < 2:
            continue
        written = f"{first.number - 1}{mark}"
        start = folded.rfind(written, max(0, first.start - _LONGEST_FIRST), first.start)
        if start > 0 and not folded[start - 1].isdigit() and folded[start - 1] not in _NEVER_BEFORE_ONE:
            added.append(Number(kind, start, start + len(written), first.number - 1, False))
    return sorted([*numbers, *added], key=lambda number: number.start) if added else numbers


def _number(match: re.Match[str], folded: str) -> Number | None:
    kind, end, word = match.lastgroup or "", match.end(), match.group()
    start, line_start, boundary = _before(folded, match.start())
    if kind == "letter":
        kind = "upper" if word[0].isupper() else "lower"
    value = _value(word, kind)
    if kind == "digit":
        kind = {".": "dot", "、": "comma", ")": "paren"}[word.rstrip()[-1]]
        if _is_amount(kind, folded, match.start(), end, line_start=line_start):
            return None
    boundary = boundary or (
        (value == 1 and folded[match.start() - 1] not in _NEVER_BEFORE_ONE)
        if kind not in ("part", "label")
        else word[-1] in ":】]" and kind == "label"
    )
    boundary = boundary or kind == "circled" or _closes_option(folded, match.start(), kind)
    only_on_lines = kind in ("roman", "space", "dotted", "circled", "upper", "lower")
    only_on_lines = only_on_lines or (kind == "cn" and word.rstrip().endswith(":"))
    if not boundary or (only_on_lines and not line_start):
        return None
    prefix = _prefix(word, kind)
    if kind == "dotted" and (depth := word.count(".")) > 1:
        # Each level of a list of levels counts for itself.
        kind = f"dotted{depth + 1}"
    blank = folded[start : match.start()]
    indent = len(blank) if line_start and not blank.strip() else 0
    return Number(kind, start, end, value, line_start, prefix, indent)


def _is_amount(kind: str, folded: str, start: int, end: int, *, line_start: bool) -> bool:
    """3.0, 1、2 和 3, f(1)"""
    if kind == "dot":
        return _AFTER_POINT.match(folded, end) is not None
    if kind == "comma":
        return not line_start and _AFTER_COMMA.match(folded, end) is not None
    return folded[start - 1 : start] == "("


def _prefix(word: str, kind: str) -> str:
    """What numbers of one list have in common: 题目 of 题目3, 2.1 of 2.1.4."""
    if kind == "dotted":
        return word.strip(" 、)").rpartition(".")[0]
    return _NOT_PREFIX.sub("", word).lower() if kind == "label" else ""


def _closes_option(folded: str, start: int, kind: str) -> bool:
    """Whether the number follows the last option of a choice on the same line."""
    return kind in ("dot", "comma") and bool(_OPTION_BEFORE.search(folded, max(0, start - 64), start))


def _before(folded: str, start: int) -> tuple[int, bool, bool]:
    """Where the mark begins with its bullets; whether a line begins, or at least a sentence ends here."""
    index = start - 1
    while index >= 0 and folded[index] in _BEFORE_LINE and start - index < 12:
        index -= 1
    if index < 0 or folded[index] == "\n":
        return index + 1, True, True
    return start, False, folded[index] in _BOUNDARY or folded[start - 1] in " \t"


def _value(word: str, kind: str) -> int:
    if kind == "circled":
        return ord(word) - max(ord(first) for first in _FIRST_CIRCLED if first <= word) + 1
    if kind == "roman":
        digits = [_ROMANS[c] for c in word.upper() if c in _ROMANS]
        return sum(-d if d < max(digits[i + 1 :], default=0) else d for i, d in enumerate(digits))
    if kind in ("upper", "lower"):
        return ord(word[0].lower()) - ord("a") + 1
    if kind == "dotted":
        return int(word.strip(" 、)").rpartition(".")[2])
    found = _DIGITS.search(word)
    if found is None:
        return 0
    return int(found.group()) if found.group().isdigit() else chinese_number(found.group())


@dataclass(frozen=True, slots=True)
class LineMark:
    """A Markdown heading (``level`` 1–6) or a bullet (``level``: its indent) at the start of a line."""

    start: int
    end: int
    level: int
    mark: str


def find_headings_marks(folded: str) -> list[LineMark]:
    """Lines that begin with # marks."""
    return [LineMark(m.start(), m.end(), len(m[1]), "#") for m in _HEADING.finditer(folded)]


def find_bullets(folded: str) -> list[LineMark]:
    """Lines that begin with a bullet."""
    return [LineMark(m.start(), m.end(), len(m[1].expandtabs(4)), m[2]) for m in _BULLET.finditer(folded)]
