"""Two things in one cell: 「怎样…？ 答：…」 below a name such as 题目及答案; an answer and its points;
several answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final

from common.folding import fold
from qbank.spreadsheets.columns.mapping import Field
from qbank.spreadsheets.columns.words import FIELD_OF_NOUN, words_of
from qbank.spreadsheets.files.table import TableRow
from qbank.spreadsheets.judging.points import parse_points

_MARK: Final = (
    r"[ \t　]*(?:[【\[（(][ \t]*(?:参考|标准|示范)?(?:答案|回答|解答|答|answer)[ \t]*[】\])）][ \t]*[:：]?"
    r"|(?:(?:参考|标准|示范)?(?:答案|回答|解答|解析)|参考要点|答|(?:model |sample |suggested )?answer|ans)"
    r"[ \t]*[:：])[ \t]*"
)
_AT_LINE: Final = re.compile(rf"^{_MARK}", re.IGNORECASE | re.MULTILINE)
_BEHIND_QUESTION: Final = re.compile(rf"(?<=[？?。！!；;]){_MARK}", re.IGNORECASE)
_AFTER_ASKING: Final = re.compile(r"(?<=[？?])[ \t　]*\n")
_QUESTION_MARK: Final = re.compile(r"\s*(?:问题?|题目|q(?:uestion)?)\s*[:：]\s*", re.IGNORECASE)
#: A is the answer where Q is the question; elsewhere it may be the first option.
_Q_AND_A: Final = re.compile(r"\s*q\s*[:：].*?\n\s*(a\s*[:：])", re.IGNORECASE | re.DOTALL)
_BOTH: Final = re.compile(r"\bq\s*[&/+和与]\s*a\b|问答|一问一答")
_ANOTHER: Final = re.compile(r"^[ \t]*[【\[]\s*(?:参考)?(?:答案|answer)\s*\d+\s*[】\]][ \t]*$", re.M | re.I)
#: Where the points begin behind an answer.
_POINTS_MARK: Final = re.compile(
    r"[【\[（(]?(?:评分(?:标准|要点|细则|说明)?|得分点|采分点|给分(?:标准|点)|要点"
    r"|scoring(?: criteria| guide| points)?|rubric|points)[】\])）]?[ \t]*[:：】][ \t]*",
    re.IGNORECASE,
)


def names_both(name: str) -> bool:
    """Whether a column is named after the question and its answer."""
    folded = fold(name)
    fields = {FIELD_OF_NOUN.get(word) for word in words_of(folded)}
    return {Field.TEXT, Field.ANSWER} <= fields or _BOTH.search(folded) is not None


def parted(text: str, is_named: bool) -> tuple[str, str]:
    """The question and the answer; "" where the cell has none. ``is_named``: the column is named after both,
    so that an answer may follow in the line, or without a mark below the line that asks."""
    if pair := _Q_AND_A.match(text):
        text = f"{text[: pair.start(1)]}答：{text[pair.end(1) :]}"
    cuts = [_AT_LINE.search(text)]
    if is_named:
        cuts += [_BEHIND_QUESTION.search(text), _AFTER_ASKING.search(text)]
    found = [cut for cut in cuts if cut is not None and text[: cut.start()].strip()]
    if not found:
        return text, ""
    first = min(found, key=lambda cut: (cut.start(), -cut.end()))
    question, answer = text[: first.start()].strip(), text[first.end() :].strip()
    answer = mark.string[mark.end() :].strip() if (mark := _AT_LINE.match(answer)) else answer
    if not answer:
        return text, ""
    asked = _QUESTION_MARK.match(question)
    return (question[asked.end() :] if asked else question), answer


def answers_with_points(names: Sequence[str], answers: Iterable[int]) -> tuple[int, ...]:
    """Those of the columns for answers whose names name the points too."""
    both = {Field.ANSWER, Field.POINT}
    return tuple(
        column
        for column in answers
        if column < len(names) and both <= {FIELD_OF_NOUN.get(word) for word in words_of(fold(names[column]))}
    )


def several_answers(text: str) -> list[str]:
    """The answers of a cell that counts them: 【答案1】 …"""
    # Most answers hold no mark at all: looking for one is quicker than an expression that may begin at any of
    # their characters.
    return _ANOTHER.split(text) if "】" in text or "]" in text else [text]


def answer_and_points(text: str) -> tuple[str, str]:
    """The answer and the points of a cell below such a name, "" for what it has not."""
    mark = _POINTS_MARK.search(text)
    if mark is None:
        # 「先安抚（3分），再核实（4分）」 is both.
        parsed = parse_points(text)
        return text, text if parsed.weighted and len(parsed.points) > 1 else ""
    answer = text[: mark.start()].strip().rstrip("；;").rstrip()
    said = _AT_LINE.match(answer)
    return answer[said.end() :].strip() if said else answer, text[mark.end() :].strip()


def with_points_apart(row: TableRow, answers: Collection[int], points: int) -> TableRow:
    """The row with the points of such answers in a column of their own."""
    cells = [*row.cells, *[""] * (points - len(row.cells))][:points]
    found: list[str] = []
    for column in answers:
        cells[column], own_points = answer_and_points(cells[column])
        found.append(own_points)
    return replace(row, cells=(*cells, "\n".join(filter(None, found))))
