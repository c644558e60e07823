"""Columns that hold what an answer on one level looks like: 5分标准, 3分标准 …; Excellent, Fair, Poor."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from common.folding import fold

_WORDS: Final = {
    5: "卓越 优秀 优 出色 杰出 好 高分 高 excellent outstanding exceptional exceeds strong high great",
    4: "良好 良 较好 good above",
    3: "中等 中 一般 合格 达标 及格 普通 中分 fair average acceptable meets satisfactory competent medium ok "
    "adequate",
    2: "较差 待改进 待提高 偏低 below developing marginal needs limited basic",
    1: "差 不合格 不及格 很差 不达标 低分 低 poor unacceptable unsatisfactory weak low inadequate bad",
}
_LEVELS: Final = {word: level for level, words in _WORDS.items() for word in words.split()}
#: What may stand beside the level itself.
_BESIDE: Final = re.compile(
    r"评分标准|评价标准|评分|得分|打分|标准|表现|行为|描述|回答|答案|特征|示例|样例|水平|级别|等级|档|者|锚定|锚点|定义|"
    r"参考|要点|说明|"
    # Not within a word: "acceptable" has a "pt" in it.
    r"(?<![a-z])(?:answers?|responses?|candidates?|performance|behaviou?rs?|descriptions?|standards?|criteria|"
    r"rubrics?|scoring|evaluation|ratings?|scores?|levels?|anchors?|examples?|points?|pts?|expectations?|improvement)(?![a-z])"
)
_DIGIT: Final = re.compile(r"(?<![\d.])(?:[0-5]\s*[-~～—–至到]\s*)?([0-5])(?![\d.])\s*(分|级|星)?")
#: A band of points, which says less than a word for the level beside it: 优秀（8-10分）, 不合格（0-4分）.
_BAND: Final = re.compile(r"[（(\[]?\s*\d{1,3}\s*[-~～—–至到]\s*\d{1,3}\s*(?:分|points?|pts?|%)?\s*[)）\]]?")
_SAYS_LEVEL: Final = re.compile(r"评分|得分|打分|级别|等级|level|rating|score|grade|anchor|锚")
#: A name that only counts, unlike 3分 and "Level 3".
_COUNTED: Final = re.compile(r"(?!.*(?:级|等|level|rating|grade|anchor|锚)).*\D\s?\d")
#: What a group of columns is called whose names are bare numbers.
_LADDER: Final = re.compile(
    r"评分|得分|打分|级|等|标准|行为|表现|锚|level|rating|scor|grade|anchor|rubric|criteria|behavio"
)
_CN_DIGIT: Final = re.compile(r"^第?([一二三四五])(?:级|星|分)$")
_LETTER_DIGIT: Final = re.compile(r"^l\s*([1-5])$")
_LETTERED: Final = re.compile(r"(?:grade |level )?([a-e])(?: ?[级級等档檔])")
#: The levels of as many letters, the first for the best.
_BY_LETTER: Final = {2: (5, 1), 3: (5, 3, 1), 4: (5, 4, 3, 1), 5: (5, 4, 3, 2, 1)}
_NUMERAL: Final = re.compile(r"[\d一二三四五]")
_NOT_WORD: Final = re.compile(r"[\W_]+")
_TOO_LONG: Final = 24
#: A number of points that is no level of ours, as in 10分标准.
_OTHER_SCORE: Final = re.compile(r"^\D{0,6}\d+(?:\s*[-~～—–至到]\s*\d+)?\s*分")


def level_of(name: str) -> int | None:
    """The level that a column of this name describes, 1 to 5; None for any other name. One name alone
    proves nothing: see :func:`level_columns`."""
    folded = fold(name)
    if not folded or len(folded) > _TOO_LONG:
        return None
    if _BAND.search(folded) and (word := level_of(_BAND.sub(" ", folded))):
        return word
    bare = _BESIDE.sub(" ", folded)
    digits = list(_DIGIT.finditer(bare))
    if len(digits) == 1:
        rest = _NOT_WORD.sub("", _DIGIT.sub(" ", bare))
        said = digits[0][2] or rest in _LEVELS or rest in ("l", "lv") or _SAYS_LEVEL.search(folded)
        if (not rest or rest in ("l", "lv") or rest in _LEVELS) and (said or bare == folded):
            return max(1, int(digits[0][1]))
        return None
    compact = _NOT_WORD.sub("", bare)
    for pattern in (_CN_DIGIT, _LETTER_DIGIT):
        if match := pattern.match(compact):
            return "零一二三四五".index(match[1]) if match[1] in "一二三四五" else int(match[1])
    if folded.startswith(("above average", "below average")):
        return 4 if folded.startswith("above") else 2
    return _LEVELS.get(compact) or next((_LEVELS[word] for word in bare.split()[:1] if word in _LEVELS), None)


def letter_of(name: str) -> str:
    """The letter that a name of a level says, such as A级 or 「B 档」; "" for any other name."""
    match = _LETTERED.fullmatch(fold(name)[:_TOO_LONG])
    return match[1] if match else ""


def said_before(said: str) -> str:
    """A level as it stands before the text of its point, where a row says it in a cell of its own."""
    if level := level_of(said):
        return f"{level}级："
    letter = fold(said)
    return f"{letter.upper()}级：" if letter in "abcde" else f"{said.rstrip(':： ')}："


def levels_of_letters(letters: Collection[str]) -> dict[str, int]:
    """{letter: level} for letters that count from a; the last means the lowest level, however many they
    are. None for others."""
    ordered = sorted(set(letters))
    if len(ordered) < len(letters) or "".join(ordered) != "abcde"[: len(ordered)]:
        return {}
    return dict(zip(ordered, _BY_LETTER.get(len(ordered), ()), strict=False))


def level_columns(names: Sequence[str]) -> dict[int, int]:
    """{column: level} where at least two columns describe different levels; none where two describe the
    same. Two that are only called good and bad are no ladder."""
    letters = {column: letter for column, name in enumerate(names) if (letter := letter_of(name))}
    if lettered := levels_of_letters(list(letters.values())):
        return {column: lettered[letter] for column, letter in letters.items()}
    levels = {
        column: level for column, name in enumerate(names) if (level := _level_in_group(name)) is not None
    }
    counted = {column: level for column, level in levels.items() if _NUMERAL.search(fold(names[column]))}
    if len(set(levels.values())) < len(levels) and len(counted) > 1:
        # 「1 - Poor … 5 - Excellent」 beside "Strong answer" and "Weak answer".
        levels = counted
    numbered = len(counted)
    if len(levels) < 2 or len(set(levels.values())) < len(levels):
        return {}
    if list(levels.values()) in ([1, 2], [1, 2, 3], [1, 2, 3, 4]) and all(
        _COUNTED.fullmatch(fold(names[column])) for column in levels
    ):
        return {}
    return levels if numbered >= 2 or len(levels) > 2 else {}


def _level_in_group(name: str) -> int | None:
    """The level by the whole name, or else by what stands behind the name of its group."""
    level = level_of(name)
    if level is not None or " " not in name:
        return level
    group, _space, own = name.rpartition(" ")
    # 「Answer 1」 and 「要点 2」 only count; 「评分标准 5」 is a level.
    return None if own.isdigit() and not _LADDER.search(fold(group)) else level_of(own)


def is_other_score(name: str) -> bool:
    """Whether a column describes a number of points that is no level: 10分标准, 80-89分."""
    return _OTHER_SCORE.match(fold(name)) is not None and level_of(name) is None
