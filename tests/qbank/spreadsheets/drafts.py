"""Any question a bank can hold, for property tests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from common.finding.tags import line_of
from common.folding import fold
from qbank.bankfile.drafts import (
    DIFFICULTIES,
    KINDS,
    RUBRIC_KINDS,
    STATUSES,
    AnswerDraft,
    PointDraft,
    QuestionDraft,
)
from qbank.spreadsheets.files.clean import printable
from qbank.spreadsheets.judging.points import one_line
from qbank.spreadsheets.judging.verdicts import BankQuestion

#: What spreadsheets trip over: formulas, marks of our own notation, line ends, escapes, odd spaces.
AWKWARD = st.sampled_from(
    [
        *"=+-@'\"\t\n\r,;　＝＋－＠•1①。；、“”\u2028\u0085\ufeff\x00\x1f😀著著",
        *(
            "（3分）",
            "[2]",
            "1. ",
            "12、",
            "L1",
            "1级：",
            "0级：",
            "原文：“",
            "\n  原文：“",
            "\n• ",
            "【答案2】",
        ),
        *(
            "_x000D_",
            "_x0041_x0042_",
            "<r>",
            "</r>",
            "（答案不完整）",
            "〔未写出〕",
            "\r\n",
            "示例-01",
            " / ",
        ),
    ]
)
TEXTS = st.lists(
    st.one_of(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), AWKWARD), max_size=12
).map("".join)
SAID = TEXTS.filter(lambda text: fold(printable(text)[0]))
#: Names that differ only in what nobody sees can't be told apart in a file.
NAMES = SAID.map(lambda name: one_line(printable(name)[0])[:120].strip())


def tuples(items: st.SearchStrategy[Any], most: int = 3, **unique: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most, **unique).map(tuple)


WEIGHTS = st.decimals("0.01", "100", places=2, allow_nan=False, allow_infinity=False)
POINTS = st.one_of(
    st.builds(PointDraft, SAID, WEIGHTS, st.none() | st.integers(1, 5), TEXTS, st.just(False)),
    st.builds(PointDraft, SAID, st.just(Decimal(0)), quote=TEXTS, red_flag=st.just(True)),
)
QUESTIONS = st.builds(
    QuestionDraft,
    text=SAID,
    tags=TEXTS.map(lambda text: line_of(printable(text)[0])),
    kind=st.sampled_from(KINDS),
    rubric_kind=st.sampled_from(RUBRIC_KINDS),
    difficulty=st.sampled_from(DIFFICULTIES),
    minutes=st.integers(1, 120),
    status=st.sampled_from(STATUSES),
    probes=tuples(TEXTS),
    competencies=tuples(NAMES, unique=True),
    answers=tuples(st.builds(AnswerDraft, SAID, st.booleans())),
    points=tuples(POINTS, most=5),
)


@st.composite
def banks(draw: st.DrawFn, most: int = 4) -> list[BankQuestion]:
    """Questions with ids and codes of their own, in any categories."""
    drafts = draw(st.lists(QUESTIONS, min_size=1, max_size=most))
    return [
        BankQuestion(number, draw(NAMES), _coded(draft, f"{number:03d}"))
        for number, draft in enumerate(drafts, 1)
    ]


def _coded(draft: QuestionDraft, code: str) -> QuestionDraft:
    return replace(draft, code=code)
