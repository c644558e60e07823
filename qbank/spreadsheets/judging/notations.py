"""Ways to write levels and weights that only the whole cell explains.

「5分：有计划有复盘 / 3分：有计划 / 1分：没有方法」 are levels, 「5分：倾听；5分：安抚」 weights;
「优秀：…合格：…」 are levels; 「倾听诉求，2分；安抚情绪，3分」 weights. Where a cell may mean either, a
person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from qbank.spreadsheets.columns.levels import letter_of, level_of, levels_of_letters


class Doubt(StrEnum):
    """What a person has to be asked about a cell."""

    LEVELS_OR_WEIGHTS = "levels-or-weights"
    SCORE_BANDS = "score-bands"


@dataclass(frozen=True, slots=True)
class Notation:
    """The points' texts without what says their levels or weights. At most one of ``levels`` and ``weights``
    has entries, one for each text."""

    texts: tuple[str, ...]
    levels: tuple[int, ...] = ()
    weights: tuple[Decimal, ...] = ()
    doubt: Doubt | None = None


_RANGE: Final = r"[-~～—–至到]"
#: 5分：…, 4-5 分 …, 5 points: …
_SCORE_BEFORE: Final = re.compile(
    rf"\s*[（(\[【]?\s*(\d{{1,3}})(?:\s*{_RANGE}\s*(\d{{1,3}}))?\s*(?:分|星|points?|pts?|stars?)\s*[)）\]】]?"
    r"\s*(?:[:：=、.．,，]|[-—–]{1,2}|\s)\s*(?=\S)"
    r"|\s*(\d)\s*=\s*(?=[^\s\d])",
    re.IGNORECASE,
)
#: 优秀：…, 优秀（5分）：…, Excellent (5) - …
_WORD_BEFORE: Final = re.compile(
    r"\s*[【\[（(]?\s*([^\W\d_]{1,12}(?: [a-z]{1,12})?)\s*[】\])）]?\s*"
    r"(?:[（(\[]\s*[\d\s~～—–至到-]{1,9}\s*(?:分|points?|pts?)?\s*[)）\]])?\s*"
    r"(?:[:：=]|[-—–]{1,2}\s|(?<=[】\]]))\s*(?=\S)",
    re.IGNORECASE,
)
_LETTER_BEFORE: Final = re.compile(r"\s*(?:L|Lv\.?|Level)\s?[1-5](?![\d.A-Za-z])", re.IGNORECASE)
#: Where a new level may begin in a line.
_BORDER: Final = re.compile(r"(?:^|[/／|｜；;。.]\s{0,3}|\s{1,3})(?=\S)")
_LOOSE: Final = " \t/／|｜；;，,、"
_SCORE_BEHIND: Final = re.compile(
    r"(?:[+＋]\s?)?(\d{1,3}(?:\.\d{1,2})?)\s{0,2}"
    r"(?:分|points?|pts?|[%％]|(?<=[+＋]\d)|(?<=[+＋]\d\d))\s{0,2}[。.；;，,]?\s*$",
    re.IGNORECASE,
)
#: What shares of the whole add up to.
_WHOLE: Final = 100
_MARK: Final = re.compile(r"[\s，,：:—–-]$")
#: What is measured in such numbers, so that they are no weights.
_MEASURED: Final = re.compile(
    r"(?:达到?|超过|低于|高于|不低于|评分|得分|打分|满分|至少|最多|分成|等于|大于|小于|为|是|≥|>|<|≤)[\s，,：:—–-]*$"
)
_TOTAL_BEFORE: Final = re.compile(
    r"\s*(?:共计?|总分|满分|合计)\s{0,2}\d{1,3}\s{0,2}分\s{0,2}[:：，,。；;]\s*"
)
_WEIGHT_CLOSED: Final = re.compile(
    r"[（(\[【]\s{0,2}\d{1,3}(?:\.\d{1,2})?\s{0,2}(?:分|%|％|points?|pts?)\s{0,2}[)）\]】]", re.I
)
_BAND: Final = re.compile(
    rf"[（(\[]\s*\d{{1,3}}\s*{_RANGE}\s*\d{{1,3}}\s*(?:分|points?|pts?)?\s*[)）\]]", re.IGNORECASE
)
_LETTERED: Final = re.compile(r"[A-Ha-h]\s*[.．、:：)）]")
_INTRODUCTION: Final = re.compile(r".{1,60}[:：]\s*$")


def lettered(options: Sequence[str]) -> list[str]:
    """The options of several cells with the letters that answers call them by; a single cell as it is."""
    if len(options) < 2:
        return list(options)
    return [
        option if _LETTERED.match(option) else f"{chr(ord('A') + place)}. {option}"
        for place, option in enumerate(options)
    ]


def is_introduction(line: str) -> bool:
    """Whether a line only leads to what follows: 能做到以下三点得满分："""
    return _INTRODUCTION.fullmatch(line.strip()) is not None and level_prefix(line) is None


def level_prefix(text: str) -> int | None:
    """Where the text behind a level or a score at its beginning begins; None for a text without."""
    for pattern in (_LETTER_BEFORE, _SCORE_BEFORE):
        if match := pattern.match(text[:80]):
            return match.end()
    match = _WORD_BEFORE.match(text[:80])
    return match.end() if match is not None and level_of(match[1]) is not None else None


def split_levels(line: str) -> list[str]:
    """The parts of a line that each begin with a level or score; the line alone where there are not
    several."""
    starts = [
        match.end() for match in _BORDER.finditer(line) if level_prefix(line[match.end() :][:80]) is not None
    ]
    if len(starts) < 2 or line[: starts[0]].strip():
        return [line]
    return [
        line[start:end].rstrip(_LOOSE) for start, end in zip(starts, [*starts[1:], len(line)], strict=True)
    ]


def split_weighted(line: str) -> list[str]:
    """The parts of a line that each end with a weight, in brackets or, between marks, without; the line alone
    where there are not several."""
    line = _TOTAL_BEFORE.sub("", line, count=1) if _TOTAL_BEFORE.match(line[:40]) else line
    closed = [match.end() for match in _WEIGHT_CLOSED.finditer(line)]
    if len(closed) > 1 and not line[closed[-1] :].strip("。.；;，,、 \t"):
        parts = [
            line[start:end].strip("；;，,、。 \t") for start, end in zip([0, *closed], closed, strict=False)
        ]
        return parts if all(len(part) > 4 for part in parts) else [line]
    parts = [part for part in re.split(r"[，,、]", line) if part.strip()]
    if len(parts) > 1 and all(
        (match := _SCORE_BEHIND.search(part[-20:]))
        and len(part) - (20 if len(part) > 20 else len(part)) + match.start() > 1
        for part in parts
    ):
        return parts
    return [line]


def notation_of(texts: Sequence[str], ladder: bool, checklist: bool) -> Notation | None:
    """What the points of a cell say of their levels or weights as a whole; None where they say it each by
    itself, or nothing."""
    return _words(texts) or _scores_before(texts, ladder, checklist) or _scores_behind(texts)


def _words(texts: Sequence[str]) -> Notation | None:
    if len(texts) < 2 or _WORD_BEFORE.match(texts[0][:80]) is None:
        return None
    matches = [_WORD_BEFORE.match(text[:80]) for text in texts]
    pairs = list(zip(matches, texts, strict=True))
    letters = [letter_of(match[1]) or _bare_letter(match, text) if match else "" for match, text in pairs]
    lettered = levels_of_letters(letters)
    levels = [
        lettered.get(letter) or (_level_said(match) if match is not None else None)
        for match, letter in zip(matches, letters, strict=True)
    ]
    if None in levels or len(set(levels)) < len(levels):
        return None
    rests = tuple(
        text[match.end() :] for text, match in zip(texts, matches, strict=True) if match is not None
    )
    return Notation(rests, levels=tuple(level for level in levels if level is not None))


def _bare_letter(match: re.Match[str], text: str) -> str:
    """The letter before a text that says a band of points, A：…（9-10分）. Without one it may only count."""
    letter = match[1].lower()
    return letter if letter in "abcde" and _BAND.search(text) else ""


def _level_said(match: re.Match[str]) -> int | None:
    """By the number beside the word, or else by the word."""
    return level_of(match[0].strip(" :：=-—–")) or level_of(match[1])


def _scores_before(texts: Sequence[str], ladder: bool, checklist: bool) -> Notation | None:
    if len(texts) < 2 or _SCORE_BEFORE.match(texts[0][:80]) is None:
        return None
    matches = [match for text in texts if (match := _SCORE_BEFORE.match(text[:80])) is not None]
    if len(matches) < len(texts):
        return None
    rests = tuple(text[match.end() :] for text, match in zip(texts, matches, strict=True))
    scores = [int(match[2] or match[1] or match[3]) for match in matches]
    has_ranges = any(match[2] for match in matches)
    distinct = len(set(scores)) == len(scores)
    ordered = scores in (sorted(scores), sorted(scores, reverse=True))
    may_be_levels = distinct and ordered and all(0 <= score <= 5 for score in scores)
    if checklist or (not distinct and not has_ranges and not ladder):
        return Notation(rests, weights=tuple(map(Decimal, scores)))
    is_whole = 5 in scores and min(scores) <= 1 and len({max(1, score) for score in scores}) == len(scores)
    if (
        may_be_levels
        and (ladder or has_ranges or is_whole)
        and 0 not in scores[:-1] + scores[1:] * (scores[0] == 0)
    ):
        return Notation(rests, levels=tuple(max(1, score) for score in scores))
    doubt = (
        Doubt.SCORE_BANDS
        if has_ranges or (max(scores) > 5 and (ladder or (distinct and ordered)))
        else (Doubt.LEVELS_OR_WEIGHTS)
    )
    return Notation(tuple(texts), doubt=doubt)


def _scores_behind(texts: Sequence[str]) -> Notation | None:
    """倾听诉求 2分. A single point only where a mark sets the number off."""
    rests: list[str] = []
    weights: list[Decimal] = []
    for text in texts:
        ending = text[-20:]
        match = _SCORE_BEHIND.search(ending)
        if match is None:
            return None
        before = text[: len(text) - len(ending) + match.start()]
        if (
            not before.strip()
            or _MEASURED.search(before[-12:])
            or (len(texts) < 2 and not _MARK.search(before))
        ):
            return None
        rests.append(before.rstrip(" \t，,：:—–-"))
        weights.append(Decimal(match[1]))
    if any(text.rstrip("。.；;，, ").endswith(("%", "％")) for text in texts) and sum(weights) != _WHOLE:
        # 一次解决率 85%，满意度 90%
        return None
    return Notation(tuple(rests), weights=tuple(weights)) if weights and all(rests) else None
