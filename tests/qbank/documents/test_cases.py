"""Small documents as other people write them, each with what must come out of it.

``NAME.expected.json`` lists the questions of ``NAME.txt`` or ``NAME.docx``: ``q`` is the question,
compared without white space and marks; ``must`` are parts that stand in it too (options, a situation),
``notin`` parts that do not; ``a`` are words of its answer (null: it has none), ``cat`` its category (null:
any), ``rubric`` words of its points. A case without expectations must be refused.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from qbank.bankfile.drafts import QuestionDraft
from qbank.documents.parsing.parse import ParsedText, parse_text
from qbank.documents.reading.decode import read_document
from qbank.documents.reading.unreadable import UnreadableDocumentError
from qbank.documents.restoring.restore import restore

CASES = Path(__file__).parent / "cases"
DOCUMENTS = sorted(path for path in CASES.glob("*/*") if path.suffix != ".json")
REFUSED = [path for path in DOCUMENTS if path.parent.name == "refused"]
READABLE = [path for path in DOCUMENTS if path not in REFUSED]
#: What Big5 has no character for was lost when the case was written.
NOT_IN_BIG5 = "为里着"


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def read(path: Path) -> ParsedText:
    return parse_text(restore(read_document(path.read_bytes(), path.name)).text)


def questions_of(parsed: ParsedText) -> list[tuple[str, QuestionDraft]]:
    return [
        (category.name, question) for category in parsed.bank.categories for question in category.questions
    ]


def check(expected: dict[str, Any], category: str, question: QuestionDraft) -> None:
    text = bare(question.text)
    assert bare(expected["q"]) in text
    assert len(text) <= len(bare(expected["q"])) + sum(map(len, expected["must"])) + 30
    assert [part for part in expected["must"] if bare(part) not in text] == []
    assert [part for part in expected.get("notin", []) if bare(part) in text] == []
    answers = "".join(bare(answer.text) for answer in question.answers)
    assert bare(expected["a"]) in answers if expected["a"] else not answers
    assert expected["cat"] in (None, category)
    points = "".join(bare(point.text) for point in question.points)
    assert [words for words in expected.get("rubric", []) if bare(words) not in points] == []


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_what_must_come_out_does(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text())
    if "big5" in path.stem:
        expected = [
            {**entry, "a": entry["a"] and re.sub(f"[{NOT_IN_BIG5}]", "", entry["a"])} for entry in expected
        ]
    questions = questions_of(read(path))
    assert len(questions) == len(expected)
    for entry, (category, question) in zip(expected, questions, strict=True):
        check(entry, category, question)


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_every_character_is_accounted_for(path: Path) -> None:
    parsed = read(path)
    account = parsed.account
    assert account.used + account.left_out + account.left == account.total
    assert min(account.used, account.left_out, account.left) >= 0


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_what_is_no_document_is_refused_with_what_to_do(path: Path) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read(path)
    assert re.search(r"Open|Save|save|Choose|Take|Bring", str(refused.value))
