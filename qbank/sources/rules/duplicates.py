"""Which questions of a document the bank has already, or the document itself says twice.

Pure. The same rules as for the rows of a spreadsheet: texts decide (text_key), and two questions that ask the
same in other words are similar (qbank.similarity).
"""

from __future__ import annotations

from collections.abc import Iterable

from qbank.similarity.index import SimilarIndex
from qbank.sources.rules.upload_preview import REPEATED, SAME, SIMILAR, Duplicate, PreviewQuestion
from qbank.spreadsheets.judging.keys import text_key


class BankTexts:
    """The texts of the bank, to find the one that a question is or resembles."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self._by_key: dict[str, int] = {}
        self._similar = SimilarIndex()
        for id, text in texts:
            self._by_key.setdefault(text_key(text), id)
            self._similar.add(id, text)

    def compare(self, text: str) -> Duplicate:
        """What a text is to the bank."""
        known = self._by_key.get(text_key(text))
        if known is not None:
            return Duplicate(SAME, known)
        similar = self._similar.find(text)
        return Duplicate(SIMILAR, *similar) if similar else Duplicate()


def judge(questions: Iterable[PreviewQuestion], bank: BankTexts) -> None:
    """Say of each question that has not been compared yet what it is to the bank and to those before it."""
    first: dict[str, str] = {}
    for question in questions:
        key = text_key(question.draft.text)
        earlier = first.setdefault(key, question.key)
        old = question.duplicate
        if earlier != question.key:
            if old is None or old.verdict != SAME:
                question.duplicate = Duplicate(REPEATED, repeats=earlier)
        elif old is None or old.verdict == REPEATED:
            question.duplicate = bank.compare(question.draft.text)


def needs_judging(questions: Iterable[PreviewQuestion]) -> bool:
    """Whether a question has not been compared, or no longer repeats the one it is said to repeat."""
    questions = list(questions)
    keys = {question.key: text_key(question.draft.text) for question in questions}
    return any(
        question.duplicate is None
        or (
            question.duplicate.verdict == REPEATED
            and keys.get(question.duplicate.repeats) != keys[question.key]
        )
        for question in questions
    )
