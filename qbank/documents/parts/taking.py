"""What each part gives to its question."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from qbank.documents.parsing.marks import fold
from qbank.documents.parts.levels import levels_of
from qbank.documents.parts.points import points_of
from qbank.documents.parts.read import ReadQuestion
from qbank.documents.parts.settings import competencies_of, difficulty_of, kind_of, minutes_of
from qbank.documents.structure.words import Role

_PROBE_ITEM: Final = re.compile(
    r"(?:(?<=\n)|^|(?<=[。;?!]))[ \t]*(?:[(【\[]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、)】\]]"
    r"|[①-⑳]|[-•●·○▪*]|[a-z][.)](?= ))[ \t]*"
)


#: What is printed for somebody to fill in.
_FORM_FIELDS: Final = re.compile(
    r"[\s_\d/.,:*|()□☐○—–-]|分|评语|备注|记录|签名|签字|日期"
    r"|(?i:points?|ratings?|scores?|notes?|comments?|signature|signed|date)"
)
_ANCHOR: Final = re.compile(
    r"(?:(?<=\n)|^|(?<=[；;。，,]))[ ]*([0-5])[ ]*(?:分[：:]?|[：:、=])?[ ]*(?=[^\W\d])"
)


def take(question: ReadQuestion, role: Role | None, content: str, lines: str) -> str:
    """Give a part's content to its question; returns what the part is, as in ``Span.what``.

    ``lines`` is the content with its lines as they stood. "left" says that a question has no place for it.
    """
    taker = _TAKERS.get(role) if role is not None else None
    if taker is None:
        return "left" if content.strip() else "used"
    return taker(question, content, lines)


def _criteria(question: ReadQuestion, content: str, lines: str) -> str:
    question.points += points_of(lines)
    return "point"


def _red_flags(question: ReadQuestion, content: str, lines: str) -> str:
    question.points += points_of(lines, red_flag=True)
    return "point"


def _competencies(question: ReadQuestion, content: str, lines: str) -> str:
    names = competencies_of(content)
    if names is None:
        question.points += points_of(lines)
        return "point"
    question.competencies += [name for name in names if name not in question.competencies]
    return "used"


def _probes(question: ReadQuestion, content: str, lines: str) -> str:
    question.probes += probes_of(content)
    return "probe"


def _difficulty(question: ReadQuestion, content: str, lines: str) -> str:
    difficulty = difficulty_of(content)
    question.difficulty = difficulty or question.difficulty
    return "used" if difficulty or not content else "left"


def _minutes(question: ReadQuestion, content: str, lines: str) -> str:
    minutes = minutes_of(content)
    question.minutes = minutes or question.minutes
    return "used" if minutes or not content else "left"


def _kind(question: ReadQuestion, content: str, lines: str) -> str:
    kind = kind_of(content)
    question.kind = kind or question.kind
    return "used" if kind or not content else "left"


def _category(question: ReadQuestion, content: str, lines: str) -> str:
    question.category = content.strip(" 。.")
    return "used"


def _form(question: ReadQuestion, content: str, lines: str) -> str:
    """A place to fill in (____, 1 2 3 4 5, nothing) says nothing."""
    anchors = _ANCHOR.sub(r"\1分：", lines)
    if levels_of(anchors):
        # What is filled in here is what each mark stands for.
        question.points += points_of(anchors)
        return "point"
    filled = _FORM_FIELDS.sub("", fold(content))
    return "left" if filled else "set aside"


def _set_aside(question: ReadQuestion, content: str, lines: str) -> str:
    return "set aside"


_TAKERS: Final[dict[Role, Callable[[ReadQuestion, str, str], str]]] = {
    Role.CRITERIA: _criteria,
    Role.RED_FLAG: _red_flags,
    Role.COMPETENCY: _competencies,
    Role.PROBE: _probes,
    Role.DIFFICULTY: _difficulty,
    Role.TIME: _minutes,
    Role.KIND: _kind,
    Role.CATEGORY: _category,
    Role.FORM: _form,
    Role.SCORE: _set_aside,
    Role.INDEX: _set_aside,
}


def probes_of(content: str) -> list[str]:
    """Follow-up questions, one by one: listed, line by line, or sentence by sentence."""
    folded = fold(content)
    cuts = [(match.start(), match.end()) for match in _PROBE_ITEM.finditer(folded)]
    if cuts:
        ends = [start for start, _ in cuts[1:]] + [len(content)]
        pieces = [
            content[: cuts[0][0]],
            *(content[cut[1] : end] for cut, end in zip(cuts, ends, strict=True)),
        ]
    else:
        pieces = [
            piece
            for line in content.split("\n")
            for piece in re.split(r"(?<=[？?])(?=\s*[^\s”\"』」)）])", line)
        ]
    return [stripped for piece in pieces if (stripped := piece.strip(" \t\n;；"))]
