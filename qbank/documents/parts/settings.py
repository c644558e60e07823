"""What a document says about a question besides its wording: kind, difficulty, minutes, competencies."""

from __future__ import annotations

import re
from typing import Final

from qbank.documents.parsing.marks import fold

_DIFFICULTIES: Final = (
    (
        "hard",
        re.compile(
            r"困难|较难|很难|高级|难|^[较偏很]?高|hard|difficult|advanced|high|★★★★|⭐⭐⭐⭐|[45]\s?(?:级|星"
            r"|/\s?5)|^[45]$",
            re.I,
        ),
    ),
    (
        "medium",
        re.compile(
            r"中等|适中|中级|一般|普通|中|medium|moderate|intermediate|★★★|⭐⭐⭐|3\s?(?:级|星|/\s?5)|^3$",
            re.I,
        ),
    ),
    (
        "easy",
        re.compile(
            r"容易|简单|较易|初级|基础|易|低|easy|basic|simple|low|★|⭐|[12]\s?(?:级|星|/\s?5)|^[12]$", re.I
        ),
    ),
)
_KINDS: Final = (
    (
        "situational",
        re.compile(
            r"情[景境]|场景|应变|案例|角色扮演|模拟|假设|situational|scenario|case|role[- ]?play"
            r"|hypothetical",
            re.I,
        ),
    ),
    ("behavioural", re.compile(r"行为|经历|behaviou?ral|past experience|STAR", re.I)),
    ("motivation", re.compile(r"动机|求职意向|职业规划|意愿|motivation|career", re.I)),
    (
        "knowledge",
        re.compile(
            r"知识|单选|多选|选择题|判断题|填空|简答|名词解释|专业题|理论|笔试|knowledge"
            r"|multiple choice|true or false|technical",
            re.I,
        ),
    ),
)
_MINUTES: Final = re.compile(r"(\d{1,3}(?:\.5)?)[ ]?(?:分钟|min(?:ute)?s?\b|')|^\s*(\d{1,3})\s*$", re.I)
_SECONDS: Final = re.compile(r"(\d{2,4})[ ]?(?:秒|sec(?:ond)?s?\b)", re.I)
_CN_MINUTES: Final = re.compile(r"([一二两三四五六七八九十]{1,3})分钟")
_CN: Final = {c: n for n, c in enumerate("一二三四五六七八九", 1)} | {"两": 2}
#: Remarks in brackets about a question: (10分), (参考时间 4 分钟), (难度：中).
REMARK: Final = re.compile(r"[ ]?[(【\[][^()\n【】\[\]]{1,40}[)】\]]")
_SCORE_REMARK: Final = re.compile(
    r"(?:本题|满分|共|每[小]?题|分值)?[::]?[ ]?\d{1,3}(?:\.\d)?[ ]?(?:分|points?|marks?"
    r"|pts?)(?:[,/;、].{0,20})?",
    re.I,
)
_LONGEST_COMPETENCY: Final = 12
_SENTENCE_LIKE: Final = re.compile(
    r"是否|能否|能不能|如何|怎样|有无|有没有|候选人|应聘者|对方|他|她|会不会|whether|candidate"
    r"|ability to|how ",
    re.I,
)
_SPLIT: Final = re.compile(r"[、,;/|+\n]")
_LIST_MARK: Final = re.compile(r"^[ \t]*(?:[(]?\d{1,2}[.、)]|[①-⑳]|[-•●·○▪*])[ \t]*")


def difficulty_of(text: str) -> str:
    """easy, medium or hard; "" where the text says none of them."""
    text = fold(text).strip()
    share = re.fullmatch(r"0?\.(\d)\d?", text)
    if share:
        return "easy" if int(share[1]) >= 7 else "medium" if int(share[1]) >= 4 else "hard"
    return next((name for name, pattern in _DIFFICULTIES if pattern.search(text)), "")


def kind_of(text: str) -> str:
    """The kind of question a heading or label names; "" where it names none or several."""
    kinds = [name for name, pattern in _KINDS if pattern.search(text)]
    return kinds[0] if len(kinds) == 1 else ""


def minutes_of(text: str) -> int | None:
    """Whole minutes, 1 to 120; None where the text says none."""
    text = fold(text)
    match = _MINUTES.search(text)
    if match:
        minutes = round(float(match[1] or match[2]))
    elif chinese := _CN_MINUTES.search(text):
        digits = chinese[1]
        tens, ten, ones = digits.rpartition("十")
        minutes = (_CN.get(tens, 1) * 10 if ten else 0) + _CN.get(ones, 0)
    elif seconds := _SECONDS.search(text):
        minutes = max(1, round(int(seconds[1]) / 60))
    else:
        return None
    return minutes if 1 <= minutes <= 120 else None


def is_score(remark: str) -> bool:
    """Whether a remark in brackets gives what a question is worth."""
    return _SCORE_REMARK.fullmatch(fold(remark).strip(" ()【】[]")) is not None


def competencies_of(text: str) -> list[str] | None:
    """The competencies a text names; None where it says something longer about them."""
    items = [_LIST_MARK.sub("", item).strip(" \t。;.:") for item in _SPLIT.split(fold(text).strip(" 。;.\n"))]
    items = [item.rstrip("等") for item in items if item]
    if not items or len(items) > 12:
        return None
    longest = _LONGEST_COMPETENCY if not items[0].isascii() else 40
    if any(len(item) > longest or _SENTENCE_LIKE.search(item) or len(item.split()) > 5 for item in items):
        return None
    return list(dict.fromkeys(items))
