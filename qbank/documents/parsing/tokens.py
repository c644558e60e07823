"""Finding everything that could be a number, a heading or an answer mark in a question bank.

Only the shape of a mark and the text after it are looked at; :mod:`numbering` decides which marks are meant.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from qbank.documents.parsing.marks import sentence_ends

_CN = "[一二三四五六七八九十]{1,3}"
_ANSWER = (
    "参考答案|标准答案|参考回答|参考要点|答案要点|答题要点|答题思路"
    "|回答要点|回答思路|回答示例|示例回答|回答|答案|答"
)
_TITLE = "面试题|题目|问题|试题"
_ANALYSIS = "答案解析|试题解析|题目解析|解析"

# Most characters begin no mark: the look-ahead saves trying every pattern on them.
_TOKEN = re.compile(
    rf"""
    (?=[第模部板类面题问试QA参标答解回示附【\[(一二三四五六七八九十0-9\x20])
    (?: (?P<part> 第[ ]?(?:{_CN}|\d{{1,2}})[ ]?(?:部分|大类|类|章|篇|单元|模块|板块)[:、.]?
              | (?:模块|部分|板块|类别)[ ]?(?:{_CN}|\d{{1,2}})[:、.] )
    | (?P<label> [【\[(]?第[ ]?(?:{_CN}|\d{{1,3}})[ ]?题[】\])]?[ ]?[:.、)]?
              | [【\[(](?:{_TITLE})[ ]?(?:{_CN}|\d{{1,3}})[】\])]:?
              | (?:{_TITLE})[ ]?(?:(?:{_CN}|\d{{1,3}})[ ]?:|\d{{1,3}}[ ]?[.、)]|\d{{1,3}}(?=[ ]))
              | (?<![A-Za-z])(?:Question|Q)[ ]?\d{{1,3}}[ ]?[:.、)]? )
    | (?P<ask> [【\[](?:{_TITLE}|问)[】\]]:? | (?<!\w)(?:{_TITLE}|问|Q): )
    | (?P<analysis> [【\[(][ ]?(?:{_ANALYSIS})[ ]?[】\])]:? | (?<!\w)(?:{_ANALYSIS})[ ]?:
              | (?<=\n)[ ]{{0,4}}(?:{_ANALYSIS})[ ]{{0,4}}(?=\n) )
    | (?P<answer> [【\[(][ ]?(?:{_ANSWER})[ ]?(?:{_CN}|\d)?[ ]?[】\])]:?
              | (?<![的个出])(?:{_ANSWER})[ ]?(?:{_CN}|\d)?[ ]?:
              | (?<![A-Za-z])A(?:nswer)?[ ]?\d{{0,3}}[ ]?:
              | (?<![及和与、])(?:参考|标准)答案(?=[ ]?(?:1[ ]?[.、)]|第[ ]?[一1][ ]?题|题目[ ]?1|\(?一[、)]))
              | (?<=\n)[ ]{{0,4}}(?:附[:、]?)?(?:{_ANSWER})(?:部分|如下|及解析|与解析)?[ ]{{0,4}}:?(?=\n) )
    | (?P<cnp> \({_CN}\)[、.]? )
    | (?P<cn> {_CN}[、.] )
    | (?P<brackets> \(\d{{1,2}}\)[、.]? )
    | (?P<digit> (?<![\d.A-Za-z/%+~-])\d{{1,3}}[ ]?[.、)] )
    )
    """,
    re.VERBOSE,
)
_NUMBER = re.compile(rf"\d{{1,3}}|{_CN}")
_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
#: After a point, digits make a decimal (3.0), unless they are plainly a year or an amount (3.72小时内…).
_AFTER_POINT = re.compile(r"\d(?!\d{3}年|\d{1,3}\s?(?:小时|分钟|[天个名位家次岁%]))")
_AFTER_COMMA = re.compile(r"\s?\d{1,3}\s?[、和及)]")
_BOUNDARY = '。?!;…”"」』)】》:'
_BULLETS = "#*-•>·"

_ASKS_FIRST = re.compile(
    r"\s*(?:请(?![假求示教客勿])|谈谈|说说|聊聊|谈一谈|说一说|简述|论述|试述|阐述|列举|什么是|为什么|为何|哪些"
    r"|[你您](?:如何|怎么|怎样|为什么|是否|认为|会|觉得|最))"
)
_ASKS_ON_A_LINE = re.compile(r"\s*(?:如何|怎么|怎样|描述|介绍|举例|分享|分析|解释|假如|假设|如果|当|某)")
#: An answer mark only where questions are marked with Q; otherwise the first of several options.
_OPTION_A = re.compile(r"A[ ]?\d{0,3}[ ]?:")
#: A place left for the answer: （ ） or ____.
_BLANK = re.compile(r"\([ ]{0,8}\)|_{2,}")
_LONGEST_QUESTION = 400


class Token(NamedTuple):
    """A mark. ``asks``: what follows reads like a question; ``answered``: an answer mark comes next."""

    kind: str
    start: int
    end: int
    number: int | None
    line_start: bool
    asks: bool = False
    answered: bool = False


def scan(folded: str) -> list[Token]:
    """Every mark in a folded text, in order."""
    tokens = [token for match in _TOKEN.finditer(folded) if (token := _token(match, folded))]
    if not any(folded.startswith("Q", token.start) for token in tokens if token.kind in ("label", "ask")):
        tokens = [token for token in tokens if not _OPTION_A.match(folded, token.start)]
    following = [*tokens, Token("end", len(folded), len(folded), None, False)]
    return [
        token._replace(asks=asks(folded, token, after.start), answered=after.kind in ("answer", "analysis"))
        for token, after in pairwise(following)
    ]


def asks(folded: str, token: Token, end: int) -> bool:
    """Whether the text after a mark, up to the next one, is put as a question."""
    end = min(end, token.end + _LONGEST_QUESTION)
    for count, (_, mark) in enumerate(sentence_ends(folded, token.end, end)):
        if mark == "?":
            return True
        if count >= 5 or (mark == "\n" and token.line_start and count):
            break
    if _ASKS_FIRST.match(folded, token.end, end) or _BLANK.search(folded, token.end, end):
        return True
    return token.line_start and bool(_ASKS_ON_A_LINE.match(folded, token.end, end))


def _token(match: re.Match[str], folded: str) -> Token | None:
    kind = match.lastgroup or ""
    end = match.end()
    start, line_start, boundary = _before(folded, match.start())
    word = match.group()
    digits = _NUMBER.search(word)
    number = _value(digits.group()) if digits else None
    if kind == "digit":
        kind = {".": "dot", "、": "comma", ")": "paren"}[word[-1]]
        if (kind == "dot" and _AFTER_POINT.match(folded, end)) or (
            kind == "comma" and _AFTER_COMMA.match(folded, end)
        ):
            return None
    if kind in ("answer", "analysis"):
        anywhere = word[0] in "【[(参标" or word.startswith("答案")
        return Token(kind, start, end, number, line_start) if boundary or anywhere else None
    if kind in ("label", "ask"):
        return Token(kind, start, end, number, line_start) if boundary or word[-1] in ":】]" else None
    if not (boundary or (number == 1 and folded[match.start() - 1] not in "第之其统唯专单万逐同(")):
        return None
    return Token(kind, start, end, number, line_start)


def _before(folded: str, start: int) -> tuple[int, bool, bool]:
    """Where the mark begins with its bullets; whether a line begins, or at least a sentence ends here."""
    index = start - 1
    while index >= 0 and folded[index] in _BULLETS + " " and start - index < 8:
        index -= 1
    if index < 0 or folded[index] == "\n":
        return index + 1, True, True
    return start, False, folded[index] in _BOUNDARY or folded[start - 1] == " "


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (_DIGITS.get(tens[-1:], 1) * 10 if ten else 0) + _DIGITS.get(ones[-1:], 0)
