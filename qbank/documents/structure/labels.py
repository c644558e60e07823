"""The words that say which part of a question follows: 参考答案：, 【评分标准】, Follow-up questions: …

A label is told from the same word in a sentence by how it stands: in brackets, before a colon where a line or
a sentence begins, or alone on its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from qbank.documents.structure.words import BULLETS, CHINESE, ENGLISH, LINE_ROLES, WEAK, Role

#: Words that are labels wherever a colon follows them; the others only where a line or sentence begins.
_STRONG: Final = re.compile(
    r"参考|标准答案|正确答案|答案|评分|得分[要点标]|采分|给分|追问|命题|出题|答题[要思]"
    r"|回答[要思示]|示例回答|优秀回答|考察|考查|测评|扣分项|减分项|解析"
)
_CN: Final = "[一二三四五六七八九十百零]{1,6}"
_WORDS: Final = [(word, role, False) for role, words in CHINESE.items() for word in words.split()] + [
    (word.strip(), role, True) for role, words in ENGLISH.items() for word in words.split(",")
]
_PLAIN: Final = {word: role for word, role, _ in _WORDS if not re.search(r"[?\[(]", word)}
_PATTERNS: Final = [(re.compile(word), role) for word, role, _ in _WORDS if re.search(r"[?\[(]", word)]


def _alternation(english: bool) -> str:
    words = [word for word, _, is_english in _WORDS if is_english == english]
    return "|".join(word.replace(" ", "[ ]") for word in sorted(words, key=len, reverse=True))


#: Most characters begin no label: looking at the first one saves trying every word on them.
_FIRST: Final = "".join(sorted({word[0] for word, _, english in _WORDS if not english}))
_FIRST_LETTERS: Final = "".join(sorted({word[0] for word, _, english in _WORDS if english}))
_LABEL: Final = re.compile(
    rf"""
    (?=[【\[({re.escape(_FIRST)}]|(?<![A-Za-z])[{_FIRST_LETTERS}{_FIRST_LETTERS.upper()}])
    (?P<open>[【\[(][ ]?)?
    (?P<word> (?:{_alternation(False)}) | (?<![A-Za-z])(?i:{_alternation(True)})(?![A-Za-z'])
    )
    (?P<number>[ ]?(?:{_CN}|\d{{1,4}}))?
    (?P<suffix>如下|部分|内容|举例)?
    (?P<also>(?:(?<=[\u4e00-\u9fff])[ ]?[/·]?[ ]?[A-Za-z][A-Za-z' -]{{1,30}}
               |(?<=[A-Za-z])[ ]?[/·]?[ ]?[\u4e00-\u9fff]{{1,8}})(?=[ ]?[】\])]?\*{{0,3}}[ ]?:))?
    (?P<close>[ ]?[】\])])?
    (?P<remark>[ ]?\([^()\n]{{1,20}}\))?
    \*{{0,3}}[ ]?
    (?P<colon>[:])?\*{{0,3}}
    """,
    re.VERBOSE,
)
_BEFORE_LINE: Final = f" \t>#—–_{BULLETS}"
_BOUNDARY: Final = '。?!;…”"」』)】》] \t.'
_APPENDIX: Final = re.compile(r"附(?:件|录)?[ ]?[一二1-9]?[ ]?[::、.]?[ ]?")
_ITEM_NUMBER: Final = re.compile(
    r"(?:第[ ]?(?:\d{1,4}|[一二三四五六七八九十]{1,4})[ ]?[题问][::、.]?"
    r"|[(\[]?(?:\d{1,3}|[一二三四五六七八九十]{1,2}|[a-zA-Z])[.、)\]]|[①-⑳]"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[.]\d{1,2}){1,3}[.、)]?)[ ]?$"
)
#: Where questions and answers stand on one line each, 答: also follows a question without ？.
_GLUED_ANSWER: Final = re.compile(r"[?。][ ]?答:")
_GLUED_ANSWERS: Final = 2
_GLUED_TOO: Final = re.compile(r"(?<![回应解作问抢对必简])答:")
_SENTENCE_ENDS: Final = '。?!;…”"」』)】》].'
_CN_DIGITS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@dataclass(frozen=True, slots=True)
class Label:
    """``start``–``end`` is the mark itself. ``alone``: nothing but the label stands on its line."""

    role: Role
    start: int
    end: int
    word: str
    number: int | None = None
    line_start: bool = False
    alone: bool = False
    #: Where its word stands: behind the list number before it ("(1)答案:"), where there is one.
    word_at: int = 0


def listed_labels(folded: str) -> list[Label]:
    """Every label in a folded text whose word is in the lists, in order."""
    labels: list[Label] = []
    glued = len(_GLUED_ANSWER.findall(folded)) >= _GLUED_ANSWERS
    for match in _LABEL.finditer(folded):
        before = labels[-1] if labels and labels[-1].role in LINE_ROLES else None
        follows = before is not None and "\n" not in folded[before.end : match.start()][:60]
        label = _label(
            match, folded, follows=follows and match.start() - before.end < 60 if before else False
        )
        if label is None and glued and _GLUED_TOO.match(folded, match.start()):
            label = Label(Role.ANSWER, match.start(), match.end(), "答", word_at=match.start())
        if label is not None and (not labels or label.start >= labels[-1].end):
            labels.append(label)
    asked = any(label.role == Role.QUESTION and label.word in ("q", "question") for label in labels)
    numbered_q = asked or re.search(r"(?m)^[ #*>-]{0,6}Q[ ]?\d", folded) is not None
    return [label for label in labels if numbered_q or label.word != "a"]


@lru_cache(maxsize=4096)
def role_of(word: str) -> Role | None:
    """What a word standing for itself, a table's heading, say, names; None where it is no label."""
    word = re.sub(r"\([^()]{0,20}\)|\s+|[::*]", "", word) if not word.isascii() else word.strip(" :*")
    plain = _PLAIN.get(word.lower())
    if plain is not None:
        return plain
    return next((role for pattern, role in _PATTERNS if pattern.fullmatch(word.lower())), None)


def _label(match: re.Match[str], folded: str, *, follows: bool) -> Label | None:
    """``follows``: on the same line another setting stands before it (难度：中  时间：5分钟)."""
    word = " ".join(match["word"].lower().split())
    role = role_of(word)
    if role is None or (word == "a" and match["remark"]) or (role == Role.CATEGORY and match["number"]):
        return None
    if match["also"] and role_of(match["also"].strip(" /·").lower()) is None:
        # 参考答案 Reference answer: names it twice; 问题 of something else is no label.
        return None
    start, end = match.span()
    opened, closed = match["open"], match["close"]
    if closed and not opened:
        return None
    bracket = 0
    if opened and not closed:
        # "（追问：…）": the bracket belongs to the label, and closes behind what it announces.
        start, bracket, opened = start + len(opened), len(opened) * (opened[0] == "("), None
    line_start, begin = _line_begin(folded, start)
    boundary = bool(bracket) or line_start or start == 0 or folded[start - 1] in _BOUNDARY
    alone = line_start and not folded[end : line_end(folded, end)].strip(" \t*:")
    weak = word in WEAK
    if opened and closed:
        bracketed = opened[0] in "【["
        if not (bracketed or (boundary and match["colon"]) or (alone and line_start)):
            return None
    elif match["colon"]:
        if match["remark"] and weak and not line_start:
            return None
        if not (
            line_start
            or (boundary and (not (weak or word.isascii()) or follows or _after_sentence(folded, start)))
            or _is_strong(word, folded, start)
        ):
            return None
    elif not alone or weak or (match["remark"] and not line_start):
        return None
    return Label(
        role,
        (begin if line_start or boundary else start) - bracket,
        end,
        word,
        _number(match["number"]),
        line_start,
        alone,
        start,
    )


def _after_sentence(folded: str, start: int) -> bool:
    """Whether a sentence has ended before a word, with or without a space between."""
    before = folded[max(0, start - 4) : start].rstrip(" \t")
    return before[-1:] in _SENTENCE_ENDS and (before[-1:] != "." or folded[start - 1] in " \t")


def _is_strong(word: str, folded: str, start: int) -> bool:
    return bool(_STRONG.match(word)) and folded[start - 1] not in "的个出及和与、的其该此"


def _line_begin(folded: str, start: int) -> tuple[bool, int]:
    """Whether only bullets and a list number stand before it on the line; and where the mark begins."""
    line = max(folded.rfind("\n", max(0, start - 24), start) + 1, start - 24, 0)
    before = folded[line:start]
    number = _ITEM_NUMBER.search(before)
    begin = line + number.start() if number else start
    rest = folded[line:begin].strip(_BEFORE_LINE)
    at_line = line == 0 or folded[line - 1] == "\n"
    if at_line and (not rest or _APPENDIX.fullmatch(rest)):
        return True, line
    boundary = begin == 0 or folded[begin - 1] in _BOUNDARY + ":"
    return False, begin if boundary else start


def line_end(folded: str, position: int) -> int:
    end = folded.find("\n", position)
    return len(folded) if end < 0 else end


def _number(text: str | None) -> int | None:
    text = (text or "").strip()
    if not text:
        return None
    return int(text) if text.isdigit() else chinese_number(text)


def chinese_number(text: str) -> int:
    """一 … 九百九十九 as a number."""
    hundreds, hundred, text = text.rpartition("百")
    if hundred:
        return _CN_DIGITS.get(hundreds[-1:], 1) * 100 + chinese_number(text.lstrip("零"))
    tens, ten, ones = text.rpartition("十")
    return (_CN_DIGITS.get(tens[-1:], 1) * 10 if ten else 0) + _CN_DIGITS.get(ones[-1:], 0)


def labels_between(labels: Sequence[Label], start: int, end: int) -> Sequence[Label]:
    """The labels that begin in a stretch."""
    first = bisect_left(labels, start, key=lambda label: label.word_at)
    return labels[first : bisect_left(labels, end, lo=first, key=lambda label: label.word_at)]
