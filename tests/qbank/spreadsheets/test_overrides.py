"""What a person says about columns goes before what was matched by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.spreadsheets.columns.columns import match_columns
from qbank.spreadsheets.columns.mapping import ColumnMapping, Field
from qbank.spreadsheets.columns.overrides import MappingError, with_assignments

NAMES = ["编号", "题目", "内容=说明", "分类", "备注"]
MATCHED = ColumnMapping(columns=match_columns(NAMES), category="服务", status="ready")


def columns(*assignments: str, names: list[str] = NAMES) -> dict[int, Field]:
    return dict(with_assignments(ColumnMapping(columns=match_columns(names)), names, assignments).columns)


def test_nothing_said_leaves_what_was_matched():
    assert with_assignments(MATCHED, NAMES, []) == MATCHED


@pytest.mark.parametrize(
    ("assignment", "column", "field"),
    [
        ("备注=answer", 4, Field.ANSWER),
        ("备注=参考答案", 4, Field.ANSWER),
        ("备 注=answer", 4, None),
        (" 备注 = answer ", 4, Field.ANSWER),
        ("E=answer", 4, Field.ANSWER),
        ("e=probes", 4, Field.PROBE),
        ("内容=说明=answer", 2, Field.ANSWER),
        ("编号=none", 0, None),
        ("编号=", 0, None),
    ],
)
def test_columns_go_by_name_or_letter(assignment, column, field):
    if assignment in ("备 注=answer", "编号="):
        with pytest.raises(MappingError):
            columns(assignment)
    else:
        assert columns(assignment).get(column) == field


def test_a_name_goes_before_a_letter():
    assert columns("B=text", names=["B", "题目"]) == {0: Field.TEXT}


def test_a_field_that_is_one_column_moves_there():
    assert columns("备注=text") == {0: Field.CODE, 3: Field.CATEGORY, 4: Field.TEXT}


def test_answers_may_be_several_columns():
    matched = columns("备注=answer", "C=answer")
    assert [column for column, field in matched.items() if field is Field.ANSWER] == [4, 2]


@pytest.mark.parametrize(
    ("assignments", "part"),
    [
        (["备注"], "COLUMN=FIELD"),
        (["没有=text"], "编号, 题目"),
        (["备注=nonsense"], "competencies"),
        (["备注=text", "内容=说明=text"], "only be one column"),
        (["题目=none"], "No column holds the question"),
        (["Z=text"], "编号, 题目"),
        (["=text"], "编号, 题目"),
        ([""], "COLUMN=FIELD"),
        (["%(x)s=%(y)s"], "“%(y)s” is nothing"),
    ],
)
def test_what_can_not_be_meant_gets_a_sentence(assignments, part):
    with pytest.raises(MappingError) as refused:
        columns(*assignments)
    assert part in str(refused.value)


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=12), max_size=3))
def test_any_words_are_understood_or_refused(names, assignments):
    try:
        mapping = with_assignments(ColumnMapping(), names, assignments)
    except MappingError as refusal:
        assert refusal.message % refusal.params
    else:
        assert Field.TEXT in mapping.columns.values()
