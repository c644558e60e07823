"""Documents of every kind give their questions, whole, once, with what belongs to them."""

from __future__ import annotations

import re
from itertools import chain

import pytest

from qbank.documents.parsing.parse import parse_text
from tests.qbank.documents.kinds import asked, laid_out, numbered
from tests.qbank.documents.kinds.writing import Kind

KINDS = list(chain(numbered.kinds(), laid_out.kinds(), asked.kinds()))


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_of_document_gives_its_questions(kind: Kind) -> None:
    parsed = parse_text(kind.text)
    questions = [
        (category.name, question) for category in parsed.bank.categories for question in category.questions
    ]
    assert len(questions) == len(kind.questions)
    for expected, (_category, question) in zip(kind.questions, questions, strict=True):
        text = bare(question.text)
        assert bare(expected.text) in text
        assert [part for part in expected.parts if bare(part) not in text] == []
        assert len(text) <= len(bare(expected.text)) + sum(map(len, expected.parts)) + 12
        assert [part for part in kind.not_in_questions if part in question.text] == []
        answers = [answer.text for answer in question.answers]
        if expected.answer is None:
            assert answers == []
        else:
            assert bare(expected.answer) in bare("".join(answers)) or answers == [expected.answer]
    if kind.categories:
        assert [category for category, _question in questions] == kind.categories
    account = parsed.account
    assert account.used + account.left_out + account.left == account.total
