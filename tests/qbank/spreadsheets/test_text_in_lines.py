"""A text whose lines were saved as .csv is no table: it is refused with the way over the document reader."""

from __future__ import annotations

import pytest

from qbank.spreadsheets.files.refusals import Reason, SpreadsheetError
from qbank.spreadsheets.reading import inspect_questions

LINES = "客服岗位面试题\n1. 你为什么选择客服？\n答：看动机\n2. 你怎样处理投诉？\n答：倾听\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_questions_and_answers_in_lines_are_no_questions_of_a_table(encoding):
    with pytest.raises(SpreadsheetError) as refusal:
        inspect_questions("面试题.csv", LINES.encode(encoding))
    assert refusal.value.reason is Reason.PROSE


def test_a_table_of_one_column_stays_a_table():
    data = "题目\n你为什么选择客服？\n你怎样处理投诉？\n".encode()
    assert inspect_questions("面试题.csv", data).guess.header_row == 1
